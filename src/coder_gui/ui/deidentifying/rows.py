"""Lists of two lines a row: what stands for whom, and what looks like a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coder_gui.ui import fonts, theme

ROW = Qt.ItemDataRole.UserRole
PADDING, GAP = 14, 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Args:
        strong: The first line.
        quiet: The second line, of which `start` to `end` (half-open) is to be seen first.
        number: At the right of the first line.
        key: What the row stands for.
    """

    strong: str
    quiet: str
    number: str
    key: Any = None
    start: int = 0
    end: int = 0


class Rows(QAbstractListModel):
    """Rows that are shown anew as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.strong
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.quiet or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.strong, row.quiet, row.number)))
        return None


class _Look(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        lines = (fonts.interface_font("body"), fonts.interface_font("small"))
        return QSize(0, sum(QFontMetrics(font).height() for font in lines) + GAP + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view, shown, row = option.widget, theme.tokens(), index.data(ROW)
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        view.style().drawPrimitive(panel, option, painter, view)
        painter.save()
        area = option.rect.adjusted(PADDING, 6, -PADDING, -6)
        painter.setFont(fonts.number_font("row"))
        painter.setPen(shown.tx2)
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, row.number)
        room = area.width() - painter.fontMetrics().horizontalAdvance(row.number) - 10
        painter.setFont(fonts.interface_font("body", fonts.SEMIBOLD))
        painter.setPen(shown.tx)
        metrics = painter.fontMetrics()
        strong = metrics.elidedText(row.strong, Qt.TextElideMode.ElideRight, room)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, top, strong)
        area.setTop(area.top() + metrics.height() + GAP)
        self._paint_quiet(painter, area, row)
        painter.restore()

    def _paint_quiet(self, painter: QPainter, area: QRect, row: Row) -> None:
        """The second line, cut at its beginning where the words to be seen stand far back."""
        painter.setFont(fonts.interface_font("small"))
        painter.setPen(theme.tokens().tx2)
        metrics = painter.fontMetrics()
        words = row.quiet
        if row.end and metrics.horizontalAdvance(words[: row.end]) > area.width() * 2 // 3:
            words = "…" + words[max(0, row.start - 18) :]
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, top | Qt.TextFlag.TextSingleLine, words)


class RowList(QListView):
    """Enter or a double click wants what a row stands for; Delete wants it gone."""

    wanted = Signal(object)
    unwanted = Signal(object)
    chosen = Signal(object)
    typed = Signal(str)
    """Letters, which are the beginning of a name rather than a search for a row."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Look(self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.wanted.emit(index.data(ROW).key))
        self.selectionModel().currentChanged.connect(self._choose)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows; the current one stays where it is, or the one that takes its place."""
        here, row = self.current(), self.currentIndex().row()
        blocked = self.selectionModel().blockSignals(True)
        self.rows.show(rows)
        keys = [each.key for each in rows]
        row = keys.index(here) if here in keys else min(max(row, 0), len(rows) - 1)
        if rows:
            self.setCurrentIndex(self.rows.index(row))
        self.selectionModel().blockSignals(blocked)

    def current(self) -> Any:
        """What the current row stands for."""
        index = self.currentIndex()
        return index.data(ROW).key if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Return: self.wanted,
            Qt.Key.Key_Enter: self.wanted,
            Qt.Key.Key_F2: self.wanted,
            Qt.Key.Key_Delete: self.unwanted,
            Qt.Key.Key_Backspace: self.unwanted,
        }
        signal = keys.get(Qt.Key(event.key()))
        if signal is not None and self.currentIndex().isValid():
            signal.emit(self.current())
        elif event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ROW).key)
