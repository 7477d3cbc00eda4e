"""Code points ↔ the UTF-16 units that Qt counts in."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Converts positions of one text both ways.

    Keeps the sorted code-point positions of characters that take two UTF-16 units, so a
    look-up is one bisection, whatever the length of the text.
    """

    __slots__ = ("_points", "_units")

    def __init__(self, text: str) -> None:
        self._points = [] if text.isascii() else [m.start() for m in _WIDE.finditer(text)]
        self._units = [point + index for index, point in enumerate(self._points)]

    @property
    def wide(self) -> int:
        """How many characters take two units."""
        return len(self._points)

    def to_units(self, point: int) -> int:
        """UTF-16 offset of a code-point offset."""
        return point + bisect_left(self._points, point)

    def to_points(self, unit: int) -> int:
        """Code-point offset of a UTF-16 offset; inside a pair it is the pair's start."""
        before = bisect_left(self._units, unit)
        if before and unit == self._units[before - 1] + 1:
            return self._points[before - 1]
        return unit - before
