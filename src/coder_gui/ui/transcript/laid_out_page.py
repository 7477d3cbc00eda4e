"""A transcript laid out as a page and read; it knows no marks and no gestures."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from coder_gui.domain.model import Transcript, Turn
from coder_gui.ui import theme
from coder_gui.ui.transcript import labels, margin
from coder_gui.ui.transcript.bands import boxes_in
from coder_gui.ui.transcript.lines import (
    LineBox,
    band_edges,
    first_block_below,
    lines_between,
    lines_of,
)
from coder_gui.ui.transcript.page import (
    LARGEST_POINTS,
    READER_POINTS,
    SMALLEST_POINTS,
    TypeSize,
    fit_page,
    new_document,
    page_palette,
    set_frame,
)
from coder_gui.ui.transcript.shown_text import ShownText

REVEAL_AT = 0.3
"""Where in the height of the view a revealed passage begins."""


class LaidOutPage(QTextEdit):
    """Shows the words of a transcript, with room for its labels at the left.

    The viewport spans all columns, so that labels, words and stripes are one paint pass and
    scroll as one; the document's frame leaves room for the labels.
    """

    fit = staticmethod(fit_page)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A scroll bar that comes and goes would lay every long text out twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setAutoFillBackground(True)
        self.viewport().setMouseTracking(True)
        self._size = TypeSize(READER_POINTS)
        self._wanted_margin: int | None = None
        self._two_sided = False
        self._turns: tuple[Turn, ...] = ()
        self._shown = ShownText("", ())
        self._labels: dict[int, Turn] = {}
        self._page = fit_page(self.width(), self._size.column, None, False)
        self._dressed: theme.Tokens | None = None
        self._laid_out: QTextDocument | None = None
        self._dress()

    # What is shown ---------------------------------------------------------------------------

    def show_words(self, transcript: Transcript | None, two_sided: bool) -> None:
        """Show another text from its beginning, or none.

        Args:
            two_sided: Whether there are stripes at the left too.
        """
        turns = transcript.turns if transcript else ()
        self._turns = tuple(sorted(turns, key=attrgetter("start")))
        self._shown = ShownText.of(transcript)
        self._two_sided = two_sided
        self._rebuild(keep=False)

    def turns(self) -> tuple[Turn, ...]:
        """The turns as they stand now, also while words are being corrected."""
        return self._turns

    def stored_text(self) -> str:
        """The words as they stand now, with the labels that are not among those shown."""
        return self._shown.stored

    def turn_at(self, point: int) -> Turn | None:
        """The turn in which a stored code point stands."""
        index = bisect_right(self._turns, point, key=attrgetter("start")) - 1
        return self._turns[index] if index >= 0 else None

    def point_size(self) -> float:
        return self._size.points

    def set_point_size(self, points: float) -> None:
        """Set the size of the words, between 9 and 28 pt at 96 pixels to the inch."""
        size = TypeSize(min(max(points, SMALLEST_POINTS), LARGEST_POINTS))
        if size != self._size:
            self._size = size
            self._rebuild()

    def margin_width(self) -> int:
        return self._page.margin

    def set_margin_width(self, width: int | None) -> None:
        """Set the width of the stripes' margin; None shares the room out by itself."""
        self._wanted_margin = width
        self._fit()

    # Reading position ------------------------------------------------------------------------

    def progress(self) -> float:
        """How far one has read, from 0 to 1."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 1.0

    def position(self) -> int:
        """Stored code point at which the first visible line begins."""
        top = self.verticalScrollBar().value()
        block = first_block_below(self.document(), top)
        for line in lines_of(block):
            if line.bottom > top:
                return self._shown.to_points(line.start)
        return self._shown.to_points(block.position())

    def restore_position(self, point: int) -> None:
        """Scroll so that the line of a stored code point is the first one."""
        unit = self._shown.to_units(point)
        top = band_edges(self.document(), unit)[0] - 1 if unit else 0
        self.verticalScrollBar().setValue(round(top))

    def reveal(self, start: int, end: int) -> None:
        """Scroll to a stored range, if it is not seen already."""
        first, last = self._units(start, end)
        top = band_edges(self.document(), first)[0]
        bottom = band_edges(self.document(), max(last - 1, first))[1]
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        # Of a passage longer than the view, the beginning counts.
        if top < bar.value() or min(bottom, top + height / 2) > bar.value() + height:
            bar.setValue(round(top - height * REVEAL_AT))

    def point_at(self, place: QPoint) -> int:
        """The stored code point nearest to a point of the viewport."""
        return self._shown.to_points(self.cursorForPosition(place).position())

    # Layout ----------------------------------------------------------------------------------

    def _rebuild(self, keep: bool = True) -> None:
        """Lay the text out anew; selection and reading position of the same text may stay."""
        cursor = self.textCursor()
        place = (cursor.anchor(), cursor.position(), self.position()) if keep else (0, 0, 0)
        self._labels = self._shown.labels(self._turns)
        document = new_document(self, self._shown, self._labels, self._size, theme.tokens().tx2)
        blocked = self.blockSignals(True)
        self._fit(lay_out=False)
        set_frame(document, self._page)
        self._before_words()
        # Qt would lay a part out at once, at another width, and then all of it again.
        document.setLayoutEnabled(False)
        self.setDocument(document)
        document.setLayoutEnabled(True)
        # The first document is Qt's own, and is gone by now.
        if self._laid_out is not None:
            self._laid_out.deleteLater()
        self._laid_out = document
        self._lay_out_whole()
        self._words_stand()
        cursor = QTextCursor(document)
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.restore_position(place[2])
        self.blockSignals(blocked)
        self.viewport().update()

    def _fit(self, two_sided: bool | None = None, lay_out: bool = True) -> None:
        """Share the width out; the words are laid out anew only if their own width changes."""
        if two_sided is not None:
            self._two_sided = two_sided
        margins = self.viewportMargins()
        width = self.viewport().width() + margins.left() + margins.right()
        page = self.fit(width, self._size.column, self._wanted_margin, self._two_sided)
        changed = page != self._page
        keep = self.position() if changed and lay_out else 0
        self._page = page
        if self.lineWrapColumnOrWidth() != page.text_right:
            self.setLineWrapColumnOrWidth(page.text_right)
        if margins.left() != page.outer:
            self.setViewportMargins(page.outer, 0, page.outer, 0)
        if changed and lay_out:
            set_frame(self.document(), page)
            self._lay_out_whole()
            self.restore_position(keep)
            self.viewport().update()

    def _lay_out_whole(self) -> None:
        # Until all is laid out, Qt's hit tests between lines return the document's end.
        self.document().documentLayout().blockBoundingRect(self.document().lastBlock())
        self._forget_places()

    def _before_words(self) -> None:
        """Called before another document is shown."""

    def _words_stand(self) -> None:
        """Called after another document was laid out."""

    def _forget_places(self) -> None:
        """Called when nothing stands where it stood."""

    def _units(self, start: int, end: int) -> tuple[int, int]:
        return self._shown.to_units(start), self._shown.to_units(end)

    def height_of(self, point: int) -> float:
        """Height on the page of a stored code point."""
        return band_edges(self.document(), self._shown.to_units(point))[0]

    def _scrolled(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _rect_of(self, start: int, end: int) -> QRect:
        """What a range of the document covers, in the viewport, as far as it is seen."""
        top = self.verticalScrollBar().value()
        height = self.viewport().height()
        united = QRectF()
        for rect in boxes_in(lines_between(self.document(), top, top + height), start, end):
            united = united.united(rect)
        return united.translated(-self._scrolled()).toAlignedRect()

    # Events ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        # QTextEdit would give the document the interface's face.
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            margin.forget_faces()
            labels.forget_faces()
            self._forget_places()
            return
        super().changeEvent(event)
        changes = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if event.type() in changes and self._dressed is not theme.tokens():
            self._dress()
            self._rebuild()

    def event(self, event: QEvent) -> bool:
        # Beside the page, outside the viewport, the wheel scrolls as well.
        if event.type() == QEvent.Type.Wheel:
            return QApplication.sendEvent(self.verticalScrollBar(), event)
        return super().event(event)

    def _dress(self) -> None:
        self._dressed = theme.tokens()
        self.setPalette(page_palette(self.palette()))

    def words_left(self) -> int:
        """Where the words begin on the page."""
        return self._page.text_left

    def points_of(self, line: LineBox) -> tuple[int, int]:
        """The stored code points from the end of the line before to the end of a line.

        A label that is hidden before the line is part of it, and so is its line break.
        """
        block = line.block
        last = line.end >= block.position() + block.length() - 1
        return self._shown.to_end_points(line.start), self._shown.to_end_points(line.end + last)

    def page_point(self, point: QPoint) -> QPointF:
        """A point of the viewport in the document's coordinates."""
        return QPointF(point) + self._scrolled()
