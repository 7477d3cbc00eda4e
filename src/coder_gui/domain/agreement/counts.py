"""How many units which coders gave a code, in whole numbers.

For each transcript and code one sweep over the sorted ends of the segments adds up the
number of units per set of coders. A set of coders is a bit mask: bit i is the i-th coder of
the comparison. The histograms over masks are kept per transcript; every pair of coders, the
coefficients over all coders and the bootstrap over transcripts follow from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coder_gui.domain.agreement.units import Scale
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.passages import Range, clip, union


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
    nothing said no to every unit; one who is not assigned said nothing, and segments of
    theirs are not counted. `length` is in characters. With `windows`, only the text inside
    these ranges counts, such as the turns of participants. `units` are sorted, disjoint
    ranges of the text, such as its paragraphs; without them, each character is a unit.
    """

    transcript_id: int
    length: int
    coders: frozenset[int]
    windows: tuple[Range, ...] | None = None
    units: tuple[Range, ...] | None = None

    def counted(self) -> list[Range]:
        """The text that counts; sorted and disjoint."""
        whole = [(0, self.length)]
        return union(whole) if self.windows is None else clip(self.windows, whole)


@dataclass(frozen=True, slots=True)
class Placed:
    """The segments of one transcript that touch what counts, on the scale of its units.

    `assigned` is the mask of the coders assigned; `length` the number of units. `segments`
    has per code a list for each coder, in the coders' order, of ranges as they were made;
    `covered` has what they cover, sorted and disjoint. `made` counts each coder's segments,
    before any rolling up.
    """

    transcript_id: int
    assigned: int
    length: int
    segments: Mapping[int, Sequence[Sequence[Range]]]
    covered: Mapping[int, Sequence[Sequence[Range]]]
    made: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """What was counted in one transcript.

    `assigned` is the mask of the coders assigned; `length` the units that count. `coded` has
    per code the units by mask of the coders who gave them the code, without mask 0.
    `segments` has per code the number of segments by coder, in the coders' order. Codes that
    nobody used here are in neither.
    """

    transcript_id: int
    assigned: int
    length: int
    coded: Mapping[int, Mapping[int, int]]
    segments: Mapping[int, Sequence[int]]

    def lengths(self, code_id: int) -> dict[int, int]:
        """Units by mask, mask 0 included; they add up to `length`."""
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

    @property
    def table(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Rows are A's yes and no, columns B's."""
        return (self.both, self.only_a), (self.only_b, self.neither)


def place(
    documents: Iterable[Document],
    coders: Sequence[int],
    segments: Iterable[Span],
    tree: Codebook | None = None,
) -> list[Placed]:
    """Put segments on the scales of their documents, by code and coder.

    Args:
        documents: The scope; segments in other transcripts are left out.
        coders: Ids; the i-th is bit i of the masks.
        segments: In any order.
        tree: Given, codes are rolled up: a segment counts for its code and all codes above.
    """
    by_document: defaultdict[int, list[Span]] = defaultdict(list)
    for segment in segments:
        by_document[segment.transcript_id].append(segment)
    above: dict[int, list[int]] = {}
    if tree is not None:
        above = {code.id: [parent.id for parent in tree.ancestors(code.id)] for code in tree}
    return [
        _place(document, coders, by_document[document.transcript_id], above)
        for document in documents
    ]


def _place(
    document: Document,
    coders: Sequence[int],
    segments: Iterable[Span],
    above: Mapping[int, Sequence[int]],
) -> Placed:
    scale = Scale(document.counted(), document.units)
    index_of = {coder: i for i, coder in enumerate(coders) if coder in document.coders}
    placed: dict[int, list[list[Range]]] = {}
    made = [0] * len(coders)
    for segment in segments:
        index = index_of.get(segment.coder_id)
        found = None if index is None else scale.place(segment.start, segment.end)
        if index is None or found is None:
            continue
        made[index] += 1
        for code_id in (segment.code_id, *above.get(segment.code_id, ())):
            if code_id not in placed:
                placed[code_id] = [[] for _coder in coders]
            placed[code_id][index].append(found)
    assigned = sum(1 << index for index in index_of.values())
    return Placed(
        transcript_id=document.transcript_id,
        assigned=assigned,
        length=scale.length,
        segments=placed,
        covered={
            code_id: [union(ranges) if len(ranges) > 1 else ranges for ranges in by_coder]
            for code_id, by_coder in placed.items()
        },
        made=tuple(made),
    )


def count_documents(
    documents: Iterable[Document],
    coders: Sequence[int],
    segments: Iterable[Span],
    tree: Codebook | None = None,
) -> list[DocumentCounts]:
    """Count each document, in O(s log s) for s segments; the arguments are those of `place`.

    A coder's own overlaps count once, empty segments not at all.
    """
    return [count_placed(placed) for placed in place(documents, coders, segments, tree)]


def count_placed(placed: Placed) -> DocumentCounts:
    """Count what was placed in one document."""
    return DocumentCounts(
        transcript_id=placed.transcript_id,
        assigned=placed.assigned,
        length=placed.length,
        coded={code_id: _sweep(by_coder) for code_id, by_coder in placed.covered.items()},
        segments={code_id: [*map(len, by)] for code_id, by in placed.segments.items()},
    )


def _sweep(by_coder: Sequence[Sequence[Range]]) -> dict[int, int]:
    """Units per mask of coders, mask 0 left out.

    Each coder's ranges are disjoint, so every boundary turns that coder's bit over.
    """
    # One number for position and bit, because numbers sort faster than tuples.
    width = len(by_coder)
    boundaries: list[int] = []
    for index, ranges in enumerate(by_coder):
        bit = 1 << index
        for start, end in ranges:
            boundaries.append(start << width | bit)
            boundaries.append(end << width | bit)
    boundaries.sort()
    lengths: dict[int, int] = {}
    mask = previous = 0
    bits = (1 << width) - 1
    for boundary in boundaries:
        position = boundary >> width
        if mask and position > previous:
            lengths[mask] = lengths.get(mask, 0) + position - previous
        mask ^= boundary & bits
        previous = position
    return lengths


@dataclass(frozen=True, slots=True)
class PairTables:
    """Every table of two coders, on the documents that both are assigned.

    `documents` are transcript ids. `tables` has per code a table for each document, in that
    order, and `segments` the number of segments of A and of B; codes that neither used are
    in none of the two. `lengths` are the units of each document, where units can be counted
    that neither coded, else zeros. `made` counts all segments of A and of B.
    """

    documents: tuple[int, ...]
    lengths: tuple[int, ...]
    tables: Mapping[int, Sequence[Counts]]
    segments: Mapping[int, tuple[int, int]]
    made: tuple[int, int]

    def of(self, code_id: int) -> Sequence[Counts]:
        """A code's tables, document by document."""
        if code_id in self.tables:
            return self.tables[code_id]
        return [Counts(0, 0, 0, length) for length in self.lengths]

    def used_in(self, code_id: int) -> int:
        """Number of documents in which either coder used the code."""
        used = self.tables.get(code_id, ())
        return sum(bool(each.both or each.only_a or each.only_b) for each in used)


def pair_tables(
    placed: Sequence[Placed], counted: Sequence[DocumentCounts], index_a: int = 0, index_b: int = 1
) -> PairTables:
    """The tables of two coders.

    Args:
        counted: What `count_placed` made of `placed`.
        index_a: Place of coder A among the coders.
        index_b: Place of coder B.
    """
    a, b = 1 << index_a, 1 << index_b
    common = [each for each in counted if each.assigned & a and each.assigned & b]
    tables: dict[int, list[Counts]] = {}
    segments: dict[int, tuple[int, int]] = {}
    for number, document in enumerate(common):
        for code_id, made in document.segments.items():
            if not (made[index_a] or made[index_b]):
                continue
            if code_id not in tables:
                tables[code_id] = [Counts(0, 0, 0, each.length) for each in common]
            tables[code_id][number] = _table(document, code_id, a, b)
            of_a, of_b = segments.get(code_id, (0, 0))
            segments[code_id] = of_a + made[index_a], of_b + made[index_b]
    return PairTables(
        documents=tuple(document.transcript_id for document in common),
        lengths=tuple(document.length for document in common),
        tables=tables,
        segments=segments,
        made=made_by(placed, index_a, index_b),
    )


def made_by(placed: Iterable[Placed], index_a: int, index_b: int) -> tuple[int, int]:
    """All segments of two coders in the documents that both are assigned."""
    both = 1 << index_a | 1 << index_b
    common = [each for each in placed if each.assigned & both == both]
    return sum(each.made[index_a] for each in common), sum(each.made[index_b] for each in common)


def _table(document: DocumentCounts, code_id: int, a: int, b: int) -> Counts:
    cells = {a | b: 0, a: 0, b: 0, 0: 0}
    for mask, length in document.lengths(code_id).items():
        cells[mask & (a | b)] += length
    return Counts(cells[a | b], cells[a], cells[b], cells[0])


def pair_counts(
    counted: Iterable[DocumentCounts], code_id: int, index_a: int = 0, index_b: int = 1
) -> Counts:
    """The table of two coders for one code, summed over the documents both are assigned."""
    a, b = 1 << index_a, 1 << index_b
    common = [each for each in counted if each.assigned & a and each.assigned & b]
    return total([_table(document, code_id, a, b) for document in common])


def total_both(counted: Iterable[DocumentCounts], index_a: int, index_b: int) -> dict[int, int]:
    """Units that both coders gave a code, by code."""
    both = 1 << index_a | 1 << index_b
    found: Counter[int] = Counter()
    for document in counted:
        if document.assigned & both == both:
            for code_id, coded in document.coded.items():
                found[code_id] += sum(n for mask, n in coded.items() if mask & both == both)
    return dict(found)


def votes(counted: Iterable[DocumentCounts], code_id: int) -> dict[tuple[int, ...], int]:
    """Units by (coders who gave the code, coders who could have but did not).

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
