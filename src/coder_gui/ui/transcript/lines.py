"""Where lines and characters stand on the page, in the document's own coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
RUN_GAP = 6.0
"""Blanks between the runs of one passage; wider gaps are other words."""
ABOVE_BASELINE, BELOW_BASELINE = 0.62, 0.21
"""Height of a band, in line heights."""


def x_of(line: QTextLine, position: int) -> float:
    """Where the caret stands in a line, from the block's left edge."""
    # PySide6 returns a pair that its stubs call an object.
    return cast("tuple[float, int]", line.cursorToX(position))[0]


@dataclass(slots=True)
class LineBox:
    """One laid-out line; `start` and `end` are positions in the document.

    `top` and `bottom` are those of a band on it. `mixed`: some of it runs from right to left;
    `forward`: nothing does, nor does its paragraph.
    """

    start: int
    end: int
    top: float
    bottom: float
    baseline: float
    x: float
    block: QTextBlock
    line: QTextLine
    mixed: bool
    forward: bool

    def spans(self, start: int, end: int) -> Iterator[tuple[float, float]]:
        """The x ranges that a range of the document covers on this line."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return
        base = self.block.position()
        if self.mixed:
            runs = self.line.glyphRuns(start - base, end - start)
            boxes = [run.boundingRect() for run in runs]
            for left, right in _joined(sorted((box.left(), box.right()) for box in boxes)):
                yield self.x + left, self.x + right
            return
        right_edge = self.line.x() + self.line.naturalTextWidth()
        # Most bands cover whole lines, of which Qt need not be asked character by character.
        begins, ends = start == self.start and self.forward, end == self.end and self.forward
        left = self.line.x() if begins else x_of(self.line, start - base)
        right = right_edge if ends else min(x_of(self.line, end - base), right_edge)
        if right > left:
            yield self.x + left, self.x + right

    def rects(self, start: int, end: int) -> Iterator[QRectF]:
        """The rectangles of a band on this line."""
        for left, right in self.spans(start, end):
            yield QRectF(left, self.top, right - left, self.bottom - self.top)


def _joined(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Sorted spans, those that touch as one: glyph runs end at every change of script."""
    begin: float | None = None
    finish = 0.0
    for left, right in spans:
        if begin is None:
            begin, finish = left, right
        elif left <= finish + RUN_GAP:
            finish = max(finish, right)
        else:
            yield begin, finish
            begin, finish = left, right
    if begin is not None:
        yield begin, finish


def lines_of(block: QTextBlock) -> Iterator[LineBox]:
    """All lines of a laid-out block."""
    layout = block.layout()
    origin = layout.position()
    height = block.blockFormat().lineHeight()
    base = block.position()
    mixed = _RIGHT_TO_LEFT.search(block.text()) is not None
    forward = not mixed and block.textDirection() == Qt.LayoutDirection.LeftToRight
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        baseline = origin.y() + line.y() + line.ascent()
        first = base + line.textStart()
        yield LineBox(
            first,
            first + line.textLength(),
            round(baseline - height * ABOVE_BASELINE),
            round(baseline + height * BELOW_BASELINE),
            baseline,
            origin.x(),
            block,
            line,
            mixed,
            forward,
        )


def first_block_below(document: QTextDocument, y: float) -> QTextBlock:
    """The first block that reaches below a height of the page."""
    layout = document.documentLayout()
    low, high = 0, document.blockCount() - 1
    while low < high:
        middle = (low + high) // 2
        if layout.blockBoundingRect(document.findBlockByNumber(middle)).bottom() > y:
            high = middle
        else:
            low = middle + 1
    return document.findBlockByNumber(low)


def blocks_between(document: QTextDocument, top: float, bottom: float) -> Iterator[QTextBlock]:
    """The blocks that stand between two heights of the page."""
    layout = document.documentLayout()
    block = first_block_below(document, top)
    while block.isValid() and layout.blockBoundingRect(block).top() < bottom:
        yield block
        block = block.next()


def lines_between(document: QTextDocument, top: float, bottom: float) -> list[LineBox]:
    """The lines that stand between two heights of the page."""
    return [
        box
        for block in blocks_between(document, top, bottom)
        for box in lines_of(block)
        if box.bottom > top and box.top < bottom
    ]


def seen_range(document: QTextDocument, top: float, bottom: float) -> tuple[int, int] | None:
    """The positions at which the lines between two heights of the page begin and end."""
    begin = None
    for block in blocks_between(document, top, bottom):
        begin = next((line.start for line in lines_of(block) if line.bottom > top), None)
        if begin is not None:
            break
    block = first_block_below(document, bottom)
    while begin is not None and block.isValid():
        ends = [line.end for line in lines_of(block) if line.top < bottom]
        if ends:
            return begin, ends[-1]
        block = block.previous()
    return None


def band_edges(document: QTextDocument, unit: int) -> tuple[float, float]:
    """Top and bottom of a band on the line of a position; the quick way for many positions."""
    block = document.findBlock(unit)
    layout = block.layout()
    line = layout.lineForTextPosition(unit - block.position())
    baseline = layout.position().y()
    if line.isValid():
        baseline += line.y() + line.ascent()
    height = block.blockFormat().lineHeight()
    return round(baseline - height * ABOVE_BASELINE), round(baseline + height * BELOW_BASELINE)
