"""What kind of disagreement the walk has reached, and which kinds it stops at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from coder_gui.domain.agreement.disagreements import KINDS, Kind
from coder_gui.ui.agree.figures import coefficient
from coder_gui.ui.agree.pair_study import Stop
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer

WALKED: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "exact")


def _tr(text: str) -> str:
    return QCoreApplication.translate("KindsBar", text)


def kind_names() -> dict[Kind, str]:
    return {
        "boundary": _tr("same passage, other ends"),
        "split": _tr("split or merged"),
        "different code": _tr("another code"),
        "only A": _tr("only A"),
        "only B": _tr("only B"),
        "exact": _tr("agreed"),
    }


def described(stop: Stop, codes: Mapping[int, str], with_code: bool) -> str:
    """A disagreement in words.

    Args:
        with_code: Whether its code has to be named.
    """
    found = stop.component
    if found is None:
        return ""
    words = kind_names()[found.kind]
    if found.kind in ("boundary", "split"):
        words += _tr(", overlap %1").replace("%1", coefficient(float(found.overlap)))
    if found.kind == "different code":
        given = " · ".join(f"“{codes[each]}”" for each in found.other_codes if each in codes)
        words = _tr("A gave %1 instead") if not found.segments_a else _tr("B gave %1 instead")
        words = words.replace("%1", given)
    words = words[:1].upper() + words[1:]
    return f"{codes[found.code_id]}: {words[:1].lower()}{words[1:]}" if with_code else words


class KindChip(Chip):
    """Offers which kinds the walk stops at."""

    kind_chosen = Signal(object)
    """A kind, or None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("KindsBar", "Stop at"), "", parent)

    def show_kinds(self, stops: Sequence[Stop], chosen: Kind | None) -> None:
        """Offer the kinds that there are, with how many of each."""
        numbers = {kind: sum(stop.kind == kind for stop in stops) for kind in WALKED}
        choices: list[tuple[str, object]] = [(_tr("all kinds"), None)]
        names = kind_names()
        choices += [
            (f"{names[kind]}\t{number:,}", kind)
            for kind, number in numbers.items()
            if number or kind == chosen
        ]
        offer(self, choices, chosen, self.kind_chosen.emit)
        if chosen is not None:
            self.set_value(names[chosen])
