"""Settling where two coders differ: into a consensus, with both originals as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import Refused
from coder_gui.domain.settling import Settlement
from filling import dump


class Pair:
    """Mira and Noor on one filled project, with what they differ in."""

    def __init__(self, filled):
        self.filled, self.project = filled, filled.project
        self.anna, self.ben, self.caro = filled.transcripts
        self.project.open_comparison((filled.mira, filled.noor))
        self.scope = Scope((filled.mira, filled.noor))

    @property
    def components(self):
        return self.project.components_of(self.scope).make()

    def at(self, code):
        """The components of a code."""
        return [each for each in self.components if each.code_id == code]

    def settlements(self, components=None):
        components = self.components if components is None else components
        ids = {i for each in components for i in (*each.segments_a, *each.segments_b)}
        segments = {each.id: each for each in self.project.segments_by_id(ids)}
        return self.project.settlements(self.scope, components, segments)

    def states(self):
        return {
            (each.code_id, each.kind): settlement.state
            for each, settlement in zip(self.components, self.settlements(), strict=True)
        }

    @property
    def consensus(self):
        return self.project.opened(self.scope.pair).consensus_id

    def settled(self, transcript=None):
        """What stands in the consensus: code and words."""
        transcript = transcript or self.anna
        text = self.project.text(transcript)
        self.project.coder_id, before = self.consensus, self.project.coder_id
        found = [(s.code_id, text[s.start : s.end]) for s in self.project.segments(transcript)]
        self.project.coder_id = before
        return found


@pytest.fixture
def pair(filled):
    return Pair(filled)


def originals(project, filled):
    wanted = (filled.mira, filled.noor)
    return [row for row in dump(project)["segment"] if row[3] in wanted]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("A", ["the bus was late"]),
        ("B", ["bus was late again"]),
        ("union", ["the bus was late again"]),
        ("intersection", ["bus was late"]),
        ("dropped", []),
        ("deferred", []),
    ],
)
def test_each_choice_puts_its_words_into_the_consensus(pair, choice, words):
    filled = pair.filled
    before, before_all = originals(pair.project, filled), dump(pair.project)
    (late,) = pair.at(filled.alone)[:1]
    assert late.kind == "boundary"
    pair.project.settle(pair.scope, [late], choice, note="  Talked about it. ")
    assert pair.settled() == [(filled.alone, each) for each in words]
    assert originals(pair.project, filled) == before
    (settlement,) = pair.settlements([late])
    assert settlement.choice == choice
    assert settlement.state == ("deferred" if choice == "deferred" else "settled")
    assert settlement.decision.note == "Talked about it."
    assert settlement.decision.author_id == filled.mira
    after = dump(pair.project)
    pair.project.undo()
    assert dump(pair.project) == before_all
    pair.project.redo()
    assert dump(pair.project) == after


def test_the_sentence_says_what_was_taken(pair):
    (late,) = pair.at(pair.filled.alone)[:1]
    pair.project.settle(pair.scope, [late], "union")
    assert pair.project.next_undo().summary == "Took the union, 5 words, into the consensus"
    pair.project.settle(pair.scope, [late], "A")
    assert pair.project.next_undo().summary == ("Took what Mira coded, 4 words, into the consensus")
    pair.project.settle(pair.scope, [late], "dropped")
    assert pair.project.next_undo().summary == "Left a passage out of the consensus"
    pair.project.settle(pair.scope, pair.components, "B")
    assert pair.project.next_undo().summary.startswith(
        f"Settled {len(pair.components)} differences: took what Noor coded"
    )


def test_deciding_anew_replaces_what_was_decided(pair):
    (late,) = pair.at(pair.filled.alone)[:1]
    pair.project.settle(pair.scope, [late], "union")
    pair.project.settle(pair.scope, [late], "B")
    assert pair.settled() == [(pair.filled.alone, "bus was late again")]
    assert len(pair.project.decisions(pair.scope.pair)) == 1
    pair.project.reopen(pair.scope, [late])
    assert pair.settled() == []
    assert pair.settlements([late]) == [Settlement("open")]


def test_edited_ends_go_in_and_may_not_leave_the_passage(pair):
    filled = pair.filled
    (late,) = pair.at(filled.alone)[:1]
    start, end = filled.span(pair.anna, "the bus")
    pair.project.settle(pair.scope, [late], "edited", [(start, end)])
    assert pair.settled() == [(filled.alone, "the bus")]
    before = dump(pair.project)
    for ranges in ([], [filled.span(pair.anna, "Slowly")]):
        with pytest.raises(Refused):
            pair.project.settle(pair.scope, [late], "edited", ranges)
    assert dump(pair.project) == before


def test_agreements_are_copied_by_themselves_with_what_was_written(pair):
    filled, project = pair.filled, pair.project
    span = filled.span(pair.ben, "Then I wait")
    mine = project.apply_code(pair.ben, filled.forms, *span)
    project.annotate_segment(mine, "She gives up.", "against")
    project.mark_segment(mine, good_quote=True, unsure=False)
    project.coder_id = filled.noor
    theirs = project.apply_code(pair.ben, filled.forms, *span)
    project.annotate_segment(theirs, "Waiting.", "against")
    assert pair.states()[filled.forms, "exact"] == "agreed"
    (late,) = pair.at(filled.alone)[:1]
    project.settle(pair.scope, [late], "dropped")
    assert project.next_undo().summary.endswith("; 1 agreement copied")
    assert pair.settled(pair.ben) == [(filled.forms, "Then I wait")]
    project.coder_id = pair.consensus
    (copied,) = project.segments(pair.ben)
    assert (copied.comment, copied.stance, copied.good_quote) == (
        "She gives up.\nWaiting.",
        "against",
        True,
    )
    project.coder_id = filled.noor
    project.settle(pair.scope, [late], "A")
    assert "copied" not in project.next_undo().summary
    # One of them thinks better of it: what was copied goes with the next decision.
    project.remove_segment(theirs)
    assert pair.states()[filled.forms, "only A"] == "changed"
    project.remove_segment(mine)
    project.settle(pair.scope, [late], "A")
    assert pair.settled(pair.ben) == []


def test_a_changed_original_asks_again_and_a_corrected_text_does_not(pair):
    filled, project = pair.filled, pair.project
    (late,) = pair.at(filled.alone)[:1]
    project.settle(pair.scope, [late], "union")
    start = project.text(pair.anna).index("Slowly")
    project.edit_transcript(pair.anna, [Edit(start, start + 6, "Very slowly, as always")])
    assert pair.states()[filled.alone, "boundary"] == "settled"
    assert pair.settled() == [(filled.alone, "the bus was late again")]
    project.resize_segment(filled.segments[0], *filled.span(pair.anna, "bus was"))
    assert pair.states()[filled.alone, "boundary"] == "changed"
    project.undo()
    assert pair.states()[filled.alone, "boundary"] == "settled"


def test_a_and_b_the_other_way_round_are_the_same_decisions(pair):
    (late,) = pair.at(pair.filled.alone)[:1]
    pair.project.settle(pair.scope, [late], "A")
    pair.scope = replace(pair.scope, coders=pair.scope.coders[::-1])
    (late,) = pair.at(pair.filled.alone)[:1]
    (settlement,) = pair.settlements([late])
    assert (settlement.state, settlement.choice) == ("settled", "B")
    pair.project.settle(pair.scope, [late], "A")
    assert pair.settled() == [(pair.filled.alone, "bus was late again")]
    assert len(pair.project.decisions(pair.scope.pair)) == 1


def test_the_consensus_is_a_coder_that_nobody_codes_as(pair):
    filled, project = pair.filled, pair.project
    project.settle(pair.scope, pair.components, "union")
    consensus = next(each for each in project.coders() if each.id == pair.consensus)
    assert (consensus.name, consensus.kind) == ("Consensus of Mira and Noor", "consensus")
    assert consensus not in project.persons()
    compared = project.compare((filled.mira, consensus.id))
    by_code = {line.code_id: line for line in compared.codes}
    assert by_code[filled.alone].counts.only_a == 0
    figures = project.compare(pair.scope.pair)
    project.undo()
    assert project.compare(pair.scope.pair) == figures


def test_merged_codes_take_their_decisions_along(pair):
    filled, project = pair.filled, pair.project
    (late,) = pair.at(filled.alone)[:1]
    project.settle(pair.scope, [late], "union")
    project.merge_codes(filled.alone, filled.forms)
    assert pair.settled() == [(filled.forms, "the bus was late again")]
    (late,) = pair.at(filled.forms)[:1]
    (settlement,) = pair.settlements([late])
    assert (settlement.state, settlement.choice) == ("settled", "union")


def test_where_nothing_can_be_settled_one_sentence_says_why(filled):
    project, pair = filled.project, (filled.mira, filled.noor)
    components = project.components(pair)
    before = dump(project)
    with pytest.raises(Refused, match="not been opened"):
        project.settle(Scope(pair), components, "A")
    assert dump(project) == before
    project.open_comparison(pair)
    with pytest.raises(Refused, match="code by code"):
        project.settle(Scope(pair, rolled_up=True), components, "A")
    project.settle(Scope(pair), components, "A")
    consensus = project.opened(pair).consensus_id
    with pytest.raises(Refused, match="two persons"):
        project.settle(Scope((filled.mira, consensus)), components, "A")
    project.remove_segment(filled.segments[0])
    with pytest.raises(Refused, match="changed in the meantime"):
        project.settle(Scope(pair), components, "A")


def test_it_goes_on_where_it_was_after_closing(tmp_path, filled):
    pair = Pair(filled)
    (late,) = pair.at(filled.alone)[:1]
    pair.project.settle(pair.scope, [late], "deferred", note="Ask the team")
    states, path = pair.states(), pair.project.path
    pair.project.close()
    pair.project = Project.open(path)
    assert pair.states() == states
    assert pair.settlements([late])[0].decision.note == "Ask the team"
    pair.project.undo()
    assert pair.settlements([late]) == [Settlement("open")]
    pair.project.close()


def test_a_second_consensus_of_the_same_names_gets_a_number(filled):
    filled.project.add_coder("Consensus of Mira and Noor")
    pair = Pair(filled)
    pair.project.settle(pair.scope, pair.components, "A")
    names = {each.id: each.name for each in pair.project.coders()}
    assert names[pair.consensus] == "Consensus of Mira and Noor 2"
