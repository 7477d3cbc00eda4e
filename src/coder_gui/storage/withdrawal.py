"""Taking a participant out of the file for good: rows, and what the history holds of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from coder_gui.domain.audit_trail import WITHDRAWN, folded, without_names
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.erasing import empty_history
from coder_gui.storage.journal import Step

_QUOTED = re.compile("“([^”]*)”")
_FEWEST_WORDS = 3
"""A name of so many words that stands word for word in a transcript was taken from it."""

_OF_TRANSCRIPT = (
    "text_block",
    "original",
    "speaker",
    "turn",
    "format_span",
    "assignment",
    "decision",
    "segment",
    "reading",
)


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a participant's withdrawal takes away.

    Args:
        names: Labels, names of transcripts and files, and speakers, past ones included, that
            nobody and nothing else in the project bears.
        words: The texts of the transcripts, folded for comparing.
    """

    label: str
    transcripts: tuple[str, ...]
    originals: int
    segments: int
    coders: int
    memos: int
    values: int
    names: frozenset[str]
    words: str


def belongings(db: ProjectDatabase, participant_id: int) -> Belongings | None:
    """What belongs to a participant; None when there is no such one."""
    label = db.value("SELECT label FROM participant WHERE id = ?", (participant_id,))
    if label is None:
        return None
    ours = "transcript_id IN (SELECT id FROM transcript WHERE participant_id = ?1)"
    one = (participant_id,)
    segments, coders = db.all(
        f"SELECT count(*), count(DISTINCT coder_id) FROM segment WHERE {ours}", one
    )[0]
    names = db.all("SELECT name FROM transcript WHERE participant_id = ? ORDER BY id", one)
    return Belongings(
        label=label,
        transcripts=tuple(name for (name,) in names),
        originals=db.value(f"SELECT count(*) FROM original WHERE {ours}", one),
        segments=segments,
        coders=coders,
        memos=db.value(
            f"SELECT count(*) FROM memo WHERE participant_id = ?1 OR {ours} "
            f"OR segment_id IN (SELECT id FROM segment WHERE {ours})",
            one,
        ),
        values=db.value("SELECT count(*) FROM attribute_value WHERE participant_id = ?", one),
        names=_names(db, participant_id),
        words=_words(db, participant_id),
    )


def comments_elsewhere(db: ProjectDatabase, participant_id: int) -> list[tuple[int, str]]:
    """Comments on segments of other people's transcripts, with the transcript's id."""
    return db.all(
        "SELECT transcript_id, comment FROM segment JOIN transcript ON transcript.id = "
        "transcript_id WHERE comment <> '' AND participant_id IS NOT ? ORDER BY segment.id",
        (participant_id,),
    )


def voices_elsewhere(db: ProjectDatabase, participant_id: int) -> list[tuple[int, str]]:
    """Transcripts of others in which the participant speaks, too, and as whom."""
    return db.all(
        "SELECT transcript_id, speaker.name FROM speaker JOIN transcript ON transcript.id = "
        "transcript_id WHERE speaker.participant_id = ?1 "
        "AND transcript.participant_id IS NOT ?1 ORDER BY speaker.id",
        (participant_id,),
    )


def withdraw(step: Step, participant_id: int) -> None:
    """Remove a participant with everything that belongs to them, also from the history.

    The step is final: without the rows that are gone for good, no earlier step can be replayed.
    """
    db = step.db
    found = belongings(db, participant_id)
    assert found is not None
    db.execute("CREATE TEMP TABLE gone (table_name TEXT, row_id INTEGER)")
    try:
        _note_rows(db, participant_id)
        _reword(db, found)
        db.execute("DELETE FROM transcript WHERE participant_id = ?", (participant_id,))
        db.execute("DELETE FROM participant WHERE id = ?", (participant_id,))
        db.execute(
            "DELETE FROM step_row WHERE step_id <> ? AND (table_name, row_id) IN "
            "(SELECT table_name, row_id FROM temp.gone)",
            (step.id,),
        )
        # Everybody's: an old version of a memo may quote the person, and is of no use any more.
        empty_history(step)
    finally:
        db.execute("DROP TABLE IF EXISTS temp.gone")


def _note_rows(db: ProjectDatabase, participant_id: int) -> None:
    """List in `gone` every row, present or past, that belongs to the participant."""
    db.execute("INSERT INTO temp.gone VALUES ('participant', ?)", (participant_id,))
    db.execute(
        "INSERT INTO temp.gone SELECT 'transcript', id FROM transcript WHERE participant_id = ?1 "
        "UNION SELECT 'transcript', row_id FROM step_row "
        "WHERE table_name = 'transcript' AND json_valid(before) "
        "AND json_extract(before, '$.participant_id') = ?1 "
        "AND row_id NOT IN (SELECT id FROM transcript)",
        (participant_id,),
    )
    for table in _OF_TRANSCRIPT:
        _note_rows_of(db, table, "transcript_id", "transcript")
    _note_rows_of(db, "attribute_value", "participant_id", "participant")
    for noun in ("transcript", "participant", "segment"):
        _note_rows_of(db, "memo", f"{noun}_id", noun)


def _note_rows_of(db: ProjectDatabase, table: str, column: str, noun: str) -> None:
    owners = f"(SELECT row_id FROM temp.gone WHERE table_name = '{noun}')"
    db.execute(
        f"INSERT INTO temp.gone SELECT '{table}', id FROM {table} WHERE {column} IN {owners} "
        f"UNION SELECT '{table}', row_id FROM step_row WHERE table_name = '{table}' "
        f"AND json_valid(before) AND json_extract(before, '$.{column}') IN {owners} "
        f"AND row_id NOT IN (SELECT id FROM {table})"
    )


def _names(db: ProjectDatabase, participant_id: int) -> frozenset[str]:
    """What the participant and their transcripts are called or ever were."""
    one = (participant_id,)
    transcripts = (
        "SELECT guid FROM transcript WHERE participant_id = ?1 UNION "
        f"SELECT {_of('guid')} FROM step_row WHERE table_name = 'transcript' AND json_valid(before)"
        f" AND {_of('participant_id')} = ?1 AND {_of('guid')} NOT IN (SELECT guid FROM transcript)"
    )
    ids = (
        f"SELECT id FROM transcript WHERE guid IN ({transcripts}) UNION SELECT row_id FROM step_row"
        f" WHERE table_name = 'transcript' AND json_valid(before)"
        f" AND {_of('guid')} IN ({transcripts})"
    )
    found = db.all("SELECT label FROM participant WHERE id = ?1", one)
    found += db.all(
        f"SELECT {_of('label')} FROM step_row WHERE table_name = 'participant' AND "
        f"json_valid(before) AND {_of('guid')} = (SELECT guid FROM participant WHERE id = ?1)",
        one,
    )
    for column in ("name", "source_name"):
        found += db.all(
            f"SELECT {column} FROM transcript WHERE guid IN ({transcripts}) UNION "
            f"SELECT {_of(column)} FROM step_row WHERE table_name = 'transcript' "
            f"AND json_valid(before) AND {_of('guid')} IN ({transcripts})",
            one,
        )
    found += db.all(
        f"SELECT name FROM speaker WHERE transcript_id IN ({ids}) AND interviewer = 0 UNION "
        f"SELECT {_of('name')} FROM step_row WHERE table_name = 'speaker' AND json_valid(before) "
        f"AND {_of('transcript_id')} IN ({ids}) AND {_of('interviewer')} = 0",
        one,
    )
    names = {str(name).strip() for (name,) in found if name}
    names |= {PurePath(name).stem for name in names}
    return frozenset(name for name in names if len(name) > 1) - _names_of_others(db, participant_id)


def _of(column: str) -> str:
    return f"json_extract(before, '$.{column}')"


def _names_of_others(db: ProjectDatabase, participant_id: int) -> set[str]:
    """Names that stay: somebody or something else bears them."""
    rows = db.all(
        "SELECT label FROM participant WHERE id <> ?1 "
        "UNION SELECT name FROM transcript WHERE transcript.participant_id IS NOT ?1 "
        "UNION SELECT speaker.name FROM speaker JOIN transcript ON transcript.id = transcript_id "
        "WHERE transcript.participant_id IS NOT ?1 "
        "UNION SELECT name FROM participant_group UNION SELECT name FROM coder "
        "UNION SELECT name FROM code UNION SELECT name FROM attribute",
        (participant_id,),
    )
    return {name for (name,) in rows}


def _words(db: ProjectDatabase, participant_id: int) -> str:
    """The texts, with former versions and those of transcripts that were deleted."""
    ids = (
        "SELECT id FROM transcript WHERE participant_id = ?1 UNION SELECT row_id FROM step_row "
        "WHERE table_name = 'transcript' AND json_valid(before) "
        f"AND {_of('participant_id')} = ?1 AND row_id NOT IN (SELECT id FROM transcript)"
    )
    blocks = db.all(
        f"SELECT transcript_id, position, text FROM text_block WHERE transcript_id IN ({ids}) "
        f"UNION SELECT {_of('transcript_id')}, {_of('position')}, {_of('text')} FROM step_row "
        "WHERE table_name = 'text_block' AND json_valid(before) "
        f"AND {_of('transcript_id')} IN ({ids})",
        (participant_id,),
    )
    ordered = sorted(blocks, key=lambda block: (int(block[0]), int(block[1])))
    return folded("".join(str(text) for _transcript, _position, text in ordered))


def _reword(db: ProjectDatabase, found: Belongings) -> None:
    """Take names and words of the participant out of the sentences of the history."""
    live = {name for (name,) in db.all("SELECT name FROM code")}

    def spoken(piece: re.Match[str]) -> str:
        words = folded(piece[1])
        taken = words.count(" ") + 1 >= _FEWEST_WORDS and words in found.words
        return f"“{WITHDRAWN}”" if taken and piece[1] not in live else piece[0]

    for step_id, summary in db.all("SELECT id, summary FROM step WHERE summary <> ''"):
        reworded = _QUOTED.sub(spoken, without_names(summary, found.names))
        if reworded != summary:
            db.execute("UPDATE step SET summary = ? WHERE id = ?", (reworded, step_id))
