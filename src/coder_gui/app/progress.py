"""Progress: what a coder has read, coded and finished, and what is still without a code."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from coder_gui.app.base import Base
from coder_gui.domain.counted import counted
from coder_gui.domain.passages import Range
from coder_gui.domain.progress import Coverage, State, coverage, spoken, state_of, stretches
from coder_gui.storage import readings, segments, study, transcripts


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a coder stands with a transcript; times are ISO 8601, None for never."""

    transcript_id: int
    read_at: str | None
    segments: int
    finished_at: str | None
    assigned: bool = False

    @property
    def state(self) -> State:
        return state_of(self.read_at is not None, self.segments, self.finished_at is not None)


class Progress(Base):
    """What a person asks and says about how far the coding has come."""

    def set_read(self, transcript_ids: Collection[int], read: bool) -> None:
        """Say that the present coder has read transcripts, or has not."""
        with self._step("Mark read") as step:
            for transcript_id in transcript_ids:
                readings.set_read(step, self.coder_id, transcript_id, read)
            what = counted(len(transcript_ids), "transcript")
            step.summary = f"Marked {what} as {'read' if read else 'not read'}"

    def standings(self, coder_id: int | None = None) -> dict[int, Standing]:
        """Where a coder, or the present one, stands with each transcript, by its id."""
        coder = self.coder_id if coder_id is None else coder_id
        nouns = ("reading", "segment", "assignment", "transcript")
        return self._kept(f"standings of {coder}", nouns, lambda: self._standings(coder))

    def coverage(self, transcript_id: int, coder_id: int | None = None) -> Coverage:
        """How many participants' words of a transcript have no code by a coder."""
        coder = self.coder_id if coder_id is None else coder_id
        text, parts = self._participants_words(transcript_id)
        return coverage(text, parts, self._ranges_with_codes(transcript_id, coder))

    def coverages(
        self, transcript_ids: Collection[int], coder_id: int | None = None
    ) -> Iterator[tuple[int, Coverage]]:
        """The coverage of several transcripts, one after the other as they are asked for."""
        for transcript_id in transcript_ids:
            yield transcript_id, self.coverage(transcript_id, coder_id)

    def uncoded_stretches(self, transcript_id: int) -> list[Range]:
        """Participants' words without a code by the present coder, some words at least each."""
        text, parts = self._participants_words(transcript_id)
        return stretches(text, parts, self._ranges_with_codes(transcript_id, self.coder_id))

    def _participants_words(self, transcript_id: int) -> tuple[str, list[Range]]:
        # Not `self.text`, which would let go of the text that is being read.
        last = self._last_text
        text = (
            last[1]
            if last is not None and last[0] == transcript_id
            else transcripts.text(self.file.db, transcript_id)
        )
        return text, spoken(text, transcripts.turns(self.file.db, transcript_id))

    def _ranges_with_codes(self, transcript_id: int, coder_id: int) -> list[Range]:
        found = segments.segments_of(self.file.db, transcript_id, [coder_id])
        return [(segment.start, segment.end) for segment in found]

    def _standings(self, coder_id: int) -> dict[int, Standing]:
        read = readings.readings(self.file.db, coder_id)
        numbers = segments.counts_by_transcript(self.file.db, coder_id)
        assigned = {
            each.transcript_id: each.finished_at
            for each in study.assignments(self.file.db)
            if each.coder_id == coder_id
        }
        return {
            each: Standing(
                each, read.get(each), numbers.get(each, 0), assigned.get(each), each in assigned
            )
            for each in transcripts.transcript_ids(self.file.db)
        }
