"""What the window remembers between starts: never words of a transcript."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

RECENT_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Recent:
    """A project that was open before; `opened_at` is ISO 8601 in local time.

    Of a protected one only the file is known: its name stands for the study's.
    """

    path: str
    name: str
    transcripts: int
    coded: int
    opened_at: str
    where: str
    protected: bool = False


class Settings:
    """One INI file of the user's, read and written at once."""

    def __init__(self) -> None:
        self._file = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Interview Coder", "coder-gui"
        )

    def get(self, key: str, default: str = "") -> str:
        value = self._file.value(key, default)
        return value if isinstance(value, str) else default

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        """The value of a key, or the first of its choices."""
        value = self.get(key)
        return value if value in choices else choices[0]

    def set(self, key: str, value: str) -> None:
        self._file.setValue(key, value)

    def number(self, key: str, default: float) -> float:
        try:
            number = float(self.get(key, str(default)))
        except ValueError:
            return default
        return number if math.isfinite(number) else default

    def state(self, key: str) -> QByteArray:
        """A window's or splitter's saved state; empty when there is none."""
        value = self._file.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, key: str, value: QByteArray) -> None:
        self._file.setValue(key, value)

    def recent(self) -> list[Recent]:
        """Projects that were open before, the latest first."""
        return [Recent(**each) for each in self._recent_rows()]

    @property
    def keeps_recent(self) -> bool:
        """Whether projects that were open are listed at all."""
        return self.get("keep_recent") != "no"

    def keep_recent(self, keep: bool) -> None:
        """List projects from now on, or forget those that are listed and list no more."""
        self.set("keep_recent", "" if keep else "no")
        if not keep:
            self.forget_all()

    def remember(self, recent: Recent) -> None:
        """Put a project at the head of the list, where there is one."""
        if not self.keeps_recent:
            return
        rows = [each for each in self._recent_rows() if each["path"] != recent.path]
        rows.insert(0, asdict(recent))
        self._file.setValue("recent", json.dumps(rows[:RECENT_LIMIT]))

    def forget(self, path: Path) -> None:
        """Take a project off the list; the file is not touched."""
        rows = [each for each in self._recent_rows() if each["path"] != str(path)]
        self._file.setValue("recent", json.dumps(rows))

    def forget_all(self) -> None:
        self._file.remove("recent")
        self._file.remove("recordings")

    def recordings(self, study: str) -> dict[str, tuple[str, str]]:
        """Folder of the import and chosen recording by the guids of a study's transcripts."""
        try:
            rows = json.loads(self.get(f"recordings/{study}", "{}"))
        except ValueError:
            return {}
        if not isinstance(rows, dict):
            return {}
        return {guid: (row[0], row[1]) for guid, row in rows.items() if _are_paths(row)}

    def set_recordings(self, study: str, rows: Mapping[str, tuple[str, str]]) -> None:
        self._file.setValue(f"recordings/{study}", json.dumps(rows))

    def forget_recordings(self, study: str) -> None:
        self._file.remove(f"recordings/{study}")

    def save(self) -> None:
        self._file.sync()

    def _recent_rows(self) -> list[dict[str, Any]]:
        try:
            rows = json.loads(self.get("recent", "[]"))
        except ValueError:
            return []
        if not isinstance(rows, list):
            return []
        rows = [{"protected": False} | row for row in rows if isinstance(row, dict)]
        return [row for row in rows if _is_recent(row)]


def _are_paths(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(p, str) for p in row)


def _is_recent(row: object) -> bool:
    """Whether a row is one that this program wrote; the file may have been edited by hand."""
    kinds = {each.name: str if each.type == "str" else int for each in fields(Recent)}
    return (
        isinstance(row, dict)
        and set(row) == set(kinds)
        and all(isinstance(row[name], kind) for name, kind in kinds.items())
    )
