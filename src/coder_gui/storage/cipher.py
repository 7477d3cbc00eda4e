"""SQLCipher's connection, failing as SQLite's does; imported only for protected files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]


@contextmanager
def _as_sqlite() -> Iterator[None]:
    """Raise SQLCipher's errors as those of `sqlite3`, so that nobody has to know both."""
    try:
        yield
    except dbapi2.Error as error:
        same = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)(*error.args)
        same.sqlite_errorcode = getattr(error, "sqlite_errorcode", 0)
        same.sqlite_errorname = getattr(error, "sqlite_errorname", "")
        raise same from error


class Cursor(dbapi2.Cursor):  # type: ignore[misc]
    """A cursor of a protected file."""

    def execute(self, *arguments: Any) -> Any:
        with _as_sqlite():
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:
        with _as_sqlite():
            return super().executemany(*arguments)

    def fetchone(self) -> Any:
        with _as_sqlite():
            return super().fetchone()

    def fetchmany(self, *arguments: Any) -> Any:
        with _as_sqlite():
            return super().fetchmany(*arguments)

    def fetchall(self) -> Any:
        with _as_sqlite():
            return super().fetchall()

    def __next__(self) -> Any:
        with _as_sqlite():
            return super().__next__()


class Connection(dbapi2.Connection):  # type: ignore[misc]
    """A connection to a protected file, or to a plain one that is about to be protected."""

    def cursor(self, factory: type = Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, *arguments: Any) -> Any:
        with _as_sqlite():
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:
        with _as_sqlite():
            return super().executemany(*arguments)

    def executescript(self, *arguments: Any) -> Any:
        with _as_sqlite():
            return super().executescript(*arguments)

    def commit(self) -> None:
        with _as_sqlite():
            super().commit()

    def rollback(self) -> None:
        with _as_sqlite():
            super().rollback()

    def backup(self, *arguments: Any, **options: Any) -> None:
        with _as_sqlite():
            super().backup(*arguments, **options)

    def setlimit(self, _category: int, _limit: int) -> int:
        """This module cannot set limits; a value has at most a gigabyte."""
        return 1_000_000_000


def connect(uri: str, timeout: float) -> Connection:
    """Open a file by its URI, which is not read yet."""
    with _as_sqlite():
        made: Connection = dbapi2.connect(uri, uri=True, timeout=timeout, factory=Connection)
        return made
