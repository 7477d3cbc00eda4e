"""Where passages of one version of a text stand in another version of it."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.domain.correction import difference
from coder_gui.domain.edits import Carrying, Range


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in the other version.

    Args:
        others: Whether its words are others there.
        gone: Whether none of its words are there.
    """

    range: Range
    others: bool
    gone: bool


class CarriedText:
    """How places in an old text come into a new one."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._to = Carrying(difference(old, new))

    def place(self, start: int, end: int) -> Place:
        now = self._to.range(start, end)
        words, was = self._new[slice(*now)], self._old[start:end]
        gone = now[0] == now[1] or bool(not words.strip() and was.strip())
        return Place(now, words != was, gone)
