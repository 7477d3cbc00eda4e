"""Paints what stands behind the words: bands, underlines, selection, hits, shades, drag ends."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coder_gui.ui import theme
from coder_gui.ui.code_colours import CodeColour, code_colour
from coder_gui.ui.transcript.layers import Layer, divide
from coder_gui.ui.transcript.lines import LineBox, x_of
from coder_gui.ui.transcript.marks import Mark, Texture
from coder_gui.ui.transcript.shown_text import ShownText

RADIUS = 2
UNDERLINE, UNDERLINE_STEP = 2, 3
MOST_UNDERLINES = 3
"""More would cross the words out; the stripes tell the others."""
END_WIDTH, KNOB = 2, 9
HATCH_PITCH, HATCH_WIDTH = 6, 1.5

SELECTION = "selection"
OTHERS_RANK, OWN_RANK, HOVERED_RANK, CHOSEN_RANK, SELECTION_RANK = -1, 0, 1, 2, 3
"""Another coder's passages do not tint the words unless they are looked at: they are underlined."""
DASH, DASH_GAP = 5, 3
"""Of what is another coder's: pixels of a dash, and between two."""

Units = tuple[int, int]


@dataclass(slots=True)
class Painted:
    """What is to be seen behind the words; ranges are positions in the document."""

    chosen: int | None = None
    hovered: int | None = None
    selection: Units | None = None
    hits: list[Units] = field(default_factory=list)
    current_hit: Units | None = None
    shades: list[tuple[Units, Texture]] = field(default_factory=list)
    drop: Units | None = None
    underlined: bool = False


def boxes_in(lines: Sequence[LineBox], start: int, end: int) -> Iterator[QRectF]:
    """The rectangles that a range of the document covers on these lines."""
    for line in lines:
        if line.start < end and line.end > start:
            yield from line.rects(start, end)


def end_place(line: LineBox, unit: int, at_start: bool) -> float | None:
    """Where a passage that begins or ends on a line has that end, if it is seen."""
    inner = (unit, unit + 1) if at_start else (unit - 1, unit)
    spans = list(line.spans(*inner))
    if not spans:
        return None
    # In right-to-left words a passage begins at the right of its first character.
    base = line.block.position()
    backwards = x_of(line.line, inner[0] - base) > x_of(line.line, inner[1] - base)
    return spans[0][0] if at_start != backwards else spans[-1][1]


class BandPainter:
    """Paints one frame's bands over a set of visible lines.

    Args:
        painter: In the document's coordinates.
        lines: Visible ones, from the top.
    """

    def __init__(self, painter: QPainter, lines: Sequence[LineBox], shown: ShownText) -> None:
        self._painter = painter
        self._lines = lines
        self._shown = shown
        self._tokens = theme.tokens()

    def paint(self, marks: Iterable[Mark], painted: Painted) -> None:
        """Paint everything behind the words."""
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for units, texture in painted.shades:
            if units[0] < self._lines[-1].end and units[1] > self._lines[0].start:
                self._shade(units, texture)
        by_id = {mark.id: mark for mark in marks if mark.band}
        self._marks(by_id, painted)
        for hit in painted.hits:
            self._hit(hit, current=hit == painted.current_hit)
        if painted.drop is not None:
            self._drop(painted.drop)
        painter.restore()

    def paint_ends(self, mark: Mark) -> None:
        """Paint the drag ends of the chosen passage, over the words."""
        painter = self._painter
        start, end = self._units(mark)
        colour = code_colour(mark.colour).stripe
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for line in self._lines:
            for unit, at_start in ((start, True), (end, False)):
                inside = (
                    line.start <= unit < line.end if at_start else line.start < unit <= line.end
                )
                if inside:
                    self._end(line, unit, at_start)
        painter.restore()

    def _units(self, mark: Mark) -> Units:
        return self._shown.to_units(mark.start), self._shown.to_units(mark.end)

    def _marks(self, by_id: dict[int, Mark], painted: Painted) -> None:
        ranks = {painted.hovered: HOVERED_RANK, painted.chosen: CHOSEN_RANK}
        layers = [
            Layer(*self._units(mark), mark.id, ranks.get(mark.id, OTHERS_RANK * bool(mark.by)))
            for mark in by_id.values()
        ]
        if painted.selection is not None:
            layers.append(Layer(*painted.selection, SELECTION, SELECTION_RANK))
        first, last = self._lines[0].start, self._lines[-1].end
        layers = [
            Layer(max(layer.start, first), min(layer.end, last), layer.key, layer.rank)
            for layer in layers
            if layer.start < last and layer.end > first
        ]
        tints, underlines = divide(layers, HOVERED_RANK if painted.underlined else OWN_RANK)
        strong = {painted.chosen, painted.hovered}
        self._painter.setPen(Qt.PenStyle.NoPen)
        for tint in tints:
            self._painter.setBrush(self._tint_colour(tint.key, by_id, strong))
            for rect in boxes_in(self._lines, tint.start, tint.end):
                self._painter.drawRoundedRect(rect, RADIUS, RADIUS)
        for line in underlines:
            if line.level >= MOST_UNDERLINES:
                continue
            colour = self._colours(line.key, by_id).stripe
            for rect in boxes_in(self._lines, line.start, line.end):
                top = rect.bottom() - UNDERLINE - line.level * UNDERLINE_STEP
                under = QRectF(rect.left(), top, rect.width(), UNDERLINE)
                assert isinstance(line.key, int)
                if by_id[line.key].by:
                    dashes(self._painter, under, colour)
                else:
                    self._painter.fillRect(under, colour)

    def _colours(self, key: Hashable, by_id: dict[int, Mark]) -> CodeColour:
        assert isinstance(key, int)
        return code_colour(by_id[key].colour)

    def _tint_colour(
        self, key: Hashable, by_id: dict[int, Mark], strong: set[int | None]
    ) -> QColor:
        if key == SELECTION:
            return theme.mix(self._tokens.acc, theme.SELECTION_SHARE, self._tokens.page)
        colours = self._colours(key, by_id)
        return colours.selected if key in strong else colours.band

    def _end(self, line: LineBox, unit: int, at_start: bool) -> None:
        x = end_place(line, unit, at_start)
        if x is None:
            return
        height = line.bottom - line.top
        self._painter.drawRect(QRectF(x - END_WIDTH / 2, line.top, END_WIDTH, height))
        y = line.top - KNOB / 2 + 1 if at_start else line.bottom + KNOB / 2 - 1
        self._painter.drawEllipse(QPointF(x, y), KNOB / 2, KNOB / 2)

    def _hit(self, units: Units, current: bool) -> None:
        colour = self._tokens.warn
        ground = QColor(colour)
        ground.setAlphaF(0.34 if current else 0.16)
        self._painter.setBrush(ground)
        self._painter.setPen(QPen(colour, 2 if current else 1))
        for rect in boxes_in(self._lines, *units):
            self._painter.drawRoundedRect(rect.adjusted(-1, 0.5, 1, -0.5), RADIUS, RADIUS)

    def _drop(self, units: Units) -> None:
        ground = QColor(self._tokens.acc)
        ground.setAlphaF(0.16)
        self._painter.setBrush(ground)
        self._painter.setPen(QPen(self._tokens.acc, 2))
        for rect in boxes_in(self._lines, *units):
            self._painter.drawRoundedRect(rect.adjusted(-1, 0, 1, 0), RADIUS, RADIUS)

    def _shade(self, units: Units, texture: Texture) -> None:
        shown = self._tokens
        if texture == "agreed":
            colour = shown.tx2
            ground = theme.mix(shown.tx2, 0.18, shown.page)
        else:
            colour = code_colour("blue" if texture == "only_a" else "rust").stripe
            ground = theme.mix(colour, 0.10, shown.page)
        for rect in boxes_in(self._lines, *units):
            self._painter.fillRect(rect, ground)
            if texture != "agreed":
                hatch = theme.mix(colour, 0.42, shown.page)
                paint_hatch(self._painter, rect, hatch, rising=texture == "only_a")
            style = Qt.PenStyle.DashLine if texture == "only_b" else Qt.PenStyle.SolidLine
            pen = QPen(colour, UNDERLINE, style, Qt.PenCapStyle.FlatCap)
            y = rect.bottom() - UNDERLINE / 2
            self._painter.setPen(pen)
            self._painter.drawLine(QLineF(rect.left(), y, rect.right(), y))


def dashes(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Fill a thin rectangle with dashes along its longer side, in phase with the page."""
    across = rect.width() >= rect.height()
    # A stripe may be as long as the page: only what is seen of it is painted.
    rect = rect.intersected(painter.transform().inverted()[0].mapRect(QRectF(painter.window())))
    first, last = (rect.left(), rect.right()) if across else (rect.top(), rect.bottom())
    pitch = DASH + DASH_GAP
    at = first - first % pitch
    while at < last:
        begin, end = max(at, first), min(at + DASH, last)
        if end > begin and across:
            painter.fillRect(QRectF(begin, rect.top(), end - begin, rect.height()), colour)
        elif end > begin:
            painter.fillRect(QRectF(rect.left(), begin, rect.width(), end - begin), colour)
        at += pitch


def paint_hatch(painter: QPainter, rect: QRectF, colour: QColor, rising: bool) -> None:
    """Diagonal lines within a rectangle, in phase with the page's origin."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, HATCH_WIDTH))
    height = rect.height()
    # On a rising line x + y stays the same, on a falling one x - y.
    foot = rect.left() + rect.bottom() if rising else rect.left() - rect.bottom()
    begin = foot - foot % HATCH_PITCH - HATCH_PITCH
    reach = rect.width() + 2 * height
    lines = []
    for step in range(int((reach + 2 * HATCH_PITCH) / HATCH_PITCH) + 1):
        phase = begin + step * HATCH_PITCH - (height if rising else 0)
        if rising:
            ends = (phase - rect.bottom(), rect.bottom(), phase - rect.top(), rect.top())
        else:
            ends = (phase + rect.top(), rect.top(), phase + rect.bottom(), rect.bottom())
        lines.append(QLineF(*ends))
    painter.drawLines(lines)
    painter.restore()
