"""What the window does to de-identify: keys, the one step, the final one, and a look at exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from coder_gui.app import name_list
from coder_gui.app.deidentifying import Exported, left_over, texts_in
from coder_gui.app.name_list import NameList
from coder_gui.app.packaging import HiddenNames
from coder_gui.app.protecting import new_key
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import CoderError, Refused, WrongPassphrase
from coder_gui.ui.deidentifying.place import TOUCHED, DeidentifyPlace
from coder_gui.ui.dialogs import with_ending
from coder_gui.ui.widgets.notice_bar import Kind, Notice

if TYPE_CHECKING:
    from coder_gui.app.deidentifying import Remains
    from coder_gui.domain.changes import Changes
    from coder_gui.ui.deidentifying.dialogs import OpenKeyDialog
    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.widgets.notice_bar import NoticeBar


class DeidentifyCommands(QObject):
    """Keeps the list of names while the project is open, and carries out what the page asks for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.names = NameList()
        self._without_key = False
        self._before: Any = None
        self._checking = False
        self._place: DeidentifyPlace | None = None
        self._session.closed.connect(self._forget)
        self._session.changed.connect(self._take_up)

    @property
    def place(self) -> DeidentifyPlace:
        """The page, made when it is first looked at."""
        if self._place is None:
            place = DeidentifyPlace(self._session)
            place.searched.connect(self._searched)
            place.apply_wanted.connect(self.apply)
            place.erase_wanted.connect(self.ask_erase)
            place.new_key_wanted.connect(self.new_key)
            place.open_key_wanted.connect(self.open_key)
            place.left.connect(self._leave)
            self._window.places.addWidget(place)
            self._place = place
        return self._place

    def hidden_names(self) -> HiddenNames:
        """The list, and where the researcher left a name in its place."""
        skipped = self._place.pane.review.skipped() if self._place is not None else frozenset()
        return HiddenNames(self.names, skipped)

    # The page --------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the page in the window."""
        places = self._window.places
        self.place.say("")
        if places.currentWidget() is not self.place:
            self._before = places.currentWidget()
            self.place.names = self.names
            places.setCurrentWidget(self.place)
            self._window.status.show_facts("")
            self._window.commands.refresh()

    def check(self) -> None:
        """Look through everything for what is left, and say how much it is."""
        self._checking = True
        self.open()
        self.place.show_names(self.names)

    def _leave(self) -> None:
        """Back to the place that was shown before."""
        window = self._window
        before = self._before or window.code_place
        window.places.setCurrentWidget(before)
        if before is window.code_place:
            window.code_place.take_focus()
        window.commands.refresh()

    def _searched(self) -> None:
        if not self._checking:
            return
        self._checking = False
        listed, looks = self.place.left_over()
        text = self.tr("Nothing is left that looks like a name.")
        if listed or looks:
            text = self.tr("Left: %1 with a name of the list, %2.")
            text = text.replace("%1", counted(listed, "place"))
            text = text.replace("%2", counted(looks, "suggestion"))
        self.place.say(text)
        if not listed:
            self.place.panel.show_page(self.place.panel.suggestions)

    def _take_up(self, changes: Changes) -> None:
        if self._place is not None:
            self._place.take_up(changes.touch(*TOUCHED))

    def _forget(self) -> None:
        self.names.close()
        self._without_key = self._checking = False
        self._before = None
        if self._place is not None:
            self._place.forget()
            self._place.say("")

    # The one step ----------------------------------------------------------------------------

    def apply(self) -> None:
        """Replace what was accepted; the first time, ask where the key is to be kept."""
        if self.names.key is None and not self._without_key:
            from coder_gui.ui.deidentifying.dialogs import ChooseKeyDialog

            dialog = ChooseKeyDialog(self._window)
            dialog.new_wanted.connect(lambda: self.new_key(self.apply))
            dialog.open_wanted.connect(lambda: self.open_key(self.apply))
            dialog.none_wanted.connect(self._apply_without_key)
            dialog.open()
            return
        accepted = self.place.pane.review.accepted()
        if not accepted:
            return
        self._window.code_place.keep()
        try:
            done = self._waiting(lambda: self._session.project.deidentify(accepted, self.names))
        except Refused:
            self.place.take_up(True)
            raise
        # The search that the step began shows nothing before this is done.
        self.place.pane.review.carry(accepted)
        self._say_done(done.places)

    def _apply_without_key(self) -> None:
        self._without_key = True
        self.apply()

    def _say_done(self, places: int) -> None:
        bar = self._window.notices.show_notice(
            Notice(
                Kind.DONE,
                strong=self.tr("%1 replaced. ").replace("%1", counted(places, "place")),
                after=self.tr(
                    "Undo still knows the names, and so do the original files and restore points."
                ),
                action=self.tr("Remove the names for good…"),
                can_close=True,
            )
        )
        self._session.closed.connect(bar.close_notice)
        bar.action_chosen.connect(bar.close_notice)
        bar.action_chosen.connect(self.ask_erase)

    # The key ---------------------------------------------------------------------------------

    def new_key(self, then: Callable[[], object] | None = None) -> None:
        """Ask for the place and the passphrase of a new key file."""
        from coder_gui.ui.deidentifying.dialogs import NewKeyDialog

        project = self._session.project.path
        chosen, kind = QFileDialog.getSaveFileName(
            self._window,
            self.tr("New key file"),
            str(project.with_name(f"{project.stem}{name_list.SUFFIX}")),
            self._kinds(),
        )
        if not chosen:
            return
        path = with_ending(Path(chosen), kind, name_list.SUFFIX)
        dialog = NewKeyDialog(path.name, self._window)

        def make(passphrase: str) -> None:
            self._derive(
                lambda: new_key(passphrase),
                lambda key: self._take_key(name_list.make_key(path, key), then),
            )

        dialog.given.connect(make)
        dialog.open()

    def open_key(self, then: Callable[[], object] | None = None) -> None:
        """Ask for a key file and what opens it."""
        from coder_gui.ui.deidentifying.dialogs import OpenKeyDialog

        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open a key file"),
            str(self._session.project.path.parent),
            self._kinds(),
        )
        if not chosen:
            return
        path = Path(chosen)
        dialog = OpenKeyDialog(path.name, self._window)
        dialog.given.connect(
            lambda passphrase: self._derive(
                lambda: name_list.key_for(path, passphrase),
                lambda key: self._try(dialog, path, key, then),
            )
        )
        dialog.open()

    def _try(
        self,
        dialog: OpenKeyDialog,
        path: Path,
        key: name_list.Key,
        then: Callable[[], object] | None,
    ) -> None:
        try:
            opened = name_list.open_key(path, key)
        except WrongPassphrase:
            dialog.refuse(
                self.tr(
                    "Wrong passphrase. Look at capital letters and the keyboard’s language, and "
                    "try again."
                )
            )
            return
        except CoderError:
            dialog.close()
            raise
        dialog.close()
        self._take_key(opened, then)

    def _take_key(self, key: name_list.KeyFile, then: Callable[[], object] | None) -> None:
        self.names.take_key(key)
        if then is not None:
            # The list may be longer now, but what was accepted is what it was.
            then()
        self.place.show_names(self.names)

    def _derive(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Finding a key takes a fifth of a second, in which the window must not stand still."""
        project = self._session.project

        def go_on(key: Any) -> None:
            if self._session.is_open and self._session.project is project:
                done(key)

        self._window.restoring.start(lambda _said: work(), go_on)

    def _kinds(self) -> str:
        return self.tr("Key files (*%1)").replace("%1", name_list.SUFFIX)

    # For good --------------------------------------------------------------------------------

    def ask_erase(self) -> None:
        """Ask whether the names are to be removed from the history, too."""
        from coder_gui.ui.deidentifying.dialogs import EraseDialog

        remains = self._session.project.remains()
        listed = self.place.left_over()[0] if self.names.entries else 0
        dialog = EraseDialog(remains, listed, self._window)
        dialog.confirmed.connect(lambda copies: self._erase(remains, copies))
        dialog.open()

    def ask_remove_originals(self) -> None:
        """Ask whether the kept files are to go."""
        from coder_gui.ui.deidentifying.dialogs import EraseOriginalsDialog

        remains = self._session.project.remains()
        if not remains.originals:
            self._session.said.emit(self.tr("The project keeps no original files."))
            return
        dialog = EraseOriginalsDialog(remains, self._window)
        project = self._session.project
        dialog.confirmed.connect(
            lambda: self._say_erased(self._waiting(project.remove_originals), kept_copies=False)
        )
        dialog.open()

    def _erase(self, remains: Remains, copies: bool) -> None:
        project = self._session.project
        self._window.code_place.keep()
        entries = self.names.entries
        tidied = self._waiting(lambda: project.remove_names_for_good(entries))
        self._window.remembering.project_opened()
        self._say_erased(tidied, kept_copies=bool(remains.copies) and not copies)
        if copies:
            project.delete_copies(remains.copies)

    def _waiting(self, work: Callable[[], Any]) -> Any:
        """A second or two, in which nothing else may be written."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return work()
        finally:
            QApplication.restoreOverrideCursor()

    def _say_erased(self, tidied: bool, *, kept_copies: bool) -> None:
        if not tidied:
            bar = self._window.notices.show_notice(
                Notice(
                    Kind.WARNING,
                    strong=self.tr("They are removed, but the file is not tidied. "),
                    after=self.tr(
                        "It could not be written anew, so traces may be left in it. Make room on "
                        "the disk."
                    ),
                    action=self.tr("Try again"),
                    can_close=True,
                )
            )
            bar.action_chosen.connect(lambda: self._tidy(bar))
            return
        after = self.tr("Imported files, exports and backups are for you to delete.")
        if kept_copies:
            after = self.tr("Restore points that you kept still hold them. ") + after
        self._window.notices.show_notice(
            Notice(Kind.DONE, strong=self.tr("Removed for good. "), after=after, can_close=True)
        )

    def _tidy(self, bar: NoticeBar) -> None:
        tidied = self._session.project.tidy()
        bar.close_notice()
        self._say_erased(tidied, kept_copies=False)

    # Exports ---------------------------------------------------------------------------------

    def look_over(self, document: Exported) -> None:
        """Search what was exported for names, and say quietly when there seem to be some."""
        project = self._session.project
        # Who coded is named in every export, and meant to be.
        no_names = self.names.no_names | {coder.name for coder in project.coders()}
        names = NameList(None, self.names.entries, no_names)
        sources, texts = project.sources(), texts_in(document)

        def tell(left: list[str]) -> None:
            if not left or not self._session.is_open or self._session.project is not project:
                return
            places = counted(len(left), "place")
            text = self.tr("%1 in it may still name somebody.").replace("%1", places)
            bar = self._window.notices.show_notice(
                Notice(Kind.WARNING, after=text, action=self.tr("Look"), can_close=True)
            )
            self._session.closed.connect(bar.close_notice)
            bar.action_chosen.connect(bar.close_notice)
            bar.action_chosen.connect(self.check)

        self._window.restoring.start(lambda _said: left_over(texts, sources, names), tell)
