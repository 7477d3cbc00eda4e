"""Transcripts by participant group, and where each coder stands with each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from coder_gui.domain.counted import counted
from coder_gui.domain.team import Task
from coder_gui.ui import fonts
from coder_gui.ui.team.wording import task_in_words

CELL = Qt.ItemDataRole.UserRole
"""The `Cell` of a coder and a transcript; None elsewhere."""
NAME = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a coder stands with a transcript; `segments` is None where it is not to be seen."""

    coder_id: int
    transcript_id: int
    task: Task
    segments: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A transcript, or the head of a group, which has no id."""

    id: int | None
    name: str


class TaskModel(QAbstractTableModel):
    """A row a transcript under its group's, a column a person."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._coders: list[tuple[int, str]] = []
        self._tasks: Mapping[tuple[int, int], Task] = {}
        self._counts: Mapping[tuple[int, int], int] = {}
        self._seen: frozenset[int] = frozenset()

    def show(self, rows: Sequence[Row], coders: Sequence[tuple[int, str]]) -> None:
        """Show these transcripts and persons."""
        self.beginResetModel()
        self._rows, self._coders = list(rows), list(coders)
        self.endResetModel()

    def is_for(self, rows: Sequence[Row], coders: Sequence[tuple[int, str]]) -> bool:
        """Whether these are shown already."""
        return self._rows == list(rows) and self._coders == list(coders)

    def fill(
        self,
        tasks: Mapping[tuple[int, int], Task],
        counts: Mapping[tuple[int, int], int],
        seen: Iterable[int],
    ) -> None:
        """Say where everybody stands; numbers of segments only of those that may be seen."""
        self._tasks, self._counts, self._seen = tasks, counts, frozenset(seen)
        if self._rows and self._coders:
            last = self.index(len(self._rows) - 1, len(self._coders))
            self.dataChanged.emit(self.index(0, 1), last)

    def heads(self) -> list[int]:
        """Where the heads of groups stand."""
        return [place for place, row in enumerate(self._rows) if row.id is None]

    def cell(self, index: QModelIndex) -> Cell | None:
        """The coder's task at an index."""
        row = self._rows[index.row()]
        if row.id is None or index.column() == NAME:
            return None
        coder = self._coders[index.column() - 1][0]
        key = coder, row.id
        seen = self._counts.get(key, 0) if coder in self._seen else None
        return Cell(coder, row.id, self._tasks.get(key, "not assigned"), seen)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1 + len(self._coders)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if self._rows[index.row()].id is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, cell = self._rows[index.row()], self.cell(index)
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if index.column() == NAME else self._shown(cell)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NAME:
            return row.name
        if role == Qt.ItemDataRole.FontRole:
            weight = fonts.SEMIBOLD if row.id is None else fonts.REGULAR
            return fonts.interface_font("row" if row.id is None else "body", weight)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and cell:
            return self._in_words(row, index.column(), cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.tr("Transcript") if section == NAME else self._coders[section - 1][1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _shown(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        if cell.task == "not assigned":
            return "–" if not cell.segments else f"– ({cell.segments:,})"
        short = {
            "empty": self.tr("nothing coded"),
            "coding": self.tr("coding"),
            "finished": self.tr("finished"),
        }[cell.task]
        if cell.segments is None or cell.task == "empty":
            return short
        return f"{short} · {cell.segments:,}"

    def _in_words(self, row: Row, column: int, cell: Cell) -> str:
        said = f"{row.name}, {self._coders[column - 1][1]}: {task_in_words(cell.task)}"
        return f"{said}, {counted(cell.segments, 'segment')}" if cell.segments else said
