"""Progress as a page: each transcript with what is read, coded, finished and still uncoded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from coder_gui.domain.counted import counted
from coder_gui.exchange.reports.table_file import Table, write_table
from coder_gui.ui.dialogs import with_ending
from coder_gui.ui.progress.progress_table import ProgressTable, Row
from coder_gui.ui.progress.wording import percent
from coder_gui.ui.session import Session
from coder_gui.ui.tasks import Task
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, divider, text_label

if TYPE_CHECKING:
    from coder_gui.domain.changes import Changes
    from coder_gui.domain.progress import Coverage

AT_ONCE = 3
"""Transcripts whose words are counted between two looks at what the person does."""
TOUCHED = (
    *("reading", "segment", "assignment", "transcript", "participant", "participant_group"),
    *("text_block", "turn", "speaker", "coder", "comparison"),
)
"""Nouns that the table comes from."""


class ProgressPage(QWidget):
    """The table of a coder; words are counted while the page is looked at."""

    left = Signal()
    transcript_wanted = Signal(int)
    written = Signal(Path)
    """The table is in this file now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._coder: int | None = None
        self._counting: Iterator[tuple[int, Coverage]] | None = None
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._refresh)
        self._count_on = QTimer(self, interval=0)
        self._count_on.timeout.connect(self._count)
        self.table = ProgressTable()
        self.coder = Chip(self.tr("Coder"), "")
        self.copy = button(self.tr("Copy"), "plain")
        self.export = button(self.tr("Export…"))
        self.done = button(self.tr("Done"))
        self._summary = text_label("", "row", "second")
        self._lay_out()
        self.table.transcript_wanted.connect(self.transcript_wanted)
        self.copy.clicked.connect(self.table.copy)
        self.export.clicked.connect(self._ask_path)
        self.done.clicked.connect(self.left)
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.left)
        self.setFocusProxy(self.table)

    def open(self) -> None:
        """Show the present coder's progress."""
        self._coder = None
        self._refresh()
        self.table.setFocus()

    def take_up(self, changes: Changes) -> None:
        """Count again after a step that the table comes from, if it is seen."""
        if changes.touch(*TOUCHED) and self.isVisible():
            self._soon.start()

    def coder_changed(self) -> None:
        """Follow who is at work."""
        self._coder = None
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._session.is_open:
            self._soon.start()

    def forget(self) -> None:
        """Let go of the project that closes."""
        self._soon.stop()
        self._stop()
        self._coder = None
        self.table.rows.show(())

    def finish(self) -> None:
        """Count what is still to be counted."""
        while self._counting is not None:
            self._count()

    def table_to_export(self) -> Table:
        """What is shown, ready to be written down."""
        self.finish()
        project, rows = self._session.project, self.table.rows
        return Table(
            self.tr("Progress"),
            rows.heads(),
            (28, 20, 14, 16, 11, 11, 11, 16),
            [rows.cells(row) for row in rows.rows()],
            (
                (self.tr("Study"), project.study().name),
                (self.tr("Coder"), self._coder_name()),
                (self.tr("Progress"), self._summary.text()),
                (self.tr("Words"), self.tr("Of what participants say; interviewers are left out")),
                (self.tr("Coded"), self.tr("Per cent of these words that have a code")),
            ),
        )

    def export_to(self, path: Path) -> Task:
        """Write what is shown to a file; the window stays usable meanwhile."""
        table = self.table_to_export()
        task = Task(
            lambda _progress: write_table(table, path),
            lambda _none: self.written.emit(path),
            self,
        )
        return task.start()

    def _ask_path(self) -> None:
        project = self._session.project
        start = project.path.with_name(f"{project.path.stem} progress.xlsx")
        chosen, kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Export progress"),
            str(start),
            self.tr("Excel workbook (*.xlsx);;CSV table (*.csv)"),
        )
        if chosen:
            self.export_to(with_ending(Path(chosen), kind, ".xlsx"))

    def _refresh(self) -> None:
        self._soon.stop()
        self._stop()
        project = self._session.project
        coders = [each for each in project.coders() if project.may_see(each.id)]
        if self._coder not in [coder.id for coder in coders]:
            self._coder = project.coder_id
        offer(self.coder, [(each.name, each.id) for each in coders], self._coder, self._choose)
        current = self.table.currentIndex()
        shown = current.data(Qt.ItemDataRole.UserRole) if current.isValid() else None
        self.table.rows.show(self._rows())
        if self.table.rows.rowCount():
            here = self.table.rows.row_of(shown.standing.transcript_id) if shown else 0
            self.table.setCurrentIndex(self.table.rows.index(here or 0, 0))
        ids = [row.standing.transcript_id for row in self.table.rows.rows()]
        self._counting = project.coverages(ids, self._coder)
        self._count_on.start()
        self._count()

    def _rows(self) -> list[Row]:
        project = self._session.project
        standings = project.standings(self._coder)
        people = {person.id: person for person in project.participants()}
        groups = {group.id: group.name for group in project.groups()}
        several = len(project.persons()) > 1
        rows = []
        for info in project.transcripts():
            person = people.get(info.participant_id or 0)
            group = groups.get(person.group_id, "") if person and person.group_id else ""
            name = person.label if person else info.name
            rows.append(Row(name, group, standings[info.id], several))
        return rows

    def _count(self) -> None:
        found = dict(islice(self._counting or (), AT_ONCE))
        if found:
            self.table.rows.add(found)
        else:
            self._stop()
            self.table.rows.complete()
            self.table.fit()
        self._summarise()

    def _stop(self) -> None:
        self._count_on.stop()
        self._counting = None

    def _choose(self, coder_id: int) -> None:
        self._coder = coder_id
        self._refresh()

    def _coder_name(self) -> str:
        return next(
            (each.name for each in self._session.project.coders() if each.id == self._coder), ""
        )

    def _summarise(self) -> None:
        rows = [row.standing for row in self.table.rows.rows()]
        said = [
            counted(len(rows), "transcript"),
            self.tr("%1 marked as read").replace("%1", f"{sum(bool(r.read_at) for r in rows):,}"),
            self.tr("%1 with segments").replace("%1", f"{sum(r.segments > 0 for r in rows):,}"),
            self.tr("%1 finished").replace("%1", f"{sum(bool(r.finished_at) for r in rows):,}"),
        ]
        if self._counting is None and (part := percent(self.table.rows.total())):
            said.append(self.tr("%1 of the participants’ words coded").replace("%1", part))
        self._summary.setText(" · ".join(said))
        for act in (self.copy, self.export):
            act.setEnabled(bool(rows))

    def _lay_out(self) -> None:
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = text_label(self.tr("Progress"), "title")
        title.setWordWrap(False)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 6)
        head.setSpacing(16)
        head.addWidget(title)
        head.addWidget(self.coder)
        head.addStretch(1)
        head.addWidget(self.done)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 6)
        foot.setSpacing(6)
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.copy)
        foot.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(divider())
        layout.addWidget(self.table, 1)
        layout.addWidget(divider())
        layout.addLayout(foot)
