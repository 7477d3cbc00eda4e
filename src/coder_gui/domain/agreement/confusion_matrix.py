"""The confusion of two coders as a matrix for people: codes that are confused, in tree order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder_gui.domain.agreement.confusion import Confusion


@dataclass(frozen=True, slots=True)
class ConfusionMatrix:
    """Characters by code of A (row) and code of B (column), without the diagonal.

    `codes` are the codes that were ever given in place of another, in tree order, and None
    last: no (further) code. On the diagonal, and where nothing was coded by either, stands 0.
    """

    codes: tuple[int | None, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def strongest(self) -> int:
        """The largest cell between two codes, which gets the full shade."""
        return max((max(row[:-1], default=0) for row in self.cells[:-1]), default=0)

    def shade(self, row: int, column: int) -> float:
        """From 0 to 1; what one coder left uncoded gets none, for it would outshine the rest."""
        if None in (self.codes[row], self.codes[column]) or not self.strongest:
            return 0.0
        return self.cells[row][column] / self.strongest

    def between_codes(self) -> list[tuple[int, int, int]]:
        """Characters, code of A and code of B, the largest first."""
        found = [
            (length, a, b)
            for a, row in zip(self.codes, self.cells, strict=True)
            for b, length in zip(self.codes, row, strict=True)
            if length and a is not None and b is not None
        ]
        return sorted(found, key=lambda each: -each[0])


def confusion_matrix(confusion: Confusion, codes: Iterable[int]) -> ConfusionMatrix:
    """Arrange a confusion.

    Args:
        codes: All codes in the scope, in tree order.
    """
    given = {
        code
        for (a, b), length in confusion.items()
        if length and None not in (a, b) and a != b
        for code in (a, b)
    }
    shown: Sequence[int | None] = [code for code in codes if code in given]
    if shown:
        shown = [*shown, None]
    return ConfusionMatrix(
        tuple(shown),
        tuple(tuple(confusion.get((a, b), 0) if a != b else 0 for b in shown) for a in shown),
    )
