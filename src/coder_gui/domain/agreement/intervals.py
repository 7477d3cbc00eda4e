"""How certain agreement is: intervals by drawing whole documents anew.

The percentile bootstrap (Efron 1979) draws as many documents as there are, with replacement,
a thousand times; a coefficient's interval is the range of its middle 95 % over the draws.
Documents are drawn and never characters, because characters beside each other were not coded
independently of each other. The draws are the same for all codes and on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from coder_gui.domain.agreement.coefficients import (
    cohen_kappa,
    krippendorff_alpha,
    pooled_kappa,
)
from coder_gui.domain.agreement.counts import Counts, DocumentCounts, PairTables, votes
from coder_gui.domain.agreement.several_coders import nominal_alpha, pooled_alpha

DRAWS = 1000
SEED = 1960
LEVEL = 0.95

Draws = Sequence[Sequence[int]]
"""For each draw, how many times each document is in it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The lower and the upper end."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairIntervals:
    """Intervals of two coders' coefficients; κ and α by code id."""

    kappa: Mapping[int, Interval | None]
    alpha: Mapping[int, Interval | None]
    pooled_kappa: Interval | None


@dataclass(frozen=True, slots=True)
class AlphaIntervals:
    """Intervals of α over all coders, by code id and pooled over codes."""

    alpha: Mapping[int, Interval | None]
    pooled_alpha: Interval | None


def draws(documents: int, number: int = DRAWS, seed: int = SEED) -> Draws:
    """Draw that many documents anew, with replacement, again and again."""
    # Of Python's random numbers only random() is promised to stay what it is.
    source = random.Random(seed)
    found: list[list[int]] = []
    for _draw in range(number):
        times = [0] * documents
        for _document in range(documents):
            times[int(source.random() * documents)] += 1
        found.append(times)
    return found


def percentile_interval(values: Iterable[float | None], level: float = LEVEL) -> Interval | None:
    """The range of the middle values; None without any.

    Draws in which the coefficient is undefined are left out. Between two values the ends are
    interpolated.
    """
    ordered = sorted(value for value in values if value is not None)
    if not ordered:
        return None
    aside = (1 - level) / 2
    return Interval(_quantile(ordered, aside), _quantile(ordered, 1 - aside))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _go_on() -> None:
    """Nothing asks the work to stop."""


def pair_intervals(
    tables: PairTables, drawn: Draws | None = None, check: Callable[[], object] = _go_on
) -> PairIntervals:
    """Intervals of κ, α and the pooled κ of two coders.

    Undefined with fewer than two common documents, and for codes whose coefficient is. For
    units that know no “neither” nothing is defined.

    Args:
        drawn: What `draws` gave for as many documents; made here if left out.
        check: Called before each code; what it raises ends the work.
    """
    if len(tables.documents) < 2 or not any(tables.lengths):
        return PairIntervals({}, {}, None)
    times = draws(len(tables.documents)) if drawn is None else drawn
    kappas: dict[int, Interval | None] = {}
    alphas: dict[int, Interval | None] = {}
    pooled: list[list[Counts]] = [[] for _draw in times]
    for code_id, by_document in tables.tables.items():
        check()
        sums = _sums(by_document, times)
        kappas[code_id] = percentile_interval(map(cohen_kappa, sums))
        alphas[code_id] = percentile_interval(map(krippendorff_alpha, sums))
        for place, counts in enumerate(sums):
            pooled[place].append(counts)
    return PairIntervals(kappas, alphas, percentile_interval(map(pooled_kappa, pooled)))


def _sums(by_document: Sequence[Counts], drawn: Draws) -> list[Counts]:
    """One code's table in each draw."""
    both = [counts.both for counts in by_document]
    only_a = [counts.only_a for counts in by_document]
    only_b = [counts.only_b for counts in by_document]
    neither = [counts.neither for counts in by_document]
    return [
        Counts(*(sum(map(mul, cells, times)) for cells in (both, only_a, only_b, neither)))
        for times in drawn
    ]


def alpha_intervals(
    counted: Sequence[DocumentCounts],
    drawn: Draws | None = None,
    check: Callable[[], object] = _go_on,
) -> AlphaIntervals:
    """Intervals of α over all coders, on the documents that two or more are assigned.

    Undefined with fewer than two such documents, and for codes whose α is. `check` is called
    before each code; what it raises ends the work.
    """
    common = [document for document in counted if document.assigned.bit_count() > 1]
    if len(common) < 2:
        return AlphaIntervals({}, None)
    times = draws(len(common)) if drawn is None else drawn
    alphas: dict[int, Interval | None] = {}
    pooled: list[list[dict[tuple[int, ...], int]]] = [[] for _draw in times]
    for code_id in dict.fromkeys(code_id for document in common for code_id in document.coded):
        check()
        by_document = [votes([document], code_id) for document in common]
        patterns = list(dict.fromkeys(pattern for each in by_document for pattern in each))
        columns = [[each.get(pattern, 0) for each in by_document] for pattern in patterns]
        sums = [
            dict(zip(patterns, (sum(map(mul, column, drawing)) for column in columns), strict=True))
            for drawing in times
        ]
        alphas[code_id] = percentile_interval(map(nominal_alpha, sums))
        for place, each in enumerate(sums):
            pooled[place].append(each)
    return AlphaIntervals(alphas, percentile_interval(map(pooled_alpha, pooled)))
