"""The line of a recording's length with the place that is heard; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from coder_gui.ui import theme
from coder_gui.ui.style import paint_ring

THICK, KNOB = 3, 5
STEP, PAGE = 5_000, 30_000
"""Milliseconds that an arrow key and a page key go."""


class SeekLine(QSlider):
    """A slider over milliseconds that says `sliderMoved` wherever somebody puts it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSingleStep(STEP)
        self.setPageStep(PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, 24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._put(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._put(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shown = theme.tokens()
        left, right, middle = self._left(), self._right(), self.height() / 2
        at = left + (right - left) * self._share()
        painter.setBrush(shown.line2)
        painter.drawRoundedRect(QRectF(left, middle - THICK / 2, right - left, THICK), 1.5, 1.5)
        painter.setBrush(shown.acc)
        painter.drawRoundedRect(QRectF(left, middle - THICK / 2, at - left, THICK), 1.5, 1.5)
        painter.drawEllipse(QPointF(at, middle), KNOB, KNOB)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 5, shown.acc)

    def _put(self, event: QMouseEvent) -> None:
        share = (event.position().x() - self._left()) / max(self._right() - self._left(), 1)
        self.setSliderPosition(round(min(max(share, 0), 1) * self.maximum()))

    def _left(self) -> float:
        return KNOB + 3

    def _right(self) -> float:
        return self.width() - KNOB - 3

    def _share(self) -> float:
        return self.value() / self.maximum() if self.maximum() else 0
