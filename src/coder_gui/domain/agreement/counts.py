"""How many characters which coders gave a code, in whole numbers.

For each transcript and code one sweep over the sorted ends of the segments adds up the
length of text per set of coders. A set of coders is a bit mask: bit i is the i-th coder of
the comparison. The histograms over masks are kept per transcript; every pair of coders and
the coefficients over all coders follow from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coder_gui.domain.codebook import Codebook
from coder_gui.domain.passages import Range, clip, covered, union


class Span(Protocol):
    """What is counted of a segment; `domain.model.Segment` is one."""

    @property
    def transcript_id(self) -> int: ...
    @property
    def code_id(self) -> int: ...
    @property
    def coder_id(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript in the scope of a comparison.

    `coders` are the ids of those who are assigned to it. One who is assigned and coded
    nothing said no to every character; one who is not assigned said nothing, and segments
    of theirs are not counted. `length` is in characters. With `windows`, only the text
    inside these ranges counts, such as the turns of participants.
    """

    transcript_id: int
    length: int
    coders: frozenset[int]
    windows: tuple[Range, ...] | None = None

    def counted(self) -> list[Range]:
        """The text that counts; sorted and disjoint."""
        whole = [(0, self.length)]
        return union(whole) if self.windows is None else clip(self.windows, whole)


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """What was counted in one transcript.

    `assigned` is the mask of the coders assigned; `length` the characters that count.
    `coded` has per code the characters by mask of the coders who gave them the code, without
    mask 0. `segments` has per code the number of segments by coder, in the coders' order.
    Codes that nobody used here are in neither.
    """

    transcript_id: int
    assigned: int
    length: int
    coded: Mapping[int, Mapping[int, int]]
    segments: Mapping[int, Sequence[int]]

    def lengths(self, code_id: int) -> dict[int, int]:
        """Characters by mask, mask 0 included; they add up to `length`."""
        coded = self.coded.get(code_id, {})
        return {0: self.length - sum(coded.values()), **coded}


@dataclass(frozen=True, slots=True)
class Counts:
    """The two-by-two table of coders A and B for one code, in units (such as characters)."""

    both: int
    only_a: int
    only_b: int
    neither: int

    @property
    def n(self) -> int:
        return self.both + self.only_a + self.only_b + self.neither


def count_documents(
    documents: Iterable[Document],
    coders: Sequence[int],
    segments: Iterable[Span],
    tree: Codebook | None = None,
) -> list[DocumentCounts]:
    """Count each document by character, in O(s log s) for s segments.

    Args:
        documents: The scope; segments in other transcripts are not counted.
        coders: Ids; the i-th is bit i of the masks.
        segments: In any order. A coder's own overlaps count once, empty segments not at all.
        tree: Given, codes are rolled up: a segment counts for its code and all codes above.
    """
    by_document: defaultdict[int, list[Span]] = defaultdict(list)
    for segment in segments:
        by_document[segment.transcript_id].append(segment)
    above: dict[int, list[int]] = {}
    if tree is not None:
        above = {code.id: [parent.id for parent in tree.ancestors(code.id)] for code in tree}
    return [
        _count(document, coders, by_document[document.transcript_id], above)
        for document in documents
    ]


def _count(
    document: Document,
    coders: Sequence[int],
    segments: Iterable[Span],
    above: Mapping[int, Sequence[int]],
) -> DocumentCounts:
    windows = document.counted()
    index_of = {coder: i for i, coder in enumerate(coders) if coder in document.coders}
    ranges: dict[int, list[list[Range]]] = {}
    for segment in segments:
        index = index_of.get(segment.coder_id)
        span = (segment.start, segment.end)
        if index is None or not clip((span,), windows):
            continue
        for code_id in (segment.code_id, *above.get(segment.code_id, ())):
            if code_id not in ranges:
                ranges[code_id] = [[] for _coder in coders]
            ranges[code_id][index].append(span)
    return DocumentCounts(
        transcript_id=document.transcript_id,
        assigned=sum(1 << index for index in index_of.values()),
        length=covered(windows),
        coded={code_id: _sweep(by_coder, windows) for code_id, by_coder in ranges.items()},
        segments={code_id: [*map(len, by_coder)] for code_id, by_coder in ranges.items()},
    )


def _sweep(by_coder: Sequence[Sequence[Range]], windows: Sequence[Range]) -> dict[int, int]:
    """Characters per mask of coders, mask 0 left out.

    Each coder's ranges are merged first, so every boundary turns that coder's bit over.
    """
    boundaries: list[tuple[int, int]] = []
    for index, ranges in enumerate(by_coder):
        for start, end in clip(ranges, windows):
            boundaries += ((start, 1 << index), (end, 1 << index))
    boundaries.sort()
    lengths: dict[int, int] = {}
    mask = previous = 0
    for position, bit in boundaries:
        if mask and position > previous:
            lengths[mask] = lengths.get(mask, 0) + position - previous
        mask ^= bit
        previous = position
    return lengths


def pair_counts(
    counted: Iterable[DocumentCounts], code_id: int, index_a: int = 0, index_b: int = 1
) -> Counts:
    """The table of two coders for one code, summed over the documents both are assigned.

    Args:
        index_a: Place of coder A among the coders that were counted.
        index_b: Place of coder B.
    """
    a, b = 1 << index_a, 1 << index_b
    cells = {a | b: 0, a: 0, b: 0, 0: 0}
    for document in counted:
        if document.assigned & a and document.assigned & b:
            for mask, length in document.lengths(code_id).items():
                cells[mask & (a | b)] += length
    return Counts(cells[a | b], cells[a], cells[b], cells[0])


def votes(counted: Iterable[DocumentCounts], code_id: int) -> dict[tuple[int, ...], int]:
    """Characters by (coders who gave the code, coders who could have but did not).

    This is all that coefficients over three or more coders need.
    """
    found: Counter[tuple[int, ...]] = Counter()
    for document in counted:
        assigned = document.assigned.bit_count()
        for mask, length in document.lengths(code_id).items():
            found[mask.bit_count(), assigned - mask.bit_count()] += length
    return dict(found)


def total(tables: Sequence[Counts]) -> Counts:
    """Cell by cell sum."""
    return Counts(
        sum(table.both for table in tables),
        sum(table.only_a for table in tables),
        sum(table.only_b for table in tables),
        sum(table.neither for table in tables),
    )
