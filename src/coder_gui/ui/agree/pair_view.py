"""The reader between two margins: with a frame, with what is settled, and with ends to move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from coder_gui.domain.counted import counted
from coder_gui.domain.model import Transcript
from coder_gui.domain.passages import Range
from coder_gui.domain.text import word_count
from coder_gui.ui import theme
from coder_gui.ui.transcript import Mark
from coder_gui.ui.transcript.bands import BandPainter, boxes_in
from coder_gui.ui.transcript.lines import LineBox
from coder_gui.ui.transcript.page import LABEL_COLUMN, LABEL_GAP
from coder_gui.ui.transcript.resizable_view import ResizableView

FRAME_RADIUS, FRAME_ROOM = 5, 6
PROPOSED = -1
"""Stands for the id of a passage whose ends are edited, and which is no segment yet."""
LINE, LINE_GAP = 1.5, 2.5
"""Of the line under what stands in the consensus, and its room below the words' own lines."""
SIGN_ROOM = 6
"""Pixels before the words at which the middle of a sign stands."""

Sign = Literal["settled", "deferred", "changed"]


class PairView(ResizableView):
    """Frames the passage that the walk has reached, and shows what was decided before."""

    ends_moved = Signal(int, int)
    """Start and end of the passage that is edited, as they are now."""
    ends_taken = Signal(int, int)
    ends_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framed: Range | None = None
        self._ends: tuple[QTextCursor, QTextCursor] | None = None
        self._signs: dict[int, Sign] = {}
        self._consensus: tuple[Range, ...] = ()
        self.mark_resized.connect(self._move_ends)

    def show_transcript(self, transcript: Transcript | None, marks: Iterable[Mark]) -> None:
        super().show_transcript(transcript, marks)
        self._signs, self._consensus = {}, ()
        self.frame(None)

    def frame(self, passage: Range | None, reveal: bool = True) -> None:
        """Frame the lines of a stored range, and go there if `reveal`; or frame nothing."""
        self._framed, self._ends = passage, None
        if passage is not None:
            self._find_ends()
            if reveal:
                self.reveal(*passage)
        self.viewport().update()

    def framed(self) -> Range | None:
        return self._framed

    def set_decided(self, signs: Mapping[int, Sign], consensus: Iterable[Range]) -> None:
        """Show what was decided.

        Args:
            signs: By the stored code point before whose line they stand.
            consensus: Sorted, disjoint ranges that are underlined quietly.
        """
        self._signs, self._consensus = dict(signs), tuple(consensus)
        self.viewport().update()

    def signs(self) -> dict[int, Sign]:
        return dict(self._signs)

    def consensus(self) -> tuple[Range, ...]:
        return self._consensus

    def _fit(self, two_sided: bool | None = None, lay_out: bool = True) -> None:
        # Both margins stay, also where one coder made nothing: the words must not jump.
        super()._fit(two_sided=True, lay_out=lay_out)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            # The document was laid out anew, and the cursors into the old one are dead.
            self._find_ends()

    def _find_ends(self) -> None:
        # Qt sends changes of style while the base class is still being made.
        framed: Range | None = getattr(self, "_framed", None)
        if framed is None:
            return
        start, end = framed
        blocked = self.blockSignals(True)
        self.place_caret(max(end - 1, start), reveal=False)
        last = self.textCursor()
        self.place_caret(start, reveal=False)
        self._ends = self.textCursor(), last
        self.blockSignals(blocked)

    # Editing the ends ------------------------------------------------------------------------

    def edit_ends(self, start: int, end: int, colour: str) -> None:
        """Offer a passage whose ends are moved by pointer and keys; Enter takes them.

        Args:
            colour: Of the code that the passage is of.
        """
        self.clear_selection()
        self.update_marks([self._named(Mark(PROPOSED, start, end, "", colour, band=False))], ())
        self.viewport().update()
        self.setFocus()

    def leave_ends(self) -> None:
        """Offer no passage any more."""
        self._let_go()
        self.update_marks((), [PROPOSED])
        self.viewport().update()

    def edited(self) -> Range | None:
        """The passage whose ends are edited."""
        mark = self._marks.get(PROPOSED)
        return (mark.start, mark.end) if mark is not None else None

    def _named(self, mark: Mark) -> Mark:
        words = counted(word_count(self._shown.stored[mark.start : mark.end]), "word")
        return replace(mark, name=self.tr("Consensus  %1").replace("%1", words))

    def _move_ends(self, _mark_id: int, start: int, end: int) -> None:
        mark = self._marks.get(PROPOSED)
        if mark is not None:
            self.update_marks([self._named(replace(mark, start=start, end=end))], ())
            self.ends_moved.emit(start, end)
            self.viewport().update()

    def _resizable(self) -> Mark | None:
        # What the coders made stays as it is; here only the proposal moves.
        return self._marks.get(PROPOSED)

    def _is_resizable(self, mark: Mark) -> bool:
        return mark.id == PROPOSED

    def keyPressEvent(self, event: QKeyEvent) -> None:
        passage = self.edited()
        if passage is None or self._drag is not None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ends_taken.emit(*passage)
        elif event.key() == Qt.Key.Key_Escape:
            self.ends_left.emit()
        else:
            super().keyPressEvent(event)

    def _marks_changed(self, touched: list[Mark] | None = None) -> None:
        super()._marks_changed(touched)
        if self._drag is not None:
            self.viewport().update()

    # Painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        mark = self._marks.get(PROPOSED)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mark or self._signs or self._consensus:
            lines = self._lines_in(event.region())
            scrolled = self._scrolled()
            painter.translate(-scrolled)
            self._paint_decided(painter, lines)
            if lines and mark is not None:
                accent = theme.tokens().acc
                self._underline(painter, lines, (mark.start, mark.end), accent, 2 * LINE)
                BandPainter(painter, lines, self._shown).paint_ends(mark)
            painter.translate(scrolled)
        if self._ends is not None:
            self._paint_frame(painter, *self._ends)
        painter.end()

    def _paint_frame(self, painter: QPainter, begin: QTextCursor, end: QTextCursor) -> None:
        first, last = (self.cursorRect(cursor) for cursor in (begin, end))
        text = self.selection_rect()
        # With who speaks, beside the words; but not through a label that stands above.
        line = begin.block().layout().lineForTextPosition(begin.positionInBlock())
        beside = LABEL_COLUMN + LABEL_GAP if line.lineNumber() <= 0 else 2 * SIGN_ROOM - FRAME_ROOM
        left = self.viewport().mapFromGlobal(text.topLeft()).x() - beside
        width = beside + text.width()
        area = QRectF(left, first.top(), width, last.bottom() - first.top())
        painter.setPen(QPen(theme.tokens().acc, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        room = FRAME_ROOM - 0.5
        painter.drawRoundedRect(area.adjusted(-room, -3.5, room, 3.5), FRAME_RADIUS, FRAME_RADIUS)

    def _paint_decided(self, painter: QPainter, lines: list[LineBox]) -> None:
        shown = theme.tokens()
        for passage in self._consensus:
            self._underline(painter, lines, passage, shown.ok, LINE)
        for start, sign in self._signs.items():
            unit = self._shown.to_units(start)
            for line in lines:
                if line.start <= unit < line.end:
                    middle = (line.top + line.bottom) / 2
                    place = QPointF(self._page.text_left - SIGN_ROOM, middle)
                    paint_sign(painter, place, sign, shown.ok if sign == "settled" else shown.tx2)

    def _underline(
        self, painter: QPainter, lines: list[LineBox], passage: Range, colour: QColor, width: float
    ) -> None:
        for rect in boxes_in(lines, *self._units(*passage)):
            top = rect.bottom() + LINE_GAP
            painter.fillRect(QRectF(rect.left(), top, rect.width(), width), colour)


def paint_sign(painter: QPainter, centre: QPointF, sign: Sign, colour: QColor) -> None:
    """A tick for settled, three dots for deferred, an open circle for changed since."""
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if sign == "settled":
        shape = ((-3.6, 0.2), (-1.1, 2.7), (3.6, -2.5))
        painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in shape]))
    elif sign == "deferred":
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for x in (-3.6, 0.0, 3.6):
            painter.drawPoint(centre + QPointF(x, 0))
    else:
        painter.drawEllipse(centre, 3.2, 3.2)
