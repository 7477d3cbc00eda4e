"""A filter or scope shown as one small button: what it narrows, and to what."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.style import CONTROL_RADIUS, ROOM, paint_chevron, paint_ring

HEIGHT = 26
PADDING = 9
GAP = 6
SWATCH = 10
SIGN = 14


class Chip(QToolButton):
    """Opens its menu, or says `removed` where it has a cross (also by Delete)."""

    removed = Signal()

    def __init__(self, key: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._value, self._usual = key, value, value
        self._brief = False
        self._colour = ""
        self._removable = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value
        self._name()

    def set_colour(self, colour: str) -> None:
        """Show a swatch: a palette name or `#RRGGBB`; empty for none."""
        self._colour = colour
        self.updateGeometry()
        self.update()

    def set_removable(self, removable: bool) -> None:
        self._removable = removable
        self.updateGeometry()
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Show only the value, or what it is for where the value is the one of the beginning."""
        if brief != self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def width_for(self, brief: bool) -> int:
        """The width that it takes, brief or in full."""
        words = [self._text_width(word) for word in self._words(brief)]
        parts = [width for width in (self._swatch_width(), *words, self._sign_width()) if width]
        return sum(parts) + GAP * (len(parts) - 1) + 2 * (PADDING + ROOM)

    def sizeHint(self) -> QSize:
        return QSize(self.width_for(self._brief), HEIGHT + 2 * ROOM)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = theme.tokens()
        box = QRectF(self.rect()).adjusted(ROOM + 0.5, ROOM + 0.5, -ROOM - 0.5, -ROOM - 0.5)
        painter.setPen(QPen(shown.line, 1))
        painter.setBrush(shown.hover if self.underMouse() or self.isDown() else shown.raised)
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), CONTROL_RADIUS + ROOM, shown.acc)
        self._paint_content(painter, shown.tx if self.isEnabled() else shown.tx3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_sign = self._removable and self._sign_rect().contains(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if on_sign and event.button() == Qt.MouseButton.LeftButton:
            self.removed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _paint_content(self, painter: QPainter, text: QColor) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(fonts.interface_font("row"))
        at = ROOM + PADDING
        if self._colour:
            self._paint_swatch(painter, self._mirrored(QRect(at, 0, SWATCH, self.height())))
            at += SWATCH + GAP
        key, value = self._words(self._brief)
        # Alone, what it is for is to be read as well.
        for word, colour in ((key, theme.tokens().tx3 if value else text), (value, text)):
            if word:
                width = self._text_width(word)
                painter.setPen(colour)
                area = self._mirrored(QRect(at, 0, width, self.height()))
                painter.drawText(area, middle, word)
                at += width + GAP
        self._paint_sign(painter)

    def _paint_swatch(self, painter: QPainter, area: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(code_colour(self._colour).stripe)
        top = (self.height() - SWATCH) / 2
        painter.drawRoundedRect(QRectF(area.left(), top, SWATCH, SWATCH), 2, 2)

    def _paint_sign(self, painter: QPainter) -> None:
        area = self._sign_rect()
        if self._removable:
            scale = painter.device().devicePixelRatio()
            cross = icons.pixmap("close", SIGN, theme.tokens().tx2, scale)
            painter.drawPixmap(area.left(), area.center().y() - SIGN // 2 + 1, cross)
        elif self.menu() is not None:
            paint_chevron(painter, area, theme.tokens().tx2, "down")

    def _words(self, brief: bool) -> tuple[str, str]:
        if not brief or not self._key:
            return self._key, self._value
        return (self._key, "") if self._value == self._usual else ("", self._value)

    def _swatch_width(self) -> int:
        return SWATCH if self._colour else 0

    def _text_width(self, text: str) -> int:
        return QFontMetrics(fonts.interface_font("row")).horizontalAdvance(text) if text else 0

    def _sign_width(self) -> int:
        return SIGN if self._removable or self.menu() is not None else 0

    def _sign_rect(self) -> QRect:
        width = self._sign_width()
        return self._mirrored(QRect(self.width() - ROOM - PADDING - width, 0, width, self.height()))

    def _mirrored(self, area: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            area.moveLeft(self.width() - area.left() - area.width())
        return area

    def _name(self) -> None:
        self.setAccessibleName(f"{self._key}: {self._value}" if self._key else self._value)
        self.updateGeometry()
        self.update()
