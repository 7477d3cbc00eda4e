"""Decisions on where two coders differ, and the segments that came of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from coder_gui.domain.settling import Decision, StoredChoice
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step


def decisions(
    db: ProjectDatabase, comparison_id: int, transcript_ids: Collection[int] | None = None
) -> tuple[Decision, ...]:
    """Decisions of a comparison, all or of some transcripts, in the order they were made in."""
    where, parameters = "comparison_id = ?", [comparison_id]
    if transcript_ids is not None:
        where += f" AND transcript_id IN ({', '.join('?' * len(transcript_ids))})"
        parameters += transcript_ids
    rows = db.all(
        "SELECT id, transcript_id, code_id, choice, note, segments, words, author_id, modified_at "
        f"FROM decision WHERE {where} ORDER BY id",
        parameters,
    )
    return tuple(
        Decision(number, transcript, code, choice, note, tuple(guids.split(",")), *rest)
        for number, transcript, code, choice, note, guids, *rest in rows
    )


def transcripts_of(db: ProjectDatabase, ids: Collection[int]) -> set[int]:
    """The transcripts of some decisions."""
    return {
        transcript
        for each in ids
        for (transcript,) in db.all("SELECT transcript_id FROM decision WHERE id = ?", (each,))
    }


def without_segments(db: ProjectDatabase, comparison_id: int) -> tuple[int, ...]:
    """Decisions none of whose segments is there any more with that code."""
    there = set(
        db.all(
            "SELECT code_id, guid FROM segment WHERE coder_id IN "
            "(SELECT first_id FROM comparison WHERE id = ?1 "
            "UNION SELECT second_id FROM comparison WHERE id = ?1)",
            (comparison_id,),
        )
    )
    return tuple(
        each.id
        for each in decisions(db, comparison_id)
        if not any((each.code_id, guid) in there for guid in each.segments)
    )


def add_decision(
    step: Step,
    comparison_id: int,
    about: tuple[int, int],
    choice: StoredChoice,
    note: str,
    basis: tuple[Iterable[str], str],
) -> int:
    """Keep a decision; returns its id.

    Args:
        about: Ids of the transcript and the code.
        basis: What `domain.settling.fingerprint` says of the segments.
    """
    guids, words = basis
    cursor = step.db.execute(
        "INSERT INTO decision (comparison_id, transcript_id, code_id, choice, note, segments, "
        "words, guid, author_id, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(comparison_id, *about, choice, note, ",".join(guids), words),
            *(step.new_guid(), step.coder_id, step.now, step.now),
        ),
    )
    return int(cursor.lastrowid or 0)


def remove_decisions(step: Step, ids: Collection[int]) -> None:
    """Take decisions back, with the segments that came of them."""
    for decision_id in ids:
        step.db.execute("DELETE FROM segment WHERE decision_id = ?", (decision_id,))
        step.db.execute("DELETE FROM decision WHERE id = ?", (decision_id,))


def set_note(step: Step, decision_id: int, note: str) -> None:
    step.db.execute(
        "UPDATE decision SET note = ?, modified_at = ? WHERE id = ? AND note <> ?",
        (note, step.now, decision_id, note),
    )


def set_consensus(step: Step, comparison_id: int, coder_id: int) -> None:
    """Say which coder holds what the two settle on."""
    step.db.execute(
        "UPDATE comparison SET consensus_id = ?, modified_at = ? WHERE id = ?",
        (coder_id, step.now, comparison_id),
    )
