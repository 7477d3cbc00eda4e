"""Hits as rows: which there are, which are checked, and what stands around each."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from coder_gui.domain.concordance import Line
from coder_gui.domain.passages import Range

ROW, LINE, CHECKED = (Qt.ItemDataRole.UserRole + each for each in range(3))
LINES_KEPT = 3_000


class HitRow(NamedTuple):
    """A hit, or a heading over several: then `start` is negative and `hits` tells of which.

    Args:
        who: The speaker or the transcript; of a heading, its words.
        note: Of a heading, what is said more quietly.
        under: Whether it stands under a heading that says `who`.
    """

    transcript_id: int
    start: int
    end: int
    who: str
    note: str = ""
    hits: tuple[HitRow, ...] = ()
    under: bool = False

    @property
    def is_heading(self) -> bool:
        return self.start < 0

    @property
    def key(self) -> tuple[int, int, int]:
        return self.transcript_id, self.start, self.end


class HitModel(QAbstractListModel):
    """All hits are checked until somebody unchecks them."""

    checked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[HitRow] = []
        self._number = 0
        self._off: set[tuple[int, int, int]] = set()
        self._lines: OrderedDict[tuple[int, int, int], Line] = OrderedDict()
        self._read: Callable[[int, Sequence[Range]], list[Line]] = lambda _id, _hits: []

    def read_with(self, read: Callable[[int, Sequence[Range]], list[Line]]) -> None:
        """Say where the lines of rows that come into sight are read."""
        self._read = read

    def clear(self) -> None:
        """Show nothing; hits that come next are checked."""
        self._off.clear()
        self._lines.clear()
        self.show([])

    def show(self, rows: list[HitRow]) -> None:
        """Show the same hits in another order."""
        self.beginResetModel()
        self._rows = rows
        self._number = len(self.hits())
        self.endResetModel()
        self.checked_changed.emit()

    def add(self, rows: Sequence[HitRow]) -> None:
        """Show more rows below the others."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self._number += sum(not row.is_heading for row in rows)
            self.endInsertRows()
            self.checked_changed.emit()

    def row(self, place: int) -> HitRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def hits(self) -> list[HitRow]:
        """Every hit, without headings."""
        return [row for row in self._rows if not row.is_heading]

    def by_transcript(self) -> dict[int, list[Range]]:
        return _by_transcript(self.hits())

    def checked(self) -> dict[int, list[Range]]:
        """The checked hits by transcript."""
        return _by_transcript(row for row in self.hits() if row.key not in self._off)

    def number_checked(self) -> int:
        return self._number - len(self._off)

    def is_checked(self, row: HitRow) -> Qt.CheckState:
        if not row.is_heading:
            return Qt.CheckState.Unchecked if row.key in self._off else Qt.CheckState.Checked
        off = sum(each.key in self._off for each in row.hits)
        if not off:
            return Qt.CheckState.Checked
        return Qt.CheckState.Unchecked if off == len(row.hits) else Qt.CheckState.PartiallyChecked

    def toggle(self, places: Iterable[int]) -> None:
        """Check rows, or uncheck them where all are checked; a heading stands for its hits."""
        rows = [row for place in places if (row := self.row(place)) is not None]
        hits = {hit.key for row in rows for hit in (row.hits if row.is_heading else (row,))}
        self._set(hits, on=not all(key not in self._off for key in hits))

    def check_all(self, on: bool) -> None:
        self._set({row.key for row in self.hits()}, on=on)

    def _set(self, keys: set[tuple[int, int, int]], *, on: bool) -> None:
        self._off = self._off - keys if on else self._off | keys
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.checked_changed.emit()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def line(self, row: HitRow) -> Line:
        """What stands around a hit; read when it is first seen."""
        line = self._lines.get(row.key)
        if line is None:
            line = self._read(row.transcript_id, [(row.start, row.end)])[0]
            self._lines[row.key] = line
            if len(self._lines) > LINES_KEPT:
                self._lines.popitem(last=False)
        return line

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (CHECKED, Qt.ItemDataRole.CheckStateRole):
            return self.is_checked(row)
        if role == LINE:
            return None if row.is_heading else self.line(row)
        if role == Qt.ItemDataRole.DisplayRole:
            if row.is_heading:
                return f"{row.who}, {row.note}"
            line = self.line(row)
            return f"{line.before}{line.words}{line.after}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = {
                Qt.CheckState.Checked: self.tr("checked"),
                Qt.CheckState.Unchecked: self.tr("not checked"),
                Qt.CheckState.PartiallyChecked: self.tr("some checked"),
            }[self.is_checked(row)]
            words = self.data(index)
            return f"{words}, {state}" if row.is_heading else f"{row.who}: {words}, {state}"
        return None


def _by_transcript(rows: Iterable[HitRow]) -> dict[int, list[Range]]:
    found: dict[int, list[Range]] = defaultdict(list)
    for row in rows:
        found[row.transcript_id].append((row.start, row.end))
    return dict(found)
