"""What stands beside a code: own or of its branch, segments, transcripts or participants."""

import pytest

from coder_gui.domain.code_counts import CountChoice, code_counts
from coder_gui.domain.code_search import find_codes, name_key
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code


def code(id, name, parent_id=None, position=0, colour=None, **fields):
    return Code(id, f"guid-{id}", parent_id, "code", name, colour, position=position, **fields)


BOOK = Codebook(
    [
        code(1, "Care", colour="blue"),
        code(2, "At home", 1, 0),
        code(3, "At night", 1, 1, definition="When nobody else is awake."),
        code(4, "Alone", 3, 0),
        code(5, "Forms", None, 1, colour="rust"),
    ]
)
USES = [(1, 10, 1), (2, 10, 2), (2, 11, 1), (4, 11, 4), (4, 12, 1), (5, 13, 7)]
SPEAKS = {10: 100, 11: 100, 12: 101, 13: None}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (CountChoice(), {1: 9, 2: 3, 3: 5, 4: 5, 5: 7}),
        (CountChoice(branch=False), {1: 1, 2: 3, 4: 5, 5: 7}),
        (CountChoice("transcripts"), {1: 3, 2: 2, 3: 2, 4: 2, 5: 1}),
        (CountChoice("participants"), {1: 2, 2: 1, 3: 2, 4: 2, 5: 1}),
        (CountChoice("participants", branch=False), {1: 1, 2: 1, 4: 2, 5: 1}),
        (CountChoice("segments", here=True), {1: 5, 2: 1, 3: 4, 4: 4, 5: 0}),
    ],
)
def test_every_way_of_counting(choice, expected):
    assert code_counts(BOOK, USES, choice, 11, SPEAKS) == expected


def test_children_take_shades_that_differ_from_parent_and_neighbour():
    assert [BOOK.shade(each) for each in (1, 2, 3, 4, 5)] == [
        "blue",
        "blue/1",
        "blue/2",
        "blue",
        "rust",
    ]


def test_another_order_and_a_narrower_tree_keep_the_shades():
    by_name = BOOK.arranged(lambda each: name_key(each.name))
    assert [each.name for each in by_name] == ["Care", "At home", "At night", "Alone", "Forms"]
    turned = BOOK.arranged(lambda each: -each.id)
    assert [each.name for each in turned] == ["Forms", "Care", "At night", "Alone", "At home"]
    assert turned.shade(3) == "blue/2"
    narrow = BOOK.without({2})
    assert [each.name for each in narrow] == ["Care", "At night", "Alone", "Forms"]
    assert narrow.shade(3) == "blue/2"


def test_what_stands_under_an_archived_code_is_archived_with_it():
    book = Codebook([*BOOK, code(6, "Old", 5, archived=True), code(7, "Older", 6)])
    assert book.archived() == {6, 7}
    assert BOOK.archived() == frozenset()


def test_numbers_in_names_are_sorted_as_numbers():
    names = ["Code 10", "code 9", "Écho", "Zeal", "eagle"]
    assert sorted(names, key=name_key) == ["code 9", "Code 10", "eagle", "Écho", "Zeal"]


def test_entries_are_searched_where_that_is_wanted():
    assert find_codes(BOOK, "awake") == []
    assert [hit.code.id for hit in find_codes(BOOK, "nobody awake", entries=True)] == [3]
    assert [hit.code.id for hit in find_codes(BOOK, "home", entries=True)] == [2]
