"""What is different between two states of a codebook."""

from dataclasses import replace

import pytest

from coder_gui.domain.codebook import Codebook
from coder_gui.domain.codebook_comparison import KeptCode, differences, kept_codes
from coder_gui.domain.model import Code

CARE = KeptCode("care", None, "theme", "Care", "blue", segments=2)
HOME = KeptCode("home", "care", "code", "At home", brief="Where.", segments=5)
NIGHT = KeptCode("night", "home", "code", "At night", definition="When it is dark.")
FORMS = KeptCode("forms", None, "code", "Forms", "rust", definition="Papers to fill in.")
BEFORE = (CARE, HOME, NIGHT, FORMS)


def found(after):
    return [(d.kind, d.name, d.path, d.was, d.now) for d in differences(BEFORE, after)]


def test_nothing_is_different_between_a_state_and_itself():
    assert differences(BEFORE, BEFORE) == ()
    assert differences((), ()) == ()


def test_added_and_gone():
    new = KeptCode("new", "home", "code", "Visits", brief="Who comes.")
    assert found((CARE, HOME, new, FORMS)) == [
        ("added", "Visits", "Care › At home", "", "Who comes."),
        ("gone", "At night", "Care › At home", "When it is dark.", ""),
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"name": "In the flat"}, ("renamed", "At home", "In the flat")),
        ({"parent": None}, ("moved", "Care", "the top")),
        ({"parent": "forms"}, ("moved", "Care", "Forms")),
        (
            {"brief": "There."},
            ("redefined", "Brief definition: Where.", "Brief definition: There."),
        ),
        ({"example": "“Here.”"}, ("redefined", "", "Example: “Here.”")),
        ({"colour": "moss"}, ("recoloured", "of its theme", "moss")),
        ({"kind": "theme"}, ("kind", "code", "theme")),
        ({"archived": True}, ("archived", "in use", "archived")),
        ({"segments": 1234}, ("counts", "5", "1,234")),
    ],
)
def test_each_change_says_what_was_and_what_is(changed, expected):
    after = (CARE, replace(HOME, **changed), NIGHT, FORMS)
    ((kind, _name, _path, was, now),) = found(after)
    assert (kind, was, now) == expected


def test_one_code_can_differ_in_several_ways_and_others_are_not_blamed():
    after = (CARE, replace(HOME, name="Flat", brief="", segments=6), NIGHT, FORMS)
    assert [each[0] for each in found(after)] == ["renamed", "redefined", "counts"]
    assert {each[1] for each in found(after)} == {"Flat"}


def test_a_circle_in_a_received_file_has_a_path_of_finite_length():
    a, b = KeptCode("a", "b", "code", "A"), KeptCode("b", "a", "code", "B")
    assert [each.path for each in differences((), (a, b))] == ["B", "A"]


def test_a_codebook_is_kept_in_tree_order_with_guids_of_parents():
    codes = [
        Code(1, "care", None, "theme", "Care", "blue", position=1),
        Code(2, "home", 1, "code", "At home", None, "Where."),
        Code(3, "forms", None, "code", "Forms", "rust"),
    ]
    kept = kept_codes(Codebook(codes), {1: 2, 2: 5})
    assert [(each.guid, each.parent, each.segments) for each in kept] == [
        ("forms", None, 0),
        ("care", None, 2),
        ("home", "care", 5),
    ]
    assert kept[2].brief == "Where."
