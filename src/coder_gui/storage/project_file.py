"""Making, opening, checking and closing the one file that a project is."""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from coder_gui.domain.errors import DamagedProject, InUse, PassphraseNeeded, ProjectFileError
from coder_gui.domain.stamps import Stamps
from coder_gui.storage import lock, schema
from coder_gui.storage.database import ProjectDatabase, damaged
from coder_gui.storage.encryption import Key, is_protected
from coder_gui.storage.journal import Journal
from coder_gui.storage.received import refuse_unsafe
from coder_gui.storage.restore_points import keep_automatic, restore_points

SUFFIX = ".coding"

_HEADER = struct.Struct(">16s44xI4xI")
"""SQLite's magic words, `user_version` and `application_id` as they stand in the first bytes."""


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """An open project file: reads go to `db`, writes through `journal`.

    `key` opens it and every copy of it that is made through SQLite; None when it is not protected.
    """

    path: Path
    db: ProjectDatabase
    journal: Journal
    lock: lock.Lock | None = None

    @property
    def key(self) -> Key | None:
        return self.db.key

    def close(self) -> None:
        """Release the file; nothing is left to be written."""
        self.db.close()
        if self.lock is not None:
            self.lock.release()

    def require_writer(self) -> None:
        """Make sure, before every step, that this is still the one writer.

        Raises:
            ProjectFileError: It is open for reading only, or somebody else opened it since.
        """
        if self.db.read_only and is_writable(self.path):
            raise ProjectFileError(
                f"“{self.path.name}” is open read-only, so nothing was changed. Open it for "
                "writing to go on working."
            )
        # Where the file itself is gone, SQLite says so.
        if self.lock is not None and not self.lock.is_held() and self.path.exists():
            raise InUse(
                f"“{self.path.name}” was opened elsewhere while this computer gave no sign of "
                "life, so the last step was not saved. Open the project again to see what was "
                "changed there.",
                self.path,
            )


def create(
    path: Path, name: str, coder: str, stamps: Stamps, key: Key | None = None
) -> ProjectFile:
    """Make a new project file with its study sheet and first coder, protected if there is a key.

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
        with _locked(path) as held, _closed_on_error(ProjectDatabase(path, key=key)) as db:
            _build(db, name, coder, stamps)
            return ProjectFile(path, db, Journal(db, stamps), held)
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


@contextmanager
def _locked(path: Path, *, anyway: bool = False) -> Iterator[lock.Lock]:
    """Be the one writer, and stay it unless something goes wrong."""
    held = lock.take(path, anyway=anyway)
    try:
        yield held
    except BaseException:
        held.release()
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


def open_file(
    path: Path,
    stamps: Stamps,
    key: Key | None = None,
    *,
    read_only: bool = False,
    anyway: bool = False,
) -> ProjectFile:
    """Open a project file after looking at everything that could make it unsafe.

    A file that cannot be written to is opened for reading only. What is read then is the project
    as it was at that moment, because somebody else may be writing.

    Args:
        anyway: Take over from a writer who has been silent for long.

    Raises:
        InUse: Somebody else has it open for writing.
        ProjectFileError: It is missing, no project, damaged, or made by a newer version.
        PassphraseNeeded: It is protected, and no key came along.
        WrongPassphrase: The key is of another passphrase.
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
    if not is_protected(path):
        key = None
        _refuse_strangers(path)
    elif key is None:
        raise PassphraseNeeded(
            f"“{path.name}” is protected with a passphrase. Give the passphrase to open it."
        )
    writable = not read_only and is_writable(path)
    with (
        _locked(path, anyway=anyway) if writable else nullcontext() as held,
        _closed_on_error(_connected(path, key, read_only=not writable)) as db,
    ):
        if key is not None:
            # Its header could not be read before.
            marks = (db.value(f"PRAGMA {mark}") for mark in ("application_id", "user_version"))
            _refuse_marks(path, *marks)
        refuse_unsafe(db)
        if writable:
            db.remove_old_journal()
            _migrate(db)
        else:
            db.keep_as_it_is()
            _update_in_memory(db)
        return ProjectFile(path, db, Journal(db, stamps), held)


def _connected(path: Path, key: Key | None, *, read_only: bool) -> ProjectDatabase:
    try:
        return ProjectDatabase(path, read_only=read_only, key=key)
    except sqlite3.Error as error:
        # Connecting reads the tables' names, and what is no failure of the disk is damage.
        raise damaged(path, f"{type(error).__name__}: {error}") from error


def is_writable(path: Path) -> bool:
    """Whether a project file can be written to, and the journal beside it."""
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
    _refuse_marks(path, application if magic == b"SQLite format 3\0" else 0, version)


def _refuse_marks(path: Path, application: int, version: int) -> None:
    if application != schema.APPLICATION_ID:
        sentence = (
            f"“{path.name}” is not a project of Interview Coder, or it is damaged. It was not "
            f"changed. Choose a file that ends in {SUFFIX}."
        )
        if restore_points(path):
            raise DamagedProject(sentence, "not a project’s first page", path)  # it was one
        raise ProjectFileError(sentence)
    if version > schema.FORMAT_VERSION:
        raise ProjectFileError(
            f"“{path.name}” was made by a newer version of Interview Coder. It was not changed. "
            "Update the program, then open it again."
        )


def _migrate(db: ProjectDatabase) -> None:
    if not schema.migrations.pending(db):
        return
    version = db.value("PRAGMA user_version")
    try:
        keep_automatic(db, f"before updating from format {version}")
    except ProjectFileError as error:
        raise ProjectFileError(
            f"“{db.path.name}” comes from an older version and would be updated, but no copy of it "
            "could be kept first. It was not changed. Make room in its folder, then open it again.",
            error.details or error.sentence,
        ) from error
    _update(db)


def _update(db: ProjectDatabase) -> None:
    with db.atomic():
        schema.migrations.apply(db)
        db.execute(f"PRAGMA user_version = {schema.FORMAT_VERSION}")


def _update_in_memory(db: ProjectDatabase) -> None:
    """Bring the copy that is read from up to date; the older file itself stays as it is."""
    if schema.migrations.pending(db):
        db.execute("PRAGMA query_only = OFF")
        _update(db)
        db.execute("PRAGMA query_only = ON")


def row_counts(db: ProjectDatabase) -> dict[str, int]:
    """How many rows each table of the study has."""
    return {table: db.value(f"SELECT count(*) FROM {table}") for table in schema.JOURNALLED}
