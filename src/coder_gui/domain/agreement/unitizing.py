"""α for coders who cut a continuum into units of their own: the uα family, and αU of 2004.

The uα family (Krippendorff, Mathet, Bouvry & Widlöcher 2016) compares codings in which a
coder's units do not overlap, that is, sets of codes that exclude each other. αU
(Krippendorff 2004, ch. 11.6) looks at one code after the other. All are None where they are
undefined; this is decided on whole numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple


class Valued(NamedTuple):
    """A unit of one coder, half-open, with its value; a gap between units has the value None."""

    start: int
    end: int
    value: str | None

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Continuum:
    """What all coders were given, and each coder's units in it, none of length 0."""

    begin: int
    length: int
    coders: Sequence[Sequence[Valued]]

    def sections(self) -> list[list[Valued]]:
        """Each coder's units with the gaps between them, in order.

        Raises:
            ValueError: A coder's units overlap, or lie outside the continuum.
        """
        return [list(self._sections(units)) for units in self.coders]

    def _sections(self, units: Sequence[Valued]) -> Iterator[Valued]:
        reached, finish = self.begin, self.begin + self.length
        for unit in sorted(units, key=lambda each: each.start):
            if unit.start < reached or unit.end > finish:
                raise ValueError(f"{unit} overlaps another unit or lies outside the continuum")
            if unit.start > reached:
                yield Valued(reached, unit.start, None)
            yield unit
            reached = unit.end
        if reached < finish:
            yield Valued(reached, finish, None)


Coincidences = defaultdict[tuple[str | None, str | None], Fraction]


@dataclass(frozen=True, slots=True)
class UnitizedAlpha:
    """The uα family, nominal.

    `u` is over all values and the gaps, `bar_u` over units against gaps, `cu` over the values
    where units of different coders meet, `k_u` over each value there. The coverages say what
    share of the continua, or of a value's units, the last two rest on.
    """

    u: float | None
    bar_u: float | None
    cu: float | None
    cu_coverage: float | None
    k_u: Mapping[str, float | None]
    k_coverage: Mapping[str, float]


def unitized_alpha(continuum: Continuum) -> UnitizedAlpha:
    """The uα family (Krippendorff, Mathet, Bouvry & Widlöcher 2016).

    Undefined: uα if all is of one value, or all a gap; |uα if there are only units or only
    gaps; cuα if fewer than two values meet units of other coders; (k)uα if units of k meet
    none of other coders, or no other values do; all of them with one coder. So are the last
    two if so little meets that by chance every character would meet its own unit.
    """
    sections = continuum.sections()
    values = sorted({unit.value for coder in sections for unit in coder if unit.value is not None})
    if len(sections) < 2:
        return UnitizedAlpha(None, None, None, None, dict.fromkeys(values), {})
    met = _coincidences(sections)
    u, bar_u = _against_gaps(sections, met, len(sections) * continuum.length)
    pairable = {k: sum((met[k, c] for c in values), Fraction(0)) for k in values}
    itself = _meeting_itself(sections)
    lengths = _lengths(sections)
    coded = sum(pairable.values())
    return UnitizedAlpha(
        u=u,
        bar_u=bar_u,
        cu=_cu(pairable, {k: met[k, k] for k in values}, sum(itself.values())),
        cu_coverage=float(coded / lengths.total()) if lengths else None,
        k_u={k: _k_u(pairable[k], coded, met[k, k], itself[k]) for k in values},
        k_coverage={k: float(pairable[k] / lengths[k]) for k in values},
    )


def _coincidences(sections: Sequence[Sequence[Valued]]) -> Coincidences:
    """ℓ_ck (eq. 1): the length that one coder gave c and another k, over m − 1."""
    found: Coincidences = defaultdict(Fraction)
    for of_a, of_b in permutations(sections, 2):
        for a, b, length in _met(of_a, of_b):
            found[a.value, b.value] += Fraction(length, len(sections) - 1)
    return found


def _met(of_a: Sequence[Valued], of_b: Sequence[Valued]) -> Iterator[tuple[Valued, Valued, int]]:
    """The sections of two coders that lie on the same text, and the length they share."""
    i = j = 0
    while i < len(of_a) and j < len(of_b):
        a, b = of_a[i], of_b[j]
        if (shared := min(a.end, b.end) - max(a.start, b.start)) > 0:
            yield a, b, shared
        if a.end <= b.end:
            i += 1
        else:
            j += 1


def _lengths(sections: Sequence[Sequence[Valued]]) -> Counter[str | None]:
    found: Counter[str | None] = Counter()
    for section in (each for coder in sections for each in coder):
        found[section.value] += section.length
    return found


def _against_gaps(
    sections: Sequence[Sequence[Valued]],
    met: Coincidences,
    whole: int,
) -> tuple[float | None, float | None]:
    """uα and |uα (eqs. 4 to 6): by chance, units move as wholes, gaps by the character.

    With n_c the length of c in all continua, N their whole length and S the chances of a
    character to be paired with its own unit, De is Σ n_c n_k · N / (N² − S) over c ≠ k.
    """
    lengths = _lengths(sections)
    by_chance = whole * whole - sum(
        section.length if section.value is None else section.length**2
        for coder in sections
        for section in coder
    )
    disputed = whole - sum(met[value, value] for value in lengths)
    unlike = whole * whole - sum(length * length for length in lengths.values())
    gaps = lengths[None]
    disputed_gaps, unlike_gaps = gaps - met[None, None], gaps * (whole - gaps)
    return (
        float(1 - disputed * by_chance / Fraction(whole * unlike)) if unlike else None,
        float(1 - disputed_gaps * by_chance / Fraction(whole * unlike_gaps))
        if unlike_gaps
        else None,
    )


def _meeting_itself(sections: Sequence[Sequence[Valued]]) -> defaultdict[str | None, Fraction]:
    """Per value the squared lengths on which a unit meets units of another coder, over m − 1."""
    found: defaultdict[str | None, Fraction] = defaultdict(Fraction)
    for of_a, of_b in permutations(sections, 2):
        meeting: Counter[Valued] = Counter()
        for a, b, length in _met(of_a, of_b):
            if a.value is not None and b.value is not None:
                meeting[a] += length
        for unit, length in meeting.items():
            found[unit.value] += Fraction(length**2, len(sections) - 1)
    return found


def _cu(
    pairable: Mapping[str, Fraction], agreed: Mapping[str, Fraction], itself: Fraction | int
) -> float | None:
    """cuα (eqs. 10 and 11), on the text where units meet only."""
    coded = sum(pairable.values())
    unlike = coded * coded - sum(length * length for length in pairable.values())
    by_chance = coded * coded - itself
    if not unlike or by_chance <= 0:
        return None
    return float(1 - (coded - sum(agreed.values())) * by_chance / (coded * unlike))


def _k_u(
    pairable: Fraction, coded: Fraction | int, agreed: Fraction | int, itself: Fraction | int
) -> float | None:
    """(k)uα (eq. 13) for one value."""
    unlike = pairable * pairable * (coded - pairable)
    by_chance = pairable * coded - itself
    if not unlike or by_chance <= 0:
        return None
    return float(1 - by_chance * (pairable - agreed) / unlike)


@dataclass(frozen=True, slots=True)
class AlphaU:
    """αU of 2004: over all values, of each, and the disagreements it comes from."""

    alpha: float | None
    by_value: Mapping[str, float | None]
    observed: Mapping[str, float]
    expected: Mapping[str, float]


def alpha_u_2004(continua: Mapping[str, Continuum]) -> AlphaU:
    """αU = 1 − ΣDo / ΣDe over values (Krippendorff 2004, ch. 11.6).

    Do squares the ends by which overlapping units differ, and the length of units that lie
    in another coder's gap; De does so for units thrown anywhere on the continuum. Undefined
    if De is 0, as where nobody marked anything.

    Args:
        continua: By value, with the units of this value only; all of one length, longer than 1.
    """
    observed = {value: _observed(each) for value, each in continua.items()}
    expected = {value: _expected(each) for value, each in continua.items()}
    by_value = {
        value: float(1 - observed[value] / by_chance) if by_chance else None
        for value, by_chance in expected.items()
    }
    in_all = sum(expected.values())
    return AlphaU(
        alpha=float(1 - sum(observed.values()) / in_all) if in_all else None,
        by_value=by_value,
        observed={value: float(each) for value, each in observed.items()},
        expected={value: float(each) for value, each in expected.items()},
    )


def _observed(continuum: Continuum) -> Fraction:
    """Do: δ² of all sections of all pairs of coders, over m(m − 1)L²."""
    coders = len(continuum.coders)
    if coders < 2:
        return Fraction(0)
    squares = sum(
        _squared_difference(a, b)
        for of_a, of_b in permutations(continuum.sections(), 2)
        for a, b, _length in _met(of_a, of_b)
    )
    return Fraction(squares, coders * (coders - 1) * continuum.length**2)


def _squared_difference(a: Valued, b: Valued) -> int:
    """δ² of two sections that lie on the same text."""
    if a.value is not None and b.value is not None:
        return (a.start - b.start) ** 2 + (a.end - b.end) ** 2
    if a.value is not None and b.start <= a.start and a.end <= b.end:
        return a.length**2
    if b.value is not None and a.start <= b.start and b.end <= a.end:
        return b.length**2
    return 0


def _expected(continuum: Continuum) -> Fraction:
    """De: what units of these lengths differ by if they are thrown on the continuum anywhere."""
    sections = [section for coder in continuum.sections() for section in coder]
    units = [section for section in sections if section.value is not None]
    gaps = [section for section in sections if section.value is None]
    whole = len(continuum.coders) * continuum.length
    squares = Fraction(0)
    for unit in units:
        length = unit.length
        squares += Fraction(len(units) - 1, 3) * (2 * length**3 - 3 * length**2 + length)
        squares += length**2 * sum(gap.length - length + 1 for gap in gaps if gap.length >= length)
    ways = whole * (whole - 1) - sum(unit.length * (unit.length - 1) for unit in units)
    return Fraction(2, continuum.length) * squares / ways if ways else Fraction(0)
