"""The table of agreement: one line a code, as the code tree or in another order."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from coder_gui.domain.codebook import Codebook
from coder_gui.ui import fonts
from coder_gui.ui.agree.figures import CodeFigures
from coder_gui.ui.agree.table_columns import (
    ALPHA,
    BY_HEAD,
    COLOUR,
    ID,
    IS_QUIET,
    IS_THEME,
    IS_WARNING,
    Column,
    Order,
    full_heads,
    heads,
    sort_key,
    texts,
    tips,
)
from coder_gui.ui.agree.table_look import INDENT, PADDING, SIGN, TableHeads, TableLook, first_line

RELAYOUT_MS = 50
LEAST_NAME = 220
AXIS_WIDTH = 156
GAP = 6
"""Least space left of what stands in a column."""
WIDEST = {
    Column.SEGMENTS_A: "0,000",
    Column.SEGMENTS_B: "0,000",
    Column.BOTH: "000,000",
    Column.ONLY_A: "000,000",
    Column.ONLY_B: "000,000",
    Column.NEITHER: "0,000,000",
    Column.AGREE: "100 %",
    Column.ON_CODED: "100 %",
    Column.KAPPA: "−1.00",
    Column.ALPHA: "−1.00",
    Column.FLAGS: "A codes 10.0 × B",
}
FOLDING = (Column.NEITHER, Column.AXIS, Column.FLAGS, Column.AGREE)
"""Columns that give way, in this order, until names have room; flags keep their signs."""


class AgreementTable(QTreeView):
    """Shows figures by code; choosing a line chooses its code."""

    code_chosen = Signal(object)
    """Id of a code, or None."""
    order_changed = Signal(object)
    """An `Order`, as the researcher asked for it at a head."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = Codebook(())
        self._lines: dict[int, CodeFigures] = {}
        self._order = Order.CODEBOOK
        self._items: dict[int, QStandardItem] = {}
        self._closed: set[int] = set()
        self._filling = False
        self._rows = QStandardItemModel(0, len(Column), self)
        self._heads = TableHeads(self)
        self.setModel(self._rows)
        self.setItemDelegate(TableLook(self))
        self.setHeader(self._heads)
        self._set_up()
        self._relayout = QTimer(self, interval=RELAYOUT_MS, singleShot=True)
        self._relayout.timeout.connect(self.scheduleDelayedItemsLayout)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._heads.sectionClicked.connect(self._head_clicked)
        self.collapsed.connect(lambda index: self._closed.add(index.data(ID)))
        self.expanded.connect(lambda index: self._closed.discard(index.data(ID)))

    def _set_up(self) -> None:
        self.setProperty("kind", "table")
        self.setIndentation(INDENT)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self._heads.setStretchLastSection(False)
        self._heads.setSectionsMovable(False)
        self._heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(self.tr("Agreement by code"))
        explained = tips()
        for column, name in full_heads().items():
            across = Qt.Orientation.Horizontal
            self._rows.setHeaderData(column, across, name)
            tip = explained.get(column, "")
            self._rows.setHeaderData(column, across, tip, Qt.ItemDataRole.ToolTipRole)

    # What is shown ---------------------------------------------------------------------------

    def show_figures(self, book: Codebook, lines: Sequence[CodeFigures]) -> None:
        """Show one line for each code; what was open and chosen stays so."""
        self._book = book
        self._lines = {line.found.code_id: line for line in lines}
        self._fill()

    def forget(self) -> None:
        """Show nothing, and keep nothing of the project that closes."""
        self._closed.clear()
        self._order = Order.CODEBOOK
        self.show_figures(Codebook(()), ())

    def set_order(self, order: Order) -> None:
        """Order the lines anew; only the codebook's order shows the tree."""
        if order != self._order:
            self._order = order
            self._fill()

    def order(self) -> Order:
        return self._order

    def current_code(self) -> int | None:
        """Id of the code that is looked at."""
        index = self.currentIndex()
        return index.siblingAtColumn(0).data(ID) if self._selected_rows() else None

    def choose(self, code_id: int | None) -> None:
        """Choose a code, as a click would; None chooses none."""
        if code_id in self._items:
            index = self._items[code_id].index()
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.clear_choice()

    def clear_choice(self) -> None:
        """Look at no code in particular."""
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()
        self._tell()

    def _fill(self) -> None:
        chosen, scroll = self.current_code(), self.verticalScrollBar().value()
        as_tree = self._order == Order.CODEBOOK
        codes = list(self._book)
        if not as_tree:
            key = sort_key(self._order)
            codes.sort(key=lambda code: key(self._lines[code.id]))
        self._filling = True
        self._rows.removeRows(0, self._rows.rowCount())
        self._items = {}
        for code in codes:
            row = self._row(code.id)
            above = self._items.get(code.parent_id) if code.parent_id and as_tree else None
            (above or self._rows.invisibleRootItem()).appendRow(row)
            self._items[code.id] = row[0]
        for code_id, item in self._items.items():
            if item.hasChildren():
                self.setExpanded(item.index(), code_id not in self._closed)
        self._heads.ordered_by = next((c for c, o in BY_HEAD.items() if o == self._order), None)
        self._heads.viewport().update()
        if chosen in self._items:
            index = self._items[chosen].index()
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._filling = False
        self.verticalScrollBar().setValue(scroll)
        self._fit_columns()

    def _row(self, code_id: int) -> list[QStandardItem]:
        code, line = self._book[code_id], self._lines[code_id]
        is_theme = code.kind == "theme"
        shown = texts(line)
        items = [QStandardItem(shown.get(column, code.name)) for column in Column]
        for item in items:
            item.setData(code_id, ID)
            item.setData(is_theme, IS_THEME)
            item.setData(not line.is_scored, IS_QUIET)
        items[Column.CODE].setData(self._book.shade(code_id), COLOUR)
        items[Column.CODE].setToolTip(self._book.path(code_id))
        items[Column.AXIS].setData(line.alpha, ALPHA)
        spoken = Qt.ItemDataRole.AccessibleTextRole
        items[Column.AXIS].setData(f"α {shown[Column.ALPHA]}", spoken)
        items[Column.FLAGS].setData(bool(line.warning), IS_WARNING)
        flag = shown[Column.FLAGS]
        explained = f"{flag}. {line.explained}" if flag else ""
        for column in (Column.KAPPA, Column.ALPHA, Column.FLAGS):
            items[column].setToolTip(explained)
        return items

    # Order, copying, keys --------------------------------------------------------------------

    def _head_clicked(self, section: int) -> None:
        order = BY_HEAD.get(Column(section))
        if order is None:
            return
        if order == self._order:
            order = Order.CODEBOOK
        self.set_order(order)
        self.order_changed.emit(order)

    def copy(self) -> None:
        """Put the selected lines, or else all, on the clipboard as a table."""
        rows = self._selected_rows()
        wanted = {index.data(ID) for index in rows} or set(self._items)
        columns = [column for column in Column if column != Column.AXIS]
        names = full_heads()
        table = [[names[column] for column in columns]]
        for code_id in self._items:
            if code_id in wanted:
                shown = texts(self._lines[code_id])
                name = self._book[code_id].name
                table.append([shown.get(column, name) for column in columns])
        data = QMimeData()
        data.setText("\n".join("\t".join(row) for row in table) + "\n")
        data.setHtml(_html(table))
        QGuiApplication.clipboard().setMimeData(data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Escape and self._selected_rows():
            self.clear_choice()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self.clear_choice()

    def _selected_rows(self) -> list[QModelIndex]:
        return self.selectionModel().selectedRows()

    def _current_changed(self, current: QModelIndex) -> None:
        if not self._filling and current.isValid():
            self.code_chosen.emit(current.siblingAtColumn(0).data(ID))

    def _tell(self) -> None:
        if not self._filling:
            self.code_chosen.emit(None)

    # Widths ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        super().drawBranches(painter, first_line(rect), index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Numbers take what they need and names the rest; if that is little, columns fold."""
        widths = self._wanted_widths()
        room = self.viewport().width()
        hidden: set[Column] = set()
        for column in FOLDING:
            if room - sum(widths.values()) >= LEAST_NAME:
                break
            if column == Column.FLAGS:
                widths[column] = PADDING + SIGN + PADDING
            else:
                hidden.add(column)
                widths[column] = 0
        for column in Column:
            self.setColumnHidden(column, column in hidden)
            if column != Column.CODE and column not in hidden:
                self.setColumnWidth(column, widths[column])
        name = max(room - sum(widths.values()), LEAST_NAME)
        if name != self.columnWidth(Column.CODE):
            self.setColumnWidth(Column.CODE, name)
            self._relayout.start()

    def _wanted_widths(self) -> dict[Column, int]:
        figures = QFontMetrics(fonts.number_font("row", fonts.SEMIBOLD))
        titles = QFontMetrics(fonts.interface_font("row", fonts.SEMIBOLD))
        widths = {Column.AXIS: AXIS_WIDTH}
        for column, widest in WIDEST.items():
            sign = SIGN + 6 + PADDING if column == Column.FLAGS else 0
            lines = map(titles.horizontalAdvance, heads()[column].split("\n"))
            widths[column] = max(figures.horizontalAdvance(widest), *lines) + PADDING + GAP + sign
        return widths


def _html(table: list[list[str]]) -> str:
    head, *rows = table
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
