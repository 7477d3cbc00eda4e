"""Coding many passages in one step: hits of a search, turns of a speaker, answers to questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from coder_gui.app.base import Base
from coder_gui.app.coding import checked_name
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Turn
from coder_gui.domain.passages import Range
from coder_gui.domain.questions import Question
from coder_gui.domain.stretches import Spread, all_spread
from coder_gui.storage import codes, segments, study, transcripts
from coder_gui.storage.journal import Step
from coder_gui.storage.segments import Passage

Hits = Mapping[int, Collection[Range]]
"""Ranges by transcript id."""
_Found = tuple[int, int, int]
"""Transcript id, start and end."""


class Autocoding(Base):
    """What a person codes at once. What was looked for is never written into the history."""

    def code_hits(self, code_id: int, hits: Hits, spread: Spread = "hit") -> int:
        """Give all hits a code, or the sentences, paragraphs or turns that they are in.

        Returns:
            The number of new segments; words that have the code already get no second one.

        Raises:
            Refused: There is no hit, or one is not inside its text any more. Nothing is coded.
        """
        new = self._new(code_id, self._spread(hits, spread))
        if not new:
            return 0
        name = self.codebook()[code_id].name
        with self._step("Code hits") as step:
            self._store(step, code_id, new)
            step.summary = f"Coded {_many(new, spread)} as “{name}”"
        return len(new)

    def code_hits_as_new(
        self, name: str, parent_id: int | None, hits: Hits, spread: Spread = "hit"
    ) -> tuple[int, int]:
        """Make a code and give it to all hits, in one step.

        Returns:
            The code's id, and the number of segments.

        Raises:
            Refused: As for `code_hits`, or the name is empty.
        """
        name = checked_name(name)
        found = self._spread(hits, spread)
        colour = self.codebook().next_colour() if parent_id is None else None
        with self._step("Code hits as new code") as step:
            code_id = codes.add_code(step, name, "code", parent_id, colour)
            self._store(step, code_id, found)
            step.summary = f"Coded {_many(found, spread)} as the new code “{name}”"
        return code_id, len(found)

    def code_questions(self, questions: Sequence[Question], theme: str) -> int:
        """Make a theme with one code a question, for the question and its answers everywhere.

        A theme of that name at the top is used again, and so are its codes.

        Returns:
            The number of new segments.

        Raises:
            Refused: There is no question, a name is empty, or a text was changed meanwhile.
        """
        if not questions:
            raise Refused("No question is checked. Check at least one, then code them.")
        theme = checked_name(theme)
        named = [(checked_name(question.name), question) for question in questions]
        for asked in (each for question in questions for each in question.asked):
            self._words(asked.transcript_id, [(asked.start, asked.end)])
        book, number = self.codebook(), 0
        above = next((code for code in book.children(None) if code.name == theme), None)
        with self._step("Code by question") as step:
            theme_id = (
                above.id
                if above
                else codes.add_code(step, theme, "theme", None, book.next_colour())
            )
            there = {code.name: code.id for code in book.children(theme_id)} if above else {}
            for name, question in named:
                if name not in there:
                    there[name] = codes.add_code(step, name, "code", theme_id, None)
                found = [(each.transcript_id, each.start, each.end) for each in question.asked]
                new = self._new(there[name], found)
                self._store(step, there[name], new)
                number += len(new)
            answered = counted(len({name for name, _question in named}), "question")
            step.summary = f"Coded {answered} with {counted(number, 'answer')} in “{theme}”"
        return number

    def _spread(self, hits: Hits, spread: Spread) -> list[_Found]:
        found = [
            (transcript_id, start, end)
            for transcript_id, ranges in hits.items()
            if ranges
            for start, end in all_spread(*self._words(transcript_id, ranges), ranges, spread)
        ]
        if not found:
            raise Refused("No hit is checked. Check at least one, then code them.")
        return found

    def _words(self, transcript_id: int, ranges: Collection[Range]) -> tuple[str, Sequence[Turn]]:
        text = self.text(transcript_id)
        if not all(0 <= start < end <= len(text) for start, end in ranges):
            raise Refused(
                "A transcript was changed since it was searched, so nothing was coded. Search "
                "again, then code."
            )
        return text, transcripts.turns(self.file.db, transcript_id)

    def _new(self, code_id: int, found: Iterable[_Found]) -> list[_Found]:
        """Those that this coder has not given the code yet."""
        done = {
            (each.transcript_id, each.start, each.end)
            for each in segments.segments_of_code(self.file.db, code_id, self.coder_id)
        }
        return [each for each in dict.fromkeys(found) if each not in done]

    def _store(self, step: Step, code_id: int, found: Collection[_Found]) -> None:
        segments.add_segments(
            step,
            [
                Passage(transcript_id, code_id, self.coder_id, start, end)
                for transcript_id, start, end in found
            ],
        )
        for transcript_id in {transcript_id for transcript_id, _start, _end in found}:
            study.assign(step, self.coder_id, transcript_id)


def _many(found: Collection[_Found], spread: Spread) -> str:
    where = len({transcript_id for transcript_id, _start, _end in found})
    what = counted(len(found), spread)
    return what if where == 1 else f"{what} in {counted(where, 'transcript')}"
