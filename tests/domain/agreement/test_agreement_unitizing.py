"""The uα family against a count of single characters, αU and γ against their definitions."""

from fractions import Fraction
from functools import reduce
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.agreement.alignment import best_disorder, dissimilarity
from coder_gui.domain.agreement.unitizing import (
    Continuum,
    Valued,
    alpha_u_2004,
    unitized_alpha,
)

LENGTH = 14


@st.composite
def coders_units(draw):
    cuts = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=7)))
    values = st.sampled_from([None, "x", "y", "z"])
    cut = [Valued(start, end, draw(values)) for start, end in pairwise(cuts)]
    return [unit for unit in cut if unit.value is not None]


continua = st.lists(coders_units(), min_size=2, max_size=3)


def by_character(units):
    """Each character's unit, or None in a gap."""
    return [
        next((unit for unit in units if unit.start <= place < unit.end), None)
        for place in range(LENGTH)
    ]


def value(unit):
    return unit and unit.value


def counted(coders):
    """Do and De of uα, as pairs of characters: met, and met by chance but in one's own unit."""
    texts = [by_character(units) for units in coders]
    met = [pair for of_a, of_b in permutations(texts, 2) for pair in zip(of_a, of_b, strict=True)]
    everywhere = [
        (who, place, unit) for who, text in enumerate(texts) for place, unit in enumerate(text)
    ]
    by_chance = [
        (a, b)
        for (who_a, place_a, a), (who_b, place_b, b) in product(everywhere, repeat=2)
        if (who_a, a) != (who_b, b) or (a is None and place_a != place_b)
    ]
    return met, by_chance


def share(pairs, differ):
    return Fraction(sum(differ(a, b) for a, b in pairs), len(pairs))


@given(continua)
@settings(max_examples=100, deadline=None)
def test_u_alpha_compares_with_units_moved_as_wholes(coders):
    met, by_chance = counted(coders)
    found = unitized_alpha(Continuum(0, LENGTH, coders))
    for alpha, differ in (
        (found.u, lambda a, b: value(a) != value(b)),
        (found.bar_u, lambda a, b: (a is None) != (b is None)),
    ):
        if not by_chance or not share(by_chance, differ):
            assert alpha is None
        else:
            expected = 1 - share(met, differ) / share(by_chance, differ)
            assert alpha == pytest.approx(float(expected))


@given(continua)
@settings(max_examples=100, deadline=None)
def test_the_coding_of_what_meets(coders):
    met, _by_chance = counted(coders)
    meeting = [(a.value, b.value) for a, b in met if a and b]
    found = unitized_alpha(Continuum(0, LENGTH, coders))
    assert found.cu_coverage == pytest.approx(
        len(meeting) / (len(coders) - 1) / len(coders) / LENGTH
    )
    if len({a for a, _b in meeting}) < 2:
        assert found.cu is None
    elif len(coders) == 2:
        assert found.cu is not None
    if found.cu is not None:
        assert (found.cu == 1) == all(a == b for a, b in meeting)
    assert found.k_u.keys() == {unit.value for units in coders for unit in units}
    for name, alpha in found.k_u.items():
        here = [pair for pair in meeting if name in pair]
        if not here or {a for a, _b in meeting} == {name}:
            assert alpha is None
        elif alpha is not None:
            assert (alpha == 1) == all(a == b for a, b in here)


@given(continua)
@settings(max_examples=60, deadline=None)
def test_order_of_coders_and_of_units_is_nothing(coders):
    there = unitized_alpha(Continuum(0, LENGTH, coders))
    back = unitized_alpha(Continuum(0, LENGTH, [units[::-1] for units in coders[::-1]]))
    assert back == there
    disorder = best_disorder(coders)
    again = best_disorder([units[::-1] for units in coders[::-1]])
    assert again == (None if disorder is None else pytest.approx(disorder))


def test_one_coder_agrees_with_nobody():
    alone = unitized_alpha(Continuum(0, 9, [[Valued(0, 4, "x")]]))
    assert (alone.u, alone.bar_u, alone.cu, alone.k_u) == (None, None, None, {"x": None})
    assert best_disorder([[Valued(0, 4, "x")]]) is None
    assert best_disorder([[], []]) is None


@pytest.mark.parametrize("units", [[(0, 5, "x"), (4, 8, "y")], [(8, 11, "x")]])
def test_units_neither_overlap_nor_lie_outside(units):
    with pytest.raises(ValueError, match="overlaps another unit or lies outside"):
        unitized_alpha(Continuum(0, 10, [[Valued(*each) for each in units], []]))


def test_alpha_u_of_2004():
    same = [Valued(2, 6, "x")]
    assert alpha_u_2004({"x": Continuum(0, 10, [same, same])}).alpha == 1
    nothing = alpha_u_2004({"x": Continuum(0, 10, [[], []])})
    assert (nothing.alpha, nothing.by_value) == (None, {"x": None})
    whole = [Valued(0, 10, "x")]
    assert alpha_u_2004({"x": Continuum(0, 10, [whole, whole])}).alpha == 1
    apart = alpha_u_2004({"x": Continuum(0, 10, [same, [Valued(7, 9, "x")]])})
    # Each lies in the other's gap: 4² + 2², in both directions, over 2 · 10².
    assert apart.observed["x"] == pytest.approx(2 * (16 + 4) / 200)
    assert apart.alpha < 0


def groupings(coders):
    """Every alignment of two coders, as lists of groups."""
    first, second = coders
    if not first:
        yield [(None, unit) for unit in second]
        return
    for place in range(-1, len(second)):
        partner = None if place < 0 else second[place]
        rest = second if place < 0 else second[:place] + second[place + 1 :]
        for others in groupings((first[1:], rest)):
            yield [(first[0], partner), *others]


@given(coders_units(), coders_units())
@settings(max_examples=100, deadline=None)
def test_no_alignment_has_less_disorder(first, second):
    found = best_disorder([first, second])
    if not first and not second:
        assert found is None
        return
    least = min(
        reduce(lambda sum_, group: sum_ + dissimilarity(*group), groups, 0.0)
        for groups in groupings((first, second))
    )
    assert found == pytest.approx(least * 2 / (len(first) + len(second)))
