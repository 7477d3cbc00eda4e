"""Correcting transcripts: edits that carry every coding along, and what to look at afterwards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from coder_gui.app.blindness import Blindness
from coder_gui.domain.correction import Correction, difference
from coder_gui.domain.counted import counted
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Segment, Transcript, TranscriptDraft, TranscriptInfo
from coder_gui.storage import corrections, segments, transcripts


class Correcting(Blindness):
    """The only ways in which the text of a transcript changes."""

    def edit_transcript(self, transcript_id: int, edits: Sequence[Edit]) -> Correction:
        """Correct a text in one step; every segment, memo, turn and emphasis is carried along.

        Args:
            edits: In the order of the text, which they all count as it is now.

        Raises:
            Refused: The edits do not fit the text, or would leave nothing of it.
        """
        info = self._info(transcript_id)
        with self._step("Correct text") as step:
            try:
                done = corrections.correct(step, transcript_id, edits)
            except ValueError as error:
                raise Refused(
                    "The text has changed in the meantime, so the correction was not made. "
                    "Look at the text again and repeat it."
                ) from error
            if not _has_words(transcripts.transcript(self.file.db, transcript_id)):
                raise Refused(
                    "A transcript cannot be left without words, so nothing was changed. Delete "
                    "the transcript instead."
                )
            step.summary = _summary(done, f"“{info.name}”")
        return done

    def replace_text(self, transcript_id: int, draft: TranscriptDraft) -> Correction:
        """Put a corrected file in a transcript's place; what both have in common stays coded.

        Who asks the questions, and whose voice a speaker is, is taken over by name.
        """
        info = self._info(transcript_id)
        known = {turn.speaker: turn for turn in transcripts.turns(self.file.db, transcript_id)}
        turns = tuple(
            replace(
                turn,
                interviewer=known[turn.speaker].interviewer,
                participant_id=known[turn.speaker].participant_id,
            )
            if turn.speaker in known
            else turn
            for turn in draft.turns
        )
        edits = difference(self.text(transcript_id), draft.text)
        with self._step("Replace with a corrected file") as step:
            done = corrections.correct(step, transcript_id, edits, turns, draft.spans)
            corrections.replace_original(step, transcript_id, draft.source_name, draft.original)
            step.summary = _summary(done, f"“{info.name}” from a file")
        return done

    def difference(self, transcript_id: int, draft: TranscriptDraft) -> tuple[Edit, ...]:
        """What replacing the transcript with a corrected file would change in its text."""
        return difference(self.text(transcript_id), draft.text)

    def segments_to_check(self) -> tuple[Segment, ...]:
        """Segments whose words were corrected, until somebody has looked at them.

        Everybody's, but for those that the present coder may not see yet.
        """

        def read() -> tuple[Segment, ...]:
            return segments.segments_by_id(self.file.db, corrections.to_check(self.file.db))

        unseen, found = self.unseen(), self._kept("segments_to_check", ("segment",), read)
        return tuple(each for each in found if each.coder_id not in unseen)

    def mark_checked(self, segment_ids: Collection[int]) -> None:
        """Say that the words of these segments were looked at and are right."""
        with self._step("Check segments") as step:
            corrections.mark_checked(step, segment_ids)
            step.summary = f"Looked at {counted(len(segment_ids), 'corrected segment')}"

    def _info(self, transcript_id: int) -> TranscriptInfo:
        info = transcripts.transcript_info(self.file.db, transcript_id)
        if info is None:
            raise Refused("This transcript is no longer in the project. Nothing was changed.")
        return info


def _has_words(transcript: Transcript | None) -> bool:
    """Whether anything is said, labels apart."""
    if transcript is None:
        return False
    begin = 0
    for turn in transcript.turns:
        if transcript.text[begin : turn.start].strip():
            return True
        begin = turn.speech
    return bool(transcript.text[begin:].strip())


def _summary(done: Correction, where: str) -> str:
    """What was corrected, without a word of the text: the audit trail outlives the names in it."""
    sentence = f"Corrected {counted(done.places, 'place')} in {where}"
    if done.changed:
        sentence += f"; {counted(len(done.changed), 'segment')} to look at again"
    if done.lost:
        sentence += f"; {counted(len(done.lost), 'segment')} lost all words and went"
    return sentence
