"""Signs beside the lines where memos are: painted in the gap before the words, hovered, clicked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QRegion
from PySide6.QtWidgets import QToolTip

from coder_gui.ui import icons, theme
from coder_gui.ui.transcript.lines import LineBox

if TYPE_CHECKING:
    from coder_gui.ui.transcript.page_view import PageView

SIDE, GAP = 11, 1
"""Size of a sign, and its distance from the words."""
POINTER = frozenset(
    {
        QEvent.Type.ToolTip,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonRelease,
    }
)
"""The events of the viewport that may be for a sign."""


@dataclass(frozen=True, slots=True)
class Note:
    """That somebody wrote something on the words that begin at a stored code point.

    Args:
        id: What is told when the sign is clicked.
        words: What is shown while the sign is hovered.
    """

    id: int
    point: int
    words: str


class NoteSigns(QObject):
    """Stands between a page and its pointer: what is done on a sign never reaches the words.

    The page asks it by itself. A filter of the viewport's events would also be called while the
    page is destroyed, when Python has cleared it already.
    """

    clicked = Signal(int)
    """Id of the first note of a line."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._notes: list[Note] = []
        self._points: list[int] = []
        self._pressed: int | None = None

    def show(self, notes: Iterable[Note]) -> None:
        """Show these instead of the ones before."""
        found = sorted(notes, key=attrgetter("point"))
        if found != self._notes:
            self._notes = found
            self._points = [note.point for note in found]
            self._view.viewport().update()

    def on(self, line: LineBox) -> list[Note]:
        """The notes that begin on a line, in text order."""
        if not self._notes:
            return []
        start, end = self._view.points_of(line)
        return self._notes[bisect_left(self._points, start) : bisect_left(self._points, end)]

    def paint(self, painter: QPainter, lines: Sequence[LineBox]) -> None:
        """Paint the signs beside some lines."""
        scale = painter.device().devicePixelRatioF()
        for line in lines:
            if self.on(line):
                sign = icons.pixmap("memo", SIDE, theme.tokens().tx2, scale)
                painter.drawPixmap(self.rect(line).topLeft(), sign)

    def rect(self, line: LineBox) -> QRectF:
        """Where the sign of a line stands on the page."""
        left = self._view.words_left() - SIDE - GAP
        top = round((line.top + line.bottom - SIDE) / 2)
        return QRectF(left, top, SIDE, SIDE)

    def take(self, event: QEvent) -> bool:
        """Hover and click a sign; whether an event of the viewport was for one."""
        if not self._notes:
            return False
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._tell(event)
        if not isinstance(event, QMouseEvent):
            return False
        notes = self._under(event.position().toPoint())
        if event.type() == QEvent.Type.MouseMove and not event.buttons():
            if notes:
                self._view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            return bool(notes)
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pressed = notes[0].id if notes else None
            return bool(notes)
        if event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            pressed, self._pressed = self._pressed, None
            if notes and notes[0].id == pressed:
                self.clicked.emit(pressed)
            return True
        return False

    def _tell(self, event: QHelpEvent) -> bool:
        notes = self._under(event.pos())
        if notes:
            words = "\n\n".join(note.words for note in notes)
            QToolTip.showText(event.globalPos(), words, self._view.viewport())
        return bool(notes)

    def _under(self, point: QPoint) -> list[Note]:
        place: QPointF = self._view.page_point(point)
        left = self._view.words_left()
        if not left - SIDE - 2 * GAP <= place.x() < left:
            return []
        for line in self._view._lines_in(QRegion(point.x(), point.y(), 1, 1)):
            if self.rect(line).adjusted(-GAP, -GAP, GAP, GAP).contains(place):
                return self.on(line)
        return []
