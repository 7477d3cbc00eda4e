"""Every two of three or more coders: pooled κ, and which two are read."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.agreement.comparison import Comparison
from coder_gui.domain.counted import counted
from coder_gui.ui.agree.figures import UNDEFINED, coefficient
from coder_gui.ui.widgets.text_label import text_label


class PairPage(QWidget):
    """The matrix with a sentence on what its numbers are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.matrix = PairMatrix()
        said = self.tr(
            "Pooled κ of every two coders, on the transcripts that both are assigned. A cell makes "
            "its two A and B."
        )
        words = text_label(said, "row", "second")
        words.setContentsMargins(16, 6, 16, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(words)
        layout.addWidget(self.matrix, 1)
        self.setFocusProxy(self.matrix)


class PairMatrix(QTableWidget):
    """Coders in rows and columns; choosing a cell makes its two A and B."""

    pair_chosen = Signal(tuple)
    """Ids of the new A and B."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coders: tuple[int, ...] = ()
        self.setProperty("kind", "table")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(self.tr("Pooled κ of every two coders"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setCornerButtonEnabled(False)
        self.cellActivated.connect(self._choose)
        self.cellClicked.connect(self._choose)

    def show_pairs(self, comparison: Comparison, names: Mapping[int, str]) -> None:
        """Show the pooled κ of each pair."""
        self._coders = comparison.coders
        number = len(self._coders)
        self.clear()
        self.setRowCount(number)
        self.setColumnCount(number)
        heads = [names[coder] for coder in self._coders]
        self.setHorizontalHeaderLabels(heads)
        self.setVerticalHeaderLabels(heads)
        for row, a in enumerate(self._coders):
            for column, b in enumerate(self._coders):
                self.setItem(row, column, self._item(comparison, names, a, b))

    def _item(
        self, comparison: Comparison, names: Mapping[int, str], a: int, b: int
    ) -> QTableWidgetItem:
        if a == b:
            item = QTableWidgetItem("")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            return item
        pair = comparison.pair(a, b)
        found = coefficient(pair.pooled_kappa)
        common = counted(len(pair.documents), "transcript")
        item = QTableWidgetItem(found)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        said = self.tr("%1 and %2: pooled κ %3 on %4").replace("%4", common).replace("%3", found)
        said = said.replace("%2", names[b]).replace("%1", names[a])
        if found == UNDEFINED:
            said += self.tr(", undefined: nothing coded, or nothing in common")
        item.setToolTip(said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        return item

    def _choose(self, row: int, column: int) -> None:
        if row != column:
            self.pair_chosen.emit((self._coders[row], self._coders[column]))
