"""The study sheet and the people who code."""

from __future__ import annotations

from coder_gui.domain.model import Assignment, Coder, CoderKind, Study
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step


def study(db: ProjectDatabase) -> Study:
    row = db.one(
        "SELECT guid, name, question, method, label_template, description, created_at FROM study"
    )
    assert row is not None
    return Study(*row)


def update_study(step: Step, **fields: str) -> None:
    """Change fields of the study sheet by name."""
    columns = ", ".join(f"{name} = ?" for name in fields)
    differs = " OR ".join(f"{name} <> ?" for name in fields)
    step.db.execute(
        f"UPDATE study SET {columns}, modified_at = ? WHERE id = 1 AND ({differs})",
        [*fields.values(), step.now, *fields.values()],
    )


def coders(db: ProjectDatabase) -> tuple[Coder, ...]:
    rows = db.all("SELECT id, guid, name, kind FROM coder ORDER BY id")
    return tuple(Coder(*row) for row in rows)


def add_coder(step: Step, name: str, kind: CoderKind = "person") -> int:
    # Never the id of one who is gone, whose steps the history would take for the new one's.
    coder_id = step.db.value(
        "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM coder), "
        "(SELECT coalesce(max(coder_id), 0) FROM step))"
    )
    cursor = step.db.execute(
        "INSERT INTO coder (id, name, kind, guid, author_id, created_at, modified_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (coder_id, name, kind, step.new_guid(), step.coder_id, step.now, step.now),
    )
    return int(cursor.lastrowid or 0)


def rename_coder(step: Step, coder_id: int, name: str) -> None:
    step.db.execute(
        "UPDATE coder SET name = ?, modified_at = ? WHERE id = ?", (name, step.now, coder_id)
    )


def assignments(db: ProjectDatabase) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(*row)
        for row in db.all(
            "SELECT coder_id, transcript_id, finished_at FROM assignment "
            "ORDER BY coder_id, transcript_id"
        )
    )


def assign(step: Step, coder_id: int, transcript_id: int) -> None:
    """Ask a coder to code a transcript; asking twice changes nothing."""
    step.db.execute(
        "INSERT INTO assignment (coder_id, transcript_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (coder_id, transcript_id),
    )


def unassign(step: Step, coder_id: int, transcript_id: int) -> None:
    step.db.execute(
        "DELETE FROM assignment WHERE coder_id = ? AND transcript_id = ?",
        (coder_id, transcript_id),
    )


def set_finished(step: Step, coder_id: int, transcript_id: int, finished: bool) -> None:
    step.db.execute(
        "UPDATE assignment SET finished_at = ? WHERE coder_id = ? AND transcript_id = ? "
        "AND (finished_at IS NOT NULL) <> ?",
        (step.now if finished else None, coder_id, transcript_id, finished),
    )
