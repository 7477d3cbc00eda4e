"""What the window does about a damaged project: the page, recovering, the newest restore point."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from coder_gui.app import restoring
from coder_gui.app.restoring import Content, Key, Recovered, RestorePoint, Survey
from coder_gui.domain.errors import CoderError, DamagedProject
from coder_gui.ui.restoring.commands import show_folder
from coder_gui.ui.widgets.notice_bar import Kind, Notice

if TYPE_CHECKING:
    from pathlib import Path

    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.restoring.damaged_page import DamagedPage


class Damage(QObject):
    """Leads from a project that cannot be opened to one that can."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._start = partial(window.restoring.start, of_project=False)
        self._page: DamagedPage | None = None
        self._session.opened.connect(self._drop_page)

    def explain(self, error: DamagedProject) -> None:
        """Show the page for a damaged project; beside open work, offer to show it."""
        if not self._session.is_open:
            self.show_damaged(error)
            return
        first, dot, rest = error.sentence.partition(". ")
        notice = Notice(
            Kind.ERROR,
            strong=first + dot.strip(),
            after=f" {rest}",
            action=self.tr("What can be read…"),
            details=error.details,
            can_close=True,
        )
        bar = self._window.notices.show_notice(notice)
        bar.action_chosen.connect(bar.close_notice)
        bar.action_chosen.connect(lambda: self.show_damaged(error))

    def show_damaged(self, error: DamagedProject) -> None:
        """Say what can be read of a damaged project, and offer the ways on."""
        from coder_gui.ui.restoring.damaged_page import DamagedPage

        self._drop_page()
        path, key = error.path, error.key
        is_open = self._session.is_open
        back = (
            self.tr("Back to “%1”").replace("%1", self._session.project.study().name)
            if is_open
            else self.tr("Back to the welcome page")
        )
        page = DamagedPage(path, error.details, back)
        page.recover_wanted.connect(lambda: self._recover(path, key))
        page.folder_wanted.connect(lambda: show_folder(path.parent))
        page.back_wanted.connect(self._leave_page)
        self._page = page
        self._window.places.addWidget(page)
        self._window.places.setCurrentWidget(page)
        self._start(
            lambda _said: look_into(path, key), lambda found: self._show_found(page, key, *found)
        )

    def _show_found(self, page: DamagedPage, key: Key | None, survey: Any, point: Any) -> None:
        if page is not self._page:
            return
        page.show_found(survey, point)
        if point is not None:
            page.point_wanted.connect(lambda: self._open_point(page.path, key, point[0]))

    def _open_point(self, path: Path, key: Key | None, point: RestorePoint) -> None:
        self._start(
            lambda _said: restoring.copy_of_point(point, path, key),
            lambda copy: self._show_point(copy, key),
        )

    def _show_point(self, path: Path, key: Key | None) -> None:
        self._window.open_project(path, key=key)
        self._tell(
            Kind.DONE,
            self.tr("Opened as "),
            path.name,
            self.tr(". The damaged file is as it was."),
        )

    def _recover(self, path: Path, key: Key | None) -> None:
        task = self._start(
            lambda said: restoring.recovered_copy(path, key, said),
            lambda made: self._show_recovered(made, key),
        )
        self._window.notices.show_task(
            task, self.tr("Recovering, table "), self.tr("The damaged file stays as it is.")
        )

    def _show_recovered(self, recovered: Recovered, key: Key | None) -> None:
        self._window.open_project(recovered.path, key=key)
        if not recovered.lost:
            self._tell(
                Kind.DONE,
                self.tr("Everything was recovered into "),
                recovered.path.name,
                self.tr(". The damaged file is as it was."),
            )
            return
        self._tell(
            Kind.WARNING,
            self.tr("Recovered into "),
            recovered.path.name,
            self.tr(", with losses. %1 The damaged file is as it was.").replace(
                "%1", " ".join(recovered.lost[:2])
            ),
            "\n".join(recovered.lost),
        )

    def _leave_page(self) -> None:
        if self._session.is_open:
            self._window.show_place("code")
        else:
            self._window.places.setCurrentWidget(self._window.welcome)
            self._window.welcome.setFocus()
        self._drop_page()

    def _drop_page(self) -> None:
        if self._page is not None:
            self._window.places.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None

    def _tell(self, kind: Kind, before: str, strong: str, after: str, details: str = "") -> None:
        notice = Notice(
            kind, before=before, strong=strong, after=after, details=details, can_close=True
        )
        self._window.notices.show_notice(notice)


def look_into(
    path: Path, key: Key | None
) -> tuple[Survey | None, tuple[RestorePoint, Content] | None]:
    """What can be read of a damaged project, and its newest good restore point."""
    point = restoring.newest_good(path, key)
    try:
        return restoring.survey(path, key), point
    except CoderError:
        return None, point  # not even the list of tables can be read
