"""One person writes: who else has a project open, what is off while one only reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from coder_gui.domain.errors import InUse
from coder_gui.ui.codebook.tree_menu import CHANGING as TREE_CHANGES
from coder_gui.ui.memos.menu import CHANGING as MEMO_CHANGES
from coder_gui.ui.segment_menu import CHANGING as SEGMENT_CHANGES
from coder_gui.ui.settle_menu import CHANGING as SETTLE_CHANGES
from coder_gui.ui.widgets.growing_text import GrowingText
from coder_gui.ui.widgets.notice_bar import Kind, Notice

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow

BEAT = 60_000
"""Milliseconds between two signs of life for others who want to open the project."""

CHANGING = frozenset(
    {
        "keep_restore_point",
        "import_transcripts",
        "import_participants",
        "remove_originals",
        "hand_out",
        "take_back",
        "finish_package",
        "protect",
        "change_passphrase",
        "remove_protection",
        "study_sheet",
        "add_coder",
        "draw_assignments",
        "code_again",
        "undo",
        "redo",
        "code",
        "repeat",
        "remove",
        "code_questions",
        "mark_read",
        "mark_finished",
        "new_theme",
        "new_code",
        "rename_code",
        "merge_code",
        "delete_code",
        "correct_text",
        "replace_text",
        *SEGMENT_CHANGES,
        *MEMO_CHANGES,
        *TREE_CHANGES,
        *SETTLE_CHANGES,
    }
)
"""Commands that change the project, and so are off while it is open read-only."""

CHANGES = "changes"
"""A property of buttons outside the menus that change the project."""


class OneWriter(QObject):
    """Tells others that the project is open here, and this window what it may do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._warned: set[str] = set()
        self._timer = QTimer(self, interval=BEAT)
        self._timer.timeout.connect(self.beat)
        self._session.opened.connect(self._opened)
        self._session.closed.connect(self._timer.stop)
        self._session.coder_changed.connect(self.beat)

    def explain(self, error: InUse) -> None:
        """Say who has a project open, and offer to read it."""
        first, _dot, rest = error.sentence.partition(". ")
        window, path = self._window, error.path
        bar = window.notices.show_notice(
            Notice(
                Kind.WARNING,
                strong=f"{first}.",
                after=f" {rest}",
                action=self.tr("Open read-only"),
                second=self.tr("Open anyway") if error.may_take else "",
                details=error.details,
                can_close=True,
            )
        )
        bar.action_chosen.connect(lambda: window.open_project(path, read_only=True))
        bar.second_chosen.connect(lambda: window.open_project(path, anyway=True))

    def is_open_here(self, path: Path) -> bool:
        """Whether this window has the file open."""
        return (
            self._session.is_open
            and path.exists()
            and self._session.project.path.exists()
            and path.samefile(self._session.project.path)
        )

    def beat(self) -> None:
        """Give a sign of life; where somebody took the project over, go on reading."""
        if not self._session.is_open or self._session.project.is_only_writer():
            return
        path = self._session.project.path
        self._window.open_project(path, read_only=True)

    def switch_off(self) -> None:
        """Switch off what changes the project, with the reason, or take the reason away."""
        reads = self._session.is_read_only
        reason = self.reason() if reads else ""
        for name, action in self._window.menu_actions.items():
            if name in CHANGING:
                action.setToolTip(reason)
                if reads:
                    action.setEnabled(False)
        for menu in self._window.title_bar.menus.findChildren(QMenu):
            menu.setToolTipsVisible(reads)

    def reason(self) -> str:
        """Why nothing can be changed."""
        return self.tr("The project is open read-only.")

    def _opened(self) -> None:
        reads, place = self._session.is_read_only, self._window.code_place
        for widget in place.findChildren(QWidget):
            if widget.property(CHANGES):
                widget.setEnabled(not reads)
                if widget.accessibleName():
                    widget.setToolTip(self.reason() if reads else widget.accessibleName())
        for field in place.inspector.findChildren(GrowingText):
            field.setReadOnly(reads)
            # The style sheet asks only once how a field is.
            field.style().polish(field)
        triggers = QAbstractItemView.EditTrigger
        place.codes.tree.setEditTriggers(
            triggers.NoEditTriggers if reads else triggers.EditKeyPressed
        )
        place.codes.tree.setDragEnabled(not reads)
        if reads:
            self._say_read_only()
        else:
            self._timer.start()
            self._warn_of_copies()

    def _say_read_only(self) -> None:
        project, window = self._session.project, self._window
        if not project.could_be_written:
            after = self.tr(
                " The file or its folder cannot be written to. Allow writing to both, or work "
                "on a copy."
            )
            window.notices.show_notice(
                Notice(Kind.WARNING, strong=self.tr("Read only."), after=after, can_close=True)
            )
            return
        bar = window.notices.show_notice(
            Notice(
                Kind.WARNING,
                strong=self.tr("Read only."),
                after=self.tr(
                    " You see the project as it was when you opened it. What others change "
                    "meanwhile shows when you open it again."
                ),
                action=self.tr("Open for writing"),
                can_close=True,
            )
        )
        path = project.path
        bar.action_chosen.connect(lambda: window.open_project(path))

    def _warn_of_copies(self) -> None:
        """Once a session: a project that two computers change cannot be put together again."""
        project, settings = self._session.project, self._window.settings
        guid = project.study().guid
        key = f"synced_folder/{guid}"
        if guid in self._warned or settings.get(key) == "quiet":
            return
        program = project.synced_by()
        if program is None:
            return
        self._warned.add(guid)
        strong = self.tr("%1 copies this project’s folder to other computers.")
        after = self.tr(
            " Close the project before you open it on another computer, and wait until %1 is done."
        )
        bar = self._window.notices.show_notice(
            Notice(
                Kind.WARNING,
                strong=strong.replace("%1", program),
                after=after.replace("%1", program),
                action=self.tr("Do not say this again"),
                can_close=True,
            )
        )

        def keep_quiet() -> None:
            settings.set(key, "quiet")
            bar.close_notice()

        bar.action_chosen.connect(keep_quiet)


def switch_off_menu(menu: QMenu, reason: str) -> None:
    """Switch off a menu of changes; its first line says why."""
    first, *others = menu.actions()
    for action in (first, *others):
        action.setEnabled(False)
    said = QAction(reason, menu)
    said.setEnabled(False)
    menu.insertAction(first, said)
    menu.insertSeparator(first)
