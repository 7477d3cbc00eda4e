"""A transcript laid out as a page and painted with its marks; it knows no gestures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from coder_gui.domain.model import Transcript, Turn
from coder_gui.ui import theme
from coder_gui.ui.transcript import labels, margin
from coder_gui.ui.transcript.bands import BandPainter, Painted, boxes_in
from coder_gui.ui.transcript.lines import (
    LineBox,
    band_edges,
    first_block_below,
    lines_between,
    lines_of,
)
from coder_gui.ui.transcript.margin import MarginColumn
from coder_gui.ui.transcript.marks import Mark, MarkIndex, Shade
from coder_gui.ui.transcript.packing import Passage, Stripe
from coder_gui.ui.transcript.page import (
    LARGEST_POINTS,
    MARGIN_END,
    READER_POINTS,
    SMALLEST_POINTS,
    TypeSize,
    fit_page,
    new_document,
    page_palette,
    set_frame,
)
from coder_gui.ui.transcript.shown_text import ShownText, sorted_overlapping
from coder_gui.ui.transcript.stripes import Stripes
from coder_gui.ui.transcript.strong_words import StrongWords

OVERHANG = 40
"""How far, in pixels, anything painted for a line may reach beyond it."""
REVEAL_AT = 0.3
"""Where in the height of the view a revealed passage begins."""


class PageView(QTextEdit):
    """Shows a transcript, its labels at the left and its stripes beside it.

    The viewport spans all columns, so that labels, words and stripes are one paint pass and
    scroll as one; the document's frame leaves room for the labels.
    """

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
        self._marks = MarkIndex()
        self._painted = Painted()
        self._shades: list[Shade] = []
        self._hits: list[tuple[int, int]] = []
        self._current_hit: int | None = None
        self._page = fit_page(self.width(), self._size.column, None, False)
        self._strong_words = StrongWords(self)
        self._stripes = {
            side: Stripes(side, self._passage, self._height_of, margin.name_height)
            for side in ("left", "right")
        }
        self._dressed: theme.Tokens | None = None
        self._laid_out: QTextDocument | None = None
        self._dress()
        self._rebuild(keep=False)

    # What is shown ---------------------------------------------------------------------------

    def show_transcript(self, transcript: Transcript | None, marks: Iterable[Mark]) -> None:
        """Show another transcript from its beginning, or none."""
        turns = transcript.turns if transcript else ()
        self._turns = tuple(sorted(turns, key=attrgetter("start")))
        self._shown = ShownText(transcript.text if transcript else "", self._turns)
        self._painted = Painted()
        self._shades, self._hits, self._current_hit = [], [], None
        self._marks = MarkIndex(marks)
        self._two_sided = any(mark.side == "left" for mark in self._marks)
        self._rebuild(keep=False)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks instead of the ones before."""
        self._marks = MarkIndex(marks)
        self._fit(two_sided=any(mark.side == "left" for mark in self._marks))
        self._forget_places()
        self._marks_changed()

    def update_marks(self, changed: Iterable[Mark], gone: Iterable[int]) -> None:
        """Add or replace some marks and remove others; costs only what lies near them."""
        touched: list[Mark] = []
        for mark_id in gone:
            touched += [mark] if (mark := self._marks.remove(mark_id)) else []
        for mark in changed:
            touched += [before] if (before := self._marks.get(mark.id)) else []
            self._marks.add(mark)
            touched.append(mark)
        for stripes in self._stripes.values():
            stripes.touch(touched)
        if not self._two_sided and any(mark.side == "left" for mark in touched):
            self._fit(two_sided=True)
        self._marks_changed()

    def set_shades(self, shades: Iterable[Shade]) -> None:
        """Paint these passages with their textures."""
        self._shades = list(shades)
        self._painted.shades = [(self._units(s.start, s.end), s.texture) for s in self._shades]
        self.viewport().update()

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int | None) -> None:
        """Paint what was found.

        Args:
            hits: Sorted, disjoint ranges.
            current: Number of the hit that is looked at.
        """
        self._hits = list(hits)
        self._current_hit = current
        self.viewport().update()

    def marks_at(self, point: int) -> list[Mark]:
        """The marks on the character at a stored code point, earliest first."""
        return self._marks.overlapping(point, point + 1)

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
        self._strong_words.clear()
        self.setDocument(document)
        # The first document is Qt's own, and is gone by now.
        if self._laid_out is not None:
            self._laid_out.deleteLater()
        self._laid_out = document
        self._lay_out_whole()
        self.set_shades(self._shades)
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
        page = fit_page(width, self._size.column, self._wanted_margin, self._two_sided)
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

    def _forget_places(self) -> None:
        self._stripes["right"].reset(self._marks, self._page.margin)
        self._stripes["left"].reset(self._marks, self._page.left_margin)

    def _marks_changed(self) -> None:
        self.viewport().update()

    def _units(self, start: int, end: int) -> tuple[int, int]:
        return self._shown.to_units(start), self._shown.to_units(end)

    def _passage(self, mark: Mark) -> Passage:
        start, end = self._units(mark.start, mark.end)
        top, bottom = band_edges(self.document(), start)
        if end - 1 > start:
            bottom = max(bottom, band_edges(self.document(), end - 1)[1])
        return Passage(mark.id, top, bottom, mark.name)

    def _height_of(self, point: int) -> float:
        return band_edges(self.document(), self._shown.to_units(point))[0]

    # Painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scrolled = self._scrolled()
        painter.translate(-scrolled)
        seen = QRectF(event.rect()).translated(scrolled)
        lines = lines_between(self.document(), seen.top() - OVERHANG, seen.bottom() + OVERHANG)
        if lines:
            self._strong_words.update(self._quiet_bands(lines))
            self._paint_behind(painter, lines, seen)
        painter.end()
        super().paintEvent(event)
        chosen = self._marks.get(self._painted.chosen)
        if lines and chosen and chosen.band:
            painter = QPainter(self.viewport())
            painter.translate(-scrolled)
            BandPainter(painter, lines, self._shown).paint_ends(chosen)
            painter.end()

    def _scrolled(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _paint_behind(self, painter: QPainter, lines: list[LineBox], seen: QRectF) -> None:
        start = self._shown.to_points(lines[0].start)
        end = self._shown.to_points(lines[-1].end)
        marks = self._marks.overlapping(start, end + 1)
        cursor = self.textCursor()
        painted = self._painted
        painted.selection = (
            (cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else None
        )
        painted.hits, painted.current_hit = [], None
        for number, hit in sorted_overlapping(self._hits, start, end + 1):
            painted.hits.append(self._units(*hit))
            if number == self._current_hit:
                painted.current_hit = painted.hits[-1]
        BandPainter(painter, lines, self._shown).paint(marks, painted)
        labels.paint_labels(painter, lines, self._labels, self._page.labels_left)
        for column in self._columns():
            stripes = [
                stripe
                for stripe in self._stripes[column.side].between(start, end)
                if stripe.top < seen.bottom() + OVERHANG and stripe.lowest > seen.top() - OVERHANG
            ]
            by_id = {s.id: m for s in stripes if (m := self._marks.get(s.id))}
            column.paint(painter, stripes, by_id, painted.chosen, painted.hovered)

    def _columns(self) -> list[MarginColumn]:
        page = self._page
        columns = [MarginColumn("right", page.margin_left, page.margin_right)]
        if page.left_margin:
            columns.append(MarginColumn("left", MARGIN_END, MARGIN_END + page.left_margin))
        return columns

    def _seen_stripes(self, column: MarginColumn) -> list[Stripe]:
        top = self.verticalScrollBar().value()
        lines = lines_between(self.document(), top, top + self.viewport().height())
        if not lines:
            return []
        first, last = lines[0].start, lines[-1].end
        stripes = self._stripes[column.side]
        return stripes.between(self._shown.to_points(first), self._shown.to_points(last))

    def _quiet_bands(
        self, lines: list[LineBox]
    ) -> Iterator[tuple[QTextBlock, list[tuple[int, int]]]]:
        """The interviewer's blocks among some lines, with the bands on them."""
        for block in {line.block.blockNumber(): line.block for line in lines}.values():
            if block.blockFormat().lineHeight() == self._size.interviewer_line:
                end = block.position() + block.length() - 1
                stored = self._shown.range_to_points(block.position(), end) or (0, 0)
                marks = self._marks.overlapping(*stored)
                yield block, [self._units(mark.start, mark.end) for mark in marks if mark.band]

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

    def page_point(self, point: QPoint) -> QPointF:
        """A point of the viewport in the document's coordinates."""
        return QPointF(point) + self._scrolled()
