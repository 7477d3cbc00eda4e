"""Transcripts: their text in blocks, their turns, and the files they came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from coder_gui.domain.errors import ProjectFileError
from coder_gui.domain.model import FormatSpan, Transcript, TranscriptDraft, TranscriptInfo, Turn
from coder_gui.domain.text import word_count
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

BLOCK = 4_000
"""About how many characters stand in one block of text."""

_INFO = (
    "SELECT id, guid, name, participant_id, length, words, source_name, format, text_sha256, "
    "created_at FROM transcript"
)


def transcripts(db: ProjectDatabase) -> tuple[TranscriptInfo, ...]:
    """All transcripts in the order in which they were imported, without their texts."""
    return tuple(TranscriptInfo(*row) for row in db.all(f"{_INFO} ORDER BY id"))


def transcript_ids(db: ProjectDatabase) -> list[int]:
    return [each for (each,) in db.all("SELECT id FROM transcript ORDER BY id")]


def transcript_info(db: ProjectDatabase, transcript_id: int) -> TranscriptInfo | None:
    row = db.one(f"{_INFO} WHERE id = ?", (transcript_id,))
    return TranscriptInfo(*row) if row else None


def transcript(db: ProjectDatabase, transcript_id: int) -> Transcript | None:
    info = transcript_info(db, transcript_id)
    if info is None:
        return None
    words = text(db, transcript_id)
    return Transcript(info, words, turns(db, transcript_id), spans(db, transcript_id))


def text(db: ProjectDatabase, transcript_id: int) -> str:
    """The stored text, whole.

    Raises:
        ProjectFileError: It is not as long as it should be, so that no passage in it is certain.
    """
    blocks = db.all(
        "SELECT text FROM text_block WHERE transcript_id = ? ORDER BY position", (transcript_id,)
    )
    stored = "".join(block for (block,) in blocks)
    declared = db.one("SELECT length, name FROM transcript WHERE id = ?", (transcript_id,))
    if declared and declared[0] != len(stored):
        raise ProjectFileError(
            f"The text of “{declared[1]}” is damaged in “{db.path.name}”, so it is not shown. "
            "Nothing was changed. Open a copy from your backups, and keep the damaged file.",
            f"{len(stored)} characters instead of {declared[0]}",
        )
    return stored


def turns(db: ProjectDatabase, transcript_id: int) -> tuple[Turn, ...]:
    rows = db.all(
        'SELECT turn."start", speech, turn."end", speaker.name, interviewer, time_ms, end_ms, '
        "speaker.participant_id FROM turn "
        "JOIN speaker ON speaker.id = speaker_id WHERE turn.transcript_id = ? "
        'ORDER BY turn."start"',
        (transcript_id,),
    )
    return tuple(
        Turn(start, speech, end, name, bool(interviewer), *rest)
        for start, speech, end, name, interviewer, *rest in rows
    )


def spans(db: ProjectDatabase, transcript_id: int) -> tuple[FormatSpan, ...]:
    """Bold, italic and underlined words, in text order."""
    rows = db.all(
        'SELECT "start", "end", style FROM format_span WHERE transcript_id = ? '
        'ORDER BY "start", style',
        (transcript_id,),
    )
    return tuple(FormatSpan(*row) for row in rows)


def add_transcript(
    step: Step, draft: TranscriptDraft, participant_id: int | None, keep_original: bool
) -> int:
    """Store a draft with its text, turns and, unless not wanted, the file it came from."""
    cursor = step.db.execute(
        "INSERT INTO transcript (name, participant_id, length, words, source_name, format, "
        "text_sha256, guid, author_id, created_at, modified_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            draft.name,
            participant_id,
            len(draft.text),
            word_count(draft.text),
            draft.source_name,
            draft.format,
            hashlib.sha256(draft.text.encode()).hexdigest(),
            step.new_guid(),
            step.coder_id,
            step.now,
            step.now,
        ),
    )
    transcript_id = int(cursor.lastrowid or 0)
    step.db.executemany(
        "INSERT INTO text_block (transcript_id, position, text) VALUES (?, ?, ?)",
        [(transcript_id, position, block) for position, block in enumerate(blocks(draft.text))],
    )
    add_turns(step, transcript_id, draft.turns)
    add_spans(step, transcript_id, draft.spans)
    if keep_original and draft.original:
        step.db.execute(
            "INSERT INTO original (transcript_id, sha256, bytes) VALUES (?, ?, ?)",
            (transcript_id, hashlib.sha256(draft.original).hexdigest(), draft.original),
        )
    return transcript_id


def add_spans(step: Step, transcript_id: int, spans: Iterable[FormatSpan]) -> None:
    step.db.executemany(
        'INSERT INTO format_span (transcript_id, "start", "end", style) VALUES (?, ?, ?, ?)',
        [(transcript_id, span.start, span.end, span.style) for span in spans],
    )


def add_turns(step: Step, transcript_id: int, turns: Sequence[Turn]) -> None:
    """Store turns, and the speakers among them who are not known in the transcript yet."""
    speakers: dict[str, int] = dict(
        step.db.all("SELECT name, id FROM speaker WHERE transcript_id = ?", (transcript_id,))
    )
    for turn in turns:
        if turn.speaker not in speakers:
            cursor = step.db.execute(
                "INSERT INTO speaker (transcript_id, name, interviewer, participant_id) "
                "VALUES (?, ?, ?, ?)",
                (transcript_id, turn.speaker, int(turn.interviewer), turn.participant_id),
            )
            speakers[turn.speaker] = int(cursor.lastrowid or 0)
    step.db.executemany(
        'INSERT INTO turn (transcript_id, speaker_id, "start", speech, "end", time_ms, end_ms) '
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (transcript_id, speakers[t.speaker], t.start, t.speech, t.end, t.time_ms, t.end_ms)
            for t in turns
        ],
    )


def blocks(text: str) -> Iterator[str]:
    """Cut a text into pieces of about `BLOCK` characters, between lines where possible."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + BLOCK - 1) + 1
        if end <= 0 or end > start + 4 * BLOCK:
            end = min(start + 2 * BLOCK, len(text))
        yield text[start:end]
        start = end


def original(db: ProjectDatabase, transcript_id: int) -> bytes | None:
    """The bytes of the imported file, or None when they were not kept."""
    value = db.value("SELECT bytes FROM original WHERE transcript_id = ?", (transcript_id,))
    return bytes(value) if value is not None else None


def rename_transcript(step: Step, transcript_id: int, name: str) -> None:
    step.db.execute(
        "UPDATE transcript SET name = ?, modified_at = ? WHERE id = ? AND name <> ?",
        (name, step.now, transcript_id, name),
    )


def set_participant(step: Step, transcript_id: int, participant_id: int | None) -> None:
    step.db.execute(
        "UPDATE transcript SET participant_id = ?, modified_at = ? "
        "WHERE id = ? AND participant_id IS NOT ?",
        (participant_id, step.now, transcript_id, participant_id),
    )


def delete_transcript(step: Step, transcript_id: int) -> None:
    """Delete a transcript with its turns, segments and memos."""
    step.db.execute("DELETE FROM transcript WHERE id = ?", (transcript_id,))
