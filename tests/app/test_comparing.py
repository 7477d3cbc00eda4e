"""Comparing two coders on what both are assigned."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from coder_gui.app import comparing
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.agreement.units import (
    CHARACTER,
    DOCUMENT,
    PARAGRAPH,
    TURN,
    segment_unit,
)
from coder_gui.domain.errors import Refused
from filling import ANNA, BEN, CARO, draft


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


def cells(line):
    return [line.both, line.only_a, line.only_b, line.neither]


def test_paragraphs_and_turns_as_units(filled):
    for unit in (PARAGRAPH, TURN):
        _comparison, by_code = lines(filled, unit=unit)
        # Of four turns each, both coded the same one of Anna's, Mira alone one of Ben's.
        assert cells(by_code[filled.alone]) == [1, 1, 0, 6]
        _comparison, answers = lines(filled, unit=unit, interviewer_turns=False)
        assert cells(answers[filled.alone]) == [1, 1, 0, 2]


def test_documents_as_units(filled):
    comparison, by_code = lines(filled, unit=DOCUMENT)
    assert comparison.unit is DOCUMENT
    assert cells(by_code[filled.alone]) == [1, 1, 0, 0]
    assert cells(by_code[filled.forms]) == [0, 0, 0, 2]


def test_segments_as_units(filled):
    _comparison, by_code = lines(filled, unit=segment_unit("0.5"))
    assert cells(by_code[filled.alone]) == [1, 1, 0, 0]
    assert by_code[filled.alone].f1 == pytest.approx(2 / 3)
    assert (by_code[filled.alone].kappa, by_code[filled.alone].alpha) == (None, None)
    assert by_code[filled.alone].reason == "no “neither” between segments"
    _comparison, strict = lines(filled, unit=segment_unit("0.9"))
    assert cells(strict[filled.alone]) == [0, 2, 1, 0]


def test_a_pair_in_the_comparison_of_all_is_the_pair(filled):
    pair, _by_code = lines(filled)
    comparison = filled.project.compare_coders((filled.mira, filled.noor))
    assert comparison.pairs == (pair,)
    assert comparison.unit == CHARACTER
    assert [line.alpha for line in comparison.codes] == [
        None if line.alpha is None else pytest.approx(line.alpha) for line in pair.codes
    ]


def test_three_coders_are_compared_on_what_two_of_them_share(filled):
    project = filled.project
    third = project.add_coder("Tariq")
    project.assign(third, filled.transcripts[1:])
    comparison = project.compare_coders((filled.mira, filled.noor, third))
    assert comparison.documents == filled.transcripts
    assert [pair.documents for pair in comparison.pairs] == [
        filled.transcripts[:2],
        filled.transcripts[1:],
        filled.transcripts[1:2],
    ]
    forms = {line.code_id: line for line in comparison.codes}[filled.forms]
    assert forms.segments == (1, 0, 0)
    assert forms.n == len(ANNA) + len(BEN) + len(CARO)
    sentence = next(s for s in project.cautions(comparison) if "not assigned the same" in s)
    assert "(Mira 3, Noor 2, Tariq 2)" in sentence


def test_fewer_than_two_coders_are_not_compared(filled):
    with pytest.raises(Refused, match="two different coders"):
        filled.project.compare_coders((filled.mira,))


def test_confusion_is_of_the_characters_of_the_pair(filled):
    comparison = filled.project.compare_coders((filled.mira, filled.noor), unit=DOCUMENT)
    confusion = comparison.confusion[filled.mira, filled.noor]
    assert confusion[filled.alone, filled.alone] == len("bus was late")
    assert confusion[filled.alone, None] == len("the ") + len("Nobody, really.")
    assert confusion[None, filled.alone] == len(" again")


def test_passages_to_walk_through(filled):
    found = filled.project.components((filled.mira, filled.noor))
    assert [(each.transcript_id, each.kind) for each in found if each.code_id == filled.alone] == [
        (filled.transcripts[0], "boundary"),
        (filled.transcripts[1], "only A"),
    ]
    rolled = filled.project.components(
        (filled.mira, filled.noor), rolled_up=True, interviewer_turns=False
    )
    assert filled.theme in {each.code_id for each in rolled}


def test_a_transcript_without_turns_is_said_to_count_for_nothing(filled):
    project = filled.project
    (plain,) = project.import_transcripts([draft("Plain", "Only words.")]).imported
    for coder in (filled.mira, filled.noor):
        project.assign(coder, [plain])
    comparison = project.compare_coders((filled.mira, filled.noor), unit=TURN)
    assert comparison.pairs[0].tables.lengths == (4, 4, 0)
    assert "1 transcript has no turns, so nothing in it was counted." in project.cautions(
        comparison
    )


def test_codes_of_one_name_are_told_apart_by_their_paths(filled):
    assert filled.project.code_labels()[filled.alone] == "Nobody there"
    again = filled.project.add_code("Nobody there", filled.forms)
    labels = filled.project.code_labels()
    assert labels[filled.alone] == "Being alone › Nobody there"
    assert labels[again] == "Forms › Nobody there"


def test_what_is_many_is_read_beside_the_window_and_counts_the_same(filled, monkeypatch):
    scope = Scope((filled.mira, filled.noor))
    project = filled.project
    here = project.comparison_of(scope).make(), project.components_of(scope).make()
    monkeypatch.setattr(comparing, "MANY", 2)
    prepared = project.comparison_of(scope), project.components_of(scope)
    # SQLite refuses the window's connection to any other thread.
    with ThreadPoolExecutor(1) as worker:
        apart = tuple(worker.submit(each.make).result() for each in prepared)
    assert apart == here
