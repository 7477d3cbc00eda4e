"""A bar for each word, painted by one function for the picture and for paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter

from coder_gui.domain.errors import Refused
from coder_gui.exchange.atomic_file import replace_file
from coder_gui.ui import fonts
from coder_gui.ui.theme import LIGHT

SUFFIXES = (".svg", ".png")
WIDTH, ROW, MARGIN, NAMES, NUMBERS = 900, 26, 24, 190, 70
HEAD = 40
SCALE = 2
"""Pixels of a picture for each pixel of the drawing."""


def save_chart(path: Path, title: str, bars: Sequence[tuple[str, float]]) -> None:
    """Write a picture; text in SVG stays text.

    Raises:
        Refused: The suffix is neither of the two.
        CoderError: The file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused(
            f"“{path.name}” was not written: pictures can be saved as {' or '.join(SUFFIXES)}. "
            "Choose one of these endings."
        )
    replace_file(path, _svg(title, bars) if suffix == ".svg" else _png(title, bars))


def size_of(bars: Sequence[tuple[str, float]]) -> QSize:
    """Room that the drawing takes."""
    return QSize(WIDTH, 2 * MARGIN + HEAD + ROW * len(bars))


def paint_chart(painter: QPainter, title: str, bars: Sequence[tuple[str, float]]) -> None:
    """Draw title and bars, dark on light, as paper wants it."""
    most = max((number for _word, number in bars), default=1) or 1
    room = WIDTH - 2 * MARGIN - NAMES - NUMBERS
    painter.setFont(_sized(fonts.interface_font("head", fonts.SEMIBOLD), 17))
    painter.setPen(LIGHT.tx)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(MARGIN, MARGIN - 6, WIDTH - 2 * MARGIN, 28), middle, title)
    for place, (word, number) in enumerate(bars):
        top = MARGIN + HEAD + place * ROW
        painter.setFont(_sized(fonts.interface_font("row"), 14))
        painter.setPen(LIGHT.tx)
        shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, NAMES - 12)
        names = QRectF(MARGIN, top, NAMES - 12, ROW)
        painter.drawText(names, middle | Qt.AlignmentFlag.AlignRight, shown)
        length = room * number / most
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LIGHT.acc)
        painter.drawRect(QRectF(MARGIN + NAMES, top + 5, length, ROW - 10))
        painter.setPen(LIGHT.tx2)
        numbers = QRectF(MARGIN + NAMES + length + 8, top, NUMBERS, ROW)
        painter.drawText(numbers, middle | Qt.AlignmentFlag.AlignLeft, f"{number:,}")


def _sized(font: QFont, pixels: int) -> QFont:
    # A picture is as large on every screen.
    font.setPixelSize(pixels)
    return font


def _png(title: str, bars: Sequence[tuple[str, float]]) -> bytes:
    image = QImage(size_of(bars) * SCALE, QImage.Format.Format_ARGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(SCALE, SCALE)
    paint_chart(painter, title, bars)
    painter.end()
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(store.data())


def _svg(title: str, bars: Sequence[tuple[str, float]]) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(size_of(bars))
    drawing.setViewBox(QRectF(0, 0, WIDTH, size_of(bars).height()))
    drawing.setTitle(title)
    painter = QPainter(drawing)
    paint_chart(painter, title, bars)
    painter.end()
    return bytes(store.data())
