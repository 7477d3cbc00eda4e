"""Which transcripts a coder has read, as the coder said so."""

from __future__ import annotations

from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step


def readings(db: ProjectDatabase, coder_id: int) -> dict[int, str]:
    """When a coder marked transcripts as read, by transcript id."""
    return dict(
        db.all("SELECT transcript_id, read_at FROM reading WHERE coder_id = ?", (coder_id,))
    )


def set_read(step: Step, coder_id: int, transcript_id: int, read: bool) -> None:
    """Say that a coder has read a transcript, or has not; saying it twice changes nothing."""
    if read:
        step.db.execute(
            "INSERT INTO reading (coder_id, transcript_id, read_at) VALUES (?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (coder_id, transcript_id, step.now),
        )
    else:
        step.db.execute(
            "DELETE FROM reading WHERE coder_id = ? AND transcript_id = ?",
            (coder_id, transcript_id),
        )
