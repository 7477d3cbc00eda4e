"""Coefficients of two coders over units that each sorted into one of several categories.

A table has a row for each category of coder A and a column for each of coder B, in the same
order; a cell holds the number of units. n is the sum of all cells. Every coefficient is None
where it is undefined, which is decided on whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

Table = Sequence[Sequence[int]]


def percent_agreement(table: Table) -> float | None:
    """The share of units on the diagonal; undefined without units."""
    n = _size(table)
    return _agreed(table) / n if n else None


def cohen_kappa(table: Table) -> float | None:
    """κ = (Po − Pe) / (1 − Pe) with each coder's own margins (Cohen 1960).

    Undefined if Pe is 1, that is, if both coders gave one and the same category throughout.
    """
    n = _size(table)
    by_chance = sum(row * column for row, column in zip(*_margins(table), strict=True))
    return (n * _agreed(table) - by_chance) / (n * n - by_chance) if n * n > by_chance else None


def scott_pi(table: Table) -> float | None:
    """π = (Po − Pe) / (1 − Pe) with the margins of both coders taken together (Scott 1955).

    Undefined if only one category was given.
    """
    n, squares = _size(table), _squared_totals(table)
    most = 4 * n * n
    return (4 * n * _agreed(table) - squares) / (most - squares) if most > squares else None


def gwet_ac1(table: Table) -> float | None:
    """AC1 = (Po − Pe) / (1 − Pe) with Pe = Σ p(1 − p) / (q − 1) (Gwet 2008).

    p is the share of a category in both coders' judgements and q the number of categories
    offered. Undefined, by our convention, if only one category was given.
    """
    n, squares = _size(table), _squared_totals(table)
    most = 4 * n * n
    if most == squares:
        return None
    by_chance = (most - squares) / (most * (len(table) - 1))
    return (_agreed(table) / n - by_chance) / (1 - by_chance)


def brennan_prediger(table: Table) -> float | None:
    """κn = (Po − 1/q) / (1 − 1/q) for q categories offered (Brennan & Prediger 1981).

    Undefined, by our convention, if only one category was given.
    """
    n, categories = _size(table), len(table)
    if 4 * n * n == _squared_totals(table):
        return None
    return (categories * _agreed(table) - n) / (n * (categories - 1))


def votes(table: Table) -> dict[tuple[int, ...], int]:
    """Units by the number of coders in each category, as coefficients over all coders ask."""
    found: dict[tuple[int, ...], int] = {}
    for row, cells in enumerate(table):
        for column, units in enumerate(cells):
            pattern = tuple((i == row) + (i == column) for i in range(len(table)))
            found[pattern] = found.get(pattern, 0) + units
    return found


def _size(table: Table) -> int:
    return sum(map(sum, table))


def _agreed(table: Table) -> int:
    return sum(row[index] for index, row in enumerate(table))


def _margins(table: Table) -> tuple[list[int], list[int]]:
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]


def _squared_totals(table: Table) -> int:
    """The squares of how often each category was given by either coder, added up."""
    return sum((row + column) ** 2 for row, column in zip(*_margins(table), strict=True))
