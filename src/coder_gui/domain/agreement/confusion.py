"""Which codes two coders give to the same text in place of each other.

For each character, the codes that both gave agree; only what is left on either side is paired,
each code of A with each of B, or with None if nothing is left on the other side. Without this
rule, codes that stand on the same text for good reasons would look confused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from coder_gui.domain.agreement.counts import DocumentCounts, Placed, total_both

Confusion = Mapping[tuple[int | None, int | None], int]
"""Characters by (code of A, code of B); None is no (further) code. (c, c) is agreement."""


def confusions(
    placed: Sequence[Placed], counted: Sequence[DocumentCounts], coders: int
) -> dict[tuple[int, int], Confusion]:
    """Confusion of each pair of coders, on the documents that both are assigned.

    Args:
        placed: The documents, by character.
        counted: What `count_placed` made of them.
        coders: How many coders there are; pairs are named by their places, (0, 1) first.
    """
    codes = list(dict.fromkeys(code_id for document in placed for code_id in document.covered))
    found = {pair: _Residuals() for pair in combinations(range(coders), 2)}
    for document in placed:
        ends = _ends(document, coders, codes)
        for (a, b), residuals in found.items():
            if document.assigned >> a & 1 and document.assigned >> b & 1:
                residuals.add(ends[a], ends[b], len(codes), document.length)
    return {
        pair: {
            **{(code, code): n for code, n in total_both(counted, *pair).items() if n},
            **residuals.paired(codes),
        }
        for pair, residuals in found.items()
    }


def _ends(placed: Placed, coders: int, codes: Sequence[int]) -> list[list[int]]:
    """For each coder where ranges begin and end, in order, as position · codes + code's place."""
    place_of = {code_id: place for place, code_id in enumerate(codes)}
    found: list[list[int]] = [[] for _coder in range(coders)]
    number = len(codes)
    for code_id, by_coder in placed.covered.items():
        place = place_of[code_id]
        for ends, ranges in zip(found, by_coder, strict=True):
            for start, end in ranges:
                ends.append(start * number + place)
                ends.append(end * number + place)
    for ends in found:
        ends.sort()
    return found


@dataclass
class _Residuals:
    """Characters by what is left of A's and of B's codes, as bit masks; and uncoded ones."""

    uncoded: int = 0
    lengths: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, of_a: Sequence[int], of_b: Sequence[int], codes: int, length: int) -> None:
        """Walk over one document's ends of ranges, as `_ends` gives them."""
        # Numbers sort faster than tuples, and two sorted halves faster than anything.
        both = sorted([2 * end for end in of_a] + [2 * end + 1 for end in of_b])
        bits = [1 << place for place in range(codes)]
        lengths = self.lengths
        a = b = previous = 0
        for end in both:
            position, place = divmod(end >> 1, codes)
            if position > previous:
                if a != b:
                    shared = a & b
                    left = (a ^ shared, b ^ shared)
                    lengths[left] = lengths.get(left, 0) + position - previous
                elif not a:
                    self.uncoded += position - previous
                previous = position
            if end & 1:
                b ^= bits[place]
            else:
                a ^= bits[place]
        self.uncoded += length - previous

    def paired(self, codes: Sequence[int]) -> dict[tuple[int | None, int | None], int]:
        """Every code that is left of A with every one of B, or with None."""
        # One list for the whole matrix, since this adds up millions of times in dense codings.
        names = [*codes, None]
        size = len(names)
        matrix = [0] * (size * size)
        members: dict[int, tuple[int, ...]] = {0: (size - 1,)}
        for masks, length in self.lengths.items():
            for mask in masks:
                if mask not in members:
                    members[mask] = _places(mask)
            columns = members[masks[1]]
            for row in members[masks[0]]:
                first = row * size
                for column in columns:
                    matrix[first + column] += length
        matrix[-1] = self.uncoded
        return {
            (names[place // size], names[place % size]): length
            for place, length in enumerate(matrix)
            if length
        }


def _places(mask: int) -> tuple[int, ...]:
    """Which bits are set."""
    found: list[int] = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return tuple(found)
