"""The stripes of one margin, packed piece by piece, and only near what is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coder_gui.ui.transcript.marks import Mark, MarkIndex, Side
from coder_gui.ui.transcript.packing import NameHeight, Passage, Stripe, pack

PIECE = 2_048
"""Characters of one piece. Stripes are packed from piece to piece, as the ones above them stand."""
LOOK_BACK = 2
"""Pieces packed above one that is jumped to, so that its stripes stand as if one had scrolled."""


@dataclass(frozen=True, slots=True)
class _Piece:
    stripes: list[Stripe]
    below: list[Stripe]
    """Those, and ones from further up, that reach into the next piece."""


class Stripes:
    """The stripes of one margin.

    A stripe keeps its place while one scrolls: a piece, once packed, changes only with its
    passages, with the ones above that reach into it, or with the margin's width.

    Args:
        measure: Where a passage stands on the page.
        height_of: Height on the page of a stored code point.
    """

    def __init__(
        self,
        side: Side,
        measure: Callable[[Mark], Passage],
        height_of: Callable[[int], float],
        name_height: NameHeight,
    ) -> None:
        self._side = side
        self._measure = measure
        self._height_of = height_of
        self._name_height = name_height
        self._marks = MarkIndex()
        self._width = 0.0
        self._pieces: dict[int, _Piece] = {}
        self._outdated: dict[int, _Piece] = {}

    def reset(self, marks: MarkIndex, width: float) -> None:
        """Forget all places: other marks, another layout or another width."""
        self._marks = marks
        self._width = width
        self._pieces.clear()
        self._outdated.clear()

    def touch(self, marks: Iterable[Mark]) -> None:
        """Pack anew where these stand or stood."""
        for mark in marks:
            self._drop(mark.start // PIECE)

    def between(self, first: int, last: int) -> list[Stripe]:
        """The stripes that may be seen beside a stored range."""
        if self._width <= 0:
            return []
        found: dict[int, Stripe] = {}
        for number in range(first // PIECE, last // PIECE + 1):
            above, piece = self._packed(number)
            for stripe in [*above, *piece.stripes]:
                found.setdefault(stripe.id, stripe)
        return list(found.values())

    def _packed(self, number: int) -> tuple[list[Stripe], _Piece]:
        begin = number
        while begin > max(number - LOOK_BACK, 0) and begin - 1 not in self._pieces:
            begin -= 1
        for each in range(begin, number + 1):
            if each not in self._pieces:
                self._pack(each)
        above = self._pieces[number - 1].below if number - 1 in self._pieces else []
        return above, self._pieces[number]

    def _pack(self, number: int) -> None:
        start, end = number * PIECE, (number + 1) * PIECE
        marks = self._marks.starting(start, end)
        above: list[Stripe] = []
        if number - 1 in self._pieces:
            above = self._pieces[number - 1].below
        elif number:
            reaching = self._marks.overlapping(start, start + 1)
            marks = [mark for mark in reaching if mark.start < start] + marks
        passages = [self._measure(mark) for mark in marks if mark.side == self._side]
        stripes = pack(passages, above, self._width, self._name_height)
        edge = self._height_of(end)
        below = [stripe for stripe in [*above, *stripes] if stripe.lowest > edge]
        self._pieces[number] = _Piece(stripes, below)
        before = self._outdated.pop(number, None)
        if before is not None and before.below != below:
            self._drop(number + 1)

    def _drop(self, number: int) -> None:
        piece = self._pieces.pop(number, None)
        if piece is not None:
            self._outdated[number] = piece
