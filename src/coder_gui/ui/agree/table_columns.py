"""The columns of the agreement table: heads, widths, what stands in them, and orders of rows."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, Qt

from coder_gui.domain.agreement import coefficients
from coder_gui.domain.agreement.counts import Counts
from coder_gui.domain.agreement.intervals import Interval
from coder_gui.ui.agree.figures import UNDEFINED, CodeFigures, between, coefficient, percent

ID = Qt.ItemDataRole.UserRole
COLOUR = Qt.ItemDataRole.UserRole + 1
IS_THEME = Qt.ItemDataRole.UserRole + 2
IS_QUIET = Qt.ItemDataRole.UserRole + 3
"""Whether the line has no coefficients and steps back."""
ALPHA = Qt.ItemDataRole.UserRole + 4
IS_WARNING = Qt.ItemDataRole.UserRole + 5
INTERVAL = Qt.ItemDataRole.UserRole + 6
"""The lower and the upper end of α's interval."""
TRANSCRIPT = Qt.ItemDataRole.UserRole + 7
"""Id of the transcript in a line of one; None in a code's own line."""


class Column(IntEnum):
    CODE = 0
    SEGMENTS_A = 1
    SEGMENTS_B = 2
    BOTH = 3
    ONLY_A = 4
    ONLY_B = 5
    NEITHER = 6
    AGREE = 7
    ON_CODED = 8
    KAPPA = 9
    ALPHA = 10
    AXIS = 11
    FLAGS = 12
    OTHERS = 13
    PI = 14
    AC1 = 15
    BP = 16
    SETTLED = 17


VISUAL_ORDER = (
    *(Column.CODE, Column.SEGMENTS_A, Column.SEGMENTS_B, Column.OTHERS),
    *(Column.BOTH, Column.ONLY_A, Column.ONLY_B, Column.NEITHER),
    *(Column.AGREE, Column.ON_CODED, Column.KAPPA, Column.ALPHA, Column.AXIS),
    *(Column.PI, Column.AC1, Column.BP, Column.SETTLED, Column.FLAGS),
)
OPTIONAL = (Column.PI, Column.AC1, Column.BP, Column.SETTLED)
"""Columns that are shown if they are asked for."""
OF_SEGMENTS = (Column.SEGMENTS_A, Column.SEGMENTS_B, Column.OTHERS)
OF_UNITS = (Column.BOTH, Column.ONLY_A, Column.ONLY_B, Column.NEITHER)


class Order(IntEnum):
    """Orders of the rows. Only the codebook's shows the tree."""

    CODEBOOK = 0
    LOWEST_KAPPA = 1
    LOWEST_ALPHA = 2
    MOST_DISPUTED = 3
    MOST_SEGMENTS_A = 4
    MOST_SEGMENTS_B = 5
    MOST_BOTH = 6
    MOST_ONLY_A = 7
    MOST_ONLY_B = 8
    LOWEST_ON_CODED = 9
    LOWEST_AGREE = 10


BY_HEAD = {
    Column.CODE: Order.CODEBOOK,
    Column.SEGMENTS_A: Order.MOST_SEGMENTS_A,
    Column.SEGMENTS_B: Order.MOST_SEGMENTS_B,
    Column.BOTH: Order.MOST_BOTH,
    Column.ONLY_A: Order.MOST_ONLY_A,
    Column.ONLY_B: Order.MOST_ONLY_B,
    Column.AGREE: Order.LOWEST_AGREE,
    Column.ON_CODED: Order.LOWEST_ON_CODED,
    Column.KAPPA: Order.LOWEST_KAPPA,
    Column.ALPHA: Order.LOWEST_ALPHA,
}
"""The order that a click on a head asks for: what needs talking about comes first."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgreementTable", text)


def heads() -> dict[Column, str]:
    return {
        Column.CODE: _tr("Code"),
        Column.SEGMENTS_A: _tr("A"),
        Column.SEGMENTS_B: _tr("B"),
        Column.BOTH: _tr("Both"),
        Column.ONLY_A: _tr("Only A"),
        Column.ONLY_B: _tr("Only B"),
        Column.NEITHER: _tr("Neither"),
        Column.AGREE: _tr("Agree"),
        Column.ON_CODED: _tr("On coded\ntext"),
        Column.KAPPA: "κ",
        Column.ALPHA: "α",
        Column.AXIS: "",
        Column.FLAGS: _tr("Flags"),
        Column.OTHERS: _tr("Others"),
        Column.PI: "π",
        Column.AC1: "AC1",
        Column.BP: "BP",
        Column.SETTLED: _tr("Settled"),
    }


def full_heads(unit: str) -> dict[Column, str]:
    """Heads that stand for themselves, for copies of the table and for screen readers.

    Args:
        unit: What is counted, such as “characters”.
    """
    return heads() | {
        Column.SEGMENTS_A: _tr("Segments A"),
        Column.SEGMENTS_B: _tr("Segments B"),
        Column.OTHERS: _tr("Segments of the others"),
        Column.BOTH: _tr("Both (%1)").replace("%1", unit),
        Column.ONLY_A: _tr("Only A (%1)").replace("%1", unit),
        Column.ONLY_B: _tr("Only B (%1)").replace("%1", unit),
        Column.NEITHER: _tr("Neither (%1)").replace("%1", unit),
        Column.AGREE: _tr("Percent agreement"),
        Column.ON_CODED: _tr("Agreement on coded text"),
        Column.KAPPA: _tr("Cohen’s κ"),
        Column.ALPHA: _tr("Krippendorff’s α"),
        Column.AXIS: _tr("α, 95 % interval"),
        Column.PI: _tr("Scott’s π"),
        Column.AC1: _tr("Gwet’s AC1"),
        Column.BP: _tr("Brennan–Prediger"),
        Column.SETTLED: _tr("Differences settled"),
    }


def tips(unit: str, coders: int) -> dict[Column, str]:
    """What a column is, in a sentence."""
    of_all = _tr("Krippendorff’s α over all %1 coders, nominal.").replace("%1", str(coders))
    found = {
        Column.CODE: _tr("Click for the order of the codebook."),
        Column.SEGMENTS_A: _tr("Segments of coder A in the compared transcripts."),
        Column.SEGMENTS_B: _tr("Segments of coder B in the compared transcripts."),
        Column.BOTH: _tr("Units (%1) that both coders gave the code."),
        Column.ONLY_A: _tr("Units (%1) that only A gave the code."),
        Column.ONLY_B: _tr("Units (%1) that only B gave the code."),
        Column.NEITHER: _tr("Units (%1) that neither coder gave the code."),
        Column.AGREE: _tr(
            "Units (%1) judged alike, uncoded ones included. Close to 100 % whenever most text "
            "is uncoded."
        ),
        Column.ON_CODED: _tr("Units (%1) coded by both, of those coded by either."),
        Column.KAPPA: _tr("Cohen’s κ of A and B, from units (%1)."),
        Column.ALPHA: _tr("Krippendorff’s α for two coders, nominal, from units (%1)."),
        Column.AXIS: _tr(
            "α from 0 to 1 with its 95 % interval, drawn from whole transcripts, and the marks "
            "of the reading scale."
        ),
        Column.OTHERS: _tr("Segments of each coder after A and B."),
        Column.PI: _tr("Scott’s π: like κ, with one chance for both coders."),
        Column.AC1: _tr("Gwet’s AC1: close to 1 whenever most text is uncoded."),
        Column.BP: _tr("Brennan and Prediger: 2 × percent agreement − 1."),
        Column.SETTLED: _tr("How many of the differences of A and B are settled."),
    }
    if coders > 2:
        found[Column.ALPHA] = of_all
    return {column: text.replace("%1", unit) for column, text in found.items()}


def texts(line: CodeFigures, interval: Interval | None = None) -> dict[Column, str]:
    """What stands in the columns behind the code's name."""
    found, scored = line.found, line.is_scored
    return {
        Column.SEGMENTS_A: f"{found.segments_a:,}",
        Column.SEGMENTS_B: f"{found.segments_b:,}",
        Column.BOTH: f"{found.both:,}",
        Column.ONLY_A: f"{found.only_a:,}",
        Column.ONLY_B: f"{found.only_b:,}",
        Column.NEITHER: f"{found.neither:,}" if line.has_neither else UNDEFINED,
        Column.AGREE: percent(found.percent_agreement),
        Column.ON_CODED: percent(found.agree_coded_only),
        Column.KAPPA: coefficient(line.kappa),
        Column.ALPHA: coefficient(line.alpha),
        Column.AXIS: between(interval) if scored else "",
        Column.FLAGS: line.warning or line.why_undefined,
        Column.OTHERS: " · ".join(f"{number:,}" for number in line.others),
        Column.PI: coefficient(found.pi if scored else None),
        Column.AC1: coefficient(found.ac1 if scored else None),
        Column.BP: coefficient(found.bp if scored else None),
    }


def transcript_texts(
    counts: Counts, segments: tuple[int, int], has_neither: bool
) -> dict[Column, str]:
    """What stands in the columns of one transcript, below its code."""
    kappa = coefficients.cohen_kappa(counts) if has_neither else None
    alpha = coefficients.krippendorff_alpha(counts) if has_neither else None
    return {
        Column.SEGMENTS_A: f"{segments[0]:,}",
        Column.SEGMENTS_B: f"{segments[1]:,}",
        Column.BOTH: f"{counts.both:,}",
        Column.ONLY_A: f"{counts.only_a:,}",
        Column.ONLY_B: f"{counts.only_b:,}",
        Column.NEITHER: f"{counts.neither:,}" if has_neither else UNDEFINED,
        Column.AGREE: percent(coefficients.percent_agreement(counts)),
        Column.ON_CODED: percent(coefficients.agree_coded_only(counts)),
        Column.KAPPA: coefficient(kappa),
        Column.ALPHA: coefficient(alpha),
    }


def order_names() -> dict[Order, str]:
    """The orders that the menu offers; the others are asked for at the heads."""
    return {
        Order.CODEBOOK: _tr("as in the codebook"),
        Order.LOWEST_KAPPA: _tr("lowest κ first"),
        Order.LOWEST_ALPHA: _tr("lowest α first"),
        Order.MOST_DISPUTED: _tr("most text in dispute first"),
        Order.LOWEST_ON_CODED: _tr("lowest on coded text first"),
    }


def order_name(order: Order) -> str:
    """An order in words, also one that only a head asks for."""
    head = next((column for column, each in BY_HEAD.items() if each == order), Column.CODE)
    largest = _tr("largest “%1” first").replace("%1", heads()[head].replace("\n", " "))
    lowest = _tr("lowest “%1” first").replace("%1", heads()[head].replace("\n", " "))
    return order_names().get(order, largest if order.name.startswith("MOST") else lowest)


def sort_key(order: Order) -> Callable[[CodeFigures], tuple[bool, float]]:
    """Key of an order that is not the codebook's; undefined figures come last."""

    def lowest(value: float | None) -> tuple[bool, float]:
        return value is None, value or 0.0

    keys: dict[Order, Callable[[CodeFigures], tuple[bool, float]]] = {
        Order.LOWEST_KAPPA: lambda line: lowest(line.kappa),
        Order.LOWEST_ALPHA: lambda line: lowest(line.alpha),
        Order.LOWEST_ON_CODED: lambda line: lowest(line.found.agree_coded_only),
        Order.LOWEST_AGREE: lambda line: lowest(line.found.percent_agreement),
        Order.MOST_DISPUTED: lambda line: lowest(-line.disputed),
        Order.MOST_SEGMENTS_A: lambda line: lowest(-line.found.segments_a),
        Order.MOST_SEGMENTS_B: lambda line: lowest(-line.found.segments_b),
        Order.MOST_BOTH: lambda line: lowest(-line.found.both),
        Order.MOST_ONLY_A: lambda line: lowest(-line.found.only_a),
        Order.MOST_ONLY_B: lambda line: lowest(-line.found.only_b),
    }
    return keys[order]
