"""What the history says about one code: who changed it, and how its segments grew in number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coder_gui.storage.database import ProjectDatabase


@dataclass(frozen=True, slots=True)
class CodeStep:
    """A step that counts and that changed a code itself."""

    id: int
    summary: str
    coder_id: int | None
    at: str


def steps_of_code(db: ProjectDatabase, code_id: int, most: int) -> list[CodeStep]:
    """The last steps that made or changed a code, its place or its entry, newest first."""
    rows = db.all(
        "SELECT DISTINCT step.id, coalesce(nullif(summary, ''), label), step.coder_id, at "
        "FROM step JOIN step_row ON step_id = step.id WHERE table_name = 'code' AND row_id = ? "
        "AND state = 'done' ORDER BY step.id DESC LIMIT ?",
        (code_id, most),
    )
    return [CodeStep(*row) for row in rows]


def numbers_over_time(db: ProjectDatabase, code_ids: Collection[int]) -> list[tuple[str, int]]:
    """Number of everybody's segments after each step that changed it, oldest first.

    The log keeps rows as they were before a step, so it is read from today backwards. What came
    before the history was emptied is the number with which the oldest step began.
    """
    wanted = set(code_ids)
    codes = dict(db.all("SELECT id, code_id FROM segment"))
    number = sum(code_id in wanted for code_id in codes.values())
    found: list[tuple[str, int]] = []
    last = None
    for step_id, at, change, row_id, before in db.all(
        "SELECT step.id, at, change, row_id, CASE WHEN json_valid(before) THEN "
        "json_extract(before, '$.code_id') END FROM step_row JOIN step ON step.id = step_id "
        "WHERE table_name = 'segment' AND state = 'done' ORDER BY step.id DESC, step_row.id DESC"
    ):
        now = codes.get(row_id)
        then = None if change == "insert" else before if before is not None else now
        codes[row_id] = then
        delta = (now in wanted) - (then in wanted)
        if delta:
            if step_id != last:
                found.append((at, number))
                last = step_id
            number -= delta
    return found[::-1]
