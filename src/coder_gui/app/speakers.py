"""Speakers after the import: who they are called, who asks, and which participants they are."""

from __future__ import annotations

from coder_gui.app.base import Base
from coder_gui.app.coding import checked_name
from coder_gui.domain.errors import Refused
from coder_gui.domain.speakers import Speaker, speakers
from coder_gui.storage import participants, transcripts
from coder_gui.storage import speakers as stored


class Speakers(Base):
    """What a person does with those who speak in a transcript; the text stays as it is."""

    def speakers(self, transcript_id: int) -> tuple[Speaker, ...]:
        """Who speaks in a transcript, in the order in which they first do."""
        return speakers(self.text(transcript_id), transcripts.turns(self.file.db, transcript_id))

    def rename_speaker(self, transcript_id: int, old: str, new: str) -> None:
        """Give a speaker another name; where somebody bears it already, the two become one.

        Raises:
            Refused: The new name is empty, or nobody of the old one speaks there.
        """
        new = checked_name(new)
        with self._step("Rename speaker") as step:
            speaker = stored.speaker_id(self.file.db, transcript_id, old)
            if stored.rename(step, speaker, new):
                step.summary = f"Made {_called(old)} and “{new}” one speaker"
            else:
                step.summary = f"Renamed {_called(old)} to “{new}”"

    def link_speaker(self, transcript_id: int, name: str, participant_id: int | None) -> None:
        """Say which participant a speaker is; None, or the transcript's own, for no other.

        Raises:
            Refused: There is no such participant, or nobody of that name speaks there.
        """
        info = transcripts.transcript_info(self.file.db, transcript_id)
        owner = info.participant_id if info else None
        with self._step("Link speaker") as step:
            speaker = stored.speaker_id(self.file.db, transcript_id, name)
            if participant_id is None or participant_id == owner:
                stored.link(step, speaker, None)
                step.summary = f"Took the link to a participant off {_called(name)}"
                return
            people = {each.id: each for each in participants.participants(self.file.db)}
            if participant_id not in people:
                raise Refused("This participant is not in the project any more. Choose another.")
            stored.link(step, speaker, participant_id)
            label = people[participant_id].label
            step.summary = f"Linked {_called(name)} to the participant “{label}”"

    def link_speaker_to_new(self, transcript_id: int, name: str, label: str) -> int:
        """Add a participant and say that a speaker is that one; returns the participant's id.

        Raises:
            Refused: The label is empty or taken, or nobody of that name speaks there.
        """
        label = checked_name(label)
        if any(each.label == label for each in participants.participants(self.file.db)):
            raise Refused(f"“{label}” is a participant already. Choose another label.")
        with self._step("Link speaker") as step:
            speaker = stored.speaker_id(self.file.db, transcript_id, name)
            participant_id = participants.add_participant(step, label, None)
            stored.link(step, speaker, participant_id)
            step.summary = f"Linked {_called(name)} to the new participant “{label}”"
        return participant_id

    def set_interviewer(self, transcript_id: int, speaker: str, interviewer: bool) -> None:
        """Say whether a speaker asks the questions.

        Raises:
            Refused: Nobody of that name speaks there.
        """
        with self._step("Mark interviewer") as step:
            found = stored.speaker_id(self.file.db, transcript_id, speaker)
            stored.set_interviewer(step, found, interviewer)
            role = "the interviewer" if interviewer else "a participant"
            step.summary = f"Marked {_called(speaker)} as {role}"


def _called(name: str) -> str:
    return f"“{name}”" if name else "the unnamed speaker"
