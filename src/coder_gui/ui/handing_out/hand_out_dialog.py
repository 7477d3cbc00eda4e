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
    QHeaderView,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.counted import counted
from coder_gui.domain.sampling import drawn
from coder_gui.ui.dialogs import box
from coder_gui.ui.protecting.fields import NewPassphrase
from coder_gui.ui.restoring.points_dialog import PointRows
from coder_gui.ui.widgets.text_label import button, text_label

SIZE = QSize(620, 680)
NAME, GROUP = range(2)
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choosable:
    """A transcript that can be handed out."""

    id: int
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be handed out; a coder who is a name is a new one."""

    coder: int | str
    name: str
    transcripts: tuple[int, ...]
    may_add_codes: bool
    passphrase: str
    drawn: str


class HandOutDialog(QDialog):
    """Who gets which transcripts, chosen one by one or drawn at random."""

    ordered = Signal(object)
    """The `Order`; where the file goes is asked by the window."""

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
        self._by_id: dict[int, QTreeWidgetItem] = {}
        self._drawn: tuple[tuple[int, ...], str] = ((), "")
        self.coder = QComboBox()
        self.coder.setEditable(True)
        for coder_id, name in coders:
            self.coder.addItem(name, coder_id)
        self.coder.setCurrentIndex(-1)
        self.coder.lineEdit().setPlaceholderText(self.tr("Name of the coder, who may be new"))
        self.list = self._make_list()
        self.count = text_label("", "row", "second")
        self.may_add_codes = QCheckBox(self.tr("The coder may add and change codes"))
        self.may_add_codes.setChecked(True)
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
        return tuple(
            item.data(NAME, _ID)
            for item in self._items()
            if item.checkState(NAME) == Qt.CheckState.Checked
        )

    def draw(self) -> None:
        """Tick as many as asked for, drawn at random with the seed that is shown."""
        share, seed = self.number.value(), self.seed.value()
        total = len(self._transcripts)
        percent = self.unit.currentData() == "percent"
        number = round(total * share / 100) if percent else share
        evenly = self.evenly.isChecked()
        groups = {each.id: each.group if evenly else "" for each in self._transcripts}
        found = drawn(groups, number, seed)
        for item in self._items():
            ticked = item.data(NAME, _ID) in found
            item.setCheckState(NAME, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        how = " in equal shares of each group" if evenly else ""
        # As it stands in the history, which is not translated.
        self._drawn = (found, f", drawn at random{how} (seed {seed})")

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
            self._drawn[1] if chosen == self._drawn[0] else "",
        )

    def _items(self) -> list[QTreeWidgetItem]:
        return list(self._by_id.values())

    def _refresh(self) -> None:
        number = len(self.chosen())
        of = self.tr("%1 of %2").replace("%1", f"{number:,}")
        self.count.setText(of.replace("%2", counted(len(self._transcripts), "transcript")))
        secret = not self.protects.isChecked() or self.passphrase.is_complete()
        complete = bool(self.coder.currentText().strip()) and number > 0 and secret
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(complete)

    # Making ----------------------------------------------------------------------------------

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setProperty("kind", "table")
        made.setAccessibleName(self.tr("Transcripts"))
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.setItemDelegate(PointRows(made))
        made.setHeaderLabels([self.tr("Transcript"), self.tr("Group")])
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for each in self._transcripts:
            item = QTreeWidgetItem([each.name, each.group])
            item.setData(NAME, _ID, each.id)
            item.setCheckState(NAME, Qt.CheckState.Unchecked)
            made.addTopLevelItem(item)
            self._by_id[each.id] = item
        made.setCurrentIndex(made.model().index(0, 0))
        return made

    def _draw_line(self) -> QHBoxLayout:
        self.number = QSpinBox()
        self.number.setRange(1, max(100, len(self._transcripts)))
        self.number.setValue(20)
        self.number.setAccessibleName(self.tr("How many to draw"))
        self.unit = QComboBox()
        self.unit.addItem(self.tr("%"), "percent")
        self.unit.addItem(self.tr("transcripts"), "number")
        self.unit.setAccessibleName(self.tr("Percent or number"))
        self.evenly = QCheckBox(self.tr("equal shares of each group"))
        self.evenly.setChecked(True)
        self.seed = QSpinBox()
        self.seed.setRange(1, 999_999)
        self.seed.setAccessibleName(self.tr("Seed: the same one draws the same transcripts"))
        self.seed.setPrefix(self.tr("seed "))
        self.draw_button = button(self.tr("&Draw"))
        line = QHBoxLayout()
        for each in (self.number, self.unit, self.evenly, self.seed):
            line.addWidget(each)
        line.addStretch(1)
        line.addWidget(self.draw_button)
        return line

    def _lay_out(self) -> None:
        lead = self.tr(
            "The coder gets one file with these transcripts and the codebook. Nobody else’s "
            "segments, memos or names are in it."
        )
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(self.tr("Coder"), self.coder)
        form.addRow(self.tr("Draw at random"), self._draw_line())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(lead, "row", "second"))
        layout.addLayout(form)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.may_add_codes)
        layout.addWidget(self.protects)
        layout.addWidget(self.passphrase)
        layout.addWidget(self.buttons)
        self.passphrase.hide()

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.draw_button.clicked.connect(self.draw)
        self.list.itemChanged.connect(lambda *_item: self._refresh())
        self.coder.editTextChanged.connect(lambda _text: self._refresh())
        self.protects.toggled.connect(self.passphrase.setVisible)
        self.protects.toggled.connect(lambda _on: self._refresh())
        self.passphrase.changed.connect(self._refresh)
