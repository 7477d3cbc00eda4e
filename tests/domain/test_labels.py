"""Labels that number themselves."""

import pytest

from coder_gui.domain.labels import next_label


@pytest.mark.parametrize(
    ("template", "values", "taken", "label"),
    [
        ("{sub_role} {n}", {"sub_role": "Nurse"}, (), "Nurse 1"),
        ("{sub_role} {n}", {"sub_role": "Nurse"}, ("Nurse 1", "Nurse 3"), "Nurse 2"),
        ("{sub_role} {n}", {"Sub-Role": "Nurse"}, (), "Nurse 1"),
        ("{sub_role} {n}", {"SUB ROLE": "Nurse"}, (), "Nurse 1"),
        ("{sub_role} {n}", {}, (), "1"),
        ("P{n}", {}, ("P1",), "P2"),
        ("{N}. {town}", {"Town": "Bern"}, (), "1. Bern"),
        ("{name}", {"name": "Anna"}, (), "Anna"),
        ("{name}", {"name": "Anna"}, ("Anna",), "Anna 2"),
        ("{name}", {"name": "Anna"}, ("Anna", "Anna 2"), "Anna 3"),
        ("  {a}   {b}  ", {"a": "x", "b": "y z"}, (), "x y z"),
        ("{a}", {"a": "{n}"}, (), "{n}"),
        ("", {}, (), "Participant"),
        ("", {}, ("Participant",), "Participant 2"),
        ("{nothing}", {}, (), "Participant"),
        (r"\1 {n}", {}, (), r"\1 1"),
    ],
)
def test_the_first_free_label(template, values, taken, label):
    assert next_label(template, values, taken) == label
