"""Positions in code points and in UTF-16 units name the same place."""

from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.offsets import Utf16Map

TEXTS = st.text(st.sampled_from("aé漢\U0001f600\U00010000\uffff\n"), max_size=40)


def test_positions_around_an_emoji() -> None:
    units = Utf16Map("a😀b")
    assert [units.to_units(point) for point in range(4)] == [0, 1, 3, 4]
    assert [units.to_points(unit) for unit in range(5)] == [0, 1, 1, 2, 3]
    assert units.wide == 1


@given(TEXTS)
def test_units_are_those_of_utf_16(text: str) -> None:
    units = Utf16Map(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert units.to_units(point) == unit
        assert units.to_points(unit) == point


@given(TEXTS)
def test_inside_a_pair_is_its_start(text: str) -> None:
    units = Utf16Map(text)
    for point, char in enumerate(text):
        if ord(char) > 0xFFFF:
            assert units.to_points(units.to_units(point) + 1) == point
    assert units.wide == sum(ord(char) > 0xFFFF for char in text)
