"""The sign of a coder's progress in a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from coder_gui.ui import theme

if TYPE_CHECKING:
    from coder_gui.domain.progress import State

DOT = 9
INNER = 2.7


def paint_state(painter: QPainter, circle: QRectF, state: State) -> None:
    """Empty: nothing yet; with a point: read; half: coding; full: finished."""
    colour = theme.tokens().tx2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour if state == "finished" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    painter.setBrush(colour)
    if state == "coding":
        painter.drawPie(circle, 90 * 16, 180 * 16)
    elif state == "read":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(circle.adjusted(INNER, INNER, -INNER, -INNER))
    painter.restore()
