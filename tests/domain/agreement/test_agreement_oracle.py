"""Every statistic of small random studies against a count of one unit after the other."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.agreement import contingency, several_coders
from coder_gui.domain.agreement.comparison import compare_coders
from coder_gui.domain.agreement.counts import Counts, Document
from coder_gui.domain.agreement.matching import matched
from coder_gui.domain.agreement.units import CHARACTER, PARAGRAPH, segment_unit
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code

CODERS = (1, 2, 3)
THEME, CHILD, OTHER = 10, 11, 12
BOOK = Codebook(
    [
        Code(THEME, "", None, "theme", "Care", None),
        Code(CHILD, "", THEME, "code", "Waiting", None),
        Code(OTHER, "", None, "code", "Money", None),
    ]
)
SOME = settings(max_examples=80, deadline=None)


class Passage(NamedTuple):
    transcript_id: int
    code_id: int
    coder_id: int
    start: int
    end: int


offsets = st.integers(0, 22)
passages = st.builds(
    Passage, st.integers(0, 2), st.sampled_from(list(BOOK)).map(lambda c: c.id),
    st.sampled_from(CODERS), offsets, offsets,
)  # fmt: skip


@st.composite
def documents(draw):
    found = []
    for number in range(draw(st.integers(1, 3))):
        length = draw(st.integers(0, 20))
        cuts = sorted(draw(st.sets(st.integers(0, length), max_size=5)))
        units = draw(st.sampled_from([None, tuple(pairwise(cuts))]))
        windows = draw(st.none() | st.lists(st.tuples(offsets, offsets), max_size=2).map(tuple))
        coders = draw(st.frozensets(st.sampled_from(CODERS)))
        found.append(Document(number, length, coders, windows, units))
    return found


studies = st.tuples(documents(), st.lists(passages, max_size=20))


def judgements(found, segments, codes):
    """For every unit of every document, who of those assigned gave one of the codes."""
    for document in found:
        positions = [p for start, end in document.counted() for p in range(start, end)]
        units = [[p] for p in positions]
        if document.units is not None:
            units = [[p for p in positions if start <= p < end] for start, end in document.units]
        for unit in filter(None, units):
            yield {
                coder: any(
                    s.coder_id == coder
                    and s.transcript_id == document.transcript_id
                    and s.code_id in codes
                    and s.start <= p < s.end
                    for s in segments
                    for p in unit
                )
                for coder in sorted(document.coders)
            }


def expect(found, expected):
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


def by_pairs(items):
    """κ, π, α, AC1 and BP of two coders from the list of their judgements, as defined."""
    n = len(items)
    values = {value for pair in items for value in pair}
    if not n:
        return dict.fromkeys(("kappa", "pi", "alpha", "ac1", "bp"))
    po = Fraction(sum(a == b for a, b in items), n)
    a, b = (Fraction(sum(pair[side] for pair in items), n) for side in (0, 1))
    both = (a + b) / 2
    pe = {
        "kappa": a * b + (1 - a) * (1 - b),
        "pi": both**2 + (1 - both) ** 2,
        "ac1": 2 * both * (1 - both),
        "bp": Fraction(1, 2),
    }
    found = {name: (po - e) / (1 - e) if e != 1 else None for name, e in pe.items()}
    if len(values) < 2:
        return dict.fromkeys((*found, "alpha"))
    de = 2 * both * (1 - both) * Fraction(2 * n, 2 * n - 1)
    return found | {"alpha": 1 - (1 - po) / de}


@pytest.mark.parametrize("rolled_up", [False, True])
@given(study=studies)
@SOME
def test_two_coders(rolled_up, study):
    found, segments = study
    compared = compare_coders(found, (1, 2), BOOK, segments, rolled_up=rolled_up).pairs[0]
    parts = []
    for line in compared.codes:
        codes = BOOK.branch(line.code_id) if rolled_up else (line.code_id,)
        judged = [who for who in judgements(found, segments, codes) if who.keys() >= {1, 2}]
        items = [(who[1], who[2]) for who in judged]
        cells = [(True, True), (True, False), (False, True), (False, False)]
        assert line.counts == Counts(*map(items.count, cells))
        assert line.n == len(items)
        for name, value in by_pairs(items).items():
            expect(getattr(line, name), None if value is None else float(value))
        parts.append((items, line))
    po = sum(Fraction(sum(a == b for a, b in items), len(items)) for items, _ in parts if items)
    pe = sum(chance(items) for items, _ in parts if items)
    wanted = (po - pe) / (len(parts) - pe) if parts[0][0] and pe != len(parts) else None
    expect(compared.pooled_kappa, None if wanted is None else float(wanted))


def chance(items):
    a, b = (Fraction(sum(pair[side] for pair in items), len(items)) for side in (0, 1))
    return a * b + (1 - a) * (1 - b)


@given(study=studies)
@SOME
def test_all_coders(study):
    found, segments = study
    compared = compare_coders(found, CODERS, BOOK, segments)
    do = de = Fraction(0)
    for line in compared.codes:
        units = [
            list(who.values())
            for who in judgements(found, segments, (line.code_id,))
            if len(who) > 1
        ]
        assert line.n == len(units)
        expect(line.alpha, several_coders.alpha(units, lambda a, b: float(a != b)))
        pairs = [
            Fraction(sum(a == b for a, b in permutations(unit, 2)), len(unit) * (len(unit) - 1))
            for unit in units
        ]
        expect(line.percent_agreement, float(sum(pairs) / len(units)) if units else None)
        if len({value for unit in units for value in unit}) < 2:
            assert line.fleiss_kappa is line.ac1 is line.bp is line.alpha is None
            assert line.reason
            continue
        assert line.reason is None
        po = sum(pairs) / len(units)
        share = sum(Fraction(sum(unit), len(unit)) for unit in units) / len(units)
        for value, pe in (
            (line.fleiss_kappa, share**2 + (1 - share) ** 2),
            (line.ac1, 2 * share * (1 - share)),
            (line.bp, Fraction(1, 2)),
        ):
            expect(value, float((po - pe) / (1 - pe)))
        given_in_all = [value for unit in units for value in unit]
        n, yes = len(given_in_all), sum(given_in_all)
        expected = Fraction(2 * yes * (n - yes), n * (n - 1))
        do, de = do + (1 - Fraction(line.alpha)) * expected, de + expected
    expect(compared.alpha_all, float(1 - do / de) if de else None)
    for pair in compared.pairs:
        assert pair == compare_coders(found, pair.coders, BOOK, segments).pairs[0]


@given(study=studies)
@SOME
def test_confusion_pairs_only_what_is_left(study):
    found, segments = study
    by_character = [Document(d.transcript_id, d.length, d.coders, d.windows) for d in found]
    sets = {code.id: list(judgements(by_character, segments, (code.id,))) for code in BOOK}
    compared = compare_coders(found, CODERS, BOOK, segments)
    for a, b in combinations(CODERS, 2):
        wanted = Counter()
        for judged in zip(*sets.values(), strict=True):
            if judged[0].keys() >= {a, b}:
                of_a, of_b = (
                    {code for code, who in zip(sets, judged, strict=True) if who[coder]}
                    for coder in (a, b)
                )
                wanted.update((code, code) for code in of_a & of_b)
                left_a, left_b = of_a - of_b, of_b - of_a
                if left_a or left_b or not of_a:
                    pairs = ((x, y) for x in left_a or {None} for y in left_b or {None})
                    wanted.update(pairs)
        assert compared.confusion[a, b] == wanted


def most_pairs(left, right, may):
    """Every way to match, tried out."""
    if not left:
        return 0
    best = most_pairs(left[1:], right, may)
    for place, other in enumerate(right):
        if may(left[0], other):
            rest = right[:place] + right[place + 1 :]
            best = max(best, 1 + most_pairs(left[1:], rest, may))
    return best


spans = st.tuples(st.integers(0, 9), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1]))


@given(
    st.lists(spans, max_size=5),
    st.lists(spans, max_size=5),
    st.sampled_from(["0.1", "0.5", "0.7", "1"]),
)
@settings(max_examples=150, deadline=None)
def test_as_many_segments_as_possible_are_matched(of_a, of_b, overlap):
    least = segment_unit(overlap).overlap

    def may(a, b):
        both, either = set(range(*a)) & set(range(*b)), set(range(*a)) | set(range(*b))
        return Fraction(len(both), len(either)) >= least

    left, right = list(set(of_a)), list(set(of_b))
    pairs = most_pairs(left, right, may)
    assert matched(of_a, of_b, least) == Counts(pairs, len(left) - pairs, len(right) - pairs, 0)
    swapped = matched(of_b, of_a, least)
    assert (swapped.both, swapped.only_a) == (pairs, len(right) - pairs)


@pytest.mark.parametrize("unit", [CHARACTER, PARAGRAPH, segment_unit("0.5")], ids=str)
@given(study=studies)
@SOME
def test_swapping_coders_and_giving_a_passage_twice_change_nothing(unit, study):
    found, segments = study
    there = compare_coders(found, (1, 2), BOOK, segments, unit=unit).pairs[0]
    back = compare_coders(found, (2, 1), BOOK, segments[::-1] + segments, unit=unit).pairs[0]
    assert back.pooled_kappa == there.pooled_kappa
    for one, other in zip(there.codes, back.codes, strict=True):
        swapped = Counts(other.both, other.only_b, other.only_a, other.neither)
        assert one.counts == swapped
        assert one.n == sum((one.both, one.only_a, one.only_b, one.neither))
        for name in ("percent_agreement", "agree_coded_only", "f1", "kappa", "alpha", "ac1", "pi"):
            assert getattr(one, name) == getattr(other, name)


@pytest.mark.parametrize("rolled_up", [False, True])
@given(study=studies, cut=st.integers(0, 22))
@SOME
def test_cutting_segments_in_two_changes_no_figure(rolled_up, study, cut):
    found, segments = study
    halves = [
        half
        for each in segments
        for half in (
            each._replace(end=min(each.end, cut)),
            each._replace(start=max(each.start, cut)),
        )
    ]
    whole = compare_coders(found, CODERS, BOOK, segments, rolled_up=rolled_up)
    cut_up = compare_coders(found, CODERS, BOOK, halves, rolled_up=rolled_up)
    assert cut_up.alpha_all == whole.alpha_all
    assert cut_up.confusion == whole.confusion
    assert cut_up.uncoded == whole.uncoded
    for one, other in zip(whole.pairs, cut_up.pairs, strict=True):
        assert [code.counts for code in one.codes] == [code.counts for code in other.codes]
    for one, other in zip(whole.codes, cut_up.codes, strict=True):
        assert (one.n, one.alpha, one.fleiss_kappa) == (other.n, other.alpha, other.fleiss_kappa)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=30))
@settings(max_examples=100, deadline=None)
def test_tables_of_three_categories(items):
    table = [[items.count((row, column)) for column in range(3)] for row in range(3)]
    if len({value for pair in items for value in pair}) < 2:
        for coefficient in (contingency.cohen_kappa, contingency.scott_pi, contingency.gwet_ac1):
            assert coefficient(table) is None
        assert contingency.brennan_prediger(table) is None
        return
    n = len(items)
    po = Fraction(sum(a == b for a, b in items), n)
    a, b = (
        [Fraction(sum(pair[side] == value for pair in items), n) for value in range(3)]
        for side in (0, 1)
    )
    mean = [(x + y) / 2 for x, y in zip(a, b, strict=True)]
    for coefficient, pe in (
        (contingency.cohen_kappa, sum(x * y for x, y in zip(a, b, strict=True))),
        (contingency.scott_pi, sum(x * x for x in mean)),
        (contingency.gwet_ac1, sum(x * (1 - x) for x in mean) / 2),
        (contingency.brennan_prediger, Fraction(1, 3)),
    ):
        expect(coefficient(table), float((po - pe) / (1 - pe)))
    assert contingency.percent_agreement(table) == pytest.approx(float(po))
