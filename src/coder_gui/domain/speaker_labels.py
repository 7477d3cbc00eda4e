"""The ways in which a paragraph of a transcript can begin with a speaker's label.

All patterns have bounded repeats and see the first `HEAD` characters, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from coder_gui.domain.speaker_names import folded

Style = Literal["colon", "stamped", "bracket", "tab", "dash", "dot", "alone"]

HEAD = 160
"""How far into a paragraph a label is looked for, in characters."""

_CLOCK = r"(?:\d{1,3}:[0-5]?\d:[0-5]?\d|\d{1,3}:[0-5]\d)(?:[.,]\d{1,3}|-\d(?!\d))?"
_SPAN = rf"\s?{_CLOCK}(?:\s?(?:-->|[-–—])\s?{_CLOCK})?\s?"
_BRACKETED = rf"(?:\[{_SPAN}\]|\({_SPAN}\)|<{_SPAN}>)"
_STAMP = rf"(?:{_BRACKETED}|#{_SPAN}#|{_SPAN})"
_BLANK = "[ \t\u00a0\u3000]"
_LEAD = (
    rf"[ \t\u00a0\u3000>*_\ufeff\u200e\u200f]{{0,8}}(?:\d{{1,5}}[.)]?{_BLANK}{{1,4}})?"
    rf"(?:(?P<before>{_STAMP})[ \t\u00a0*_|,–—-]{{0,4}})?[*_]{{0,3}}"
)
_NAME = r"(?P<name>[^\W\d_][^\n:：\t\[\]{}<>#|\"“”?!;]{0,58}?)"
_AFTER = rf"(?:(?P<after>{_STAMP})[ *_]{{0,4}})?"
_COLON = re.compile(
    rf"{_LEAD}{_NAME}[ \t\u00a0*_]{{0,4}}{_AFTER}(?:(?<!\d)[:：]|(?<=\d)[:：](?!\d))(?!//)"
    rf"(?:{_BLANK}{{0,4}}(?P<later>{_BRACKETED}))?"
)
_STAMPED = re.compile(
    rf"{_LEAD}{_NAME}(?:[ \t\u00a0*_]{{1,8}}(?P<after>{_BRACKETED})"
    rf"|[ \t\u00a0*_|,–—-]{{1,8}}(?P<bare>{_CLOCK})(?={_BLANK}*$))"
)
_STAMPED_BEFORE = re.compile(
    rf"[ \t>*_]{{0,8}}(?P<before>{_STAMP})[ \t\u00a0*_|,–—-]{{1,4}}{_NAME}[ \t*_]{{0,4}}$"
)
_BRACKET = re.compile(
    rf"{_LEAD}(?:\[(?P<square>[^\W\d_][^\n\[\]:]{{0,58}})\]"
    rf"|<(?P<angle>[^\W\d_][^\n<>:]{{0,58}})>)[*_]{{0,3}}{_BLANK}?[:：]?"
)
_TAB = re.compile(rf"{_LEAD}{_NAME} {{0,3}}(?:\t *(?P<after>{_STAMP}) *)?\t")
_DASH = re.compile(rf"{_LEAD}{_NAME}(?: {{1,3}}[-–—]|[–—])[ \t]")
_DOT = re.compile(rf"{_LEAD}(?P<name>[QA]\d{{0,3}})\.(?=[ \t])")
_ALONE = re.compile(rf"{_LEAD}{_NAME}[ *_]{{0,4}}$")
ONLY_STAMP = re.compile(rf"\s*(?!#){_STAMP}\s*$")
_CLOCK_ONLY = re.compile(_CLOCK)
MARK = re.compile(rf"#({_CLOCK})#")
SPEECH = re.compile(r"[^ \t\u00a0\u3000]")
_NOISE_WORDS = """
applause audio background beep break coughs coughing cough crosstalk cries crying end gap
inaudible interruption laughs laughing laughter laugh lachen lacht lachend music noise pause
pausa pauses phone silence sighs sigh sobbing start stille tape unclear unverständlich risas
rires whispers
"""
_NOISES = frozenset(_NOISE_WORDS.split())


class Label(NamedTuple):
    """A paragraph's start read as a speaker's label."""

    row: int
    style: Style
    name: str
    key: str
    speech: int
    time_ms: int | None


def labels_of(text: str, rows: Sequence[tuple[int, int]], row: int) -> Iterator[Label]:
    """Every way in which the paragraph could begin with a label."""
    start, end = rows[row]
    head = text[start : min(end, start + HEAD)]
    whole = end - start <= HEAD
    for style, match in _matches(head, whole):
        groups = match.groupdict()
        name = (groups.get("name") or groups.get("square") or groups.get("angle") or "").strip(
            " *_\u00a0\u3000"
        )
        if not name:
            continue
        if style == "bracket" and folded(name).split()[0] in _NOISES:
            continue
        at = match.end()
        if "**" in head[: head.index(name)] or "__" in head[: head.index(name)]:
            at += len(head[at:]) - len(head[at:].lstrip("*_"))  # bold in Markdown
        found = SPEECH.search(text, start + at, end)
        stamps = (groups.get(part) for part in ("before", "after", "bare", "later"))
        stamp = next((stamp for stamp in stamps if stamp), None)
        speech = found.start() if found else end
        yield Label(row, style, name, folded(name), speech, milliseconds(stamp))


def _matches(head: str, whole: bool) -> Iterator[tuple[Style, re.Match[str]]]:
    tries: list[tuple[Style, re.Pattern[str]]] = []
    if ":" in head or "：" in head:
        tries += [("colon", _COLON), ("stamped", _STAMPED)]
        if whole:
            tries.append(("stamped", _STAMPED_BEFORE))
    if "[" in head or "<" in head:
        tries.append(("bracket", _BRACKET))
    if "\t" in head:
        tries.append(("tab", _TAB))
    if "-" in head or "–" in head or "—" in head:
        tries.append(("dash", _DASH))
    if "." in head:
        tries.append(("dot", _DOT))
    if whole and len(head) <= 60 and not head[0].islower():
        tries.append(("alone", _ALONE))
    for style, pattern in tries:
        match = pattern.match(head)
        if match:
            yield style, match


def milliseconds(stamp: str | None) -> int | None:
    """Milliseconds of the first clock time in a stamp: `[00:14:02.5]`, `14:02`, `#00:01:02-3#`."""
    found = _CLOCK_ONLY.search(stamp) if stamp else None
    if not found:
        return None
    whole, _, fraction = re.sub("[,-]", ".", found.group()).partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((fraction or "0").ljust(3, "0")[:3])
