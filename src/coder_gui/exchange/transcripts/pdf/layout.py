"""Joins the printed lines of a PDF to paragraphs, as the eye of a reader does.

A paragraph ends where the next word would still have fitted on the line, where a gap or an
indent follows, and where a line begins with the name of a speaker, a time or a bullet.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from coder_gui.exchange.transcripts.pdf.lines import Line, Page

_LABEL = re.compile(r"(?:[\[(]?[0-9:.,]+[\])]?\s+)?([^\W_][^:?!;,]{0,39}?)\s?:(?=\s|$)")
_MARK = re.compile(r"[\[(][0-9]{1,2}:[0-9]{2}|[0-9]{1,2}:[0-9]{2}:[0-9]{2}|[•▪●◦‣■□➢✓]\s")
_HYPHENATED = re.compile(r"\b[^\W\d_]+-[^\W\d_]+\b")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"[0-9]{1,3}[.)]\s|[a-z]\)\s")
_SENTENCE_END = re.compile(r"[.!?…:;]['”’»\")\]]*\s*$")
_GAP = 1.3
_INDENT = 0.7
_SIZES = 1.1
_COLUMN = 18.0


class Layout:
    """What the lines of one document have in common: margins, pitch, labels, words with hyphens."""

    def __init__(self, pages: Sequence[Page], ignored: str) -> None:
        self._ignored = ignored
        lines = [line for page in pages for line in page.lines]
        self._labels = Counter(label for line in lines if (label := _label(line.text)))
        self._margins = _margins(pages)
        self._pitches = _pitches(pages)
        self._hyphenated: set[str] = set()
        for line in lines:
            self._hyphenated |= {word.casefold() for word in _HYPHENATED.findall(line.text)}

    def paragraphs(self, pages: Sequence[Page]) -> list[str]:
        """The text of the pages, a paragraph or table row each."""
        found: list[str] = []
        before: Line | None = None
        is_first = False  # of its paragraph
        lines = [(line, number) for number, page in enumerate(pages) for line in page.lines]
        for index, (line, page) in enumerate(lines):
            after = lines[index + 1][0] if index + 1 < len(lines) else None
            same_page = index > 0 and lines[index - 1][1] == page
            if before is None:
                starts = True
            else:
                starts = self._starts(before, line, after, same_page, is_first)
            if starts:
                found.append(line.marked(self._ignored))
            elif before is not None:
                found[-1] = self._joined(found[-1], before, line)
            before, is_first = line, starts
        return found

    def _starts(
        self, before: Line, line: Line, after: Line | None, same_page: bool, is_first: bool
    ) -> bool:
        """True when a line starts a paragraph."""
        text = line.text
        if line.is_apart or before.is_apart or ("\t" in before.text and "\t" in text):
            return True
        if self._labels[_label(text)] > 1 or _MARK.match(text):
            return True
        if not before.is_broken and not _goes_on(before, line) and self._is_short(before, line):
            return True
        taller, lower = max(line.height, before.height), min(line.height, before.height)
        if taller > _SIZES * lower:
            return True
        pitch = before.base - line.base
        if not same_page or pitch <= 0:
            return False
        usual = self._pitches.get(round(line.height), 0.0)
        if usual and pitch > _GAP * usual:
            return True
        return _is_indented(before, line, after, is_first)

    def _is_short(self, before: Line, line: Line) -> bool:
        """True when the first word of the line would have fitted on the one before."""
        text = line.text.strip()
        letter = (line.right - line.left) / max(1, len(text))
        width = (len(text.split(maxsplit=1)[0]) + 1) * letter
        margin = self._margins.get(_column(before), 0.0)
        return before.right + 1.15 * width + 0.5 * letter < margin

    def _joined(self, paragraph: str, before: Line, line: Line) -> str:
        marked = line.marked(self._ignored)
        if before.is_broken:
            return paragraph + ("-" if self._keeps_hyphen(before, line) else "") + marked
        last, first = before.text[-1:], line.text[:1]
        if _is_wide(last) and _is_wide(first):
            return paragraph + marked  # Chinese and Japanese have no blanks
        if last in "-\u2010" and first.islower():
            return paragraph + marked
        return f"{paragraph} {marked}"

    def _keeps_hyphen(self, before: Line, line: Line) -> bool:
        """True when the hyphen at the end of a line belongs to the word."""
        head, tail = _LAST_WORD.search(before.text), _FIRST_WORD.match(line.text)
        if head is None or tail is None or not tail[0][0].islower():
            return True
        return f"{head[0]}-{tail[0]}".casefold() in self._hyphenated


def _goes_on(before: Line, line: Line) -> bool:
    """True in the middle of a sentence, where a short line is only a ragged one."""
    return line.text[:1].islower() and _SENTENCE_END.search(before.text) is None


def _label(text: str) -> str:
    found = _LABEL.match(text.lstrip())
    name = found[1].casefold() if found else ""
    return name if len(name.split()) <= 4 else ""


def _is_indented(before: Line, line: Line, after: Line | None, is_first: bool) -> bool:
    """True when the left edge says that a paragraph starts.

    The first lines of paragraphs may be further in than the others, or further out.
    """
    step = _INDENT * line.height
    if line.left < before.left - step:
        return not is_first
    if line.left <= before.left + step:
        return False
    # Where all that follows is further in, the first line hangs out.
    return not (is_first and after is not None and abs(after.left - line.left) <= step)


def _column(line: Line) -> int:
    return round(line.left / _COLUMN)


def _margins(pages: Sequence[Page]) -> dict[int, float]:
    """How far to the right lines go that begin in the same column."""
    rights: dict[int, list[float]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            rights[_column(line)].append(line.right)
    if not rights:
        return {}
    margins = {column: _edge(ends) for column, ends in rights.items()}
    main = max(rights, key=lambda column: len(rights[column]))
    width = max(page.width for page in pages)
    left = main * _COLUMN
    single = all(column * _COLUMN < width / 2 for column, ends in rights.items() if len(ends) > 3)
    near = sum(end > margins[main] - 4 * _COLUMN for end in rights[main])
    full = 2 < len(rights[main]) <= 2 * near and margins[main] > width / 2
    if single and not full:
        # Where no line is full, the page itself says how long one could have been.
        margins[main] = max(margins[main], min(width - left, 0.8 * width))
    for column, ends in rights.items():
        if len(ends) < 4 and column * _COLUMN < margins[main]:
            margins[column] = max(margins[main], margins[column])
    return margins


def _edge(ends: list[float]) -> float:
    """Where most full lines end; a few may hang over."""
    return sorted(ends)[(len(ends) * 95 - 1) // 100]


def _pitches(pages: Sequence[Page]) -> dict[int, float]:
    """The usual distance between two lines, for each height of letters."""
    found: dict[int, list[float]] = defaultdict(list)
    for page in pages:
        for before, line in zip(page.lines, page.lines[1:], strict=False):
            pitch = before.base - line.base
            if 0.5 * line.height < pitch < 4 * line.height:
                found[round(line.height)].append(pitch)
    # Lines within a paragraph lie closest; most pairs of lines are within one.
    return {height: min(median(values), _lower(values)) for height, values in found.items()}


def _lower(values: list[float]) -> float:
    """The lower third, for documents in which most paragraphs are one line long."""
    return sorted(values)[len(values) // 3]


def _is_wide(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
