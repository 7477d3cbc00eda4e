"""The ground of a popup: raised surface, thin edge, soft shadow in a transparent rim."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from coder_gui.ui import theme

RADIUS = 8
CORNER = 40
"""Side of what is not stretched: whole device pixels at every usual scale, wider than the rim."""


def paint_popup(widget: QWidget, rim: int) -> None:
    """Paint the ground of a frameless popup, `rim` pixels inside its edge."""
    ratio = widget.devicePixelRatioF()
    whole = QRectF(widget.rect())
    painter = QPainter(widget)
    if min(whole.width(), whole.height()) < 2 * CORNER:
        paint_ground(painter, whole, rim)
        return
    # A dozen large, soft rectangles take longer than the rest of the popup: they are painted
    # once on a small one, whose middle is stretched.
    small = _small_ground(rim, theme.tokens().dark, ratio)
    for top, height, from_top, rows in _thirds(whole.height()):
        for left, width, from_left, columns in _thirds(whole.width()):
            source = QRectF(from_left * ratio, from_top * ratio, columns * ratio, rows * ratio)
            painter.drawPixmap(QRectF(left, top, width, height), small, source)


def _thirds(length: float) -> tuple[tuple[float, float, float, float], ...]:
    """Place and length on the popup, and on the small one, of both ends and what is between."""
    return (
        (0, CORNER, 0, CORNER),
        (CORNER, length - 2 * CORNER, CORNER, 4),
        (length - CORNER, CORNER, CORNER + 4, CORNER),
    )


@lru_cache(maxsize=8)
def _small_ground(rim: int, _dark: bool, ratio: float) -> QPixmap:
    """The ground of a popup as small as can be, in the scheme now shown."""
    side = 2 * CORNER + 4
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_ground(painter, QRectF(0, 0, side, side), rim)
    painter.end()
    return picture


def paint_ground(painter: QPainter, whole: QRectF, rim: int) -> None:
    """Paint surface, edge and shadow stroke by stroke."""
    shown = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    body = whole.adjusted(rim, rim, -rim, -rim)
    painter.setBrush(QColor(0, 0, 0, 9 if shown.dark else 5))
    for grown in range(rim):
        painter.drawRoundedRect(
            body.adjusted(-grown, 2 - grown, grown, min(grown + 2, rim)),
            RADIUS + grown,
            RADIUS + grown,
        )
    painter.setBrush(shown.raised)
    painter.setPen(QPen(shown.line2, 1))
    painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
