"""The key of a de-identified study: what was replaced by what, in an encrypted file of its own.

It is the only place where real names and their replacements stand side by side; nothing of it is
in the project. Like a protected project it is a SQLCipher file, opened by its own passphrase.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from coder_gui.domain.deidentify import Kind, Replacement
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.encryption import Key, is_protected
from coder_gui.storage.received import quick_check

SUFFIX = ".codingkey"

_APPLICATION_ID = 0x49434B79
"""“ICKy” in the file's header, which only the passphrase makes readable."""
_VERSION = 1
_TABLES = (
    """CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    original TEXT NOT NULL CHECK (original <> ''),
    replacement TEXT NOT NULL CHECK (replacement <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('person', 'place', 'organisation', 'other')),
    as_written INTEGER NOT NULL DEFAULT 0 CHECK (as_written IN (0, 1)),
    added_at TEXT NOT NULL,
    UNIQUE (original, replacement)
) STRICT""",
    """CREATE TABLE used (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry(id) ON DELETE CASCADE,
    study TEXT NOT NULL,
    at TEXT NOT NULL,
    places INTEGER NOT NULL,
    transcripts INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE no_name (
    id INTEGER PRIMARY KEY,
    words TEXT NOT NULL UNIQUE
) STRICT""",
)


@dataclass(frozen=True, slots=True)
class Use:
    """That an entry of the key was put into texts.

    Args:
        study: The study's guid, by which the key knows its project and nobody else does.
        places: How often, in so many `transcripts`.
    """

    entry: Replacement
    study: str
    at: str
    places: int
    transcripts: int


class KeyFile:
    """An open key file; every save is on the disk when it returns."""

    def __init__(self, db: ProjectDatabase) -> None:
        self._db = db

    @property
    def path(self) -> Path:
        return self._db.path

    def close(self) -> None:
        """Let go of the file and of what opens it."""
        self._db.close()

    def entries(self) -> tuple[Replacement, ...]:
        """All spellings with what stands for them, in the order in which they were added."""
        rows = self._db.all("SELECT original, replacement, kind, as_written FROM entry ORDER BY id")
        return tuple(_entry(*row) for row in rows)

    def uses(self) -> tuple[Use, ...]:
        """Where the entries were used, oldest first."""
        rows = self._db.all(
            "SELECT original, replacement, kind, as_written, study, at, places, transcripts "
            "FROM used JOIN entry ON entry.id = entry_id ORDER BY used.id"
        )
        return tuple(Use(_entry(*row[:4]), *row[4:]) for row in rows)

    def no_names(self) -> frozenset[str]:
        """Words that look like names, and that the researcher said are none."""
        return frozenset(words for (words,) in self._db.all("SELECT words FROM no_name"))

    def save(
        self,
        entries: Sequence[Replacement],
        no_names: frozenset[str],
        now: str,
        *,
        study: str = "",
        counts: Mapping[Replacement, tuple[int, int]] | None = None,
    ) -> None:
        """Keep the list as it is now, and where it is about to be used.

        An entry that was used stays in the key, even where it is on the list no more: it is what
        leads back to the name.

        Args:
            counts: Places and transcripts in which an entry is being used.

        Raises:
            ProjectFileError: The disk refuses; the key is as it was.
        """
        with self._changing() as db:
            for entry in entries:
                db.execute(
                    "INSERT INTO entry (original, replacement, kind, as_written, added_at) "
                    "VALUES (?, ?, ?, ?, ?) ON CONFLICT (original, replacement) "
                    "DO UPDATE SET kind = excluded.kind, as_written = excluded.as_written",
                    (entry.original, entry.replacement, entry.kind, int(entry.as_written), now),
                )
            for entry, (places, transcripts) in (counts or {}).items():
                db.execute(
                    "INSERT INTO used (entry_id, study, at, places, transcripts) "
                    "SELECT id, ?, ?, ?, ? FROM entry WHERE original = ? AND replacement = ?",
                    (study, now, places, transcripts, entry.original, entry.replacement),
                )
            _forget_unused(db, {(entry.original, entry.replacement) for entry in entries})
            db.execute("DELETE FROM no_name")
            db.executemany(
                "INSERT INTO no_name (words) VALUES (?)", [(words,) for words in sorted(no_names)]
            )

    @contextmanager
    def _changing(self) -> Iterator[ProjectDatabase]:
        try:
            with self._db.atomic():
                yield self._db
        except (sqlite3.Error, ProjectFileError) as error:
            raise ProjectFileError(
                f"The key file “{self.path.name}” could not be written, so nothing was replaced. "
                "Check that its drive is connected and has room, then try again.",
                getattr(error, "details", "") or type(error).__name__,
            ) from error


def create(path: Path, key: Key) -> KeyFile:
    """Make a new key file.

    Raises:
        ProjectFileError: The file is there already, or its folder cannot be written to.
    """
    try:
        path.open("xb").close()
        path.chmod(0o600)
    except FileExistsError:
        raise ProjectFileError(
            f"There is already a file “{path.name}” in this folder. It was left as it is. Open "
            "it, or choose another name."
        ) from None
    except OSError as error:
        raise ProjectFileError(
            f"The key file “{path.name}” could not be made in “{path.parent}”. Choose a folder "
            "that exists and that you may write to.",
            type(error).__name__,
        ) from error
    try:
        db = ProjectDatabase(path, key=key)
        with db.atomic():
            db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {_VERSION}")
            for statement in _TABLES:
                db.execute(statement)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return KeyFile(db)


def open_key(path: Path, key: Key) -> KeyFile:
    """Open a key file.

    Raises:
        ProjectFileError: It is missing, no key file, damaged, or made by a newer version.
        WrongPassphrase: The key is of another passphrase.
    """
    if not path.is_file() or not is_protected(path):
        raise _no_key_file(path)
    db = ProjectDatabase(path, key=key)
    try:
        marks = db.value("PRAGMA application_id"), db.value("PRAGMA user_version")
        if marks[0] == _APPLICATION_ID and marks[1] > _VERSION:
            raise ProjectFileError(
                f"“{path.name}” was made by a newer version of Interview Coder. It was not "
                "changed. Update the program, then open it again."
            )
        if marks[0] != _APPLICATION_ID or not _is_sound(db):
            raise _no_key_file(path)
    except BaseException:
        db.close()
        raise
    return KeyFile(db)


def _forget_unused(db: ProjectDatabase, kept: set[tuple[str, str]]) -> None:
    """Delete entries that are on the list no more and were never used."""
    for row_id, original, replacement in db.all("SELECT id, original, replacement FROM entry"):
        if (original, replacement) not in kept:
            db.execute(
                "DELETE FROM entry WHERE id = ?1 "
                "AND NOT EXISTS (SELECT 1 FROM used WHERE entry_id = ?1)",
                (row_id,),
            )


def _is_sound(db: ProjectDatabase) -> bool:
    """Whether the file has our tables and nothing else, as whoever knows the passphrase may not."""
    found = {sql for (sql,) in db.all("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    return found == set(_TABLES) and not quick_check(db)


def _no_key_file(path: Path) -> ProjectFileError:
    if not path.is_file():
        return ProjectFileError(
            f"There is no key file “{path.name}” in “{path.parent}”. Look where it was moved to, "
            "and open it there."
        )
    return ProjectFileError(
        f"“{path.name}” is not a key file of Interview Coder, or it is damaged. It was not "
        f"changed. Choose a file that ends in {SUFFIX}."
    )


def _entry(original: str, replacement: str, kind: str, as_written: int) -> Replacement:
    known: Kind = next((each for each in get_args(Kind) if each == kind), "other")
    return Replacement(original, replacement, known, bool(as_written))
