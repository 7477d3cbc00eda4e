"""The sheet on which a part of the study is chosen for a coder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.counted import counted
from coder_gui.ui.dialogs import box
from coder_gui.ui.protecting.fields import NewPassphrase
from coder_gui.ui.team.drawing import Choosable, TranscriptTicks
from coder_gui.ui.widgets.text_label import button, text_label

SIZE = QSize(620, 610)
BELOW = 30
"""Pixels by which a line stands to the right of the box that it is about."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be handed out; a coder who is a name is a new one."""

    coder: int | str
    name: str
    transcripts: tuple[int, ...]
    may_add_codes: bool
    passphrase: str
    drawn: str
    hides_names: bool = False


class HandOutDialog(QDialog):
    """Who gets which transcripts, chosen one by one or drawn at random."""

    ordered = Signal(object)
    """The `Order`; where the file goes is asked by the window."""
    key_wanted = Signal()
    """The names are to come from a key file."""

    def __init__(
        self,
        coders: Sequence[tuple[int, str]],
        transcripts: Sequence[Choosable],
        protects: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Hand out to a coder"))
        self.resize(SIZE)
        self._transcripts = tuple(transcripts)
        self.coder = QComboBox()
        self.coder.setEditable(True)
        for coder_id, name in coders:
            self.coder.addItem(name, coder_id)
        self.coder.setCurrentIndex(-1)
        self.coder.lineEdit().setPlaceholderText(self.tr("Name of the coder, who may be new"))
        self.ticks = TranscriptTicks(self._transcripts)
        self.list, line = self.ticks.list, self.ticks.line
        self.number, self.seed, self.draw_button = line.number, line.seed, line.button
        self.may_add_codes = QCheckBox(self.tr("The coder may add and change codes"))
        self.may_add_codes.setChecked(True)
        self.hides = QCheckBox(self.tr("Replace the names in the file (de-identify)"))
        self.names = text_label("", "row", "second")
        self.open_key = button(self.tr("Open a key file…"), "plain")
        self._listed = 0
        self.protects = QCheckBox(self.tr("Protect the file with a passphrase"))
        lost = self.tr("Tell the coder the passphrase by another way than the file.")
        self.passphrase = NewPassphrase(warning=lost)
        self.buttons = box(self.tr("Hand out…"))
        self._lay_out()
        self._connect()
        self.protects.setChecked(protects)
        self._refresh()

    def chosen(self) -> tuple[int, ...]:
        """Ids of the transcripts that are ticked."""
        return self.ticks.chosen()

    def show_names(self, listed: int, skipped: int) -> None:
        """Say which names would be replaced, and where they would not."""
        self._listed = listed
        if not listed:
            said = self.tr("No names are listed yet. They are listed under De-identify.")
        elif skipped:
            said = self.tr("%1 replaced, but not in %2, as you decided.")
        else:
            said = self.tr("%1 replaced wherever they stand as whole words.")
        said = said.replace("%1", self.tr("%1 will be").replace("%1", counted(listed, "name")))
        self.names.setText(said.replace("%2", counted(skipped, "place")))
        self._refresh()

    def accept(self) -> None:
        order = self._order()
        super().accept()
        self.ordered.emit(order)

    def _order(self) -> Order:
        name, chosen = " ".join(self.coder.currentText().split()), self.chosen()
        place = self.coder.findText(name, Qt.MatchFlag.MatchFixedString)
        known = place >= 0 and self.coder.itemText(place) == name
        return Order(
            self.coder.itemData(place) if known else name,
            name,
            chosen,
            self.may_add_codes.isChecked(),
            self.passphrase.text() if self.protects.isChecked() else "",
            self.ticks.how(),
            self.hides.isChecked(),
        )

    def _refresh(self) -> None:
        number = len(self.chosen())
        secret = not self.protects.isChecked() or self.passphrase.is_complete()
        named = not self.hides.isChecked() or self._listed > 0
        self.names.setVisible(self.hides.isChecked())
        self.open_key.setVisible(self.hides.isChecked() and not self._listed)
        complete = bool(self.coder.currentText().strip()) and number > 0 and secret and named
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(complete)

    # Making ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        lead = self.tr(
            "The coder gets one file with these transcripts and the codebook. Nobody else’s "
            "segments, memos or names are in it."
        )
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(self.tr("Coder"), self.coder)
        form.addRow(self.tr("Draw at random"), self.ticks.line)
        about = QHBoxLayout()
        about.setContentsMargins(BELOW, 0, 0, 0)
        about.addWidget(self.names, 1)
        about.addWidget(self.open_key)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(lead, "row", "second"))
        layout.addLayout(form)
        layout.addWidget(self.ticks, 1)
        layout.addWidget(self.may_add_codes)
        layout.addWidget(self.hides)
        layout.addLayout(about)
        layout.addWidget(self.protects)
        layout.addWidget(self.passphrase)
        layout.addWidget(self.buttons)
        self.passphrase.hide()

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.ticks.changed.connect(self._refresh)
        self.coder.editTextChanged.connect(lambda _text: self._refresh())
        self.hides.toggled.connect(lambda _on: self._refresh())
        self.open_key.clicked.connect(self.key_wanted)
        self.protects.toggled.connect(self.passphrase.setVisible)
        self.protects.toggled.connect(lambda _on: self._refresh())
        self.passphrase.changed.connect(self._refresh)
