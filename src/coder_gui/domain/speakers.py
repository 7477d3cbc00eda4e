"""Who speaks in a transcript and how much, and whose words a filter leaves out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coder_gui.domain.model import Turn
from coder_gui.domain.passages import Range, union
from coder_gui.domain.text import word_count


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in one transcript; an empty name is nobody in particular.

    `participant_id` is set where the speaker is another participant than the transcript's.
    """

    name: str
    interviewer: bool
    participant_id: int | None
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Audience:
    """Whose words are looked at: everybody's, all but the interviewers', or those of `names`."""

    names: frozenset[str] = frozenset()
    interviewers: bool = True

    @property
    def is_everybody(self) -> bool:
        return self.interviewers and not self.names

    def hears(self, turn: Turn) -> bool:
        """Whether the words of a turn are among those looked at."""
        if self.names:
            return turn.speaker in self.names
        return self.interviewers or not turn.interviewer


EVERYBODY = Audience()
WITHOUT_INTERVIEWERS = Audience(interviewers=False)


def speakers(text: str, turns: Sequence[Turn]) -> tuple[Speaker, ...]:
    """Who speaks, in the order in which they first do."""
    found: dict[str, list[Turn]] = {}
    for turn in turns:
        found.setdefault(turn.speaker, []).append(turn)
    return tuple(
        Speaker(
            name,
            theirs[0].interviewer,
            theirs[0].participant_id,
            len(theirs),
            sum(word_count(text[turn.speech : turn.end]) for turn in theirs),
        )
        for name, theirs in found.items()
    )


def left_out(turns: Sequence[Turn], audience: Audience) -> tuple[Range, ...]:
    """The turns, with their labels, of those who are not among the audience; sorted, disjoint."""
    if audience.is_everybody:
        return ()
    return tuple(union((turn.start, turn.end) for turn in turns if not audience.hears(turn)))


def present(audience: Audience, names: Collection[str]) -> Audience:
    """The same audience where these speak; everybody where none of the chosen ones does."""
    if not audience.names:
        return audience
    return Audience(audience.names & frozenset(names))
