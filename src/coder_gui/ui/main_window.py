"""The one window: places, menus, notices, and what stands at its edges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.errors import CoderError, DamagedProject, InUse
from coder_gui.ui import icons
from coder_gui.ui.actions import make_actions
from coder_gui.ui.notices import Notices
from coder_gui.ui.remembering import Remembering
from coder_gui.ui.session import Session
from coder_gui.ui.settings import Settings
from coder_gui.ui.status_line import StatusLine
from coder_gui.ui.title_bar import TitleBar
from coder_gui.ui.welcome.welcome_page import WelcomePage

if TYPE_CHECKING:
    from coder_gui.app.protecting import Key
    from coder_gui.domain.changes import Changes
    from coder_gui.ui.agree.agree_place import AgreePlace
    from coder_gui.ui.deidentifying.commands import DeidentifyCommands
    from coder_gui.ui.finding.commands import FindCommands
    from coder_gui.ui.write.write_place import WritePlace

LEAST = QSize(860, 560)
USUAL = QSize(1440, 900)


class MainWindow(QMainWindow):
    """Shows the welcome page or the open project's places.

    At first it holds the welcome page only, so that it can be seen soon; `make_ready` adds what
    works on projects.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.session = Session(self)
        self.setWindowTitle("Interview Coder")
        self.setMinimumSize(LEAST)
        self.resize(USUAL)
        self.setAcceptDrops(True)
        self.title_bar = TitleBar()
        self.setMenuWidget(self.title_bar)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.menu_actions = make_actions(self, self.title_bar.menus)
        self.notices = Notices()
        self.welcome = WelcomePage()
        self._agree_place: AgreePlace | None = None
        self._write_place: WritePlace | None = None
        self._deidentifying: DeidentifyCommands | None = None
        self._finding: FindCommands | None = None
        self.is_ready = False
        self.places = QStackedWidget()
        self.places.addWidget(self.welcome)
        self._lay_out()
        self.remembering = Remembering(self)
        self._show_closed()

    def make_ready(self) -> None:
        """Make the Code place and the commands; called once, after the first paint."""
        from coder_gui.ui.coding.code_place import CodePlace
        from coder_gui.ui.coding.listening import Listening
        from coder_gui.ui.command_palette.palette import CommandPalette
        from coder_gui.ui.commands import Commands
        from coder_gui.ui.history.commands import HistoryCommands
        from coder_gui.ui.importing.flow import Importing
        from coder_gui.ui.memos.commands import MemoCommands
        from coder_gui.ui.one_writer import OneWriter
        from coder_gui.ui.progress.commands import ProgressCommands
        from coder_gui.ui.protecting.menus import recent_menu
        from coder_gui.ui.protecting.protection import Protection
        from coder_gui.ui.restoring.commands import RestoreCommands
        from coder_gui.ui.restoring.damage import Damage

        self.code_place = CodePlace(self.session)
        self.places.addWidget(self.code_place)
        self.remembering.restore_place(self.code_place)
        self.protection = Protection(self)
        recent_menu(self)
        self.memos = MemoCommands(self)
        self.commands = Commands(self)
        self._connect()
        # After what shows the project, which takes the last project's notices away.
        self.one_writer = OneWriter(self)
        self.restoring = RestoreCommands(self)
        self.damage = Damage(self)
        self.importing = Importing(self)
        self.listening = Listening(self)
        self.history = HistoryCommands(self)
        self.progress = ProgressCommands(self)
        self.command_palette = CommandPalette(self)
        self.commands.refresh()
        self.is_ready = True

    @property
    def agree_place(self) -> AgreePlace:
        """The Agree place, made when it is first looked at."""
        if self._agree_place is None:
            from coder_gui.ui.agree.agree_place import AgreePlace

            self._agree_place = AgreePlace(self.session)
            self._agree_place.facts_changed.connect(self.status.show_facts)
            self._agree_place.export_wanted.connect(self.commands.export_agreement)
            self._agree_place.lower_half.shown.connect(self.menu_actions["settle_panel"].setChecked)
            self.remembering.restore_agree(self._agree_place)
            self.places.addWidget(self._agree_place)
            if self.session.is_open:
                self._agree_place.show_project()
        return self._agree_place

    @property
    def write_place(self) -> WritePlace:
        """The Write place, made when it is first looked at."""
        if self._write_place is None:
            from coder_gui.ui.write.write_place import WritePlace

            self._write_place = WritePlace(self.session)
            self._write_place.facts_changed.connect(self.status.show_facts)
            self._write_place.memo_wanted.connect(self.memos.go_to)
            self._write_place.link_wanted.connect(self.memos.follow)
            self._write_place.written.connect(self._audit_trail_written)
            self.places.addWidget(self._write_place)
        return self._write_place

    @property
    def deidentifying(self) -> DeidentifyCommands:
        """The page that replaces names, and what goes with it; made when it is first wanted."""
        if self._deidentifying is None:
            from coder_gui.ui.deidentifying.commands import DeidentifyCommands

            self._deidentifying = DeidentifyCommands(self)
        return self._deidentifying

    @property
    def finding(self) -> FindCommands:
        """The page that looks through all transcripts; made when it is first wanted."""
        if self._finding is None:
            from coder_gui.ui.finding.commands import FindCommands

            self._finding = FindCommands(self)
        return self._finding

    def _audit_trail_written(self, path: Path) -> None:
        self.commands.say_written(self.tr("Audit trail"), path)
        self.deidentifying.look_over(self.session.project.audit_document())

    def _other_places(self) -> list[AgreePlace | WritePlace]:
        """The places beside Code that were looked at."""
        return [each for each in (self._agree_place, self._write_place) if each is not None]

    def open_project(
        self,
        path: Path,
        *,
        key: Key | None = None,
        read_only: bool = False,
        anyway: bool = False,
    ) -> None:
        """Open a project file as the coder who worked on it here last.

        Args:
            key: What opens a protected file; without it, the passphrase is asked for.
            read_only: Only look at it, also while somebody else has it open.
            anyway: Take over from a writer who has been silent for long.

        Raises:
            InUse: Somebody else has it open; what was open stays open.
            ProjectFileError: It cannot be opened; what was open stays open.
        """
        from coder_gui.app.project import Project

        is_here = self.one_writer.is_open_here(path)
        if is_here and not read_only and not self.session.is_read_only:
            self.show_place("code")
            return
        if is_here:
            key = self.session.project.key
        if key is None and self.protection.asks(path, read_only=read_only, anyway=anyway):
            return
        try:
            project = Project.open(path, key=key, read_only=read_only, anyway=anyway)
        except DamagedProject as error:
            error.key = key
            raise
        project.coder_id = self.remembering.coder_of(project)
        self.session.take(project)

    def show_place(self, name: str) -> None:
        """Switch to “code”, “agree” or “write”."""
        self.places.setCurrentWidget(getattr(self, f"{name}_place"))
        self.menu_actions[f"place_{name}"].setChecked(True)
        if name == "code":
            self.code_place.take_focus()
        elif name == "agree":
            self.agree_place.setFocus()
        self.commands.refresh()

    def say_error(self, error: CoderError) -> None:
        """Show an error that is the world's fault."""
        if isinstance(error, InUse):
            self.one_writer.explain(error)
        elif isinstance(error, DamagedProject) and self.is_ready:
            self.damage.explain(error)
        else:
            self.notices.show_error(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = _paths(event)
        takes_in = self.session.is_open and not self.session.is_read_only
        wanted = takes_in or any(map(_is_project, paths))
        event.setAccepted(bool(paths) and wanted)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event)
        event.acceptProposedAction()
        projects = list(filter(_is_project, paths))
        if projects:
            self.open_project(projects[0])
        elif self.session.is_open and not self.session.is_read_only:
            self.commands.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remembering.keep_window()
        if self.is_ready:
            self.remembering.keep_place(self.code_place)
        self.session.close()
        self.settings.save()
        event.accept()

    def _show_open(self) -> None:
        project = self.session.project
        self._show_name()
        self.notices.clear()
        self.status.say(self.tr("Read only") if project.read_only else self.tr("Saved"))
        self.remembering.restore_tree()
        self.code_place.show_project(self.remembering.last_transcript())
        for place in self._other_places():
            place.show_project()
        self._show_coder()
        self.remembering.project_opened()
        self.show_place("code")

    def _show_name(self) -> None:
        name = self.session.project.study().name
        if self.session.is_read_only:
            name = self.tr("%1 (read only)").replace("%1", name)
        self.title_bar.set_name(name)
        self.setWindowTitle(f"{name} – Interview Coder")

    def _show_closed(self) -> None:
        self.title_bar.set_name("Interview Coder")
        self.title_bar.set_coder(None)
        self.setWindowTitle("Interview Coder")
        self.status.say(self.tr("No project open"))
        self.status.show_facts("")
        self.welcome.set_recent(self.remembering.recent_projects())
        self.places.setCurrentWidget(self.welcome)
        self.welcome.setFocus()

    def keep(self) -> None:
        """Keep what is being typed, wherever it is."""
        self.code_place.keep()
        if self._write_place is not None:
            self._write_place.keep()

    def _closing(self) -> None:
        self.keep()
        for place in self._other_places():
            place.forget_project()
        self.remembering.project_closing()
        self.code_place.forget_project()

    def _take_up(self, changes: Changes) -> None:
        """Pass the one notice on; the place that is seen comes first."""
        self.code_place.take_up(changes)
        self.status.show_step(changes)
        for place in self._other_places():
            place.take_up(changes)
        if changes.touch("study"):
            self._show_name()
        if changes.touch("coder", "comparison"):
            # Undoing “Add coder” puts another one to work; what is opened shows others' work.
            self._coder_changed()
        self.commands.refresh()

    def _show_coder(self) -> None:
        project = self.session.project
        self.title_bar.set_coder(project.coder().name)
        menu = self.title_bar.coder.menu()
        menu.clear()
        for coder in project.persons():
            action = menu.addAction(coder.name)
            action.setCheckable(True)
            action.setChecked(coder.id == project.coder_id)
            action.triggered.connect(lambda _=False, each=coder.id: self._code_as(each))
        menu.addSeparator()
        menu.addAction(self.menu_actions["add_coder"])

    def _code_as(self, coder_id: int) -> None:
        # What is being typed is still the other one's.
        self.keep()
        self.session.code_as(coder_id)

    def _coder_changed(self) -> None:
        self._show_coder()
        self.code_place.coder_changed()
        if self._agree_place is not None:
            self._agree_place.coder_changed()
        if self._write_place is not None:
            self._write_place.coder_changed()

    def _connect(self) -> None:
        session, welcome = self.session, self.welcome
        session.opened.connect(self._show_open)
        session.closed.connect(self._closing)
        session.changed.connect(self._take_up)
        session.coder_changed.connect(self._coder_changed)
        session.said.connect(self.status.say)
        self.code_place.facts_changed.connect(self.status.show_facts)
        self.code_place.import_wanted.connect(self.commands.import_transcripts)
        self.code_place.withdraw_wanted.connect(self.commands.withdraw)
        self.code_place.transcript_left.connect(self.remembering.keep_position)
        self.code_place.transcript_shown.connect(self.remembering.transcript_shown)
        self.status.undo_wanted.connect(self.commands.undo)
        self.status.redo_wanted.connect(self.commands.redo)
        welcome.sample_chosen.connect(self.commands.sample)
        welcome.new_chosen.connect(self.commands.new)
        welcome.open_chosen.connect(self.commands.open)
        welcome.recent_chosen.connect(self.open_project)
        welcome.locate_chosen.connect(self.commands.locate)
        welcome.clear_chosen.connect(self.remembering.forget_recent)

    def close_project(self) -> None:
        """Back to the welcome page; every step is saved already."""
        self.session.close()
        self._show_closed()
        self.commands.refresh()

    def _lay_out(self) -> None:
        bar = QToolBar(self.tr("Places"))
        bar.setObjectName("place_bar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        bar.setIconSize(QSize(20, 20))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        group = QActionGroup(self)
        for name in ("code", "agree", "write"):
            action = self.menu_actions[f"place_{name}"]
            action.setIcon(icons.icon(name, 20))
            action.setActionGroup(group)
            action.setIconText(action.text().replace("&", ""))
            bar.addAction(action)
        above = QWidget()
        above.setFixedHeight(8)
        bar.insertWidget(bar.actions()[0], above)
        # Tool bars stay where they are put when a window is read from the right.
        areas = Qt.ToolBarArea
        mirrored = self.isRightToLeft()
        self.addToolBar(areas.RightToolBarArea if mirrored else areas.LeftToolBarArea, bar)
        self.place_bar = bar
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(0)
        self.beside.addWidget(self.places, 1)
        column.addLayout(self.beside, 1)
        self.setCentralWidget(middle)


def _paths(event: QDropEvent) -> list[Path]:
    """Local files and folders that are being dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _is_project(path: Path) -> bool:
    from coder_gui.app.project import SUFFIX

    return path.suffix == SUFFIX
