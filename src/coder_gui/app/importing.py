"""Bringing transcripts in and keeping them in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder_gui.app.base import Base
from coder_gui.app.coding import checked_name
from coder_gui.app.import_people import KnownPeople
from coder_gui.app.import_plan import Plan, as_found, twin_of
from coder_gui.app.import_storing import Arrivals
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Transcript, TranscriptDraft, TranscriptInfo
from coder_gui.storage import participants, segments, transcripts


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import.

    Args:
        imported: Ids of the new transcripts.
        already_there: Files left out, each with the name of the transcript of the same text.
        failed: Sentences on files that could not be read.
        skipped: Files that somebody left out.
    """

    imported: tuple[int, ...]
    already_there: tuple[tuple[str, str], ...] = ()
    failed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The report in one line."""
        parts = [f"Imported {counted(len(self.imported), 'transcript')}"]
        if self.already_there:
            names = ", ".join(f"“{source}”" for source, _name in self.already_there[:3])
            more = len(self.already_there) - 3
            parts.append(f"{names}{f' and {more} more' if more > 0 else ''} already there")
        if self.failed:
            parts.append(f"{len(self.failed)} could not be read")
        return "; ".join(parts) + "."


class Importing(Base):
    """What a person does with transcripts as a whole."""

    def import_transcripts(
        self,
        plans: Sequence[Plan | TranscriptDraft],
        failed: Iterable[str] = (),
        keep_originals: bool = True,
    ) -> ImportReport:
        """Store what the readers found, in one step; texts that are there already are left out.

        A draft stands for the plan that takes it as it is: for the participant whose label or id
        its file is named after. Participants, groups and attributes that are new are made.

        Args:
            failed: Sentences on files that could not be read, for the report.
        """
        imported: list[int] = []
        names: list[str] = []
        already: list[tuple[str, str]] = []
        skipped: list[str] = []
        there = self.names_by_text()
        with self._step("Import transcripts") as step:
            arrivals = Arrivals(step, self.known_people())
            for each in plans:
                plan = each if isinstance(each, Plan) else as_found(each)
                draft = plan.draft
                twin = twin_of(plan, there.get(plan.digest, []))
                if twin:
                    already.append((draft.source_name, twin))
                elif not plan.wanted:
                    skipped.append(draft.source_name)
                else:
                    imported.append(arrivals.add(plan, keep_originals))
                    names.append(plan.name)
                    there.setdefault(plan.digest, []).append(plan.name)
            arrivals.answer()
            what = counted(len(imported), "transcript")
            if len(imported) == 1:
                what = f"“{names[0]}”"
            step.summary = f"Imported {what}"
        return ImportReport(tuple(imported), tuple(already), tuple(failed), tuple(skipped))

    def names_by_text(self) -> dict[str, list[str]]:
        """Names of the transcripts by the digests of their texts."""
        found: dict[str, list[str]] = {}
        for info in self.transcripts():
            found.setdefault(info.text_sha256, []).append(info.name)
        return found

    def known_people(self) -> KnownPeople:
        """The participants, to be found by what a file is called."""
        return KnownPeople(
            participants.participants(self.file.db),
            participants.attributes(self.file.db),
            participants.groups(self.file.db),
        )

    def transcripts(self) -> tuple[TranscriptInfo, ...]:
        """All transcripts, without their texts."""
        nouns = ("transcript",)
        return self._kept("transcripts", nouns, lambda: transcripts.transcripts(self.file.db))

    def transcript(self, transcript_id: int) -> Transcript | None:
        """A transcript with its text and turns; None when it is gone."""
        return transcripts.transcript(self.file.db, transcript_id)

    def rename_transcript(self, transcript_id: int, name: str) -> None:
        name = checked_name(name)
        with self._step("Rename transcript") as step:
            transcripts.rename_transcript(step, transcript_id, name)
            step.summary = f"Renamed a transcript to “{name}”"

    def set_participant(self, transcript_id: int, participant_id: int | None) -> None:
        """Say who speaks in a transcript."""
        with self._step("Set participant") as step:
            transcripts.set_participant(step, transcript_id, participant_id)
            step.summary = "Changed whose transcript this is"

    def delete_transcripts(self, transcript_ids: Sequence[int]) -> None:
        """Delete transcripts with everybody's segments and memos on them."""
        names = {info.id: info.name for info in self.transcripts()}
        lost = segments.count_in_transcripts(self.file.db, transcript_ids)
        with self._step("Delete transcripts") as step:
            for transcript_id in transcript_ids:
                transcripts.delete_transcript(step, transcript_id)
            what = (
                f"“{names[transcript_ids[0]]}”"
                if len(transcript_ids) == 1
                else counted(len(transcript_ids), "transcript")
            )
            step.summary = f"Deleted {what} and {counted(lost, 'segment')}"
