"""Drawing who codes what, coding again, and deleting a coder: the questions before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.team import Belongings
from coder_gui.ui.dialogs import box
from coder_gui.ui.team.drawing import Choosable, TranscriptTicks
from coder_gui.ui.widgets.text_label import text_label

SIZE = QSize(620, 600)


class DrawDialog(QDialog):
    """Who is to code which transcripts; what was drawn is seen before it is done."""

    drawn = Signal(object, tuple, str)
    """A coder's id or a new name, ids of transcripts, and how they were drawn."""

    def __init__(
        self,
        coders: Sequence[tuple[int, str]],
        transcripts: Sequence[Choosable],
        assigned: Mapping[int, frozenset[int]],
        parent: QWidget | None = None,
    ) -> None:
        """`assigned` has the transcripts of each coder by the coder's id."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Draw who codes what"))
        self.resize(SIZE)
        self._transcripts = tuple(transcripts)
        self._assigned = assigned
        self.coder = QComboBox()
        self.coder.setEditable(True)
        self.coder.lineEdit().setPlaceholderText(self.tr("Name of the coder, who may be new"))
        self.source = QComboBox()
        self.source.setAccessibleName(self.tr("Transcripts to choose from"))
        self.source.addItem(self.tr("All transcripts"), None)
        for coder_id, name in coders:
            self.coder.addItem(name, coder_id)
            if assigned.get(coder_id):
                self.source.addItem(self.tr("Those that %1 codes").replace("%1", name), coder_id)
        self.coder.setCurrentIndex(-1)
        self.ticks = TranscriptTicks(self._transcripts)
        self.buttons = box(self.tr("Assign"))
        self._lay_out()
        self.coder.editTextChanged.connect(lambda _text: self._refresh())
        self.source.currentIndexChanged.connect(lambda _place: self._offer())
        self.ticks.changed.connect(self._refresh)
        self._refresh()

    def accept(self) -> None:
        name = " ".join(self.coder.currentText().split())
        place = self.coder.findText(name, Qt.MatchFlag.MatchFixedString)
        known = place >= 0 and self.coder.itemText(place) == name
        who = self.coder.itemData(place) if known else name
        ids, how = self.ticks.chosen(), self.ticks.how()
        super().accept()
        self.drawn.emit(who, ids, how)

    def _offer(self) -> None:
        whose = self.source.currentData()
        only = None if whose is None else self._assigned[whose]
        self.ticks.offer([each for each in self._transcripts if only is None or each.id in only])

    def _refresh(self) -> None:
        ready = bool(self.coder.currentText().strip()) and bool(self.ticks.chosen())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)

    def _lay_out(self) -> None:
        lead = self.tr(
            "Draw transcripts at random, or tick them. What is assigned already stays assigned. "
            "The history keeps the seed, and the same seed draws the same ones again."
        )
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(self.tr("Coder"), self.coder)
        form.addRow(self.tr("From"), self.source)
        form.addRow(self.tr("Draw at random"), self.ticks.line)
        _lay_out(self, lead, form, self.ticks, self.buttons)


class CodeAgainDialog(QDialog):
    """Which transcripts a coder codes once more, and what becomes of the present segments."""

    chosen = Signal(tuple, str, bool)
    """Ids of transcripts, how they were drawn, and whether the coder keeps coding on."""

    def __init__(
        self, name: str, transcripts: Sequence[Choosable], parent: QWidget | None = None
    ) -> None:
        """`transcripts` are those with segments of the coder."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Code again"))
        self.resize(SIZE)
        self.ticks = TranscriptTicks(transcripts)
        self.anew = QRadioButton(self.tr("Begin these transcripts anew, without the old segments"))
        self.on = QRadioButton(
            self.tr("Keep coding on, and keep a copy: shows what changes, not how stable it is")
        )
        self.anew.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.anew)
        group.addButton(self.on)
        self.buttons = box(self.tr("Code again"))
        lead = self.tr(
            "What %1 has coded in these transcripts is kept as it is now, with comments and "
            "memos, as an earlier coding. Agree compares the two later."
        ).replace("%1", name)
        form = QFormLayout()
        form.addRow(self.tr("Draw at random"), self.ticks.line)
        _lay_out(self, lead, form, self.ticks, self.anew, self.on, self.buttons)
        self.ticks.changed.connect(self._refresh)
        self._refresh()

    def accept(self) -> None:
        ids, how, keep = self.ticks.chosen(), self.ticks.how(), self.on.isChecked()
        super().accept()
        self.chosen.emit(ids, how, keep)

    def _refresh(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.ticks.chosen()))


class DeleteCoderDialog(QDialog):
    """Says in numbers what goes with a coder before it goes."""

    def __init__(self, name: str, goes: Belongings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Delete a coder"))
        self.setMinimumWidth(440)
        title = self.tr("Delete “%1”?").replace("%1", name)
        numbers = goes.in_words()
        what = (
            self.tr("This takes away %1.").replace("%1", numbers)
            if numbers
            else self.tr("This coder has no segments and no assignments.")
        )
        stays = self.tr(
            "Codes, and memos written elsewhere, stay without a name. You can undo this."
        )
        self.buttons = box(self.tr("Delete the coder"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(text_label(title, "head"))
        layout.addWidget(text_label(what))
        layout.addWidget(text_label(stays, "", "second"))
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setFocus()


def _lay_out(
    dialog: DrawDialog | CodeAgainDialog,
    lead: str,
    form: QFormLayout,
    ticks: TranscriptTicks,
    *below: QWidget,
) -> None:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 16)
    layout.setSpacing(12)
    layout.addWidget(text_label(lead, "row", "second"))
    layout.addLayout(form)
    layout.addWidget(ticks, 1)
    for each in below:
        layout.addWidget(each)
    dialog.buttons.accepted.connect(dialog.accept)
    dialog.buttons.rejected.connect(dialog.reject)
