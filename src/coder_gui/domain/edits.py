"""Changes to a text as lists of edits, and where positions and ranges stand after them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from `start` to `end` (code points, half-open) give way to `text`."""

    start: int
    end: int
    text: str

    @property
    def growth(self) -> int:
        """How many characters the text has more afterwards."""
        return len(self.text) - (self.end - self.start)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text after all edits, which all count positions in the text as it was before.

    Raises:
        ValueError: They overlap, are out of order, or reach beyond the text.
    """
    within = all(0 <= edit.start <= edit.end <= len(text) for edit in edits)
    if not within or any(one.end > other.start for one, other in pairwise(edits)):
        raise ValueError("edits overlap or reach beyond the text")
    pieces: list[str] = []
    begin = 0
    for edit in edits:
        pieces += (text[begin : edit.start], edit.text)
        begin = edit.end
    return "".join((*pieces, text[begin:]))


def followed(first: Sequence[Edit], second: Sequence[Edit], length: int) -> tuple[Edit, ...]:
    """One list of edits that does what `first` and, after it, `second` do.

    Args:
        first: Edits of a text of `length` characters.
        second: Edits of the text that `first` leaves.
    """
    pieces = list(_pieces(first, length))
    done: list[_Piece] = []
    position = 0  # in the text that `first` leaves
    waiting = iter(pieces)
    piece = next(waiting, None)
    for edit in (*second, Edit(sum(map(len, pieces)), sum(map(len, pieces)), "")):
        while piece is not None and position < edit.end:
            rest = len(piece)
            kept = min(max(edit.start - position, 0), rest)
            if kept:
                done.append(piece.part(0, kept))
            taken = min(edit.end - position, rest)
            position += taken
            piece = piece.part(taken, rest) if taken < rest else next(waiting, None)
        done.append(_Piece(0, 0, edit.text))
    return tuple(_edits_of(done, length))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of an edited text: characters of the old text, or (when not None) new ones."""

    start: int
    end: int
    text: str | None = None

    def __len__(self) -> int:
        return self.end - self.start if self.text is None else len(self.text)

    def part(self, start: int, end: int) -> _Piece:
        if self.text is None:
            return _Piece(self.start + start, self.start + end)
        return _Piece(0, 0, self.text[start:end])


def _pieces(edits: Sequence[Edit], length: int) -> Iterator[_Piece]:
    begin = 0
    for edit in edits:
        if edit.start > begin:
            yield _Piece(begin, edit.start)
        if edit.text:
            yield _Piece(0, 0, edit.text)
        begin = edit.end
    if length > begin:
        yield _Piece(begin, length)


def _edits_of(pieces: Iterable[_Piece], length: int) -> Iterator[Edit]:
    begin, text = 0, ""
    for piece in (*pieces, _Piece(length, length)):
        if piece.text is not None:
            text += piece.text
            continue
        if piece.start > begin or text:
            yield Edit(begin, piece.start, text)
        begin, text = piece.end, ""


class Carrying:
    """Where positions in a text stand after edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._shifts = [0, *accumulate(edit.growth for edit in edits)]

    def range(self, start: int, end: int) -> Range:
        """A range of words: what is typed at its edges stays outside, what is inside, inside.

        An end that falls into characters which gave way takes in what came instead. The range
        is empty when all its characters are gone and nothing came instead.
        """
        # Edits wholly before the start, an insertion right at it included.
        before = bisect_right(self._ends, start)
        low = start
        if before < len(self._starts) and self._starts[before] < start:
            low = self._starts[before]
        new_start = low + self._shifts[before]
        new_end = self._end(end)
        return new_start, max(new_start, new_end)

    def growing(self, start: int, end: int) -> Range:
        """A stretch, such as a turn, that takes in what is typed at its edges, too."""
        return self.start_of(start), self.end_of(end)

    def start_of(self, position: int) -> int:
        """A beginning in front of which nothing is typed: an insertion there comes after it."""
        before = bisect_left(self._starts, position)
        if before and self._ends[before - 1] > position:
            return self._starts[before - 1] + self._shifts[before - 1]
        return position + self._shifts[before]

    def end_of(self, position: int) -> int:
        """An end that moves on when something is typed right at it."""
        after = bisect_left(self._starts, position)
        while after < len(self._starts) and self._starts[after] == self._ends[after] == position:
            after += 1
        return max(position, self._ends[after - 1] if after else 0) + self._shifts[after]

    def _end(self, position: int) -> int:
        """An end behind which what is typed stays."""
        after = bisect_left(self._starts, position)
        return max(position, self._ends[after - 1] if after else 0) + self._shifts[after]
