"""The rows of the history panel: steps newest first, read as they come into view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from coder_gui.domain.audit_trail import clock, local
from coder_gui.ui.coding.facts import moment

if TYPE_CHECKING:
    from coder_gui.app.accounting import PastStep

STEP_ROW = Qt.ItemDataRole.UserRole
PAGE = 100

Kind = Literal["undone", "now", "done", "beginning", "end"]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A row: a step, the beginning of all, or the sentence that nothing before can be undone.

    Args:
        step_id: The step after which all was as it is when the row is gone to; 0 before the first.
    """

    kind: Kind
    step_id: int
    text: str
    note: str = ""


class StepRows(QAbstractListModel):
    """Undone steps, the present, and what was done before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[StepRow] = []
        self._read: Callable[[int | None], list[PastStep]] = lambda _below: []
        self._coders: Mapping[int, str] = {}
        self._complete = True
        self._present = 0

    def show(self, read: Callable[[int | None], list[PastStep]], coders: Mapping[int, str]) -> None:
        """Read from the newest step on.

        Args:
            read: Gives the next steps below one, or the newest ones for None.
        """
        self.beginResetModel()
        self._read, self._coders = read, coders
        steps = read(None)
        self._present = sum(step.state == "undone" for step in steps)
        self._rows, self._complete = [], False
        self._rows = self._rows_of(steps)
        self.endResetModel()

    def forget(self) -> None:
        """Let go of the project that closes."""
        self.show(lambda _below: [], {})
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    @property
    def present(self) -> int:
        """The row of what holds now."""
        return self._present

    @property
    def last(self) -> int:
        """The lowest row that can be gone to, of those that are read."""
        ends = bool(self._rows) and self._rows[-1].kind == "end"
        return len(self._rows) - (2 if ends else 1)

    def row(self, place: int) -> StepRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row is None or row.kind == "end":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: QModelIndex) -> None:
        below = self._rows[-1].step_id
        rows = self._rows_of(self._read(below))
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == STEP_ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = {"undone": self.tr("Undone: %1"), "now": self.tr("Now: %1")}
            words = ", ".join(each for each in (row.text, row.note) if each)
            return said.get(row.kind, "%1").replace("%1", words)
        return None

    def _rows_of(self, steps: list[PastStep]) -> list[StepRow]:
        """Rows of the next steps, and what stands below the last one."""
        rows = []
        has_present = bool(self._rows)
        done = 0
        for step in steps:
            kind: Kind = "undone"
            if step.state == "done":
                kind, has_present = ("done" if has_present else "now"), True
                done += 1
            rows.append(self._row_of(step, kind))
            if step.final:
                self._complete = True
                words = self.tr("What was done before cannot be undone any more.")
                return [*rows, StepRow("end", -1, words)]
        if done < PAGE:
            self._complete = True
            words = self.tr("Before the first step")
            rows.append(StepRow("beginning" if has_present else "now", 0, words))
        return rows

    def _row_of(self, step: PastStep, kind: Kind) -> StepRow:
        coder = self._coders.get(step.coder_id or 0, self.tr("a coder who is gone"))
        return StepRow(kind, step.id, step.summary or step.label, f"{_when(step.at)} · {coder}")


def _when(stamp: str) -> str:
    day = moment(stamp)
    return day if clock(stamp) in day else f"{day}, {local(stamp):%H:%M}"
