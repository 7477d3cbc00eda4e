"""Segments as units: which of A's and B's segments of a code are the same but for tolerance.

Two segments of one code in one document may match if the intersection is at least a given
share of the union (IoU) and not empty. As many pairs as possible are matched one to one, so
the result does not depend on any order. There is no “neither” between segments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from coder_gui.domain.agreement.counts import Counts, PairTables, Placed, made_by
from coder_gui.domain.passages import Range


def overlaps(a: Range, b: Range, least: Fraction) -> bool:
    """Whether |a ∩ b| / |a ∪ b| ≥ `least` and above 0, decided on whole numbers."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    spanned = max(a[1], b[1]) - min(a[0], b[0])
    return shared > 0 and shared * least.denominator >= least.numerator * spanned


def matched(of_a: Iterable[Range], of_b: Iterable[Range], least: Fraction) -> Counts:
    """Matched pairs, and segments of A and of B that are left over; `neither` is 0.

    The same passage given the same code twice by one coder counts once.
    """
    left, right = sorted(set(of_a)), sorted(set(of_b))
    pairs = _most_pairs(_candidates(left, right, least))
    return Counts(pairs, len(left) - pairs, len(right) - pairs, 0)


def _candidates(left: Sequence[Range], right: Sequence[Range], least: Fraction) -> list[list[int]]:
    """For each of `left` the places of those in `right` that it may match; both are sorted."""
    found: list[list[int]] = []
    ends = _furthest_ends(right)
    first = 0
    for each in left:
        while first < len(right) and ends[first] <= each[0]:
            first += 1
        here: list[int] = []
        for place in range(first, len(right)):
            if right[place][0] >= each[1]:
                break
            if overlaps(each, right[place], least):
                here.append(place)
        found.append(here)
    return found


def _furthest_ends(ranges: Sequence[Range]) -> list[int]:
    """For each place the furthest end up to there."""
    reached = 0
    return [reached := max(reached, end) for _start, end in ranges]


def _most_pairs(candidates: Sequence[Sequence[int]]) -> int:
    """Size of a maximum one-to-one matching, by augmenting paths (Berge 1957)."""
    left_of: dict[int, int] = {}
    right_of: dict[int, int] = {}
    for start in range(len(candidates)):
        came_from: dict[int, int] = {}
        free = _free(start, candidates, left_of, came_from)
        while free is not None:
            left = came_from[free]
            # What it was paired with goes to the one through whom the way led here.
            let_go = right_of.get(left)
            left_of[free], right_of[left] = left, free
            free = let_go
    return len(left_of)


def _free(
    start: int,
    candidates: Sequence[Sequence[int]],
    left_of: dict[int, int],
    came_from: dict[int, int],
) -> int | None:
    """An unpaired right place that `start` reaches through pairs; fills in the way there."""
    waiting = [start]
    while waiting:
        left = waiting.pop()
        for right in candidates[left]:
            if right not in came_from:
                came_from[right] = left
                if right not in left_of:
                    return right
                waiting.append(left_of[right])
    return None


def matched_tables(
    placed: Sequence[Placed], index_a: int, index_b: int, least: Fraction
) -> PairTables:
    """The tables of two coders in segments, for documents placed by character."""
    both = 1 << index_a | 1 << index_b
    common = [each for each in placed if each.assigned & both == both]
    tables: dict[int, list[Counts]] = {}
    segments: dict[int, tuple[int, int]] = {}
    for number, document in enumerate(common):
        for code_id, by_coder in document.segments.items():
            of_a, of_b = by_coder[index_a], by_coder[index_b]
            if not (of_a or of_b):
                continue
            if code_id not in tables:
                tables[code_id] = [Counts(0, 0, 0, 0)] * len(common)
            tables[code_id][number] = matched(of_a, of_b, least)
            before_a, before_b = segments.get(code_id, (0, 0))
            segments[code_id] = before_a + len(of_a), before_b + len(of_b)
    return PairTables(
        documents=tuple(document.transcript_id for document in common),
        lengths=(0,) * len(common),
        tables=tables,
        segments=segments,
        made=made_by(placed, index_a, index_b),
    )
