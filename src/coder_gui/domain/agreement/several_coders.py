"""Coefficients over any number of coders, also where not everybody judged every unit.

`Votes` say how many units got which pattern of judgements: a pattern holds, for each
category offered, the number of coders who chose it, such as (yes, no). Units that one coder
alone judged can neither agree nor disagree; in Gwet's coefficients they count for what is
expected by chance, in Krippendorff's for nothing. Every coefficient is None where it is
undefined, that is, if no two coders judged the same unit or only one category was given at
all; this is decided on whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Votes = Mapping[tuple[int, ...], int]
Value = TypeVar("Value", bound=Hashable)


def percent_agreement(votes: Votes) -> float | None:
    """The share of agreeing pairs of coders, averaged over units (Fleiss 1971; Gwet 2014).

    Defined as soon as one unit was judged by two coders.
    """
    agreed, units = 0.0, 0
    for pattern, number in _judged(votes):
        judges = sum(pattern)
        pairs = sum(voters * (voters - 1) for voters in pattern)
        agreed += number * pairs / (judges * (judges - 1))
        units += number
    return agreed / units if units else None


def fleiss_kappa(votes: Votes) -> float | None:
    """κ = (Po − Pe) / (1 − Pe), Pe = Σ p² (Fleiss 1971; with missing data Gwet 2014).

    p is the share of a unit's coders who chose a category, averaged over all units.
    """
    return _beyond_chance(votes, lambda shares: sum(p * p for p in shares))


def gwet_ac1(votes: Votes) -> float | None:
    """AC1 with Pe = Σ p(1 − p) / (q − 1) for q categories offered (Gwet 2008, 2014).

    Undefined, by our convention, if only one category was given.
    """
    return _beyond_chance(
        votes, lambda shares: sum(p * (1 - p) for p in shares) / (len(shares) - 1)
    )


def brennan_prediger(votes: Votes) -> float | None:
    """κn with Pe = 1/q for q categories offered (Brennan & Prediger 1981; Gwet 2014).

    Undefined, by our convention, if only one category was given.
    """
    return _beyond_chance(votes, lambda shares: 1 / len(shares))


def _beyond_chance(votes: Votes, expected: Callable[[Sequence[float]], float]) -> float | None:
    observed = percent_agreement(votes)
    if observed is None or _one_value(votes):
        return None
    shares: list[float] = []
    units = 0
    for pattern, number in _judged(votes, least=1):
        judges = sum(pattern)
        shares = shares or [0.0] * len(pattern)
        for category, voters in enumerate(pattern):
            shares[category] += number * voters / judges
        units += number
    by_chance = expected([share / units for share in shares])
    return (observed - by_chance) / (1 - by_chance)


def _judged(votes: Votes, least: int = 2) -> Iterable[tuple[tuple[int, ...], int]]:
    """The patterns of units that so many coders or more judged."""
    return ((each, units) for each, units in votes.items() if units and sum(each) >= least)


def _one_value(votes: Votes) -> bool:
    given = {
        category
        for pattern, _units in _judged(votes, least=1)
        for category, voters in enumerate(pattern)
        if voters
    }
    return len(given) < 2


def nominal_alpha(votes: Votes) -> float | None:
    """α for any number of coders and categories, with missing data (Krippendorff 2011, ex. C).

    α = 1 − (N − 1) Σu Σv m_uv (m_u − m_uv)/(m_u − 1) / (N² − Σv N_v²), where of the m_u
    coders who judged unit u, m_uv gave it the value v, N_v is the sum of m_uv over the units
    and N that of N_v. All patterns have the same length.
    """
    judgements, observed, expected = _alpha_parts(votes)
    return 1 - (judgements - 1) * observed / expected if expected else None


def pooled_alpha(votes_by_code: Iterable[Votes]) -> float | None:
    """1 − ΣDo / ΣDe over codes: to α what the pooled κ of de Vries et al. (2008) is to κ.

    Do and De are a code's observed and expected disagreement. Codes that nobody, or everybody
    everywhere, gave drop out by themselves; undefined if no code is left.
    """
    observed_in_all = expected_in_all = 0.0
    for votes in votes_by_code:
        judgements, observed, expected = _alpha_parts(votes)
        if expected:
            observed_in_all += observed / judgements
            expected_in_all += expected / (judgements * (judgements - 1))
    return 1 - observed_in_all / expected_in_all if expected_in_all else None


def _alpha_parts(votes: Votes) -> tuple[int, float, int]:
    """N, N · Do and N(N − 1) · De."""
    given: list[int] = []
    disputed: dict[int, int] = {}
    for pattern, units in _judged(votes):
        judges = sum(pattern)
        given = [
            old + new * units for old, new in zip(given or [0] * len(pattern), pattern, strict=True)
        ]
        disagreeing = sum(voters * (judges - voters) for voters in pattern)
        disputed[judges] = disputed.get(judges, 0) + disagreeing * units
    judgements = sum(given)
    expected = judgements * judgements - sum(number * number for number in given)
    return judgements, sum(pairs / (judges - 1) for judges, pairs in disputed.items()), expected


def alpha(
    units: Iterable[Sequence[Value | None]], distance: Callable[[Value, Value], float]
) -> float | None:
    """α for values of any kind, with a distance between them (Krippendorff 2004, 2011).

    α = 1 − Do/De, where Do averages the distance within units and De that between all values.

    Args:
        units: Each unit's values, one for each coder; None where a coder did not judge it.
        distance: 0 for equal values and more for others.
    """
    given: Counter[Value] = Counter()
    observed = 0.0
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        if values.total() < 2:
            continue
        given += values
        observed += _distances(values, distance) / (values.total() - 1)
    if len(given) < 2:
        return None
    judgements = given.total()
    return 1 - (judgements - 1) * observed / _distances(given, distance)


def _distances(values: Counter[Value], distance: Callable[[Value, Value], float]) -> float:
    """The distances of all ordered pairs, added up."""
    return sum(
        times_a * times_b * distance(a, b)
        for a, times_a in values.items()
        for b, times_b in values.items()
    )


def interval_distance(a: float, b: float) -> float:
    """(a − b)², for numbers with equal steps (Krippendorff 2011)."""
    return (a - b) ** 2


def jaccard_distance(a: frozenset[str], b: frozenset[str]) -> float:
    """1 − |a ∩ b| / |a ∪ b| for sets of codes (Jaccard 1901); two empty sets are alike."""
    return 1 - len(a & b) / len(a | b) if a or b else 0.0
