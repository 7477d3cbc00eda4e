"""What each command of the menus does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog

from coder_gui import __version__
from coder_gui.app import protecting
from coder_gui.app.project import SUFFIX, Project
from coder_gui.app.sample import own_sample, write_sample
from coder_gui.ui import settle_menu, theme
from coder_gui.ui.actions import SCHEMES
from coder_gui.ui.codebook import tree_menu
from coder_gui.ui.codebook.comparing import comparing
from coder_gui.ui.coding.listening import COMMANDS as LISTEN
from coder_gui.ui.dialogs import (
    NewProjectDialog,
    StudyDialog,
    TextDialog,
    documents,
    file_kinds,
    user_name,
    with_ending,
)
from coder_gui.ui.help import key_lines
from coder_gui.ui.memos.menu import OF_READER as MEMO_KEYS
from coder_gui.ui.segment_menu import OF_READER
from coder_gui.ui.tasks import Task
from coder_gui.ui.team.commands import team_commands
from coder_gui.ui.widgets.notice_bar import Kind, Notice

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow

ONE_LETTER = (
    *("code", "repeat", "remove", "next_uncoded", "previous_uncoded"),
    *OF_READER,
    *MEMO_KEYS,
)
"""Commands whose keys work in the reader only, so that typing in a field stays typing."""
OF_TREE = ("rename_code", "delete_code", *tree_menu.OF_TREE)
"""Commands whose keys work in the code tree only."""
OF_PROGRESS = ("mark_read", "mark_finished", "next_uncoded", "previous_uncoded")


class Commands(QObject):
    """Carries out the commands on the window's session and places."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        actions, place = window.menu_actions, window.code_place
        does: dict[str, Callable[[], object]] = {
            "new": self.new,
            "open": self.open,
            "sample": self.sample,
            "fresh_sample": self.fresh_sample,
            "import_transcripts": self.import_transcripts,
            "import_participants": self.import_participants,
            "export_codebook": self.export_codebook,
            "export_agreement": self.export_agreement,
            "hand_out": lambda: self._hand("hand_out"),
            "take_back": lambda: self._hand("take_back"),
            "finish_package": lambda: self._hand("finish"),
            "deidentify": lambda: window.deidentifying.open(),
            "check_names": lambda: window.deidentifying.check(),
            "remove_originals": lambda: window.deidentifying.ask_remove_originals(),
            "keep_restore_point": lambda: window.restoring.ask_name(),
            "restore_points": lambda: window.restoring.show_points(),
            "protect": window.protection.protect,
            "change_passphrase": window.protection.change_passphrase,
            "remove_protection": window.protection.remove_protection,
            "lock": window.protection.lock,
            "study_sheet": self.study_sheet,
            "add_coder": self.add_coder,
            **team_commands(window),
            "close": window.close_project,
            "quit": window.close,
            "undo": self.undo,
            "redo": self.redo,
            "history": lambda: window.history.toggle(),
            "find": place.reader.open_find,
            "find_all": lambda: window.finding.open(),
            "word_counts": lambda: window.finding.open("words"),
            "code_questions": lambda: window.finding.open("questions"),
            "find_code": place.codes.toggle_filter,
            "go_to_time": place.reader.times.ask,
            "speakers": place.reader.open_speakers,
            **{name: partial(self._listen, name) for name in LISTEN},
            "correct_text": place.reader.correcting.toggle,
            "replace_text": self.replace_text,
            "review_corrections": place.reader.correcting.open_review,
            "code": place.reader.open_palette,
            "repeat": place.reader.repeat,
            "remove": place.reader.remove_chosen,
            **place.reader.gestures.commands(),
            **window.memos.commands(),
            "new_theme": lambda: place.codes.new_code("theme"),
            "new_code": place.codes.new_code_here,
            "rename_code": place.codes.rename,
            "merge_code": place.codes.merge,
            "delete_code": place.codes.delete,
            **place.codes.commands(),
            "keep_codebook": lambda: comparing(window).ask_name(),
            "compare_codebooks": lambda: comparing(window).open(),
            "place_code": lambda: window.show_place("code"),
            "place_agree": lambda: window.show_place("agree"),
            "place_write": lambda: window.show_place("write"),
            **{name: partial(self._progress, name) for name in OF_PROGRESS},
            "progress": lambda: window.progress.open(),
            "next_transcript": lambda: self._walk(1),
            "previous_transcript": lambda: self._walk(-1),
            "side_panel": place.side.toggle,
            "inspector": place.inspector_pane.toggle,
            "larger": lambda: place.reader.zoom(1),
            "smaller": lambda: place.reader.zoom(-1),
            "usual_size": place.reader.usual_size,
            "one_line": self.set_one_line,
            **{f"scheme_{name}": partial(self.set_scheme, name) for name in SCHEMES},
            **settle_menu.commands(window),
            "find_command": lambda: window.command_palette.open(),
            "keys": self.show_keys,
            "about": self.show_about,
        }
        for name, action in actions.items():
            action.triggered.connect(lambda _checked=False, act=does[name]: self._carry_out(act))
        actions["underlines"].setChecked(place.reader.view.is_underlined)
        place.reader.correcting.switched.connect(actions["correct_text"].setChecked)
        place.codes.view_menu.add_beside(actions["sort_codes"])
        self._keep_keys_local()
        schemes = QActionGroup(self)
        for name in SCHEMES:
            schemes.addAction(actions[f"scheme_{name}"])
        actions[f"scheme_{window.settings.one_of('scheme', SCHEMES)}"].setChecked(True)

    def _carry_out(self, act: Callable[[], object]) -> None:
        # Opening a menu leaves no field, so what is being typed is kept here.
        if self._session.is_open:
            self._window.keep()
        act()

    def _progress(self, name: str) -> None:
        getattr(self._window.progress, name)()

    def _listen(self, name: str) -> None:
        getattr(self._window.listening, name)()

    def _hand(self, name: str) -> None:
        from coder_gui.ui.handing_out.commands import HandingOut

        getattr(HandingOut(self._window), name)()

    def refresh(self) -> None:
        """Switch commands on and off, and say in the menu what undo would take back."""
        is_open = self._session.is_open
        shown = self._window.places.currentWidget()
        in_code = is_open and shown is self._window.code_place
        met = {"": True, "project": is_open, "agree": is_open and settle_menu.is_shown(shown)}
        for action in self._window.menu_actions.values():
            action.setEnabled(met.get(action.data(), in_code))
        undo, redo = self._window.menu_actions["undo"], self._window.menu_actions["redo"]
        last = self._session.project.next_undo() if is_open else None
        following = self._session.project.next_redo() if is_open else None
        undo.setEnabled(last is not None)
        redo.setEnabled(following is not None)
        undo.setText(f"{self.tr('&Undo')} {last.label}" if last else self.tr("&Undo"))
        if is_open and self._session.project.undo_ends_here():
            undo.setText(self.tr("What was done before cannot be undone any more"))
        redo.setText(f"{self.tr('&Redo')} {following.label}" if following else self.tr("&Redo"))
        handed_out = is_open and self._session.project.package() is not None
        self._window.menu_actions["finish_package"].setEnabled(handed_out)
        self._window.one_writer.switch_off()

    # Projects --------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for the study's name and make its file."""
        coder = self._window.settings.get("coder") or user_name()
        dialog = NewProjectDialog(coder, self._window)
        dialog.named.connect(self._create)
        dialog.open()

    def _create(self, path: Path, name: str, coder: str, passphrase: str) -> None:
        def make(key: protecting.Key | None) -> None:
            self._session.take(Project.create(path, name, coder, key=key))
            self._window.settings.set("coder", coder.strip())

        if passphrase:
            Task(lambda _progress: protecting.new_key(passphrase), make, self).start()
        else:
            make(None)

    def open(self) -> None:
        """Ask for a project file and open it."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window, self.tr("Open project"), str(documents()), file_kinds()
        )
        if chosen:
            self._window.open_project(Path(chosen))

    def locate(self, missing: Path) -> None:
        """Ask where a project that was open before is now."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Where is “%1” now?").replace("%1", missing.name),
            str(documents()),
            file_kinds(),
        )
        if chosen:
            # First, because it may be no project: then the old place stays on the list.
            self._window.open_project(Path(chosen))
            self._window.settings.forget(missing)

    def sample(self) -> None:
        """Open the researcher's own copy of the sample study."""
        self._window.open_project(own_sample())

    def fresh_sample(self) -> None:
        """Write another copy of the sample study and open it."""
        start = documents() / f"{self.tr('Sample study')}{SUFFIX}"
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window, self.tr("Fresh copy of the sample study"), str(start), file_kinds()
        )
        if chosen:
            path = Path(chosen)
            write_sample(path)
            self._window.open_project(path)

    def study_sheet(self) -> None:
        """Show the study sheet for editing."""
        dialog = StudyDialog(self._session.project.study(), self._window)
        dialog.filled.connect(lambda fields: self._session.project.update_study(**fields))
        dialog.open()

    def add_coder(self) -> None:
        """Ask for the name of another coder and go on as that one."""
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Add a coder"))
        dialog.setLabelText(self.tr("Name of the coder, who works next"))
        dialog.textValueSelected.connect(self._add_coder)
        dialog.open()

    def _add_coder(self, name: str) -> None:
        self._session.code_as(self._session.project.add_coder(name))

    # In and out ------------------------------------------------------------------------------

    def import_transcripts(self) -> None:
        """Ask for files and import them."""
        from coder_gui.exchange.transcripts.registry import suffixes

        kinds = " ".join(f"*{suffix}" for suffix in suffixes())
        chosen, _kind = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Import transcripts"),
            str(documents()),
            self.tr("Transcripts (%1);;All files (*)").replace("%1", kinds),
        )
        if chosen:
            self.import_paths([Path(each) for each in chosen])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Show what files and folders would be as transcripts; the window stays usable."""
        self._window.importing.begin(paths)

    def import_participants(self) -> None:
        """Ask for a table of participants and take it in."""
        from coder_gui.exchange.participants import read_participants

        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Import a table of participants"),
            str(documents()),
            self.tr("Tables (*.csv *.xlsx)"),
        )
        if chosen:
            people = read_participants(Path(chosen))
            self._window.restoring.keep_first("before importing participants")
            self._session.project.import_participants(people)

    def export_codebook(self) -> None:
        """Ask for a file and write the codebook to it."""
        project = self._session.project
        start = project.path.with_name(f"{project.path.stem} codebook.docx")
        chosen, kind = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export codebook"),
            str(start),
            self.tr("Word document (*.docx);;Excel workbook (*.xlsx);;CSV table (*.csv)"),
        )
        if chosen:
            path = with_ending(Path(chosen), kind, ".docx")
            project.export_codebook(path)
            self.say_written(self.tr("Codebook"), path)
            self._window.deidentifying.look_over(project.codebook_document())

    def export_agreement(self) -> None:
        """Ask for a file and write to it what the Agree place compares."""
        from coder_gui.ui.agree.exporting import AgreementExport

        AgreementExport(self._window).ask()

    def say_written(self, what: str, path: Path) -> None:
        """Say that an export is done."""
        before = self.tr("%1 written to ").replace("%1", what)
        written = Notice(Kind.DONE, before=before, strong=path.name, after=".", can_close=True)
        self._window.notices.show_notice(written)

    def replace_text(self) -> None:
        """Ask for a corrected file of the open transcript."""
        from coder_gui.ui.coding.replacing import Replacing

        self._replacing = Replacing(self._window)
        self._replacing.ask(self._window.code_place.reader.view.transcript_id())

    def withdraw(self, participant_id: int) -> None:
        """Ask whether a participant is to be withdrawn."""
        from coder_gui.ui.write.withdrawing import Withdrawing

        Withdrawing(self._window).ask(participant_id)

    # The rest --------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back, once what is being typed is kept."""
        self._window.keep()
        self._session.project.undo()

    def redo(self) -> None:
        self._window.keep()
        self._session.project.redo()

    def set_scheme(self, scheme: str) -> None:
        """Take on light or dark, or follow the system."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, scheme)
        self._window.settings.set("scheme", scheme)

    def set_one_line(self) -> None:
        """Elide long code names in the tree, or wrap them again."""
        self._window.code_place.codes.tree.set_one_line(
            self._window.menu_actions["one_line"].isChecked()
        )

    def show_keys(self) -> None:
        """List keys and gestures."""
        TextDialog(self.tr("Keys and gestures"), key_lines(), self._window).open()

    def show_about(self) -> None:
        """Say what this program is."""
        lines = [
            (self.tr("Version"), __version__),
            (
                self.tr("Licence"),
                self.tr(
                    "MIT. Qt is used under the LGPL, the typefaces under the SIL Open Font License."
                ),
            ),
            (
                self.tr("Your data"),
                self.tr(
                    "Everything stays in one file on this computer. The "
                    "program never uses a network."
                ),
            ),
        ]
        TextDialog(self.tr("Interview Coder"), lines, self._window).open()

    def _walk(self, step: int) -> None:
        place = self._window.code_place
        order, shown = place.transcripts.in_order(), place.reader.transcript
        if order:
            here = order.index(shown.info.id) if shown is not None else 0
            place.open_transcript(order[max(0, min(here + step, len(order) - 1))])

    def _keep_keys_local(self) -> None:
        window, local = self._window, Qt.ShortcutContext.WidgetWithChildrenShortcut
        for name in settle_menu.KEYS_OF_PLACE:
            window.menu_actions[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        place = window.code_place
        for names, widget in ((ONE_LETTER, place.reader.view), (OF_TREE, place.codes.tree)):
            for name in names:
                window.menu_actions[name].setShortcutContext(local)
                widget.addAction(window.menu_actions[name])
