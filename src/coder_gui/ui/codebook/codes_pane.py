"""The codebook at the side: the tree with its filter, its menu, and what the menu does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from coder_gui.domain.changes import Changes
from coder_gui.domain.code_counts import CountChoice
from coder_gui.domain.code_search import name_key
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import CodeKind
from coder_gui.ui.codebook.code_picker import Choices, CodePicker
from coder_gui.ui.codebook.code_tree import CodeTree
from coder_gui.ui.codebook.colour_menu import ColourMenu
from coder_gui.ui.codebook.filter_field import FilterField
from coder_gui.ui.codebook.key_menu import KeyMenu
from coder_gui.ui.codebook.tree_acts import TreeActs
from coder_gui.ui.codebook.tree_menu import TreeViewMenu
from coder_gui.ui.coding.pane_head import PaneHead
from coder_gui.ui.one_writer import CHANGES, switch_off_menu
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.empty_state import EmptyState


class CodesPane(QWidget):
    """Shows the present coder's codebook and carries out what its menu says."""

    code_chosen = Signal(object)
    apply_wanted = Signal(int)
    passage_dropped = Signal(int, int, int)
    split_wanted = Signal(int)
    """A code whose segments are to be dealt to others."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._book = Codebook(())
        self._merging: int | None = None
        self._transcript_id: int | None = None
        self.tree = CodeTree()
        self.acts = TreeActs(session, self.tree)
        self.view_menu = TreeViewMenu(self)
        self._picker = CodePicker(self)
        self._picker.code_chosen.connect(self._merge_into)
        self._picker.closed.connect(self.tree.setFocus)
        self._filter = FilterField(self.tr("Find a code"))
        self._filter.hide()
        self._empty = EmptyState(
            self.tr("No codes yet"),
            self.tr(
                "Select words in the transcript and press Enter. Type a name to make your "
                "first code."
            ),
            self.tr("New code"),
        )
        self._lay_out()
        self._connect()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of the menu do, by name."""
        acts = self.acts
        return {
            "cut_code": acts.cut,
            "paste_code": acts.paste,
            "duplicate_code": acts.duplicate,
            "split_code": self.split,
            "archive_code": acts.archive,
            "sort_codes": acts.sort,
        }

    def refresh(self) -> None:
        """Show the codebook anew."""
        project = self._session.project
        self._book = project.codebook()
        counts = self._counts()
        self.tree.by_hand = self.view_menu.order == "hand"
        self.tree.counted = self.view_menu.choice.what
        self.tree.show_book(self._arranged(counts), counts)
        self._stack.setCurrentWidget(self.tree if len(self._book) else self._empty_page)

    def forget(self) -> None:
        """Let go of the project that closes."""
        self._picker.hide()
        self.acts.let_go()
        self._transcript_id = None
        self._filter.clear()
        self._filter.hide()
        self.tree.forget()

    def take_up(self, changes: Changes) -> None:
        """Repaint what a step touched."""
        if changes.touch("code"):
            self.refresh()
        elif changes.touch("segment") or self._counts_people(changes):
            self._recount()

    def show_transcript(self, transcript_id: int | None) -> None:
        """Count in another transcript, where only the open one counts."""
        self._transcript_id = transcript_id
        if self.view_menu.choice.here:
            self._recount()

    def toggle_filter(self) -> None:
        """Show the field that narrows the tree, or clear and hide it."""
        self._filter.setVisible(not self._filter.isVisible())
        if self._filter.isVisible():
            self._filter.setFocus()
        else:
            self._filter.clear()

    def leave_filter(self) -> None:
        """Show the whole tree again and go back to it."""
        self._filter.clear()
        self._filter.hide()
        self.tree.setFocus()

    def new_code(self, kind: CodeKind = "code", parent_id: int | None = None) -> None:
        """Add a code and open its name for typing."""
        name = self.tr("New theme") if kind == "theme" else self.tr("New code")
        code_id = self._session.project.add_code(name, parent_id, kind)
        self.tree.edit_name(code_id)

    def new_code_here(self) -> None:
        """Add a code beside or under the current one: under a theme, beside a code."""
        self.new_code("code", self.home())

    def home(self) -> int | None:
        """The theme under which a new code would stand: the current one, or the current code's."""
        current = self.tree.current_code()
        code = self._book.get(current) if current is not None else None
        if code is None:
            return None
        return code.id if code.kind == "theme" else code.parent_id

    def rename(self) -> None:
        if (current := self.tree.current_code()) is not None:
            self.tree.edit_name(current)

    def delete(self) -> None:
        """Delete the chosen codes; the status bar says how much went and offers it back."""
        if chosen := self.tree.selected_codes():
            self._session.project.delete_codes(chosen)

    def merge(self) -> None:
        """Ask into which code the current one shall go."""
        self._merging = self.tree.current_code()
        if self._merging is None:
            return
        name = self._book[self._merging].name
        choices = Choices(
            self._shown(),
            self.tr("Merge “%1” into …").replace("%1", name[:40]),
            may_create=False,
            stays=False,
            exclude=frozenset(self._book.branch(self._merging)),
        )
        rect = self.tree.visualRect(self.tree.currentIndex())
        place = QRect(self.tree.viewport().mapToGlobal(rect.topLeft()), rect.size())
        self._picker.open_at(place, 480, choices)

    def split(self) -> None:
        """Walk through the current code's segments and deal them to others."""
        if (current := self.tree.current_code()) is not None:
            self.split_wanted.emit(current)

    def _merge_into(self, target_id: int) -> None:
        if self._merging is not None:
            self._session.project.merge_codes(self._merging, target_id)
            self.tree.choose(target_id)

    def _counts(self) -> dict[int, int]:
        project, choice = self._session.project, self.view_menu.choice
        if choice == CountChoice():
            return self._book.branch_counts(project.counts_by_code())
        return project.counts_for(choice, self._transcript_id)

    def _recount(self) -> None:
        if self.view_menu.order == "count":
            self.refresh()
        else:
            self.tree.show_counts(self._counts())

    def _counts_people(self, changes: Changes) -> bool:
        people = self.view_menu.choice.what == "participants"
        return people and changes.touch("transcript", "participant")

    def _shown(self) -> Codebook:
        """The codebook without what is archived, unless that is to be shown."""
        return self._book if self.view_menu.archived else self._book.offered()

    def _arranged(self, counts: Mapping[int, int]) -> Codebook:
        shown, order = self._shown(), self.view_menu.order
        if order == "hand":
            return shown
        if order == "name":
            return shown.arranged(lambda code: name_key(code.name))
        return shown.arranged(lambda code: -counts.get(code.id, 0))

    def _look_changed(self) -> None:
        if self._session.is_open:
            self.refresh()

    def _lay_out(self) -> None:
        add = QMenu(self)
        add.addAction(self.tr("New theme")).triggered.connect(lambda: self.new_code("theme"))
        add.addAction(self.tr("New code")).triggered.connect(self.new_code_here)
        head = PaneHead(self.tr("Codes"))
        head.add_button("search", self.tr("Find a code"), self.toggle_filter)
        head.add_button("filter", self.tr("Sorting and counts"), self.view_menu)
        head.add_button("plus", self.tr("New theme or code"), add).setProperty(CHANGES, True)
        self._empty.setProperty(CHANGES, True)
        self._empty_page = QWidget()
        page = QVBoxLayout(self._empty_page)
        page.setContentsMargins(12, 4, 12, 12)
        page.addWidget(self._empty)
        page.addStretch(1)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self._empty_page)
        self._stack.addWidget(self.tree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        field = QVBoxLayout()
        field.setContentsMargins(12, 0, 12, 6)
        field.addWidget(self._filter)
        layout.addLayout(field)
        layout.addWidget(body, 1)

    def _connect(self) -> None:
        project = lambda: self._session.project  # noqa: E731 - the project changes with the file
        self.tree.code_chosen.connect(self.code_chosen)
        self.tree.apply_wanted.connect(self.apply_wanted)
        self.tree.passage_dropped.connect(self.passage_dropped)
        self.tree.rename_wanted.connect(lambda code, name: project().rename_code(code, name))
        self.tree.move_wanted.connect(
            lambda ids, parent, before: project().move_codes(ids, parent, before)
        )
        self.tree.customContextMenuRequested.connect(self._open_menu)
        self._filter.textChanged.connect(self.tree.set_filter)
        self._filter.left.connect(self.leave_filter)
        self._filter.entered.connect(self.tree.go_to_found)
        self.view_menu.changed.connect(self._look_changed)
        self._empty.action_chosen.connect(self.new_code_here)

    def _open_menu(self, point: QPoint) -> None:
        index = self.tree.indexAt(point)
        if index.isValid() and index not in self.tree.selectedIndexes():
            self.tree.setCurrentIndex(index)
        menu = self.menu()
        if self._session.is_read_only:
            switch_off_menu(menu, self.tr("The project is open read-only."))
        menu.popup(self.tree.viewport().mapToGlobal(point))

    def menu(self) -> QMenu:
        """What can be done with the chosen codes."""
        menu = QMenu(self)
        current = self.tree.current_code()
        add_theme = menu.addAction(self.tr("New theme"))
        add_theme.triggered.connect(lambda: self.new_code("theme"))
        add = menu.addAction(self.tr("New code here"))
        add.triggered.connect(self.new_code_here)
        if current is None:
            return menu
        project, code = self._session.project, self._book[current]
        below = menu.addAction(self.tr("New code under this one"))
        below.triggered.connect(lambda: self.new_code("code", current))
        menu.addSeparator()
        apply = menu.addAction(self.tr("Code the selected words with this"))
        apply.triggered.connect(lambda: self.apply_wanted.emit(current))
        menu.addSeparator()
        self._add(menu, self.tr("Rename"), self.rename, "F2")
        colours = ColourMenu(menu)
        colours.colour_chosen.connect(lambda colour: project.recolour_code(current, colour))
        menu.addMenu(colours)
        keys = KeyMenu(self._book, current, menu)
        keys.key_chosen.connect(lambda number: project.set_shortcut(current, number))
        menu.addMenu(keys)
        other: CodeKind = "code" if code.kind == "theme" else "theme"
        text = self.tr("Make it a code") if other == "code" else self.tr("Make it a theme")
        menu.addAction(text).triggered.connect(lambda: project.set_kind(current, other))
        if code.parent_id is not None:
            top = menu.addAction(self.tr("Move to the top"))
            top.triggered.connect(lambda: project.move_codes([current], None))
        menu.addAction(self.tr("Merge into…")).triggered.connect(self.merge)
        menu.addAction(self.tr("Split…")).triggered.connect(self.split)
        menu.addSeparator()
        self.acts.add_to(menu, self._book)
        menu.addSeparator()
        menu.addAction(self.tr("Delete")).triggered.connect(self.delete)
        return menu

    def _add(self, menu: QMenu, text: str, act, keys: str) -> QAction:
        action = menu.addAction(text)
        action.setShortcut(keys)
        action.triggered.connect(act)
        return action
