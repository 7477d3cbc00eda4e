"""Progress by transcript as a table that is sorted and copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coder_gui.domain.audit_trail import local
from coder_gui.domain.code_search import name_key
from coder_gui.domain.progress import Coverage
from coder_gui.exchange.reports.table_file import Cell, tab_separated
from coder_gui.ui import fonts
from coder_gui.ui.progress.sign import DOT, paint_state
from coder_gui.ui.progress.wording import percent, standing_in_words

if TYPE_CHECKING:
    from coder_gui.app.progress import Standing

TRANSCRIPT = Qt.ItemDataRole.UserRole
ROW = 29
NAME, GROUP, STATE, READ, SEGMENTS, WORDS, CODED, UNCODED = range(8)
NUMBERS = (SEGMENTS, WORDS, CODED, UNCODED)
FOLDING = (GROUP, READ)
"""Columns that fold in a narrow window, the first one first; copying takes them along."""
LEAST_NAME, LEAST_NUMBER, GAP = 190, 84, 14
ORDER = ("new", "read", "coding", "finished")


@dataclass(frozen=True, slots=True)
class Row:
    """A transcript, and where the coder stands with it."""

    name: str
    group: str
    standing: Standing
    several: bool = False
    """Whether several people code, so that not to be assigned means something."""


class ProgressModel(QAbstractTableModel):
    """A row a transcript; the numbers of words follow as they are counted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._coverage: dict[int, Coverage] = {}
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Show transcripts in the order that was chosen before; their words are not known yet."""
        self.beginResetModel()
        self._rows, self._coverage = list(rows), {}
        self._arrange()
        self.endResetModel()

    def add(self, counted: Mapping[int, Coverage]) -> None:
        """Take up what was counted."""
        self._coverage.update(counted)
        last = self.index(len(self._rows) - 1, UNCODED)
        self.dataChanged.emit(self.index(0, WORDS), last)

    def complete(self) -> None:
        """All words are counted: those who sort by them get their order."""
        if self._sorted_by is not None and self._sorted_by[0] in (WORDS, CODED, UNCODED):
            self.sort(*self._sorted_by)

    def rows(self) -> list[Row]:
        """The rows in their order."""
        return list(self._rows)

    def row_of(self, transcript_id: int) -> int | None:
        """Where a transcript stands."""
        ids = [row.standing.transcript_id for row in self._rows]
        return ids.index(transcript_id) if transcript_id in ids else None

    def total(self) -> Coverage:
        """The words of all that is counted."""
        known = self._coverage.values()
        return Coverage(sum(each.words for each in known), sum(each.uncoded for each in known))

    def heads(self) -> list[str]:
        return [
            self.tr("Transcript"),
            self.tr("Group"),
            self.tr("State"),
            self.tr("Read on"),
            self.tr("Segments"),
            self.tr("Words"),
            self.tr("Coded"),
            self.tr("Uncoded"),
        ]

    def cells(self, row: Row) -> list[Cell]:
        """What stands in a row; the coded part as a number of percent."""
        standing = row.standing
        known = self._coverage.get(standing.transcript_id)
        share = known.share if known else None
        words: list[Cell] = [known.words, known.uncoded] if known else ["", ""]
        coded: Cell = "" if share is None else round(100 * share, 1)
        read = f"{local(standing.read_at):%Y-%m-%d}" if standing.read_at else ""
        state = standing_in_words(standing, row.several)
        return [row.name, row.group, state, read, standing.segments, words[0], coded, words[1]]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else UNCODED + 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], index.column()
        if role == TRANSCRIPT:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            if column == CODED:
                known = self._coverage.get(row.standing.transcript_id)
                return percent(known) if known else ""
            cell = self.cells(row)[column]
            return f"{cell:,}" if isinstance(cell, int) else str(cell)
        if role == Qt.ItemDataRole.ToolTipRole and column in (NAME, GROUP):
            return self.cells(row)[column] or None
        if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            plain = column in (NAME, GROUP, STATE)
            return fonts.interface_font("body") if plain else fonts.number_font("row")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heads()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = section in NUMBERS
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            if role == Qt.ItemDataRole.ToolTipRole and section in (WORDS, CODED, UNCODED):
                return self.tr("Of what participants say; interviewers are left out")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            return
        self.layoutAboutToBeChanged.emit()
        chosen = [
            (index, self._rows[index.row()].standing.transcript_id)
            for index in self.persistentIndexList()
        ]
        self._sorted_by = column, order
        self._arrange()
        for index, transcript_id in chosen:
            row = self.row_of(transcript_id)
            assert row is not None
            self.changePersistentIndex(index, self.index(row, index.column()))
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        if self._sorted_by is None:
            return
        column, order = self._sorted_by

        def key(row: Row) -> object:
            if column in (NAME, GROUP):
                return name_key(str(self.cells(row)[column]))
            if column == STATE:
                unasked = row.several and not row.standing.assigned
                return ORDER.index(row.standing.state), not unasked
            if column == READ:
                return row.standing.read_at or ""
            cell = self.cells(row)[column]
            return -1 if cell == "" else cell

        self._rows.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)  # type: ignore[arg-type]


class _StateLook(QStyledItemDelegate):
    """The words of a state with its sign before them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        shifted = QStyleOptionViewItem(option)
        style = option.widget.style()
        style.drawPrimitive(
            style.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        shifted.rect = option.rect.adjusted(DOT + 8, 0, 0, 0)
        super().paint(painter, shifted, index)
        top = option.rect.top() + (option.rect.height() - DOT) / 2
        circle = QRectF(option.rect.left() + 8, top, DOT, DOT)
        paint_state(painter, circle, index.data(TRANSCRIPT).standing.state)

    def sizeHint(self, option, index):
        hint = super().sizeHint(option, index)
        hint.setWidth(hint.width() + DOT + 8)
        return hint


class ProgressTable(QTableView):
    """Enter opens a transcript; copying takes the chosen rows with their heads."""

    transcript_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ProgressModel(self)
        self.setModel(self.rows)
        self.setItemDelegateForColumn(STATE, _StateLook(self))
        self.setAccessibleName(self.tr("Progress by transcript"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        head.setHighlightSections(False)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        head.setResizeContentsPrecision(0)
        # The sign of the order stands before the words, which are in line with the numbers.
        head.setStyleSheet(
            "QHeaderView::up-arrow, QHeaderView::down-arrow"
            "{ subcontrol-origin: padding; subcontrol-position: center left; width: 10px; }"
        )
        self.verticalHeader().hide()
        self.rows.modelReset.connect(self.fit)
        self.doubleClicked.connect(self._want)
        self.fit()

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, or all if none is chosen."""
        chosen = [index.data(TRANSCRIPT) for index in self.selectionModel().selectedRows()]
        rows = [self.rows.cells(each) for each in chosen or self.rows.rows()]
        QGuiApplication.clipboard().setText(tab_separated([self.rows.heads(), *rows]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _want(self, index: QModelIndex) -> None:
        if index.isValid():
            self.transcript_wanted.emit(index.data(TRANSCRIPT).standing.transcript_id)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fold()

    def fit(self) -> None:
        """Give rows and columns the room that their words need."""
        self.verticalHeader().setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 12))
        for column in range(GROUP, UNCODED + 1):
            self.setColumnHidden(column, False)
            self.resizeColumnToContents(column)
            least = LEAST_NUMBER if column in NUMBERS else 0
            self.setColumnWidth(column, max(least, self.columnWidth(column) + GAP))
        self._fold()

    def _fold(self) -> None:
        """In a narrow window names keep their room, and what matters less gives way."""
        room = self.viewport().width() - LEAST_NAME
        for column in FOLDING:
            self.setColumnHidden(column, False)
        for column in FOLDING:
            taken = sum(self.columnWidth(each) for each in range(GROUP, UNCODED + 1))
            self.setColumnHidden(column, taken > room)
