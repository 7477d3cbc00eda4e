"""What is painted for itself in the reader: coded passages, shaded passages, and their index."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Side = Literal["right", "left"]
Texture = Literal["agreed", "only_a", "only_b"]

GOOD_QUOTE, UNSURE = "“”", "?"
"""Signs of marked passages; letters of the typeface, so that they wrap and are read aloud."""

BUCKET = 1_024
"""Characters of one bucket of the index."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One coded passage as the reader shows it.

    Args:
        id: The segment's id.
        start: Stored code point.
        end: Stored code point behind the passage.
        name: The code's full name, for the stripe.
        colour: A palette name or `#RRGGBB`.
        side: The margin in which its stripe stands.
        band: Whether the words are tinted too.
        good_quote: Marked as worth quoting; a sign before the name says so.
        unsure: Marked as one to come back to, likewise.
        by: The name of another coder whose segment it is; it can be looked at, not changed.
        initials: What the stripe says of that coder.
    """

    id: int
    start: int
    end: int
    name: str
    colour: str
    side: Side = "right"
    band: bool = True
    good_quote: bool = False
    unsure: bool = False
    by: str = ""
    initials: str = ""

    @property
    def label(self) -> str:
        """The name with its signs, as the stripe shows it."""
        if not (self.good_quote or self.unsure or self.initials):
            return self.name
        signs = " ".join(filter(None, (GOOD_QUOTE * self.good_quote, UNSURE * self.unsure)))
        whose = f"{self.initials}:" if self.initials else ""
        return "\u2002".join(filter(None, (whose, signs, self.name)))


@dataclass(frozen=True, slots=True)
class Shade:
    """A passage painted for itself, with a texture that can be told apart in print."""

    start: int
    end: int
    texture: Texture


def text_order(mark: Mark) -> tuple[int, int, int]:
    """Sort key: earliest first, and of those that begin together the longest first."""
    return mark.start, -mark.end, mark.id


class MarkIndex:
    """Marks by where they stand; every question costs only what lies near."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._by_id: dict[int, Mark] = {}
        self._buckets: dict[int, dict[int, Mark]] = {}
        # The same marks sorted by text order, for walking them.
        self._order: list[tuple[int, int, int]] = []
        for mark in marks:
            self._put(mark)
        self._order = sorted(map(text_order, self._by_id.values()))

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._by_id.values())

    def __contains__(self, mark_id: object) -> bool:
        return mark_id in self._by_id

    def get(self, mark_id: int | None) -> Mark | None:
        return None if mark_id is None else self._by_id.get(mark_id)

    def add(self, mark: Mark) -> None:
        """Add a mark, in place of the one of the same id."""
        self.remove(mark.id)
        self._put(mark)
        insort(self._order, text_order(mark))

    def remove(self, mark_id: int) -> Mark | None:
        mark = self._by_id.pop(mark_id, None)
        if mark is None:
            return None
        for bucket in _buckets(mark):
            del self._buckets[bucket][mark_id]
        del self._order[bisect_left(self._order, text_order(mark))]
        return mark

    def in_order(self) -> Iterator[Mark]:
        """All marks in text order."""
        return (self._by_id[key[2]] for key in self._order)

    def overlapping(self, start: int, end: int) -> list[Mark]:
        """Marks that share at least one character with a range, in text order."""
        if end <= start:
            return []
        found: dict[int, Mark] = {}
        for number in range(start // BUCKET, (end - 1) // BUCKET + 1):
            for mark in self._buckets.get(number, {}).values():
                if mark.start < end and mark.end > start:
                    found[mark.id] = mark
        return sorted(found.values(), key=text_order)

    def starting(self, start: int, end: int) -> list[Mark]:
        """Marks that begin within a range, in text order."""
        first = bisect_left(self._order, (start,))
        last = bisect_left(self._order, (end,))
        return [self._by_id[key[2]] for key in self._order[first:last]]

    def neighbour(self, mark_id: int | None, point: int, step: int) -> Mark | None:
        """The next mark in text order, or with a step of -1 the one before.

        Args:
            mark_id: Where to walk from; None walks from `point` instead.
        """
        mark = self.get(mark_id)
        if mark is not None:
            number = bisect_left(self._order, text_order(mark)) + step
        else:
            number = bisect_left(self._order, (point,)) - (step < 0)
        if 0 <= number < len(self._order):
            return self._by_id[self._order[number][2]]
        return None

    def _put(self, mark: Mark) -> None:
        if mark.end <= mark.start:
            return
        self._by_id[mark.id] = mark
        for bucket in _buckets(mark):
            self._buckets.setdefault(bucket, {})[mark.id] = mark


def _buckets(mark: Mark) -> range:
    return range(mark.start // BUCKET, (mark.end - 1) // BUCKET + 1)
