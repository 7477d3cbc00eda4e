"""Text as it is stored: the one place where a transcript's characters are ever changed.

Every offset of a project refers to the result. Newlines become `\\n`; a byte order mark, NUL
and lone surrogates go; nothing else is touched, so quotes stay verbatim.
"""

from __future__ import annotations

import re

PARAGRAPH_LIMIT = 8_000
"""Longest paragraph, in characters, that the reader lays out without becoming slow."""

_NEWLINES = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…。！？]['”’\")\]]*(\s)")


def stored(text: str) -> str:
    """Return text as a project stores it.

    Surrogate pairs that a reader left as two halves become the character they stand for;
    lone halves become U+FFFD. Paragraphs beyond `PARAGRAPH_LIMIT` are broken between
    sentences, or between words.
    """
    text = _NEWLINES.sub("\n", text.removeprefix("\ufeff")).replace("\x00", "")
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if max(map(len, text.split("\n"))) > PARAGRAPH_LIMIT:
        text = "\n".join(_shorter(paragraph) for paragraph in text.split("\n"))
    return text


def _shorter(paragraph: str) -> str:
    pieces: list[str] = []
    start = 0
    while len(paragraph) - start > PARAGRAPH_LIMIT:
        window_end = start + PARAGRAPH_LIMIT
        sentences = [m.start(1) for m in _SENTENCE_END.finditer(paragraph, start, window_end)]
        cut = sentences[-1] if sentences else paragraph.rfind(" ", start, window_end)
        if cut <= start:
            pieces.append(paragraph[start:window_end])
            start = window_end
        else:
            pieces.append(paragraph[start:cut])
            start = cut + 1
    pieces.append(paragraph[start:])
    return "\n".join(pieces)


def word_count(text: str) -> int:
    """Number of runs of characters between blanks."""
    return len(text.split())
