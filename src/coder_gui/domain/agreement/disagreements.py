"""Where two coders differ, passage by passage, for walking through and settling.

The segments of A and B with one code in one document fall into connected components: those
that overlap directly or by way of others. Each is of one kind, and tells what has to be
decided there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from operator import itemgetter
from typing import Literal, NamedTuple

from coder_gui.domain.agreement.counts import Document
from coder_gui.domain.agreement.units import Scale
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Segment
from coder_gui.domain.passages import Range, clip, covered, union

Kind = Literal["exact", "boundary", "split", "only A", "only B", "different code"]
KINDS: tuple[Kind, ...] = ("exact", "boundary", "split", "different code", "only A", "only B")


@dataclass(frozen=True, slots=True)
class Component:
    """Overlapping segments of A and B with one code in one document.

    `kind` is: exact, one segment each on the same text; boundary, one each with other ends;
    split, several of one against one or more of the other; different code, one coder's only,
    where the other gave `other_codes` that the first did not give there; only A or only B,
    one coder's only. `overlap` is the share of the text coded by either that both coded
    (IoU). `start` and `end` span all of them; `segments_a` and `segments_b` are ids, in text
    order.
    """

    transcript_id: int
    code_id: int
    kind: Kind
    start: int
    end: int
    segments_a: tuple[int, ...]
    segments_b: tuple[int, ...]
    overlap: Fraction
    other_codes: tuple[int, ...] = ()

    @property
    def is_agreed(self) -> bool:
        return self.kind == "exact"


class _Coded(NamedTuple):
    """A segment on the scale of what counts, and where it stands in the text."""

    span: Range
    is_of_a: bool
    segment: Segment


@dataclass(frozen=True, slots=True)
class _Left:
    """What one coder gave a code and the other did not, of all codes, sorted by start."""

    ranges: Sequence[tuple[int, int, int]]
    furthest: Sequence[int]

    @classmethod
    def over(cls, coded: Mapping[int, Iterable[_Coded]], by_a: bool) -> _Left:
        ranges: list[tuple[int, int, int]] = []
        for code_id, of_code in coded.items():
            sides: tuple[list[Range], list[Range]] = ([], [])
            for each in of_code:
                sides[each.is_of_a is by_a].append(each.span)
            theirs, own = sides
            ranges += [(start, end, code_id) for start, end in without(own, theirs)]
        ranges.sort()
        return cls(ranges, list(accumulate((end for _start, end, _code in ranges), max)))

    def codes_in(self, where: Range, but: int) -> tuple[int, ...]:
        """Codes given on some of a range, except one."""
        found: set[int] = set()
        for place in range(bisect_right(self.furthest, where[0]), len(self.ranges)):
            start, end, code_id = self.ranges[place]
            if start >= where[1]:
                break
            if end > where[0]:
                found.add(code_id)
        return tuple(sorted(found - {but}))


def without(ranges: Iterable[Range], others: Iterable[Range]) -> list[Range]:
    """What ranges cover and others do not."""
    found: list[Range] = []
    taken = union(others)
    for start, end in union(ranges):
        for low, high in taken[bisect_right(taken, start, key=itemgetter(1)) :]:
            if low >= end:
                break
            if low > start:
                found.append((start, low))
            start = high
        if start < end:
            found.append((start, end))
    return found


def components(
    documents: Iterable[Document],
    coders: tuple[int, int],
    segments: Iterable[Segment],
    tree: Codebook | None = None,
) -> list[Component]:
    """All components, agreed ones included, by document, in text order, then by code.

    Args:
        documents: The scope; only those that both coders are assigned are looked at. Units
            are characters.
        coders: Ids of A and B.
        segments: Of any coders and transcripts; those out of scope are left out.
        tree: Given, codes are rolled up: a segment counts for its code and all codes above.
    """
    by_document: defaultdict[int, list[Segment]] = defaultdict(list)
    for segment in segments:
        if segment.coder_id in coders:
            by_document[segment.transcript_id].append(segment)
    found: list[Component] = []
    for document in documents:
        if document.coders.issuperset(coders):
            coded = _coded(document, coders[0], by_document[document.transcript_id], tree)
            left = _Left.over(coded, by_a=True), _Left.over(coded, by_a=False)
            here = [
                each
                for code_id, of_code in coded.items()
                for each in _of_code(document.transcript_id, code_id, of_code, left)
            ]
            found += sorted(here, key=lambda each: (each.start, each.end, each.code_id))
    return found


def _coded(
    document: Document, coder_a: int, segments: Iterable[Segment], tree: Codebook | None
) -> dict[int, list[_Coded]]:
    """What counts of a document's segments, by code."""
    scale = Scale(document.counted(), None)
    found: dict[int, list[_Coded]] = {}
    for segment in segments:
        span = scale.place(segment.start, segment.end)
        if span is None:
            continue
        codes = [segment.code_id]
        if tree is not None and segment.code_id in tree:
            codes += [above.id for above in tree.ancestors(segment.code_id)]
        for code_id in codes:
            found.setdefault(code_id, []).append(_Coded(span, segment.coder_id == coder_a, segment))
    return found


def _of_code(
    transcript_id: int,
    code_id: int,
    coded: Sequence[_Coded],
    left: tuple[_Left, _Left],
) -> Iterator[Component]:
    for group in _connected(coded):
        of_a = [each for each in group if each.is_of_a]
        of_b = [each for each in group if not each.is_of_a]
        spans_a, spans_b = ({each.span for each in side} for side in (of_a, of_b))
        others: tuple[int, ...] = ()
        if not (of_a and of_b):
            # Overlapping segments cover one range without a hole.
            (where,) = union(spans_a | spans_b)
            others = left[1 if of_a else 0].codes_in(where, code_id)
        yield Component(
            transcript_id=transcript_id,
            code_id=code_id,
            kind=_kind(spans_a, spans_b, others),
            start=min(each.segment.start for each in group),
            end=max(each.segment.end for each in group),
            segments_a=tuple(each.segment.id for each in of_a),
            segments_b=tuple(each.segment.id for each in of_b),
            overlap=_overlap(spans_a, spans_b),
            other_codes=others,
        )


def _connected(coded: Iterable[_Coded]) -> Iterator[list[_Coded]]:
    """Segments that overlap, directly or by way of others; touching is not overlapping."""
    group: list[_Coded] = []
    reached = 0
    for each in sorted(coded, key=lambda one: (one.span, one.segment.id)):
        if group and each.span[0] >= reached:
            yield group
            group = []
        group.append(each)
        reached = max(reached, each.span[1]) if len(group) > 1 else each.span[1]
    if group:
        yield group


def _kind(of_a: set[Range], of_b: set[Range], others: Sequence[int]) -> Kind:
    """The same passage given twice by one coder counts once."""
    if not of_a or not of_b:
        alone: Kind = "only A" if of_a else "only B"
        return "different code" if others else alone
    if len(of_a) > 1 or len(of_b) > 1:
        return "split"
    return "exact" if of_a == of_b else "boundary"


def _overlap(of_a: Iterable[Range], of_b: Iterable[Range]) -> Fraction:
    a, b = union(of_a), union(of_b)
    shared = covered(clip(a, b))
    return Fraction(shared, covered(a) + covered(b) - shared)
