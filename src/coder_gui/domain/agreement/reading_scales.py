"""Published words for how high a coefficient is, for those who want to quote them.

A scale is a convention and no verdict: what is enough depends on what follows from a wrong
conclusion. So it is chosen by the researcher, named wherever its words stand, and stands
beside the interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nextafter


def _above(edge: float) -> float:
    """The first value that is more than an edge."""
    return nextafter(edge, 2)


@dataclass(frozen=True, slots=True)
class ReadingScale:
    """Words for ranges of κ and α.

    `bands` are the lowest value of each range and its words, the highest first; what is below
    all of them is `lowest`. `marks` are shown on the axis of a table. Below `least` a code is
    counted as low, which is said as `low`.
    """

    name: str
    source: str
    bands: tuple[tuple[float, str], ...]
    lowest: str
    marks: tuple[float, ...]
    least: float
    low: str

    def words(self, value: float) -> str:
        """What the scale calls a coefficient."""
        return next((words for edge, words in self.bands if value >= edge), self.lowest)


KRIPPENDORFF = ReadingScale(
    name="Krippendorff",
    source="Krippendorff 2004: α of .800 and more is reliable, .667 to .800 allows tentative "
    "conclusions",
    bands=((0.8, "reliable"), (0.667, "for tentative conclusions")),
    lowest="below .667",
    marks=(0.667, 0.8),
    least=0.667,
    low="below .667",
)
LANDIS_KOCH = ReadingScale(
    name="Landis & Koch",
    source="Landis & Koch 1977: below 0 poor, to .20 slight, to .40 fair, to .60 moderate, "
    "to .80 substantial, above almost perfect",
    bands=(
        (_above(0.8), "almost perfect"),
        (_above(0.6), "substantial"),
        (_above(0.4), "moderate"),
        (_above(0.2), "fair"),
        (0.0, "slight"),
    ),
    lowest="poor",
    marks=(0.2, 0.4, 0.6, 0.8),
    least=_above(0.6),
    low="up to .60",
)
SCALES = (KRIPPENDORFF, LANDIS_KOCH)
