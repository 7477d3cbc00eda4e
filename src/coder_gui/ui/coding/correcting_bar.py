"""The line above the page while its words are being corrected."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from coder_gui.domain.counted import counted
from coder_gui.ui import icons
from coder_gui.ui.widgets.text_label import button, text_label


class CorrectingBar(QWidget):
    """Says that typing changes the words now, what goes along, and how to end it."""

    done = Signal()
    review_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "accent")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        picture = QLabel()
        picture.setPixmap(icons.icon("edit", 16).pixmap(QSize(16, 16)))
        words = text_label(
            self.tr("You are correcting the words. Codes, memos and turns go along."), "row"
        )
        words.setWordWrap(True)
        self._review = button(self.tr("Look at corrected segments"), "link")
        self._review.clicked.connect(self.review_wanted)
        done = button(self.tr("Done"))
        done.setToolTip(self.tr("Go back to reading (Esc)"))
        done.clicked.connect(self.done)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 6, 14, 6)
        layout.setSpacing(10)
        layout.addWidget(picture)
        layout.addWidget(words, 1)
        layout.addWidget(self._review)
        layout.addWidget(done)
        self.hide()

    def show_number(self, number: int) -> None:
        """How many segments have other words now and wait to be looked at."""
        self._review.setVisible(number > 0)
        self._review.setText(self.tr("Look at %1").replace("%1", counted(number, "segment")))
