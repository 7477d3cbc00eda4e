"""Comparing two coders."""

from __future__ import annotations

from coder_gui.app.base import Base
from coder_gui.domain.agreement.coefficients import PairComparison, compare_pair
from coder_gui.domain.agreement.counts import Document
from coder_gui.storage import codes, segments, study, transcripts


class Comparing(Base):
    """What a person asks about agreement."""

    def compare(
        self,
        coders: tuple[int, int],
        *,
        rolled_up: bool = False,
        interviewer_turns: bool = True,
    ) -> PairComparison:
        """Compare two coders, by character, on the transcripts that both are assigned.

        Args:
            coders: Ids of coder A and coder B.
            rolled_up: Whether a segment counts for the themes above its code, too.
            interviewer_turns: Whether the interviewer's words count.

        Raises:
            Refused: A and B are the same coder.
        """
        db = self.file.db
        common = self.assigned_to_both(coders)
        lengths = {info.id: info.length for info in transcripts.transcripts(db)}
        documents = [
            Document(
                transcript_id,
                lengths[transcript_id],
                frozenset(coders),
                None if interviewer_turns else self._without_interviewer(transcript_id, lengths),
            )
            for transcript_id in common
        ]
        found = segments.segments_of_transcripts(db, common, coders) if common else ()
        return compare_pair(documents, coders, codes.codebook(db), found, rolled_up=rolled_up)

    def assigned_to_both(self, coders: tuple[int, int]) -> tuple[int, ...]:
        """Ids of the transcripts that both coders are assigned, in order of import."""
        assigned = {(a.coder_id, a.transcript_id) for a in study.assignments(self.file.db)}
        return tuple(
            info.id
            for info in transcripts.transcripts(self.file.db)
            if all((coder_id, info.id) in assigned for coder_id in coders)
        )

    def _without_interviewer(
        self, transcript_id: int, lengths: dict[int, int]
    ) -> tuple[tuple[int, int], ...]:
        windows: list[tuple[int, int]] = []
        reached = 0
        for turn in transcripts.turns(self.file.db, transcript_id):
            if turn.interviewer:
                if turn.start > reached:
                    windows.append((reached, turn.start))
                reached = turn.end
        if reached < lengths[transcript_id]:
            windows.append((reached, lengths[transcript_id]))
        return tuple(windows)
