"""Text as it is stored: the one place where a transcript's characters are ever changed.

Every offset of a project refers to the result. Newlines become `\\n`; a byte order mark, NUL
and lone surrogates go; nothing else is touched, so quotes stay verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder_gui.domain.edits import Edit, applied, followed

PARAGRAPH_LIMIT = 8_000
"""Longest paragraph, in characters, that the reader lays out without becoming slow."""

_NEWLINES = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHANGED = re.compile("\r\n|[\r\x85\u2028\u2029\ufeff]|[\ud800-\udfff\x00]+")
_SENTENCE_END = re.compile(r"[.!?…。！？]['”’\")\]]*(\s)")


def stored(text: str) -> str:
    """Return text as a project stores it.

    Surrogate pairs that a reader left as two halves become the character they stand for;
    lone halves become U+FFFD. Paragraphs beyond `PARAGRAPH_LIMIT` are broken between
    sentences, or between words.
    """
    return _in_short_paragraphs(_in_plain_characters(text))


def storing_edits(text: str) -> tuple[Edit, ...]:
    """What `stored` changes in a text, so that positions in it can be carried along."""
    edits = tuple(_character_edits(text))
    plain = applied(text, edits)
    breaks = tuple(_paragraph_edits(plain))
    return followed(edits, breaks, len(text)) if breaks else edits


def _in_plain_characters(text: str) -> str:
    text = _NEWLINES.sub("\n", text.removeprefix("\ufeff")).replace("\x00", "")
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _character_edits(text: str) -> Iterator[Edit]:
    for found in _CHANGED.finditer(text):
        if found[0] != "\ufeff":
            new = _in_plain_characters(found[0])
        elif found.start() == 0:
            new = ""
        else:
            continue
        if new != found[0]:
            yield Edit(found.start(), found.end(), new)


def _in_short_paragraphs(text: str) -> str:
    # Most texts have none, and are not walked.
    if max(map(len, text.split("\n"))) <= PARAGRAPH_LIMIT:
        return text
    return applied(text, tuple(_paragraph_edits(text)))


def _paragraph_edits(text: str) -> Iterator[Edit]:
    start = 0
    for paragraph in text.split("\n"):
        for cut, blank in _cuts(paragraph):
            yield Edit(start + cut, start + cut + blank, "\n")
        start += len(paragraph) + 1


def _cuts(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where a paragraph is broken, and how many characters give way there (a blank, or none)."""
    start = 0
    while len(paragraph) - start > PARAGRAPH_LIMIT:
        window_end = start + PARAGRAPH_LIMIT
        sentences = [m.start(1) for m in _SENTENCE_END.finditer(paragraph, start, window_end)]
        cut = sentences[-1] if sentences else paragraph.rfind(" ", start, window_end)
        blank = int(cut > start)
        start = cut if blank else window_end
        yield start, blank
        start += blank


def word_count(text: str) -> int:
    """Number of runs of characters between blanks."""
    return len(text.split())
