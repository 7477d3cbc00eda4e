"""The table of who codes what: states are set by clicks on their signs and by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coder_gui.domain.team import Task
from coder_gui.ui import theme
from coder_gui.ui.progress.sign import DOT, paint_state
from coder_gui.ui.team.task_model import CELL, NAME, Cell, TaskModel
from coder_gui.ui.team.wording import SIGNS

ROW = 29
SIDE = 10
"""Room before a sign."""
SIGN = SIDE + DOT + 8
LEAST, LEAST_NAME = 128, 190
KEYS: dict[int, Task] = {
    Qt.Key.Key_N: "not assigned",
    Qt.Key.Key_Delete: "not assigned",
    Qt.Key.Key_A: "empty",
    Qt.Key.Key_F: "finished",
}


def following(cells: list[Cell]) -> Task:
    """What Space makes of some cells: assigned, then finished, then not assigned.

    Where somebody has coded already, the assignment stays, and finished is taken back.
    """
    if any(each.task == "not assigned" for each in cells):
        return "empty"
    if any(each.task != "finished" for each in cells):
        return "finished"
    return "empty" if any(each.segments != 0 for each in cells) else "not assigned"


class TaskLook(QStyledItemDelegate):
    """A cell with its sign before the words; what is not assigned is quieter and has none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        cell = index.data(CELL)
        if cell is None:
            plain = QStyleOptionViewItem(option)
            # Keys pass over the head of a group; it is no less to be read for that.
            plain.state |= QStyle.StateFlag.State_Enabled
            super().paint(painter, plain, index)
            return
        shifted = QStyleOptionViewItem(option)
        style = option.widget.style()
        style.drawPrimitive(
            style.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        backwards = option.direction == Qt.LayoutDirection.RightToLeft
        shifted.rect = option.rect.adjusted(
            0 if backwards else SIGN - SIDE, 0, SIDE - SIGN if backwards else 0, 0
        )
        if cell.task == "not assigned":
            shifted.palette.setColor(shifted.palette.ColorRole.Text, theme.tokens().tx3)
        super().paint(painter, shifted, index)
        if cell.task != "not assigned":
            top = option.rect.top() + (option.rect.height() - DOT) / 2
            left = option.rect.right() - SIDE - DOT if backwards else option.rect.left() + SIDE
            paint_state(painter, QRectF(left, top, DOT, DOT), SIGNS[cell.task])


class TaskTable(QTableView):
    """Space goes on to the next state; A, F and N set one; a click on a sign is a Space."""

    wanted = Signal(list, str)
    """Cells as pairs of ids, and the task that they are to have."""
    transcript_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = TaskModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(TaskLook(self))
        self.setAccessibleName(self.tr("Who codes what"))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.may_change = True
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.rows.modelReset.connect(self.fit)

    def chosen(self) -> list[Cell]:
        """The cells that are selected; a selected name stands for all cells beside it."""
        found: dict[tuple[int, int], Cell] = {}
        for index in self.selectionModel().selectedIndexes():
            columns = (
                range(1, self.rows.columnCount()) if index.column() == NAME else (index.column(),)
            )
            for column in columns:
                cell = self.rows.cell(self.rows.index(index.row(), column))
                if cell is not None:
                    found[cell.coder_id, cell.transcript_id] = cell
        return list(found.values())

    def go_to(self, index: QModelIndex) -> None:
        """Select one cell, whichever keys are held down."""
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, only)

    def set_chosen(self, task: Task | None = None) -> None:
        """Give the selected cells a task, or the next one."""
        cells = self.chosen()
        if cells and self.may_change:
            keys = [(each.coder_id, each.transcript_id) for each in cells]
            self.wanted.emit(keys, task or following(cells))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        key = event.key()
        if plain and key == Qt.Key.Key_Space:
            self.set_chosen()
        elif plain and key in KEYS:
            self.set_chosen(KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        on_sign = (
            plain
            and event.button() == Qt.MouseButton.LeftButton
            and index.isValid()
            and index.data(CELL) is not None
            and self._is_on_sign(index, event)
        )
        if not on_sign:
            super().mousePressEvent(event)
            return
        if not self.selectionModel().isSelected(index):
            self.go_to(index)
        self.setFocus()
        self.set_chosen()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.chosen() or not self.may_change:
            return
        menu = QMenu(self)
        choices: tuple[tuple[str, str, Task], ...] = (
            (self.tr("Not assigned"), "N", "not assigned"),
            (self.tr("Assigned"), "A", "empty"),
            (self.tr("Finished"), "F", "finished"),
        )
        for words, key, task in choices:
            action = menu.addAction(f"{words}\t{key}")
            action.triggered.connect(lambda _on=False, task=task: self.set_chosen(task))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def fit(self) -> None:
        """Give rows and columns the room that their words need."""
        self.verticalHeader().setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 12))
        letters = self.fontMetrics()
        for column in range(1, self.rows.columnCount()):
            name = str(self.rows.headerData(column, Qt.Orientation.Horizontal))
            words = letters.horizontalAdvance(self.tr("nothing coded")) + SIGN + 2 * SIDE
            wide = min(letters.horizontalAdvance(name) + 3 * SIDE, 2 * LEAST)
            self.setColumnWidth(column, max(LEAST, words, wide))
        others = sum(self.columnWidth(each) for each in range(1, self.rows.columnCount()))
        room = self.viewport().width() - others
        self.setColumnWidth(NAME, max(LEAST_NAME, min(room, 420)))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.fit()

    def _is_on_sign(self, index: QModelIndex, event: QMouseEvent) -> bool:
        rect = self.visualRect(index)
        x = event.position().x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return x > rect.right() - SIGN
        return x < rect.left() + SIGN

    def _open(self, index: QModelIndex) -> None:
        cell = index.isValid() and self.rows.cell(self.rows.index(index.row(), 1))
        if cell:
            self.transcript_wanted.emit(cell.transcript_id)
