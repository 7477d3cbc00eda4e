"""The tree of themes and codes."""

import pytest

from coder_gui.domain.codebook import FIRST_COLOUR, Codebook
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Code
from coder_gui.domain.palette import PALETTE, on_paper


def code(id, name, parent_id=None, position=0, colour=None, kind="code"):
    return Code(id, f"guid-{id}", parent_id, kind, name, colour, position=position)


@pytest.fixture
def book():
    return Codebook(
        [
            code(5, "Money", None, 1, "rust"),
            code(3, "Bread", 1, 1),
            code(1, "Care", None, 0, "blue", "theme"),
            code(2, "Alone", 1, 0, "#123456"),
            code(4, "Crust", 3, 0),
            code(6, "Apples", 1, 1),
        ]
    )


def test_codes_come_in_tree_order_by_position_then_name(book):
    assert [(each.name, depth) for each, depth in book.walk()] == [
        ("Care", 0),
        ("Alone", 1),
        ("Apples", 1),
        ("Bread", 1),
        ("Crust", 2),
        ("Money", 0),
    ]
    assert [each.id for each in book] == [1, 2, 6, 3, 4, 5]
    assert len(book) == 6


def test_looking_up(book):
    assert 3 in book
    assert 99 not in book
    assert book[3].name == "Bread"
    assert book.get(99) is None
    with pytest.raises(KeyError):
        book[99]


def test_paths_and_branches(book):
    assert book.path(4) == "Care › Bread › Crust"
    assert book.path(5) == "Money"
    assert [each.name for each in book.ancestors(4)] == ["Care", "Bread"]
    assert book.branch(1) == (1, 2, 6, 3, 4)
    assert book.branch(5) == (5,)


def test_a_code_takes_the_nearest_colour_above(book):
    assert [book.colour(each) for each in (1, 2, 3, 4, 5)] == [
        "blue",
        "#123456",
        "blue",
        "blue",
        "rust",
    ]
    assert Codebook([code(1, "Plain")]).colour(1) == FIRST_COLOUR


def test_a_code_whose_parent_is_missing_stands_at_the_top():
    book = Codebook([code(1, "Lost", parent_id=99), code(2, "Child", parent_id=1)])
    assert [(each.name, depth) for each, depth in book.walk()] == [("Lost", 0), ("Child", 1)]
    assert book.path(2) == "Lost › Child"


def test_the_next_colour_is_the_one_used_least():
    assert Codebook([]).next_colour() == "blue"
    names = list(PALETTE)
    one_each = [code(n, name, colour=name) for n, name in enumerate(names, 1)]
    assert Codebook(one_each[:3]).next_colour() == names[3]
    assert Codebook(one_each).next_colour() == names[0]
    assert Codebook([code(1, "Child", 2, colour="blue"), code(2, "x")]).next_colour() == "blue"


@pytest.mark.parametrize("parent", [1, 3, 4])
def test_a_code_never_stands_under_itself(book, parent):
    with pytest.raises(Refused, match="“Care” cannot be moved into its own branch"):
        book.check_move(1, parent)


@pytest.mark.parametrize(("moved", "parent"), [(1, 5), (1, None), (4, 1), (2, 4), (2, 1)])
def test_other_moves_are_allowed(book, moved, parent):
    book.check_move(moved, parent)


def test_counts_add_up_to_the_top(book):
    assert book.branch_counts({4: 2, 3: 1, 6: 5, 99: 7}) == {1: 8, 2: 0, 3: 3, 4: 2, 5: 0, 6: 5}


def test_a_deep_tree_is_no_problem():
    book = Codebook(code(n, f"Code {n}", n - 1 or None) for n in range(1, 1001))
    assert len(list(book)) == 1000
    assert len(book.ancestors(1000)) == 999
    assert book.branch_counts({1000: 1})[1] == 1


def test_colours_on_paper():
    assert on_paper("blue") == PALETTE["blue"]
    assert on_paper("#ABCDEF") == "#ABCDEF"
