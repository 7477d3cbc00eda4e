"""Memos on anything in the study, and the researcher's journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder_gui.domain.model import Memo, MemoKind
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

_MEMO = (
    "SELECT id, guid, kind, title, text, author_id, created_at, modified_at, transcript_id, "
    'code_id, segment_id, participant_id, "start", "end" FROM memo'
)
_OF_SEGMENTS = (
    "SELECT memo.id, memo.guid, memo.kind, memo.title, memo.text, memo.author_id, "
    "memo.created_at, memo.modified_at, memo.transcript_id, memo.code_id, memo.segment_id, "
    'memo.participant_id, memo."start", memo."end", segment."start" '
    "FROM segment JOIN memo ON memo.segment_id = segment.id"
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
    """Memos on one thing, or on the whole project, oldest first.

    Of a transcript with a passage, those that are on any words of the passage.
    """
    for column in ("transcript_id", "code_id", "segment_id", "participant_id"):
        value = getattr(subject, column)
        if value is not None:
            rows = db.all(f"{_MEMO} WHERE {column} = ? ORDER BY created_at, id", (value,))
            found = (Memo(*row) for row in rows)
            return tuple(memo for memo in found if _touches(memo, subject))
    return tuple(memo for memo in memos(db) if memo.kind == "memo" and not _is_on_one(memo))


def _touches(memo: Memo, subject: Subject) -> bool:
    if subject.start is None or subject.end is None:
        return True
    if memo.start is None or memo.end is None:
        return False
    return memo.start < subject.end and memo.end > subject.start


def _is_on_one(memo: Memo) -> bool:
    on = (memo.transcript_id, memo.code_id, memo.segment_id, memo.participant_id)
    return any(each is not None for each in on)


def places_in(db: ProjectDatabase, transcript_id: int, coder_id: int) -> list[tuple[Memo, int]]:
    """Memos on passages of a transcript and on a coder's segments in it, with their beginnings."""
    own = memos_on(db, Subject(transcript_id=transcript_id))
    found = [(memo, memo.start) for memo in own if memo.start is not None]
    rows = db.all(
        f"{_OF_SEGMENTS} WHERE segment.transcript_id = ? AND segment.coder_id = ? "
        "ORDER BY memo.created_at, memo.id",
        (transcript_id, coder_id),
    )
    found += [(Memo(*row[:-1]), row[-1]) for row in rows]
    return sorted(found, key=lambda each: each[1])


def segments_by_guid(db: ProjectDatabase, guids: Iterable[str]) -> dict[str, int]:
    """Ids of those of these segments that exist, by guid."""
    rows = (db.one("SELECT guid, id FROM segment WHERE guid = ?", (guid,)) for guid in guids)
    return {row[0]: row[1] for row in rows if row is not None}


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
