"""The tree of themes and codes: shown, filtered, renamed in place and rearranged by drag."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTreeView, QWidget

from coder_gui.domain.code_search import find_codes
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code
from coder_gui.ui import drags
from coder_gui.ui.codebook.code_rows import COLOUR, COUNT, ID, IS_QUIET, IS_THEME, KEY, CodeRows

RELAYOUT_MS = 50
"""Wrapped names are measured again this long after the last change of width."""

FIRST_LINE = 26
"""Height of a row whose name does not wrap."""

_Where = QAbstractItemView.DropIndicatorPosition


class _Rows(QStandardItemModel):
    def mimeTypes(self) -> list[str]:
        return [drags.CODE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return drags.with_codes(index.data(ID) for index in indexes)


class CodeTree(QTreeView):
    """Shows a codebook; what a person wants done with it goes out as signals.

    Dragging codes moves nothing by itself: the project moves them, and its notice repaints.
    """

    code_chosen = Signal(object)
    """Id of the current code, or None."""
    apply_wanted = Signal(int)
    """A code was double-clicked, or Enter was pressed on it."""
    rename_wanted = Signal(int, str)
    move_wanted = Signal(list, object, object)
    """Ids, new parent or None, sibling to stand before or None."""
    passage_dropped = Signal(int, int, int)
    """Code id, start and end of the passage."""
    escaped = Signal()
    """Esc was pressed among the rows."""

    by_hand = True
    """Whether siblings stand in their own order, so that a drop between two has a meaning."""
    counted = "segments"
    """What the numbers count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = Codebook(())
        self._archived: frozenset[int] = frozenset()
        self._cut: frozenset[int] = frozenset()
        self._items: dict[int, QStandardItem] = {}
        self._closed: set[int] = set()
        self._filter = ""
        self._new_name: tuple[int, str] | None = None
        self._filling = False
        self._rows = _Rows(self)
        self._look = CodeRows(self)
        self.setModel(self._rows)
        self.setItemDelegate(self._look)
        self._set_up()
        self._relayout = QTimer(self, interval=RELAYOUT_MS, singleShot=True)
        self._relayout.timeout.connect(self.scheduleDelayedItemsLayout)
        self._rows.itemChanged.connect(self._renamed)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.collapsed.connect(lambda index: self._folded(index, closed=True))
        self.expanded.connect(lambda index: self._folded(index, closed=False))
        self.doubleClicked.connect(lambda index: self.apply_wanted.emit(index.data(ID)))

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Themes and codes"))

    def show_book(self, book: Codebook, counts: Mapping[int, int]) -> None:
        """Show a codebook with branch counts by id; what was open and chosen stays so."""
        chosen, selected, scroll = self.current_code(), self.selected_codes(), self._scroll()
        self._book, self._archived = book, book.archived()
        self._items = {}
        self._filling = True
        self._rows.clear()
        for code in book:
            item = self._item(code, book, counts.get(code.id, 0))
            above = self._items.get(code.parent_id) if code.parent_id is not None else None
            (above or self._rows.invisibleRootItem()).appendRow(item)
            self._items[code.id] = item
        self._apply_filter()
        self._filling = False
        self._select(selected, chosen)
        self.verticalScrollBar().setValue(scroll)

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """Change the counts that differ."""
        self._filling = True
        for code_id, item in self._items.items():
            count = counts.get(code_id, 0)
            if item.data(COUNT) != count:
                item.setData(count, COUNT)
                self._describe(item, count)
        self._filling = False

    def set_cut(self, code_ids: Collection[int]) -> None:
        """Mark codes that are about to be pasted elsewhere."""
        self._cut = frozenset(code_ids)
        self.set_filter(self._filter)

    def set_filter(self, typed: str) -> None:
        """Show only codes whose name, path or entry fits, with what stands above them."""
        self._filter = typed
        self._filling = True
        self._apply_filter()
        self._filling = False

    def go_to_found(self) -> None:
        """Give the keys to a code that the filter found: the current one, else the first."""
        if not self.currentIndex().isValid() or self.currentIndex().data(IS_QUIET):
            found = (code for code, item in self._items.items() if not item.data(IS_QUIET))
            self.choose(next(found, self.current_code()))
        self.setFocus()

    def set_one_line(self, one_line: bool) -> None:
        """Elide long names instead of wrapping them."""
        self._look.one_line = one_line
        self.scheduleDelayedItemsLayout()

    def set_noted(self, code_ids: frozenset[int]) -> None:
        """Show which codes have memos."""
        if code_ids != self._look.noted:
            changed = code_ids ^ self._look.noted
            self._look.noted = code_ids
            self._filling = True
            for code_id in changed & self._items.keys():
                item = self._items[code_id]
                self._describe(item, item.data(COUNT))
            self._filling = False
            self.scheduleDelayedItemsLayout()
            self.viewport().update()

    def current_code(self) -> int | None:
        index = self.currentIndex()
        return index.data(ID) if index.isValid() else None

    def selected_codes(self) -> list[int]:
        """Chosen codes in tree order."""
        chosen = {index.data(ID) for index in self.selectionModel().selectedIndexes()}
        return [code.id for code in self._book if code.id in chosen]

    def choose(self, code_id: int | None) -> None:
        """Make a code the current one and scroll to it; its ancestors open."""
        item = self._items.get(code_id) if code_id is not None else None
        if item is None:
            self.setCurrentIndex(QModelIndex())
        elif self.current_code() != code_id:
            self.setCurrentIndex(item.index())
            self.scrollTo(item.index())

    def keep(self) -> None:
        """Keep a name that is being typed."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self._tell_new_name()

    def forget(self) -> None:
        """Let go of the codebook, with what was open and chosen in it."""
        self.show_book(Codebook(()), {})
        self._closed.clear()

    def edit_name(self, code_id: int) -> None:
        """Open a code's name for typing."""
        self.choose(code_id)
        self.edit(self._items[code_id].index())

    def keyPressEvent(self, event) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        code_id = self.current_code()
        typing = self.state() == QAbstractItemView.State.EditingState
        if enter and not typing and code_id is not None:
            self.apply_wanted.emit(code_id)
            return
        if event.key() == Qt.Key.Key_Escape and not typing:
            self.escaped.emit()
        super().keyPressEvent(event)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        """The arrow stands beside the first line of a name that wraps."""
        first_line = QRect(rect)
        first_line.setHeight(min(rect.height(), FIRST_LINE))
        super().drawBranches(painter, first_line, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._relayout.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._accept_ours(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._accept_ours(event)

    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        passage = drags.passage_in(event.mimeData())
        if passage is not None:
            if index.isValid():
                event.acceptProposedAction()
                self.passage_dropped.emit(index.data(ID), *passage)
            return
        moved = self._topmost(drags.codes_in(event.mimeData()))
        # The view must not remove the dragged rows by itself after a move.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if moved:
            self.move_wanted.emit(moved, *self._place(index, self.dropIndicatorPosition()))

    def _topmost(self, ids: list[int]) -> list[int]:
        """Those in whose branches the others stand, in tree order."""
        book = self._book
        inside = {below for each in ids if each in book for below in book.branch(each)[1:]}
        return [code.id for code in book if code.id in ids and code.id not in inside]

    def _place(self, index: QModelIndex, where: _Where) -> tuple[int | None, int | None]:
        """Parent and following sibling of a drop."""
        if not index.isValid() or where == _Where.OnViewport:
            return None, None
        code = self._book[index.data(ID)]
        if where == _Where.OnItem:
            return code.id, None
        if not self.by_hand:
            return code.parent_id, None
        if where == _Where.AboveItem:
            return code.parent_id, code.id
        if self.isExpanded(index) and self._book.children(code.id):
            return code.id, self._book.children(code.id)[0].id
        siblings = [each.id for each in self._book.children(code.parent_id)]
        following = siblings[siblings.index(code.id) + 1 :]
        return code.parent_id, following[0] if following else None

    def _accept_ours(self, event: QDragMoveEvent) -> None:
        data = event.mimeData()
        if not (data.hasFormat(drags.CODE) or data.hasFormat(drags.PASSAGE)):
            event.ignore()
            return
        over = self.indexAt(event.position().toPoint())
        if data.hasFormat(drags.PASSAGE) and not over.isValid():
            event.ignore()
        else:
            event.accept()

    def _item(self, code: Code, book: Codebook, count: int) -> QStandardItem:
        item = QStandardItem(code.name)
        item.setData(code.id, ID)
        item.setData(book.shade(code.id), COLOUR)
        item.setData(count, COUNT)
        item.setData(code.kind == "theme", IS_THEME)
        item.setData(code.shortcut, KEY)
        brief = code.brief or code.definition
        item.setToolTip(f"{code.name}\n{brief}" if brief else code.name)
        self._describe(item, count)
        return item

    def _describe(self, item: QStandardItem, count: int) -> None:
        text = self.tr("%1, %2 %3").replace("%1", item.text()).replace("%2", str(count))
        text = text.replace("%3", self.tr(self.counted))
        if item.data(ID) in self._archived:
            text += self.tr(", archived")
        if key := item.data(KEY):
            text += self.tr(", key %1").replace("%1", str(key))
        if item.data(ID) in self._look.noted:
            text += self.tr(", with memos")
        item.setData(text, Qt.ItemDataRole.AccessibleTextRole)

    def _apply_filter(self) -> None:
        if not self._filter.strip():
            hits = shown = set(self._items)
        else:
            hits = {hit.code.id for hit in find_codes(self._book, self._filter, entries=True)}
            shown = {*hits, *(c.id for hit in hits for c in self._book.ancestors(hit))}
        for code_id, item in self._items.items():
            quiet = code_id not in hits or code_id in self._archived or code_id in self._cut
            if bool(item.data(IS_QUIET)) != quiet:
                item.setData(quiet, IS_QUIET)
            self.setRowHidden(item.row(), item.index().parent(), code_id not in shown)
            if item.hasChildren():
                is_open = bool(self._filter.strip()) or code_id not in self._closed
                self.setExpanded(item.index(), is_open)

    def _renamed(self, item: QStandardItem) -> None:
        if self._filling:
            return
        code_id, name = item.data(ID), item.text()
        self._filling = True
        item.setText(self._book[code_id].name)
        self._filling = False
        if name.strip() and name != self._book[code_id].name:
            # After the editor has gone: the notice of the new name builds the rows anew.
            self._new_name = code_id, name
            QTimer.singleShot(0, self, self._tell_new_name)

    def _tell_new_name(self) -> None:
        told, self._new_name = self._new_name, None
        if told is not None:
            self.rename_wanted.emit(*told)

    def _current_changed(self, current: QModelIndex) -> None:
        if not self._filling:
            self.code_chosen.emit(current.data(ID) if current.isValid() else None)

    def _folded(self, index: QModelIndex, *, closed: bool) -> None:
        if self._filling:
            return
        (self._closed.add if closed else self._closed.discard)(index.data(ID))

    def _select(self, ids: list[int], current: int | None) -> None:
        model = self.selectionModel()
        model.blockSignals(True)
        if current in self._items:
            self.setCurrentIndex(self._items[current].index())
        for code_id in ids:
            if code_id in self._items:
                model.select(self._items[code_id].index(), model.SelectionFlag.Select)
        model.blockSignals(False)
        if self.current_code() != current:
            self.code_chosen.emit(self.current_code())

    def _scroll(self) -> int:
        return self.verticalScrollBar().value()
