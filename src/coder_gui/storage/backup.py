"""Copies of a project file: verified, whole or not at all, made while work goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from coder_gui.domain.errors import CoderError, ProjectFileError
from coder_gui.storage.database import ProjectDatabase, project_error
from coder_gui.storage.encryption import Key
from coder_gui.storage.received import refuse_unsafe
from coder_gui.storage.schema import APPLICATION_ID, HISTORY, tables_of

RESERVE = 100_000_000
"""Bytes that stay free on the disk: a copy must not be what fills it."""

PAGES = 256
"""Pages copied at once; a step that is being saved waits for no more than these."""

ATTEMPTS = 10
"""How often copying begins anew because the project was changed meanwhile."""

Said = Callable[[int, int], None]
"""Takes how much is done and how much there is; raises `Cancelled` to stop."""

State = tuple[int, ...]
"""Last step and event and the rows of each table: two states of a project are never the same."""


def back_up(db: ProjectDatabase, out: Path, said: Said | None = None) -> None:
    """Write a verified copy of an open project to a new file, between two steps of work.

    Raises:
        ProjectFileError: The file is there already, or the copy is not good; nothing is left.
    """
    if out.exists():
        raise ProjectFileError(
            f"There is already a file “{out.name}” in this folder. It was left as it is. "
            "Choose another name."
        )
    _refuse_little_space(db.path, out.parent)

    def write(beside: Path) -> None:
        # The one place where a copy gets its key: that of the project.
        with (
            closing(ProjectDatabase(db.path, read_only=True, key=db.key)) as source,
            closing(ProjectDatabase(beside, key=db.key)) as target,
        ):
            _copy(source, target, said)
            refuse_unsound(target)

    write_whole(db.path, out, write)


def copy_out(source: Path, project: Path, out: Path, key: Key | None) -> None:
    """Write a verified copy of a restore point to a file that is not there yet.

    Args:
        project: Whose restore point it is; the copy gets its permissions.

    Raises:
        ProjectFileError: The restore point is damaged, or the disk refuses; nothing is left.
    """
    try:
        with closing(ProjectDatabase(source, read_only=True, key=key)) as kept:
            refuse_unsound(kept)
    except ProjectFileError as error:
        raise ProjectFileError(
            f"The restore point “{source.stem}” cannot be opened, so nothing was changed. Choose "
            "another one.",
            error.details or error.sentence,
        ) from error
    _refuse_little_space(source, out.parent)

    def write(beside: Path) -> None:
        shutil.copyfile(source, beside)
        with closing(ProjectDatabase(beside, read_only=True, key=key)) as copy:
            refuse_unsound(copy)

    write_whole(project, out, write)


def put_in_place(copy: Path, project: Path) -> None:
    """Put a verified copy in the place of the closed project, at once or not at all.

    Raises:
        ProjectFileError: The disk refuses; the project is as it was.
    """
    try:
        copy.replace(project)
        _sync(project.parent)
    except OSError as error:
        with suppress(OSError):
            copy.unlink()
        raise ProjectFileError(
            f"“{project.name}” could not be restored and is as it was. Close it in other "
            "programs, then try again.",
            type(error).__name__,
        ) from error


def state_of(db: ProjectDatabase) -> State:
    last = [db.value(f"SELECT coalesce(max(id), 0) FROM {each}") for each in HISTORY]
    tables = tables_of(db.value("PRAGMA user_version"))
    return (*last, *(db.value(f"SELECT count(*) FROM {each}") for each in tables))


def _copy(source: ProjectDatabase, target: ProjectDatabase, said: Said | None) -> None:
    """Copy through SQLite, which begins anew when a step is saved meanwhile."""
    calls = 0

    def progress(_status: int, remaining: int, total: int) -> None:
        nonlocal calls
        calls += 1
        if calls * PAGES > ATTEMPTS * (total + PAGES):
            raise _always_changing(source.path)
        if said is not None:
            said(total - remaining, total)

    for _attempt in range(ATTEMPTS):
        before = state_of(source)
        try:
            source.conn.backup(target.conn, pages=PAGES, progress=progress)
        except sqlite3.Error as error:
            raise project_error(target.path, error) from error
        copied, after = state_of(target), state_of(source)
        if copied in (before, after):
            return
        if before == after:
            raise ProjectFileError(
                f"The copy of “{source.path.name}” was not the same and was deleted. The project "
                "is as it was. Check the disk, then try again."
            )
    raise _always_changing(source.path)


def refuse_unsound(db: ProjectDatabase) -> None:
    if db.value("PRAGMA application_id") != APPLICATION_ID:
        raise ProjectFileError(f"“{db.path.name}” is not a project of Interview Coder.")
    refuse_unsafe(db)


def write_whole(project: Path, out: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a file beside `out`, which takes its name only when it is on the disk."""
    beside = out.with_name(f".{uuid.uuid4().hex}.part")
    try:
        beside.open("xb").close()
        beside.chmod(project.stat().st_mode & 0o777 | stat.S_IWUSR | stat.S_IRUSR)
        write(beside)
        _sync(beside)
        beside.replace(out)
        _sync(out.parent)
    except OSError as error:
        raise not_copied(project, out.parent, error) from error
    except ProjectFileError as error:
        if beside.name not in error.sentence:
            raise
        raise not_copied(project, out.parent, error) from error
    finally:
        for left in (beside, beside.with_name(f"{beside.name}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _refuse_little_space(path: Path, folder: Path) -> None:
    try:
        free, needed = shutil.disk_usage(folder).free, path.stat().st_size
    except OSError as error:
        raise not_copied(path, folder, error) from error
    if free < needed + RESERVE:
        raise ProjectFileError(
            f"No copy of “{path.name}” was kept, because its disk has only "
            f"{free // 1_000_000:,} MB left. The project is as it was. Make room on the disk."
        )


def not_copied(path: Path, folder: Path, error: Exception) -> ProjectFileError:
    return ProjectFileError(
        f"No copy of “{path.name}” could be written to “{folder.name}”. The project is as it was. "
        "Make sure that the folder can be written to and that its disk has room, then try again.",
        error.details if isinstance(error, CoderError) else f"{type(error).__name__}: {error}",
    )


def _always_changing(path: Path) -> ProjectFileError:
    return ProjectFileError(
        f"No copy of “{path.name}” was kept, because it was being changed all the time. Nothing "
        "else happened. Try again in a moment."
    )


def _sync(path: Path) -> None:
    """Wait until a file, or a name in a folder, is on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
