"""What is dimmed in the reader, from whichever side: one place, so that none undoes another."""

from __future__ import annotations

from collections.abc import Iterable

from coder_gui.domain.passages import Range
from coder_gui.ui.transcript.correctable_view import CorrectableView


class Dimming:
    """Unites the ranges that each side wants dimmed."""

    def __init__(self, view: CorrectableView) -> None:
        self._view = view
        self._sides: dict[str, list[Range]] = {}

    def dim(self, side: str, ranges: Iterable[Range]) -> None:
        """Dim these for a side, instead of the ones before."""
        self._sides[side] = list(ranges)
        self._view.set_dimmed(each for ranges in self._sides.values() for each in ranges)
