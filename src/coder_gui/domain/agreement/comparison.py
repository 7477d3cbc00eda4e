"""Two or more coders compared: every pair, all of them together, and what they confuse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from coder_gui.domain.agreement.coefficients import (
    NO_COMMON_DOCUMENT,
    NO_NEITHER,
    NO_TEXT,
    NO_VARIATION,
    NOT_USED,
    PairComparison,
    check_coders,
    pair_comparison,
)
from coder_gui.domain.agreement.confusion import Confusion, confusions
from coder_gui.domain.agreement.counts import (
    Document,
    DocumentCounts,
    Placed,
    Span,
    count_placed,
    pair_tables,
    place,
    votes,
)
from coder_gui.domain.agreement.matching import matched_tables
from coder_gui.domain.agreement.several_coders import (
    Votes,
    brennan_prediger,
    fleiss_kappa,
    gwet_ac1,
    nominal_alpha,
    percent_agreement,
    pooled_alpha,
)
from coder_gui.domain.agreement.units import CHARACTER, Unit
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.passages import covered


@dataclass(frozen=True, slots=True)
class CodeOverAll:
    """How all coders together used one code.

    `segments` counts each coder's, in the coders' order; `used_in` the documents in which
    anybody used the code; `n` the units that two or more judged. None where undefined, with
    the `reason`.
    """

    code_id: int
    segments: tuple[int, ...]
    used_in: int
    n: int
    percent_agreement: float | None
    fleiss_kappa: float | None
    ac1: float | None
    bp: float | None
    alpha: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more coders, by id.

    `assigned` has each coder's documents (transcript ids) in the scope; `documents` those
    that two or more are assigned. `pairs` has every pair, in the order of the coders, each on
    the documents that both are assigned. `codes` has every code in tree order, over all
    coders. `confusion` is of each pair and `uncoded` the share of text that nobody coded, both
    always by character. `counted` has the counts of each document, for intervals; it is empty
    where the unit is the segment.
    """

    coders: tuple[int, ...]
    unit: Unit
    rolled_up: bool
    assigned: tuple[frozenset[int], ...]
    documents: tuple[int, ...]
    pairs: tuple[PairComparison, ...]
    codes: tuple[CodeOverAll, ...]
    alpha_all: float | None
    confusion: Mapping[tuple[int, int], Confusion]
    uncoded: Fraction | None
    counted: tuple[DocumentCounts, ...] = field(repr=False)

    def pair(self, a: int, b: int) -> PairComparison:
        """The comparison of two of the coders, in the order in which they were named."""
        for pair in self.pairs:
            if {*pair.coders} == {a, b}:
                return pair
        raise KeyError((a, b))


def compare_coders(
    documents: Iterable[Document],
    coders: Sequence[int],
    codebook: Codebook,
    segments: Iterable[Span],
    *,
    unit: Unit = CHARACTER,
    rolled_up: bool = False,
) -> Comparison:
    """Compare two or more coders code by code, as pairs and all together.

    Args:
        documents: The scope, with who is assigned and, where it is asked, the units.
        coders: Ids, all different.
        segments: Of any coders and transcripts; those out of scope are not counted.
        rolled_up: Whether a segment counts for the themes above its code, too.

    Raises:
        Refused: There are fewer than two coders, or one twice.
    """
    check_coders(coders)
    scope, found = list(documents), list(segments)
    tree = codebook if rolled_up else None
    shared = [each for each in scope if len(each.coders.intersection(coders)) > 1]
    placed = place(shared, coders, found, tree)
    counted = [count_placed(each) for each in placed]
    characters, by_character = placed, counted
    if any(document.units is not None for document in shared):
        characters = place([replace(each, units=None) for each in shared], coders, found, tree)
        by_character = [count_placed(each) for each in characters]
    confused = confusions(characters, by_character, len(coders))
    if unit.kind == "segment":
        counted = []  # there is no “neither” to count
    patterns = {code.id: votes(counted, code.id) for code in codebook} if counted else {}
    return Comparison(
        coders=tuple(coders),
        unit=unit,
        rolled_up=rolled_up,
        assigned=tuple(_assigned(scope, coder) for coder in coders),
        documents=tuple(document.transcript_id for document in shared),
        pairs=_pairs(coders, codebook, placed, counted, unit, rolled_up),
        codes=_over_all(codebook, len(coders), placed, patterns, unit),
        alpha_all=pooled_alpha(patterns.values()),
        confusion={(coders[a], coders[b]): each for (a, b), each in confused.items()},
        uncoded=_uncoded(characters),
        counted=tuple(counted),
    )


def _assigned(scope: Iterable[Document], coder: int) -> frozenset[int]:
    return frozenset(document.transcript_id for document in scope if coder in document.coders)


def _pairs(
    coders: Sequence[int],
    codebook: Codebook,
    placed: Sequence[Placed],
    counted: Sequence[DocumentCounts],
    unit: Unit,
    rolled_up: bool,
) -> tuple[PairComparison, ...]:
    found: list[PairComparison] = []
    for a, b in combinations(range(len(coders)), 2):
        if unit.overlap is None:
            tables = pair_tables(placed, counted, a, b)
        else:
            tables = matched_tables(placed, a, b, unit.overlap)
        pair = (coders[a], coders[b])
        found.append(pair_comparison(pair, codebook, tables, unit, rolled_up))
    return tuple(found)


def _uncoded(characters: Sequence[Placed]) -> Fraction | None:
    text = sum(document.length for document in characters)
    coded = sum(
        covered(
            span for by_coder in document.covered.values() for ranges in by_coder for span in ranges
        )
        for document in characters
    )
    return Fraction(text - coded, text) if text else None


def _over_all(
    codebook: Codebook,
    coders: int,
    placed: Sequence[Placed],
    patterns: Mapping[int, Votes],
    unit: Unit,
) -> tuple[CodeOverAll, ...]:
    found: list[CodeOverAll] = []
    for code in codebook:
        used = [each.segments[code.id] for each in placed if code.id in each.segments]
        given = patterns.get(code.id, {})
        found.append(
            CodeOverAll(
                code_id=code.id,
                segments=tuple(sum(len(by[index]) for by in used) for index in range(coders)),
                used_in=len(used),
                n=sum(given.values()),
                percent_agreement=percent_agreement(given),
                fleiss_kappa=fleiss_kappa(given),
                ac1=gwet_ac1(given),
                bp=brennan_prediger(given),
                alpha=nominal_alpha(given),
                reason=_why(placed, used, given, unit),
            )
        )
    return tuple(found)


def _why(
    placed: Sequence[Placed], used: Sequence[object], patterns: Votes, unit: Unit
) -> str | None:
    """Why the coefficients over all coders are undefined."""
    if not placed:
        return NO_COMMON_DOCUMENT
    if unit.kind == "segment":
        return NO_NEITHER if used else NOT_USED
    if not sum(patterns.values()):
        return NO_TEXT
    if not used:
        return NOT_USED
    return None if any(no for (_yes, no), units in patterns.items() if units) else NO_VARIATION
