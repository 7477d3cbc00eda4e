"""Steps: every write to a project is one atomic, undoable, audited step with one notice.

Triggers note each changed row in `step_row`: which table, which row, and the row as it was
before, as JSON values. Replaying a step puts the noted rows back while the same triggers note
the way forward again, so undo and redo are one function and no action has undo code of its
own. The triggers are temporary: they live in the connection, never in the file, so a received
file brings none. The log holds values, never SQL, and is read against the known tables only.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from coder_gui.domain.changes import Changes, Kind
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import ProjectFileError
from coder_gui.domain.stamps import Stamps
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.schema import ANCHORED, JOURNALLED

_DAMAGE = (LookupError, TypeError, ValueError, OverflowError, RecursionError, sqlite3.Error)
"""What comes of replaying a log that this program did not write."""

_PAST = "SELECT id, label, summary, coder_id, at, state FROM step"


@dataclass(slots=True)
class Step:
    """An open step, handed to everything that writes."""

    db: ProjectDatabase
    id: int
    label: str
    now: str
    coder_id: int | None
    new_guid: Callable[[], str]
    summary: str = ""
    final: bool = False
    """That neither it nor anything before it can be taken back, as a withdrawal must be."""


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step as the history shows it."""

    id: int
    label: str
    summary: str
    coder_id: int | None
    at: str
    state: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    columns: tuple[str, ...]
    blobs: frozenset[str]
    numbers: frozenset[str]


@dataclass(slots=True)
class Journal:
    """The one writer of a project file.

    Args:
        db: The project's connection.
        stamps: Where times and guids come from.
        committed: Called once after each commit with what changed.
    """

    db: ProjectDatabase
    stamps: Stamps
    committed: Callable[[Changes], None] = lambda _changes: None
    _tables: dict[str, _Table] = field(init=False)
    _open: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._tables = {name: _describe(self.db, name) for name in JOURNALLED}
        if not self.db.read_only:
            _install_triggers(self.db, self._tables)

    @property
    def is_open(self) -> bool:
        """Whether a step is being made now."""
        return self._open

    @contextmanager
    def step(self, label: str, coder_id: int | None = None) -> Iterator[Step]:
        """Open a step; leaving it commits and gives notice, an error takes everything back.

        A step that changed no row leaves no trace.
        """
        with self._transaction():
            # The first statement writes, so the lock is taken before anything is read.
            now = self.stamps.now()
            step_id = self.db.execute(
                "INSERT INTO step (guid, label, coder_id, at) VALUES (?, ?, ?, ?)",
                (self.stamps.guid(), label, coder_id, now),
            ).lastrowid
            assert step_id is not None
            self.db.execute("INSERT INTO temp.open_step VALUES (?)", (step_id,))
            step = Step(self.db, step_id, label, now, coder_id, self.stamps.guid)
            yield step
            rows = self._touched(step_id)
            if rows or step.final:
                if step.final:
                    # A step without rows is where undo ends.
                    self.db.execute("DELETE FROM step_row WHERE step_id = ?", (step_id,))
                self.db.execute("UPDATE step SET state = 'discarded' WHERE state = 'undone'")
                self.db.execute("UPDATE step SET summary = ? WHERE id = ?", (step.summary, step_id))
            else:
                self.db.execute("DELETE FROM step WHERE id = ?", (step_id,))
            self.db.execute("DELETE FROM temp.open_step")
        if rows or step.final:
            summary = step.summary or label
            self.committed(Changes(label, summary, "done", rows, final=step.final))

    def undo(self, coder_id: int | None = None) -> Changes | None:
        """Take the last step back; None when there is none."""
        # A step that is being made has no rows yet, as a final one has none.
        assert not self._open, "steps do not nest"
        step = self.next_undo()
        return self._replay([step], "undone", coder_id) if step else None

    def redo(self, coder_id: int | None = None) -> Changes | None:
        """Bring back the step that was undone last; None when there is none."""
        step = self.next_redo()
        return self._replay([step], "redone", coder_id) if step else None

    def undo_to(self, step_id: int, coder_id: int | None = None) -> Changes | None:
        """Take every step after this one back, at once or not at all; 0 for all there are.

        Stops at a final step; None when there is nothing to take back.
        """
        assert not self._open, "steps do not nest"
        steps = self._all_past("state = 'done' AND id > ? ORDER BY id DESC", step_id)
        kept = list(takewhile(lambda step: self._has_rows(step.id), steps))
        return self._replay(kept, "undone", coder_id) if kept else None

    def redo_to(self, step_id: int, coder_id: int | None = None) -> Changes | None:
        """Bring back what was undone, up to this step and with it, at once or not at all."""
        assert not self._open, "steps do not nest"
        steps = self._all_past("state = 'undone' AND id <= ? ORDER BY id ASC", step_id)
        return self._replay(steps, "redone", coder_id) if steps else None

    def next_undo(self) -> PastStep | None:
        step = self._past("state = 'done' ORDER BY id DESC")
        return step if step and self._has_rows(step.id) else None

    def ends_here(self) -> bool:
        """Whether the last step is a final one, behind which undo cannot go."""
        step = self._past("state = 'done' ORDER BY id DESC")
        return step is not None and not self._has_rows(step.id)

    def next_redo(self) -> PastStep | None:
        return self._past("state = 'undone' ORDER BY id ASC")

    def _has_rows(self, step_id: int) -> bool:
        found = self.db.one("SELECT 1 FROM step_row WHERE step_id = ? LIMIT 1", (step_id,))
        return found is not None

    def _past(self, which: str) -> PastStep | None:
        row = self.db.one(f"{_PAST} WHERE {which} LIMIT 1")
        return PastStep(*row) if row else None

    def _all_past(self, which: str, step_id: int) -> list[PastStep]:
        return [PastStep(*row) for row in self.db.all(f"{_PAST} WHERE {which}", (step_id,))]

    def _replay(self, steps: Sequence[PastStep], kind: Kind, coder_id: int | None) -> Changes:
        rows: dict[str, frozenset[int]] = {}
        at = steps[0]
        try:
            with self._transaction():
                for at in steps:
                    for table, ids in self._replayed(at, kind, coder_id).items():
                        rows[table] = rows.get(table, frozenset()) | ids
        except _DAMAGE as error:
            raise ProjectFileError(
                f"The history in “{self.db.path.name}” is damaged at the step “{at.label}”, so "
                "nothing was changed. You can go on working; earlier steps cannot be taken back.",
                f"{type(error).__name__}: {error}",
            ) from error
        label, summary = steps[0].label, steps[0].summary or steps[0].label
        if len(steps) > 1:
            label = summary = counted(len(steps), "step")
        changes = Changes(label, summary, kind, rows)
        self.committed(changes)
        return changes

    def _replayed(
        self, step: PastStep, kind: Kind, coder_id: int | None
    ) -> dict[str, frozenset[int]]:
        """Put back what a step changed, inside the open transaction."""
        self.db.execute(
            "INSERT INTO step_event (step_id, kind, coder_id, at) VALUES (?, ?, ?, ?)",
            (step.id, kind, coder_id, self.stamps.now()),
        )
        self.db.execute("PRAGMA defer_foreign_keys = ON")
        self.db.execute("INSERT INTO temp.open_step VALUES (?)", (step.id,))
        noted = self.db.all(
            "SELECT table_name, change, row_id, before FROM step_row "
            "WHERE step_id = ? ORDER BY id DESC",
            (step.id,),
        )
        self.db.execute("DELETE FROM step_row WHERE step_id = ?", (step.id,))
        for table, change, row_id, before in noted:
            self._put_back(table, change, row_id, before)
        self.db.execute(
            "UPDATE step SET state = ? WHERE id = ?",
            ("undone" if kind == "undone" else "done", step.id),
        )
        self.db.execute("DELETE FROM temp.open_step")
        return self._touched(step.id)

    def _put_back(self, table: str, change: str, row_id: int, before: str | None) -> None:
        described = self._tables[table]
        image = {} if change == "insert" else dict(json.loads(before or "{}"))
        columns = [name for name in described.columns if name in image]
        values = [_restored(image[name], name in described.blobs) for name in columns]
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        if change == "insert":
            statement, values = f"DELETE FROM {table} WHERE id = ?", [row_id]
        elif change == "delete":
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        else:
            statement = f"UPDATE {table} SET ({names}) = ({marks}) WHERE id = ?"
            values.append(row_id)
        if image.get("id", row_id) != row_id or self.db.execute(statement, values).rowcount != 1:
            raise ValueError(f"row {row_id} of {table} is not as the log says")

    def _touched(self, step_id: int) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for table, row_id in self.db.all(
            "SELECT table_name, row_id FROM step_row WHERE step_id = ?", (step_id,)
        ):
            found[table].add(row_id)
        return {table: frozenset(ids) for table, ids in found.items()}

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        assert not self._open, "steps do not nest"
        self._open = True
        try:
            with self.db.atomic():
                yield
        except sqlite3.Error as error:
            # What failed in a statement has its sentence already, where it was the world's fault.
            raise self.db.explained(error) from error
        finally:
            self._open = False


def _describe(db: ProjectDatabase, table: str) -> _Table:
    info = db.all(f"PRAGMA table_info({table})")
    return _Table(
        tuple(name for _cid, name, *_rest in info),
        frozenset(name for _cid, name, kind, *_rest in info if kind == "BLOB"),
        frozenset(name for _cid, name, kind, *_rest in info if kind == "INTEGER"),
    )


def _install_triggers(db: ProjectDatabase, tables: dict[str, _Table]) -> None:
    db.execute("CREATE TEMP TABLE open_step (id INTEGER)")
    for table, described in tables.items():
        image = _image(described, described.columns)
        # Writing what is there already is no change.
        differs = _differs(described.columns)
        before = {"insert": "NULL", "update": image, "delete": image}
        if table in ANCHORED:
            # A correction moves hundreds of rows: where only numbers change, numbers are noted.
            numbers = tuple(name for name in described.columns if name in described.numbers)
            words = tuple(name for name in described.columns if name not in described.numbers)
            moved = _image(described, tuple(name for name in numbers if name != "id"))
            before["update"] = f"CASE WHEN {_differs(words)} THEN {image} ELSE {moved} END"
        for change, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
            which = f" WHERE {differs}" if change == "update" else ""
            db.execute(
                f"CREATE TEMP TRIGGER {table}_{change} AFTER {change} ON main.{table} BEGIN "
                "SELECT RAISE(ABORT, 'written outside a step') "
                "WHERE NOT EXISTS (SELECT 1 FROM open_step); "
                "INSERT INTO step_row (step_id, table_name, change, row_id, before) "
                f"SELECT id, '{table}', '{change}', {row}.id, {before[change]} "
                f"FROM open_step{which}; END"
            )


def _image(described: _Table, columns: tuple[str, ...]) -> str:
    """SQL for the old values of some columns; bytes, which JSON cannot hold, as hexadecimal."""
    values = (
        f"'{name}', " + (f'hex(OLD."{name}")' if name in described.blobs else f'OLD."{name}"')
        for name in columns
    )
    return f"json_object({', '.join(values)})"


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns) or "0"


def _restored(value: Any, is_blob: bool) -> Any:
    return bytes.fromhex(value) if is_blob and value is not None else value
