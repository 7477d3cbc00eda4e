"""Coefficients of agreement, and the comparison of two coders code by code.

Every coefficient is None where it is undefined, which is decided on whole numbers. In the
formulas a = both, b = only A, c = only B, d = neither, n = a + b + c + d.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coder_gui.domain.agreement.counts import (
    Counts,
    Document,
    DocumentCounts,
    Span,
    count_documents,
    pair_counts,
)
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.errors import Refused

Unit = Literal["character"]

NO_COMMON_DOCUMENT = "no common document"
NO_TEXT = "no text in scope"
NOT_USED = "not used by either"
NO_VARIATION = "no variation"
ONLY_A = "only A"
ONLY_B = "only B"


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
    that is, if both coders said the same single thing throughout.
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


def nominal_alpha(votes: Mapping[tuple[int, ...], int]) -> float | None:
    """α for any number of coders and values, with missing data (Krippendorff 2011, ex. C).

    α = 1 − (N − 1) Σu Σv m_uv (m_u − m_uv)/(m_u − 1) / (N² − Σv N_v²), where of the m_u
    coders who judged unit u, m_uv gave it the value v, N_v is the sum of m_uv over the units
    and N that of N_v. Units judged by fewer than two coders are left out. Undefined if only
    one value was given.

    Args:
        votes: For a pattern of coders per value, such as (yes, no) from `counts.votes`,
            the number of units with this pattern. All patterns have the same length.
    """
    given: list[int] = []
    disputed: dict[int, int] = {}
    for pattern, units in votes.items():
        judges = sum(pattern)
        if judges < 2 or not units:
            continue
        given = [
            old + new * units for old, new in zip(given or [0] * len(pattern), pattern, strict=True)
        ]
        disagreeing = sum(voters * (judges - voters) for voters in pattern)
        disputed[judges] = disputed.get(judges, 0) + disagreeing * units
    judgements = sum(given)
    expected = judgements * judgements - sum(number * number for number in given)
    if not expected:
        return None
    observed = sum(pairs / (judges - 1) for judges, pairs in disputed.items())
    return 1 - (judgements - 1) * observed / expected


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

    @property
    def counts(self) -> Counts:
        return Counts(self.both, self.only_a, self.only_b, self.neither)


@dataclass(frozen=True, slots=True)
class PairComparison:
    """Two coders (ids of A and B) on the documents that both are assigned (transcript ids).

    `codes` has every code of the codebook, in tree order.
    """

    coders: tuple[int, int]
    unit: Unit
    rolled_up: bool
    documents: tuple[int, ...]
    codes: tuple[CodeAgreement, ...]

    @property
    def pooled_kappa(self) -> float | None:
        return pooled_kappa(code.counts for code in self.codes)


def compare_pair(
    documents: Iterable[Document],
    coders: tuple[int, int],
    codebook: Codebook,
    segments: Iterable[Span],
    *,
    unit: Unit = "character",
    rolled_up: bool = False,
) -> PairComparison:
    """Compare coders A and B code by code on the documents both are assigned.

    Args:
        documents: The scope, with who is assigned.
        coders: Ids of A and B.
        segments: Of any coders and transcripts; those out of scope are not counted.
        rolled_up: Whether a segment counts for the themes above its code, too.

    Raises:
        Refused: If A and B are the same coder.
    """
    if coders[0] == coders[1]:
        raise Refused("A coder cannot be compared with themselves. Choose two different coders.")
    common = [document for document in documents if document.coders.issuperset(coders)]
    counted = count_documents(common, coders, segments, codebook if rolled_up else None)
    return PairComparison(
        coders=coders,
        unit=unit,
        rolled_up=rolled_up,
        documents=tuple(document.transcript_id for document in common),
        codes=tuple(_code_agreement(counted, code.id) for code in codebook),
    )


def _code_agreement(counted: Sequence[DocumentCounts], code_id: int) -> CodeAgreement:
    counts = pair_counts(counted, code_id)
    segments = [document.segments.get(code_id, (0, 0)) for document in counted]
    return CodeAgreement(
        code_id=code_id,
        segments_a=sum(of_a for of_a, _of_b in segments),
        segments_b=sum(of_b for _of_a, of_b in segments),
        both=counts.both,
        only_a=counts.only_a,
        only_b=counts.only_b,
        neither=counts.neither,
        n=counts.n,
        percent_agreement=percent_agreement(counts),
        agree_coded_only=agree_coded_only(counts),
        f1=f1(counts),
        kappa=cohen_kappa(counts),
        alpha=krippendorff_alpha(counts),
        reason=NO_TEXT if counted and not counts.n else reason(counts),
    )
