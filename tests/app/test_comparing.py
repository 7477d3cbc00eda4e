"""Comparing two coders on what both are assigned."""

import pytest

from coder_gui.domain.errors import Refused
from filling import ANNA, BEN, CARO


def lines(filled, **options):
    comparison = filled.project.compare((filled.mira, filled.noor), **options)
    return comparison, {line.code_id: line for line in comparison.codes}


def test_only_what_both_are_assigned_counts(filled):
    comparison, by_code = lines(filled)
    assert comparison.documents == filled.transcripts[:2]
    alone = by_code[filled.alone]
    both = len("bus was late")
    assert (alone.both, alone.only_a, alone.only_b) == (
        both,
        len("the ") + len("Nobody, really."),
        len(" again"),
    )
    assert alone.n == len(ANNA) + len(BEN)
    assert alone.both + alone.only_a + alone.only_b + alone.neither == alone.n
    # Mira's segment in Caro's transcript does not count: Noor was not asked to code it.
    assert by_code[filled.forms].reason == "not used by either"
    assert by_code[filled.forms].segments_a == 0


def test_assigned_and_silent_is_a_no_to_everything(filled):
    filled.project.assign(filled.noor, [filled.transcripts[2]])
    comparison, by_code = lines(filled)
    assert comparison.documents == filled.transcripts
    forms = by_code[filled.forms]
    assert (forms.both, forms.only_a, forms.only_b) == (0, len("The forms."), 0)
    assert (forms.kappa, forms.reason) == (0.0, "only A")
    assert forms.n == len(ANNA) + len(BEN) + len(CARO)


def test_segments_without_an_assignment_do_not_count(filled):
    filled.project.unassign(filled.noor, filled.transcripts)
    comparison, by_code = lines(filled)
    assert comparison.documents == ()
    assert {line.reason for line in by_code.values()} == {"no common document"}
    assert {line.n for line in by_code.values()} == {0}


def test_a_and_b_change_places(filled):
    _comparison, there = lines(filled)
    back = filled.project.compare((filled.noor, filled.mira))
    for line in back.codes:
        assert (line.only_a, line.only_b) == (
            there[line.code_id].only_b,
            there[line.code_id].only_a,
        )
        assert line.kappa == there[line.code_id].kappa


def test_rolled_up_a_theme_has_what_stands_under_it(filled):
    _comparison, plain = lines(filled)
    assert plain[filled.theme].reason == "not used by either"
    _comparison, rolled = lines(filled, rolled_up=True)
    theme = rolled[filled.theme]
    assert theme.both == plain[filled.alone].both
    assert theme.only_b == plain[filled.alone].only_b + plain[filled.help].only_b


def test_without_the_interviewer_only_answers_count(filled):
    comparison, by_code = lines(filled, interviewer_turns=False)
    asked = sum(len(line) for line in (ANNA + BEN).splitlines() if line.startswith("Interviewer"))
    assert by_code[filled.alone].n == len(ANNA) + len(BEN) - asked
    _comparison, with_questions = lines(filled)
    assert by_code[filled.alone].both == with_questions[filled.alone].both
    assert len(comparison.documents) == 2


def test_a_coder_is_not_compared_with_themselves(filled):
    with pytest.raises(Refused, match="themselves"):
        filled.project.compare((filled.mira, filled.mira))


def test_every_code_has_its_line_in_tree_order(filled):
    comparison, _by_code = lines(filled)
    book = [code.id for code in filled.project.codebook()]
    assert [line.code_id for line in comparison.codes] == book
