"""Coded passages and how many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from coder_gui.domain.model import Segment, Stance
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

_SEGMENT = (
    'SELECT id, guid, transcript_id, code_id, coder_id, "start", "end", comment, stance, '
    "created_at, modified_at, to_check, good_quote, unsure FROM segment"
)


def _segment(row: tuple[Any, ...]) -> Segment:
    return Segment(*row[:11], *map(bool, row[11:]))


@dataclass(frozen=True, slots=True)
class Passage:
    """What is needed to store a coded passage."""

    transcript_id: int
    code_id: int
    coder_id: int
    start: int
    end: int
    comment: str = ""
    stance: Stance | None = None
    good_quote: bool = False
    decision_id: int | None = None


def segments_of(
    db: ProjectDatabase, transcript_id: int, coder_ids: Collection[int] | None = None
) -> tuple[Segment, ...]:
    """Segments of a transcript in text order, the longer of two with one start first."""
    where, parameters = "", [transcript_id]
    if coder_ids is not None:
        where = f" AND coder_id IN ({_marks(coder_ids)})"
        parameters += coder_ids
    rows = db.all(
        f'{_SEGMENT} WHERE transcript_id = ?{where} ORDER BY "start", "end" DESC, id', parameters
    )
    return tuple(_segment(row) for row in rows)


def segments_by_id(db: ProjectDatabase, ids: Iterable[int]) -> tuple[Segment, ...]:
    """The segments among these ids that exist."""
    found: list[Segment] = []
    for segment_id in ids:
        row = db.one(f"{_SEGMENT} WHERE id = ?", (segment_id,))
        if row:
            found.append(_segment(row))
    return tuple(found)


def segments_of_transcripts(
    db: ProjectDatabase, transcript_ids: Collection[int], coder_ids: Collection[int]
) -> tuple[Segment, ...]:
    """Segments of several coders in several transcripts."""
    rows = db.all(
        f"{_SEGMENT} WHERE transcript_id IN ({_marks(transcript_ids)}) "
        f"AND coder_id IN ({_marks(coder_ids)})",
        [*transcript_ids, *coder_ids],
    )
    return tuple(_segment(row) for row in rows)


def segments_of_code(
    db: ProjectDatabase, code_id: int, coder_id: int | None = None
) -> tuple[Segment, ...]:
    """Segments of one code, transcript by transcript."""
    rows = db.all(
        f"{_SEGMENT} WHERE code_id = ?1 AND (?2 IS NULL OR coder_id = ?2) "
        'ORDER BY transcript_id, "start"',
        (code_id, coder_id),
    )
    return tuple(_segment(row) for row in rows)


def same_passage(db: ProjectDatabase, passage: Passage) -> int | None:
    """Id of the segment by the same coder with the same code on exactly these words."""
    found = db.value(
        "SELECT id FROM segment WHERE transcript_id = ? AND coder_id = ? AND code_id = ? "
        'AND "start" = ? AND "end" = ?',
        (passage.transcript_id, passage.coder_id, passage.code_id, passage.start, passage.end),
    )
    return int(found) if found is not None else None


def add_segment(step: Step, passage: Passage) -> int:
    return int(step.db.execute(_INSERT, _row(step, passage)).lastrowid or 0)


def add_segments(step: Step, passages: Iterable[Passage]) -> None:
    """Store many passages at once."""
    step.db.executemany(_INSERT, (_row(step, passage) for passage in passages))


_INSERT = (
    'INSERT INTO segment (transcript_id, code_id, coder_id, "start", "end", comment, stance, '
    "good_quote, decision_id, guid, created_at, modified_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _row(step: Step, passage: Passage) -> tuple[str | int | None, ...]:
    return (
        passage.transcript_id,
        passage.code_id,
        passage.coder_id,
        passage.start,
        passage.end,
        passage.comment,
        passage.stance,
        passage.good_quote,
        passage.decision_id,
        step.new_guid(),
        step.now,
        step.now,
    )


def remove_segment(step: Step, segment_id: int) -> None:
    step.db.execute("DELETE FROM segment WHERE id = ?", (segment_id,))


def annotate_segment(step: Step, segment_id: int, comment: str, stance: Stance | None) -> None:
    step.db.execute(
        "UPDATE segment SET comment = ?, stance = ?, modified_at = ? WHERE id = ?",
        (comment, stance, step.now, segment_id),
    )


def resize_segment(step: Step, segment_id: int, start: int, end: int) -> None:
    """Give a segment other ends; whoever set them has looked at its words."""
    step.db.execute(
        'UPDATE segment SET "start" = ?, "end" = ?, to_check = 0, modified_at = ? WHERE id = ?',
        (start, end, step.now, segment_id),
    )


def mark_segment(step: Step, segment_id: int, good_quote: bool, unsure: bool) -> None:
    step.db.execute(
        "UPDATE segment SET good_quote = ?, unsure = ?, modified_at = ? WHERE id = ?",
        (int(good_quote), int(unsure), step.now, segment_id),
    )


def unsure_segments(db: ProjectDatabase, coder_id: int) -> tuple[Segment, ...]:
    """What a coder wants to come back to, transcript by transcript in text order."""
    rows = db.all(
        f'{_SEGMENT} WHERE unsure AND coder_id = ? ORDER BY transcript_id, "start", "end" DESC, id',
        (coder_id,),
    )
    return tuple(_segment(row) for row in rows)


def recode(step: Step, segment_id: int, code_id: int) -> None:
    """Give a segment another code; a twin that has it already takes up the comment."""
    db = step.db
    twin = db.one(
        "SELECT b.id, b.comment, b.stance, a.comment, a.stance FROM segment a JOIN segment b "
        "ON b.transcript_id = a.transcript_id AND b.coder_id = a.coder_id AND b.code_id = ?2 "
        'AND b."start" = a."start" AND b."end" = a."end" WHERE a.id = ?1 ORDER BY b.id LIMIT 1',
        (segment_id, code_id),
    )
    if twin is None:
        db.execute(
            "UPDATE segment SET code_id = ?, modified_at = ? WHERE id = ?",
            (code_id, step.now, segment_id),
        )
        return
    kept_id, comment, stance, added, other_stance = twin
    joined = comment if added == comment else f"{comment}\n{added}".strip()
    if (joined, stance or other_stance) != (comment, stance):
        annotate_segment(step, kept_id, joined, stance or other_stance)
    db.execute("UPDATE memo SET segment_id = ? WHERE segment_id = ?", (kept_id, segment_id))
    remove_segment(step, segment_id)


def counts_by_code(db: ProjectDatabase, coder_id: int | None = None) -> dict[int, int]:
    """Number of segments by code id, of one coder, or of all with every layer: what would go."""
    if coder_id is None:
        rows = db.all("SELECT code_id, count(*) FROM segment GROUP BY code_id")
    else:
        rows = db.all(
            "SELECT code_id, count(*) FROM segment WHERE coder_id = ? GROUP BY code_id",
            (coder_id,),
        )
    return dict(rows)


def persons_counts_by_code(db: ProjectDatabase) -> dict[int, int]:
    """Number of every person's segments by code id; a consensus would count them twice."""
    rows = db.all(
        "SELECT code_id, count(*) FROM segment WHERE coder_id IN "
        "(SELECT id FROM coder WHERE kind = 'person') GROUP BY code_id"
    )
    return dict(rows)


def counts_by_transcript(db: ProjectDatabase, coder_id: int) -> dict[int, int]:
    """Number of a coder's segments by transcript id."""
    # One count a transcript is read off an index; grouping would sort all segments first.
    rows = db.all(
        "SELECT id, (SELECT count(*) FROM segment WHERE transcript_id = transcript.id "
        "AND coder_id = ?) AS number FROM transcript",
        (coder_id,),
    )
    return {transcript_id: number for transcript_id, number in rows if number}


def use_of_codes(
    db: ProjectDatabase, coder_ids: Collection[int], code_ids: Collection[int] | None = None
) -> list[tuple[int, int, int]]:
    """Distinct (code id, transcript id, number of segments), of some codes or all.

    Args:
        coder_ids: Whose segments count, together.
    """
    some = "" if code_ids is None else f"AND code_id IN ({', '.join('?' * len(code_ids))}) "
    rows = db.all(
        "SELECT code_id, transcript_id, count(*) FROM segment "
        f"WHERE coder_id IN ({', '.join('?' * len(coder_ids))}) {some}"
        "GROUP BY code_id, transcript_id",
        [*coder_ids, *(code_ids or ())],
    )
    return [(code_id, transcript_id, number) for code_id, transcript_id, number in rows]


def count_in_transcripts(
    db: ProjectDatabase, transcript_ids: Collection[int], coder_ids: Collection[int] | None = None
) -> int:
    """Number of segments in some transcripts, of some coders or of everybody."""
    where, parameters = f"transcript_id IN ({_marks(transcript_ids)})", [*transcript_ids]
    if coder_ids is not None:
        where += f" AND coder_id IN ({_marks(coder_ids)})"
        parameters += coder_ids
    return int(db.value(f"SELECT count(*) FROM segment WHERE {where}", parameters))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
