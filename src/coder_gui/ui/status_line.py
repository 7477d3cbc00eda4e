"""The line at the bottom: what was done last, with its undo, and facts of the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from coder_gui.ui.widgets.text_label import button

if TYPE_CHECKING:
    from coder_gui.domain.changes import Changes


MOST = 620
"""Widest sentence, in pixels."""


class StatusLine(QStatusBar):
    """Says what happened. “Saved” stands there only because every step is on the disk."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._act = QLabel()
        self._act.setTextFormat(Qt.TextFormat.PlainText)
        self._said = ""
        self._back = button(self.tr("Undo"), "link")
        self._back.clicked.connect(self.undo_wanted)
        self._again = button(self.tr("Redo"), "link")
        self._again.clicked.connect(self.redo_wanted)
        self._saved = QLabel()
        self._facts = QLabel()
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(6)
        line.addWidget(self._act)
        line.addWidget(self._back)
        line.addWidget(self._again)
        line.addWidget(self._saved)
        line.addStretch(1)
        line.addWidget(self._facts)
        self.addWidget(self._line, 1)
        self.say("")

    def show_step(self, changes: Changes) -> None:
        """Say what a step did and offer the way back."""
        text = changes.summary
        if changes.kind == "undone":
            text = self.tr("Undone: %1").replace("%1", text)
        elif changes.kind == "redone":
            text = self.tr("Redone: %1").replace("%1", text)
        undone = changes.kind == "undone"
        self._say(text, not undone and not changes.final, undone, "· " + self.tr("Saved"))

    def say(self, text: str) -> None:
        """Say something that needs no undo."""
        self._say(text, back=False, again=False, saved="")

    def _say(self, text: str, back: bool, again: bool, saved: str) -> None:
        self._said = text
        # A long sentence is cut rather than made to widen the window.
        shown = self._act.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, MOST)
        self._act.setText(shown)
        self._act.setToolTip(text if shown != text else "")
        for offer, offered in ((self._back, back), (self._again, again)):
            # To hide and show again what is seen makes Qt lay out the whole window.
            if offer.isHidden() == offered:
                offer.setVisible(offered)
        self._saved.setText(saved)
        if text and self.isVisible():
            # Imported here, because the start has nothing to say to anybody yet.
            from PySide6.QtGui import QAccessible, QAccessibleEvent

            QAccessible.updateAccessibility(
                QAccessibleEvent(self._act, QAccessible.Event.NameChanged)
            )

    def show_facts(self, text: str) -> None:
        self._facts.setText(text)

    def text(self) -> str:
        """What is said now."""
        return self._said
