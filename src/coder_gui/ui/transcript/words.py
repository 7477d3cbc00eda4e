"""How words look: the interviewer's quieter, and what the transcriber set off in its own cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtGui import QColor, QFont, QTextCharFormat

from coder_gui.domain.model import Emphasis
from coder_gui.ui import fonts

LinePart = tuple[int, int, Emphasis]
"""Start and end in a line, and how the words between them look."""


class WordFormats:
    """The few character formats of a document, each made once.

    Args:
        interviewer: The face of the interviewer's words.
        quiet: Their colour.
    """

    def __init__(self, interviewer: QFont, quiet: QColor) -> None:
        self._interviewer = interviewer
        self._quiet = quiet
        self._made: dict[tuple[bool, frozenset[Emphasis]], QTextCharFormat] = {}

    def of(self, quieter: bool, styles: frozenset[Emphasis] = frozenset()) -> QTextCharFormat:
        """The format of words of a turn, and of those that are emphasised in it."""
        if (quieter, styles) not in self._made:
            self._made[quieter, styles] = self._make(quieter, styles)
        return self._made[quieter, styles]

    def _make(self, quieter: bool, styles: frozenset[Emphasis]) -> QTextCharFormat:
        words = QTextCharFormat()
        if quieter:
            words.setFont(self._interviewer)
            words.setForeground(self._quiet)
        if "bold" in styles:
            words.setFontWeight(fonts.SEMIBOLD)
        if "italic" in styles:
            fonts.load_reader_italics()
            words.setFontItalic(True)
        if "underline" in styles:
            words.setFontUnderline(True)
        return words


def pieces(line: str, parts: Sequence[LinePart]) -> Iterator[tuple[str, frozenset[Emphasis]]]:
    """A line cut where its look changes."""
    if not parts:
        yield line, frozenset()
        return
    edges = {0, len(line), *(edge for start, end, _ in parts for edge in (start, end))}
    for start, end in pairwise(sorted(edges)):
        styles = frozenset(style for first, last, style in parts if first <= start < last)
        yield line[start:end], styles
