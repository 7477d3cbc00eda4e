"""Settling where two coders differ, into a consensus that leaves their own work as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from coder_gui.app.comparing import Comparing
from coder_gui.app.team import Team
from coder_gui.domain.agreement.disagreements import Component
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.changes import Changes
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Segment
from coder_gui.domain.passages import Range
from coder_gui.domain.settling import (
    SETTLE,
    Decision,
    Decisions,
    Settlement,
    SettlingChoice,
    fingerprint,
    proposed,
)
from coder_gui.domain.team import OpenedComparison
from coder_gui.domain.text import word_count
from coder_gui.storage import segments as passages
from coder_gui.storage import settling, study, team
from coder_gui.storage.journal import Step

_TOOK = {
    "union": "the union",
    "intersection": "what both coded",
    "edited": "a passage with new ends",
}


class Settling(Comparing, Team):
    """What a person decides about differences.

    One consensus belongs to each opened comparison. Everything is decided code by code.
    """

    _copied: Scope | None = None
    """For which scope every agreement is in the consensus already; None when that is not known."""

    def _committed(self, changes: Changes) -> None:
        if changes.label != SETTLE or changes.kind != "done":
            self._copied = None
        super()._committed(changes)

    def decisions(self, pair: tuple[int, int]) -> tuple[Decision, ...]:
        """What two coders settled so far, copied agreements included, in that order."""
        opened = self.opened(pair)
        return settling.decisions(self.file.db, opened.id) if opened else ()

    def decided_in(self, decision_ids: Collection[int]) -> set[int]:
        """Ids of the transcripts that some decisions are about; of those that are there still."""
        return settling.transcripts_of(self.file.db, decision_ids)

    def refusal_to_settle(self, scope: Scope) -> str | None:
        """Why nothing can be settled in a scope, in a sentence; None where it can."""
        if not {each.id for each in self.persons()}.issuperset(scope.pair):
            return "A consensus is settled between two persons. Choose them as A and B."
        if scope.rolled_up:
            return (
                "Differences are settled code by code, so turn off the counting for themes to "
                "settle them."
            )
        if self.opened(scope.pair) is None:
            return "This comparison has not been opened yet, so nothing can be settled in it."
        return None

    def settlements(
        self,
        scope: Scope,
        components: Sequence[Component],
        segments: Mapping[int, Segment],
    ) -> list[Settlement]:
        """Where each of these components of a scope stands.

        Args:
            segments: At least those of the components, by id.
        """
        known = self._known(scope, {each.transcript_id for each in components})
        return [
            known.settlement(each, [segments[i] for i in _ids(each)], self.text)
            for each in components
        ]

    def settle(
        self,
        scope: Scope,
        components: Sequence[Component],
        choice: SettlingChoice,
        ranges: Sequence[Range] = (),
        note: str = "",
    ) -> None:
        """Decide about components in one step; an earlier decision on them is replaced.

        What the two agree on anywhere in the project, with or without interviewer turns as the
        scope has it, is copied in the same step, if it is not there yet.

        Args:
            ranges: What goes in where the ends were edited; it must touch the component.

        Raises:
            Refused: The scope cannot be settled in, a component is not as it was, or edited
                ends leave it.
        """
        refusal = self.refusal_to_settle(scope)
        if refusal:
            raise Refused(refusal)
        found = {
            each.id: each
            for c in components
            for each in passages.segments_by_id(self.file.db, _ids(c))
        }
        if any(each not in found for c in components for each in _ids(c)):
            raise Refused(
                "What you decide about was changed in the meantime, so nothing was settled. "
                "Look at it again."
            )
        for component in components if choice == "edited" else ():
            _refuse_strays(component, ranges)
        whole = replace(scope, transcripts=None, branch=None, coders=scope.pair)
        copied = 0
        with self._step(SETTLE) as step:
            opened = self._with_consensus(step, scope)
            if self._copied != whole:
                settling.remove_decisions(step, settling.without_segments(step.db, opened.id))
                copied = self._copy_agreed(step, opened, whole, {_ids(c) for c in components})
            settled = _Writing(self, step, opened, scope, components)
            words = sum(
                settled.write(each, [found[i] for i in _ids(each)], choice, ranges, note)
                for each in components
            )
            step.summary = self._sentence(scope, choice, len(components), words)
            if copied:
                step.summary += f"; {counted(copied, 'agreement')} copied"
        self._copied = whole

    def reopen(self, scope: Scope, components: Sequence[Component]) -> None:
        """Take back what was decided about components."""
        known = self._known(scope, {each.transcript_id for each in components})
        ids = {
            decision.id
            for each in components
            for decision in known.about(
                each.code_id, passages.segments_by_id(self.file.db, _ids(each))
            )
        }
        with self._step("Take back decision") as step:
            settling.remove_decisions(step, sorted(ids))
            step.summary = f"Took back {counted(len(ids), 'decision')}"

    def set_decision_note(self, decision_id: int, note: str) -> None:
        """Write why something was decided."""
        with self._step("Note a decision") as step:
            settling.set_note(step, decision_id, note.strip())
            step.summary = "Changed the note of a decision"

    def _known(self, scope: Scope, transcripts: Collection[int]) -> Decisions:
        """The decisions on some transcripts, as the scope's A and B see them."""
        opened = self.opened(scope.pair)
        if opened is None:
            return Decisions((), True)
        found = settling.decisions(self.file.db, opened.id, transcripts)
        return Decisions(found, opened.first_id == scope.coders[0])

    def _with_consensus(self, step: Step, scope: Scope) -> OpenedComparison:
        """The comparison with its consensus, made if it has none."""
        opened = team.opened(self.file.db, scope.pair)
        assert opened is not None
        if opened.consensus_id is not None:
            return opened
        names = {each.id: each.name for each in study.coders(self.file.db)}
        first, second = names[opened.first_id], names[opened.second_id]
        plain = name = f"Consensus of {first} and {second}"
        number = 2
        while name in names.values():
            name, number = f"{plain} {number}", number + 1
        coder_id = study.add_coder(step, name, "consensus")
        settling.set_consensus(step, opened.id, coder_id)
        return replace(opened, consensus_id=coder_id)

    def _copy_agreed(
        self,
        step: Step,
        opened: OpenedComparison,
        scope: Scope,
        but: set[tuple[int, ...]],
    ) -> int:
        """Put into the consensus what both coded alike and nobody has decided about."""
        agreed = [each for each in self.components_of(scope).make() if each.is_agreed]
        found = passages.segments_by_id(self.file.db, (i for each in agreed for i in _ids(each)))
        by_id = {each.id: each for each in found}
        writing, number = _Writing(self, step, opened, scope, agreed), 0
        for component, settlement in zip(
            agreed, self.settlements(scope, agreed, by_id), strict=True
        ):
            if settlement == Settlement("agreed") and _ids(component) not in but:
                writing.write(component, [by_id[i] for i in _ids(component)], "agreed")
                number += 1
        return number

    def _sentence(self, scope: Scope, choice: SettlingChoice, number: int, words: int) -> str:
        names = {each.id: each.name for each in self.persons()}
        if number != 1:
            what = f"Settled {counted(number, 'difference')}"
        elif choice in ("dropped", "deferred"):
            return (
                "Left a passage out of the consensus"
                if choice == "dropped"
                else ("Put off the decision on a difference")
            )
        else:
            what = "Settled a difference"
        if choice in ("A", "B"):
            taken = f"what {names[scope.coders[0 if choice == 'A' else 1]]} coded"
        elif choice in _TOOK:
            taken = _TOOK[choice]
        else:
            return f"{what}: {choice}"
        if number == 1:
            return f"Took {taken}, {counted(words, 'word')}, into the consensus"
        return f"{what}: took {taken}, {counted(words, 'word')}"


class _Writing:
    """Writing decisions of one scope inside an open step."""

    def __init__(
        self,
        project: Settling,
        step: Step,
        opened: OpenedComparison,
        scope: Scope,
        components: Iterable[Component],
    ) -> None:
        self._project, self._step, self._scope = project, step, scope
        self._opened = opened
        self._known = Decisions(
            settling.decisions(step.db, opened.id, {each.transcript_id for each in components}),
            opened.first_id == scope.coders[0],
        )

    def write(
        self,
        component: Component,
        segments: Sequence[Segment],
        choice: SettlingChoice,
        ranges: Sequence[Range] = (),
        note: str = "",
    ) -> int:
        """Keep a decision and what comes of it; returns the number of words that go in."""
        step, opened = self._step, self._opened
        consensus = opened.consensus_id
        assert consensus is not None
        earlier = self._known.about(component.code_id, segments)
        settling.remove_decisions(step, [each.id for each in earlier])
        text = self._project.text(component.transcript_id)
        about = component.transcript_id, component.code_id
        decision_id = settling.add_decision(
            step,
            opened.id,
            about,
            self._known.stored(choice),
            note.strip(),
            fingerprint(segments, text),
        )
        taken = (
            list(ranges)
            if choice == "edited"
            else proposed(segments, self._scope.coders[0], choice)
        )
        study.assign(step, consensus, component.transcript_id)
        for start, end in taken:
            passages.add_segment(step, _passage(segments, start, end, consensus, decision_id))
        return sum(word_count(text[start:end]) for start, end in taken)


def _passage(
    segments: Iterable[Segment], start: int, end: int, coder_id: int, decision_id: int
) -> passages.Passage:
    """A passage of the consensus with what the coders wrote on the segments that it comes of."""
    of = [each for each in segments if each.start < end and start < each.end]
    comments = dict.fromkeys(each.comment for each in of if each.comment)
    stances = {each.stance for each in of}
    return passages.Passage(
        of[0].transcript_id,
        of[0].code_id,
        coder_id,
        start,
        end,
        "\n".join(comments),
        stances.pop() if len(stances) == 1 else None,
        any(each.good_quote for each in of),
        decision_id,
    )


def _ids(component: Component) -> tuple[int, ...]:
    return component.segments_a + component.segments_b


def _refuse_strays(component: Component, ranges: Sequence[Range]) -> None:
    for start, end in ranges:
        if not start < end or end <= component.start or component.end <= start:
            raise Refused(
                "The new ends leave the passage that is being settled, so nothing was changed. "
                "Code another passage in the Code place instead."
            )
    if not ranges:
        raise Refused("There is no passage to take. Drop the difference instead.")
