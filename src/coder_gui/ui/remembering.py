"""What comes back at the next start: window, recent projects, who codes, where one was reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder_gui.domain.counted import counted
from coder_gui.ui.settings import Recent
from coder_gui.ui.welcome.recent_project import RecentProject

if TYPE_CHECKING:
    from coder_gui.app.project import Project
    from coder_gui.domain.model import TranscriptInfo
    from coder_gui.ui.agree.agree_place import AgreePlace
    from coder_gui.ui.coding.code_place import CodePlace
    from coder_gui.ui.main_window import MainWindow


class Remembering(QObject):
    """Moves state between the window and its settings."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.settings
        self._shown: TranscriptInfo | None = None
        window.restoreGeometry(self._settings.state("window"))

    def restore_place(self, place: CodePlace) -> None:
        """Give the Code place the widths and the text size that it had."""
        place.splitter.restoreState(self._settings.state("splitter"))
        size = self._settings.number("text_size", 0)
        if size:
            place.reader.view.set_point_size(size)
        place.reader.view.set_underlined(self._settings.get("coded_words") == "underlined")

    def restore_agree(self, place: AgreePlace) -> None:
        """Fold the Agree place as it was folded, and keep it from now on."""
        place.lower_half.want_panel(self._settings.get("settling") != "folded")
        place.lower_half.panel_shown.connect(
            lambda shown: self._settings.set("settling", "" if shown else "folded")
        )

    def keep_window(self) -> None:
        """Keep the window's size."""
        self._settings.set_state("window", self._window.saveGeometry())

    def keep_place(self, place: CodePlace) -> None:
        """Keep the Code place's widths and text size."""
        self._settings.set_state("splitter", place.splitter.saveState())
        self._settings.set("text_size", f"{place.reader.view.point_size():g}")
        underlined = place.reader.view.is_underlined
        self._settings.set("coded_words", "underlined" if underlined else "")

    def coder_of(self, project: Project) -> int:
        """Who worked on this project here last, if that coder still exists."""
        guid = self._settings.get(f"coder/{project.study().guid}")
        known = {coder.guid: coder.id for coder in project.persons()}
        return known.get(guid, project.coder_id)

    def last_transcript(self) -> int | None:
        """The transcript of the open project in which reading stopped, if it is still there."""
        project = self._window.session.project
        guid = self._settings.get(f"transcript/{project.study().guid}")
        return next((info.id for info in project.transcripts() if info.guid == guid), None)

    def restore_tree(self) -> None:
        """Sort and count in the tree as one did in this project last; before it is shown."""
        guid = self._window.session.project.study().guid
        codes = self._window.code_place.codes
        codes.view_menu.restore(self._settings.get(f"tree/{guid}"))

    def project_opened(self) -> None:
        """Put the project at the head of the recent ones."""
        self._remember()

    def project_closing(self) -> None:
        """Keep where reading stopped."""
        self.keep_position()
        project = self._window.session.project
        self._settings.set(f"coder/{project.study().guid}", project.coder().guid)
        codes = self._window.code_place.codes
        self._settings.set(f"tree/{project.study().guid}", codes.view_menu.state())
        self._remember()
        self._shown = None

    def transcript_shown(self, info: TranscriptInfo | None) -> None:
        """Go to where this transcript was read last."""
        self._shown = info
        if info is not None:
            position = int(self._settings.number(f"reading/{info.guid}", 0))
            if 0 < position < info.length:
                self._window.code_place.reader.view.restore_position(position)
            study = self._window.session.project.study().guid
            self._settings.set(f"transcript/{study}", info.guid)

    def recent_projects(self) -> list[RecentProject]:
        """The welcome page's list."""
        found: list[RecentProject] = []
        if not (known := self._settings.recent()):
            return found
        from coder_gui.ui.coding.facts import moment

        for recent in known:
            path = Path(recent.path)
            missing = not path.is_file()
            facts = f"{counted(recent.transcripts, 'transcript')}, {recent.coded} coded"
            if recent.protected:
                facts = self.tr("Protected")
            if missing:
                facts = self.tr("File not found in %1").replace("%1", path.parent.name)
            found.append(
                RecentProject(
                    path, recent.name, facts, moment(recent.opened_at), recent.where, missing
                )
            )
        return found

    def keep_recent(self, keep: bool) -> None:
        """Switch the list of recent projects on or off."""
        self._settings.keep_recent(keep)
        self._settings.save()
        self._window.welcome.set_recent(self.recent_projects())

    def forget_recent(self) -> None:
        """Clear the list of recent projects; no file is touched."""
        self._settings.forget_all()
        self._settings.save()
        self._window.welcome.set_recent([])

    def keep_position(self) -> None:
        """Keep where the open transcript is read; called before another one is shown."""
        if self._shown is not None:
            position = self._window.code_place.reader.view.position()
            self._settings.set(f"reading/{self._shown.guid}", str(position))

    def _remember(self) -> None:
        from datetime import datetime

        project = self._window.session.project
        path = str(project.path.absolute())
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        if project.is_protected:
            self._settings.remember(Recent(path, project.path.name, 0, 0, now, "", protected=True))
            return
        reader = self._window.code_place.reader
        where = ""
        if reader.transcript is not None:
            share = round(100 * reader.view.progress())
            person = reader.person()
            label = person.label if person else reader.transcript.info.name
            where = f"{label}, {share} %"
        self._settings.remember(
            Recent(
                path,
                project.study().name,
                len(project.transcripts()),
                len(project.counts_by_transcript()),
                now,
                where,
            )
        )
