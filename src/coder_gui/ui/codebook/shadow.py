"""The ground of a popup: raised surface, thin edge, soft shadow in a transparent rim."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from coder_gui.ui import theme

RADIUS = 8


def paint_popup(widget: QWidget, rim: int) -> None:
    """Paint the ground of a frameless popup, `rim` pixels inside its edge."""
    shown = theme.tokens()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    body = QRectF(widget.rect()).adjusted(rim, rim, -rim, -rim)
    shade = QColor(0, 0, 0, 9 if shown.dark else 5)
    painter.setBrush(shade)
    for grown in range(rim):
        painter.drawRoundedRect(
            body.adjusted(-grown, 2 - grown, grown, min(grown + 2, rim)),
            RADIUS + grown,
            RADIUS + grown,
        )
    painter.setBrush(shown.raised)
    painter.setPen(QPen(shown.line2, 1))
    painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
