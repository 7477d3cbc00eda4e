"""Who is on the team: how far each coder has come, and which comparisons have been opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coder_gui.domain.counted import counted

Pair = tuple[int, int]
"""Ids of two coders, in either order."""

Task = Literal["not assigned", "empty", "coding", "finished"]
"""Where a coder stands with a transcript. Assigned but empty is a “no” to every word; not
assigned says nothing."""

TASKS: tuple[Task, ...] = ("not assigned", "empty", "coding", "finished")


@dataclass(frozen=True, slots=True)
class OpenedComparison:
    """That two coders may see each other's work, and where what they settle is kept."""

    id: int
    first_id: int
    second_id: int
    consensus_id: int | None
    author_id: int | None
    created_at: str


def task_of(assigned: bool, segments: int, finished: bool) -> Task:
    """The one word for what a coder has to do, or has done, in a transcript."""
    if not assigned:
        return "not assigned"
    if finished:
        return "finished"
    return "coding" if segments else "empty"


@dataclass(frozen=True, slots=True)
class Workload:
    """What a coder has to do and has done.

    Args:
        assigned: Transcripts that the coder was asked to code.
        coded: Transcripts with segments of the coder.
        last_at: When the coder last read, coded or finished something, as far as it is known.
    """

    assigned: int
    coded: int
    finished: int
    segments: int
    last_at: str | None


@dataclass(frozen=True, slots=True)
class Belongings:
    """What goes with a coder who is deleted; `memos` are those on the segments."""

    segments: int
    memos: int
    assigned: int
    comparisons: int
    decisions: int

    def in_words(self) -> str:
        """“12 segments, 1 memo on them and 3 assignments”; empty for nothing."""
        numbers = (
            (self.segments, "segment", ""),
            (self.memos, "memo", " on them"),
            (self.assigned, "assignment", ""),
            (self.comparisons, "comparison", ""),
            (self.decisions, "decision", ""),
        )
        said = [f"{counted(number, noun)}{more}" for number, noun, more in numbers if number]
        return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
