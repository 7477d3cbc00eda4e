"""The stored text without speaker labels, and the one map between its code points and Qt's units.

Nothing outside this package ever sees a position of Qt's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from coder_gui.domain.model import Emphasis, FormatSpan, Transcript, Turn
from coder_gui.domain.offsets import Utf16Map

# Characters that a QTextDocument drops, turns into line ends or lays out as objects, each with
# one of the same length in its place. Only what is painted changes: copying slices stored text.
_REPLACED = {
    "\x00": "\u2400",
    "\r": "\u240d",
    "\u2028": " ",
    "\u2029": " ",
    "\ufeff": "\u2060",
    "\ufdd0": "\ufffd",
    "\ufdd1": "\ufffd",
    "\ufffc": "\ufffd",
}
_UNSHOWABLE = re.compile(f"[{''.join(_REPLACED)}]")


def hidden_ranges(text: str, turns: Iterable[Turn]) -> list[tuple[int, int]]:
    """Where the labels stand; a line end between two labels stays, so that both are shown."""
    found: list[tuple[int, int]] = []
    for turn in sorted(turns, key=lambda turn: turn.start):
        start = max(turn.start, found[-1][1] if found else 0)
        if found and found[-1][1] == start and found[-1][1] - 1 > found[-1][0]:
            label_start, label_end = found[-1]
            if text[label_end - 1] == "\n":
                found[-1] = (label_start, label_end - 1)
        if turn.speech > start:
            found.append((start, min(turn.speech, len(text))))
    return found


class ShownText:
    """What stands in the reader's document, and where.

    Args:
        text: The stored text.
        turns: Its turns; the ranges from `start` to `speech` are hidden.
        spans: What the transcriber made bold, italic or underlined.
    """

    def __init__(self, text: str, turns: Iterable[Turn], spans: Iterable[FormatSpan] = ()) -> None:
        hidden = hidden_ranges(text, turns)
        self._starts = [start for start, _end in hidden]
        self._ends = [end for _start, end in hidden]
        self._removed = [0]
        self._cuts: list[int] = []
        pieces: list[str] = []
        shown_until = 0
        for start, end in hidden:
            pieces.append(text[shown_until:start])
            self._cuts.append(start - self._removed[-1])
            self._removed.append(self._removed[-1] + end - start)
            shown_until = end
        pieces.append(text[shown_until:])
        self.stored = text
        self.text = _UNSHOWABLE.sub(lambda found: _REPLACED[found[0]], "".join(pieces))
        self._utf16 = Utf16Map(self.text)
        self._spans = tuple(spans)

    @classmethod
    def of(cls, transcript: Transcript | None) -> ShownText:
        """What is shown of a transcript; nothing of none."""
        if transcript is None:
            return cls("", ())
        return cls(transcript.text, transcript.turns, transcript.spans)

    @property
    def units(self) -> int:
        """Length of the shown text as Qt counts it."""
        return len(self.text) + self._utf16.wide

    def to_units(self, point: int) -> int:
        """Position in the document of a stored code point.

        A hidden one is where the next shown one stands.
        """
        return self._utf16.to_units(self._to_shown(point))

    def to_points(self, unit: int) -> int:
        """Stored code point of the character that stands at a position in the document."""
        shown = self._utf16.to_points(min(unit, self.units))
        return shown + self._removed[bisect_right(self._cuts, shown)]

    def to_end_points(self, unit: int) -> int:
        """Stored code point just behind the last character before a position in the document."""
        if unit <= 0:
            return 0
        return self.to_points(unit - 1) + 1

    def range_to_points(self, start: int, end: int) -> tuple[int, int] | None:
        """Stored range of a range of the document; labels at its edges are left out."""
        if start >= end:
            return None
        return self.to_points(start), self.to_end_points(end)

    def is_shown(self, point: int) -> bool:
        """Whether the character at a stored code point stands in the document."""
        index = bisect_right(self._starts, point) - 1
        return index < 0 or point >= self._ends[index]

    def labels(self, turns: Iterable[Turn]) -> dict[int, Turn]:
        """The turns by the number of the shown line at which their label stands."""
        found: dict[int, Turn] = {}
        for turn in turns:
            if turn.start <= len(self.stored):
                found[bisect_right(self._line_starts, self._to_shown(turn.start)) - 1] = turn
        return found

    def emphasis(self) -> Mapping[int, Sequence[tuple[int, int, Emphasis]]]:
        """The emphasised words of each shown line that has some, in code points of the line."""
        found: dict[int, list[tuple[int, int, Emphasis]]] = defaultdict(list)
        starts = self._line_starts
        for span in self._spans:
            start, end = self._to_shown(span.start), self._to_shown(span.end)
            line = bisect_right(starts, start) - 1
            while start < end:
                line_end = starts[line + 1] - 1 if line + 1 < len(starts) else len(self.text)
                if start < min(end, line_end):
                    part = (start - starts[line], min(end, line_end) - starts[line], span.style)
                    found[line].append(part)
                start = line_end + 1
                line += 1
        return found

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        while (line_end := self.text.find("\n", starts[-1])) >= 0:
            starts.append(line_end + 1)
        return starts

    def _to_shown(self, point: int) -> int:
        point = min(point, len(self.stored))
        index = bisect_right(self._starts, point) - 1
        if index >= 0 and point < self._ends[index]:
            point = self._ends[index]
        return point - self._removed[index + 1]


def sorted_overlapping(
    ranges: list[tuple[int, int]], start: int, end: int
) -> Iterator[tuple[int, tuple[int, int]]]:
    """The ranges that touch a window, with their numbers, from sorted disjoint ranges."""
    index = max(bisect_left(ranges, (start, start)) - 1, 0)
    while index < len(ranges) and ranges[index][0] < end:
        if ranges[index][1] > start:
            yield index, ranges[index]
        index += 1
