"""Coefficients of agreement, and the comparison of two coders code by code.

Every coefficient is None where it is undefined, which is decided on whole numbers. In the
formulas a = both, b = only A, c = only B, d = neither, n = a + b + c + d.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from coder_gui.domain.agreement import contingency
from coder_gui.domain.agreement.counts import (
    Counts,
    PairTables,
    total,
)
from coder_gui.domain.agreement.units import Unit
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.errors import Refused

NO_COMMON_DOCUMENT = "no common document"
NO_TEXT = "no text in scope"
NOT_USED = "not used by either"
NO_VARIATION = "no variation"
ONLY_A = "only A"
ONLY_B = "only B"
NO_NEITHER = "no “neither” between segments"


def percent_agreement(counts: Counts) -> float | None:
    """(a + d) / n, from 0 to 1; undefined without text."""
    return (counts.both + counts.neither) / counts.n if counts.n else None


def agree_coded_only(counts: Counts) -> float | None:
    """a / (a + b + c), agreement on coded text (Jaccard 1901); undefined if nothing is coded."""
    coded = counts.both + counts.only_a + counts.only_b
    return counts.both / coded if coded else None


def f1(counts: Counts) -> float | None:
    """2a / (2a + b + c) (Dice 1945; Holsti 1969); undefined if nothing is coded."""
    coded_twice = 2 * counts.both + counts.only_a + counts.only_b
    return 2 * counts.both / coded_twice if coded_twice else None


def cohen_kappa(counts: Counts) -> float | None:
    """κ = (Po − Pe) / (1 − Pe) (Cohen 1960), from whole numbers until the last division.

    With D = n² − (a+b)(a+c) − (c+d)(b+d), κ = (n(a+d) − (n² − D)) / D; undefined if D = 0,
    that is, if both coders said the same single thing throughout. This is
    `contingency.cohen_kappa` for two by two, written out since the bootstrap asks so often.
    """
    above, below = _kappa_parts(counts)
    return above / below if below else None


def _kappa_parts(counts: Counts) -> tuple[int, int]:
    """n²(Po − Pe) and n²(1 − Pe)."""
    a, b, c, d, n = counts.both, counts.only_a, counts.only_b, counts.neither, counts.n
    by_chance = (a + b) * (a + c) + (c + d) * (b + d)
    return n * (a + d) - by_chance, n * n - by_chance


def pooled_kappa(tables: Iterable[Counts]) -> float | None:
    """Σ(Po − Pe) / Σ(1 − Pe) over codes (de Vries et al. 2008).

    Unused codes drop out by themselves; undefined if no code is left.
    """
    parts = [(*_kappa_parts(counts), counts.n**2) for counts in tables if counts.n]
    if not any(below for _above, below, _squared in parts):
        return None
    return sum(above / squared for above, _below, squared in parts) / sum(
        below / squared for _above, below, squared in parts
    )


def krippendorff_alpha(counts: Counts) -> float | None:
    """α = 1 − (2n − 1)(b + c) / (n0 · n1) (Krippendorff 2011: nominal, two coders).

    n1 = 2a + b + c and n0 = 2d + b + c are how often each value was given; undefined if only
    one value was.
    """
    disputed = counts.only_a + counts.only_b
    yes, no = 2 * counts.both + disputed, 2 * counts.neither + disputed
    return 1 - (2 * counts.n - 1) * disputed / (yes * no) if yes and no else None


def scott_pi(counts: Counts) -> float | None:
    """π (Scott 1955); undefined if only one value was given."""
    return contingency.scott_pi(counts.table)


def gwet_ac1(counts: Counts) -> float | None:
    """AC1 (Gwet 2008) for code or no code; undefined, by convention, if only one was given."""
    return contingency.gwet_ac1(counts.table)


def brennan_prediger(counts: Counts) -> float | None:
    """2 Po − 1 (Brennan & Prediger 1981); undefined, by convention, if only one was given."""
    return contingency.brennan_prediger(counts.table)


def reason(counts: Counts) -> str | None:
    """Why coefficients are undefined, or which coder alone used the code (κ is 0 then)."""
    if not counts.n:
        return NO_COMMON_DOCUMENT
    used_by_a, used_by_b = counts.both + counts.only_a, counts.both + counts.only_b
    if not used_by_a and not used_by_b:
        return NOT_USED
    if counts.both == counts.n:
        return NO_VARIATION
    if not used_by_b:
        return ONLY_A
    return None if used_by_a else ONLY_B


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """One line of the table: how two coders used one code.

    `segments_a` and `segments_b` count segments that touch the compared text; the next five
    are units, the coefficients fractions of 1, None where undefined, with the `reason`.
    `used_in` is the number of compared documents in which either used the code.
    """

    code_id: int
    segments_a: int
    segments_b: int
    both: int
    only_a: int
    only_b: int
    neither: int
    n: int
    percent_agreement: float | None
    agree_coded_only: float | None
    f1: float | None
    kappa: float | None
    alpha: float | None
    reason: str | None
    pi: float | None = None
    ac1: float | None = None
    bp: float | None = None
    used_in: int = 0

    @property
    def counts(self) -> Counts:
        return Counts(self.both, self.only_a, self.only_b, self.neither)


@dataclass(frozen=True, slots=True)
class PairComparison:
    """Two coders (ids of A and B) on the documents that both are assigned (transcript ids).

    `codes` has every code of the codebook, in tree order. `tables` has the counts of each
    document, of which everything else is the sum.
    """

    coders: tuple[int, int]
    unit: Unit
    rolled_up: bool
    documents: tuple[int, ...]
    codes: tuple[CodeAgreement, ...]
    tables: PairTables = field(repr=False)

    @property
    def pooled_kappa(self) -> float | None:
        """Undefined where the unit knows no “neither”."""
        if self.unit.kind == "segment":
            return None
        return pooled_kappa(code.counts for code in self.codes)


def check_coders(coders: Iterable[int]) -> None:
    """Raise Refused unless there are two or more, all different."""
    chosen = list(coders)
    if len(chosen) < 2:
        raise Refused("A comparison takes two different coders or more. Choose another one, too.")
    if len(set(chosen)) < len(chosen):
        raise Refused("A coder cannot be compared with themselves. Choose two different coders.")


def pair_comparison(
    coders: tuple[int, int], codebook: Codebook, tables: PairTables, unit: Unit, rolled_up: bool
) -> PairComparison:
    """What follows from the tables of two coders."""
    return PairComparison(
        coders=coders,
        unit=unit,
        rolled_up=rolled_up,
        documents=tables.documents,
        codes=tuple(_code_agreement(tables, code.id, unit) for code in codebook),
        tables=tables,
    )


def _code_agreement(tables: PairTables, code_id: int, unit: Unit) -> CodeAgreement:
    counts = total(tables.of(code_id))
    segments_a, segments_b = tables.segments.get(code_id, (0, 0))
    has_neither = unit.kind != "segment"
    return CodeAgreement(
        code_id=code_id,
        segments_a=segments_a,
        segments_b=segments_b,
        both=counts.both,
        only_a=counts.only_a,
        only_b=counts.only_b,
        neither=counts.neither,
        n=counts.n,
        percent_agreement=percent_agreement(counts),
        agree_coded_only=agree_coded_only(counts),
        f1=f1(counts),
        kappa=cohen_kappa(counts) if has_neither else None,
        alpha=krippendorff_alpha(counts) if has_neither else None,
        reason=_why(tables, counts, has_neither),
        pi=scott_pi(counts) if has_neither else None,
        ac1=gwet_ac1(counts) if has_neither else None,
        bp=brennan_prediger(counts) if has_neither else None,
        used_in=tables.used_in(code_id),
    )


def _why(tables: PairTables, counts: Counts, has_neither: bool) -> str | None:
    """`reason`, also where there is nothing to count or no “neither”."""
    if not tables.documents:
        return NO_COMMON_DOCUMENT
    if has_neither:
        return reason(counts) if counts.n else NO_TEXT
    if not counts.n:
        return NOT_USED
    found = reason(counts)
    return found if found in (ONLY_A, ONLY_B) else NO_NEITHER
