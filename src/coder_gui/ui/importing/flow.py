"""An import from dropped files to stored transcripts: reading, preview, storing, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from coder_gui.app.import_people import TableOfPeople
from coder_gui.app.importing import ImportReport
from coder_gui.domain.changes import Changes
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import CoderError
from coder_gui.ui.dialogs import documents
from coder_gui.ui.importing.reading import Read, read_again, read_all, survey_of
from coder_gui.ui.importing.report import report_notice
from coder_gui.ui.tasks import Progress, Task
from coder_gui.ui.widgets.notice_bar import Kind, Notice, NoticeBar

if TYPE_CHECKING:
    from coder_gui.app.project import Project
    from coder_gui.ui.importing.import_page import ImportPage
    from coder_gui.ui.main_window import MainWindow

SOON = 300
"""Milliseconds of reading after which the page is shown without its files."""


class Importing(QObject):
    """Leads through an import. What was read waits until it is stored or dismissed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.task: Task | None = None
        self.page: ImportPage | None = None
        self._next: list[tuple[Callable[[Progress], Any], Callable[[Any], None], str]] = []
        self._was_shown = False
        self._waiting: NoticeBar | None = None
        self._reported: NoticeBar | None = None
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._soon.timeout.connect(self._show_page)
        self._session.closed.connect(self.stop)
        self._session.changed.connect(self._take_up)
        window.places.currentChanged.connect(lambda _place: self._place_changed())

    # Reading ---------------------------------------------------------------------------------

    def begin(self, paths: Sequence[Path]) -> None:
        """Read files and folders, and show what they would be; more are added to a preview."""
        self._window.code_place.keep()
        if self.page is None:
            self._make_page()
        self._was_shown = self._window.places.currentWidget() is self.page
        self._soon.start()
        self._run(
            read_all(paths),
            lambda read: self._take_read(paths, read),
            self.tr("Nothing is imported yet. Cancelling keeps those that were read."),
        )

    def stop(self) -> None:
        """Stop what goes on for a project that closes, and let go of what was read."""
        self._soon.stop()
        self._next.clear()
        if self.task is not None:
            self.task.cancel()
        self._drop_page()

    def _take_read(self, paths: Sequence[Path], read: Read) -> None:
        page = self.page
        assert page is not None
        page.batch.add(read)
        if self._next:
            return  # more was dropped meanwhile
        self._soon.stop()
        if any(not plan.twin for plan in page.batch.plans):
            if self._was_shown:
                # Who went back to coding meanwhile keeps the keys.
                self._place_changed()
            else:
                self._show_page()
            return
        # There is nothing to decide, so there is nothing to look at.
        self._leave()
        report = self._session.project.import_transcripts(page.batch.plans, page.failures())
        self._drop_page()
        if report.failed or report.already_there:
            self._tell(report)
        else:
            self._session.said.emit(
                self.tr("There is no transcript in “%1”").replace("%1", paths[0].name)
            )

    def _read_again(self, paths: Sequence[Path]) -> None:
        page = self.page
        assert page is not None
        batch = page.batch

        def take(read: Read) -> None:
            failures = batch.take_again(read)
            if failures:
                raise CoderError(failures[0].sentence)

        note = self.tr("Cancelling leaves the rest as they were read before.")
        self._run(read_again(paths, dict(batch.encodings), batch.speakers), take, note)

    def _set_encoding(self, path: Path, encoding: str) -> None:
        assert self.page is not None
        self.page.batch.encodings[path] = encoding
        self._read_again([path])

    def _add_labels(self, labels: Sequence[str]) -> None:
        assert self.page is not None
        batch = self.page.batch
        batch.speakers = tuple(dict.fromkeys([*batch.speakers, *labels]))
        files = (plan.path for plan in batch.plans if plan.is_taken and plan.case is None)
        self._read_again([path for path in files if path is not None])

    def _choose_columns(self, path: Path) -> None:
        from coder_gui.ui.importing.columns_dialog import ColumnsDialog

        assert self.page is not None
        batch = self.page.batch
        survey = batch.surveys[path]
        dialog = ColumnsDialog(survey, self._window)
        self._session.closed.connect(dialog.reject)
        dialog.chosen.connect(
            lambda roles: batch.take_columns(survey_of(path, survey.table, roles))
        )
        dialog.open()

    def _choose_table(self) -> None:
        from coder_gui.exchange.participants import read_participants

        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Table of participants"),
            str(documents()),
            self.tr("Tables (*.csv *.xlsx)"),
        )
        if chosen and self.page is not None:
            path = Path(chosen)
            self.page.batch.set_table(TableOfPeople(path.name, read_participants(path)))

    # Storing ---------------------------------------------------------------------------------

    def _store(self, keep_originals: bool) -> None:
        page, project = self.page, self._session.project
        assert page is not None
        if self.task is not None:
            return
        plans, failed = page.batch.plans, page.failures()
        page.setEnabled(False)
        # Before a step that large a restore point is kept, away from the window's thread.
        kept = self._window.restoring.before_storing(lambda _progress: (plans, failed))
        self._session.said.emit(self.tr("Importing…"))
        self._run(kept, lambda _kept: self._store_now(project, keep_originals))

    def _store_now(self, project: Project, keep_originals: bool) -> None:
        page = self.page
        assert page is not None
        first = not project.transcripts()
        report = project.import_transcripts(page.batch.plans, page.failures(), keep_originals)
        self._window.listening.recordings.came_from(report.imported, page.batch.plans)
        self._drop_page()
        self._window.show_place("code")
        if report.imported and first:
            self._window.code_place.open_transcript(report.imported[0])
            self._window.code_place.take_focus()
        self._tell(report)

    def _tell(self, report: ImportReport) -> None:
        if not report.imported:
            self._session.said.emit(report.sentence())
        if self._reported is not None and isValid(self._reported):
            self._reported.close_notice()
        self._reported = self._window.notices.show_notice(report_notice(report))

    # The page --------------------------------------------------------------------------------

    def _make_page(self) -> None:
        from coder_gui.ui.importing.batch import Batch
        from coder_gui.ui.importing.import_page import ImportPage

        page = ImportPage(Batch())
        page.batch.setParent(page)
        page.import_wanted.connect(self._store)
        page.left.connect(self._leave)
        page.encoding_wanted.connect(self._set_encoding)
        page.columns_wanted.connect(self._choose_columns)
        page.labels_wanted.connect(self._add_labels)
        page.table_wanted.connect(self._choose_table)
        self.page = page
        self._window.places.addWidget(page)
        self._show_project()

    def _show_page(self) -> None:
        if self.page is None:
            return
        self._was_shown = True
        self._window.places.setCurrentWidget(self.page)
        self._place_changed()
        self._window.commands.refresh()
        self._window.status.show_facts("")

    def _leave(self) -> None:
        if self.page is not None and self._window.places.currentWidget() is self.page:
            self._window.show_place("code")

    def _drop_page(self) -> None:
        if self.page is not None:
            page, self.page = self.page, None
            self._window.places.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._drop_waiting()

    def _place_changed(self) -> None:
        page = self.page
        if page is None or self._window.places.currentWidget() is page:
            self._drop_waiting()
            if page is not None:
                page.take_focus()
        elif self._waiting is None and page.batch.rows:
            page.keep()
            self._say_waiting()

    def _say_waiting(self) -> None:
        assert self.page is not None
        what = counted(self.page.batch.taken, "transcript")
        bar = self._window.notices.show_notice(
            Notice(
                Kind.UNDO,
                strong=self.tr("%1 not imported yet.").replace("%1", what),
                after=self.tr(" Closing this lets go of them; the files stay as they are."),
                action=self.tr("Go on with the import"),
                can_close=True,
            )
        )
        bar.action_chosen.connect(self._show_page)
        bar.closed.connect(self._drop_page)
        self._waiting = bar

    def _drop_waiting(self) -> None:
        bar, self._waiting = self._waiting, None
        if bar is not None:
            bar.closed.disconnect(self._drop_page)
            bar.close_notice()

    def _take_up(self, changes: Changes) -> None:
        nouns = ("transcript", "participant", "participant_group", "attribute_value")
        if self.page is not None and changes.touch(*nouns):
            self._show_project()

    def _show_project(self) -> None:
        project, page = self._session.project, self.page
        assert page is not None
        page.batch.set_project(project.known_people(), project.names_by_text())

    # The rest --------------------------------------------------------------------------------

    def _run(
        self, work: Callable[[Progress], Any], done: Callable[[Any], None], note: str = ""
    ) -> None:
        """Do something long for the project that is open now, one thing at a time.

        Args:
            note: What cancelling does; without it there is no progress to see.
        """
        if self.task is not None:
            self._next.append((work, done, note))
            return
        project, page = self._session.project, self.page

        def finish(result: Any) -> None:
            is_same = self._session.is_open and self._session.project is project
            if is_same and self.page is page and page is not None:
                done(result)

        task = Task(work, finish, self)
        task.ended.connect(self._go_on)
        self.task = task
        if note:
            self._window.notices.show_task(task, self.tr("Reading file "), note)
        task.start()

    def _go_on(self) -> None:
        """Do what waits for the work that has ended, however it did."""
        self.task = None
        if self.page is not None:
            self.page.setEnabled(True)
        # After the result of what has ended is taken.
        QTimer.singleShot(0, self, self._start_next)

    def _start_next(self) -> None:
        if self._next and self.task is None:
            self._run(*self._next.pop(0))
