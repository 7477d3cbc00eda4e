"""How wide the columns of the agreement table are, and which give way in a narrow window."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtGui import QFontMetrics

from coder_gui.ui import fonts
from coder_gui.ui.agree.table_columns import OPTIONAL, Column, heads
from coder_gui.ui.agree.table_look import PADDING, SIGN

LEAST_NAME = 220
AXIS_WIDTH = 156
GAP = 6
"""Least space left of what stands in a column."""
WIDEST = {
    Column.SEGMENTS_A: "0,000",
    Column.SEGMENTS_B: "0,000",
    Column.OTHERS: "000",
    Column.BOTH: "000,000",
    Column.ONLY_A: "000,000",
    Column.ONLY_B: "000,000",
    Column.NEITHER: "0,000,000",
    Column.AGREE: "100 %",
    Column.ON_CODED: "100 %",
    Column.KAPPA: "−1.00",
    Column.ALPHA: "−1.00",
    Column.PI: "−1.00",
    Column.AC1: "−1.00",
    Column.BP: "−1.00",
    Column.FLAGS: "A codes 10.0 × B",
    Column.SETTLED: "188 of 188",
}
FOLDING = (Column.NEITHER, Column.AXIS, Column.FLAGS, Column.AGREE, Column.OTHERS)
"""Columns that give way, in this order, until names have room; flags keep their signs."""


def fitted(room: int, optional: Collection[Column], others: int) -> dict[Column, int]:
    """A width for each column, 0 for those that are not shown.

    Args:
        room: Pixels for all of them.
        optional: The optional columns that were asked for.
        others: How many coders there are after A and B.
    """
    widths = _wanted(others)
    for column in {*OPTIONAL} - {*optional}:
        widths[column] = 0
    if not others:
        widths[Column.OTHERS] = 0
    for column in FOLDING:
        if room - sum(widths.values()) >= LEAST_NAME:
            break
        widths[column] = PADDING + SIGN + PADDING if column == Column.FLAGS else 0
    widths[Column.CODE] = max(room - sum(widths.values()), LEAST_NAME)
    return widths


def _wanted(others: int) -> dict[Column, int]:
    figures = QFontMetrics(fonts.number_font("row", fonts.SEMIBOLD))
    titles = QFontMetrics(fonts.interface_font("row", fonts.SEMIBOLD))
    widths = {Column.AXIS: AXIS_WIDTH}
    for column, widest in WIDEST.items():
        sign = SIGN + 6 + PADDING if column == Column.FLAGS else 0
        lines = map(titles.horizontalAdvance, heads()[column].split("\n"))
        shown = " · ".join([widest] * others) if column == Column.OTHERS else widest
        widths[column] = max(figures.horizontalAdvance(shown), *lines) + PADDING + GAP + sign
    return widths
