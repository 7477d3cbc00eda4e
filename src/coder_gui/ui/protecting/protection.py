"""Protected projects in the window: opening, locking, and changing what opens them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtWidgets import QApplication, QDialog

from coder_gui.app import protecting
from coder_gui.domain.errors import CoderError, Refused, WrongPassphrase
from coder_gui.ui.protecting.idle_watch import IdleWatch
from coder_gui.ui.protecting.menus import MINUTES, lock_menu
from coder_gui.ui.tasks import Task
from coder_gui.ui.widgets.notice_bar import Kind, Notice

if TYPE_CHECKING:
    from coder_gui.app.protecting import Key
    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.protecting.cover import Cover
    from coder_gui.ui.protecting.dialogs import OpenDialog, ProtectDialog, RemoveDialog


@dataclass(frozen=True, slots=True)
class _Left:
    """Where the person was when the window was locked; no word of the study."""

    path: Path
    place: str
    read_only: bool


class Protection(QObject):
    """Asks for passphrases, covers the window, and writes the file anew under another one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._cover: Cover | None = None
        self._asking: OpenDialog | None = None
        self._left: _Left | None = None
        self._at_work: Path | None = None
        self.watch = IdleWatch(self)
        self.watch.idle.connect(self._lock_if_quiet)
        self.lock_after = lock_menu(window, self._minutes(), self._set_minutes)
        self._session.opened.connect(self._opened)
        self._session.closed.connect(self._closed)
        self._show_commands()

    @property
    def is_locked(self) -> bool:
        return self._left is not None

    # Opening ---------------------------------------------------------------------------------

    def asks(self, path: Path, **how: bool) -> bool:
        """Ask for the passphrase of a file that needs one, and open it then; False if it does not.

        Args:
            how: What `MainWindow.open_project` is to be given besides.
        """
        if path == self._at_work:
            raise Refused(f"“{path.name}” is being written anew. Open it in a moment.")
        if not protecting.protected(path):
            return False
        from coder_gui.ui.protecting.dialogs import OpenDialog

        if self._asking is not None:
            self._asking.reject()
        dialog = OpenDialog(path.name, self._window)
        self._asking = dialog
        dialog.given.connect(lambda passphrase: self._try(path, passphrase, dialog, how))
        dialog.finished.connect(self._asked)
        dialog.open()
        return True

    def _asked(self) -> None:
        self._asking = None

    def _try(
        self, path: Path, passphrase: str, asker: OpenDialog | Cover, how: dict[str, bool]
    ) -> None:
        # Finding the key takes a fifth of a second, in which the window must not stand still.
        Task(
            _outcome(lambda: protecting.key_for(path, passphrase)),
            lambda found: self._open(path, found, asker, how),
            self,
        ).start()

    def _open(
        self,
        path: Path,
        found: Key | CoderError,
        asker: OpenDialog | Cover,
        how: dict[str, bool],
    ) -> None:
        left = self._left
        if asker is not self._asking and (asker is not self._cover or left is None):
            return  # cancelled meanwhile
        try:
            if isinstance(found, CoderError):
                raise found
            self._window.open_project(path, key=found, **how)
        except WrongPassphrase:
            # Without the file's name, which may be the study's.
            asker.refuse(
                self.tr(
                    "Wrong passphrase. Look at capital letters and the keyboard’s language, "
                    "and try again."
                )
            )
        except CoderError as error:
            if asker is self._cover:
                asker.refuse(error.sentence)
                return
            asker.close()
            raise
        else:
            if asker is self._asking:
                asker.close()
            elif left is not None:
                self._window.show_place(left.place)

    # Locking ---------------------------------------------------------------------------------

    def lock(self) -> None:
        """Keep what is typed, close the file, and cover the window."""
        if not self._session.is_open or not self._session.project.is_protected:
            return
        project = self._session.project
        left = _Left(project.path, self._place(), project.read_only)
        self._put_away()
        self._left = left
        self._window.setWindowTitle(self.tr("Locked – Interview Coder"))
        self._window.status.say(self.tr("Locked"))
        self._shown_cover().show_locked()
        self._window.commands.refresh()

    def _lock_if_quiet(self) -> None:
        # Reading files or copying the project goes on although nobody moves.
        if QThreadPool.globalInstance().activeThreadCount():
            self.watch.stay()
        else:
            self.lock()

    def _place(self) -> str:
        actions = self._window.menu_actions
        places = [name for name in actions if name.startswith("place_")]
        return next((n for n in places if actions[n].isChecked()), "place_code")[6:]

    def _put_away(self) -> None:
        """Close the project, and whatever shows something of it."""
        window = self._window
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            continue
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                # A box in which much can be typed knows how to keep it.
                getattr(dialog, "keep", dialog.reject)()
        window.notices.clear()
        window.close_project()

    def _shown_cover(self) -> Cover:
        if self._cover is None:
            from coder_gui.ui.protecting.cover import Cover

            self._cover = Cover()
            self._cover.unlock_wanted.connect(self._unlock)
            self._cover.close_wanted.connect(self._leave)
            self._window.places.addWidget(self._cover)
        self._window.places.setCurrentWidget(self._cover)
        return self._cover

    def _unlock(self, passphrase: str) -> None:
        assert self._left is not None and self._cover is not None
        how = {"read_only": True} if self._left.read_only else {}
        self._try(self._left.path, passphrase, self._cover, how)

    def _leave(self) -> None:
        """To the welcome page, with the project closed as it is."""
        self._left = None
        self._window.close_project()

    def _opened(self) -> None:
        self._left = None
        if self._cover is not None:
            self._cover.field.clear()
        self._watch_if_protected()
        self._show_commands()

    def _closed(self) -> None:
        self.watch.stop()
        self._show_commands(closing=True)

    def _watch_if_protected(self) -> None:
        protected = self._session.is_open and self._session.project.is_protected
        self.watch.start(self._minutes() if protected else 0)

    def _minutes(self) -> int:
        return int(self._window.settings.one_of("lock_after", [str(each) for each in MINUTES]))

    def _set_minutes(self, minutes: int) -> None:
        self._window.settings.set("lock_after", str(minutes))
        self._watch_if_protected()

    # Changing --------------------------------------------------------------------------------

    def protect(self) -> None:
        """Ask for a passphrase and write the project anew under it."""
        self._choose(changes=False)

    def change_passphrase(self) -> None:
        """Ask for the present and another passphrase."""
        self._choose(changes=True)

    def remove_protection(self) -> None:
        """Ask for the passphrase, and write the project anew without one."""
        from coder_gui.ui.protecting.dialogs import RemoveDialog

        dialog = RemoveDialog(self._window)
        dialog.given.connect(lambda present: self._change(dialog, present, None))
        dialog.open()

    def _choose(self, changes: bool) -> None:
        from coder_gui.ui.protecting.dialogs import ProtectDialog

        dialog = ProtectDialog(changes, self._window)
        dialog.chosen.connect(lambda present, new: self._change(dialog, present, new))
        dialog.open()

    def _change(
        self, dialog: ProtectDialog | RemoveDialog, present: str, passphrase: str | None
    ) -> None:
        key, path = self._session.project.key, self._session.project.path
        if key is not None and not key.fits(present):
            dialog.refuse(self.tr("This is not the present passphrase. Nothing was changed."))
            return
        dialog.close()
        self._put_away()
        self._at_work = path
        self._shown_cover().show_work(
            self.tr("One moment"), self.tr("The project is being written anew and compared.")
        )
        Task(
            _outcome(lambda: protecting.change(path, key, passphrase)),
            lambda outcome: self._changed(path, key, outcome),
            self,
        ).start()

    def _changed(
        self, path: Path, old: Key | None, outcome: protecting.Changed | CoderError
    ) -> None:
        self._at_work = None
        key = old if isinstance(outcome, CoderError) else outcome.key
        if self._window.places.currentWidget() is self._cover:
            self._window.open_project(path, key=key)
        if isinstance(outcome, CoderError):
            self._window.say_error(outcome)
            return
        if outcome.left:
            self._window.say_error(CoderError(outcome.left_sentence()))
        if outcome.key is None:
            strong, after = self.tr("The protection is removed."), ""
        else:
            strong = self.tr("The project is protected.")
            after = self.tr(" From now on it opens with this passphrase only.")
        self._window.notices.show_notice(
            Notice(Kind.DONE, strong=strong, after=after, can_close=True)
        )

    def _show_commands(self, closing: bool = False) -> None:
        """Only what makes sense for the open project is in the menu."""
        protected = self._session.is_open and not closing and self._session.project.is_protected
        actions = self._window.menu_actions
        actions["protect"].setVisible(not protected)
        for name in ("change_passphrase", "remove_protection", "lock"):
            actions[name].setVisible(protected)
        self.lock_after.menuAction().setVisible(protected)


def _outcome(work: Any) -> Any:
    """Work for a task whose failure is handed on as its result."""

    def run(_progress: object) -> Any:
        try:
            return work()
        except CoderError as error:
            return error

    return run
