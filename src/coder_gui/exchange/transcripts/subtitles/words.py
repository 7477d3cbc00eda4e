"""The words of a cue without their tags: who speaks them, and which are emphasised."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.emphasis import emphasised, without_signs

_TAG = re.compile(
    r"<(?P<close>/?)(?P<tag>[A-Za-z]{1,6})(?:\.[^\s<>]{0,200})?(?:\s+(?P<rest>[^<>]{0,400}))?/?>"
    r"|<(?:\d{1,5}:)?\d{1,2}:\d{2}(?:[.,]\d{1,9})?>"
    r"|\{\\(?P<code>[^{}\n]{1,200})\}"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CODE = re.compile(r"([biu])([01])(?=\\|$)")
_STYLES: dict[str, Emphasis] = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
}  # fmt: skip
_OTHERS = frozenset(("c", "v", "s", "lang", "ruby", "rt", "font", "span", "br"))


class Line(NamedTuple):
    """A line of a cue, or the part of it that one voice speaks; emphasis stands as signs."""

    voice: str
    text: str


def lines_of(payload: str) -> list[Line]:
    """The lines of a cue that have words.

    Tags that subtitles have are taken out; whatever else stands between `<` and `>`, such as
    `<inaudible>`, was written by somebody and stays.
    """
    return [
        Line(voice, line)
        for voice, text in _voices(payload)
        for line in text.split("\n")
        if without_signs(line).strip()
    ]


def plain_name(written: str) -> str:
    """A speaker's name as it is read."""
    return " ".join(without_signs(_unescaped(written)).split())


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    voice = ""
    runs: list[str] = []
    open_styles: Counter[Emphasis] = Counter()
    begin = 0
    for found in _TAG.finditer(payload):
        tag = (found["tag"] or "").lower()
        if tag and tag not in _STYLES and tag not in _OTHERS:
            continue
        runs.append(_run(payload[begin : found.start()], open_styles))
        begin = found.end()
        if tag == "v":
            yield voice, "".join(runs)
            runs = []
            voice = "" if found["close"] else plain_name(found["rest"] or "")
        elif tag == "br":
            runs.append("\n")
        elif tag in _STYLES:
            _turn(open_styles, _STYLES[tag], on=not found["close"])
        else:
            for letter, on in _CODE.findall(found["code"] or ""):
                _turn(open_styles, _STYLES[letter], on=on == "1")
    runs.append(_run(payload[begin:], open_styles))
    yield voice, "".join(runs)


def _run(text: str, open_styles: Counter[Emphasis]) -> str:
    return emphasised(without_signs(_unescaped(text)), [s for s, n in open_styles.items() if n])


def _turn(open_styles: Counter[Emphasis], style: Emphasis, *, on: bool) -> None:
    open_styles[style] = max(0, open_styles[style] + (1 if on else -1))


def _unescaped(text: str) -> str:
    """Text with its character references, of which only those with a semicolon are meant."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
