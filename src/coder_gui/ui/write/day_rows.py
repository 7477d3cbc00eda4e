"""Rows under the day that they are of: what the audit trail and the memos are listed by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
)

from coder_gui.domain.audit_trail import clock, local
from coder_gui.domain.counted import counted

IS_DAY = Qt.ItemDataRole.UserRole
IS_STRUCK = Qt.ItemDataRole.UserRole + 1
translate = QCoreApplication.translate
KEY = Qt.ItemDataRole.UserRole + 2
NOTE = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row.

    Args:
        at: Its moment, ISO 8601.
        cells: What stands in the columns after the time.
        struck: That it does not count any more.
        key: What the line stands for.
    """

    at: str
    cells: tuple[str, ...]
    struck: bool = False
    key: Any = None


@dataclass(slots=True)
class _Day:
    day: date
    lines: int = 0


class DayRows(QAbstractTableModel):
    """Lines with a row above those of each day; lines are appended as they are read."""

    def __init__(self, heads: Sequence[str], noun: str, parent: QObject | None = None) -> None:
        """`heads` begin with the time; `noun` is what a line is called when counted."""
        super().__init__(parent)
        self._heads = tuple(heads)
        self._noun = noun
        self._rows: list[Line | _Day] = []

    def clear(self) -> None:
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def append(self, lines: Sequence[Line]) -> list[int]:
        """Add lines below the others; returns the rows of days that begin with them."""
        new: list[Line | _Day] = []
        days = []
        last = self._last_day()
        for line in lines:
            day = local(line.at).date()
            if last is None or day != last.day:
                last = _Day(day)
                days.append(len(self._rows) + len(new))
                new.append(last)
            last.lines += 1
            new.append(line)
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._rows += new
            self.endInsertRows()
        return days

    def lines(self) -> list[Line]:
        """All lines, without the days."""
        return [row for row in self._rows if isinstance(row, Line)]

    def line(self, row: int) -> Line | None:
        """The line in a row; None for a day."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Line) else None

    def heads(self) -> tuple[str, ...]:
        return self._heads

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if self.line(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if isinstance(row, _Day):
            return self._of_day(row, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return clock(row.at) if index.column() == 0 else row.cells[index.column() - 1]
        if role == Qt.ItemDataRole.ToolTipRole and index.column():
            return row.cells[index.column() - 1] or None
        return {IS_DAY: False, IS_STRUCK: row.struck, KEY: row.key}.get(role)

    def _last_day(self) -> _Day | None:
        return next((row for row in reversed(self._rows) if isinstance(row, _Day)), None)

    def _of_day(self, row: _Day, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return day_in_words(row.day) if column == 0 else ""
        if role == NOTE:
            return counted(row.lines, self._noun)
        return True if role == IS_DAY else None


def day_in_words(day: date) -> str:
    """“Monday, 2 March 2026”, with “Today” and “Yesterday” said."""
    text = QLocale().toString(QDate(day.year, day.month, day.day), "dddd, d MMMM yyyy")
    ago = (date.today() - day).days
    said = {0: translate("DayRows", "Today"), 1: translate("DayRows", "Yesterday")}.get(ago)
    return f"{said}, {text}" if said else text
