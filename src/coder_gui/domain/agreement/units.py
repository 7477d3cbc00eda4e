"""What agreement is counted in: characters, paragraphs, turns, documents or segments.

Everything but segments is counted on a scale: positions of a text become numbers of units,
so that one sweep serves all of them. A unit is positive for a coder if any of its characters
that count is coded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Literal

from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Turn
from coder_gui.domain.passages import Range, clip

UnitKind = Literal["character", "paragraph", "turn", "document", "segment"]

_LINE = re.compile(r"[^\n]+")
_OF_WORDS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of comparison.

    `overlap` is set for segments only: two match if their intersection is at least this share
    of their union (IoU). A fraction, because 0.9 has no exact binary form.
    """

    kind: UnitKind
    overlap: Fraction | None = None

    def __str__(self) -> str:
        """As `unit_named` reads it: “paragraph”, “segment:0.5”."""
        return self.kind if self.overlap is None else f"{self.kind}:{float(self.overlap):g}"


CHARACTER = Unit("character")
PARAGRAPH = Unit("paragraph")
TURN = Unit("turn")
DOCUMENT = Unit("document")
_PLAIN = {str(unit): unit for unit in (CHARACTER, PARAGRAPH, TURN, DOCUMENT)}
UNIT_NAMES = (*_PLAIN, "segment:0.5")
"""How units are written; the overlap of segments is any share above 0 up to 1."""


def segment_unit(overlap: str) -> Unit:
    """Segments that match from an overlap on, written as a decimal or a fraction.

    Raises:
        Refused: The overlap is not a share above 0 up to 1.
    """
    try:
        share = Fraction(overlap)
    except (ValueError, ZeroDivisionError) as error:
        raise _unknown(f"segment:{overlap}") from error
    if not 0 < share <= 1:
        raise _unknown(f"segment:{overlap}")
    return Unit("segment", share)


def unit_named(name: str) -> Unit:
    """The unit that is written so.

    Raises:
        Refused: There is none.
    """
    if name in _PLAIN:
        return _PLAIN[name]
    kind, _colon, overlap = name.partition(":")
    if kind != "segment":
        raise _unknown(name)
    return segment_unit(overlap)


def _unknown(name: str) -> Refused:
    return Refused(
        f"“{name}” is not a unit of comparison. There are character, paragraph, turn, document, "
        "and segment:0.5, where 0.5 is the overlap (above 0, at most 1) from which segments match."
    )


def paragraphs(text: str, windows: Sequence[Range]) -> tuple[Range, ...]:
    """The lines of a text that have words in what counts, without their line breaks.

    Args:
        windows: The text that counts, sorted and disjoint.
    """
    lines = (match.span() for match in _LINE.finditer(text))
    return tuple(line for line in lines if _has_words(text, line, windows))


def turns_with_words(
    turns: Iterable[Turn], text: str, windows: Sequence[Range]
) -> tuple[Range, ...]:
    """The turns that have words in what counts, in text order, from label to last word.

    Where one begins before another ends, the text they share is the first one's.
    """
    found: list[Range] = []
    reached = 0
    for start, end in sorted((turn.start, turn.end) for turn in turns):
        unit = (max(start, reached), end)
        if unit[0] < end and _has_words(text, unit, windows):
            found.append(unit)
        reached = max(reached, end)
    return tuple(found)


def _has_words(text: str, unit: Range, windows: Sequence[Range]) -> bool:
    return any(_OF_WORDS.search(text, *piece) for piece in _counted(unit, windows))


def _counted(unit: Range, windows: Sequence[Range]) -> list[Range]:
    """What counts of a unit."""
    if len(windows) == 1 and windows[0][0] <= unit[0] < unit[1] <= windows[0][1]:
        return [unit]  # as nearly always, and much faster
    return clip([unit], windows)


class Scale:
    """Turns positions of a text into positions among its units; those are half-open, too.

    Args:
        windows: The text that counts, sorted and disjoint.
        units: Sorted and disjoint ranges of the text; None for characters. Units without
            text that counts are left out.
    """

    def __init__(self, windows: Sequence[Range], units: Sequence[Range] | None) -> None:
        pieces = list(windows)
        self._unit_of: list[int] | None = None
        if units is None:
            self._before = [0, *accumulate(end - start for start, end in pieces)]
            self.length = self._before[-1]
        else:
            kept = [parts for parts in (_counted(unit, windows) for unit in units) if parts]
            pieces = [piece for parts in kept for piece in parts]
            self._unit_of = [number for number, parts in enumerate(kept) for _piece in parts]
            self.length = len(kept)
        self._starts = [start for start, _end in pieces]
        self._ends = [end for _start, end in pieces]

    def place(self, start: int, end: int) -> Range | None:
        """Where a passage lies on the scale; None if it touches nothing that counts."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        if first > last or start >= end:
            return None
        if self._unit_of is not None:
            return self._unit_of[first], self._unit_of[last] + 1
        begin, finish = self._starts[first], self._ends[last]
        if start > begin:
            begin = start
        if end < finish:
            finish = end
        return (
            self._before[first] + begin - self._starts[first],
            self._before[last] + finish - self._starts[last],
        )
