"""Edits of a text: applying them, one list after another, and where positions stand then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.edits import Carrying, Edit, applied, followed

TEXTS = st.text(alphabet="ab \né😀\u0301مر家\u200d", max_size=40)


@st.composite
def edits_of(draw, text):
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(start, end, draw(TEXTS)) for start, end in pairs]


def test_edits_count_positions_in_the_text_as_it_was():
    edits = [Edit(0, 0, "So: "), Edit(4, 8, "tram"), Edit(8, 8, "s"), Edit(12, 13, "")]
    assert applied("the bus! was.", edits) == "So: the trams was"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(2, 1, "")],
        [Edit(-1, 1, "")],
        [Edit(0, 4, "")],
        [Edit(0, 2, ""), Edit(1, 3, "")],
        [Edit(2, 3, ""), Edit(0, 1, "")],
    ],
)
def test_edits_that_do_not_fit_are_refused(edits):
    with pytest.raises(ValueError, match="overlap or reach"):
        applied("abc", edits)


@given(st.data())
def test_two_lists_of_edits_become_one(data):
    text = data.draw(TEXTS)
    first = data.draw(edits_of(text))
    middle = applied(text, first)
    second = data.draw(edits_of(middle))
    assert applied(text, followed(first, second, len(text))) == applied(middle, second)


@given(st.data())
def test_words_that_no_edit_touches_stay_in_their_range(data):
    text = data.draw(TEXTS)
    edits = data.draw(edits_of(text))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    new = applied(text, edits)
    now = Carrying(edits).range(start, end)
    assert 0 <= now[0] <= now[1] <= len(new)
    outside = all(edit.end <= start or edit.start >= end for edit in edits)
    if outside and start < end:
        assert new[slice(*now)] == text[start:end]


@given(st.data())
def test_a_turn_takes_in_what_a_passage_does(data):
    text = data.draw(TEXTS)
    edits = data.draw(edits_of(text))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    to = Carrying(edits)
    low, high = to.range(start, end)
    if start < end:
        assert 0 <= to.start_of(start) <= low
        assert high <= to.end_of(end) <= len(applied(text, edits))


def test_what_is_typed_at_the_edges_of_a_passage_stays_outside():
    to = Carrying([Edit(4, 4, "big "), Edit(7, 7, "es")])
    assert applied("the bus was", [Edit(4, 4, "big "), Edit(7, 7, "es")]) == "the big buses was"
    assert to.range(4, 7) == (8, 11)
    assert (to.start_of(4), to.end_of(7)) == (4, 13)


def test_what_is_typed_inside_belongs_to_the_passage():
    assert Carrying([Edit(5, 5, "l")]).range(4, 7) == (4, 8)


def test_words_that_give_way_to_others_hand_the_passage_on():
    assert Carrying([Edit(4, 7, "tramway")]).range(4, 7) == (4, 11)
    assert Carrying([Edit(0, 11, "It was late")]).range(4, 7) == (0, 11)
    assert Carrying([Edit(2, 5, "X")]).range(4, 7) == (2, 5)


def test_a_passage_without_any_words_left_is_empty():
    start, end = Carrying([Edit(3, 8, "")]).range(4, 7)
    assert start == end == 3


def test_what_gives_way_behind_a_turn_is_not_drawn_into_it():
    assert Carrying([Edit(7, 9, "--")]).end_of(7) == 7
