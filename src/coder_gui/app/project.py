"""The open project: everything that a person can do with it, and every question it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder_gui.app.codebook_editing import CodebookEditing
from coder_gui.app.coding import Coding, checked_name
from coder_gui.app.comparing import Comparing
from coder_gui.app.exporting import Exporting
from coder_gui.app.importing import Importing
from coder_gui.app.people import People
from coder_gui.domain.changes import Changes
from coder_gui.domain.stamps import Stamps
from coder_gui.storage import project_file, segments
from coder_gui.storage.journal import PastStep

SUFFIX = project_file.SUFFIX


@dataclass(frozen=True, slots=True)
class Facts:
    """How much is in a project, and how many segments each coder made, by name."""

    study: str
    transcripts: int
    participants: int
    groups: int
    codes: int
    segments: int
    memos: int
    coders: dict[str, int]


class Project(Importing, CodebookEditing, Coding, Comparing, Exporting, People):
    """One open project file, with the coder who is at work.

    Every verb that changes something is one step: saved when it returns, undoable, audited,
    and told once through `changed`.
    """

    @classmethod
    def create(cls, path: Path, name: str, coder: str, stamps: Stamps | None = None) -> Project:
        """Make a new project file and open it.

        Raises:
            ProjectFileError: The file is there already or cannot be made.
        """
        file = project_file.create(
            path, checked_name(name), checked_name(coder), stamps or Stamps()
        )
        return cls(file, coder_id=1)

    @classmethod
    def open(cls, path: Path, coder: str | None = None, stamps: Stamps | None = None) -> Project:
        """Open a project file as the coder of that name, else as its first coder.

        Raises:
            ProjectFileError: It is missing, no project, damaged, or made by a newer version.
        """
        file = project_file.open_file(path, stamps or Stamps())
        project = cls(file, coder_id=1)
        coders = project.coders()
        chosen = next((each for each in coders if each.name == coder), coders[0])
        project.coder_id = chosen.id
        return project

    def close(self) -> None:
        self.file.close()

    @property
    def path(self) -> Path:
        return self.file.path

    @property
    def read_only(self) -> bool:
        return self.file.db.read_only

    def undo(self) -> Changes | None:
        """Take the last step back; None when there is nothing to undo."""
        return self.file.journal.undo(self.coder_id)

    def redo(self) -> Changes | None:
        """Bring back what was undone last; None when there is nothing to redo."""
        return self.file.journal.redo(self.coder_id)

    def next_undo(self) -> PastStep | None:
        return self.file.journal.next_undo()

    def next_redo(self) -> PastStep | None:
        return self.file.journal.next_redo()

    def facts(self) -> Facts:
        """The project in numbers."""
        counts = project_file.row_counts(self.file.db)
        by_coder = segments.counts_by_coder(self.file.db)
        return Facts(
            study=self.study().name,
            transcripts=counts["transcript"],
            participants=counts["participant"],
            groups=counts["participant_group"],
            codes=counts["code"],
            segments=counts["segment"],
            memos=counts["memo"],
            coders={coder.name: by_coder.get(coder.id, 0) for coder in self.coders()},
        )

    def check(self) -> list[str]:
        """Everything that is wrong with the file, one sentence each; empty when it is sound."""
        return project_file.check(self.file.db)
