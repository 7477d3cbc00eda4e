"""The small file beside an open project that says who has it open, so that one person writes.

Whoever reads or changes a lock file holds the system's own lock on it for that moment. So of two
programs that find the same stale file, one takes it over and the other sees that it did.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from coder_gui import __version__
from coder_gui.domain.errors import InUse, ProjectFileError
from coder_gui.storage import processes

SUFFIX = ".lock"
QUIET = 600
"""Seconds without a sign of life after which a lock of another computer may be taken over."""

_MOST_BYTES = 4096
_PATIENCE = 1.0
"""Seconds to wait for another program that looks at the same lock file."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a project open; times are ISO 8601, `started` and `machine` stamps to compare."""

    person: str
    host: str
    machine: str
    process: int
    started: str
    since: str
    seen: str
    program: str
    token: str
    closed: bool = False


@dataclass(slots=True)
class Lock:
    """A project's lock file, held by this program."""

    path: Path
    holder: Holder
    _seen: tuple[int, int] = (0, 0)

    def touch(self, person: str = "") -> bool:
        """Give a sign of life, under a person's name; False when the lock is no longer ours."""
        self.holder = replace(self.holder, person=person or self.holder.person, seen=_now())
        return self._rewrite(self.holder)

    def is_held(self) -> bool:
        """Whether nobody took the lock over since the last sign of life."""
        try:
            if _identity(self.path.stat()) == self._seen:
                return True
            with self.path.open("rb") as file:
                holder = _read(file)
        except FileNotFoundError:
            return False
        except OSError:
            return True  # the drive does not answer, which is for the project file to say
        return holder is not None and holder.token == self.holder.token

    def release(self) -> None:
        """Remove the lock file, if it is still ours."""
        if not self.touch():
            return
        for _ in range(3):
            try:
                self.path.unlink(missing_ok=True)
            except OSError:
                # On Windows, for as long as a virus scanner or a sync program looks at it.
                time.sleep(0.05)
            else:
                return
        self._rewrite(replace(self.holder, closed=True))

    def _rewrite(self, holder: Holder) -> bool:
        try:
            with self.path.open("r+b") as file, _alone(file):
                found = _read(file)
                if found is None or found.token != self.holder.token:
                    return False
                _write(file, holder)
                self._seen = _identity(os.fstat(file.fileno()))
        except FileNotFoundError:
            return False
        except OSError:
            return self.is_held()
        return True


def lock_path(project: Path) -> Path:
    """Where a project's lock file is: beside the file itself, also where links lead to it."""
    real = project.resolve()
    # Where SQLite's own “-journal” fits, this does.
    return real.with_name(real.name + SUFFIX)


def take(project: Path, *, anyway: bool = False) -> Lock:
    """Become the one writer of a project.

    Args:
        anyway: Take over from a holder who has been silent for long.

    Raises:
        InUse: Somebody else has it open, or may have.
        ProjectFileError: No lock file can be written beside it.
    """
    path, mine = lock_path(project), _own_entry()
    until = time.monotonic() + _PATIENCE
    while True:
        if _made(project, path, mine) or _taken_over(project, path, mine, anyway):
            return Lock(path, mine, _identity(path.stat()))
        if time.monotonic() > until:
            raise _unknown(project, path, may_take=False)
        time.sleep(0.01)


@contextmanager
def holding(project: Path) -> Iterator[None]:
    """Be the one writer while a closed project file is exchanged for another.

    Raises:
        InUse: Somebody else has it open.
    """
    held = take(project)
    try:
        yield
    finally:
        held.release()


def _own_entry() -> Holder:
    process, now = os.getpid(), _now()
    return Holder(
        person="",
        host=processes.host(),
        machine=processes.machine(),
        process=process,
        started=processes.started(process) or "",
        since=now,
        seen=now,
        program=f"Interview Coder {__version__}",
        token=uuid.uuid4().hex,
    )


def _made(project: Path, path: Path, mine: Holder) -> bool:
    """Make the lock file; False when there is one."""
    try:
        with path.open("xb") as file:
            try:
                _write(file, mine)
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        return False
    except OSError as error:
        raise ProjectFileError(
            f"“{project.name}” was not opened, because no lock file could be written beside it. "
            "It was not changed. Make room on the disk, or open it read-only.",
            str(error),
        ) from error
    return True


def _taken_over(project: Path, path: Path, mine: Holder, anyway: bool) -> bool:
    """Take over a lock file that nobody needs; False when it went away or is being looked at."""
    try:
        with path.open("r+b") as file, _alone(file) as is_sure:
            if not os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return False
            found = _read(file)
            silent = _silence(found, os.fstat(file.fileno()).st_mtime)
            if found is None and silent < _PATIENCE:
                return False  # just being written
            _refuse_to_disturb(project, path, found, silent, anyway)
            _write(file, mine)
        if not is_sure:
            # On a drive without locks the last one who wrote wins, and the others find out.
            time.sleep(0.1)
            return Lock(path, mine).is_held()
    except (FileNotFoundError, _BusyError):
        return False
    except OSError as error:
        raise _unknown(project, path, may_take=False, details=str(error)) from error
    return True


def _refuse_to_disturb(
    project: Path, path: Path, found: Holder | None, silent: float, anyway: bool
) -> None:
    quiet = silent >= QUIET
    if found is None:
        if not (quiet and anyway):
            raise _unknown(project, path, may_take=quiet)
        return
    if found.closed:
        return
    here = found.host == processes.host() and found.machine == processes.machine()
    if here:
        began = processes.started(found.process)
        if began is None or not _may_be_same(began, found.started):
            return  # it crashed, or the computer was started anew
        raise InUse(_sentence(project, found, _window(found.process)), project)
    if not (quiet and anyway):
        raise InUse(
            _sentence(project, found, f"on {_plain(found.host) or 'another computer'}", quiet),
            project,
            may_take=quiet,
            details=f"Lock file: {path.name}\n{found.program}",
        )


def _may_be_same(began: str, noted: str) -> bool:
    # Where a time is unknown, a living process of that number is taken for the holder.
    return began == noted or not began or not noted


def _window(process: int) -> str:
    return "in this window" if process == os.getpid() else "in another window on this computer"


def _sentence(project: Path, found: Holder, where: str, quiet: bool = False) -> str:
    person, since = _plain(found.person) or "Somebody", _clock(found.since)
    since = f" since {since}" if since else ""
    if quiet:
        seen = _clock(found.seen)
        last = f"The last sign of life came at {seen}" if seen else "No sign of life came for long"
        return (
            f"{person} had “{project.name}” open {where}{since}. {last}, so it may have been left "
            "by a crash or a computer that sleeps. Ask first: if it is open there, what is done "
            "here and there cannot be put together."
        )
    return (
        f"{person} has “{project.name}” open {where}{since}. Nothing was changed. Open it "
        "read-only, or close it there and open it again."
    )


def _unknown(project: Path, path: Path, may_take: bool, details: str = "") -> InUse:
    return InUse(
        f"“{project.name}” seems to be open elsewhere: there is a lock file beside it that cannot "
        "be read. Nothing was changed. Open it read-only, or close it everywhere and delete "
        f"“{path.name}”.",
        project,
        may_take,
        details,
    )


# What stands in the file ---------------------------------------------------------------------


def _read(file: BinaryIO) -> Holder | None:
    """The holder; None for anything that this program did not write."""
    file.seek(0)
    content = file.read(_MOST_BYTES)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    kinds = {each.name: {"int": int, "bool": bool}.get(str(each.type), str) for each in _FIELDS}
    if not isinstance(found, dict) or set(found) != set(kinds):
        return None
    if any(type(found[name]) is not kind for name, kind in kinds.items()):
        return None
    return Holder(**found)


_FIELDS = fields(Holder)


def _write(file: BinaryIO, holder: Holder) -> None:
    """Write in place, filled up with blanks: a shorter entry leaves nothing of a longer one."""
    content = json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8", "replace")
    file.seek(0)
    file.write(content.ljust(1024))
    file.truncate()
    file.flush()
    os.fsync(file.fileno())


def _plain(name: str) -> str:
    """A name from a file that anybody may have written, fit for one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:60]


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _clock(stamp: str) -> str:
    """“10:42”, with the day unless it is today; empty for what is no time."""
    try:
        then = datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    today = then.date() == datetime.now().date()
    return f"{then:%H:%M}" if today else f"{then:%H:%M} on {then.day} {then:%B %Y}"


def _silence(found: Holder | None, modified: float) -> float:
    """Seconds since the last sign of life: by the file's time or by what it says."""
    seen = modified
    if found is not None:
        with suppress(ValueError, OverflowError, OSError):
            seen = max(seen, datetime.fromisoformat(found.seen).timestamp())
    return time.time() - seen


def _identity(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_ino, stat.st_mtime_ns


# The system's own lock -----------------------------------------------------------------------


class _BusyError(Exception):
    """Another program looks at the lock file now."""


@contextmanager
def _alone(file: BinaryIO) -> Iterator[bool]:
    """Keep other programs off a lock file; False where the drive knows no such locks."""
    until = time.monotonic() + _PATIENCE
    while (state := _try(partial(_fasten, file))) is None:
        if time.monotonic() > until:
            raise _BusyError
        time.sleep(0.01)
    try:
        yield state
    finally:
        if state:
            _try(partial(_loosen, file))


def _try(act: Callable[[], None]) -> bool | None:
    """True when it worked, None when another one has the lock, False when there are none."""
    try:
        act()
    except OSError as error:
        return None if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK) else False
    return True


if sys.platform == "win32":
    import msvcrt

    # A byte far behind the text, because on Windows nobody can read what is locked.
    _FAR = 1 << 30

    def _fasten(file: BinaryIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _loosen(file: BinaryIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _fasten(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _loosen(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
