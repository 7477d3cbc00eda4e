"""The open project: everything that a person can do with it, and every question it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder_gui.app.autocoding import Autocoding
from coder_gui.app.base import STEP
from coder_gui.app.coding import Coding, checked_name
from coder_gui.app.correcting import Correcting
from coder_gui.app.deidentifying import Deidentifying
from coder_gui.app.exporting import Exporting
from coder_gui.app.finding import Finding
from coder_gui.app.merging import Merging
from coder_gui.app.noting import Noting
from coder_gui.app.packaging import Packaging
from coder_gui.app.people import People
from coder_gui.app.progress import Progress
from coder_gui.app.protecting import Key, Protecting
from coder_gui.app.restoring import Restoring
from coder_gui.app.settling import Settling
from coder_gui.app.speakers import Speakers
from coder_gui.domain.changes import Changes
from coder_gui.domain.stamps import Stamps
from coder_gui.storage import project_file, soundness
from coder_gui.storage.journal import PastStep
from coder_gui.storage.synced_folders import synced_by

SUFFIX = project_file.SUFFIX


@dataclass(frozen=True, slots=True)
class Facts:
    """How much is in a project, and how many segments each coder made, by name.

    Args:
        segments: Those of all persons; a consensus or an earlier layer would count them twice.
        coders: Segments of each person.
        layers: Segments of each consensus and earlier layer.
        assigned: How many transcripts each was asked to code, has segments in, has finished.
    """

    study: str
    transcripts: int
    participants: int
    groups: int
    codes: int
    segments: int
    memos: int
    coders: dict[str, int]
    layers: dict[str, int]
    assigned: dict[str, dict[str, int]]


class Project(
    Packaging,
    Merging,
    Restoring,
    Coding,
    Noting,
    Correcting,
    Settling,
    Exporting,
    People,
    Speakers,
    Protecting,
    Deidentifying,
    Finding,
    Autocoding,
    Progress,
):
    """One open project file, with the coder who is at work.

    Every verb that changes something is one step: saved when it returns, undoable, audited,
    and told once through `changed`.
    """

    @classmethod
    def create(
        cls,
        path: Path,
        name: str,
        coder: str,
        stamps: Stamps | None = None,
        key: Key | None = None,
    ) -> Project:
        """Make a new project file, protected if there is a key, and open it.

        Raises:
            ProjectFileError: The file is there already or cannot be made.
        """
        file = project_file.create(
            path, checked_name(name), checked_name(coder), stamps or Stamps(), key
        )
        project = cls(file, coder_id=1)
        project.is_only_writer()  # puts the name on the lock
        return project

    @classmethod
    def open(
        cls,
        path: Path,
        coder: str | None = None,
        stamps: Stamps | None = None,
        key: Key | None = None,
        *,
        read_only: bool = False,
        anyway: bool = False,
    ) -> Project:
        """Open a project file as the coder of that name, else as its first coder.

        Args:
            read_only: Look at it as it is now, also while somebody else has it open.
            anyway: Take over from a writer who has been silent for long.

        Raises:
            InUse: Somebody else has it open for writing.
            ProjectFileError: It is missing, no project, damaged, or made by a newer version.
            PassphraseNeeded: It is protected, and no key came along.
            WrongPassphrase: The key is of another passphrase.
        """
        file = project_file.open_file(
            path, stamps or Stamps(), key, read_only=read_only, anyway=anyway
        )
        project = cls(file, coder_id=1)
        coders = project.coders()
        persons = project.persons() or coders  # a damaged file may have none
        chosen = next((each for each in persons if each.name == coder), persons[0])
        project.coder_id = chosen.id
        project.is_only_writer()  # puts the name on the lock
        return project

    def close(self) -> None:
        self.file.close()

    @property
    def path(self) -> Path:
        return self.file.path

    @property
    def read_only(self) -> bool:
        return self.file.db.read_only

    def is_only_writer(self) -> bool:
        """Give a sign of life; False when somebody else took the project over meanwhile."""
        lock = self.file.lock
        return lock is None or lock.touch(self.coder().name) or not self.path.exists()

    def synced_by(self) -> str | None:
        """The program that copies the project's folder to other computers, if one is known to."""
        return synced_by(self.path)

    @property
    def could_be_written(self) -> bool:
        """Whether the file and its folder can be written to, by whoever is the one writer."""
        return project_file.is_writable(self.path)

    def undo(self) -> Changes | None:
        """Take the last step back; None when there is nothing to undo."""
        self.file.require_writer()
        return self.file.journal.undo(self.coder_id)

    def redo(self) -> Changes | None:
        """Bring back what was undone last; None when there is nothing to redo."""
        self.file.require_writer()
        return self.file.journal.redo(self.coder_id)

    def undo_to(self, step_id: int) -> Changes | None:
        """Take back all that was done after a step, at once; 0 for all there is.

        Stops behind a final step. None when there is nothing to undo.

        Raises:
            ProjectFileError: The history is damaged on the way; nothing was changed.
        """
        self.file.require_writer()
        return self.file.journal.undo_to(step_id, self.coder_id)

    def redo_to(self, step_id: int) -> Changes | None:
        """Bring back what was undone, up to a step and with it, at once."""
        self.file.require_writer()
        return self.file.journal.redo_to(step_id, self.coder_id)

    def next_undo(self) -> PastStep | None:
        return self._kept("next undo", (STEP,), self.file.journal.next_undo)

    def next_redo(self) -> PastStep | None:
        return self._kept("next redo", (STEP,), self.file.journal.next_redo)

    def undo_ends_here(self) -> bool:
        """Whether the last step took something away for good, behind which undo cannot go."""
        return self._kept("undo ends here", (STEP,), self.file.journal.ends_here)

    def facts(self) -> Facts:
        """The project in numbers."""
        counts = project_file.row_counts(self.file.db)
        loads = self.workloads()
        coders = {
            each.name: loads[each.id].segments for each in self.coders() if each.kind == "person"
        }
        return Facts(
            study=self.study().name,
            transcripts=counts["transcript"],
            participants=counts["participant"],
            groups=counts["participant_group"],
            codes=counts["code"],
            segments=sum(coders.values()),
            memos=counts["memo"],
            coders=coders,
            layers={
                each.name: loads[each.id].segments
                for each in self.coders()
                if each.kind != "person"
            },
            assigned={
                each.name: {
                    "assigned": loads[each.id].assigned,
                    "coded": loads[each.id].coded,
                    "finished": loads[each.id].finished,
                }
                for each in self.coders()
            },
        )

    def check(self) -> list[str]:
        """Everything that is wrong with the file, one sentence each; empty when it is sound."""
        return soundness.check(self.file.db)
