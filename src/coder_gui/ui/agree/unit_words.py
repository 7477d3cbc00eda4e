"""The units of comparison as the place and the report name them."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from coder_gui.domain.agreement.units import CHARACTER, DOCUMENT, PARAGRAPH, TURN, Unit

OVERLAPS = (Fraction(1, 10), Fraction(1, 2), Fraction(3, 4), Fraction(1))
"""How much segments may be asked to overlap."""
UNITS = (
    CHARACTER,
    PARAGRAPH,
    TURN,
    DOCUMENT,
    *(Unit("segment", overlap) for overlap in OVERLAPS),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgreementUnits", text)


def unit_plural(unit: Unit) -> str:
    """“characters”, as it stands in a sentence."""
    return {
        "character": _tr("characters"),
        "paragraph": _tr("paragraphs"),
        "turn": _tr("turns"),
        "document": _tr("transcripts"),
        "segment": _tr("segments"),
    }[unit.kind]


def unit_name(unit: Unit) -> str:
    """The unit, with the overlap that segments need to match."""
    if unit.overlap is None:
        return unit_plural(unit)
    if unit.overlap == 1:
        return _tr("segments, the same ends")
    share = f"{float(100 * unit.overlap):g}"
    return _tr("segments, overlap of %1 % and more").replace("%1", share)
