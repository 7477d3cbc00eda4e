"""What a damaged project file still gives, row by row, and a new file made of it.

The damaged file is opened for reading only. A row is lost only when no way leads to it: not from
the front of its table, not from the end, and not by its number, which an index may still know.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coder_gui.domain.errors import ProjectFileError
from coder_gui.domain.stamps import Stamps
from coder_gui.storage import schema
from coder_gui.storage.backup import Said, refuse_unsound, write_whole
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.encryption import Key
from coder_gui.storage.received import our_objects
from coder_gui.storage.repairing import repair

CHUNK = 50
"""Rows asked for at once; where that fails, they are asked for one by one."""

WIDEST_GAP = 300_000
"""Row numbers tried one by one between those that were found."""

BLIND = 10_000
"""Row numbers tried where nothing says how many there are."""

_LARGEST = 2**53

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Readable:
    """How many rows can be read, of how many that are known to be there.

    Args:
        is_whole: No row is missing; without it there may be more than anything tells of.
    """

    rows: int
    of: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """What can be read in a damaged file; a transcript counts when all of its text can be."""

    transcripts: Readable
    codes: Readable
    segments: Readable
    memos: Readable
    coders: Readable

    @property
    def is_anything_there(self) -> bool:
        return any((self.transcripts.rows, self.codes.rows, self.segments.rows, self.memos.rows))


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of recovering: one sentence for each kind of loss; empty when nothing was lost."""

    path: Path
    lost: tuple[str, ...]


class _DamagedDatabase(ProjectDatabase):
    """Reads on where SQLite would refuse the whole file."""

    def __init__(self, path: Path, key: Key | None, read_only: bool = True) -> None:
        super().__init__(path, read_only=read_only, key=key)
        # What is no UTF-8 any more, or was zeroed, costs its letter and not its text.
        self.conn.text_factory = lambda raw: raw.decode("utf-8", "replace").replace("\0", "\ufffd")

    def _set_up(self) -> None:
        # Also a cut-off file or a table list with a hole is then taken as it is.
        self.conn.execute("PRAGMA writable_schema = ON")
        super()._set_up()


@dataclass
class _Table:
    """Reads every readable row of one table; afterwards knows which are out of reach."""

    db: ProjectDatabase
    name: str
    columns: tuple[str, ...]
    is_whole: bool = True
    out_of_reach: set[int] = field(default_factory=set)

    def rows(self) -> Iterator[Row]:
        """Rows by number, from the front, then from the end, then those in between."""
        first, last = -_LARGEST, _LARGEST
        for row in self._run("rowid > ? ORDER BY rowid", first):
            first = row[0]
            yield row
        if self.is_whole:
            return
        self.is_whole = True
        for row in self._run(f"rowid > {first} AND rowid < ? ORDER BY rowid DESC", last):
            last = row[0]
            yield row
        if self.is_whole:
            return
        yield from self._one_by_one(first, last)

    def _run(self, condition: str, at: int) -> Iterator[Row]:
        while True:
            try:
                chunk = self.db.all(f"{self._select} WHERE {condition} LIMIT {CHUNK}", (at,))
            except (ProjectFileError, sqlite3.Error):
                self.is_whole = False
                return
            numbers = [row[0] for row in chunk]
            if not all(isinstance(number, int) for number in numbers):
                self.is_whole = False
                return
            if not chunk or numbers[-1] == at:
                return
            yield from chunk
            at = numbers[-1]

    def _one_by_one(self, first: int, last: int) -> Iterator[Row]:
        known = {number for number in self._numbers_in_indexes() if first < number < last}
        lowest = max(first + 1, 1)
        highest = last - 1 if last < _LARGEST else max(known, default=lowest + BLIND)
        if highest - lowest <= WIDEST_GAP:
            tried = sorted({*known, *range(lowest, highest + 1)})
        else:
            tried = sorted(known)
        for number in tried:
            try:
                row = self.db.one(f"{self._select} WHERE rowid = ?", (number,))
            except (ProjectFileError, sqlite3.Error):
                row = None
            if row is not None:
                yield row
            elif number in known:
                self.out_of_reach.add(number)

    def _numbers_in_indexes(self) -> set[int]:
        found: set[int] = set()
        try:
            indexes = self.db.all(f"PRAGMA index_list({self.name})")
        except (ProjectFileError, sqlite3.Error):
            return found
        for _place, index, *_rest in indexes:
            with suppress(ProjectFileError, sqlite3.Error):
                for (number,) in self.db.conn.execute(
                    f'SELECT rowid FROM {self.name} INDEXED BY "{index}"'
                ):
                    found.add(number)
        return {number for number in found if isinstance(number, int)}

    @property
    def _select(self) -> str:
        quoted = (column.replace('"', '""') for column in self.columns)
        names = ", ".join(f'"{column}"' for column in quoted)
        return f"SELECT {names} FROM {self.name}"


def survey(path: Path, key: Key | None = None) -> Survey:
    """Count what can be read, without changing the file.

    Raises:
        ProjectFileError: The file cannot even be opened for reading, or the key is wrong.
    """
    with closing(_DamagedDatabase(path, key)) as db:
        counted = {table: _count(db, table) for table in ("code", "segment", "memo", "coder")}
        return Survey(
            _whole_transcripts(db),
            counted["code"],
            counted["segment"],
            counted["memo"],
            counted["coder"],
        )


def _count(db: ProjectDatabase, name: str) -> Readable:
    table = _Table(db, name, _columns(db, name) or ("rowid",))
    read = sum(1 for _row in table.rows())
    return Readable(read, read + len(table.out_of_reach), table.is_whole)


def _whole_transcripts(db: ProjectDatabase) -> Readable:
    """Transcripts whose text is there to the letter."""
    blocks: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for _id, transcript_id, *block in _Table(
        db, "text_block", ("id", "transcript_id", "position", "text")
    ).rows():
        blocks[transcript_id].append((block[0], str(block[1])))
    table = _Table(db, "transcript", ("id", "text_sha256"))
    digests: dict[int, str] = {row[0]: row[1] for row in table.rows()}
    whole = sum(_digest(blocks[each]) == digest for each, digest in digests.items())
    known = len({*digests, *blocks, *table.out_of_reach})
    return Readable(whole, known, table.is_whole and whole == known)


def _digest(blocks: list[tuple[int, str]]) -> str:
    text = "".join(text for _position, text in sorted(blocks))
    return hashlib.sha256(text.encode()).hexdigest()


def recover(
    path: Path, out: Path, stamps: Stamps, key: Key | None = None, said: Said | None = None
) -> Recovered:
    """Copy every readable row into a new project file and mend what points to nothing.

    Args:
        said: Takes how many tables are done, of how many.

    Raises:
        ProjectFileError: `out` is there already, or nothing could be read; nothing is left.
    """
    if out.exists():
        raise ProjectFileError(
            f"There is already a file “{out.name}” in this folder. It was left as it is. "
            "Choose another name."
        )
    lost: list[str] = []

    def write(beside: Path) -> None:
        with (
            _with_our_tables(path, key, beside) as readable,
            closing(_DamagedDatabase(readable, key)) as source,
            closing(ProjectDatabase(beside, key=key)) as target,
        ):
            missing = _copy_rows(source, target, said)
            lost.extend(repair(target, missing, path.stem, stamps))
            refuse_unsound(target)

    write_whole(path, out, write)
    return Recovered(out, tuple(lost))


@contextmanager
def _with_our_tables(path: Path, key: Key | None, beside: Path) -> Iterator[Path]:
    """The file, or for a while a copy of it in which damaged descriptions of tables are ours.

    SQLite reads rows by the text that describes their table; with a wrong letter in it they
    would all be lost.
    """
    with closing(_DamagedDatabase(path, key)) as db:
        objects = our_objects(_version(db))
        ours = {name: sql for kind, name, _table, sql in objects if kind == "table"}
        try:
            found = dict(db.all("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        except (ProjectFileError, sqlite3.Error):
            found = {}
    wrong = [(sql, name) for name, sql in ours.items() if found.get(name, sql) != sql]
    if not wrong:
        yield path
        return
    copy = beside.with_name(f"{beside.name}.reading")
    try:
        shutil.copyfile(path, copy)
        # A write that fails leaves the copy as damaged as the file.
        with (
            suppress(ProjectFileError, sqlite3.Error),
            closing(_DamagedDatabase(copy, key, read_only=False)) as db,
            db.atomic(),
        ):
            db.executemany("UPDATE sqlite_master SET sql = ? WHERE name = ?", wrong)
        yield copy
    finally:
        for each in (copy, copy.with_name(f"{copy.name}-journal")):
            each.unlink(missing_ok=True)


def free_name(path: Path, what: str) -> Path:
    """A name beside a file that says what it is, such as “Study (recovered)”, and is not taken."""
    out, number = path.with_name(f"{path.stem} ({what}){path.suffix}"), 2
    while out.exists():
        out = path.with_name(f"{path.stem} ({what} {number}){path.suffix}")
        number += 1
    return out


def _copy_rows(
    source: ProjectDatabase, target: ProjectDatabase, said: Said | None
) -> dict[str, int | None]:
    """Copy what can be read; returns the rows that each incomplete table lacks, None: unknown."""
    with target.atomic():
        target.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        target.execute(f"PRAGMA user_version = {schema.FORMAT_VERSION}")
        schema.migrations.apply(target)
    # Until all is there, rows may point to nothing.
    target.execute("PRAGMA foreign_keys = OFF")
    tables = schema.tables_of(_version(source))
    missing: dict[str, int | None] = {}
    with target.atomic():
        for done, name in enumerate(tables):
            if said is not None:
                said(done, len(tables))
            ours = _columns(target, name)
            theirs = _columns(source, name) or ours
            # By place: a younger format adds columns at the end, and the names in a damaged file
            # are no more to be trusted than the rest.
            table = _Table(source, name, theirs[: len(ours)])
            refused = _insert(target, table, ours[: len(theirs)])
            if refused or table.out_of_reach:
                missing[name] = refused + len(table.out_of_reach)
            elif not table.is_whole:
                missing[name] = None
        if not any(target.one(f"SELECT 1 FROM {name} LIMIT 1") for name in _WORK):
            raise ProjectFileError(
                f"Nothing could be read in “{source.path.name}”. It was not changed. Open a "
                "restore point or a backup, and keep the damaged file."
            )
    target.execute("PRAGMA foreign_keys = ON")
    return missing


def _version(source: ProjectDatabase) -> int:
    """The format of the file; the newest where it does not say."""
    try:
        return int(source.value("PRAGMA user_version")) or schema.FORMAT_VERSION
    except (ProjectFileError, sqlite3.Error):
        return schema.FORMAT_VERSION


_WORK = ("transcript", "text_block", "code", "segment", "memo", "participant")


def _insert(target: ProjectDatabase, table: _Table, columns: tuple[str, ...]) -> int:
    """Insert the readable rows of a table; returns how many broke its rules."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    refused = 0
    for row in table.rows():
        try:
            target.execute(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", row)
        except sqlite3.IntegrityError:
            refused += 1
    return refused


def _columns(db: ProjectDatabase, name: str) -> tuple[str, ...]:
    """The columns that a file says a table has; none where it cannot tell."""
    try:
        return tuple(row[1] for row in db.all(f"PRAGMA table_info({name})"))
    except (ProjectFileError, sqlite3.Error):
        return ()
