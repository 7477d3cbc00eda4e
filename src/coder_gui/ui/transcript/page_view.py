"""A page painted with its marks, and painted anew only where they change; it knows no gestures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QTextBlock
from PySide6.QtWidgets import QWidget

from coder_gui.domain.model import Transcript, Turn
from coder_gui.domain.passages import Range
from coder_gui.ui.transcript import labels, margin
from coder_gui.ui.transcript.bands import BandPainter, Painted
from coder_gui.ui.transcript.laid_out_page import LaidOutPage
from coder_gui.ui.transcript.lines import LineBox, band_edges, lines_between, seen_range
from coder_gui.ui.transcript.margin import MarginColumn
from coder_gui.ui.transcript.marks import Mark, MarkIndex, Shade, Side
from coder_gui.ui.transcript.notes import POINTER, NoteSigns
from coder_gui.ui.transcript.packing import Passage, Stripe
from coder_gui.ui.transcript.page import MARGIN_END
from coder_gui.ui.transcript.shown_text import sorted_overlapping
from coder_gui.ui.transcript.stripes import Stripes
from coder_gui.ui.transcript.strong_words import StrongWords
from coder_gui.ui.transcript.veil import (
    FAINT,
    HEARD_GAP,
    HEARD_WIDTH,
    Dimmed,
    heard_rect,
    paint_heard,
    paint_veil,
)

OVERHANG = 40
"""How far, in pixels, anything painted for a line may reach beyond it."""
BAND_OVERHANG = 12
"""How far, in pixels, what is painted of a passage may reach beyond its bands: its drag ends."""


class PageView(LaidOutPage):
    """Shows a transcript with its bands behind the words and its stripes beside them."""

    outline_changed = Signal(object)
    """The marks that came or went, as they are and were; None when it may be any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = MarkIndex()
        self._painted = Painted()
        self._shades: list[Shade] = []
        self._hits: list[tuple[int, int]] = []
        self._current_hit: int | None = None
        self._dimmed = Dimmed()
        self.is_underlined = False
        self._heard: Range | None = None
        self._strong_words = StrongWords(self)
        self.notes = NoteSigns(self)
        self._stripes: dict[Side, Stripes] = {
            side: Stripes(side, self._passage, self.height_of, margin.name_height)
            for side in ("left", "right")
        }
        self._rebuild(keep=False)

    # What is shown ---------------------------------------------------------------------------

    def show_transcript(self, transcript: Transcript | None, marks: Iterable[Mark]) -> None:
        """Show another transcript from its beginning, or none."""
        self._painted = Painted()
        self._shades, self._hits, self._current_hit = [], [], None
        self._dimmed, self._heard = Dimmed(), None
        self._marks = MarkIndex(marks)
        self.show_words(transcript, two_sided=any(mark.side == "left" for mark in self._marks))
        self.outline_changed.emit(None)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks instead of the ones before."""
        self._marks = MarkIndex(marks)
        self._fit(two_sided=any(mark.side == "left" for mark in self._marks))
        self._forget_places()
        self._marks_changed()

    def update_marks(self, changed: Iterable[Mark], gone: Iterable[int]) -> None:
        """Add or replace some marks and remove others; costs only what lies near them."""
        before = self._all_seen_stripes()
        touched: list[Mark] = []
        for mark_id in gone:
            touched += [mark] if (mark := self._marks.remove(mark_id)) else []
        for mark in changed:
            touched += [before_it] if (before_it := self._marks.get(mark.id)) else []
            self._marks.add(mark)
            touched.append(mark)
        for stripes in self._stripes.values():
            stripes.touch(touched)
        if not self._two_sided and any(mark.side == "left" for mark in touched):
            self._fit(two_sided=True)
        self._repaint_marks(touched, before)
        self._marks_changed(touched)

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

    def set_dimmed(self, ranges: Iterable[Range]) -> None:
        """Dim the words of these stored ranges, with their bands, labels and stripes."""
        if self._dimmed.set(ranges):
            self.viewport().update()

    def set_underlined(self, underlined: bool) -> None:
        """Underline coded words instead of tinting them; what is looked at keeps its band."""
        self.is_underlined = underlined
        self.viewport().update()

    def set_heard(self, stretch: Range | None) -> bool:
        """Mark the stored range that is heard now beside its words; whether it is another one."""
        if stretch == self._heard:
            return False
        self._heard = stretch
        left = self._page.text_left - HEARD_GAP - 1
        self.viewport().update(left, 0, HEARD_WIDTH + 2, self.viewport().height())
        return True

    def marks(self) -> Iterator[Mark]:
        """All marks that are shown, in text order."""
        return self._marks.in_order()

    def marks_starting(self, start: int, end: int) -> list[Mark]:
        """The marks that begin within a stored range, in text order."""
        return self._marks.starting(start, end)

    def marks_at(self, point: int) -> list[Mark]:
        """The marks on the character at a stored code point, earliest first."""
        return self._marks.overlapping(point, point + 1)

    def _marks_changed(self, touched: list[Mark] | None = None) -> None:
        """Called after marks came or went.

        Args:
            touched: Which ones, as they are and were; None for any, so that all is painted anew.
        """
        if touched is None:
            self.viewport().update()
        self.outline_changed.emit(touched)

    # Layout ----------------------------------------------------------------------------------

    def _before_words(self) -> None:
        self._strong_words.clear()

    def _words_stand(self) -> None:
        self.set_shades(self._shades)

    def _forget_places(self) -> None:
        self._stripes["right"].reset(self._marks, self._page.margin)
        self._stripes["left"].reset(self._marks, self._page.left_margin)

    def _passage(self, mark: Mark) -> Passage:
        start, end = self._units(mark.start, mark.end)
        return Passage(mark.id, *self._band_edges(start, end), mark.label)

    def _band_edges(self, start: int, end: int) -> tuple[float, float]:
        """Top and bottom on the page of the bands on a range of the document."""
        top, bottom = band_edges(self.document(), start)
        if end - 1 > start:
            bottom = max(bottom, band_edges(self.document(), end - 1)[1])
        return top, bottom

    def viewportEvent(self, event: QEvent) -> bool:
        # Other events come before the page is whole, and after it has gone.
        if event.type() in POINTER and self.notes.take(event):
            return True
        return super().viewportEvent(event)

    # Painting anew ---------------------------------------------------------------------------

    def _repaint_words(self, start: int, end: int) -> None:
        """Have the lines painted anew on which a range of the document stands, or stood."""
        last = self.document().characterCount() - 1
        top, bottom = self._band_edges(min(start, last), min(end, last + 1))
        height = bottom - top + 2 * BAND_OVERHANG
        self._repaint(QRectF(0, top - BAND_OVERHANG, self.viewport().width(), height))

    def _repaint_marks(
        self, marks: Iterable[Mark], before: dict[MarginColumn, list[Stripe]] | None = None
    ) -> None:
        """Have painted anew what shows some marks, and the stripes that make room for theirs.

        Args:
            before: The stripes as they were seen until now, where they may have moved.
        """
        names = {mark.id: mark.label for mark in marks}
        for mark in marks:
            if mark.band:
                self._repaint_words(*self._units(mark.start, mark.end))
        now = self._all_seen_stripes()
        before = now if before is None else before
        for column in before | now:
            were, are = set(before.get(column, ())), set(now.get(column, ()))
            own = {stripe for stripe in were | are if not names.keys().isdisjoint(stripe.ids)}
            for stripe in were ^ are | own:
                shown = [names.get(each) or self._marks.get(each).label for each in stripe.ids]
                self._repaint(column.reach(stripe, shown))

    def _repaint(self, part: QRectF) -> None:
        self.viewport().update(part.translated(-self._scrolled()).toAlignedRect())

    # Painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scrolled = self._scrolled()
        painter.translate(-scrolled)
        lines = self._lines_in(event.region())
        if lines:
            self._strong_words.update(self._quiet_bands(lines))
            self._paint_behind(painter, lines)
            self._paint_stripes(painter, QRectF(event.rect()).translated(scrolled))
        painter.end()
        super().paintEvent(event)
        chosen = self._marks.get(self._painted.chosen)
        chosen = chosen if chosen and chosen.band and not chosen.by else None
        if lines and (chosen or self._dimmed.ranges):
            painter = QPainter(self.viewport())
            painter.translate(-scrolled)
            paint_veil(painter, lines, self._dimmed, self._shown)
            if chosen:
                BandPainter(painter, lines, self._shown).paint_ends(chosen)
            painter.end()

    def _lines_in(self, region: QRegion) -> list[LineBox]:
        """The lines that may reach into a part of the viewport, from the top."""
        spans: list[tuple[float, float]] = []
        for rect in region:  # type: ignore[attr-defined]
            top, bottom = rect.top() - OVERHANG, rect.bottom() + 1 + OVERHANG
            if spans and top <= spans[-1][1]:
                top, bottom = spans[-1][0], max(spans.pop()[1], bottom)
            spans.append((top, bottom))
        scrolled = self.verticalScrollBar().value()
        found: dict[int, LineBox] = {}
        for top, bottom in spans:
            for line in lines_between(self.document(), top + scrolled, bottom + scrolled):
                found[line.start] = line
        return list(found.values())

    def _paint_behind(self, painter: QPainter, lines: list[LineBox]) -> None:
        start = self._shown.to_points(lines[0].start)
        end = self._shown.to_points(lines[-1].end)
        marks = self._marks.overlapping(start, end + 1)
        cursor = self.textCursor()
        painted = self._painted
        painted.selection = (
            (cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else None
        )
        painted.hits, painted.current_hit = [], None
        painted.underlined = self.is_underlined
        for number, hit in sorted_overlapping(self._hits, start, end + 1):
            painted.hits.append(self._units(*hit))
            if number == self._current_hit:
                painted.current_hit = painted.hits[-1]
        BandPainter(painter, lines, self._shown).paint(marks, painted)
        labels.paint_labels(painter, lines, self._labels, self._page.labels_left, self._strength)
        self.notes.paint(painter, lines)
        if self._heard is not None:
            rect = heard_rect(lines, *self._units(*self._heard), self._page.text_left)
            paint_heard(painter, rect)

    def _is_faint(self, mark: Mark) -> bool:
        return mark.id != self._painted.chosen and self._dimmed.holds(mark.start, mark.end)

    def _strength(self, turn: Turn) -> float:
        """The opacity of a turn's label."""
        return FAINT if self._dimmed.holds(turn.speech, turn.end) else 1.0

    def _paint_stripes(self, painter: QPainter, part: QRectF) -> None:
        """Paint the stripes beside a part of the page."""
        painted = self._painted
        top, bottom = part.top() - OVERHANG, part.bottom() + OVERHANG
        for column, near in self._all_seen_stripes().items():
            stripes = [
                stripe
                for stripe in near
                # What is opened may reach far down.
                if painted.chosen in stripe.ids
                or painted.hovered in stripe.ids
                or (stripe.top < bottom and stripe.lowest > top)
            ]
            ids = (each for stripe in stripes for each in stripe.ids)
            by_id = {each: mark for each in ids if (mark := self._marks.get(each))}
            faint = [m.id for m in by_id.values() if self._is_faint(m)]
            column.paint(painter, stripes, by_id, painted.chosen, painted.hovered, faint, FAINT)

    def _columns(self) -> list[MarginColumn]:
        page = self._page
        columns = [MarginColumn("right", page.margin_left, page.margin_right)]
        if page.left_margin:
            columns.append(MarginColumn("left", MARGIN_END, MARGIN_END + page.left_margin))
        return columns

    def _seen_stripes(self, column: MarginColumn) -> list[Stripe]:
        return self._all_seen_stripes().get(column, [])

    def _all_seen_stripes(self) -> dict[MarginColumn, list[Stripe]]:
        """The stripes of each margin that may be seen."""
        top = self.verticalScrollBar().value() - OVERHANG
        bottom = top + self.viewport().height() + 2 * OVERHANG
        units = seen_range(self.document(), top, bottom)
        if units is None:
            return {}
        start, end = map(self._shown.to_points, units)
        return {
            column: self._stripes[column.side].between(start, end) for column in self._columns()
        }

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
