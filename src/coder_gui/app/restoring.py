"""Going back: restore points of the open project, and what is left of a damaged one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from coder_gui.app.code_histories import CodeHistories
from coder_gui.app.codebook_editing import CodebookEditing
from coder_gui.app.codebook_shaping import CodebookShaping
from coder_gui.app.importing import Importing
from coder_gui.app.snapshots import Snapshots
from coder_gui.app.team import Team
from coder_gui.domain.stamps import Stamps
from coder_gui.storage import backup, lock, recovery, restore_points, segments
from coder_gui.storage.backup import Said
from coder_gui.storage.encryption import Key
from coder_gui.storage.recovery import Readable, Recovered, Survey, survey
from coder_gui.storage.restore_points import (
    Content,
    RestorePoint,
    delete,
    folder_of,
    newest_good,
)

__all__ = [
    "Content",
    "Key",
    "Readable",
    "Recovered",
    "RestorePoint",
    "Said",
    "Survey",
    "copy_of_point",
    "delete",
    "folder_of",
    "newest_good",
    "put_back",
    "recovered_copy",
    "survey",
]

MANY = 20
"""Segments that make a change one worth a restore point before it."""

DAILY = "first opening of the day"


class Restoring(CodebookEditing, CodebookShaping, CodeHistories, Snapshots, Importing, Team):
    """What a person does to be able to go back; large changes ask for it first."""

    before_bulk: Callable[[str], object] = staticmethod(lambda _reason: None)
    """Called with a reason before a change of many segments; the window keeps a point then."""

    def restore_points(self) -> tuple[RestorePoint, ...]:
        """All restore points of this project, the latest first."""
        return restore_points.restore_points(self.file.path)

    def content_of(self, point: RestorePoint) -> Content | None:
        """How much is in a restore point; None when it is damaged. Any thread may ask."""
        return restore_points.content_of(point.path, self.file.db.key)

    def keep_restore_point(self, name: str, said: Said | None = None) -> RestorePoint:
        """Keep the present state under a name, for good. Any thread may do it.

        Raises:
            ProjectFileError: The disk is short of space or refuses.
        """
        return restore_points.keep(self.file.db, name, named=True, said=said)

    def keep_automatic(self, reason: str, said: Said | None = None) -> RestorePoint | None:
        """Keep the present state unless that was done already. Any thread may do it.

        Raises:
            ProjectFileError: The disk is short of space or refuses.
        """
        if self.file.db.read_only:
            return None
        return restore_points.keep_automatic(self.file.db, reason, said=said)

    def is_as_in(self, point: RestorePoint) -> bool:
        """Whether nothing was changed since the restore point was made."""
        return restore_points.is_state_of(self.file.db, point)

    def back_up(self, out: Path, said: Said | None = None) -> None:
        """Write a verified copy of the project to a new file.

        Raises:
            ProjectFileError: The file is there already, or the disk refuses.
        """
        backup.back_up(self.file.db, out, said)

    def merge_codes(self, source_id: int, target_id: int) -> None:
        """Unite two codes, with a restore point before when many segments move."""
        if self._segments_of([source_id]) >= MANY:
            self.before_bulk("before merging codes")
        super().merge_codes(source_id, target_id)

    def delete_codes(self, code_ids: Sequence[int]) -> None:
        """Delete codes, with a restore point before when many segments go."""
        book = self.codebook()
        branch = {each for code_id in code_ids for each in book.branch(code_id)}
        if self._segments_of(branch) >= MANY:
            self.before_bulk("before deleting codes")
        super().delete_codes(code_ids)

    def delete_transcripts(self, transcript_ids: Sequence[int]) -> None:
        """Delete transcripts, with a restore point before when many segments go."""
        if segments.count_in_transcripts(self.file.db, transcript_ids) >= MANY:
            self.before_bulk("before deleting transcripts")
        super().delete_transcripts(transcript_ids)

    def delete_coder(self, coder_id: int) -> None:
        """Delete a coder, with a restore point before when many segments go."""
        if self.belongings_of(coder_id).segments >= MANY and coder_id != self.coder_id:
            self.before_bulk("before deleting a coder")
        super().delete_coder(coder_id)

    def _segments_of(self, code_ids: Sequence[int] | set[int]) -> int:
        counts = segments.counts_by_code(self.file.db)
        return sum(counts.get(code_id, 0) for code_id in code_ids)


def copy_of_point(point: RestorePoint, project: Path, key: Key | None = None) -> Path:
    """Write a copy of a restore point beside its project and return where it is.

    Raises:
        ProjectFileError: The restore point is damaged, or the disk refuses.
    """
    out = recovery.free_name(project, f"{point.made_at:%Y-%m-%d %H.%M}")
    backup.copy_out(point.path, project, out, key)
    return out


def put_back(copy: Path, project: Path) -> None:
    """Put a copy of a restore point in the place of the closed project, at once or not at all.

    Raises:
        ProjectFileError: The disk refuses, or somebody else has it open; it is as it was.
    """
    with lock.holding(project):
        backup.put_in_place(copy, project)


def recovered_copy(path: Path, key: Key | None = None, said: Said | None = None) -> Recovered:
    """Save what can be read in a damaged project into a new file beside it.

    Raises:
        ProjectFileError: Nothing could be read, or the disk refuses; nothing is left.
    """
    return recovery.recover(path, recovery.free_name(path, "recovered"), Stamps(), key, said)
