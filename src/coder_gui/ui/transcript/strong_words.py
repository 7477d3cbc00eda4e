"""Gives coded words of the interviewer's quiet turns the full text colour."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from coder_gui.domain.passages import Range, union
from coder_gui.ui import theme

MOST_BLOCKS = 24
"""Blocks of which Qt is told; more quiet turns are hardly ever seen at once."""


class StrongWords:
    """The strong ranges of the blocks that were painted last.

    Qt keeps the formats of a few such ranges beside the document, so nothing is laid out.
    """

    def __init__(self, view: QTextEdit) -> None:
        self._view = view
        self._ranges: dict[int, list[Range]] = {}

    def clear(self) -> None:
        self._ranges.clear()
        self._view.setExtraSelections([])

    def update(self, coded: Iterable[tuple[QTextBlock, Iterable[Range]]]) -> None:
        """Take in the coded ranges, in positions of the document, of some quiet blocks."""
        before = dict(self._ranges)
        for block, ranges in coded:
            start, end = block.position(), block.position() + block.length() - 1
            strong = union((max(first, start), min(last, end)) for first, last in ranges)
            self._ranges.pop(block.blockNumber(), None)
            if strong:
                self._ranges[block.blockNumber()] = strong
        while len(self._ranges) > MOST_BLOCKS:
            del self._ranges[next(iter(self._ranges))]
        if self._ranges != before:
            self._view.setExtraSelections(
                [self._words(*each) for ranges in self._ranges.values() for each in ranges]
            )

    def _words(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        words = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        words.cursor = cursor
        words.format.setForeground(theme.tokens().tx)
        return words
