import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_agreement_oracle import Passage

from coder_gui.domain.agreement.coefficients import cohen_kappa, pooled_kappa
from coder_gui.domain.agreement.comparison import compare_coders
from coder_gui.domain.agreement.counts import Counts, Document, total
from coder_gui.domain.agreement.intervals import (
    Interval,
    alpha_intervals,
    draws,
    pair_intervals,
    percentile_interval,
)
from coder_gui.domain.agreement.units import segment_unit
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code

A, B, C = 1, 2, 3
WAITING, MONEY, UNUSED = 10, 11, 12
BOOK = Codebook(
    Code(number, "", None, "code", f"Code {number}", None) for number in (WAITING, MONEY, UNUSED)
)
LENGTHS = (40, 60, 25, 80, 33)
DOCUMENTS = [
    Document(number, length, frozenset({A, B, C} if number else {A, B}))
    for number, length in enumerate(LENGTHS)
]
PASSAGES = [
    Passage(document, code, coder, start + shift * coder, start + 12)
    for document, code, start, shift in (
        (0, WAITING, 3, 2),
        (1, WAITING, 9, 0),
        (1, MONEY, 20, 3),
        (2, WAITING, 4, 1),
        (3, MONEY, 50, 2),
        (4, WAITING, 10, 3),
    )
    for coder in (A, B, C)
]


def tables(documents=DOCUMENTS, **options):
    return compare_coders(documents, (A, B), BOOK, PASSAGES, **options).pairs[0].tables


def test_draws_are_the_same_again_and_of_as_many_documents():
    drawn = draws(5)
    assert draws(5) == drawn
    assert len(drawn) == 1000
    assert {sum(times) for times in drawn} == {5}
    assert draws(5, seed=2) != drawn
    assert [sum(times) for times in zip(*drawn, strict=True)] == pytest.approx([1000] * 5, rel=0.1)


def test_the_middle_of_the_values():
    assert percentile_interval([None]) is None
    assert percentile_interval([0.5, None, 0.5]) == Interval(0.5, 0.5)
    found = percentile_interval(value / 1000 for value in range(1001))
    assert (found.low, found.high) == (pytest.approx(0.025), pytest.approx(0.975))
    assert percentile_interval([0.0, 1.0], level=0.5) == Interval(0.25, 0.75)


def test_intervals_of_two_coders_are_those_of_drawn_documents():
    found = tables()
    drawn = [[1, 1, 1, 1, 1], [5, 0, 0, 0, 0], [0, 2, 0, 3, 0]]
    intervals = pair_intervals(found, drawn)

    def drawn_tables(code_id):
        return [
            total(
                [t for t, times in zip(found.of(code_id), each, strict=True) for _ in range(times)]
            )
            for each in drawn
        ]

    for code_id in (WAITING, MONEY):
        wanted = percentile_interval(map(cohen_kappa, drawn_tables(code_id)))
        assert intervals.kappa[code_id] == wanted
        assert wanted.low < wanted.high
    pooled = [pooled_kappa(each) for each in zip(drawn_tables(10), drawn_tables(11), strict=True)]
    assert intervals.pooled_kappa == percentile_interval(pooled)
    assert UNUSED not in intervals.kappa


def test_whole_intervals_hold_the_figures():
    comparison = compare_coders(DOCUMENTS, (A, B, C), BOOK, PASSAGES)
    pair = comparison.pairs[0]
    found = pair_intervals(pair.tables)
    assert found.pooled_kappa.low < pair.pooled_kappa < found.pooled_kappa.high
    for line in pair.codes[:2]:
        assert found.kappa[line.code_id].low <= line.kappa <= found.kappa[line.code_id].high
        assert found.alpha[line.code_id].low <= line.alpha <= found.alpha[line.code_id].high
    over_all = alpha_intervals(comparison.counted)
    assert over_all.pooled_alpha.low < comparison.alpha_all < over_all.pooled_alpha.high
    for line in comparison.codes[:2]:
        assert over_all.alpha[line.code_id].low <= line.alpha <= over_all.alpha[line.code_id].high


def test_alpha_of_two_coders_has_the_interval_of_the_pair():
    comparison = compare_coders(DOCUMENTS, (A, B), BOOK, PASSAGES)
    pair, over_all = pair_intervals(comparison.pairs[0].tables), alpha_intervals(comparison.counted)
    for code_id in (WAITING, MONEY):
        assert over_all.alpha[code_id].low == pytest.approx(pair.alpha[code_id].low)
        assert over_all.alpha[code_id].high == pytest.approx(pair.alpha[code_id].high)


@pytest.mark.parametrize("documents", [DOCUMENTS[:1], []])
def test_one_document_has_no_interval(documents):
    found = pair_intervals(tables(documents))
    assert (found.pooled_kappa, found.kappa, found.alpha) == (None, {}, {})
    comparison = compare_coders(documents, (A, B, C), BOOK, PASSAGES)
    assert alpha_intervals(comparison.counted).pooled_alpha is None


def test_segments_have_no_interval():
    assert pair_intervals(tables(unit=segment_unit("0.5"))).pooled_kappa is None


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.integers(2, 5))
@settings(max_examples=30, deadline=None)
def test_documents_that_are_alike_have_an_interval_of_width_0(cells, number):
    from coder_gui.domain.agreement.counts import PairTables

    counts = Counts(*cells)
    alike = PairTables(
        tuple(range(number)), (counts.n,) * number, {1: [counts] * number}, {}, (0, 0)
    )
    kappa = cohen_kappa(counts)
    found = pair_intervals(alike, draws(number, 20)).kappa.get(1)
    if kappa is None:
        assert found is None
    else:
        assert (found.low, found.high) == (pytest.approx(kappa), pytest.approx(kappa))
