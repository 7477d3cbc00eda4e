"""Paints who speaks, and when, in the hanging column at the left of the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTextOption

from coder_gui.domain.model import Turn
from coder_gui.ui import fonts, theme
from coder_gui.ui.transcript.lines import LineBox
from coder_gui.ui.transcript.page import LABEL_COLUMN

MOST_LINES = 2


def clock(time_ms: int) -> str:
    """A time stamp as it is read beside a turn: 14:02, or 1:14:02."""
    minutes, seconds = divmod(time_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


def paint_labels(
    painter: QPainter,
    lines: Iterable[LineBox],
    labels: Mapping[int, Turn],
    left: float,
    opacity: Callable[[Turn], float] = lambda _turn: 1.0,
) -> None:
    """Paint the labels of the turns that begin in these lines, their first baselines level.

    Args:
        labels: Turns by block number.
        left: Where the column begins.
        opacity: How strongly the label of a turn is painted.
    """
    shown = theme.tokens()
    for line in lines:
        turn = labels.get(line.block.blockNumber())
        if turn is None or line.start != line.block.position():
            continue
        weight = _weight(turn)
        font = fonts.interface_font("label", weight)
        painter.setOpacity(opacity(turn))
        if turn.speaker:
            painter.setFont(font)
            painter.setPen(shown.tx2 if turn.interviewer else shown.tx)
            top = line.baseline - QFontMetricsF(font).ascent()
            painter.drawStaticText(QPointF(left, top), _label(turn.speaker, weight))
        if turn.time_ms is not None:
            time = _label(clock(turn.time_ms), fonts.REGULAR)
            painter.setFont(fonts.interface_font("label"))
            painter.setPen(shown.tx3)
            painter.drawStaticText(time_rect(line, turn, left).topLeft(), time)
    painter.setOpacity(1)


def time_rect(line: LineBox, turn: Turn, left: float) -> QRectF:
    """Where the time stamp of a turn stands that begins in a line."""
    weight = _weight(turn)
    top = line.baseline - QFontMetricsF(fonts.interface_font("label", weight)).ascent()
    if turn.speaker:
        top += _label(turn.speaker, weight).size().height()
    height = _label(clock(turn.time_ms or 0), fonts.REGULAR).size().height()
    return QRectF(left, top, LABEL_COLUMN, height)


def time_at(
    point: QPointF, lines: Iterable[LineBox], labels: Mapping[int, Turn], left: float
) -> int | None:
    """The time stamp under a point of the page, in milliseconds; None beside them."""
    for line in lines:
        turn = labels.get(line.block.blockNumber())
        if turn is None or turn.time_ms is None or line.start != line.block.position():
            continue
        if time_rect(line, turn, left).contains(point):
            return turn.time_ms
    return None


def _weight(turn: Turn) -> QFont.Weight:
    return fonts.REGULAR if turn.interviewer else fonts.MEDIUM


@lru_cache(maxsize=1024)
def _label(words: str, weight: QFont.Weight) -> QStaticText:
    font = fonts.interface_font("label", weight)
    text = _wrapped(words, font)
    metrics = QFontMetricsF(font)
    if text.size().height() > MOST_LINES * metrics.lineSpacing() + 1:
        room = LABEL_COLUMN * MOST_LINES * 0.9
        text = _wrapped(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room), font)
    return text


def _wrapped(words: str, font: QFont) -> QStaticText:
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    text.setTextOption(option)
    text.setTextWidth(LABEL_COLUMN)
    text.prepare(font=font)
    return text


def forget_faces() -> None:
    """Measure all labels anew: the interface's face has changed."""
    _label.cache_clear()
