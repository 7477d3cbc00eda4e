"""Everything that people wrote outside the transcripts: names, notes, entries, answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coder_gui.storage import snapshots, speakers, transcripts
from coder_gui.storage.codes import ENTRY_FIELDS
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

TEXT = ("text_block", "text")
"""Table and column of a place that is a transcript's text; its row is the transcript's."""

_NONE = "NULL"
_SNAPSHOT = "codebook_snapshot"
"""Its codes are JSON: each text in it is a place of its own, such as `codes$[3].definition`."""
_OF_MEMO = (
    "coalesce(transcript_id, (SELECT transcript_id FROM segment WHERE segment.id = segment_id))"
)
_PLACES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("speaker", ("name",), "transcript_id"),
    ("transcript", ("name", "source_name"), "id"),
    ("participant", ("label",), _NONE),
    ("participant_group", ("name",), _NONE),
    ("attribute", ("name",), _NONE),
    ("attribute_value", ("value",), _NONE),
    ("memo", ("title", "text"), _OF_MEMO),
    ("segment", ("comment",), "transcript_id"),
    ("decision", ("note",), "transcript_id"),
    ("code", ("name", *ENTRY_FIELDS), _NONE),
    ("study", ("name", "question", "description"), _NONE),
    (_SNAPSHOT, ("name",), _NONE),
)
"""Tables, their columns that hold words, and the transcript to which a row belongs."""

_UNTIMED = frozenset({"speaker", "attribute_value"})
"""Tables that do not say when a row was changed."""

_DISTINCT = {
    "transcript": ("name",),
    "participant": ("label",),
    "participant_group": ("name",),
    "attribute": ("name",),
}
"""Names by which people tell things apart: no two of them are made the same."""


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One column of one row, or one text of a kept codebook."""

    table: str
    column: str
    row_id: int
    text: str
    transcript_id: int | None


def written_texts(db: ProjectDatabase) -> list[WrittenText]:
    """All words outside the transcripts' texts, in the order of the tables."""
    found = []
    for table, columns, transcript in _PLACES:
        for column in columns:
            found += [
                WrittenText(table, column, *row)
                for row in db.all(
                    f"SELECT id, {column}, {transcript} FROM {table} WHERE {column} <> '' "
                    "ORDER BY id"
                )
            ]
    found += [WrittenText(_SNAPSHOT, *each, None) for each in snapshots.texts(db)]
    return found


def transcript_text(db: ProjectDatabase, transcript_id: int) -> WrittenText:
    """The text of a transcript as a place like the others."""
    words = transcripts.text(db, transcript_id)
    return WrittenText(*TEXT, transcript_id, words, transcript_id)


def rewrite(step: Step, place: WrittenText, words: str) -> None:
    """Put other words in a place; names that tell things apart get a number where need be."""
    if place.table == "speaker":
        _rename_speaker(step, place.row_id, words)
        return
    if place.table == _SNAPSHOT and place.column != "name":
        snapshots.rewrite(step, place.row_id, place.column, words)
        return
    if place.column in _DISTINCT.get(place.table, ()):
        taken = step.db.all(
            f"SELECT {place.column} FROM {place.table} WHERE id <> ?", (place.row_id,)
        )
        words = _free(words, {name for (name,) in taken})
    columns, values = f"{place.column} = ?", [words]
    if place.table not in _UNTIMED:
        columns, values = f"{columns}, modified_at = ?", [words, step.now]
    step.db.execute(
        f"UPDATE {place.table} SET {columns} WHERE id = ?",
        [*values, place.row_id],
    )


def _rename_speaker(step: Step, speaker_id: int, name: str) -> None:
    """Rename a speaker; two spellings of one person in a transcript become one speaker."""
    db = step.db
    ours = db.one(
        "SELECT transcript_id, interviewer, participant_id FROM speaker WHERE id = ?", (speaker_id,)
    )
    assert ours is not None
    others = {
        other: (interviewer, participant)
        for other, interviewer, participant in db.all(
            "SELECT name, interviewer, participant_id FROM speaker "
            "WHERE transcript_id = ? AND id <> ?",
            (ours[0], speaker_id),
        )
    }
    same = others.get(name) == ours[1:]
    speakers.rename(step, speaker_id, name if same else _free(name, others))


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number where it is taken."""
    other, number = name, 2
    while other in taken:
        other, number = f"{name} {number}", number + 1
    return other
