"""Choosing transcripts: ticked one by one, or drawn at random in equal shares of each group."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.team import shares_in_words
from coder_gui.domain.counted import counted
from coder_gui.domain.sampling import drawn, shares
from coder_gui.ui.restoring.points_dialog import PointRows
from coder_gui.ui.widgets.text_label import button, text_label

NAME, GROUP = range(2)
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choosable:
    """A transcript that can be chosen."""

    id: int
    name: str
    group: str


class DrawLine(QWidget):
    """How many to draw, whether evenly, with which seed, and the button that draws."""

    draw_wanted = Signal()

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QSpinBox()
        self.number.setRange(1, max(100, most))
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
        self.button = button(self.tr("&Draw"))
        self.button.clicked.connect(self.draw_wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for each in (self.number, self.unit, self.evenly, self.seed):
            line.addWidget(each)
        line.addStretch(1)
        line.addWidget(self.button)

    def draw(self, groups: Mapping[int, str]) -> tuple[int, ...]:
        """Ids drawn from these with the seed that is shown."""
        share = self.number.value()
        percent = self.unit.currentData() == "percent"
        number = round(len(groups) * share / 100) if percent else share
        evenly = self.evenly.isChecked()
        return drawn(
            {each: group if evenly else "" for each, group in groups.items()},
            number,
            self.seed.value(),
        )

    def how(self) -> str:
        """How they were drawn, as it stands in the history, which is not translated."""
        how = " in equal shares of each group" if self.evenly.isChecked() else ""
        return f", drawn at random{how} (seed {self.seed.value()})"


class TranscriptTicks(QWidget):
    """A line to draw with over a list to tick, and below it what is chosen, by group."""

    changed = Signal()

    def __init__(self, transcripts: Sequence[Choosable], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_id: dict[int, QTreeWidgetItem] = {}
        self._groups: dict[int, str] = {}
        self._drawn: tuple[tuple[int, ...], str] = ((), "")
        self.line = DrawLine(len(transcripts))
        self.list = self._make_list()
        self.count = text_label("", "row")
        self.by_group = text_label("", "row", "second")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addWidget(self.by_group, 1)
        layout.addLayout(foot)
        self.offer(transcripts)
        self.line.draw_wanted.connect(self.draw)
        self.list.itemChanged.connect(lambda *_item: self._refresh())

    def offer(self, transcripts: Sequence[Choosable]) -> None:
        """Show other transcripts to choose from; none of them is ticked."""
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self._by_id.clear()
        self._groups = {each.id: each.group for each in transcripts}
        for each in transcripts:
            item = QTreeWidgetItem([each.name, each.group])
            item.setData(NAME, _ID, each.id)
            item.setCheckState(NAME, Qt.CheckState.Unchecked)
            self.list.addTopLevelItem(item)
            self._by_id[each.id] = item
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.blockSignals(blocked)
        self._refresh()

    def draw(self) -> None:
        """Tick as many as asked for, drawn at random with the seed that is shown."""
        found = self.line.draw(self._groups)
        self.tick(found)
        self._drawn = (found, self.line.how())

    def tick(self, ids: Collection[int]) -> None:
        """Tick these and no others."""
        blocked = self.list.blockSignals(True)
        for each, item in self._by_id.items():
            state = Qt.CheckState.Checked if each in ids else Qt.CheckState.Unchecked
            item.setCheckState(NAME, state)
        self.list.blockSignals(blocked)
        self._refresh()

    def chosen(self) -> tuple[int, ...]:
        """Ids of the transcripts that are ticked."""
        return tuple(
            each
            for each, item in self._by_id.items()
            if item.checkState(NAME) == Qt.CheckState.Checked
        )

    def how(self) -> str:
        """How they were drawn, for the history; empty where they were ticked, or changed since."""
        found, how = self._drawn
        return how if found and self.chosen() == found else ""

    def _refresh(self) -> None:
        chosen = self.chosen()
        of = self.tr("%1 of %2").replace("%1", f"{len(chosen):,}")
        self.count.setText(of.replace("%2", counted(len(self._by_id), "transcript")))
        self.by_group.setText(shares_in_words(shares(self._groups, chosen)) if chosen else "")
        self.changed.emit()

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
        made.setColumnWidth(GROUP, 170)
        return made
