"""Samples of transcripts: as many as asked, a fair share of each group, the same with the seed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.sampling import drawn

_GROUPS = st.dictionaries(st.integers(0, 99), st.sampled_from("abc"), max_size=40)


@given(_GROUPS, st.integers(-1, 50), st.integers(0, 9))
def test_each_group_has_its_share(groups, number, seed):
    found = drawn(groups, number, seed)
    wanted = min(max(number, 0), len(groups))
    assert len(set(found)) == len(found) == wanted
    sizes, chosen = Counter(groups.values()), Counter(groups[each] for each in found)
    for group, size in sizes.items():
        assert abs(chosen[group] - wanted * size / len(groups)) < 1
    assert found == drawn(groups, number, seed)


def test_twelve_of_36_are_four_of_each_group():
    groups = {number: "abc"[number % 3] for number in range(36)}
    assert Counter(groups[each] for each in drawn(groups, 12, 7)) == {"a": 4, "b": 4, "c": 4}
    assert drawn(groups, 12, 7) != drawn(groups, 12, 8)
