"""Settling where two coders differ: what each choice puts into the consensus, and what is left.

A decision is about the segments of one component (`agreement.disagreements`). It keeps their
guids and a digest of where they stood to each other and what they said, so that it is known
again after the text around them was corrected, and known to be out of date when a coder has
changed one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from coder_gui.domain.agreement.disagreements import Component
from coder_gui.domain.model import Segment
from coder_gui.domain.passages import Range, clip, union

StoredChoice = Literal[
    "agreed", "first", "second", "union", "intersection", "edited", "dropped", "deferred"
]
"""As a decision is kept: `first` and `second` are the coders of the opened comparison."""

SettlingChoice = Literal[
    "agreed", "A", "B", "union", "intersection", "edited", "dropped", "deferred"
]
"""As it is seen from a scope, whose first two coders are A and B."""

State = Literal["agreed", "settled", "deferred", "changed", "open"]
"""Where a component stands. `agreed` needs no decision and is copied by itself; `changed` was
settled, but its segments are others now."""

STATES: tuple[State, ...] = ("open", "changed", "deferred", "settled", "agreed")

SETTLE = "Settle"
LABELS = frozenset({SETTLE, "Take back decision", "Note a decision"})
"""Steps that write to the consensus only: no figure of the two coders changes with them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one component."""

    id: int
    transcript_id: int
    code_id: int
    choice: StoredChoice
    note: str
    segments: tuple[str, ...]
    words: str
    author_id: int | None
    modified_at: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where one component stands, and the decision on it if there is one."""

    state: State
    decision: Decision | None = None
    choice: SettlingChoice | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.state in ("open", "changed", "deferred")


def proposed(
    segments: Iterable[Segment], coder_a: int, choice: SettlingChoice
) -> list[tuple[int, int]]:
    """What a choice puts into the consensus, in text order; nothing for what people write.

    The segments of A or B stay as they are, each once; union and intersection are of the text
    that either or both coded.
    """
    of_a, of_b = set[Range](), set[Range]()
    for segment in segments:
        (of_a if segment.coder_id == coder_a else of_b).add((segment.start, segment.end))
    if choice == "A":
        return sorted(of_a)
    if choice == "B":
        return sorted(of_b)
    if choice in ("union", "agreed"):
        return union(of_a | of_b)
    if choice == "intersection":
        return clip(of_a, union(of_b))
    return []


def fingerprint(segments: Iterable[Segment], text: str) -> tuple[tuple[str, ...], str]:
    """The guids of segments in text order, and the digest that tells whether they changed."""
    ordered = sorted(segments, key=lambda each: (each.start, each.end, each.guid))
    digest = blake2b(digest_size=16)
    for each in ordered:
        place = f"{each.start - ordered[0].start}:{each.end - ordered[0].start}:"
        digest.update(f"{place}{text[each.start : each.end]}\n".encode())
    return tuple(each.guid for each in ordered), digest.hexdigest()


class Decisions:
    """The decisions of one comparison, found by the segments that they are about.

    Args:
        decisions: In the order in which they were made.
        first: Whether A of the scope is the first coder of the comparison.
    """

    def __init__(self, decisions: Iterable[Decision], first: bool) -> None:
        self._first = first
        self._by_segment: dict[tuple[int, str], list[Decision]] = {}
        for each in decisions:
            for guid in each.segments:
                self._by_segment.setdefault((each.code_id, guid), []).append(each)

    def about(self, code_id: int, segments: Iterable[Segment]) -> list[Decision]:
        """Decisions on any of these segments as segments of a code, the latest last."""
        found = {
            each.id: each
            for segment in segments
            for each in self._by_segment.get((code_id, segment.guid), ())
        }
        return [found[number] for number in sorted(found)]

    def settlement(
        self, component: Component, segments: Sequence[Segment], text: Callable[[int], str]
    ) -> Settlement:
        """Where a component stands, given its segments and the texts by transcript id."""
        about = self.about(component.code_id, segments)
        if not about:
            return Settlement("agreed" if component.is_agreed else "open")
        decision = about[-1]
        choice = self.seen(decision.choice)
        now = fingerprint(segments, text(component.transcript_id))
        if len(about) == 1 and now == (decision.segments, decision.words):
            if decision.choice == "deferred":
                return Settlement("deferred", decision, choice)
            agreed = decision.choice == "agreed"
            return Settlement("agreed" if agreed else "settled", decision, choice)
        if component.is_agreed and all(each.choice == "agreed" for each in about):
            return Settlement("agreed")
        return Settlement("changed", decision, choice)

    def seen(self, choice: StoredChoice) -> SettlingChoice:
        """A stored choice as the scope sees it."""
        if choice == "first":
            return "A" if self._first else "B"
        if choice == "second":
            return "B" if self._first else "A"
        return choice

    def stored(self, choice: SettlingChoice) -> StoredChoice:
        """A choice of the scope as it is stored."""
        if choice == "A":
            return "first" if self._first else "second"
        if choice == "B":
            return "second" if self._first else "first"
        return choice
