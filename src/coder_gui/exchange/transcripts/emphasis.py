"""Bold, italic and underlined words on their way from a file's markup to spans over the text.

While a document is walked, its text is joined, trimmed and moved about in pieces. Emphasis
travels inside the pieces as pairs of control characters that no such format can hold, and is
lifted out at the end, when every word has found its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from coder_gui.domain.model import Emphasis, FormatSpan

_SIGNS: dict[Emphasis, tuple[str, str]] = {
    "bold": ("\x01", "\x02"),
    "italic": ("\x03", "\x04"),
    "underline": ("\x05", "\x06"),
}
_ON: dict[str, Emphasis] = {on: style for style, (on, _off) in _SIGNS.items()}
_OFF: dict[str, Emphasis] = {off: style for style, (_on, off) in _SIGNS.items()}
_SIGN = re.compile("[\x01-\x06]")


def emphasised(text: str, styles: Collection[Emphasis]) -> str:
    """The text between signs for its styles; blanks at its ends stay outside of them."""
    core = text.strip()
    if not styles or not core:
        return text
    on = "".join(_SIGNS[style][0] for style in sorted(styles))
    off = "".join(_SIGNS[style][1] for style in sorted(styles, reverse=True))
    # A sign on each side of every line end, because lines may be parted later on.
    inner = core.replace("\n", f"{off}\n{on}")
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{on}{inner}{off}{text[start + len(core) :]}"


def without_signs(text: str) -> str:
    """Text of a file without characters that would be taken for signs."""
    return _SIGN.sub("", text)


def lifted(text: str) -> tuple[str, tuple[FormatSpan, ...]]:
    """The text without signs, and where its emphasis stands.

    Spans of one style that touch, or have only blanks between them on one line, are one.
    """
    if not _SIGN.search(text):
        return text, ()
    pieces: list[str] = []
    length = begin = 0
    depths: dict[Emphasis, list[int]] = {style: [] for style in _SIGNS}
    found: dict[Emphasis, list[FormatSpan]] = {style: [] for style in _SIGNS}
    for sign in _SIGN.finditer(text):
        pieces.append(text[begin : sign.start()])
        length += sign.start() - begin
        begin = sign.end()
        if sign[0] in _ON:
            depths[_ON[sign[0]]].append(length)
            continue
        style = _OFF[sign[0]]
        if depths[style]:
            start = depths[style].pop()
            if not depths[style] and length > start:
                found[style].append(FormatSpan(start, length, style))
    pieces.append(text[begin:])
    plain = "".join(pieces)
    spans = [span for listed in found.values() for span in _joined(listed, plain)]
    return plain, tuple(sorted(spans, key=lambda span: (span.start, span.style)))


def _joined(spans: list[FormatSpan], text: str) -> list[FormatSpan]:
    joined: list[FormatSpan] = []
    for span in spans:
        gap = text[joined[-1].end : span.start] if joined else "\n"
        if joined and "\n" not in gap and not gap.strip():
            joined[-1] = FormatSpan(joined[-1].start, span.end, span.style)
        else:
            joined.append(span)
    return joined
