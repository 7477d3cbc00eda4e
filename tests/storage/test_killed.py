"""A process is killed 100 times while it writes: nothing saved is lost or there in part."""

import pytest

from trials import kills

PARTS = 5
"""The kills are dealt to this many tests, so that they run beside each other."""


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_random_moments(tmp_path, part):
    number = 100 // PARTS
    seen = kills.run(tmp_path, number, seed=1_000 * part)
    assert seen["kills"] == number
    assert seen["steps acknowledged"] > number
