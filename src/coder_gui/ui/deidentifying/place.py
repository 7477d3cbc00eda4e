"""The page on which names are listed, reviewed hit by hit, and replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from coder_gui.app.deidentifying import (
    Found,
    Source,
    found_in,
    looking_like_names,
    without_listed,
)
from coder_gui.app.name_list import NameList
from coder_gui.domain.counted import counted
from coder_gui.domain.suggesting import Suggestion
from coder_gui.ui.deidentifying.names_panel import NamesPanel
from coder_gui.ui.deidentifying.review_pane import ReviewPane
from coder_gui.ui.session import Session
from coder_gui.ui.tasks import Task
from coder_gui.ui.widgets.text_label import button, divider, text_label

WIDTHS = [360, 900]
TOUCHED = (
    "text_block",
    "transcript",
    "speaker",
    "participant",
    "participant_group",
    "attribute_value",
    "memo",
    "segment",
    "code",
    "study",
)
"""Nouns that names may stand in."""


@dataclass(frozen=True, slots=True)
class _Searched:
    found: list[Found]
    looks: list[Suggestion]


class DeidentifyPlace(QWidget):
    """Searches off the window's thread whenever the texts or the list change."""

    searched = Signal()
    """What is shown is of the texts as they are now."""
    apply_wanted = Signal()
    erase_wanted = Signal()
    new_key_wanted = Signal()
    open_key_wanted = Signal()
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.names = NameList()
        self._sources: Sequence[Source] = ()
        self._looks: list[Suggestion] | None = None
        self._outdated = True
        self._search = 0
        self._task: Task | None = None
        self._key = text_label("", "row", "second")
        self._key.setWordWrap(False)
        self.panel = NamesPanel()
        self.pane = ReviewPane()
        self.apply = button(self.tr("Replace"), "primary")
        self.erase = button(self.tr("Remove the names for good…"))
        self.done = button(self.tr("Done"))
        self.new_key = button(self.tr("New key file…"), "plain")
        self.open_key = button(self.tr("Open a key file…"), "plain")
        self._progress = text_label("", "row", "second")
        self._said = text_label("", "row", "second")
        self._lay_out()
        self._connect()

    # The project -----------------------------------------------------------------------------

    def show_names(self, names: NameList) -> None:
        """Work with this list."""
        self.names = names
        self.search()

    def forget(self) -> None:
        """Let go of every name and text."""
        self._search += 1
        self.names, self._sources, self._looks = NameList(), (), None
        self._outdated = True
        self.panel.forget()
        self.pane.review.forget()

    def take_up(self, outdated: bool) -> None:
        """Search anew after a step, as soon as the page is looked at."""
        self._outdated = self._outdated or outdated
        if self._outdated and self.isVisible():
            self.search()

    def say(self, text: str) -> None:
        """Say under the title what came of a check."""
        self._said.setText(text)

    def search(self) -> Task:
        """Look for the names of the list, and for what else looks like one."""
        self._search += 1
        number = self._search
        if self._outdated:
            self._sources, self._looks = self._session.project.sources(), None
        self._outdated = False
        sources, entries, known = self._sources, self.names.entries, self._looks

        def work(_progress: object) -> _Searched:
            looks = looking_like_names(sources) if known is None else known
            return _Searched(found_in(sources, entries), looks)

        def show(result: Any) -> None:
            if isValid(self) and number == self._search:
                self._show(result)

        # No child of the page, which may go while names are being looked for.
        self._task = Task(work, show)
        return self._task.start()

    def _show(self, result: _Searched) -> None:
        self._looks = result.looks
        self.pane.review.show(result.found)
        self.show_list()
        self.searched.emit()

    def show_list(self) -> None:
        """Show the list, what is left of the suggestions, and where the key is."""
        names = self.names
        self.panel.show_names(names, self.pane.review)
        self.pane.show_listed(bool(names.entries))
        self.panel.show_suggestions(
            without_listed(self._looks or (), names.entries, names.no_names)
        )
        self._show_key()
        self._show_progress()

    def left_over(self) -> tuple[int, int]:
        """How many places the list still finds, and how many words look like a name."""
        return self.pane.review.counts()[0], self.panel.suggestions.rows.rowCount()

    def _show_key(self) -> None:
        key = self.names.key
        if key is not None:
            self._key.setText(self.tr("Key file: %1").replace("%1", key.path.name))
        else:
            self._key.setText(self.tr("No key file"))
        self.new_key.setVisible(key is None)
        self.open_key.setVisible(key is None)

    def _show_progress(self) -> None:
        _total, _looked, accepted = self.pane.review.counts()
        self._progress.setText(self.pane.progress())
        self.apply.setText(
            self.tr("Replace %1").replace("%1", counted(accepted, "place"))
            if accepted
            else self.tr("Replace")
        )
        may_write = self._session.is_open and not self._session.is_read_only
        self.apply.setEnabled(accepted > 0 and may_write)
        self.erase.setEnabled(may_write)

    def _no_name(self, words: str) -> None:
        self.names.set_no_name(words)
        self.show_list()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._outdated and self._session.is_open:
            self.search()
        self.panel.show_page(self.panel.list if self.names.entries else self.panel.suggestions)

    def _connect(self) -> None:
        self.panel.changed.connect(self.search)
        self.panel.narrowed.connect(self.pane.review.narrow)
        self.panel.no_name.connect(self._no_name)
        self.pane.review.decided.connect(self._show_progress)
        self.apply.clicked.connect(self.apply_wanted)
        self.erase.clicked.connect(self.erase_wanted)
        self.new_key.clicked.connect(self.new_key_wanted)
        self.open_key.clicked.connect(self.open_key_wanted)
        self.done.clicked.connect(self.left)
        for keys, does in (
            ("Esc", self.left.emit),
            ("Ctrl+Return", self.apply.click),
            ("F6", self._other_side),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)

    def _other_side(self) -> None:
        """From the list to the review and back."""
        side = self.panel.pages.currentWidget() if self.pane.list.hasFocus() else self.pane.list
        assert side is not None
        side.setFocus()

    def _lay_out(self) -> None:
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = text_label(self.tr("De-identify"), "title")
        title.setWordWrap(False)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 8)
        head.setSpacing(16)
        head.addWidget(title)
        head.addWidget(self._said, 1)
        acts = QHBoxLayout()
        acts.setSpacing(2)
        acts.addWidget(self.erase)
        acts.addWidget(self.done)
        head.addLayout(acts)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.panel)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(WIDTHS)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 6)
        foot.setSpacing(6)
        foot.addWidget(self._key)
        foot.addWidget(self.new_key)
        foot.addWidget(self.open_key)
        foot.addStretch(1)
        self._progress.setWordWrap(False)
        foot.addWidget(self._progress)
        foot.addSpacing(8)
        foot.addWidget(self.apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(divider())
        layout.addWidget(splitter, 1)
        layout.addWidget(divider())
        layout.addLayout(foot)
