"""Memos on anything in the study, and the researcher's journal."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.domain.model import Memo, MemoKind
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

_MEMO = (
    "SELECT id, guid, kind, title, text, author_id, created_at, modified_at, transcript_id, "
    'code_id, segment_id, participant_id, "start", "end" FROM memo'
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a memo is on; all None means the whole project."""

    transcript_id: int | None = None
    code_id: int | None = None
    segment_id: int | None = None
    participant_id: int | None = None
    start: int | None = None
    end: int | None = None


def memos(db: ProjectDatabase) -> tuple[Memo, ...]:
    """All memos and journal entries, oldest first."""
    return tuple(Memo(*row) for row in db.all(f"{_MEMO} ORDER BY created_at, id"))


def memos_on(db: ProjectDatabase, subject: Subject) -> tuple[Memo, ...]:
    """Memos on one transcript, code, segment or participant, oldest first."""
    for column in ("transcript_id", "code_id", "segment_id", "participant_id"):
        value = getattr(subject, column)
        if value is not None:
            rows = db.all(f"{_MEMO} WHERE {column} = ? ORDER BY created_at, id", (value,))
            return tuple(Memo(*row) for row in rows)
    return ()


def add_memo(step: Step, kind: MemoKind, title: str, text: str, subject: Subject) -> int:
    cursor = step.db.execute(
        "INSERT INTO memo (kind, title, text, transcript_id, code_id, segment_id, "
        'participant_id, "start", "end", guid, author_id, created_at, modified_at) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            kind,
            title,
            text,
            subject.transcript_id,
            subject.code_id,
            subject.segment_id,
            subject.participant_id,
            subject.start,
            subject.end,
            step.new_guid(),
            step.coder_id,
            step.now,
            step.now,
        ),
    )
    return int(cursor.lastrowid or 0)


def update_memo(step: Step, memo_id: int, title: str, text: str) -> None:
    step.db.execute(
        "UPDATE memo SET title = ?, text = ?, modified_at = ? "
        "WHERE id = ? AND (title, text) IS NOT (?, ?)",
        (title, text, step.now, memo_id, title, text),
    )


def delete_memo(step: Step, memo_id: int) -> None:
    step.db.execute("DELETE FROM memo WHERE id = ?", (memo_id,))
