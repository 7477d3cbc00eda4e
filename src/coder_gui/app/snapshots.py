"""Keeping states of the codebook, and comparing two of them."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.app.base import Base
from coder_gui.app.coding import checked_name
from coder_gui.domain.audit_trail import local
from coder_gui.domain.codebook_comparison import Difference, KeptCode, differences, kept_codes
from coder_gui.domain.counted import counted
from coder_gui.storage import segments, snapshots, study
from coder_gui.storage.snapshots import Snapshot

__all__ = ["CodebookComparison", "Snapshot", "Snapshots"]

NOW = "Now"


@dataclass(frozen=True, slots=True)
class CodebookComparison:
    """What is different between two states, which stand in words for a person."""

    before: str
    after: str
    differences: tuple[Difference, ...]


class Snapshots(Base):
    """What a person does with kept states of the codebook."""

    def snapshots(self) -> tuple[Snapshot, ...]:
        """All kept states, the latest first."""
        return self._kept(
            "snapshots", ("codebook_snapshot",), lambda: snapshots.snapshots(self.file.db)
        )

    def keep_snapshot(self, name: str) -> int:
        """Keep the codebook as it is now, with everybody's numbers of segments.

        Raises:
            Refused: The name is empty.
        """
        name = checked_name(name)
        kept = self._codes_now()
        with self._step("Keep codebook") as step:
            snapshot_id = snapshots.add_snapshot(step, name, kept)
            step.summary = f"Kept the codebook as “{name}”, {counted(len(kept), 'code')}"
        return snapshot_id

    def delete_snapshot(self, snapshot_id: int) -> None:
        name = {each.id: each.name for each in self.snapshots()}.get(snapshot_id)
        if name is None:
            return
        with self._step("Delete kept codebook") as step:
            snapshots.delete_snapshot(step, snapshot_id)
            step.summary = f"Deleted the kept codebook “{name}”"

    def compare_codebooks(
        self, before_id: int | None, after_id: int | None = None
    ) -> CodebookComparison:
        """What is different between two kept states; None stands for the codebook as it is.

        Raises:
            ProjectFileError: One of them is gone or damaged.
        """
        before, after = self._codes_of(before_id), self._codes_of(after_id)
        return CodebookComparison(
            self.name_of_snapshot(before_id),
            self.name_of_snapshot(after_id),
            differences(before, after),
        )

    def name_of_snapshot(self, snapshot_id: int | None) -> str:
        """What a state is called, with its day and who kept it."""
        if snapshot_id is None:
            return NOW
        coders = {coder.id: coder.name for coder in study.coders(self.file.db)}
        for each in self.snapshots():
            if each.id == snapshot_id:
                by = coders.get(each.coder_id or 0, "")
                day = f"{local(each.kept_at):%Y-%m-%d %H:%M}"
                return ", ".join(part for part in (each.name, day, by) if part)
        return ""

    def _codes_of(self, snapshot_id: int | None) -> tuple[KeptCode, ...]:
        if snapshot_id is None:
            return self._codes_now()
        return snapshots.codes_of(self.file.db, snapshot_id)

    def _codes_now(self) -> tuple[KeptCode, ...]:
        return kept_codes(self.codebook(), segments.persons_counts_by_code(self.file.db))
