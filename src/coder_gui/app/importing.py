"""Bringing transcripts in and keeping them in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder_gui.app.base import Base
from coder_gui.app.coding import checked_name
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Transcript, TranscriptDraft, TranscriptInfo
from coder_gui.storage import participants, segments, transcripts


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import: ids, drafts left out as already there, and sentences on failures."""

    imported: tuple[int, ...]
    already_there: tuple[tuple[str, str], ...] = ()
    failed: tuple[str, ...] = ()

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
        drafts: Sequence[TranscriptDraft],
        failed: Iterable[str] = (),
        keep_originals: bool = True,
    ) -> ImportReport:
        """Store what the readers found, in one step; texts that are there already are left out.

        A transcript belongs to the participant whose label or id its file is named after; a new
        participant is made where there is none.

        Args:
            failed: Sentences on files that could not be read, for the report.
        """
        imported: list[int] = []
        names: list[str] = []
        already: list[tuple[str, str]] = []
        known = self._participants_by_name()
        with self._step("Import transcripts") as step:
            for draft in drafts:
                twin = transcripts.same_text(self.file.db, draft)
                if twin is not None:
                    already.append((draft.source_name, twin))
                    continue
                participant_id = known.get(_folded(draft.name))
                if participant_id is None:
                    participant_id = participants.add_participant(step, draft.name, None)
                    known[_folded(draft.name)] = participant_id
                imported.append(
                    transcripts.add_transcript(step, draft, participant_id, keep_originals)
                )
                names.append(draft.name)
            what = counted(len(imported), "transcript")
            if len(imported) == 1:
                what = f"“{names[0]}”"
            step.summary = f"Imported {what}"
        return ImportReport(tuple(imported), tuple(already), tuple(failed))

    def _participants_by_name(self) -> dict[str, int]:
        people = participants.participants(self.file.db)
        ids = {a.id for a in participants.attributes(self.file.db) if _folded(a.name) == "id"}
        by_id = {
            _folded(value): person.id
            for person in people
            for attribute_id, value in person.values.items()
            if attribute_id in ids
        }
        # An id is meant for telling people apart, so it wins over another one's label.
        return {_folded(person.label): person.id for person in people} | by_id

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

    def set_interviewer(self, transcript_id: int, speaker: str, interviewer: bool) -> None:
        """Say whether a speaker asks the questions."""
        with self._step("Mark interviewer") as step:
            transcripts.set_interviewer(step, transcript_id, speaker, interviewer)
            role = "the interviewer" if interviewer else "a participant"
            step.summary = f"Marked “{speaker}” as {role}"

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


def _folded(name: str) -> str:
    """`carer-07`, `Carer 7` and `CARER_7` are one name."""
    # Accents may come apart from their letters, as in file names on a Mac, or be letters of
    # their own, as in Hindi: marks count like letters.
    name = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in name)
    words = re.findall(r"\d+|[^\d\s]+", plain)
    folded = " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)
    return folded or name.strip()
