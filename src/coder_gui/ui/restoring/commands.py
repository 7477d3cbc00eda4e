"""Keeping restore points, listing them, and going back to one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog
from shiboken6 import isValid

from coder_gui.app import restoring
from coder_gui.app.project import Project
from coder_gui.app.restoring import Content, Key, RestorePoint, Said
from coder_gui.domain.errors import ProjectFileError, Refused
from coder_gui.ui.restoring import wording
from coder_gui.ui.tasks import Progress, Task
from coder_gui.ui.widgets.notice_bar import Kind, Notice

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.restoring.points_dialog import PointsDialog

DAILY_AFTER_MS = 3_000
"""The day's point waits until the project has been shown and the researcher has begun to read."""

BEFORE_IMPORT = "before importing"


class RestoreCommands(QObject):
    """Carries out the commands about restore points. Copies are made off the window's thread."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._tasks: list[Task] = []
        self._others: list[Task] = []
        self._dialog: PointsDialog | None = None
        self.daily = QTimer(self, interval=DAILY_AFTER_MS, singleShot=True)
        self.daily.timeout.connect(self.keep_daily)
        self._session.opened.connect(self._opened)
        self._session.closed.connect(self._closing)

    # Keeping ---------------------------------------------------------------------------------

    def ask_name(self) -> None:
        """Ask for the name of a restore point and keep it."""
        self._refuse_reading_only()
        dialog = QInputDialog(self._dialog or self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Keep a restore point"))
        dialog.setLabelText(self.tr("What for? For instance “Before the second round”"))
        dialog.setOkButtonText(self.tr("Keep"))
        dialog.textValueSelected.connect(self.keep)
        dialog.open()

    def keep(self, name: str) -> None:
        """Keep the present state under a name; such points are never thinned out."""
        project = self._session.project
        self._session.said.emit(self.tr("Keeping a restore point…"))
        self.start(lambda said: project.keep_restore_point(name, said), self._kept)

    def keep_daily(self) -> None:
        """Keep the first state of the day, unless there is one of today."""
        if not self._session.is_open or self._session.project.read_only:
            return
        project = self._session.project
        from datetime import datetime

        points = project.restore_points()
        if points and points[0].made_at.date() == datetime.now().date():
            return
        if project.transcripts() or project.codebook():
            self.start(lambda said: self._keep_quietly(project, restoring.DAILY, said))

    def keep_first(self, reason: str) -> None:
        """Keep the present state before a step that waits for it; the window goes on painting."""
        project = self._session.project
        if project.read_only:
            return
        waiting = QEventLoop(self)
        task = self.start(lambda said: self._keep_quietly(project, reason, said))
        task.ended.connect(waiting.quit)
        # Keys and clicks come after the step, in their order.
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def before_storing(self, read: Callable[[Progress], Any]) -> Callable[[Progress], Any]:
        """Work that reads files, and keeps a restore point before what it read is stored."""
        project = self._session.project

        def work(progress: Progress) -> Any:
            drafts, failed = read(progress)
            if drafts and not progress.is_cancelled:
                self._keep_quietly(project, BEFORE_IMPORT, lambda _done, _total: None)
            return drafts, failed

        return work

    def _keep_quietly(self, project: Project, reason: str, said: Said) -> None:
        """Without a point the work goes on all the same; that there is none is said."""
        try:
            project.keep_automatic(reason, said)
        except ProjectFileError as error:
            self._session.said.emit(error.sentence)

    def _kept(self, point: RestorePoint) -> None:
        self._session.said.emit(
            self.tr("Kept the restore point “%1”, %2")
            .replace("%1", point.reason)
            .replace("%2", wording.size(point.size))
        )
        if self._dialog is not None:
            self._refresh_dialog()

    # The list --------------------------------------------------------------------------------

    def show_points(self) -> None:
        """List the restore points of the open project."""
        from coder_gui.ui.restoring.points_dialog import PointsDialog

        project = self._session.project
        dialog = PointsDialog(project.study().name, not project.read_only, self._window)
        dialog.restore_wanted.connect(self.restore)
        dialog.copy_wanted.connect(self._open_copy)
        dialog.delete_wanted.connect(self._delete)
        dialog.keep_wanted.connect(self.ask_name)
        dialog.folder_wanted.connect(lambda: show_folder(restoring.folder_of(project.path)))
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        self._refresh_dialog()
        dialog.open()

    def _refresh_dialog(self) -> None:
        project, dialog = self._session.project, self._dialog
        assert dialog is not None
        points = project.restore_points()
        dialog.show_points(points)

        def look(said: Said) -> dict[Path, Content | None]:
            found = {}
            for done, point in enumerate(points):
                said(done, len(points))
                found[point.path] = project.content_of(point)
            return found

        def show(contents: dict[Path, Content | None]) -> None:
            if self._dialog is dialog:
                dialog.show_contents(contents)

        self.start(look, show)

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _delete(self, point: RestorePoint) -> None:
        restoring.delete(point)
        self._session.said.emit(
            self.tr("Deleted a restore point of %1").replace("%1", wording.size(point.size))
        )
        self._refresh_dialog()

    def _open_copy(self, point: RestorePoint) -> None:
        project = self._session.project
        if self._dialog is not None:
            self._dialog.accept()
        self._session.said.emit(self.tr("Opening a copy…"))
        self.start(
            lambda _said: restoring.copy_of_point(point, project.path, project.key),
            lambda copy: self._show_copy(copy, project.key),
        )

    def _show_copy(self, path: Path, key: Key | None) -> None:
        self._window.open_project(path, key=key)
        self._tell(
            Kind.DONE,
            self.tr("This is a copy: "),
            path.name,
            self.tr(". The project itself is as it was."),
        )

    # Restoring -------------------------------------------------------------------------------

    def restore(self, point: RestorePoint) -> None:
        """Go back to a restore point; the present state is kept first."""
        self._refuse_reading_only()
        project = self._session.project
        self._session.said.emit(self.tr("Restoring…"))
        reason = f"before restoring {point.made_at:%Y-%m-%d %H.%M}"

        def prepare(said: Said) -> tuple[Path, RestorePoint]:
            # The copy first: keeping the present may thin out the very point it is made of.
            copy = restoring.copy_of_point(point, project.path, project.key)
            try:
                return copy, project.keep_automatic(reason, said) or project.restore_points()[0]
            except BaseException:
                _remove(copy)
                raise

        def exchange(prepared: tuple[Path, RestorePoint]) -> None:
            copy, before = prepared
            if not self._session.is_open or self._session.project is not project:
                _remove(copy)
                return
            self._window.code_place.keep()
            if not project.is_as_in(before):
                # Something was coded meanwhile: it has to be kept as well.
                _remove(copy)
                self.restore(point)
                return
            self._exchange(copy, project)
            self._tell_restored(point, before)

        self.start(prepare, exchange)

    def _exchange(self, copy: Path, project: Project) -> None:
        path, key = project.path, project.key
        self._session.close()
        try:
            restoring.put_back(copy, path)
        finally:
            again = Project.open(path, key=key)
            again.coder_id = self._window.remembering.coder_of(again)
            self._session.take(again)

    def _tell_restored(self, point: RestorePoint, before: RestorePoint) -> None:
        bar = self._window.notices.show_notice(
            Notice(
                Kind.UNDO,
                before=self.tr("Restored the state of "),
                strong=wording.what(point),
                after=self.tr(". What was there before is kept."),
                action=self.tr("Back to before"),
                can_close=True,
            )
        )

        # Of another project there is nothing to go back to.
        self._session.closed.connect(bar.close_notice)

        def go_back() -> None:
            bar.close_notice()
            self.restore(before)

        bar.action_chosen.connect(go_back)

    # The rest --------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._session.project.before_bulk = self.keep_first
        self.daily.start()

    def _closing(self) -> None:
        self.daily.stop()
        for task in self._tasks:
            task.cancel()
        if self._dialog is not None:
            self._dialog.reject()

    def _refuse_reading_only(self) -> None:
        project = self._session.project
        if project.read_only:
            raise Refused(
                f"“{project.path.name}” is open for reading only, so its restore points were left "
                "as they are. Open it for writing first."
            )

    def start(
        self,
        work: Callable[[Said], Any],
        done: Callable[[Any], None] = lambda _result: None,
        *,
        of_project: bool = True,
    ) -> Task:
        """Begin long work.

        Args:
            of_project: It is told to stop when the project closes.
        """

        def run(progress: Progress) -> Any:
            return work(lambda now, total: progress.say(now, total, ""))

        # No child of the window's, which may go while a copy is being verified.
        task = Task(run, lambda result: done(result) if isValid(self) else None)
        running = self._tasks if of_project else self._others
        task.ended.connect(lambda: running.remove(task))
        running.append(task)
        return task.start()

    def _tell(self, kind: Kind, before: str, strong: str, after: str, details: str = "") -> None:
        notice = Notice(
            kind, before=before, strong=strong, after=after, details=details, can_close=True
        )
        self._window.notices.show_notice(notice)


def show_folder(folder: Path) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _remove(copy: Path) -> None:
    with suppress(OSError):
        copy.unlink()
