"""Two coders' work on the transcripts they have in common, read once and asked from many sides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from coder_gui.app.project import Project
from coder_gui.domain.agreement.coefficients import PairComparison
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Segment, TranscriptInfo, Turn
from coder_gui.domain.passages import Range, clip
from coder_gui.ui.agree.figures import FEWEST_TRANSCRIPTS, CodeFigures
from coder_gui.ui.agree.two_margins import Split, counted_text, split


@dataclass
class PairStudy:
    """What the place shows of a pair; made anew whenever the project or the scope changes.

    Args:
        coders: Ids of A and B.
    """

    project: Project
    coders: tuple[int, int]
    rolled_up: bool = False
    interviewer_turns: bool = True
    _windows: dict[int, list[Range]] = field(default_factory=dict, init=False)

    @cached_property
    def book(self) -> Codebook:
        return self.project.codebook()

    @cached_property
    def transcripts(self) -> dict[int, TranscriptInfo]:
        """The common transcripts by id, in order of import."""
        common = set(self.project.assigned_to_both(self.coders))
        return {info.id: info for info in self.project.transcripts() if info.id in common}

    @cached_property
    def names(self) -> dict[int, str]:
        """What the common transcripts are called: by their participants where there are any."""
        people = {person.id: person.label for person in self.project.participants()}
        return {
            info.id: people.get(info.participant_id or 0, info.name)
            for info in self.transcripts.values()
        }

    @cached_property
    def segments(self) -> dict[int, tuple[Segment, ...]]:
        """Both coders' segments by transcript id."""
        return {each: self.project.segments(each, self.coders) for each in self.transcripts}

    @cached_property
    def comparison(self) -> PairComparison:
        return self.project.compare(
            self.coders, rolled_up=self.rolled_up, interviewer_turns=self.interviewer_turns
        )

    def lines(self) -> list[CodeFigures]:
        """The figures of every code, in tree order."""
        used = self._used_in()
        rare_below = min(FEWEST_TRANSCRIPTS, len(self.transcripts))
        return [
            CodeFigures(found, len(used.get(found.code_id, ())), rare_below)
            for found in self.comparison.codes
        ]

    def used_codes(self) -> list[int]:
        """Codes that either coder used in a common transcript, and what stands above them."""
        used = self._used_in(rolled_up=True)
        return [code.id for code in self.book if code.id in used]

    def branch(self, code_id: int) -> tuple[int, ...]:
        """The code with those that are rolled up into it."""
        return self.book.branch(code_id) if self.rolled_up else (code_id,)

    def split(self, transcript_id: int, codes: Collection[int]) -> Split:
        """What both, or only one, gave some codes in a transcript."""
        found = self.segments[transcript_id]
        return split(found, self.coders, codes, self.windows(transcript_id))

    def disagreements(self, code_id: int) -> list[tuple[int, int, int]]:
        """Transcript id, start and end of every passage on which the two differ."""
        codes = set(self.branch(code_id))
        return [
            (transcript_id, start, end)
            for transcript_id, segments in self.segments.items()
            if any(segment.code_id in codes for segment in segments)
            for start, end in self.split(transcript_id, codes).disagreements()
        ]

    def windows(self, transcript_id: int) -> list[Range]:
        """The text of a transcript that counts."""
        if transcript_id not in self._windows:
            turns: tuple[Turn, ...] = ()
            if not self.interviewer_turns:
                transcript = self.project.transcript(transcript_id)
                turns = transcript.turns if transcript else ()
            length = self.transcripts[transcript_id].length
            self._windows[transcript_id] = counted_text(length, turns, self.interviewer_turns)
        return self._windows[transcript_id]

    def _used_in(self, rolled_up: bool | None = None) -> dict[int, set[int]]:
        """Transcript ids by code."""
        upwards = self.rolled_up if rolled_up is None else rolled_up
        used: dict[int, set[int]] = {}
        for transcript_id, segments in self.segments.items():
            windows = self.windows(transcript_id)
            inside = {
                segment.code_id
                for segment in segments
                if clip([(segment.start, segment.end)], windows)
            }
            for code_id in inside:
                used.setdefault(code_id, set()).add(transcript_id)
                for above in self.book.ancestors(code_id) if upwards else ():
                    used.setdefault(above.id, set()).add(transcript_id)
        return used
