"""Team and assignments as a page: the coders above, and who codes what below."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.ui.one_writer import CHANGES
from coder_gui.ui.session import Session
from coder_gui.ui.team.coder_table import CoderTable
from coder_gui.ui.team.task_model import Row
from coder_gui.ui.team.task_table import TaskTable
from coder_gui.ui.widgets.text_label import button, divider, text_label

if TYPE_CHECKING:
    from coder_gui.domain.changes import Changes
    from coder_gui.domain.team import Task

TOUCHED = (
    *("coder", "assignment", "segment", "reading", "comparison", "transcript", "participant"),
    "participant_group",
)
"""Nouns that the page comes from."""


class TeamPage(QWidget):
    """Each act is one step; questions before one are asked by the window."""

    left = Signal()
    add_wanted = Signal()
    delete_wanted = Signal(int)
    draw_wanted = Signal()
    again_wanted = Signal()
    transcript_wanted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.coders = CoderTable()
        self.tasks = TaskTable()
        self.done = button(self.tr("Done"))
        self.add = button(self.tr("Add a coder…"))
        self.rename = button(self.tr("Rename"), "plain")
        self.delete = button(self.tr("Delete…"), "plain")
        self.draw = button(self.tr("Draw who codes what…"))
        self.again = button(self.tr("Code again…"), "plain")
        self.marks: dict[Task, QWidget] = {}
        self._summary = text_label("", "row", "second")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.tasks)

    def open(self) -> None:
        """Show the team as it is now."""
        self.refresh()
        if self.tasks.rows.rowCount() and not self.tasks.chosen():
            first = 1 if self.tasks.rows.heads() else 0
            self.tasks.go_to(self.tasks.rows.index(first, 1))
        self.tasks.setFocus()

    def take_up(self, changes: Changes) -> None:
        """Show what a step changed, if the page is seen."""
        if changes.touch(*TOUCHED) and self.isVisible():
            self.refresh()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._session.is_open:
            self.refresh()

    def forget(self) -> None:
        """Let go of the project that closes."""
        self.coders.clear()
        self.tasks.rows.show((), ())

    def refresh(self) -> None:
        """Read everything anew; what is selected stays selected."""
        project, may_change = self._session.project, not self._session.is_read_only
        self.coders.show_coders(project.coders(), project.workloads(), project.coder_id, may_change)
        self.coders.setFixedHeight(self.coders.sizeHintForRows())
        persons = [(each.id, each.name) for each in project.persons()]
        rows = self._rows()
        if not self.tasks.rows.is_for(rows, persons):
            self.tasks.rows.show(rows, persons)
        tasks = project.tasks()
        self.tasks.rows.fill(tasks, project.segment_counts(), project.seen_persons())
        self.tasks.may_change = may_change
        number = sum(row.id is not None for row in rows)
        several: dict[int, int] = {}
        for (coder, transcript), _task in tasks.items():
            if coder in dict(persons):
                several[transcript] = several.get(transcript, 0) + 1
        twice = sum(each > 1 for each in several.values())
        said = (
            counted(number, "transcript"),
            self.tr("%1 assigned to two or more").replace("%1", f"{twice:,}"),
            self.tr("%1 to nobody").replace("%1", f"{number - len(several):,}"),
        )
        self._summary.setText(" · ".join(said))
        for act in (self.add, self.rename, self.draw, self.again, *self.marks.values()):
            act.setEnabled(may_change)
        self._choose()

    def _rows(self) -> list[Row]:
        project = self._session.project
        groups = project.groups_of_all()
        people = {each.id: each.label for each in project.participants()}
        order = {group.name: place for place, group in enumerate(project.groups())}
        infos = sorted(
            project.transcripts(), key=lambda each: order.get(groups[each.id], len(order))
        )
        rows: list[Row] = []
        for group, members in groupby(infos, key=lambda each: groups[each.id]):
            if order:
                rows.append(Row(None, group or self.tr("No group")))
            rows += [
                Row(each.id, people.get(each.participant_id or 0, each.name)) for each in members
            ]
        return rows

    def _choose(self) -> None:
        chosen = self.coders.chosen()
        at_work = chosen == self._session.project.coder_id
        self.delete.setEnabled(
            chosen is not None and not at_work and not self._session.is_read_only
        )
        self.delete.setToolTip(self.tr("The coder at work now stays") if at_work else "")

    def _set(self, cells: list[tuple[int, int]], task: Task) -> None:
        self._session.project.set_tasks(cells, task)

    def _rename(self, coder_id: int, name: str) -> None:
        try:
            self._session.project.rename_coder(coder_id, name)
        except Refused as refused:
            self._session.said.emit(refused.sentence)
        self.refresh()

    def _want_deletion(self) -> None:
        chosen = self.coders.chosen()
        if chosen is not None and self.delete.isEnabled():
            self.delete_wanted.emit(chosen)

    # Making ----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.done.clicked.connect(self.left)
        self.add.clicked.connect(self.add_wanted)
        self.rename.clicked.connect(self.coders.rename)
        self.delete.clicked.connect(self._want_deletion)
        self.draw.clicked.connect(self.draw_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.coders.renamed.connect(self._rename, Qt.ConnectionType.QueuedConnection)
        self.coders.delete_wanted.connect(self._want_deletion)
        self.coders.currentItemChanged.connect(lambda *_items: self._choose())
        self.tasks.wanted.connect(self._set)
        self.tasks.transcript_wanted.connect(self.transcript_wanted)
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.left)
        for each in (self.add, self.rename, self.draw, self.again):
            each.setProperty(CHANGES, True)

    def _lay_out(self) -> None:
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = text_label(self.tr("Team and assignments"), "title")
        title.setWordWrap(False)
        head = _line(title, None, self.add, self.rename, self.delete, self.done)
        foot = _line(self._summary, *self._marks())
        foot.setStretch(0, 1)
        above = _line(text_label(self.tr("Who codes what"), "section"), None, self.again, self.draw)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(divider())
        layout.addWidget(self.coders)
        layout.addLayout(above)
        layout.addWidget(divider())
        layout.addWidget(self.tasks, 1)
        layout.addWidget(divider())
        layout.addLayout(foot)

    def _marks(self) -> list[QWidget]:
        """Buttons that set the selected cells, named with their keys."""
        choices: tuple[tuple[Task, str], ...] = (
            ("not assigned", self.tr("Not assigned  N")),
            ("empty", self.tr("Assigned  A")),
            ("finished", self.tr("Finished  F")),
        )
        for task, words in choices:
            act = button(words, "plain")
            act.setProperty(CHANGES, True)
            act.clicked.connect(lambda _on=False, task=task: self.tasks.set_chosen(task))
            self.marks[task] = act
        return list(self.marks.values())


def _line(*parts: QWidget | None) -> QHBoxLayout:
    """Widgets in a row; None is what stretches."""
    line = QHBoxLayout()
    line.setContentsMargins(16, 8, 12, 6)
    line.setSpacing(6)
    for each in parts:
        if each is None:
            line.addStretch(1)
        else:
            line.addWidget(each)
    return line
