"""A reader in which the ends of the chosen passage can be moved, by pointer and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from coder_gui.domain.passages import Range
from coder_gui.domain.resizing import End, moved, stepped
from coder_gui.ui.transcript.bands import end_place
from coder_gui.ui.transcript.lines import lines_of
from coder_gui.ui.transcript.marks import Mark
from coder_gui.ui.transcript.transcript_view import TranscriptView

REACH = 8
"""How far beside an end, in pixels, the pointer still takes hold of it."""
INSIDE, OUTSIDE = 6, 4
"""How far inside and outside an end of a stripe, in pixels, the pointer takes hold of it."""
SCROLL_STEP = 24
"""Pixels by which the page goes on while an end is drawn beyond its edge."""

_ENDS: dict[int, tuple[End, int]] = {
    Qt.Key.Key_Right: ("end", 1),
    Qt.Key.Key_Left: ("end", -1),
    Qt.Key.Key_Down: ("start", 1),
    Qt.Key.Key_Up: ("start", -1),
}


@dataclass(slots=True)
class _Drag:
    """An end in the hand: the mark as it was, and where its end stood from the pointer.

    Args:
        pressed: Where a stripe was pressed; until the pointer goes on, it may be a click.
    """

    mark: Mark
    which: End
    offset: QPoint
    pressed: QPoint | None = None


class ResizableView(TranscriptView):
    """Tells which passage the researcher wants to reach from where to where."""

    mark_resized = Signal(int, int, int)
    """A mark's id with its new start and end; what is shown stays until somebody sets it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._drag: _Drag | None = None
        super().__init__(parent)

    # Pointer ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        which = self._end_under(point) if left else None
        mark = self._resizable()
        if which is not None and mark is not None:
            self._drag = _Drag(mark, which, point - self._end_place(mark, which))
            return
        super().mousePressEvent(event)
        if left and (end := self._stripe_end_under(point)) is not None:
            mark, which = end
            self._drag = _Drag(mark, which, point - self._end_place(mark, which), point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            super().mouseMoveEvent(event)
            return
        point = event.position().toPoint()
        if (pressed := self._drag.pressed) is not None:
            if (point - pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self._drag.pressed = None
            self._choose_and_tell(self._drag.mark.id)
        bar = self.verticalScrollBar()
        if not 0 <= point.y() <= self.viewport().height():
            bar.setValue(bar.value() + (SCROLL_STEP if point.y() > 0 else -SCROLL_STEP))
        by_character = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        start, end = self._drawn(self._drag, point, by_character)
        shown = self._marks.get(self._drag.mark.id)
        if shown is None:
            self._drag = None
        elif (shown.start, shown.end) != (start, end):
            self.update_marks([replace(shown, start=start, end=end)], ())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None and self._drag.pressed is not None:
            self._drag = None
        if self._drag is None:
            super().mouseReleaseEvent(event)
            return
        self._pressed = None
        mark, drawn = self._drag.mark, self._marks.get(self._drag.mark.id)
        self._let_go()
        if drawn is not None and (drawn.start, drawn.end) != (mark.start, mark.end):
            self.mark_resized.emit(mark.id, drawn.start, drawn.end)

    def _let_go(self) -> None:
        """Show the passage as it was before it was drawn."""
        drag, self._drag = self._drag, None
        if drag is not None and drag.mark.id in self._marks:
            self.update_marks([drag.mark], ())

    def _drawn(self, drag: _Drag, point: QPoint, by_character: bool) -> Range:
        unit = self.cursorForPosition(point - drag.offset).position()
        at_end = drag.which == "end"
        place = self._shown.to_end_points(unit) if at_end else self._shown.to_points(unit)
        passage = (drag.mark.start, drag.mark.end)
        return moved(self._shown.stored, passage, drag.which, place, by_character)

    def _resizable(self) -> Mark | None:
        mark = self._marks.get(self._painted.chosen)
        return mark if mark is not None and self._is_resizable(mark) else None

    def _is_resizable(self, mark: Mark) -> bool:
        return mark.band and not mark.by and self.isReadOnly()

    def _end_under(self, point: QPoint) -> End | None:
        """Which end of the chosen passage the pointer would take hold of."""
        mark = self._resizable()
        if mark is None:
            return None
        rects = self._end_rects(mark)
        near = [each for each, rect in rects.items() if rect.contains(point.toPointF())]
        return min(near, key=lambda e: abs(rects[e].center().x() - point.x()), default=None)

    def _end_rects(self, mark: Mark) -> dict[End, QRectF]:
        """Where the pointer takes hold of the ends, in the viewport."""
        start, end = self._units(mark.start, mark.end)
        found: dict[End, QRectF] = {}
        ends: tuple[tuple[End, int, int], ...] = (("start", start, start), ("end", end, end - 1))
        for which, unit, inner in ends:
            for line in lines_of(self.document().findBlock(inner)):
                if line.start <= inner < line.end:
                    x = end_place(line, unit, which == "start")
                    if x is not None:
                        area = QRectF(x - REACH, line.top, 2 * REACH, line.bottom - line.top)
                        area = area.adjusted(0, -REACH, 0, REACH)
                        found[which] = area.translated(-self._scrolled())
        return found

    def _end_place(self, mark: Mark, which: End) -> QPoint:
        """Where the words of a passage begin or end, in the viewport."""
        return self._end_rects(mark)[which].center().toPoint()

    def _stripe_end_under(self, point: QPoint) -> tuple[Mark, End] | None:
        """Whose end the pointer would take hold of in the margin; the chosen one's first."""
        place = self.page_point(point)
        near: list[tuple[tuple[bool, bool, float], Mark, End]] = []
        for mark, rect in self._stripes_near(place):
            # A stripe of one line keeps a middle that is only clicked.
            inside = min(INSIDE, rect.height() / 3)
            ends: tuple[tuple[End, float], ...] = (
                ("start", place.y() - rect.top()),
                ("end", rect.bottom() - place.y()),
            )
            for which, depth in ends:
                if -OUTSIDE <= depth <= inside:
                    rank = (mark.id != self._painted.chosen, depth < 0, abs(depth))
                    near.append((rank, mark, which))
        if not near:
            return None
        _rank, mark, which = min(near, key=itemgetter(0))
        return mark, which

    def _stripes_near(self, place: QPointF) -> Iterator[tuple[Mark, QRectF]]:
        """The stripes in whose columns a point of the page is, where their ends can be moved."""
        for column in self._columns():
            for stripe in self._seen_stripes(column):
                mark, rect = self._marks.get(stripe.id), column.rect(stripe)
                if mark is None or stripe.folded or not self._is_resizable(mark):
                    continue
                if rect.left() <= place.x() <= rect.right():
                    yield mark, rect

    def _hover(self, point: QPoint) -> None:
        shape = None
        if self._end_under(point) is not None:
            shape = Qt.CursorShape.SplitHCursor
        elif self._stripe_end_under(point) is not None:
            shape = Qt.CursorShape.SplitVCursor
        if shape is None:
            super()._hover(point)
        elif self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    # Keyboard --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drag is not None and event.key() == Qt.Key.Key_Escape:
            self._let_go()
        elif not self._step_end(event):
            super().keyPressEvent(event)

    def _step_end(self, event: QKeyEvent) -> bool:
        """Move an end by Alt and an arrow, with Shift by a word; whether this was meant."""
        mark, held = self._resizable(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        if event.key() not in _ENDS or held not in (alt, alt | shift):
            return False
        if mark is None or self.selection() is not None:
            return False
        which, step = _ENDS[Qt.Key(event.key())]
        if which == "end" and self._runs_backwards(mark.end - 1):
            step = -step
        shown = self._shown
        passage = (mark.start, mark.end)
        new = stepped(shown.stored, passage, which, step, held == alt, shown.is_shown)
        if new != passage:
            self.mark_resized.emit(mark.id, *new)
            self.reveal(*((new[0], new[0] + 1) if which == "start" else (new[1] - 1, new[1])))
        return True

    def _runs_backwards(self, point: int) -> bool:
        block = self.document().findBlock(self._shown.to_units(point))
        return block.textDirection() == Qt.LayoutDirection.RightToLeft
