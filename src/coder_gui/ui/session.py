"""The open project as the window knows it, and the one signal by which views learn of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from coder_gui.app.project import Project
    from coder_gui.domain.changes import Changes


class Session(QObject):
    """Holds the open project; every view reads and writes through it."""

    opened = Signal()
    closed = Signal()
    changed = Signal(object)
    """A `Changes`, once after each committed step, undo and redo."""
    coder_changed = Signal()
    said = Signal(str)
    """A sentence for the status bar that no step goes with."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None

    @property
    def project(self) -> Project:
        """The open project; asking without one is a bug."""
        assert self._project is not None, "no project is open"
        return self._project

    @property
    def is_open(self) -> bool:
        return self._project is not None

    @property
    def is_read_only(self) -> bool:
        """Whether the open project can only be looked at."""
        return self._project is not None and self._project.read_only

    def take(self, project: Project) -> None:
        """Show a project that was just opened, in place of the present one."""
        self.close()
        self._project = project
        project.changed = self._tell
        self.opened.emit()

    def close(self) -> None:
        """Close the project; nothing is lost, because every step was saved."""
        if self._project is not None:
            self.closed.emit()
            self._project.close()
            self._project = None

    def code_as(self, coder_id: int) -> None:
        """Go on as another coder."""
        self.project.coder_id = coder_id
        self.coder_changed.emit()

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)
