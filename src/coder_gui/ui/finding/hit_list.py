"""The hits, one line each, with the found words where the eye runs down one column."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial

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
WHO = 148
"""Pixels for the speaker or the transcript."""
HIT_AT = 0.42
"""Where the found words begin in the room for the line."""
LONG = 400
"""Characters that no line has room for."""
Seen = Callable[[QRect], QRect]
"""Where a place of a row is in a window that is read from the right."""
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
        box = check_area(option.rect, option.direction)
        self._paint_check(painter, view, box, index.data(CHECKED))
        area.setLeft(area.left() + BOX + GAP)
        seen = partial(QStyle.visualRect, option.direction, option.rect)
        if row.is_heading:
            self._paint_heading(painter, area, row, seen)
        else:
            self._paint_line(painter, area, row, index.data(LINE), seen)
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

    def _paint_heading(self, painter: QPainter, area: QRect, row: HitRow, seen: Seen) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(fonts.interface_font("body", fonts.SEMIBOLD))
        painter.setPen(theme.tokens().tx)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(row.who, Qt.TextElideMode.ElideRight, area.width() * 2 // 3)
        painter.drawText(seen(area), middle, words)
        area.setLeft(area.left() + metrics.horizontalAdvance(words) + GAP)
        painter.setFont(fonts.number_font("row"))
        painter.setPen(theme.tokens().tx2)
        painter.drawText(seen(area), middle, row.note)

    def _paint_line(
        self, painter: QPainter, area: QRect, row: HitRow, line: Line, seen: Seen
    ) -> None:
        shown = theme.tokens()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(fonts.interface_font("small"))
        painter.setPen(shown.tx3 if line.interviewer else shown.tx2)
        who = QRect(area.left(), area.top(), min(WHO, area.width() // 5), area.height())
        metrics = painter.fontMetrics()
        said = row.who
        if row.under:
            said = "" if line.speaker == row.who else line.speaker
        name = metrics.elidedText(said, Qt.TextElideMode.ElideRight, who.width())
        painter.drawText(seen(who), middle | Qt.AlignmentFlag.AlignLeft, name)
        area.setLeft(who.right() + GAP)
        area = seen(area)
        # How a line is read depends on its words, not on the window.
        backwards = is_right_to_left(f"{line.before}{line.words}{line.after}")
        direction = Qt.LayoutDirection
        painter.setLayoutDirection(direction.RightToLeft if backwards else direction.LeftToRight)
        strong = fonts.reader_font(QUOTE, fonts.SEMIBOLD)
        width = QFontMetrics(strong).horizontalAdvance(line.words[:LONG])
        alone = not line.before and not line.after
        if alone or width > (1 - HIT_AT) * area.width():
            self._paint_whole(painter, area, line)
            return
        at = round(area.left() + HIT_AT * area.width())
        hit = QRect(at, area.top(), width, area.height())
        painter.setFont(strong)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix(shown.acc, 0.16, shown.page))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(QRectF(hit).adjusted(-2, 4, 2, -4), 2, 2)
        painter.setPen(shown.tx)
        painter.drawText(hit, middle | Qt.AlignmentFlag.AlignLeft, line.words)
        painter.setPen(shown.tx2 if line.interviewer else shown.tx)
        self._paint_around(painter, area, hit, line)

    def _paint_around(self, painter: QPainter, area: QRect, hit: QRect, line: Line) -> None:
        painter.setFont(fonts.reader_font(QUOTE))
        metrics = painter.fontMetrics()
        blank = metrics.horizontalAdvance(" ") + 3
        before_gap = blank if line.before[-1:].isspace() else 1
        after_gap = blank if line.after[:1].isspace() else 1
        backwards = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if backwards:
            before_gap, after_gap = after_gap, before_gap
        left, right = QRect(area), QRect(area)
        left.setRight(hit.left() - before_gap)
        right.setLeft(hit.right() + after_gap)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        sides = ((left, Qt.AlignmentFlag.AlignRight), (right, Qt.AlignmentFlag.AlignLeft))
        words = (
            (line.before.strip(), Qt.TextElideMode.ElideLeft),
            (line.after.strip(), Qt.TextElideMode.ElideRight),
        )
        for (room, side), (said, end) in zip(
            sides, reversed(words) if backwards else words, strict=True
        ):
            painter.drawText(room, flags | side, metrics.elidedText(said, end, room.width()))

    def _paint_whole(self, painter: QPainter, area: QRect, line: Line) -> None:
        """Words that are the whole line, such as a turn."""
        painter.setFont(fonts.reader_font(QUOTE))
        painter.setPen(theme.tokens().tx2 if line.interviewer else theme.tokens().tx)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(line.words[:LONG], Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)


def check_area(rect: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Where a row's check box is."""
    box = QRect(rect.left() + PADDING, rect.center().y() - BOX // 2 + 1, BOX, BOX)
    return QStyle.visualRect(direction, rect, box)


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
        if self.currentIndex().row() <= 0:
            first = 1 if (row := self.hits.row(0)) and row.is_heading else 0
            self.setCurrentIndex(self.hits.index(first))
        self.setFocus()

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

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are commands here; going to a row by them would read every line."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        box = check_area(self.visualRect(index), self.layoutDirection()).adjusted(-6, -6, 6, 6)
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
