"""Finding codes by a few typed letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.code_search import find_codes, folded
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code

NAMES = [
    (1, None, "Being alone"),
    (2, 1, "Nobody there"),
    (3, 1, "Alone at night"),
    (4, None, "Help"),
    (5, 4, "Café and bread"),
    (6, 4, "Standalone advice"),
    (7, None, "C++ (a test)"),
]


def book(names=NAMES):
    return Codebook(
        Code(number, f"g{number}", parent, "code", name, None, position=number)
        for number, parent, name in names
    )


def found(typed, recent=(), names=NAMES):
    return [hit.code.name for hit in find_codes(book(names), typed, recent)]


def test_the_start_of_the_name_comes_first_then_of_a_word_then_the_middle_then_the_path():
    assert found("alone") == ["Alone at night", "Being alone", "Standalone advice", "Nobody there"]


def test_every_word_must_be_found_in_any_order():
    assert found("night alone") == ["Alone at night"]
    assert found("alone nobody") == ["Nobody there"]
    assert found("alone nowhere") == []


def test_within_a_rank_codes_used_lately_come_first():
    names = [(1, None, "Help A"), (2, None, "Help B"), (3, None, "Help C"), (4, None, "No help")]
    assert found("help", (4, 3, 2), names) == ["Help C", "Help B", "Help A", "No help"]


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "café", "cafe\u0301"])
def test_case_and_accents_do_not_matter(typed):
    assert found(typed) == ["Café and bread"]


def test_a_name_whose_accents_are_characters_of_their_own_is_found():
    names = [(1, None, unicodedata.normalize("NFD", "Thé à la crème"))]
    assert len(found("creme", (), names)) == 1
    assert len(found("crème", (), names)) == 1


@pytest.mark.parametrize("typed", ["", "   ", "\t"])
def test_nothing_typed_finds_nothing(typed):
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["c++", "(a", "++ ("])
def test_signs_are_letters_like_others(typed):
    assert found(typed) == ["C++ (a test)"]


def test_spans_are_where_the_letters_stand():
    (hit,) = find_codes(book(), "bread caf")
    assert [hit.code.name[start:end] for start, end in hit.spans] == ["Caf", "bread"]
    path_only = next(hit for hit in find_codes(book(), "help caf"))
    assert [path_only.code.name[start:end] for start, end in path_only.spans] == ["Caf"]


@pytest.mark.parametrize(
    ("one", "other"), [("강", "가"), ("한", "호"), ("漢", "汉"), ("ש", "ס"), ("س", "ش")]
)
def test_letters_of_other_scripts_stay_different(one, other):
    assert folded(one) != folded(other)


def test_korean_names_are_told_apart():
    names = [(1, None, "가족"), (2, None, "강의")]
    assert found("가", (), names) == ["가족"]


@given(st.text())
def test_folding_keeps_every_position(text):
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


def test_of_two_alike_the_nearer_one_in_the_tree_comes_first():
    names = [(1, None, "Home"), (2, 1, "Waiting in line"), (3, None, "Clinic")]
    names += [(4, 3, "Waiting for a call"), (5, 3, "Rooms"), (6, 5, "Waiting alone")]
    codes = book(names)

    def order(code_id, recent=()):
        return [hit.code.id for hit in find_codes(codes, "wai", recent, near=code_id)]

    assert order(None) == [2, 4, 6]
    assert order(5) == [6, 4, 2]
    assert order(3) == [4, 6, 2]
    assert order(1) == [2, 4, 6]
    # What was used lately comes before what is near.
    assert order(5, [2]) == [2, 6, 4]
    assert order(99) == [2, 4, 6]
