"""What the history says about one code: who changed it, and how its segments grew in number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from coder_gui.storage.database import ProjectDatabase


@dataclass(frozen=True, slots=True)
class CodeStep:
    """A step that counts and that changed a code itself."""

    id: int
    label: str
    summary: str
    coder_id: int | None
    at: str


def steps_of_code(db: ProjectDatabase, code_id: int, most: int) -> list[CodeStep]:
    """The last steps that made or changed a code, its place or its entry, newest first."""
    rows = db.all(
        "SELECT DISTINCT step.id, label, coalesce(nullif(summary, ''), label), step.coder_id, at "
        "FROM step JOIN step_row ON step_id = step.id WHERE table_name = 'code' AND row_id = ? "
        "AND state = 'done' ORDER BY step.id DESC LIMIT ?",
        (code_id, most),
    )
    return [CodeStep(*row) for row in rows]


def numbers_over_time(
    db: ProjectDatabase, code_ids: Collection[int], coder_ids: Collection[int]
) -> list[tuple[str, int]]:
    """Number of some coders' segments after each step that changed it, oldest first.

    The log keeps rows as they were before a step, so it is read from today backwards. What came
    before the history was emptied is the number with which the oldest step began.
    """
    wanted, whose = set(code_ids), set(coder_ids)

    def counts(row: tuple[Any, Any] | None) -> bool:
        return row is not None and row[0] in wanted and row[1] in whose

    now = {row_id: rest for row_id, *rest in db.all("SELECT id, code_id, coder_id FROM segment")}
    rows: dict[int, tuple[Any, Any] | None] = {key: (code, who) for key, (code, who) in now.items()}
    number = sum(map(counts, rows.values()))
    found: list[tuple[str, int]] = []
    last = None
    for step_id, at, change, row_id, code_id, coder_id in db.all(
        "SELECT step.id, at, change, row_id, CASE WHEN json_valid(before) THEN "
        "json_extract(before, '$.code_id') END, CASE WHEN json_valid(before) THEN "
        "json_extract(before, '$.coder_id') END FROM step_row JOIN step ON step.id = step_id "
        "WHERE table_name = 'segment' AND state = 'done' ORDER BY step.id DESC, step_row.id DESC"
    ):
        after = rows.get(row_id)
        before = (code_id, coder_id) if code_id is not None else after
        then = None if change == "insert" else before
        rows[row_id] = then
        delta = counts(after) - counts(then)
        if delta:
            if step_id != last:
                found.append((at, number))
                last = step_id
            number -= delta
    return found[::-1]
