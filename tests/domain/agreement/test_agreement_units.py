"""Where passages fall on the scale of characters, paragraphs, turns and documents."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.agreement.units import (
    UNIT_NAMES,
    Scale,
    Unit,
    paragraphs,
    segment_unit,
    turns_with_words,
    unit_named,
)
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Turn
from coder_gui.domain.passages import clip, union

TEXT = "Interviewer: So?\n\n …\nAnna: Slowly.\nThe bus was late.\n"
WHOLE = [(0, len(TEXT))]

offsets = st.integers(0, 30)
ranges = st.lists(st.tuples(offsets, offsets), max_size=5)


@pytest.mark.parametrize("name", UNIT_NAMES)
def test_units_are_written_as_they_are_read(name):
    assert str(unit_named(name)) == name


def test_the_overlap_is_the_decimal_that_was_written():
    assert unit_named("segment:0.9") == Unit("segment", Fraction(9, 10))
    assert segment_unit("1").overlap == 1


@pytest.mark.parametrize(
    "name", ["", "word", "segment", "segment:", "segment:0", "segment:1.01", "segment:x", "Turn"]
)
def test_other_units_are_refused_with_those_there_are(name):
    with pytest.raises(Refused, match="is not a unit of comparison") as refusal:
        unit_named(name)
    assert "paragraph" in refusal.value.sentence


def test_paragraphs_are_the_lines_that_have_words():
    found = [TEXT[start:end] for start, end in paragraphs(TEXT, WHOLE)]
    assert found == ["Interviewer: So?", "Anna: Slowly.", "The bus was late."]


def test_paragraphs_need_words_in_what_counts():
    anna = TEXT.index("Anna")
    assert paragraphs(TEXT, [(anna - 3, len(TEXT))]) == paragraphs(TEXT, WHOLE)[1:]
    assert paragraphs(TEXT, []) == ()
    assert paragraphs("", [(0, 0)]) == ()


def test_turns_reach_over_their_paragraphs():
    anna = TEXT.index("Anna")
    end = TEXT.index("late.") + 5
    turns = (Turn(anna, anna + 6, end, "Anna"), Turn(0, 13, 16, "Interviewer", True))
    assert turns_with_words(turns, TEXT, WHOLE) == ((0, 16), (anna, end))
    assert turns_with_words(turns, TEXT, [(16, end)]) == ((anna, end),)


def test_turns_that_overlap_share_no_text():
    turns = (Turn(0, 13, 30, "Interviewer"), Turn(21, 27, 52, "Anna"), Turn(22, 22, 29, ""))
    assert turns_with_words(turns, TEXT, WHOLE) == ((0, 30), (30, 52))


@given(ranges, offsets, offsets)
@settings(max_examples=200, deadline=None)
def test_a_scale_numbers_the_characters_that_count(windows, start, end):
    windows = union(windows)
    counted = [p for low, high in windows for p in range(low, high)]
    scale = Scale(windows, None)
    covered = [number for number, position in enumerate(counted) if start <= position < end]
    assert scale.length == len(counted)
    assert scale.place(start, end) == ((covered[0], covered[-1] + 1) if covered else None)


@given(ranges, st.lists(offsets, max_size=8), offsets, offsets)
@settings(max_examples=200, deadline=None)
def test_a_unit_is_positive_if_any_of_its_characters_that_count_is_coded(windows, cuts, start, end):
    windows, cuts = union(windows), sorted(set(cuts))
    units = list(pairwise(cuts))[::2] or [(0, 9), (9, 12)]
    counted = [unit for unit in units if clip([unit], windows)]
    positive = [
        number
        for number, unit in enumerate(counted)
        if start < end and clip(clip([unit], windows), [(start, end)])
    ]
    scale = Scale(windows, units)
    assert scale.length == len(counted)
    assert scale.place(start, end) == ((positive[0], positive[-1] + 1) if positive else None)
