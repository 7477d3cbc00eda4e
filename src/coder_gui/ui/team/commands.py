"""How the window shows the team, draws who codes what, and begins coding anew."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

if TYPE_CHECKING:
    from coder_gui.domain.changes import Changes
    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.team.drawing import Choosable


def team_commands(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What the commands about the team do, by their names."""
    return {
        "team": lambda: team(window).open(),
        "draw_assignments": lambda: team(window).draw(),
        "code_again": lambda: team(window).code_again(),
    }


def team(window: MainWindow) -> TeamCommands:
    """The window's one `TeamCommands`, made when it is first wanted."""
    found = window.findChild(TeamCommands)
    return found if isinstance(found, TeamCommands) else TeamCommands(window)


class TeamCommands(QObject):
    """Asks what has to be asked before a step about coders, and opens the page."""

    def __init__(self, window: MainWindow) -> None:
        from coder_gui.ui.team.team_page import TeamPage

        super().__init__(window)
        self._window = window
        self._session = window.session
        self._before: QWidget | None = None
        self.page = TeamPage(self._session)
        window.places.addWidget(self.page)
        self.page.left.connect(self._leave)
        self.page.add_wanted.connect(self._ask_name)
        self.page.delete_wanted.connect(self._ask_deletion)
        self.page.draw_wanted.connect(self.draw)
        self.page.again_wanted.connect(self.code_again)
        self.page.transcript_wanted.connect(self._open_transcript)
        self._session.changed.connect(self._take_up)
        self._session.coder_changed.connect(self._coder_changed)
        self._session.closed.connect(self._forget)

    # The page --------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the page over the place."""
        places = self._window.places
        if places.currentWidget() is not self.page:
            self._before = places.currentWidget()
            places.setCurrentWidget(self.page)
            self._window.status.show_facts("")
            self._window.commands.refresh()
        self.page.open()

    def _leave(self) -> None:
        window, before = self._window, self._before or self._window.code_place
        window.places.setCurrentWidget(before)
        if before is window.code_place:
            window.code_place.take_focus()
        window.commands.refresh()

    def _open_transcript(self, transcript_id: int) -> None:
        self._window.show_place("code")
        self._window.code_place.open_transcript(transcript_id)

    def _take_up(self, changes: Changes) -> None:
        self.page.take_up(changes)

    def _coder_changed(self) -> None:
        if self.page.isVisible():
            self.page.refresh()

    def _forget(self) -> None:
        self._before = None
        self.page.forget()

    # Coders ----------------------------------------------------------------------------------

    def _ask_name(self) -> None:
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Add a coder"))
        dialog.setLabelText(self.tr("Name of the coder"))
        dialog.textValueSelected.connect(lambda name: self._session.project.add_coder(name))
        dialog.open()

    def _ask_deletion(self, coder_id: int) -> None:
        from coder_gui.ui.team.dialogs import DeleteCoderDialog

        project = self._session.project
        name = next(each.name for each in project.coders() if each.id == coder_id)
        dialog = DeleteCoderDialog(name, project.belongings_of(coder_id), self._window)
        dialog.accepted.connect(lambda: project.delete_coder(coder_id))
        dialog.open()

    # Drawing ---------------------------------------------------------------------------------

    def draw(self) -> None:
        """Ask who is to code which transcripts."""
        from coder_gui.ui.team.dialogs import DrawDialog

        project = self._session.project
        assigned: dict[int, set[int]] = {}
        for each in project.assignments():
            assigned.setdefault(each.coder_id, set()).add(each.transcript_id)
        dialog = DrawDialog(
            [(each.id, each.name) for each in project.persons()],
            self._choosable(),
            {coder: frozenset(ids) for coder, ids in assigned.items()},
            self._window,
        )
        dialog.drawn.connect(
            lambda coder, ids, how: self._session.project.assign_drawn(coder, ids, how)
        )
        dialog.open()

    def code_again(self) -> None:
        """Ask which transcripts the present coder codes once more."""
        from coder_gui.ui.team.dialogs import CodeAgainDialog

        project = self._session.project
        coded = project.counts_by_transcript()
        if not coded:
            self._session.said.emit(
                self.tr("You have not coded anything that could be coded again.")
            )
            return
        dialog = CodeAgainDialog(project.coder().name, self._choosable(coded), self._window)
        dialog.chosen.connect(
            lambda ids, how, keep: self._session.project.code_again(ids, how, keep_coding=keep)
        )
        dialog.open()

    def _choosable(self, only: Collection[int] | None = None) -> list[Choosable]:
        from coder_gui.ui.team.drawing import Choosable

        project = self._session.project
        groups = project.groups_of_all()
        people = {each.id: each.label for each in project.participants()}
        return [
            Choosable(info.id, people.get(info.participant_id or 0, info.name), groups[info.id])
            for info in project.transcripts()
            if only is None or info.id in only
        ]
