"""The coders' work on the transcripts in the scope, read once and asked from many sides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from coder_gui.app.comparing import MANY
from coder_gui.app.project import Project
from coder_gui.domain.agreement.coefficients import PairComparison
from coder_gui.domain.agreement.comparison import Comparison
from coder_gui.domain.agreement.confused_passages import Cell, confused
from coder_gui.domain.agreement.disagreements import Component, Kind, without
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Segment, TranscriptInfo, Turn
from coder_gui.domain.passages import Range, clip
from coder_gui.domain.settling import Settlement
from coder_gui.ui.agree.figures import CodeFigures
from coder_gui.ui.agree.two_margins import Split, counted_text, split
from coder_gui.ui.transcript import Shade

LARGE, LARGE_WALK = MANY, 4_000
"""Segments that are compared, and walked through, without the window having to wait long."""
FEW = 200
"""Decisions up to which only their transcripts are looked at again."""


OPEN, AGREED = Settlement("open"), Settlement("agreed")


@dataclass(frozen=True, slots=True)
class Stop:
    """A passage that the walk through disagreements stops at."""

    transcript_id: int
    start: int
    end: int
    kind: Kind
    component: Component | None = None
    settlement: Settlement = OPEN

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided here that still holds."""
        return self.settlement.state in ("open", "changed")

    @property
    def key(self) -> tuple[object, ...]:
        """What it is known by in a later comparison."""
        about = self.component
        made = (about.code_id, about.segments_a, about.segments_b) if about else ()
        return self.transcript_id, self.start, self.end, *made


@dataclass
class PairStudy:
    """What the place shows of a scope; made anew whenever the project or the scope changes."""

    project: Project
    scope: Scope
    _windows: dict[int, list[Range]] = field(default_factory=dict, init=False)
    _segments: dict[int, tuple[Segment, ...]] = field(default_factory=dict, init=False)
    _consensus: dict[int, tuple[Segment, ...]] = field(default_factory=dict, init=False)

    @property
    def coders(self) -> tuple[int, int]:
        """Ids of A and B."""
        return self.scope.pair

    @cached_property
    def book(self) -> Codebook:
        return self.project.codebook()

    @cached_property
    def compared_codes(self) -> frozenset[int]:
        """Ids of the codes in the scope."""
        if self.scope.branch is None or self.scope.branch not in self.book:
            return frozenset(code.id for code in self.book)
        return frozenset(self.book.branch(self.scope.branch))

    @cached_property
    def transcripts(self) -> dict[int, TranscriptInfo]:
        """The transcripts of both by id, in order of import."""
        common = set(self.project.assigned_to_both(self.coders))
        if self.scope.transcripts is not None:
            common &= self.scope.transcripts
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
    def coder_names(self) -> dict[int, str]:
        return {coder.id: coder.name for coder in self.project.coders()}

    def segments(self, transcript_id: int) -> tuple[Segment, ...]:
        """Both coders' segments of the codes in the scope, in a transcript."""
        if transcript_id not in self._segments:
            found = self.project.segments(transcript_id, self.coders)
            whole, codes = self.scope.branch is None, self.compared_codes
            self._segments[transcript_id] = tuple(
                segment for segment in found if whole or segment.code_id in codes
            )
        return self._segments[transcript_id]

    @cached_property
    def comparison(self) -> Comparison:
        return self.project.comparison_of(self.scope).make()

    @property
    def pair(self) -> PairComparison:
        """A and B alone."""
        return self.comparison.pairs[0]

    @cached_property
    def cautions(self) -> list[str]:
        return self.project.cautions(self.comparison)

    def lines(self) -> list[CodeFigures]:
        """The figures of every code in the scope, in tree order."""
        documents, has_neither = len(self.comparison.documents), self.scope.unit.kind != "segment"
        return [
            CodeFigures(found, over_all, documents, has_neither)
            for found, over_all in zip(self.pair.codes, self.comparison.codes, strict=True)
        ]

    @cached_property
    def used_codes(self) -> list[int]:
        """Codes that either used in the compared text, with what stands above them."""
        used = {
            above
            for transcript_id in self.transcripts
            for code_id in self._used(transcript_id)
            for above in (code_id, *(code.id for code in self.book.ancestors(code_id)))
        }
        return [code.id for code in self.book if code.id in used & self.compared_codes]

    def branch(self, code_id: int) -> tuple[int, ...]:
        """The code with those that are rolled up into it."""
        return self.book.branch(code_id) if self.scope.rolled_up else (code_id,)

    def split(self, transcript_id: int, codes: Collection[int]) -> Split:
        """What both, or only one, gave some codes in a transcript."""
        found = self.segments(transcript_id)
        return split(found, self.coders, codes, self.windows(transcript_id))

    def segments_made(self, transcript_id: int, code_id: int) -> tuple[int, int]:
        """How many segments A and B made of a code in a transcript, in the text that counts."""
        codes, windows = set(self.branch(code_id)), self.windows(transcript_id)
        made = [0, 0]
        for segment in self.segments(transcript_id):
            if segment.code_id in codes and clip([(segment.start, segment.end)], windows):
                made[self.coders.index(segment.coder_id)] += 1
        return made[0], made[1]

    @cached_property
    def components(self) -> list[Component]:
        return self.project.components_of(self.scope).make()

    @cached_property
    def refusal(self) -> str | None:
        """Why nothing can be settled here, in a sentence."""
        return self.project.refusal_to_settle(self.scope)

    @cached_property
    def settlements(self) -> list[Settlement]:
        """Where each of the components stands."""
        return self._settlements_of(self.components)

    def _settlements_of(self, components: list[Component]) -> list[Settlement]:
        opened = self.project.opened(self.coders)
        if self.refusal or opened is None or opened.consensus_id is None:
            return [AGREED if each.is_agreed else OPEN for each in components]
        return self.project.settlements(self.scope, components, self.segments_by_id)

    def renew_settlements(self, decision_ids: Collection[int]) -> None:
        """Ask anew where the transcripts of some decisions stand, which may have been taken back.

        Everything is asked anew where that is no longer than to tell what was touched.
        """
        known = vars(self).pop("settlements", None)
        for name in ("refusal", "stops", "settled_by_code"):
            vars(self).pop(name, None)
        if known is None or len(decision_ids) > FEW:
            self._consensus.clear()
            return
        touched = self.project.decided_in(decision_ids)
        for component, settlement in zip(self.components, known, strict=True):
            if settlement.decision is not None and settlement.decision.id in decision_ids:
                touched.add(component.transcript_id)
        for transcript_id in touched:
            self._consensus.pop(transcript_id, None)
        places = [n for n, each in enumerate(self.components) if each.transcript_id in touched]
        parts = [self.components[place] for place in places]
        for place, settlement in zip(places, self._settlements_of(parts), strict=True):
            known[place] = settlement
        vars(self)["settlements"] = known

    @cached_property
    def segments_by_id(self) -> dict[int, Segment]:
        """All segments of both in the scope."""
        return {each.id: each for where in self.transcripts for each in self.segments(where)}

    def segments_of(self, component: Component) -> list[Segment]:
        """The segments of both coders that a component is made of."""
        ids = (*component.segments_a, *component.segments_b)
        return [self.segments_by_id[each] for each in ids]

    def consensus(self, transcript_id: int, codes: Collection[int]) -> list[Segment]:
        """What stands in the consensus of the two of some codes in a transcript."""
        if transcript_id not in self._consensus:
            opened = self.project.opened(self.coders)
            found: tuple[Segment, ...] = ()
            if opened is not None and opened.consensus_id is not None and not self.refusal:
                found = self.project.segments(transcript_id, (opened.consensus_id,))
            self._consensus[transcript_id] = found
        return [each for each in self._consensus[transcript_id] if each.code_id in codes]

    @cached_property
    def stops(self) -> list[Stop]:
        """Every place on which the two differ, or differed when it was settled, in text order."""
        return [
            Stop(each.transcript_id, each.start, each.end, each.kind, each, settlement)
            for each, settlement in zip(self.components, self.settlements, strict=True)
            if not each.is_agreed or settlement.state == "changed"
        ]

    def disagreements(self, code_id: int | None) -> list[Stop]:
        """The stops of a code, or all of them."""
        return [
            stop
            for stop in self.stops
            if code_id is None or (stop.component and stop.component.code_id == code_id)
        ]

    @cached_property
    def settled_by_code(self) -> dict[int, tuple[int, int]]:
        """Of each code how many differences are settled, and how many there are."""
        found: dict[int, tuple[int, int]] = {}
        for stop in self.stops:
            assert stop.component is not None
            settled, number = found.get(stop.component.code_id, (0, 0))
            is_settled = stop.settlement.state == "settled"
            found[stop.component.code_id] = settled + is_settled, number + 1
        return found

    def confused(self, cell: Cell) -> list[Stop]:
        """Every passage that a cell of the confusion counts."""
        return [
            Stop(transcript_id, start, end, "different code")
            for transcript_id in self.transcripts
            for start, end in confused(
                *self._given(transcript_id), cell, self.windows(transcript_id)
            )
        ]

    def cell_shades(self, transcript_id: int, cell: Cell) -> list[Shade]:
        """What A gave the one code and B the other; what both cover is A's."""
        windows = self.windows(transcript_id)
        ranges = [
            clip(given.get(each, ()), windows) if each is not None else []
            for given, each in zip(self._given(transcript_id), cell, strict=True)
        ]
        of_b = without(ranges[1], ranges[0])
        return Split([], ranges[0], of_b).shades()

    def windows(self, transcript_id: int) -> list[Range]:
        """The text of a transcript that counts."""
        if transcript_id not in self._windows:
            turns: tuple[Turn, ...] = ()
            counts = self.scope.interviewer_turns
            if not counts:
                transcript = self.project.transcript(transcript_id)
                turns = transcript.turns if transcript else ()
            length = self.transcripts[transcript_id].length
            self._windows[transcript_id] = counted_text(length, turns, counts)
        return self._windows[transcript_id]

    def _given(self, transcript_id: int) -> tuple[dict[int, list[Range]], dict[int, list[Range]]]:
        """What A and B gave each code in a transcript."""
        given: tuple[dict[int, list[Range]], dict[int, list[Range]]] = ({}, {})
        for segment in self.segments(transcript_id):
            codes = [segment.code_id]
            if self.scope.rolled_up:
                above = (code.id for code in self.book.ancestors(segment.code_id))
                codes += [each for each in above if each in self.compared_codes]
            for code_id in codes:
                ranges = given[self.coders.index(segment.coder_id)].setdefault(code_id, [])
                ranges.append((segment.start, segment.end))
        return given

    def _used(self, transcript_id: int) -> set[int]:
        windows = self.windows(transcript_id)
        return {
            segment.code_id
            for segment in self.segments(transcript_id)
            if clip([(segment.start, segment.end)], windows)
        }
