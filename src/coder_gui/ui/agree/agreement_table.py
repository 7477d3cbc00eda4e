"""The table of agreement: one line a code, as the code tree or in another order."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
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

from coder_gui.domain.agreement.intervals import Interval
from coder_gui.domain.agreement.reading_scales import ReadingScale
from coder_gui.domain.codebook import Codebook
from coder_gui.ui.agree.figures import CodeFigures, coefficient
from coder_gui.ui.agree.table_columns import (
    ALPHA,
    BY_HEAD,
    COLOUR,
    ID,
    INTERVAL,
    IS_QUIET,
    IS_THEME,
    IS_WARNING,
    OPTIONAL,
    TRANSCRIPT,
    VISUAL_ORDER,
    Column,
    Order,
    full_heads,
    sort_key,
    texts,
    tips,
)
from coder_gui.ui.agree.table_look import INDENT, TableHeads, TableLook, first_line
from coder_gui.ui.agree.table_rows import Figures, copied
from coder_gui.ui.agree.table_widths import fitted

RELAYOUT_MS = 50


class AgreementTable(QTreeView):
    """Shows figures by code; choosing a line chooses its code."""

    code_chosen = Signal(object)
    """Id of a code, or None."""
    transcript_chosen = Signal(int, int)
    """Ids of a code and of the transcript whose line was chosen below it."""
    order_changed = Signal(object)
    """An `Order`, as the researcher asked for it at a head."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Figures(Codebook(()))
        self._lines: dict[int, CodeFigures] = {}
        self._intervals: Mapping[int, Interval | None] = {}
        self._order = Order.CODEBOOK
        self._optional: set[Column] = set()
        self._items: dict[int, QStandardItem] = {}
        self._closed: set[int] = set()
        self._unfolded: set[int] = set()
        self._filling = False
        self._rows = QStandardItemModel(0, len(Column), self)
        self._heads = TableHeads(self)
        self._look = TableLook(self)
        self.setModel(self._rows)
        self.setItemDelegate(self._look)
        self.setHeader(self._heads)
        self._set_up()
        self._relayout = QTimer(self, interval=RELAYOUT_MS, singleShot=True)
        self._relayout.timeout.connect(self.scheduleDelayedItemsLayout)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._heads.sectionClicked.connect(self._head_clicked)
        self.collapsed.connect(self._collapsed)
        self.expanded.connect(self._expanded)
        self.doubleClicked.connect(lambda _index: self.toggle_transcripts())

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
        for place, column in enumerate(VISUAL_ORDER):
            self._heads.moveSection(self._heads.visualIndex(column), place)
        self.setAccessibleName(self.tr("Agreement by code"))

    # What is shown ---------------------------------------------------------------------------

    def show_figures(self, figures: Figures) -> None:
        """Show one line for each code; what was open and chosen stays so."""
        self._shown = figures
        self._lines = {line.found.code_id: line for line in figures.lines}
        self._intervals = {}
        self._heads.unit = figures.unit
        explained = tips(figures.unit, figures.coders)
        for column, name in full_heads(figures.unit).items():
            across, tip = Qt.Orientation.Horizontal, explained.get(column, "")
            self._rows.setHeaderData(column, across, name)
            self._rows.setHeaderData(column, across, tip, Qt.ItemDataRole.ToolTipRole)
        self._fill()

    def show_intervals(self, intervals: Mapping[int, Interval | None]) -> None:
        """Add the intervals of α, by code."""
        self._intervals = intervals
        for code_id, item in self._items.items():
            above = item.parent() or self._rows.invisibleRootItem()
            self._dress_axis(code_id, above.child(item.row(), Column.AXIS))

    def show_settled(self, settled: Mapping[int, str]) -> None:
        """Say how many differences of each code are settled."""
        self._shown.settled.update(settled)
        for code_id, item in self._items.items():
            above = item.parent() or self._rows.invisibleRootItem()
            above.child(item.row(), Column.SETTLED).setText(settled.get(code_id, ""))

    def forget(self) -> None:
        """Show nothing, and keep nothing of the project that closes."""
        self._closed.clear()
        self._unfolded.clear()
        self._order = Order.CODEBOOK
        self.show_figures(Figures(Codebook(())))

    def set_order(self, order: Order) -> None:
        """Order the lines anew; only the codebook's order shows the tree."""
        if order != self._order:
            self._order = order
            self._fill()

    def order(self) -> Order:
        return self._order

    def set_scale(self, scale: ReadingScale) -> None:
        """Mark the axis as a reading scale does."""
        self._look.scale = self._heads.scale = scale
        for code_id, item in self._items.items():
            above = item.parent() or self._rows.invisibleRootItem()
            self._dress_axis(code_id, above.child(item.row(), Column.AXIS))
        self.viewport().update()
        self._heads.viewport().update()

    def set_optional(self, columns: Collection[Column]) -> None:
        """Show these of the optional columns."""
        self._optional = {*columns} & {*OPTIONAL}
        self._fit_columns()

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

    def toggle_transcripts(self) -> None:
        """Show the chosen code transcript by transcript, or no longer."""
        code_id = self.current_code()
        if code_id is None:
            return
        item = self._items[code_id]
        if item.child(0) is not None and item.child(0).data(ID) == code_id:
            is_leaf = item.rowCount() == sum(self._is_of(item, n) for n in range(item.rowCount()))
            if is_leaf:
                self.setExpanded(item.index(), not self.isExpanded(item.index()))
                return
            self._unfolded.discard(code_id)
            while item.child(0) is not None and self._is_of(item, 0):
                item.removeRow(0)
        else:
            self._unfolded.add(code_id)
            self._unfold(code_id)
            self.setExpanded(item.index(), True)

    def _is_of(self, item: QStandardItem, row: int) -> bool:
        """Whether a line below a code is one of its transcripts, or what stands for them."""
        return item.child(row).data(ID) == item.data(ID)

    def _fill(self) -> None:
        chosen, scroll = self.current_code(), self.verticalScrollBar().value()
        as_tree = self._order == Order.CODEBOOK
        codes = [code for code in self._shown.book if code.id in self._lines]
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
        self._open_again()
        self._heads.ordered_by = next((c for c, o in BY_HEAD.items() if o == self._order), None)
        self._heads.viewport().update()
        if chosen in self._items:
            index = self._items[chosen].index()
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._filling = False
        self.verticalScrollBar().setValue(scroll)
        self._fit_columns()

    def _open_again(self) -> None:
        for code_id, item in self._items.items():
            unfolded = code_id in self._unfolded
            if item.hasChildren():
                if unfolded:
                    self._unfold(code_id)
                self.setExpanded(item.index(), unfolded or code_id not in self._closed)
            elif self._lines[code_id].over_all.used_in:
                # Stands for the transcripts until they are wanted, so that there is an arrow.
                held = QStandardItem()
                held.setData(code_id, ID)
                item.appendRow(held)
                self.setExpanded(item.index(), unfolded)

    def _row(self, code_id: int) -> list[QStandardItem]:
        code, line = self._shown.book[code_id], self._lines[code_id]
        shown = texts(line) | {Column.SETTLED: self._shown.settled.get(code_id, "")}
        items = [QStandardItem(shown.get(column, code.name)) for column in Column]
        for item in items:
            item.setData(code_id, ID)
            item.setData(code.kind == "theme", IS_THEME)
            item.setData(not line.is_scored, IS_QUIET)
        items[Column.CODE].setData(self._shown.book.colour(code_id), COLOUR)
        items[Column.CODE].setToolTip(self._shown.book.path(code_id))
        self._dress_axis(code_id, items[Column.AXIS])
        items[Column.FLAGS].setData(bool(line.warning), IS_WARNING)
        flag = shown[Column.FLAGS]
        explained = f"{flag}. {line.explained}".removesuffix(" ") if flag else ""
        for column in (Column.KAPPA, Column.FLAGS, *OPTIONAL[:-1]):
            items[column].setToolTip(explained)
        items[Column.ALPHA].setToolTip(explained or items[Column.AXIS].toolTip())
        return items

    def _dress_axis(self, code_id: int, item: QStandardItem) -> None:
        """The dot with its interval, and the same in words."""
        line, interval = self._lines[code_id], self._intervals.get(code_id)
        shown = texts(line, interval)[Column.AXIS]
        item.setText(shown)
        item.setData(line.alpha, ALPHA)
        item.setData((interval.low, interval.high) if interval and shown else None, INTERVAL)
        said = f"α {coefficient(line.alpha)}"
        if shown:
            said += f" ({shown})"
        if line.alpha is not None:
            scale = self._look.scale
            said += f", {scale.name}: {scale.words(line.alpha)}"
        item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(said if line.alpha is not None else "")

    # Transcript by transcript ----------------------------------------------------------------

    def _collapsed(self, index: QModelIndex) -> None:
        self._unfolded.discard(index.data(ID))
        self._closed.add(index.data(ID))

    def _expanded(self, index: QModelIndex) -> None:
        code_id = index.data(ID)
        self._closed.discard(code_id)
        item = self._items.get(code_id)
        if item is not None and item.rowCount() == 1 and self._is_of(item, 0):
            self._unfolded.add(code_id)
            self._unfold(code_id)

    def _unfold(self, code_id: int) -> None:
        """Put a line for each transcript below a code, above the codes beneath it."""
        item = self._items[code_id]
        held = item.child(0)
        if held is not None and held.data(TRANSCRIPT) is not None:
            return
        for place, line in enumerate(self._shown.transcripts(code_id)):
            row = [QStandardItem(line.texts.get(column, "")) for column in Column]
            row[Column.CODE].setText(line.name)
            for each in row:
                each.setData(code_id, ID)
                each.setData(line.transcript_id, TRANSCRIPT)
                each.setData(True, IS_QUIET)
            item.insertRow(place, row)
        if held is not None and held.data(ID) == code_id:
            item.removeRow(held.row())

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
        lines = [self._lines[code_id] for code_id in self._items if code_id in wanted]
        data = copied(self._shown, lines, self._intervals, self._optional)
        QGuiApplication.clipboard().setMimeData(data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Escape and self._selected_rows():
            self.clear_choice()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle_transcripts()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self.clear_choice()

    def _selected_rows(self) -> list[QModelIndex]:
        return self.selectionModel().selectedRows()

    def _current_changed(self, current: QModelIndex) -> None:
        if self._filling or not current.isValid():
            return
        first = current.siblingAtColumn(0)
        transcript_id = first.data(TRANSCRIPT)
        if transcript_id is None:
            self.code_chosen.emit(first.data(ID))
        else:
            self.transcript_chosen.emit(first.data(ID), transcript_id)

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
        widths = fitted(self.viewport().width(), self._optional, self._shown.coders - 2)
        name = widths.pop(Column.CODE)
        for column, width in widths.items():
            self.setColumnHidden(column, not width)
            if width:
                self.setColumnWidth(column, width)
        if name != self.columnWidth(Column.CODE):
            self.setColumnWidth(Column.CODE, name)
            self._relayout.start()
