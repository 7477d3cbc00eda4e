"""Restore points: verified copies of a project in a folder beside it, thinned out over time.

All that is known about one stands in its file name, such as “2026-03-02 10.42.07 (before
importing).coding”: in parentheses the reason for one that was made automatically, else the name
that the researcher gave it.
"""

from __future__ import annotations

import re
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage.backup import Said, back_up, not_copied, refuse_unsound, state_of
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.encryption import Key

EVERY_DAY, EVERY_WEEK = 14, 92
"""Days for which one point a day, and after that one a week, is kept; older ones: one a month."""

_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d) (.+)", re.DOTALL)
_TIME = "%Y-%m-%d %H.%M.%S"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class RestorePoint:
    """A copy of the project as it was.

    Args:
        made_at: In local time, as in the file's name.
        reason: Why it was made, or the researcher's name for it.
        named: The researcher made it; it is never thinned out.
        size: Bytes.
    """

    path: Path
    made_at: datetime
    reason: str
    named: bool
    size: int


@dataclass(frozen=True, slots=True)
class Content:
    """How much is in a restore point."""

    transcripts: int
    codes: int
    segments: int


# What there is -------------------------------------------------------------------------------


def folder_of(project: Path) -> Path:
    """Where the restore points of a project are."""
    return project.with_name(f"{project.stem} restore points")


def restore_points(project: Path) -> tuple[RestorePoint, ...]:
    """All restore points of a project, the latest first; other files are passed over."""
    try:
        files = list(folder_of(project).glob(f"*{project.suffix}"))
    except OSError:
        return ()
    found = [point for file in files if (point := _read_name(file)) is not None]
    return tuple(sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True))


def _read_name(file: Path) -> RestorePoint | None:
    parts = _NAME.fullmatch(file.stem)
    if parts is None:
        return None
    try:
        made_at = datetime.strptime(parts[1], _TIME)
        size = file.stat().st_size
    except (ValueError, OSError):
        return None
    reason = parts[2]
    automatic = reason.startswith("(") and reason.endswith(")")
    return RestorePoint(file, made_at, reason[1:-1] if automatic else reason, not automatic, size)


def content_of(path: Path, key: Key | None) -> Content | None:
    """How much is in a restore point, after looking whether it is sound; None when it is not."""
    try:
        with closing(ProjectDatabase(path, read_only=True, key=key)) as db:
            refuse_unsound(db)
            counts = (
                db.value(f"SELECT count(*) FROM {table}")
                for table in ("transcript", "code", "segment")
            )
            return Content(*counts)
    except (ProjectFileError, sqlite3.Error):
        return None


def newest_good(project: Path, key: Key | None = None) -> tuple[RestorePoint, Content] | None:
    """The latest restore point that can be opened, and how much is in it."""
    for point in restore_points(project):
        content = content_of(point.path, key)
        if content is not None:
            return point, content
    return None


# Making and thinning out ---------------------------------------------------------------------


def keep(
    db: ProjectDatabase,
    reason: str,
    *,
    named: bool = False,
    now: datetime | None = None,
    said: Said | None = None,
) -> RestorePoint:
    """Keep the present state. Of `db`, only path and key are used: any thread may do it.

    Args:
        reason: Why, or the researcher's name for it.

    Raises:
        ProjectFileError: The disk is short of space or refuses; the project is as it was.
    """
    now = now or datetime.now()
    folder = folder_of(db.path)
    words = _for_a_name(reason) if named else f"({reason})"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise not_copied(db.path, folder, error) from error
    # One a second, so that the order of the names is the order in which they were made.
    while any(folder.glob(f"{now.strftime(_TIME)} *")):
        now += timedelta(seconds=1)
    path = folder / f"{now.strftime(_TIME)} {words}{db.path.suffix}"
    try:
        back_up(db, path, said)
        # Opened by mistake, it is shown and not changed.
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    finally:
        _remove_if_empty(folder)
    return RestorePoint(path, now.replace(microsecond=0), reason, named, path.stat().st_size)


def keep_automatic(
    db: ProjectDatabase, reason: str, *, now: datetime | None = None, said: Said | None = None
) -> RestorePoint | None:
    """Keep the present state unless the latest point holds it already; then thin out.

    Raises:
        ProjectFileError: As for `keep`; nothing was thinned out.
    """
    points = restore_points(db.path)
    if points and is_state_of(db, points[0]):
        return None
    made = keep(db, reason, now=now, said=said)
    for point in superfluous(restore_points(db.path), now or datetime.now()):
        # One that is open elsewhere goes the next time.
        with suppress(ProjectFileError):
            delete(point)
    return made


def is_state_of(db: ProjectDatabase, point: RestorePoint) -> bool:
    """Whether a restore point holds exactly what the project holds now."""
    try:
        with (
            closing(ProjectDatabase(db.path, read_only=True, key=db.key)) as present,
            closing(ProjectDatabase(point.path, read_only=True, key=db.key)) as kept,
        ):
            return state_of(present) == state_of(kept)
    except (ProjectFileError, sqlite3.Error):
        return False


def superfluous(points: Iterable[RestorePoint], now: datetime) -> list[RestorePoint]:
    """The automatic points that need not be kept: the latest of each span of time stays."""
    taken: set[tuple[object, ...]] = set()
    found = []
    for point in sorted(points, key=lambda each: each.made_at, reverse=True):
        span = _span(point.made_at, now)
        if point.named or span is None:
            continue
        if span in taken:
            found.append(point)
        taken.add(span)
    return found


def _span(made_at: datetime, now: datetime) -> tuple[object, ...] | None:
    """The day, week or month of which one point is kept; None: all of it."""
    age = (now.date() - made_at.date()).days
    if age <= 0:
        return None
    if age <= EVERY_DAY:
        return ("day", made_at.date())
    if age <= EVERY_WEEK:
        return ("week", *made_at.isocalendar()[:2])
    return ("month", made_at.year, made_at.month)


def delete(point: RestorePoint) -> None:
    """Delete a restore point, and the folder with the last one.

    Raises:
        ProjectFileError: The disk refuses.
    """
    try:
        # Windows deletes no file that is marked read-only.
        with suppress(OSError):
            point.path.chmod(point.path.stat().st_mode | stat.S_IWUSR)
        point.path.unlink(missing_ok=True)
    except OSError as error:
        raise ProjectFileError(
            f"The restore point “{point.path.name}” could not be deleted. Close it in other "
            "windows and programs, then try again.",
            type(error).__name__,
        ) from error
    _remove_if_empty(point.path.parent)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _for_a_name(words: str) -> str:
    """The researcher's words as they can stand in a file name of any system."""
    allowed = "".join("-" if sign in '\\/:*?"<>|' else sign for sign in words)
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in allowed).split())
    while line.startswith("(") and line.endswith(")"):
        line = line[1:-1].strip()  # parentheses mark those that were made automatically
    short = line.encode()[: 3 * _LONGEST].decode(errors="ignore")[:_LONGEST].strip(" .")
    return short or "Restore point"
