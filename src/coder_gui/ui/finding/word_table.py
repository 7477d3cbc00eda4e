"""Word frequencies as a table that is sorted, filtered and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from coder_gui.domain.frequencies import WordCount
from coder_gui.domain.letters import alike
from coder_gui.exchange.reports.table_file import Cell, tab_separated
from coder_gui.ui import fonts

WORD = Qt.ItemDataRole.UserRole
ROW = 29


class WordModel(QAbstractTableModel):
    """A row a word; numbers of groups are times, or times in a thousand words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[WordCount] = []
        self._shown: list[WordCount] = []
        self._groups: tuple[str, ...] = ()
        self._sizes: tuple[int, ...] = ()
        self._total = 0
        self._filter = ""
        self._sorted_by = 1, Qt.SortOrder.DescendingOrder
        self.per_thousand = False

    def show(
        self, words: Sequence[WordCount], groups: Sequence[str], total: int, sizes: Sequence[int]
    ) -> None:
        """Show words.

        Args:
            total: Number of all words that were counted.
            sizes: The same, group by group.
        """
        self.beginResetModel()
        self._all, self._groups = list(words), tuple(groups)
        self._total, self._sizes = total, tuple(sizes)
        self._arrange()
        self.endResetModel()

    def narrow(self, typed: str) -> None:
        """Show only words that hold what was typed."""
        self.beginResetModel()
        self._filter = alike(typed.strip())
        self._arrange()
        self.endResetModel()

    def set_per_thousand(self, on: bool) -> None:
        self.beginResetModel()
        self.per_thousand = on
        self._arrange()
        self.endResetModel()

    def words(self) -> list[WordCount]:
        """The words that are shown, in their order."""
        return list(self._shown)

    def heads(self) -> list[str]:
        count = self.tr("Per 1,000 words") if self.per_thousand else self.tr("Times")
        return [self.tr("Word"), count, self.tr("Transcripts"), *self._groups]

    def cells(self, word: WordCount) -> list[Cell]:
        """What stands in a word's row."""
        times: list[Cell] = [word.times, *word.by_group]
        if self.per_thousand:
            sizes = (self._total, *self._sizes)
            numbers = (word.times, *word.by_group)
            times = [
                round(1000 * number / size, 2) if size else 0
                for number, size in zip(numbers, sizes, strict=True)
            ]
        return [word.word, times[0], word.transcripts, *times[1:]]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3 + len(self._groups)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        word = self._shown[index.row()]
        if role == WORD:
            return word
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cells(word)[index.column()]
            return f"{cell:,}" if isinstance(cell, int) else str(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return fonts.number_font("row") if index.column() else fonts.interface_font("body")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heads()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = column, order
        self._arrange()
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        column, order = self._sorted_by
        column = column if column < self.columnCount() else 1
        shown = [each for each in self._all if self._filter in alike(each.word)]
        falling = order == Qt.SortOrder.DescendingOrder
        if column == 0:
            shown.sort(key=lambda each: alike(each.word), reverse=falling)
        else:
            shown.sort(key=lambda each: self.cells(each)[column], reverse=falling)
        self._shown = shown


class WordTable(QTableView):
    """Enter looks for a word; copying takes the chosen rows with their heads."""

    word_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WordModel(self)
        self.setModel(self.words)
        self.setAccessibleName(self.tr("Words"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setMinimumSectionSize(96)
        head.setStretchLastSection(False)
        # The sign of the order stands before the words, which are in line with the numbers.
        head.setStyleSheet(
            "QHeaderView::up-arrow, QHeaderView::down-arrow"
            "{ subcontrol-origin: padding; subcontrol-position: center left; width: 10px; }"
        )
        self.words.modelReset.connect(self._fit)
        self.doubleClicked.connect(lambda index: self.word_wanted.emit(index.data(WORD).word))
        self._fit()

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, or all if none is chosen."""
        chosen = [index.data(WORD) for index in self.selectionModel().selectedRows()]
        rows = [self.words.cells(each) for each in chosen or self.words.words()]
        QGuiApplication.clipboard().setText(tab_separated([self.words.heads(), *rows]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.word_wanted.emit(self.currentIndex().data(WORD).word)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 12))
        if self.words.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self.words.index(0, 0))
