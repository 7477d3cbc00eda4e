"""Words that are not looked at now, dimmed, and the turn that is heard, marked beside its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from coder_gui.domain.passages import Range, union
from coder_gui.ui import theme
from coder_gui.ui.transcript.lines import LineBox
from coder_gui.ui.transcript.shown_text import ShownText, sorted_overlapping

VEIL = 0.55
"""How much of the page's colour lies over dimmed words."""
FAINT = 1 - VEIL
"""Opacity of what is painted faint from the start: labels and stripes."""
ABOVE, BELOW = 0.12, 0.05
"""How far the veil reaches beyond a band, in band heights: tall letters and low ones."""
HEARD_WIDTH, HEARD_GAP = 3, 8
"""The mark beside the turn that is heard, and its distance from the words."""


@dataclass(slots=True)
class Dimmed:
    """Sorted, disjoint stored ranges of which the words are dimmed."""

    ranges: list[Range] = field(default_factory=list)

    def set(self, ranges: Iterable[Range]) -> bool:
        """Take other ranges; whether they are others."""
        found = union(ranges)
        changed = found != self.ranges
        self.ranges = found
        return changed

    def holds(self, start: int, end: int) -> bool:
        """Whether all words of a stored range are dimmed."""
        place = bisect_left(self.ranges, (start + 1, start)) - 1
        return place >= 0 and self.ranges[place][0] <= start and end <= self.ranges[place][1]

    def near(self, start: int, end: int) -> list[Range]:
        """The ranges that reach into a stored range."""
        return [each for _number, each in sorted_overlapping(self.ranges, start, end)]


def paint_veil(
    painter: QPainter, lines: Sequence[LineBox], dimmed: Dimmed, shown: ShownText
) -> None:
    """Paint the page's colour over the dimmed words of some lines, and over their bands."""
    near = dimmed.near(shown.to_points(lines[0].start), shown.to_points(lines[-1].end) + 1)
    if not near:
        return
    # One path, so that nothing is dimmed twice where the lines' rectangles meet.
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for start, end in near:
        first, last = shown.to_units(start), shown.to_units(end)
        for line in lines:
            if line.start < last and line.end > first:
                height = line.bottom - line.top
                for rect in line.rects(first, last):
                    path.addRect(rect.adjusted(-2, -ABOVE * height, 2, BELOW * height))
    veil = QColor(theme.tokens().page)
    veil.setAlphaF(VEIL)
    painter.fillPath(path, veil)


def heard_rect(lines: Iterable[LineBox], start: int, end: int, text_left: float) -> QRectF:
    """Where the mark beside a range of the document stands, as far as these lines go."""
    theirs = [line for line in lines if line.start <= end and line.end >= start]
    if not theirs:
        return QRectF()
    top, bottom = theirs[0].top, theirs[-1].bottom
    return QRectF(text_left - HEARD_GAP, top, HEARD_WIDTH, bottom - top)


def paint_heard(painter: QPainter, rect: QRectF) -> None:
    """Paint the quiet mark beside the turn that is heard."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens().acc)
    painter.drawRoundedRect(rect, HEARD_WIDTH / 2, HEARD_WIDTH / 2)
    painter.restore()
