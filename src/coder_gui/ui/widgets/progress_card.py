"""Long work as it goes on: what is being done, how far it is, what cancelling keeps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from coder_gui.ui.widgets.text_label import button, emphasised, text_label


class ProgressCard(QFrame):
    """A card that never takes the focus away from the work that can go on."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._what = text_label()
        self._what.setTextFormat(Qt.TextFormat.RichText)
        self._note = text_label("", "small", "third")
        self._cancel = button(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        top = QHBoxLayout()
        top.addWidget(self._what, 1)
        top.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 12)
        layout.setSpacing(4)
        layout.addLayout(top)
        rest = QVBoxLayout()
        rest.setContentsMargins(0, 0, 4, 0)
        rest.setSpacing(6)
        rest.addWidget(self._bar)
        rest.addWidget(self._note)
        layout.addLayout(rest)

    def show_progress(self, before: str, strong: str, after: str, done: int, total: int) -> None:
        """For instance “Reading transcript ”, “14 of 36”, “, Clinician 2.docx”.

        Args:
            total: As `done` counts; 0 when it is not known.
        """
        self._what.setText(emphasised(before, strong, after))
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(f"{before}{strong}{after}")

    def set_note(self, note: str) -> None:
        """What cancelling would keep."""
        self._note.setText(note)
        self._note.setVisible(bool(note))
