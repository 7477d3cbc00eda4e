"""Times of a recording as people type them, and the turns that are heard at them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from coder_gui.domain.model import Turn

_TYPED = re.compile(
    r"(?:(\d{1,3})\s*[:.h]\s*)?(\d{1,4})\s*[:.m]\s*(\d{1,2})(?:[,.](\d{1,3}))?\s*s?", re.ASCII
)


def milliseconds(typed: str) -> int | None:
    """The time that was typed: 14:02, 1:14:02, 14.02; None where it is no time."""
    found = _TYPED.fullmatch(typed.strip().strip("[]()#").strip())
    if found is None:
        return None
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
    if seconds > 59 or (found[1] and minutes > 59):
        return None
    thousandths = int((found[4] or "0").ljust(3, "0"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


class Timeline:
    """The turns of a transcript that say when they were spoken, in the order of their times."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = sorted(
            (turn for turn in turns if turn.time_ms is not None), key=lambda turn: turn.time_ms or 0
        )
        self._times = [turn.time_ms or 0 for turn in self._turns]

    def __bool__(self) -> bool:
        return bool(self._turns)

    def heard_at(self, time_ms: int) -> Turn | None:
        """The turn that is spoken at a time; None before the first one."""
        place = bisect_right(self._times, time_ms) - 1
        return self._turns[place] if place >= 0 else None

    def nearest(self, time_ms: int) -> Turn | None:
        """The turn that is spoken at a time, or the first one after it; None without times."""
        return self.heard_at(time_ms) or (self._turns[0] if self._turns else None)


def time_before(turns: Sequence[Turn], point: int) -> int | None:
    """When the words at a stored code point, or the last ones before with a time, were spoken.

    Args:
        turns: In the order of the text.
    """
    place = bisect_right(turns, point, key=lambda turn: turn.start)
    times = (turn.time_ms for turn in reversed(turns[:place]))
    return next((time for time in times if time is not None), None)
