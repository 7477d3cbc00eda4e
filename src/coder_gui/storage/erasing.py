"""Erasing for good: former states in the history, and what stood in freed pages of the file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

BARE = frozenset({"transcript_id", "code_id", "segment_id", "participant_id"})
"""Numbers by which the audit trail still finds things in an emptied history; no words."""

_BARE = (
    "CASE WHEN json_valid(before) THEN (SELECT json_group_object(key, value) FROM json_each(before)"
    f" WHERE type = 'integer' AND key IN ({', '.join(map(repr, sorted(BARE)))})) END"
)


@contextmanager
def erasing(db: ProjectDatabase) -> Iterator[None]:
    """Overwrite with zeros whatever is deleted meanwhile.

    Raises:
        ProjectFileError: There is no room for writing the file anew afterwards.
    """
    needed = 2 * db.path.stat().st_size
    if shutil.disk_usage(db.path.absolute().parent).free < needed:
        raise ProjectFileError(
            f"Nothing was changed, because the disk has no room for writing “{db.path.name}” "
            f"anew, which takes {needed // 1_000_000 + 1} MB. Make room, then try again."
        )
    before = db.value("PRAGMA secure_delete")
    db.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        db.execute(f"PRAGMA secure_delete = {int(before)}")


def tidy(db: ProjectDatabase) -> bool:
    """Write the file anew without anything that was ever deleted; False where that failed."""
    try:
        db.execute("VACUUM")
        # In case the journal is a file of its own that stays.
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (sqlite3.Error, ProjectFileError):
        return False
    return True


def empty_history(step: Step) -> None:
    """Take the words out of everything that the history keeps of former states.

    The step is final: without those words, no earlier step can be replayed.
    """
    step.final = True
    step.db.execute(
        f"UPDATE step_row SET before = {_BARE} WHERE step_id <> ? AND before IS NOT NULL",
        (step.id,),
    )


def originals(db: ProjectDatabase) -> tuple[int, int]:
    """How many of the imported files are kept, and how many bytes they have."""
    number, size = db.all("SELECT count(*), coalesce(sum(length(bytes)), 0) FROM original")[0]
    return int(number), int(size)


def remove_originals(step: Step) -> int:
    """Remove the imported files, of which the texts were read; how many there were."""
    return step.db.execute("DELETE FROM original").rowcount


def reword_summaries(step: Step, reworded: Callable[[str], str]) -> int:
    """Give the sentences of the history other words, which no undo takes back; how many changed.

    Exports of the audit trail hold these sentences, and some of them name what was renamed.
    """
    changed = 0
    for step_id, summary in step.db.all("SELECT id, summary FROM step WHERE summary <> ''"):
        other = reworded(summary)
        if other != summary:
            step.db.execute("UPDATE step SET summary = ? WHERE id = ?", (other, step_id))
            changed += 1
    return changed


def summaries(db: ProjectDatabase) -> list[str]:
    """The sentences of the history."""
    return [summary for (summary,) in db.all("SELECT summary FROM step WHERE summary <> ''")]
