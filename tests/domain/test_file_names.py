"""What a file's name says about whose transcript it is."""

import pytest

from coder_gui.domain.errors import Refused
from coder_gui.domain.file_names import WHOLE, NameParts, NamePattern, likely_pattern


@pytest.mark.parametrize(
    ("pattern", "name", "participant", "group"),
    [
        ("{group}-{n}", "carer-07", "Carer 7", "Carer"),
        ("{group}_{participant}_*", "Staff_P12_2026-03-02", "P12", "Staff"),
        ("{group}_{participant}_*", "peer worker_P12_x_y", "P12", "Peer worker"),
        ("{participant}", "Anna B", "Anna B", ""),
        ("{participant}_{n}", "P01_2", "P01", ""),
        ("int {n}", "INT 003", "Participant 3", ""),
        ("{n}*", "12 (final).v2", "Participant 12", ""),
        (" { Group }-{N} ", "mhW-1", "mhW 1", "mhW"),
        ("{participant} [{group}]", "A+ [b.c]", "A+", "B.c"),
        ("*{participant}", "Zoë", "Zoë", ""),
    ],
)
def test_a_pattern_takes_a_name_apart(pattern, name, participant, group):
    assert NamePattern(pattern).parts(name) == NameParts(participant, group)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{group}-{n}", "carer-x"),
        ("{group}-{n}", "07"),
        ("{group}_{participant}_*", "Staff_P12"),
        ("", "anything"),
        ("carer-*", "carer-07"),
    ],
)
def test_another_name_says_nothing(pattern, name):
    assert NamePattern(pattern).parts(name) is None


@pytest.mark.parametrize("pattern", ["{grup}-{n}", "{n}-{n}", "{group", "group}", "{}", "{{n}}"])
def test_a_pattern_that_makes_no_sense_is_refused(pattern):
    with pytest.raises(Refused):
        NamePattern(pattern)


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (["carer-01", "carer-02", "staff-01", "staff-02"], "{group}-{n}"),
        (["carer 1", "carer 2", "staff 1", "staff 2"], "{group} {n}"),
        (["A_P1_x", "A_P2_x", "B_P3_x", "B_P4_y"], "{group}_{participant}_*"),
        (["Interview 1", "Interview 2", "Interview 3"], WHOLE),
        (["P1", "P2"], WHOLE),
        (["Anna-1", "Ben-1", "Caro-1"], WHOLE),
        (["carer-1", "carer-2", "staff-1", "staff-2", "x", "y", "z"], WHOLE),
        ([], WHOLE),
    ],
)
def test_a_pattern_is_proposed_where_names_sort_files_into_groups(names, pattern):
    assert likely_pattern(names) == pattern
