"""What this computer knows of recordings: the folders of imports, and files that were chosen.

Paths name people, so none ever stands in a project file; and where a project is protected, or
no list of recent projects is wanted, they are known until the window closes only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder_gui.app.recordings import find_recording

if TYPE_CHECKING:
    from coder_gui.app.import_plan import Plan
    from coder_gui.app.project import Project
    from coder_gui.domain.changes import Changes
    from coder_gui.domain.model import TranscriptInfo
    from coder_gui.ui.main_window import MainWindow


@dataclass(slots=True)
class Known:
    """A transcript's folder and the recording that was chosen for it; empty where unknown."""

    folder: str = ""
    chosen: str = ""


class Recordings(QObject):
    """Remembers by the guids of studies and transcripts."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._settings = window.settings
        self._session = window.session
        self._known: dict[str, dict[str, Known]] = {}
        self._session.opened.connect(self._opened)
        self._session.changed.connect(self._take_up)

    def came_from(self, transcript_ids: Iterable[int], plans: Iterable[Plan]) -> None:
        """Remember the folders of files that were just imported."""
        paths = {plan.digest: plan.path for plan in plans if plan.path is not None}
        wanted = set(transcript_ids)
        for info in self._session.project.transcripts():
            path = paths.get(info.text_sha256)
            if info.id in wanted and path is not None:
                self._of(info).folder = str(path.absolute().parent)
        self._keep()

    def choose(self, info: TranscriptInfo, path: Path) -> None:
        """Take a file for a transcript's recording from now on."""
        self._of(info).chosen = str(path.absolute())
        self._keep()

    def find(self, info: TranscriptInfo) -> Path | None:
        """The recording of a transcript of the open project, where there is one."""
        known = self._of(info)
        if known.chosen and Path(known.chosen).is_file():
            return Path(known.chosen)
        imported_from = Path(known.folder) if known.folder else None
        folders = (imported_from, self._session.project.path.absolute().parent)
        return find_recording(info.source_name, folders)

    def folder(self, info: TranscriptInfo) -> Path:
        """Where to begin when a recording is to be chosen."""
        known = self._of(info).folder
        return Path(known) if known else self._session.project.path.absolute().parent

    def _of(self, info: TranscriptInfo) -> Known:
        return self._here().setdefault(info.guid, Known())

    def _here(self) -> dict[str, Known]:
        guid = self._session.project.study().guid
        if guid not in self._known:
            self._known[guid] = self._read(guid)
        return self._known[guid]

    def _read(self, study: str) -> dict[str, Known]:
        return {guid: Known(*paths) for guid, paths in self._settings.recordings(study).items()}

    def _keep(self) -> None:
        project = self._session.project
        if not self._may_keep(project):
            self._settings.forget_recordings(project.study().guid)
        else:
            rows = {
                guid: (known.folder, known.chosen)
                for guid, known in self._here().items()
                if known.folder or known.chosen
            }
            self._settings.set_recordings(project.study().guid, rows)

    def _may_keep(self, project: Project) -> bool:
        return not project.is_protected and self._settings.keeps_recent

    def _opened(self) -> None:
        """Forget on the disk what was remembered before the project was protected."""
        if not self._may_keep(self._session.project):
            self._settings.forget_recordings(self._session.project.study().guid)

    def _take_up(self, changes: Changes) -> None:
        """Forget the paths of what was taken out for good, such as a withdrawn participant's."""
        if changes.final and changes.touch("transcript"):
            there = {info.guid for info in self._session.project.transcripts()}
            here = self._here()
            for guid in here.keys() - there:
                del here[guid]
            self._keep()
