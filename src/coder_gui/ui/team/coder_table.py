"""The coders of a study: persons, and below them a consensus and earlier layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from coder_gui.app.team import Workload
from coder_gui.domain.audit_trail import local
from coder_gui.domain.model import Coder
from coder_gui.ui import fonts, theme
from coder_gui.ui.restoring.points_dialog import PointRows
from coder_gui.ui.team.wording import kind_in_words

NAME, KIND, ASSIGNED, CODED, FINISHED, SEGMENTS, LAST = range(7)
FOLDING = (CODED, KIND)
"""Columns that fold where names would be cut, the first one first."""
_ID = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class CoderTable(QTreeWidget):
    """F2 renames in place, Delete asks to delete."""

    renamed = Signal(int, str)
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "table")
        self.setAccessibleName(self.tr("Coders"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(PointRows(self))
        self.setEditTriggers(QTreeWidget.EditTrigger.EditKeyPressed)
        self.setHeaderLabels(
            [
                self.tr("Coder"),
                self.tr("Kind"),
                self.tr("Assigned"),
                self.tr("With segments"),
                self.tr("Finished"),
                self.tr("Segments"),
                self.tr("Last day"),
            ]
        )
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in range(ASSIGNED, LAST):
            self.headerItem().setTextAlignment(column, _RIGHT)
        self._filling = False
        self.itemChanged.connect(self._tell_name)

    def show_coders(
        self, coders: Sequence[Coder], loads: Mapping[int, Workload], at_work: int, may_change: bool
    ) -> None:
        """Show persons first, then layers; the chosen one stays chosen."""
        chosen = self.chosen()
        self._filling = True
        self.clear()
        for coder in sorted(coders, key=lambda each: each.kind != "person"):
            item = self._item(coder, loads[coder.id], coder.id == at_work)
            if may_change:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.addTopLevelItem(item)
            if coder.id == (chosen or at_work):
                self.setCurrentItem(item)
        for column in range(KIND, LAST + 1):
            self.setColumnHidden(column, False)
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, self.columnWidth(column) + 12)
        self._filling = False
        self._fold()

    def chosen(self) -> int | None:
        """Id of the chosen coder."""
        item = self.currentItem()
        return None if item is None else item.data(NAME, _ID)

    def rename(self) -> None:
        """Edit the name of the chosen coder in its place."""
        if (item := self.currentItem()) is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setFocus()
            self.editItem(item, NAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """In a narrow window names are read in full, and what matters less gives way."""
        for column in FOLDING:
            self.setColumnHidden(column, False)
        for column in FOLDING:
            taken = sum(self.columnWidth(each) for each in range(KIND, LAST + 1))
            self.setColumnHidden(column, self.viewport().width() - taken < self._widest_name())

    def _widest_name(self) -> int:
        return self.sizeHintForColumn(NAME) + 12

    def sizeHintForRows(self) -> int:
        """The height that shows all rows, some at most."""
        rows = min(max(self.topLevelItemCount(), 2), 6)
        return self.header().sizeHint().height() + rows * self.sizeHintForRow(0) + 4

    def _item(self, coder: Coder, load: Workload, at_work: bool) -> QTreeWidgetItem:
        person = coder.kind == "person"
        last = f"{local(load.last_at):%Y-%m-%d}" if load.last_at else "–"
        kind = kind_in_words(coder.kind)
        item = QTreeWidgetItem(
            [
                coder.name,
                self.tr("%1, at work now").replace("%1", kind) if at_work else kind,
                f"{load.assigned:,}",
                f"{load.coded:,}",
                f"{load.finished:,}",
                f"{load.segments:,}",
                last if person else "",
            ]
        )
        item.setData(NAME, _ID, coder.id)
        item.setToolTip(NAME, coder.name)
        item.setFont(
            NAME, fonts.interface_font("body", fonts.SEMIBOLD if person else fonts.REGULAR)
        )
        for column in (*range(ASSIGNED, LAST), LAST):
            item.setFont(column, fonts.number_font("row"))
        for column in range(ASSIGNED, LAST):
            item.setTextAlignment(column, _RIGHT)
        item.setForeground(KIND, QBrush(theme.tokens().tx2))
        return item

    def _tell_name(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._filling and column == NAME:
            self.renamed.emit(item.data(NAME, _ID), item.text(NAME))
