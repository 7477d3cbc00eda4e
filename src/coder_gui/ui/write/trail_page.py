"""The audit trail as a page: who did what and when, filtered, copied, exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from coder_gui.domain.audit_trail import TrailEntry, TrailFilter, afterwards
from coder_gui.domain.counted import counted
from coder_gui.ui.dialogs import with_ending
from coder_gui.ui.session import Session
from coder_gui.ui.tasks import Task
from coder_gui.ui.widgets.empty_state import EmptyState
from coder_gui.ui.widgets.text_label import divider
from coder_gui.ui.write.day_rows import DayRows, Line
from coder_gui.ui.write.day_table import DayTable
from coder_gui.ui.write.trail_bar import TrailBar

MAIN, AFTERWARDS = 2, 4
WIDTHS = ("00:00", "Researcher 1", "", "Consumer peer worker 12", "Undone 00:00, redone 00:00")


class TrailPage(QWidget):
    """Reads the history in pages: the first at once, the others while the window is idle."""

    facts_changed = Signal(str)
    written = Signal(Path)
    """The audit trail is in this file now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.bar = TrailBar()
        heads = (
            self.tr("Time"),
            self.tr("Coder"),
            self.tr("What was done"),
            self.tr("Where"),
            self.tr("Afterwards"),
        )
        rows = DayRows(heads, "step", self)
        self.table = DayTable(self.tr("Audit trail"), rows, WIDTHS, MAIN, AFTERWARDS)
        self.nothing = EmptyState(
            self.tr("No step fits this filter"),
            self.tr("Take one of the filters above away to see more of the history."),
            self.tr("Show all"),
        )
        self._pages: Iterator[list[TrailEntry]] | None = None
        self._entries: list[TrailEntry] = []
        self._total = 0
        self._read_on = QTimer(self, interval=0)
        self._read_on.timeout.connect(self._read)
        self.bar.changed.connect(self.read_anew)
        self.nothing.action_chosen.connect(self.bar.show_all)
        self._lay_out()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Show the history as it is now, narrowed as before."""
        project = self._session.project
        people = {person.id: person.label for person in project.participants()}
        book = project.codebook()
        self.bar.show_choices(
            [(coder.name, coder.id) for coder in project.coders()],
            project.trail_kinds(),
            [("    " * depth + code.name, code.id) for code, depth in book.walk()],
            [
                (people.get(info.participant_id or 0, info.name), info.id)
                for info in project.transcripts()
            ],
        )
        self.read_anew()

    def forget(self) -> None:
        """Let go of the project that closes, and of what it was narrowed to."""
        self.stop()
        self.table.forget()
        self._entries = []
        self.bar.forget()

    def read_anew(self) -> None:
        """Read from the newest step on."""
        self.stop()
        self.table.forget()
        self._entries = []
        self._total = self._session.project.trail_length()
        self._pages = self._session.project.trail(self.bar.filter)
        self._read_on.start()
        self._read()
        self.table.scrollToTop()

    def finish(self) -> None:
        """Read what is still to be read."""
        while self._pages is not None:
            self._read()

    def export(self) -> None:
        """Ask for a file and write to it what is shown."""
        project = self._session.project
        chosen, kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Export audit trail"),
            str(project.path.with_name(f"{project.path.stem} audit trail.docx")),
            self.tr("Word document (*.docx);;Excel workbook (*.xlsx);;CSV table (*.csv)"),
        )
        if chosen:
            self.export_to(with_ending(Path(chosen), kind, ".docx"))

    def export_to(self, path: Path) -> Task:
        """Write what is shown to a file; the window stays usable meanwhile."""
        from coder_gui.exchange.reports.audit import write_audit

        self.finish()
        document = self._session.project.audit_document(self.bar.filter, self._entries)
        task = Task(
            lambda _progress: write_audit(document, path),
            lambda _none: self.written.emit(path),
            self,
        )
        return task.start()

    def tell_facts(self) -> None:
        """Say in the status bar how much is shown."""
        shown, all_of_it = len(self._entries), counted(self._total, "step")
        if self.bar.filter == TrailFilter():
            self.facts_changed.emit(all_of_it)
        else:
            text = self.tr("%1 of %2").replace("%1", f"{shown:,}").replace("%2", all_of_it)
            self.facts_changed.emit(text)

    def _read(self) -> None:
        page = next(self._pages, None) if self._pages is not None else None
        if page is None:
            self.stop()
        else:
            self._entries += page
            self.table.append([_line(entry) for entry in page])
        ended = self._pages is None and not self._entries
        self._empty_page.setVisible(ended)
        self.table.setVisible(not ended)
        self.tell_facts()

    def stop(self) -> None:
        """Read no further: the history is about to be another one."""
        self._read_on.stop()
        self._pages = None

    def _lay_out(self) -> None:
        self._empty_page = QWidget()
        page = QVBoxLayout(self._empty_page)
        page.addStretch(2)
        self.nothing.setFixedWidth(380)
        # Between stretches and not by alignment, which would cut its words off.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.nothing)
        middle.addStretch(1)
        page.addLayout(middle)
        page.addStretch(3)
        head = QWidget()
        above = QVBoxLayout(head)
        above.setContentsMargins(12, 0, 16, 8)
        above.addWidget(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(divider())
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty_page, 1)
        self._empty_page.hide()


def _line(entry: TrailEntry) -> Line:
    cells = (entry.coder, entry.what, entry.where, afterwards(entry))
    return Line(entry.at, cells, not entry.counts, entry.id)
