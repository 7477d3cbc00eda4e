"""The best alignment of several coders' units, from which γ is made.

Mathet, Widlöcher & Métivier (2015): an alignment puts every unit into one group with at most
one unit of each coder. Its disorder is what the members of the groups differ by, in place
and in value. γ compares it with the disorder of shuffled continua; here is the exact disorder
of the best alignment, for continua of a few dozen units, not the shuffling.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations, product

from coder_gui.domain.agreement.unitizing import Valued

EMPTY = 1.0
"""What a unit differs by from none at all (Δ∅)."""


def dissimilarity(a: Valued | None, b: Valued | None, place: float = 1, value: float = 1) -> float:
    """α · d_pos + β · d_cat of two units, Δ∅ where one is missing.

    Args:
        place: Weight α of the squared, relative difference of the ends.
        value: Weight β of having another value.
    """
    if a is None or b is None:
        return EMPTY
    apart = (abs(a.start - b.start) + abs(a.end - b.end)) / (a.length + b.length)
    return EMPTY * (place * apart**2 + value * (a.value != b.value))


def best_disorder(
    coders: Sequence[Sequence[Valued]], place: float = 1, value: float = 1
) -> float | None:
    """Disorder of the best alignment: its groups' disorders over the mean number of units.

    A group's disorder is the mean dissimilarity of its pairs of members. The search tries all
    that can be best, which takes exponential time where many units lie near each other.
    Undefined with fewer than two coders, or without any unit.
    """
    pairs = len(coders) * (len(coders) - 1) // 2
    units = sum(len(each) for each in coders)
    if not pairs or not units:
        return None

    @cache
    def least(left: tuple[tuple[Valued, ...], ...]) -> float:
        """The smallest sum over groups of the units that are left."""
        first = min(
            (number for number, each in enumerate(left) if each),
            key=lambda number: left[number][0],
            default=None,
        )
        if first is None:
            return 0.0
        unit = left[first][0]
        partners = [
            [unit] if number == first else [None, *_near(unit, each, place, value, pairs)]
            for number, each in enumerate(left)
        ]
        return min(_group(group) + least(_without(left, group)) for group in product(*partners))

    def _group(group: Sequence[Valued | None]) -> float:
        return sum(dissimilarity(a, b, place, value) for a, b in combinations(group, 2)) / pairs

    return least(tuple(tuple(sorted(each)) for each in coders)) * len(coders) / units


def _near(
    unit: Valued, others: Sequence[Valued], place: float, value: float, pairs: int
) -> list[Valued]:
    """Those that may share a group with the unit.

    Apart, a member costs at most what it does against nothing, with every other coder.
    """
    most = 2 * pairs * EMPTY
    return [other for other in others if dissimilarity(unit, other, place, value) < most]


def _without(
    left: tuple[tuple[Valued, ...], ...], group: Sequence[Valued | None]
) -> tuple[tuple[Valued, ...], ...]:
    rest: list[tuple[Valued, ...]] = []
    for units, member in zip(left, group, strict=True):
        place = len(units) if member is None else units.index(member)
        rest.append(units[:place] + units[place + 1 :])
    return tuple(rest)
