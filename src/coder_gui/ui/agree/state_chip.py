"""Which differences the walk stops at, by whether they are settled."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from coder_gui.domain.settling import State
from coder_gui.ui.agree.settle_words import STATES, state_names
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer


class StateChip(Chip):
    """Offers all of them, open ones first, or those of one state."""

    state_chosen = Signal(object)
    """A `State`, or None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Settling", "Show"), "", parent)

    def show_states(self, states: Mapping[State, int], chosen: State | None) -> None:
        """Offer the states with how many there are of each."""
        names = state_names()
        first = QCoreApplication.translate("Settling", "open first")
        choices: list[tuple[str, object]] = [(first, None)]
        choices += [(f"{names[each]}\t{states.get(each, 0):,}", each) for each in STATES]
        offer(self, choices, chosen, self.state_chosen.emit)
        if chosen is not None:
            self.set_value(names[chosen])
