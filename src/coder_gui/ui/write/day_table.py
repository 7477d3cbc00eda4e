"""The table of rows by day: how it looks, how wide its columns are, and how it is copied."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coder_gui.domain.audit_trail import day_and_clock
from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.write.day_rows import IS_DAY, IS_STRUCK, NOTE, DayRows, Line

ROW = 29
DAY_ROW = 44
PADDING, INSET = 16, 8
SIGN = 14
LEAST = 330
"""Pixels below which the widest column does not go; others give way."""


class _Look(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        if index.data(IS_DAY):
            self._paint_day(painter, option.rect, index)
            return
        view, rect = option.widget, option.rect
        assert isinstance(view, DayTable)
        style, shown = view.style(), theme.tokens()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        struck = bool(index.data(IS_STRUCK))
        painter.save()
        first, quiet = index.column() == 0, index.column() != view.main_column
        font = fonts.number_font("row") if first else fonts.interface_font("row")
        font.setStrikeOut(struck and not quiet)
        painter.setFont(font)
        painter.setPen(shown.tx3 if struck else shown.tx2 if quiet else shown.tx)
        area = rect.adjusted(PADDING if first else INSET, 0, -INSET, 0)
        words = index.data()
        if words and index.column() == view.sign_column:
            self._paint_sign(painter, area, "undo" if struck else "redo")
            area.setLeft(area.left() + SIGN + 6)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(shown.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        shown = theme.tokens()
        painter.save()
        area = rect.adjusted(PADDING, 0, -PADDING, -7)
        low = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.setFont(fonts.interface_font("body", fonts.SEMIBOLD))
        painter.setPen(shown.tx)
        painter.drawText(area, low, index.data())
        area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(index.data()) + 10)
        painter.setFont(fonts.number_font("row"))
        painter.setPen(shown.tx2)
        painter.drawText(area, low, index.data(NOTE))
        painter.setPen(shown.line2)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_sign(self, painter: QPainter, area: QRect, name: str) -> None:
        scale = painter.device().devicePixelRatioF()
        sign = icons.pixmap(name, SIGN, theme.tokens().tx2, scale)
        painter.drawPixmap(area.left(), area.center().y() - SIGN // 2 + 1, sign)


class DayTable(QTableView):
    """Lines by day; Enter or a double click wants what a line stands for."""

    line_wanted = Signal(object)
    """A `Line`."""
    line_chosen = Signal(object)
    """A `Line`, or None."""

    def __init__(
        self,
        name: str,
        rows: DayRows,
        widths: Sequence[str],
        main_column: int,
        sign_column: int = -1,
        parent: QWidget | None = None,
    ) -> None:
        """`widths` are the longest words that a column must hold whole; empty to stretch."""
        super().__init__(parent)
        self.rows = rows
        self.main_column = main_column
        self.sign_column = sign_column
        self._widest = tuple(widths)
        self.setModel(rows)
        self.setItemDelegate(_Look(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        heads.setStyleSheet(f"QHeaderView::section:first {{ padding-left: {PADDING}px; }}")
        heads.setSectionsClickable(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._want)
        self.selectionModel().currentChanged.connect(self._choose)
        self._fit()

    def forget(self) -> None:
        """Show nothing."""
        self.clearSpans()
        self.rows.clear()

    def append(self, lines: Sequence[Line]) -> None:
        """Add lines below the others."""
        for row in self.rows.append(lines):
            self.setSpan(row, 0, 1, self.rows.columnCount())
            self.setRowHeight(row, self._scaled(DAY_ROW))

    def copy(self) -> None:
        """Put the selected lines, or else all, on the clipboard as a table."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = [line for row in chosen if (line := self.rows.line(row))] or self.rows.lines()
        table = [list(self.rows.heads())]
        table += [[day_and_clock(line.at), *line.cells] for line in lines]
        data = QMimeData()
        # A line break or a tab inside a cell would tear the table.
        flat = [[" ".join(cell.split()) for cell in row] for row in table]
        data.setText("\n".join("\t".join(row) for row in flat) + "\n")
        data.setHtml(_html(table))
        QGuiApplication.clipboard().setMimeData(data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _want(self, index: QModelIndex) -> None:
        line = self.rows.line(index.row()) if index.isValid() else None
        if line is not None:
            self.line_wanted.emit(line)

    def _choose(self, index: QModelIndex) -> None:
        self.line_chosen.emit(self.rows.line(index.row()) if index.isValid() else None)

    def _scaled(self, height: int) -> int:
        return max(height, self.fontMetrics().height() + height - 19)

    def _fit(self) -> None:
        """The column that stretches gets what the others leave; the last ones fold first."""
        if not hasattr(self, "_widest"):
            return
        self.verticalHeader().setDefaultSectionSize(self._scaled(ROW))
        metrics = QFontMetrics(fonts.number_font("row", fonts.SEMIBOLD))
        widths = [
            metrics.horizontalAdvance(words) + PADDING if words else 0 for words in self._widest
        ]
        widths[0] += PADDING
        if self.sign_column >= 0:
            widths[self.sign_column] += SIGN + 6
        room, main = self.viewport().width(), self.main_column
        for column in reversed(range(len(widths))):
            fits = room - sum(widths) >= LEAST
            if column in (0, main) or fits:
                continue
            widths[column] = 0
        for column, width in enumerate(widths):
            self.setColumnHidden(column, not width and column != main)
            self.setColumnWidth(column, width)
        self.setColumnWidth(main, max(room - sum(widths), 80))


def _html(table: list[list[str]]) -> str:
    head, *rows = table
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
