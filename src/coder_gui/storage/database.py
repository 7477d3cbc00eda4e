"""The SQLite connection of one project, with its failures put into sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from coder_gui.domain.errors import DamagedProject, ProjectFileError
from coder_gui.storage import encryption

Value = str | int | bytes | None

LARGEST_VALUE = 500_000_000
"""Bytes of one text or file in a project, and of its image in the history (twice a file's)."""

# Where a damaged file holds what is not UTF-8, the second comes in place of the first.
_FAILURES = (sqlite3.Error, UnicodeDecodeError)


class ProjectDatabase(Database):
    """A sqlite-utils database that knows its project file.

    Args:
        key: What opens a protected file. Copies through SQLite's backup are made into another
            `ProjectDatabase` with the same key.
    """

    def __init__(
        self, path: Path, *, read_only: bool = False, key: encryption.Key | None = None
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.key = key
        # The query part keeps SQLite from creating the file that it was asked to open.
        uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
        try:
            connection = (
                sqlite3.connect(uri, uri=True, timeout=5)
                if key is None
                else encryption.connect(uri, key, timeout=5)
            )
        except _FAILURES as error:
            raise project_error(path, error) from error
        super().__init__(connection, execute_plugins=False)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        try:
            self._set_up()
        except BaseException:
            self.close()
            raise

    def _set_up(self) -> None:
        if self.key is not None:
            self._try_key()
        self.execute("PRAGMA temp_store = MEMORY")
        self.execute("PRAGMA trusted_schema = OFF")
        self.execute("PRAGMA cell_size_check = ON")
        self.execute("PRAGMA foreign_keys = ON")
        self.execute("PRAGMA recursive_triggers = ON")
        if not self.read_only:
            self.execute("PRAGMA journal_mode = DELETE")
        self.execute("PRAGMA synchronous = EXTRA")
        self.execute("PRAGMA fullfsync = ON")

    def keep_as_it_is(self) -> None:
        """Read from a copy in memory from now on, as of now and as a whole.

        Another program may write to the file meanwhile, and what was read before and after
        that would not go together; a long read would keep it from writing.
        """
        uri = "file::memory:"
        copy = (
            sqlite3.connect(uri, uri=True)
            if self.key is None
            else encryption.connect(uri, self.key, timeout=5)
        )
        try:
            self.conn.backup(copy)
        except _FAILURES as error:
            copy.close()
            raise project_error(self.path, error) from error
        self.conn.close()
        self.conn = copy
        copy.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        self._set_up()
        self.execute("PRAGMA query_only = ON")

    def remove_old_journal(self) -> None:
        """Remove a journal file of a crashed program that holds nothing to take back.

        SQLite would leave it there until the next step; it takes one that does hold something
        back at the first read.
        """
        if self.path.with_name(f"{self.path.name}-journal").exists():
            self.execute("PRAGMA journal_mode = PERSIST")
            self.execute("PRAGMA journal_mode = DELETE")

    def _try_key(self) -> None:
        try:
            self.conn.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise encryption.wrong_passphrase(self.path) from error
            raise project_error(self.path, error) from error

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

    def explained(self, error: sqlite3.Error) -> Exception:
        """A sentence for a failed step: the world's fault, or damage that opening overlooked.

        In a damaged file a step can break a rule that it would keep in a sound one.
        """
        told = project_error(self.path, error)
        if told is not error or not self._is_damaged():
            return told
        return damaged(self.path, f"{type(error).__name__}: {error}")

    def _is_damaged(self) -> bool:
        try:
            return self.value("PRAGMA integrity_check(1)") != "ok" or bool(
                self.one("PRAGMA foreign_key_check")
            )
        except (sqlite3.Error, ProjectFileError):
            return True


_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk is full, so the last step could not be saved to “{name}” and "
    "was taken back. Make room on the disk, then repeat it.",
    sqlite3.SQLITE_READONLY: "“{name}” cannot be written to, so the last step was taken back. "
    "Allow writing to the file and its folder, or work on a copy.",
    sqlite3.SQLITE_READONLY_ROLLBACK: "A step in “{name}” was cut off by a crash, and taking it "
    "back needs writing, so the project was not opened read-only. It was not changed. Open it for "
    "writing once.",
    sqlite3.SQLITE_READONLY_DBMOVED: "“{name}” was moved or deleted while it was open, so the last "
    "step was not saved. Put the file back where it was, then open it again.",
    sqlite3.SQLITE_BUSY: "“{name}” is in use by another program, so nothing was changed. "
    "Close it there, then try again.",
    sqlite3.SQLITE_LOCKED: "“{name}” is in use by another program, so nothing was changed. "
    "Close it there, then try again.",
    sqlite3.SQLITE_IOERR: "The disk with “{name}” did not answer, so the last step was taken "
    "back. Check that the drive is connected, then repeat it.",
    # No room on a disk comes as this one, too: where a quota or a largest file size is met.
    sqlite3.SQLITE_IOERR_WRITE: "The disk could not take what was to be written to “{name}”, so "
    "the last step was taken back. Check that the drive is connected and has room, then repeat it.",
    sqlite3.SQLITE_TOOBIG: "A text or a file for “{name}” is larger than any that a project can "
    "hold, so nothing was changed. Leave it out, or divide it into several.",
    sqlite3.SQLITE_PROTOCOL: "“{name}” is in use by another program, so nothing was changed. "
    "Close it there, then try again.",
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


def damaged(path: Path, details: str) -> DamagedProject:
    """The sentence for a file that cannot be what this program wrote."""
    sentence = _SENTENCES[sqlite3.SQLITE_CORRUPT].format(name=path.name)
    return DamagedProject(sentence, details, path)


def project_error(path: Path, error: Exception) -> Exception:
    """A sentence for an outside failure; a failure of our own making stays what it is."""
    code = getattr(error, "sqlite_errorcode", 0)
    said = str(error)
    if isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in said:
        # SQLite's own words quote the text.
        code, said = sqlite3.SQLITE_CORRUPT, "not UTF-8"
    sentence = _SENTENCES.get(code) or _SENTENCES.get(code & 0xFF)
    if sentence is None:
        return error
    details = f"{getattr(error, 'sqlite_errorname', '')}: {said}"
    if code & 0xFF == sqlite3.SQLITE_CORRUPT:
        return damaged(path, details)
    return ProjectFileError(sentence.format(name=path.name), details)
