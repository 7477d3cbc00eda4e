"""Handing out, finishing, and taking back: the questions, the files, and what is said after."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from coder_gui.app import protecting
from coder_gui.app.merging import Choice, MergePlan, plan_apart
from coder_gui.app.packaging import goes_back
from coder_gui.app.project import SUFFIX
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import CoderError, WrongPassphrase
from coder_gui.ui.dialogs import file_kinds, file_stem
from coder_gui.ui.handing_out.hand_out_dialog import HandOutDialog, Order
from coder_gui.ui.handing_out.take_back_dialog import TakeBackDialog
from coder_gui.ui.tasks import Task
from coder_gui.ui.team.drawing import Choosable
from coder_gui.ui.widgets.notice_bar import Kind, Notice

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.protecting.dialogs import OpenDialog

BEFORE_MERGING = "before merging"


class HandingOut(QObject):
    """What the commands about other coders' files do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    # Handing out -----------------------------------------------------------------------------

    def hand_out(self) -> None:
        """Ask who is to get which transcripts."""
        project = self._session.project
        groups = {group.id: group.name for group in project.groups()}
        people = {person.id: person for person in project.participants()}
        dialog = HandOutDialog(
            [(each.id, each.name) for each in project.persons() if each.id != project.coder_id],
            [
                Choosable(
                    info.id,
                    person.label if person else info.name,
                    groups.get((person.group_id if person else None) or 0, ""),
                )
                for info in project.transcripts()
                for person in [people.get(info.participant_id or 0)]
            ],
            project.is_protected,
            self._window,
        )
        hiding = self._window.deidentifying

        def show_names() -> None:
            if isValid(dialog):
                names = hiding.hidden_names()
                dialog.show_names(len(names.list.entries), len(names.skipped))

        show_names()
        dialog.key_wanted.connect(lambda: hiding.open_key(show_names))
        dialog.ordered.connect(self._ask_place)
        dialog.open()

    def _ask_place(self, order: Order) -> None:
        """Ask where the coder's file goes, and write it."""
        project = self._session.project
        stem = f"{project.path.stem} – {file_stem(order.name)}"
        start = project.path.with_name(f"{stem}{SUFFIX}")
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window, self.tr("File for %1").replace("%1", order.name), str(start), file_kinds()
        )
        if not chosen:
            return
        path = Path(chosen)
        out = path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")

        names = self._window.deidentifying.hidden_names() if order.hides_names else None

        def write(key: protecting.Key | None) -> None:
            done = project.make_package(
                order.coder, order.transcripts, out, order.may_add_codes, key, order.drawn, names
            )
            what = self.tr("File for %1").replace("%1", order.name)
            if done.hidden is not None:
                what = self.tr("%1, names replaced in %2,").replace("%1", what)
                what = what.replace("%2", counted(done.hidden, "place"))
            self._window.commands.say_written(what, out)

        if order.passphrase:
            Task(lambda _progress: protecting.new_key(order.passphrase), write, self).start()
        else:
            write(None)

    def finish(self) -> None:
        """Say that the work in a file that was handed out is done, and what goes back."""
        work = self._session.project.finish_package()
        after = f" {goes_back(work)}"
        self._window.notices.show_notice(
            Notice(Kind.DONE, strong=self.tr("Finished."), after=after, can_close=True)
        )

    # Taking back -----------------------------------------------------------------------------

    def take_back(self) -> None:
        """Ask for the file that came back, and show what it brings."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Take a coder’s work back"),
            str(self._session.project.path.parent),
            file_kinds(),
        )
        if not chosen:
            return
        other = Path(chosen)
        if not protecting.protected(other):
            self._look(other, None, None)
            return
        from coder_gui.ui.protecting.dialogs import OpenDialog

        dialog = OpenDialog(other.name, self._window)
        dialog.given.connect(lambda passphrase: self._look(other, passphrase, dialog))
        dialog.open()

    def _look(self, other: Path, passphrase: str | None, asker: OpenDialog | None) -> None:
        project = self._session.project
        path, key, coder = project.path, project.key, project.coder_id

        def work(_progress: object) -> MergePlan | CoderError:
            try:
                theirs = None if passphrase is None else protecting.key_for(other, passphrase)
                return plan_apart(path, other, key, theirs, coder)
            except CoderError as error:
                return error

        Task(work, lambda found: self._show(found, asker), self).start()

    def _show(self, found: MergePlan | CoderError, asker: OpenDialog | None) -> None:
        if asker is not None:
            if not asker.isVisible():
                return  # cancelled meanwhile
            if isinstance(found, WrongPassphrase):
                asker.refuse(found.sentence)
                return
            asker.close()
        if isinstance(found, CoderError):
            raise found
        dialog = TakeBackDialog(found, self._window)
        dialog.decided.connect(lambda decisions: self._merge(found, decisions))
        dialog.open()

    def _merge(self, plan: MergePlan, decisions: Mapping[int, Choice]) -> None:
        self._window.restoring.keep_first(BEFORE_MERGING)
        merged = self._session.project.merge(plan, decisions)
        before = self.tr("Took back ")
        after = f". {merged.whole_sentence()}"
        self._window.notices.show_notice(
            Notice(Kind.DONE, before=before, strong=plan.path.name, after=after, can_close=True)
        )
