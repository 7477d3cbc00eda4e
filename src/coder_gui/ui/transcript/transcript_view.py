"""The reader: a transcript page that is read, selected, coded and walked through."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QRegion,
    QShowEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from coder_gui.domain.model import Transcript
from coder_gui.ui import drags
from coder_gui.ui.transcript.bands import boxes_in
from coder_gui.ui.transcript.labels import clock, time_at
from coder_gui.ui.transcript.lines import band_edges, lines_of
from coder_gui.ui.transcript.marks import Mark
from coder_gui.ui.transcript.page import LARGEST_MARGIN, LEAST_MARGIN
from coder_gui.ui.transcript.page_view import PageView
from coder_gui.ui.transcript.sentences import sentence_around


class TranscriptView(PageView):
    """Shows one transcript with its marks; plain data in, signals out.

    All positions are code points of the stored text.
    """

    selection_changed = Signal()
    mark_chosen = Signal(object)
    """A mark's id, or None, as the researcher chose it."""
    mark_hovered = Signal(object)
    code_dropped = Signal(int, int, int)
    """Code id, start and end: a code was dropped on a passage."""
    caret_moved = Signal(int)
    time_clicked = Signal(int)
    """Milliseconds of a time stamp that was clicked, where `plays_times` is set."""
    margin_resized = Signal(int)
    zoomed = Signal(float)
    """The new type size in points, as the wheel with Ctrl set it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Transcript"))
        self.viewport().setAcceptDrops(True)
        self.plays_times = False
        """Whether a click on a time stamp means something: there is a recording."""
        self._pressed: QPoint | None = None
        self._margin_drag: tuple[int, int] | None = None
        self._selected: tuple[int, int] | None = None
        self.selectionChanged.connect(self._tell_selection)
        self.cursorPositionChanged.connect(self._tell_caret)

    # Selection and caret ---------------------------------------------------------------------

    def show_transcript(self, transcript: Transcript | None, marks: Iterable[Mark]) -> None:
        super().show_transcript(transcript, marks)
        self._tell_selection()
        self._describe_caret()

    def selection(self) -> tuple[int, int] | None:
        """The selected stored range, without labels at its edges, or None."""
        cursor = self.textCursor()
        return self._shown.range_to_points(cursor.selectionStart(), cursor.selectionEnd())

    def select(self, start: int, end: int, reveal: bool = True) -> None:
        """Select a stored range."""
        first, last = self._units(start, end)
        self._move_cursor(first, last)
        if reveal:
            self.reveal(start, end)

    def clear_selection(self) -> None:
        unit = self.textCursor().position()
        self._move_cursor(unit, unit)

    def caret(self) -> int:
        """Stored code point before which the caret stands."""
        return self._shown.to_points(self.textCursor().position())

    def place_caret(self, point: int, reveal: bool = True) -> None:
        """Put the caret before a stored code point; nothing is selected then."""
        unit = self._shown.to_units(point)
        self._move_cursor(unit, unit)
        if reveal:
            self.reveal(point, point + 1)

    def selection_rect(self) -> QRect:
        """Where the selection, else the caret, is seen on the screen, as wide as the words."""
        cursor = self.textCursor()
        rect = self._rect_of(cursor.selectionStart(), cursor.selectionEnd())
        if rect.isEmpty():
            top, bottom = band_edges(self.document(), cursor.position())
            scrolled = self.verticalScrollBar().value()
            rect = QRect(0, round(top - scrolled), 1, round(bottom - top))
        rect.setLeft(self._page.text_left)
        rect.setWidth(self._page.column)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def _move_cursor(self, anchor: int, position: int) -> None:
        scrolled = self.verticalScrollBar().value()
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)

    def _tell_selection(self) -> None:
        cursor = self.textCursor()
        for units in (self._painted.selection, (cursor.selectionStart(), cursor.selectionEnd())):
            if units is not None:
                self._repaint_words(*units)
        selected = self.selection()
        if selected != self._selected:
            self._selected = selected
            self.selection_changed.emit()

    def _tell_caret(self) -> None:
        self._describe_caret()
        self.caret_moved.emit(self.caret())

    def _describe_caret(self) -> None:
        """Labels and marks are not in the text that screen readers see: say them beside it."""
        point = self.caret()
        said: list[str] = []
        if (turn := self.turn_at(point)) and turn.speaker:
            said.append(self.tr("%1 speaks.").replace("%1", turn.speaker))
        elif turn and turn.time_ms is not None:
            said.append(self.tr("At %1.").replace("%1", clock(turn.time_ms)))
        if names := list(dict.fromkeys(self._said(mark) for mark in self.marks_at(point))):
            said.append(self.tr("Codes at the caret: %1.").replace("%1", ", ".join(names)))
        words = " ".join(said)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _said(self, mark: Mark) -> str:
        """A mark's name with its signs in words."""
        quote = self.tr(" (good quote)") if mark.good_quote else ""
        by = self.tr(" (by %1)").replace("%1", mark.by) if mark.by else ""
        return mark.name + by + quote + (self.tr(" (unsure)") if mark.unsure else "")

    def _marks_changed(self, touched: list[Mark] | None = None) -> None:
        super()._marks_changed(touched)
        for role in ("chosen", "hovered"):
            if getattr(self._painted, role) not in self._marks:
                setattr(self._painted, role, None)
        self._describe_caret()

    # The chosen mark -------------------------------------------------------------------------

    def chosen(self) -> int | None:
        """Id of the chosen mark."""
        return self._painted.chosen

    def choose(self, mark_id: int | None, reveal: bool = False) -> None:
        """Light a mark up; unlike the researcher's own choice this sends no signal."""
        mark = self._marks.get(mark_id)
        before, self._painted.chosen = self._painted.chosen, mark.id if mark else None
        self._repaint_by_id(before, mark_id)
        if mark and reveal:
            self.reveal(mark.start, mark.end)

    def _repaint_by_id(self, *mark_ids: int | None) -> None:
        """Have marks painted anew that are looked at now, or were until now."""
        self._repaint_marks([mark for each in set(mark_ids) if (mark := self._marks.get(each))])

    def _choose_and_tell(self, mark_id: int | None) -> None:
        if mark_id != self._painted.chosen:
            self.choose(mark_id)
            self.mark_chosen.emit(mark_id)

    def _marks_under(self, point: QPoint) -> list[int]:
        """Ids of the marks at a point of the viewport: of a stripe, or on the words."""
        place = self.page_point(point)
        for column in self._columns():
            if column.left <= place.x() <= column.right:
                stripes, hovered = self._seen_stripes(column), self._painted.hovered
                return column.stripe_at(place, stripes, self._marks, hovered)
        unit = self._exact_unit(point)
        if unit is None:
            return []
        return [mark.id for mark in self.marks_at(self._shown.to_points(unit)) if mark.band]

    def _exact_unit(self, point: QPoint) -> int | None:
        """Position in the document of the character under a point; None beside the words."""
        place = self.page_point(point)
        near = self.document().documentLayout().hitTest(place, Qt.HitTestAccuracy.FuzzyHit)
        lines = list(lines_of(self.document().findBlock(near)))
        for unit in (near, near - 1):
            for box in boxes_in(lines, unit, unit + 1):
                if box.adjusted(0, -3, 1, 3).contains(place):
                    return unit
        return None

    # Pointer ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._pressed = point if event.button() == Qt.MouseButton.LeftButton else None
        if self._pressed and self._on_handle(point):
            self._margin_drag = (point.x(), self.margin_width())
        elif point.x() < self._page.text_right:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._margin_drag is not None:
            begin, width = self._margin_drag
            wanted = min(max(width + begin - point.x(), LEAST_MARGIN), LARGEST_MARGIN)
            self.set_margin_width(wanted)
            self.margin_resized.emit(self.margin_width())
            return
        if not event.buttons():
            self._hover(point)
        if point.x() < self._page.text_right or event.buttons():
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._margin_drag is not None:
            self._margin_drag = None
            return
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        time_ms = self._time_under(point) if pressed == point else None
        if time_ms is not None:
            self.time_clicked.emit(time_ms)
            return
        if pressed is None or (self.selection() is not None and self._in_words(point)):
            return
        if (point - pressed).manhattanLength() < QApplication.startDragDistance():
            self._cycle(self._marks_under(point))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        # QTextEdit would change the widget's own face only.
        notches = event.angleDelta().y()
        if notches:
            self.set_point_size(self.point_size() + (1 if notches > 0 else -1))
            self.zoomed.emit(self.point_size())
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        # When it is shown for the first time, QTextEdit would scroll to the caret.
        scrolled = self.verticalScrollBar().value()
        super().showEvent(event)
        self.verticalScrollBar().setValue(scrolled)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hovered(None)

    def _cycle(self, found: list[int]) -> None:
        """Choose the first mark of several, and by the next click the one after it."""
        if not found:
            self._choose_and_tell(None)
            return
        chosen = self._painted.chosen
        number = found.index(chosen) + 1 if chosen in found else 0
        self._choose_and_tell(found[number % len(found)])

    def _hover(self, point: QPoint) -> None:
        found = self._marks_under(point)
        chosen = self._painted.chosen
        self._set_hovered(chosen if chosen in found else (found[0] if found else None))
        shape = Qt.CursorShape.IBeamCursor
        if self._on_handle(point):
            shape = Qt.CursorShape.SplitHCursor
        elif self._time_under(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif not self._in_words(point):
            shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _set_hovered(self, mark_id: int | None) -> None:
        if mark_id != self._painted.hovered:
            before, self._painted.hovered = self._painted.hovered, mark_id
            self._repaint_by_id(before, mark_id)
            self.mark_hovered.emit(mark_id)

    def _time_under(self, point: QPoint) -> int | None:
        left = self._page.labels_left
        place = self.page_point(point)
        if not self.plays_times or not left <= place.x() < self._page.text_left:
            return None
        lines = self._lines_in(QRegion(point.x(), point.y(), 1, 1))
        return time_at(place, lines, self._labels, left)

    def _in_words(self, point: QPoint) -> bool:
        return self._page.labels_left <= self.page_point(point).x() < self._page.text_right

    def _on_handle(self, point: QPoint) -> bool:
        x = self.page_point(point).x()
        return self._page.text_right + 2 <= x < self._page.margin_left - 1

    # Keyboard --------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab walk the marks in text order, and leave behind the last one."""
        step = 1 if forward else -1
        mark = self._marks.neighbour(self._painted.chosen, self.caret(), step)
        if mark is None:
            return super().focusNextPrevChild(forward)
        self.place_caret(mark.start, reveal=False)
        self.reveal(mark.start, mark.end)
        self._choose_and_tell(mark.id)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.selection() is not None:
                self.clear_selection()
                return
            if self._painted.chosen is not None:
                self._choose_and_tell(None)
                return
        super().keyPressEvent(event)

    # Clipboard, drag and drop ----------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """The stored characters of the selection; Qt's own text would change some of them."""
        start, end = self.selection() or (0, 0)
        return drags.with_passage(start, end, self._shown.stored[start:end])

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(drags.codes_in(source))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(drags.codes_in(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._show_drop(self._passage_under(event.position().toPoint()))
        event.setAccepted(self._painted.drop is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        codes = drags.codes_in(event.mimeData())
        units = self._passage_under(event.position().toPoint())
        self._show_drop(None)
        passage = self._shown.range_to_points(*units) if units else None
        if not codes or passage is None:
            event.ignore()
            return
        event.acceptProposedAction()
        for code in codes:
            self.code_dropped.emit(code, *passage)

    def _show_drop(self, units: tuple[int, int] | None) -> None:
        if units != self._painted.drop:
            before, self._painted.drop = self._painted.drop, units
            for each in (before, units):
                if each is not None:
                    self._repaint_words(*each)

    def _passage_under(self, point: QPoint) -> tuple[int, int] | None:
        """What a code dropped here will code: selection, coded passage, or else the sentence."""
        under = self._marks_under(point)
        unit = self._exact_unit(point)
        cursor = self.textCursor()
        if unit is not None and cursor.selectionStart() <= unit < cursor.selectionEnd():
            return cursor.selectionStart(), cursor.selectionEnd()
        mark = self._marks.get(under[0]) if under else None
        if mark is not None:
            return self._units(mark.start, mark.end)
        return sentence_around(self.document(), unit) if unit is not None else None
