"""The hits, one line each, with the found words where the eye runs down one column."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from coder_gui.domain.concordance import Line
from coder_gui.exchange.reports.table_file import tab_separated
from coder_gui.ui import fonts, theme
from coder_gui.ui.finding.hit_rows import CHECKED, LINE, ROW, HitModel, HitRow

PADDING, GAP, BOX = 14, 12, 18
WHO = 118
"""Pixels for the speaker or the transcript."""
HIT_AT = 0.42
"""Where the found words begin in the room for the line."""
QUOTE = 11.0
"""Points of the words."""


class _Look(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        return QSize(0, QFontMetrics(fonts.reader_font(QUOTE)).height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        view, row = option.widget, index.data(ROW)
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        view.style().drawPrimitive(panel, option, painter, view)
        painter.save()
        area = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        self._paint_check(painter, view, check_area(option.rect), index.data(CHECKED))
        area.setLeft(area.left() + BOX + GAP)
        if row.is_heading:
            self._paint_heading(painter, area, row)
        else:
            self._paint_line(painter, area, row, index.data(LINE))
        painter.restore()

    def _paint_check(self, painter: QPainter, view: QWidget, area: QRect, state) -> None:
        box = QStyleOptionButton()
        box.initFrom(view)
        box.rect = area
        kinds = QStyle.StateFlag
        states = {
            Qt.CheckState.Checked: kinds.State_On,
            Qt.CheckState.Unchecked: kinds.State_Off,
            Qt.CheckState.PartiallyChecked: kinds.State_NoChange,
        }
        box.state = kinds.State_Enabled | states[state]
        element = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        view.style().drawPrimitive(element, box, painter, view)

    def _paint_heading(self, painter: QPainter, area: QRect, row: HitRow) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(fonts.interface_font("body", fonts.SEMIBOLD))
        painter.setPen(theme.tokens().tx)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(row.who, Qt.TextElideMode.ElideRight, area.width() * 2 // 3)
        painter.drawText(area, middle, words)
        area.setLeft(area.left() + metrics.horizontalAdvance(words) + GAP)
        painter.setFont(fonts.number_font("row"))
        painter.setPen(theme.tokens().tx2)
        painter.drawText(area, middle, row.note)

    def _paint_line(self, painter: QPainter, area: QRect, row: HitRow, line: Line) -> None:
        shown = theme.tokens()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(fonts.interface_font("small"))
        painter.setPen(shown.tx3 if line.interviewer else shown.tx2)
        who = QRect(area.left(), area.top(), min(WHO, area.width() // 5), area.height())
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.who, Qt.TextElideMode.ElideRight, who.width())
        painter.drawText(who, middle | Qt.AlignmentFlag.AlignLeft, name)
        area.setLeft(who.right() + GAP)
        font = fonts.reader_font(QUOTE)
        strong = fonts.reader_font(QUOTE, fonts.SEMIBOLD)
        before, after = line.before, line.after
        left_to_right = not is_right_to_left(f"{before}{line.words}{after}")
        if not left_to_right:
            before, after = after, before
        painter.setFont(strong)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(line.words, Qt.TextElideMode.ElideRight, area.width())
        width = metrics.horizontalAdvance(words)
        at = round(area.left() + HIT_AT * area.width())
        hit = QRect(
            max(area.left(), min(at, area.right() - width)), area.top(), width, area.height()
        )
        mark = QRectF(hit).adjusted(-2, 4, 2, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix(shown.acc, 0.16, shown.page))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(mark, 2, 2)
        painter.setPen(shown.tx)
        painter.drawText(hit, middle | Qt.AlignmentFlag.AlignLeft, words)
        painter.setFont(font)
        painter.setPen(shown.tx2 if line.interviewer else shown.tx)
        metrics = painter.fontMetrics()
        space = metrics.horizontalAdvance(" ") if before.endswith((" ", "\u00a0")) else 0
        left = QRect(area.left(), area.top(), hit.left() - area.left() - space, area.height())
        cut = metrics.elidedText(before.rstrip(), Qt.TextElideMode.ElideLeft, left.width())
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, cut)
        right = QRect(hit.right() + 1, area.top(), area.right() - hit.right(), area.height())
        cut = metrics.elidedText(after, Qt.TextElideMode.ElideRight, right.width())
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignLeft, cut)


def check_area(rect: QRect) -> QRect:
    """Where a row's check box is."""
    return QRect(rect.left() + PADDING, rect.center().y() - BOX // 2 + 1, BOX, BOX)


def is_right_to_left(words: str) -> bool:
    """Whether a line is read from the right, as its first letter says."""
    for each in words:
        kind = unicodedata.bidirectional(each)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


class HitList(QListView):
    """Space checks, Enter opens, C codes."""

    open_wanted = Signal(object)
    """A `HitRow`."""
    code_wanted = Signal()
    field_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitModel(self)
        self.setModel(self.hits)
        self.setItemDelegate(_Look(self))
        self.setProperty("kind", "table")
        self.setAccessibleName(self.tr("Hits"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def go_to_first(self) -> None:
        """Give the keys to the first hit."""
        self.setFocus()
        if not self.currentIndex().isValid():
            first = 1 if (row := self.hits.row(0)) and row.is_heading else 0
            self.setCurrentIndex(self.hits.index(first))

    def copy(self) -> None:
        """Put the chosen lines on the clipboard, as a table."""
        places = sorted(index.row() for index in self.selectedIndexes())
        rows = [row for each in places if (row := self.hits.row(each)) and not row.is_heading]
        lines = [(row.who, self.hits.line(row)) for row in rows]
        table = [(who, line.before, line.words, line.after) for who, line in lines]
        QGuiApplication.clipboard().setText(tab_separated(table))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_Space and plain:
            self.hits.toggle(index.row() for index in self.selectedIndexes())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._open(self.currentIndex().row())
        elif key == Qt.Key.Key_C and plain:
            self.code_wanted.emit()
        elif key == Qt.Key.Key_Up and plain and self.currentIndex().row() <= 0:
            self.field_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        box = check_area(self.visualRect(index)).adjusted(-6, -6, 6, 6)
        if index.isValid() and box.contains(event.position().toPoint()):
            self.hits.toggle([index.row()])
            self.selectionModel().setCurrentIndex(
                index, self.selectionModel().SelectionFlag.ClearAndSelect
            )
            event.accept()
        else:
            super().mousePressEvent(event)

    def _open(self, place: int) -> None:
        row = self.hits.row(place)
        if row is not None and row.is_heading:
            row = row.hits[0] if row.hits else None
        if row is not None:
            self.open_wanted.emit(row)
