"""Making, opening, checking and closing the one file that a project is."""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from coder_gui.domain.errors import ProjectFileError
from coder_gui.domain.stamps import Stamps
from coder_gui.storage import schema
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Journal

SUFFIX = ".coding"

_HEADER = struct.Struct(">16s44xI4xI")
"""SQLite's magic words, `user_version` and `application_id` as they stand in the first bytes."""


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """An open project file: reads go to `db`, writes through `journal`."""

    path: Path
    db: ProjectDatabase
    journal: Journal

    def close(self) -> None:
        """Release the file; nothing is left to be written."""
        self.db.close()


def create(path: Path, name: str, coder: str, stamps: Stamps) -> ProjectFile:
    """Make a new project file with its study sheet and first coder.

    Raises:
        ProjectFileError: The file is there already, or its folder cannot be written to.
    """
    try:
        path.open("xb").close()
    except FileExistsError:
        raise ProjectFileError(
            f"There is already a file “{path.name}” in this folder. It was left as it is. "
            "Choose another name."
        ) from None
    except OSError as error:
        raise ProjectFileError(
            f"“{path.name}” could not be made in “{path.parent}”. Choose a folder that exists "
            "and that you may write to.",
            str(error),
        ) from error
    try:
        with _closed_on_error(ProjectDatabase(path)) as db:
            _build(db, name, coder, stamps)
            return ProjectFile(path, db, Journal(db, stamps))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@contextmanager
def _closed_on_error(db: ProjectDatabase) -> Iterator[ProjectDatabase]:
    """Let go of the file when something goes wrong; Windows could not even delete it else."""
    try:
        yield db
    except BaseException:
        db.close()
        raise


def _build(db: ProjectDatabase, name: str, coder: str, stamps: Stamps) -> None:
    with db.atomic():
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {schema.FORMAT_VERSION}")
        schema.migrations.apply(db)
        now = stamps.now()
        db.execute(
            "INSERT INTO coder (id, name, guid, author_id, created_at, modified_at) "
            "VALUES (1, ?, ?, 1, ?, ?)",
            (coder, stamps.guid(), now, now),
        )
        db.execute(
            "INSERT INTO study (id, name, guid, author_id, created_at, modified_at) "
            "VALUES (1, ?, ?, 1, ?, ?)",
            (name, stamps.guid(), now, now),
        )


def open_file(path: Path, stamps: Stamps) -> ProjectFile:
    """Open a project file after looking at everything that could make it unsafe.

    A file that cannot be written to is opened for reading only.

    Raises:
        ProjectFileError: It is missing, no project, damaged, or made by a newer version.
    """
    if not os.path.isfile(path):  # noqa: PTH113 (pathlib raises on names that are too long)
        raise ProjectFileError(
            f"“{path.name}” is not in “{path.absolute().parent}”. Look where it was moved to, "
            "and open it there."
        )
    if not os.access(path, os.R_OK):
        raise ProjectFileError(
            f"You may not read “{path.name}”. It was not changed. Ask its owner for access."
        )
    _refuse_strangers(path)
    with _closed_on_error(ProjectDatabase(path, read_only=not _writable(path))) as db:
        _refuse_unsafe(db)
        _migrate(db)
        _refuse_other_tables(db)
        return ProjectFile(path, db, Journal(db, stamps))


def _writable(path: Path) -> bool:
    # Root may write anything, so the permission bits are asked as well: a file that somebody
    # marked read-only is meant to stay as it is.
    marked_writable = bool(path.stat().st_mode & 0o222)
    return marked_writable and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _refuse_strangers(path: Path) -> None:
    """Look at the header before SQLite does, which may change a file merely by opening it."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER.size)
    except OSError as error:
        raise ProjectFileError(
            f"“{path.name}” could not be read. It was not changed. Check that the drive is "
            "connected, then open it again.",
            str(error),
        ) from error
    magic, version, application = _HEADER.unpack(header.ljust(_HEADER.size, b"\0"))
    if magic != b"SQLite format 3\0" or application != schema.APPLICATION_ID:
        raise ProjectFileError(
            f"“{path.name}” is not a project of Interview Coder, or it is damaged. It was not "
            f"changed. Choose a file that ends in {SUFFIX}."
        )
    if version > schema.FORMAT_VERSION:
        raise ProjectFileError(
            f"“{path.name}” was made by a newer version of Interview Coder. It was not changed. "
            "Update the program, then open it again."
        )


def _refuse_unsafe(db: ProjectDatabase) -> None:
    name = db.path.name
    objects = db.all("SELECT type, name FROM sqlite_master")
    if any(kind in ("trigger", "view") for kind, _name in objects):
        raise ProjectFileError(
            f"“{name}” holds instructions that no project of Interview Coder has, so it was not "
            "opened or changed. Ask the sender how it was made."
        )
    missing = {*schema.JOURNALLED, *schema.HISTORY} - {each for _kind, each in objects}
    problems = [f"missing tables: {sorted(missing)}"] if missing else quick_check(db)
    # SQLite takes a last page that was cut off for one that ends in zeros.
    if db.path.stat().st_size < db.value("PRAGMA page_count") * db.value("PRAGMA page_size"):
        problems.append("cut off")
    if not problems:
        problems = [f"no {table}" for table in ("study", "coder") if not _has_rows(db, table)]
    if problems:
        raise _damaged(db, problems)


def _refuse_other_tables(db: ProjectDatabase) -> None:
    """Compare the tables with those of a project made now."""
    if schema.migrations.pending(db):
        return  # of an older format, and for reading only
    model = Database(memory=True, execute_plugins=False)
    schema.migrations.apply(model)
    tables = {
        table: model.execute(f"PRAGMA table_info({table})").fetchall()
        for table in (*schema.JOURNALLED, *schema.HISTORY)
    }
    model.close()
    other = [name for name, info in tables.items() if db.all(f"PRAGMA table_info({name})") != info]
    if other:
        raise _damaged(db, [f"other columns: {other}"])


def _damaged(db: ProjectDatabase, problems: list[str]) -> ProjectFileError:
    return ProjectFileError(
        f"“{db.path.name}” is damaged and was not changed. Open a copy from your backups, and "
        "keep the damaged file.",
        "; ".join(problems[:5]),
    )


def _has_rows(db: ProjectDatabase, table: str) -> bool:
    return db.one(f"SELECT 1 FROM {table} LIMIT 1") is not None


def quick_check(db: ProjectDatabase) -> list[str]:
    """What SQLite finds wrong with the file's structure; empty when nothing."""
    return [text for (text,) in db.all("PRAGMA quick_check") if text != "ok"]


def _migrate(db: ProjectDatabase) -> None:
    if db.read_only or not schema.migrations.pending(db):
        return
    version = db.value("PRAGMA user_version")
    copy = db.path.with_name(f"{db.path.stem} (before update from format {version}){SUFFIX}")
    if not copy.exists():
        _copy_whole(db.path, copy)
    with db.atomic():
        schema.migrations.apply(db)
        db.execute(f"PRAGMA user_version = {schema.FORMAT_VERSION}")


def _copy_whole(path: Path, copy: Path) -> None:
    """Copy a file whole or not at all."""
    beside = copy.with_suffix(".part")
    try:
        shutil.copy2(path, beside)
        beside.replace(copy)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ProjectFileError(
            f"“{path.name}” comes from an older version and would be updated, but no copy of it "
            "could be kept first. It was not changed. Make room in its folder, then open it again.",
            str(error),
        ) from error


def row_counts(db: ProjectDatabase) -> dict[str, int]:
    """How many rows each table of the study has."""
    return {table: db.value(f"SELECT count(*) FROM {table}") for table in schema.JOURNALLED}


def check(db: ProjectDatabase) -> list[str]:
    """Everything that is wrong with a project, one sentence each; empty when it is sound."""
    problems = [text for (text,) in db.all("PRAGMA integrity_check") if text != "ok"]
    problems += [
        f"A row of {table} (number {row}) points to a row of {parent} that is gone."
        for table, row, parent, _key in db.all("PRAGMA foreign_key_check")
    ]
    for table in ("segment", "turn"):
        problems += [
            f"A {table} of “{name}” (number {row}) ends beyond the text."
            for row, name in db.all(
                f"SELECT x.id, t.name FROM {table} x JOIN transcript t ON t.id = x.transcript_id "
                'WHERE x."end" > t.length'
            )
        ]
    problems += [
        f"The text of “{name}” has {found} characters instead of {length}."
        for name, length, found in db.all(
            "SELECT t.name, t.length, coalesce(sum(length(b.text)), 0) AS found "
            "FROM transcript t LEFT JOIN text_block b ON b.transcript_id = t.id "
            "GROUP BY t.id HAVING found <> t.length"
        )
    ]
    loops = db.value(
        "WITH RECURSIVE reached(id) AS (SELECT id FROM code WHERE parent_id IS NULL "
        "UNION SELECT code.id FROM code JOIN reached ON code.parent_id = reached.id) "
        "SELECT count(*) FROM code WHERE id NOT IN (SELECT id FROM reached)"
    )
    if loops:
        problems.append(f"{loops} codes stand under themselves in the tree.")
    return problems
