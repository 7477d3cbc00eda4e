"""The whole transcript as a narrow strip: where codes lie, and which part of it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from coder_gui.ui import theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.transcript.marks import Mark
from coder_gui.ui.transcript.page_view import PageView

WIDTH = 18
LANES, LANE, LANE_LEFT = 3, 4, 2
"""How many passages stand beside each other, how wide, and from where."""
LEAST_MARK, LEAST_FRAME = 2, 10
"""Pixels that a short passage, and a short view of a long text, still get."""
SAMPLE = 1_024
"""Characters between two places whose height is measured; between them lines are even."""
PIECE = 8 * SAMPLE
"""Characters of a piece of the strip that is kept until a mark in it changes."""
REST = 40
"""Milliseconds after a change until the strip follows: the words are painted first."""

Span = tuple[Mark, int, float, float]
"""A mark with its lane, its top and its bottom on the strip."""
Ends = tuple[float, ...]
"""How far down each lane is taken."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """The spans that begin in a piece of the text, from where those above it end."""

    above: Ends
    spans: list[Span]
    ends: Ends


class Overview(QWidget):
    """Painted once for each change of the marks; scrolling moves only the frame."""

    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture: QPixmap | None = None
        self._measured: tuple[object, ...] = ()
        self._known: list[float] = []
        self._pieces: dict[int, _Piece] = {}
        self._later = QTimer(self, interval=REST, singleShot=True)
        self._later.timeout.connect(self.refresh)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Where codes lie in the transcript"))
        self.setToolTip(self.tr("Where codes lie in the transcript. Click to go there."))
        view.outline_changed.connect(self._forget)
        bar = view.verticalScrollBar()
        bar.rangeChanged.connect(lambda *_range: self._later.start())
        bar.valueChanged.connect(lambda _value: self.update())

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 60)

    def refresh(self) -> None:
        """Paint where the marks lie anew, the next time that the strip is seen."""
        self._picture = None
        self.update()

    def spans(self) -> Iterator[Span]:
        """Marks with their lane, their top and their bottom, in text order.

        Where codes lie closer than there are pixels, some stand for all. Costs only what lies
        near the marks that changed since the last time.
        """
        self._heights()  # forgets the pieces where words stand elsewhere now
        ends = (0.0,) * LANES
        for number in range(len(self._view.stored_text()) // PIECE + 1):
            piece = self._pieces.get(number)
            if piece is None or piece.above != ends:
                piece = self._pieces[number] = self._packed(number, ends)
            yield from piece.spans
            ends = piece.ends

    def _packed(self, number: int, above: Ends) -> _Piece:
        """Give the marks that begin in a piece of the text their lanes."""
        heights, scale = self._heights(), self._scale() * self.devicePixelRatioF()
        spans: list[Span] = []
        ends = list(above)
        for mark in self._view.marks_starting(number * PIECE, (number + 1) * PIECE):
            top = round(_between(heights, mark.start) * scale) / self.devicePixelRatioF()
            bottom = round(_between(heights, mark.end) * scale) / self.devicePixelRatioF()
            bottom = max(bottom, top + LEAST_MARK)
            lane = 0
            while lane < LANES - 1 and ends[lane] > top:
                lane += 1
            if bottom > ends[lane]:
                ends[lane] = bottom
                spans.append((mark, lane, top, bottom))
        return _Piece(above, spans, tuple(ends))

    def _forget(self, touched: list[Mark] | None) -> None:
        """Pack the pieces anew in which marks came or went."""
        if touched is None:
            self._pieces.clear()
        else:
            for mark in touched:
                self._pieces.pop(mark.start // PIECE, None)
        self._later.start()

    def frame(self) -> QRectF:
        """Where the part stands that is seen; empty where all is."""
        bar = self._view.verticalScrollBar()
        if not bar.maximum():
            return QRectF()
        scale = self._scale()
        height = max(self._view.viewport().height() * scale, LEAST_FRAME)
        top = min(bar.value() * scale, self.height() - height)
        return QRectF(0.5, top + 0.5, self.width() - 1, height - 1)

    # Measures --------------------------------------------------------------------------------

    def _scale(self) -> float:
        """Pixels of the strip for a pixel of the page."""
        bar = self._view.verticalScrollBar()
        return self.height() / max(bar.maximum() + self._view.viewport().height(), 1)

    def _heights(self) -> list[float]:
        """Heights on the page of every so many characters, measured once for each layout."""
        page = (
            self._view.document(),
            self._view.lineWrapColumnOrWidth(),
            self._view.verticalScrollBar().maximum(),
            self._scale(),
            self.devicePixelRatioF(),
        )
        if page != self._measured:
            self._pieces.clear()
            length = len(self._view.stored_text())
            points = range(0, length + SAMPLE, SAMPLE)
            self._known = [self._view.height_of(point) for point in points]
            self._measured = page
        return self._known

    # Painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._painted()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        frame = self.frame()
        if not frame.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shown = theme.tokens()
            ground = theme.mix(shown.tx2, 0.5, shown.page)
            ground.setAlphaF(0.14)
            painter.setBrush(ground)
            painter.setPen(QPen(shown.line2, 1))
            painter.drawRoundedRect(frame, 3, 3)

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.tokens().page)
        painter = QPainter(picture)
        for mark, lane, top, bottom in self.spans():
            colour = code_colour(mark.colour).stripe
            left = LANE_LEFT + lane * (LANE + 1)
            # What is another coder's is narrower.
            painter.fillRect(QRectF(left, top, LANE / 2 if mark.by else LANE, bottom - top), colour)
        painter.end()
        return picture

    # Events ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.verticalScrollBar(), event)

    def _go_to(self, y: float) -> None:
        """Scroll so that a place of the strip is in the middle of the view."""
        middle = y / self._scale() - self._view.viewport().height() / 2
        self._view.verticalScrollBar().setValue(round(middle))


def _between(heights: list[float], point: int) -> float:
    """The height of a character between two measured ones."""
    number, rest = divmod(point, SAMPLE)
    below = heights[min(number + 1, len(heights) - 1)]
    return heights[number] + (below - heights[number]) * rest / SAMPLE
