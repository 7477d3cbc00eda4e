"""What is different between two codebooks, as a table that is sorted, filtered and copied."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coder_gui.domain.code_search import folded, name_key
from coder_gui.domain.codebook_comparison import ChangeKind, Difference
from coder_gui.exchange.reports.table_file import tab_separated
from coder_gui.ui import theme

GUID = Qt.ItemDataRole.UserRole
ABOVE = 5
MANY = 400
"""More rows than these are one line high: measuring each of them would be felt."""


class ComparisonModel(QAbstractTableModel):
    """A row for each thing that is different."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Difference] = []
        self._shown: list[Difference] = []
        self._typed = ""
        self._kinds: frozenset[ChangeKind] | None = None
        self._order: tuple[int, Qt.SortOrder] | None = None
        self._names = ("", "")

    def show(self, differences: Sequence[Difference], before: str, after: str) -> None:
        """Show other differences, in the order of the tree."""
        self._all, self._names, self._order = list(differences), (before, after), None
        self._arrange()

    def narrow(self, typed: str, kinds: Collection[ChangeKind] | None) -> None:
        """Show only rows that hold all typed words and are of these kinds; None for all."""
        self._typed = typed
        self._kinds = None if kinds is None else frozenset(kinds)
        self._arrange()

    def differences(self) -> list[Difference]:
        """The rows that are shown, in their order."""
        return list(self._shown)

    def heads(self) -> list[str]:
        before = self.tr("Before: %1").replace("%1", self._names[0])
        after = self.tr("After: %1").replace("%1", self._names[1])
        return [self.tr("Change"), self.tr("Code"), self.tr("Under"), before, after]

    def cells(self, row: Difference) -> list[str]:
        """What stands in a row."""
        return [self.kind_name(row.kind), row.name, row.path, row.was, row.now]

    def kind_name(self, kind: ChangeKind) -> str:
        """A kind of change in the researcher's language."""
        return {
            "added": self.tr("Added"),
            "gone": self.tr("Gone"),
            "renamed": self.tr("Renamed"),
            "moved": self.tr("Moved"),
            "redefined": self.tr("Redefined"),
            "recoloured": self.tr("Recoloured"),
            "kind": self.tr("Theme or code"),
            "archived": self.tr("Archive"),
            "counts": self.tr("Segments"),
        }[kind]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._shown[index.row()]
        if role == GUID:
            return row.guid
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() > 2:
            return self.cells(row)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (0, 2, 3):
            return theme.tokens().tx2
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order) if column >= 0 else None
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        words = folded(self._typed).split()
        self._shown = [
            row
            for row in self._all
            if (self._kinds is None or row.kind in self._kinds)
            and (not words or self._holds(row, words))
        ]
        if self._order is not None:
            column, order = self._order
            falling = order == Qt.SortOrder.DescendingOrder
            self._shown.sort(key=lambda row: name_key(self.cells(row)[column]), reverse=falling)
        self.endResetModel()

    def _holds(self, row: Difference, words: list[str]) -> bool:
        text = folded("\n".join(self.cells(row)))
        return all(word in text for word in words)


class _Look(QStyledItemDelegate):
    """Keeps words off the upper and lower edge of their row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view = option.widget
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        view.style().drawPrimitive(panel, option, painter, view)
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(0, ABOVE, 0, -ABOVE)
        super().paint(painter, inner, index)


class ComparisonTable(QTableView):
    """Enter or a double click goes to the code; copying takes the chosen rows."""

    code_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ComparisonModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Look(self))
        self.setAccessibleName(self.tr("Differences"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.rows.modelReset.connect(self._fit)
        self.doubleClicked.connect(lambda index: self.code_wanted.emit(index.data(GUID)))

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, or all if none is chosen."""
        shown = self.rows.differences()
        chosen = [shown[index.row()] for index in self.selectionModel().selectedRows()]
        rows = [self.rows.cells(each) for each in chosen or shown]
        QGuiApplication.clipboard().setText(tab_separated([self.rows.heads(), *rows]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif enter and self.currentIndex().isValid():
            self.code_wanted.emit(self.currentIndex().data(GUID))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHintForRow(self, row: int) -> int:
        return super().sizeHintForRow(row) + 2 * ABOVE

    def _fit(self) -> None:
        width = self.viewport().width()
        kinds = [self.rows.kind_name(kind) for kind in ("redefined", "recoloured", "kind")]
        first = max(self.fontMetrics().horizontalAdvance(each) for each in kinds) + 36
        rest = max(width - first, 4 * 60)
        shares = (first, rest * 20 // 100, rest * 20 // 100, rest * 30 // 100)
        for column, share in enumerate(shares):
            self.setColumnWidth(column, share)
        self.setColumnWidth(4, rest - sum(shares[1:]))
        self.verticalHeader().setDefaultSectionSize(
            QSize(0, self.fontMetrics().height() + 12).height()
        )
        if 0 < self.rows.rowCount() <= MANY:
            self.resizeRowsToContents()
