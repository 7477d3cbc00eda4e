"""The SQLite connection of one project, with its failures put into sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from coder_gui.domain.errors import ProjectFileError

Value = str | int | bytes | None

# Where a damaged file holds what is not UTF-8, the second comes in place of the first.
_FAILURES = (sqlite3.Error, UnicodeDecodeError)


class ProjectDatabase(Database):
    """A sqlite-utils database that knows its project file."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        # The query part keeps SQLite from creating the file that it was asked to open.
        uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
        try:
            connection = sqlite3.connect(uri, uri=True, timeout=5)
        except sqlite3.Error as error:
            raise project_error(path, error) from error
        super().__init__(connection, execute_plugins=False)
        self.execute("PRAGMA temp_store = MEMORY")
        self.execute("PRAGMA trusted_schema = OFF")
        self.execute("PRAGMA cell_size_check = ON")
        self.execute("PRAGMA foreign_keys = ON")
        self.execute("PRAGMA recursive_triggers = ON")
        if not read_only:
            self.execute("PRAGMA journal_mode = DELETE")
        self.execute("PRAGMA synchronous = EXTRA")
        self.execute("PRAGMA fullfsync = ON")

    def execute(self, sql: str, parameters: Any = None) -> sqlite3.Cursor:
        """Run one statement; an outside failure becomes a sentence."""
        try:
            return super().execute(sql, parameters)
        except _FAILURES as error:
            raise project_error(self.path, error) from error

    def executemany(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for many rows, inside a step."""
        # Outside of one it would open a transaction that nothing commits.
        assert self.conn.in_transaction
        try:
            self.conn.executemany(sql, rows)
        except _FAILURES as error:
            raise project_error(self.path, error) from error

    def all(self, sql: str, parameters: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        try:
            return self.conn.execute(sql, parameters).fetchall()
        except _FAILURES as error:
            raise project_error(self.path, error) from error

    def one(self, sql: str, parameters: Sequence[Value] = ()) -> tuple[Any, ...] | None:
        """The first row of a query."""
        rows = self.all(sql, parameters)
        return rows[0] if rows else None

    def value(self, sql: str, parameters: Sequence[Value] = ()) -> Any:
        """The first value of the first row, or None."""
        row = self.one(sql, parameters)
        return row[0] if row else None


_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk is full, so the last step could not be saved to “{name}” and "
    "was taken back. Make room on the disk, then repeat it.",
    sqlite3.SQLITE_READONLY: "“{name}” cannot be written to, so the last step was taken back. "
    "Allow writing to the file and its folder, or work on a copy.",
    sqlite3.SQLITE_READONLY_DBMOVED: "“{name}” was moved or deleted while it was open, so the last "
    "step was not saved. Put the file back where it was, then open it again.",
    sqlite3.SQLITE_BUSY: "“{name}” is in use by another program, so nothing was changed. "
    "Close it there, then try again.",
    sqlite3.SQLITE_LOCKED: "“{name}” is in use by another program, so nothing was changed. "
    "Close it there, then try again.",
    sqlite3.SQLITE_IOERR: "The disk with “{name}” did not answer, so the last step was taken "
    "back. Check that the drive is connected, then repeat it.",
    sqlite3.SQLITE_CANTOPEN: "“{name}” could not be opened. Check that the file is still there "
    "and that its folder can be written to.",
    sqlite3.SQLITE_CORRUPT: "“{name}” is damaged and was not changed. Open a copy from your "
    "backups, and keep the damaged file.",
    sqlite3.SQLITE_NOTADB: "“{name}” is not a project of Interview Coder, or it is damaged. It "
    "was not changed. Choose a file that ends in .coding.",
    sqlite3.SQLITE_PERM: "You may not open “{name}”. It was not changed. Ask its owner for "
    "access, or work on a copy.",
    sqlite3.SQLITE_AUTH: "You may not open “{name}”. It was not changed. Ask its owner for "
    "access, or work on a copy.",
}


def project_error(path: Path, error: Exception) -> Exception:
    """A sentence for an outside failure; a failure of our own making stays what it is."""
    code = getattr(error, "sqlite_errorcode", 0)
    if isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error):
        code = sqlite3.SQLITE_CORRUPT
    sentence = _SENTENCES.get(code) or _SENTENCES.get(code & 0xFF)
    if sentence is None:
        return error
    details = f"{getattr(error, 'sqlite_errorname', '')}: {error}"
    return ProjectFileError(sentence.format(name=path.name), details)
