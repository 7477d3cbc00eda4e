"""Speakers of a transcript: their names, whether they ask, and which participants they are."""

from __future__ import annotations

from coder_gui.domain.errors import Refused
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step


def speaker_id(db: ProjectDatabase, transcript_id: int, name: str) -> int:
    """Id of the speaker of that name.

    Raises:
        Refused: Nobody of that name speaks in the transcript.
    """
    found = _find(db, transcript_id, name)
    if found is None:
        raise Refused(f"Nobody called “{name}” speaks here. Nothing was changed.")
    return found


def names(db: ProjectDatabase) -> tuple[tuple[str, int], ...]:
    """Everybody who speaks anywhere, with the number of transcripts, the most usual first."""
    rows = db.all(
        "SELECT name, count(*) FROM speaker WHERE name <> '' GROUP BY name "
        "ORDER BY count(*) DESC, min(id)"
    )
    return tuple((name, number) for name, number in rows)


def rename(step: Step, speaker_id: int, name: str) -> bool:
    """Give a speaker another name; where somebody bears it already, the turns become theirs.

    Whether that one asks, and which participant that is, stays so.

    Returns:
        Whether two speakers became one.
    """
    transcript_id = step.db.value("SELECT transcript_id FROM speaker WHERE id = ?", (speaker_id,))
    twin = _find(step.db, int(str(transcript_id)), name)
    if twin == speaker_id:
        return False
    if twin is None:
        step.db.execute("UPDATE speaker SET name = ? WHERE id = ?", (name, speaker_id))
        return False
    step.db.execute("UPDATE turn SET speaker_id = ? WHERE speaker_id = ?", (twin, speaker_id))
    step.db.execute("DELETE FROM speaker WHERE id = ?", (speaker_id,))
    return True


def set_interviewer(step: Step, speaker_id: int, interviewer: bool) -> None:
    """Say whether a speaker asks the questions."""
    step.db.execute(
        "UPDATE speaker SET interviewer = ? WHERE id = ? AND interviewer <> ?",
        (int(interviewer), speaker_id, int(interviewer)),
    )


def link(step: Step, speaker_id: int, participant_id: int | None) -> None:
    """Say which participant a speaker is, where it is another one than the transcript's."""
    step.db.execute(
        "UPDATE speaker SET participant_id = ? WHERE id = ? AND participant_id IS NOT ?",
        (participant_id, speaker_id, participant_id),
    )


def _find(db: ProjectDatabase, transcript_id: int, name: str) -> int | None:
    found = db.value(
        "SELECT id FROM speaker WHERE transcript_id = ? AND name = ?", (transcript_id, name)
    )
    return int(found) if found is not None else None
