"""Reading the audit trail: steps from the newest on, and what they touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from coder_gui.domain.audit_trail import StepState
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import PastStep

PAGE = 400
"""Steps that are read at once."""

_PARTS = {
    "segment": ("transcript_id", "code_id"),
    "memo": ("transcript_id", "code_id", "segment_id", "participant_id"),
    "assignment": ("transcript_id",),
    "reading": ("transcript_id",),
    "speaker": ("transcript_id",),
    "text_block": ("transcript_id",),
    "attribute_value": ("participant_id",),
}
"""Tables whose rows belong to codes and transcripts, and by which columns."""

_THEMSELVES = {"transcript": "transcript_id", "code": "code_id", "participant": "participant_id"}
_KEYS = ("transcript_id", "code_id", "segment_id", "participant_id")

# A file from elsewhere may hold anything here; what is no JSON belongs to nothing.
_IMAGE = ", ".join(
    f"CASE WHEN json_valid(before) THEN json_extract(before, '$.{key}') END" for key in _KEYS
)

_STEP = (
    "SELECT id, label, summary, coder_id, at, state, state = 'done' AND NOT EXISTS "
    "(SELECT 1 FROM step_row WHERE step_id = step.id) FROM step"
)

Parts = dict[str, Any]
"""What a row belongs to: ids by the names in `_KEYS`."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step as stored, with what it touched."""

    id: int
    label: str
    summary: str
    coder_id: int | None
    at: str
    state: StepState
    events: tuple[tuple[str, int | None, str], ...]
    """Kind, coder and time of each undo and redo."""
    code_ids: frozenset[int]
    transcript_ids: frozenset[int]


def kinds(db: ProjectDatabase) -> tuple[str, ...]:
    """The labels of all steps there are, in alphabetical order."""
    return tuple(label for (label,) in db.all("SELECT DISTINCT label FROM step ORDER BY label"))


def count(db: ProjectDatabase) -> int:
    """How many steps there are."""
    return int(db.value("SELECT count(*) FROM step"))


def about_work(db: ProjectDatabase, step_ids: Collection[int]) -> frozenset[int]:
    """Those of these steps that touched segments or memos, not only the codebook or people."""
    rows = db.all(
        f"SELECT id FROM step WHERE id IN ({', '.join('?' * len(step_ids))}) AND EXISTS "
        "(SELECT 1 FROM step_row WHERE step_id = step.id AND table_name IN ('segment', 'memo'))",
        list(step_ids),
    )
    return frozenset(step_id for (step_id,) in rows)


def steps_below(db: ProjectDatabase, below: int | None, most: int) -> list[PastStep]:
    """Steps that count or can be brought back, newest first, without what they touched.

    Args:
        below: Only those before this one; None to begin with the newest.
        most: How many at most, beside the undone ones, which all come with the newest.
    """
    if below is None:
        present = db.value("SELECT max(id) FROM step WHERE state = 'done'") or 0
        ahead = db.all(f"{_STEP} WHERE state = 'undone' AND id > ? ORDER BY id DESC", (present,))
        below = present + 1
    else:
        ahead = []
    rows = db.all(
        f"{_STEP} WHERE state = 'done' AND id < ? ORDER BY id DESC LIMIT ?", (below, most)
    )
    return [PastStep(*row[:6], *map(bool, row[6:])) for row in (*ahead, *rows)]


def pages(db: ProjectDatabase) -> Iterator[list[StepRecord]]:
    """All steps from the newest to the oldest, some hundred at a time.

    What is asked for page by page must not be changed in between: begin anew after a step.
    """
    walk = _Walk(db)
    below: int | None = None
    while True:
        steps = db.all(
            "SELECT id, label, summary, coder_id, at, state FROM step "
            "WHERE (?1 IS NULL OR id < ?1) ORDER BY id DESC LIMIT ?2",
            (below, PAGE),
        )
        if not steps:
            return
        below = steps[-1][0]
        yield walk.page(steps)


@dataclass(slots=True)
class _Walk:
    """Goes back through the history and knows what each row belonged to at that time.

    The log keeps a row as it was *before* a step. What an inserted row held stands therefore in
    the next step that touched it, and where there is none, in the row itself.
    """

    db: ProjectDatabase
    _before_later: dict[tuple[str, int], Parts | None] = field(default_factory=dict)
    _now: dict[tuple[str, int], Parts | None] = field(default_factory=dict)
    _transcripts: dict[int, list[int]] = field(init=False)
    """Transcripts by participant."""

    def __post_init__(self) -> None:
        self._transcripts = defaultdict(list)
        for transcript_id, person_id in self.db.all("SELECT id, participant_id FROM transcript"):
            self._transcripts[person_id].append(transcript_id)

    def page(self, steps: list[tuple[Any, ...]]) -> list[StepRecord]:
        newest, oldest = steps[0][0], steps[-1][0]
        rows = defaultdict(list)
        wanted = defaultdict(set)
        names = ", ".join(f"'{name}'" for name in (*_PARTS, *_THEMSELVES))
        for step_id, table, change, row_id, *image in self.db.all(
            f"SELECT step_id, table_name, change, row_id, {_IMAGE} FROM step_row "
            f"WHERE step_id BETWEEN ? AND ? AND table_name IN ({names}) "
            "ORDER BY step_id DESC, id DESC",
            (oldest, newest),
        ):
            before = None if change == "insert" else dict(zip(_KEYS, image, strict=True))
            rows[step_id].append((table, row_id, before))
            if table in _PARTS and (table, row_id) not in self._before_later:
                wanted[table].add(row_id)
        self._read_now(wanted)
        events = defaultdict(list)
        for step_id, *event in self.db.all(
            "SELECT step_id, kind, coder_id, at FROM step_event WHERE step_id BETWEEN ? AND ? "
            "ORDER BY id",
            (oldest, newest),
        ):
            events[step_id].append(tuple(event))
        return [self._record(step, rows[step[0]], tuple(events[step[0]])) for step in steps]

    def _record(
        self,
        step: tuple[Any, ...],
        rows: list[tuple[str, int, Parts | None]],
        events: tuple[Any, ...],
    ) -> StepRecord:
        step_id, label, summary, coder_id, at, state = step
        touched = self._touched(state, rows)
        return StepRecord(step_id, label, summary, coder_id, at, state, events, *touched)

    def _touched(
        self, state: str, rows: list[tuple[str, int, Parts | None]]
    ) -> tuple[frozenset[int], frozenset[int]]:
        touched: dict[str, set[int]] = {key: set() for key in _KEYS}
        for table, row_id, before in rows:
            if table in _THEMSELVES:
                touched[_THEMSELVES[table]].add(row_id)
                continue
            for parts in (before, self._after(table, row_id)):
                self._add(touched, parts)
            if state == "done":
                # Only what counts tells how a row was before; the rest was never built upon.
                self._before_later[table, row_id] = before
        for person_id in touched["participant_id"]:
            touched["transcript_id"].update(self._transcripts.get(person_id, ()))
        return frozenset(touched["code_id"]), frozenset(touched["transcript_id"])

    def _add(self, touched: dict[str, set[int]], parts: Parts | None) -> None:
        for key, value in (parts or {}).items():
            if isinstance(value, int):
                touched[key].add(value)
                if key == "segment_id":
                    self._add(touched, self._after("segment", value))

    def _after(self, table: str, row_id: int) -> Parts | None:
        key = table, row_id
        if key in self._before_later:
            return self._before_later[key]
        if key not in self._now:
            self._read_now({table: {row_id}})
        return self._now[key]

    def _read_now(self, wanted: dict[str, set[int]]) -> None:
        for table, ids in wanted.items():
            missing = [each for each in ids if (table, each) not in self._now]
            columns = _PARTS[table]
            for each in missing:
                self._now[table, each] = None
            for some in _batches(missing):
                marks = ", ".join("?" * len(some))
                for row_id, *values in self.db.all(
                    f"SELECT id, {', '.join(columns)} FROM {table} WHERE id IN ({marks})", some
                ):
                    self._now[table, row_id] = dict(zip(columns, values, strict=True))


def _batches(ids: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    listed = list(ids)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
