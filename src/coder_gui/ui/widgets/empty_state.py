"""A card that says what an empty place is for, and offers the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coder_gui.ui.style import ROOM
from coder_gui.ui.widgets.text_label import button, text_label


class EmptyState(QFrame):
    """Title, one or two sentences, and at most one act."""

    action_chosen = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        action: str = "",
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`kind` is the button's: primary, plain, or normal."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        # The button keeps ROOM for its focus ring; the words stand in line with what is seen of it.
        layout.setContentsMargins(18 - ROOM, 16, 18 - ROOM, 16 - ROOM)
        layout.setSpacing(3)
        self._title, self._text = text_label(title, "strong"), text_label(text, "", "second")
        for words in (self._title, self._text):
            words.setContentsMargins(ROOM, 0, ROOM, 0)
            layout.addWidget(words)
        layout.addSpacing(ROOM)
        if action:
            act = button(action, kind)
            act.clicked.connect(self.action_chosen)
            self.setFocusProxy(act)
            layout.addWidget(act, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addStretch(1)

    def say(self, title: str, text: str) -> None:
        """Say something else."""
        self.setAccessibleName(title)
        self._title.setText(title)
        self._text.setText(text)


def page_of(card: EmptyState, width: int) -> QWidget:
    """A page with a card a little above its middle.

    The card has a fixed width between stretches: centred by its alignment, its words would be
    measured over the width of the page, and cut.
    """
    page = QWidget()
    card.setFixedWidth(width)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(card)
    line.addStretch(1)
    column = QVBoxLayout(page)
    column.addStretch(2)
    column.addLayout(line)
    column.addStretch(3)
    return page
