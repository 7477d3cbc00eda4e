"""The preview of a merge: what comes over, item by item, and who wins where both changed it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.merging import Choice, MergePlan, MergeRow
from coder_gui.domain.counted import counted
from coder_gui.ui import fonts, theme
from coder_gui.ui.dialogs import box
from coder_gui.ui.restoring.points_dialog import PointRows
from coder_gui.ui.widgets.text_label import button, text_label

SIZE = QSize(980, 600)
WHAT, HERE, THERE, DECISION = range(4)
OURS, THEIRS = "1", "2"
"""The keys of the two decisions."""
MANY = 40
"""Rows from which a section that asks nothing stays folded."""
_NUMBER = Qt.ItemDataRole.UserRole


class TakeBackDialog(QDialog):
    """Lists what another file brings; nothing is merged while a conflict is open."""

    decided = Signal(object)
    """Decisions by the numbers of the rows."""

    def __init__(self, plan: MergePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Take a coder’s work back"))
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.window().size()))
        self._plan = plan
        self._decisions: dict[int, Choice] = {}
        self._rows: dict[int, QTreeWidgetItem] = {}
        self._by_number = {row.number: row for row in plan.rows}
        self.list = self._make_list()
        self.left = text_label("", "row", "second")
        self.whole = text_label("", "row")
        self.ours = button(f"{self.tr('Keep ours')}  {OURS}")
        self.theirs = button(f"{self.tr('Take theirs')}  {THEIRS}")
        self.buttons = box(self.tr("Merge"))
        self._lay_out()
        self._connect()
        self._fill()
        self._refresh()

    def decide(self, choice: Choice) -> None:
        """Decide about the rows that are selected, and go on to the next open conflict."""
        for item in self.list.selectedItems():
            for number in self._numbers(item):
                self._decisions[number] = choice
                self._show(self._by_number[number])
        self._refresh()
        waiting = self._open()
        here = self.list.currentItem()
        if waiting and here is not None and here.data(WHAT, _NUMBER) not in waiting:
            self.list.setCurrentItem(self._rows[waiting[0]])

    def accept(self) -> None:
        if self._open():
            return
        super().accept()
        self.decided.emit(dict(self._decisions))

    def _open(self) -> list[int]:
        """Numbers of the conflicts that nobody has decided yet."""
        return [row.number for row in self._plan.conflicts if row.number not in self._decisions]

    def _numbers(self, item: QTreeWidgetItem) -> list[int]:
        """What a row stands for: itself, or all of its section."""
        number = item.data(WHAT, _NUMBER)
        if number is not None:
            return [number]
        below = (item.child(place).data(WHAT, _NUMBER) for place in range(item.childCount()))
        return [each for each in below if each is not None]

    def _refresh(self) -> None:
        waiting = len(self._open())
        self.left.setText(
            self.tr("%1 to decide").replace("%1", counted(waiting, "conflict")) if waiting else ""
        )
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(not waiting and not self._plan.is_empty)

    def _show_whole(self, item: QTreeWidgetItem | None) -> None:
        """Say below the list what does not fit into its columns."""
        sides = [] if item is None else [(self.tr("Here"), HERE), (self.tr("There"), THERE)]
        said = [f"{name}: {item.text(column)}" for name, column in sides if item.text(column)]
        self.whole.setText("\n".join(said) if len(said) == len(sides) else "")

    def _show(self, row: MergeRow) -> None:
        item, colours = self._rows[row.number], theme.tokens()
        choice = self._decisions.get(row.number, None if row.asked else row.default)
        words = {"ours": self.tr("Keep ours"), "theirs": self.tr("Take theirs")}
        item.setText(DECISION, words[choice] if choice else self.tr("Decide…"))
        item.setForeground(DECISION, QBrush(colours.tx2 if choice else colours.warn))

    # Making ----------------------------------------------------------------------------------

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setProperty("kind", "table")
        made.setAccessibleName(self.tr("What the other file brings"))
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        made.setItemDelegate(PointRows(made))
        made.setHeaderLabels(
            [self.tr("What"), self.tr("Here"), self.tr("There"), self.tr("Decision")]
        )
        header = made.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((HERE, 200), (THERE, 200), (DECISION, 120)):
            made.setColumnWidth(column, width)
        return made

    def _fill(self) -> None:
        names = self._section_names()
        for section, number in self._plan.counts().items():
            if not number:
                continue
            head = self._head(names[section], number)
            for row in self._plan.rows:
                if row.section == section:
                    item = QTreeWidgetItem([row.title, row.ours, row.theirs])
                    for column, text in ((WHAT, row.title), (HERE, row.ours), (THERE, row.theirs)):
                        item.setToolTip(column, text)
                    item.setData(WHAT, _NUMBER, row.number)
                    head.addChild(item)
                    self._rows[row.number] = item
                    self._show(row)
            head.setExpanded(section == "conflicts" or number <= MANY)
        if self._plan.unplaced:
            head = self._head(self.tr("No place here"), len(self._plan.unplaced))
            for title in self._plan.unplaced:
                head.addChild(QTreeWidgetItem([title, "", "", self.tr("Stays there")]))
            head.setExpanded(len(self._plan.unplaced) <= MANY)
        model = self.list.model()
        self.list.setCurrentIndex(model.index(0, 0, model.index(0, 0)))

    def _head(self, name: str, number: int) -> QTreeWidgetItem:
        head = QTreeWidgetItem([f"{name}  {number:,}"])
        head.setFont(WHAT, fonts.interface_font("row", fonts.SEMIBOLD))
        self.list.addTopLevelItem(head)
        return head

    def _section_names(self) -> dict[str, str]:
        return {
            "conflicts": self.tr("Conflicts"),
            "new segments": self.tr("New segments"),
            "new codes": self.tr("New codes"),
            "changed definitions": self.tr("Changed definitions"),
            "changed texts": self.tr("Changed texts"),
            "deletions": self.tr("Deletions"),
            "new memos": self.tr("New memos"),
            "other new": self.tr("Other things that are new"),
            "other changes": self.tr("Other changes"),
            "settled": self.tr("Comparisons and decisions"),
            "work done": self.tr("Read and finished"),
        }

    def _lead(self) -> str:
        if self._plan.is_empty:
            return self.tr("This file brings nothing that is not here already.")
        if self._plan.coder is None:
            return self.tr("Nothing has been changed yet. Merging is one step that can be undone.")
        done = (
            self.tr("%1 has finished this file.")
            if self._plan.finished
            else self.tr("%1 has not said that this file is finished.")
        ).replace("%1", self._plan.coder)
        return f"{done} {self.tr('Merging is one step that can be undone.')}"

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.addWidget(self.ours)
        acts.addWidget(self.theirs)
        acts.addWidget(self.left, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(self._plan.path.name, "title"))
        layout.addWidget(text_label(self._lead(), "row", "second"))
        if self._plan.notes:
            layout.addWidget(text_label("\n".join(self._plan.notes), "row"))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        layout.addLayout(acts)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.currentItemChanged.connect(lambda item, _before: self._show_whole(item))
        choices: tuple[tuple[str, Choice], ...] = ((OURS, "ours"), (THEIRS, "theirs"))
        for (key, choice), act in zip(choices, (self.ours, self.theirs), strict=True):
            act.clicked.connect(lambda _on=False, choice=choice: self.decide(choice))
            shortcut = QShortcut(key, self)
            shortcut.activated.connect(lambda choice=choice: self.decide(choice))
