"""A choice with its key at the left and, at the right, what it would yield."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from coder_gui.ui import fonts, theme
from coder_gui.ui.style import CONTROL_RADIUS, paint_ring

ROW, PADDING, GAP = 32, 12, 10
KEY_WIDTH, KEY_HEIGHT = 22, 18
EDGE = 3
"""Width of the edge that marks the choice that was made."""


class ChoiceButton(QAbstractButton):
    """A row of a list of choices, or with `framed` a button that stands for itself."""

    def __init__(
        self, key: str, text: str, framed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._yield, self._framed = key, "", framed
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        across = QSizePolicy.Policy.Fixed if framed else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setCheckable(False)
        self._made = self._line_above = False
        self._say()

    def show_choice(self, would_yield: str = "", made: bool = False) -> None:
        """Show what the choice would yield, and whether it is the one that was made."""
        self._yield, self._made = would_yield, made
        self._say()
        self.updateGeometry()
        self.update()

    def set_line_above(self, shown: bool) -> None:
        """Part the row from the one above it."""
        self._line_above = shown
        self.update()

    def would_yield(self) -> str:
        return self._yield

    def is_made(self) -> bool:
        """Whether this is what was decided before."""
        return self._made

    def rename(self, text: str, key: str) -> None:
        """Let the button stand for something else."""
        self._key = key
        self.setText(text)
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(fonts.interface_font("body"))
        width = 2 * PADDING + self._key_width() + GAP + metrics.horizontalAdvance(self.text())
        if not self._framed:
            width += 2 * GAP + metrics.horizontalAdvance(self._yield)
        height = max(ROW, metrics.height() + 12)
        return QSize(width, height - 2 if self._framed else height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown, enabled = theme.tokens(), self.isEnabled()
        ground = shown.accbg if self._made else shown.raised
        if enabled and (self.underMouse() or self.isDown()):
            ground = shown.hover
        area = QRectF(self.rect())
        if self._framed:
            painter.setPen(QPen(shown.line2 if enabled else shown.line, 1))
            painter.setBrush(ground)
            area = area.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(area, CONTROL_RADIUS, CONTROL_RADIUS)
        else:
            painter.fillRect(area, ground)
            if self._line_above:
                painter.fillRect(QRect(0, 0, self.width(), 1), shown.line)
        if self._made:
            edge = QRect(0, 0, EDGE, self.height())
            painter.fillRect(self._mirrored(edge), shown.acc)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), CONTROL_RADIUS, shown.acc)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        shown, enabled = theme.tokens(), self.isEnabled()
        middle = Qt.AlignmentFlag.AlignVCenter
        key = QRect(PADDING, (self.height() - KEY_HEIGHT) // 2, self._key_width(), KEY_HEIGHT)
        key = self._mirrored(key)
        painter.setPen(QPen(shown.line2 if enabled else shown.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(key).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(fonts.interface_font("place"))
        painter.setPen(shown.tx2 if enabled else shown.tx3)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._key)
        left = PADDING + self._key_width() + GAP
        room = self._mirrored(QRect(left, 0, self.width() - left - PADDING, self.height()))
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        near, far = (far, near) if backwards else (near, far)
        painter.setFont(fonts.interface_font("body", fonts.MEDIUM))
        painter.setPen(shown.tx if enabled else shown.tx3)
        painter.drawText(room, middle | near, self.text())
        if self._yield:
            painter.setFont(fonts.interface_font("row"))
            painter.setPen(shown.tx2 if enabled else shown.tx3)
            painter.drawText(room, middle | far, self._yield)

    def _key_width(self) -> int:
        metrics = QFontMetrics(fonts.interface_font("place"))
        return max(KEY_WIDTH, metrics.horizontalAdvance(self._key) + 10)

    def _mirrored(self, area: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            area.moveLeft(self.width() - area.left() - area.width())
        return area

    def _say(self) -> None:
        parts = [self.text(), self._yield, self.tr("chosen before") if self._made else ""]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(self.tr("Key: %1").replace("%1", self._key))
