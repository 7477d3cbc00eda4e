"""All speakers of the files, or of one, with what is done to several of them at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coder_gui.app.import_plan import PARTICIPANT
from coder_gui.ui.importing.batch import Batch
from coder_gui.ui.importing.speaker_table import SpeakerTable
from coder_gui.ui.widgets.segmented import SegmentedSwitch
from coder_gui.ui.widgets.text_label import button, text_label


class SpeakersPanel(QWidget):
    """Corrects the batch; which file is meant by “this file” is told from outside."""

    labels_wanted = Signal(object)
    """Names that are speakers: the files are to be read again with them."""

    def __init__(self, batch: Batch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch = batch
        self._place: int | None = None
        self.scope = SegmentedSwitch(self.tr("Speakers of"))
        self.scope.add(self.tr("All files"), "all")
        self.scope.add(self.tr("This file"), "one")
        self.scope.chosen.connect(lambda _value: self.refresh())
        self.table = SpeakerTable()
        self.table.rename_wanted.connect(lambda who, to: batch.rename(who, to, self._where()))
        self.table.asking_wanted.connect(lambda who, to: batch.set_asking(who, to, self._where()))
        self.table.link_wanted.connect(lambda who, to: batch.link(who, to, self._where()))
        self.table.chosen_changed.connect(self._refresh_acts)
        self._rename = button(self.tr("Rename"))
        self._rename.setToolTip(self.tr("Type another name (F2)"))
        self._rename.clicked.connect(self.table.rename)
        self._unite = button(self.tr("Merge"))
        self._unite.setToolTip(self.tr("Make the selected speakers one"))
        self._unite.clicked.connect(self._merge)
        self._own = button(self.tr("Name as participant"))
        self._own.setToolTip(self.tr("In each file the label of its participant"))
        self._own.clicked.connect(
            lambda: batch.rename(self.table.chosen(), PARTICIPANT, self._where())
        )
        self.missing = QLineEdit()
        self.missing.setAccessibleName(self.tr("Label of a speaker who is missing"))
        self.missing.setPlaceholderText(self.tr("Somebody missing? Type the label, such as P01"))
        self.missing.returnPressed.connect(self._look_for)
        self._lay_out()
        batch.changed.connect(self.refresh)
        self.refresh()

    def show_file(self, place: int | None) -> None:
        """Say which file is meant by “this file”."""
        self._place = place
        if self.scope.value() == "one":
            self.refresh()

    def refresh(self) -> None:
        """Show who speaks now."""
        self.table.show_lines(self._batch.lines(self._where()), self._batch.known.labels)
        self._refresh_acts()

    def _where(self) -> list[int] | None:
        if self.scope.value() == "all":
            return None
        return [] if self._place is None else [self._place]

    def _refresh_acts(self) -> None:
        chosen = self.table.chosen()
        self._rename.setEnabled(bool(chosen))
        self._own.setEnabled(bool(chosen))
        self._unite.setEnabled(len(chosen) > 1)

    def _merge(self) -> None:
        chosen = self.table.chosen()
        lines = [line for line in self.table.rows.lines if line.shown in chosen and line.shown]
        if lines:
            most = max(lines, key=lambda line: line.turns)
            self._batch.rename(chosen, most.shown, self._where())

    def _look_for(self) -> None:
        names = [name.strip(" :") for name in self.missing.text().split(",")]
        if any(names):
            self.labels_wanted.emit([name for name in names if name])
            self.missing.clear()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        title = text_label(self.tr("Speakers"), "head")
        title.setWordWrap(False)
        head.addWidget(title, 1)
        head.addWidget(self.scope)
        acts = QHBoxLayout()
        acts.setSpacing(0)
        acts.setContentsMargins(0, 0, 0, 0)
        for each in (self._rename, self._unite, self._own):
            acts.addWidget(each)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(acts)
        layout.addWidget(self.missing)
