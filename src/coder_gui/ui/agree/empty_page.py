"""What stands in the Agree place while there is nothing to compare."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coder_gui.ui.agree.blind_card import BlindCard
from coder_gui.ui.widgets.empty_state import EmptyState


class EmptyPage(QWidget):
    """One of three cards: no second coder yet, nothing in common, or still blind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.too_few = EmptyState(
            self.tr("Agreement needs a second coder"),
            self.tr(
                "Add the second coder from “Coding as …” at the top right, then let them code "
                "the same transcripts."
            ),
        )
        self.nothing_common = EmptyState(
            self.tr("These two have no transcript in common"),
            self.tr(
                "Figures compare what both coders worked on. Let the second coder code a "
                "transcript that the first one codes too, or choose other coders above."
            ),
        )
        self.blind = BlindCard()
        self._cards: tuple[QWidget, ...] = (self.too_few, self.nothing_common, self.blind)
        page = QVBoxLayout(self)
        page.addStretch(2)
        for empty in self._cards:
            empty.setFixedWidth(420)
            # Between stretches and not by alignment, which would cut its words off.
            middle = QHBoxLayout()
            middle.addStretch(1)
            middle.addWidget(empty)
            middle.addStretch(1)
            page.addLayout(middle)
        page.addStretch(3)

    def show_card(self, card: QWidget | None) -> None:
        """Show one of the cards, or go."""
        self.setVisible(card is not None)
        for each in self._cards:
            each.setVisible(each is card)
