"""What the menu of codes offers for the tree as a whole, and how the tree is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from coder_gui.ui.command import SEPARATOR, Command

TREE = (
    Command("cut_code", QT_TRANSLATE_NOOP("actions", "C&ut"), ("Ctrl+X",), "tree"),
    Command(
        "paste_code", QT_TRANSLATE_NOOP("actions", "Paste under this &one"), ("Ctrl+V",), "tree"
    ),
    Command("duplicate_code", QT_TRANSLATE_NOOP("actions", "&Duplicate"), ("Ctrl+D",), "tree"),
    Command("split_code", QT_TRANSLATE_NOOP("actions", "Spl&it…"), (), "tree"),
    Command("archive_code", QT_TRANSLATE_NOOP("actions", "&Archive, or bring back"), (), "tree"),
    Command("sort_codes", QT_TRANSLATE_NOOP("actions", "Sort the&se by name"), (), "tree"),
    SEPARATOR,
    Command("keep_codebook", QT_TRANSLATE_NOOP("actions", "&Keep this codebook…")),
    Command("compare_codebooks", QT_TRANSLATE_NOOP("actions", "Compare code&books…")),
)
OF_TREE = ("cut_code", "paste_code", "duplicate_code")
"""Those whose keys work in the code tree only."""
CHANGING = frozenset(command.name for command in TREE) - {SEPARATOR.name, "compare_codebooks"}
"""Those that change the project."""

Order = Literal["hand", "name", "count"]
USUAL = ("hand", "segments", "branch", "all", "mine")
"""What is chosen where nobody chose otherwise."""


class TreeViewMenu(QMenu):
    """How the tree is sorted, what its numbers count, and whether archived codes show."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Sho&w in the tree"))
        self.order: Order = "hand"
        self.archived = False
        # Brings all the nouns along, which the first paint, where only `TREE` is asked for, does
        # not wait for.
        from coder_gui.domain.code_counts import CountChoice

        self.choice = CountChoice()
        self._lines: dict[str, tuple[QAction, Callable[[], None]]] = {}
        self._either(
            ("hand", self.tr("Sort by &hand"), lambda: self._sort("hand")),
            ("name", self.tr("Sort by &name"), lambda: self._sort("name")),
            ("count", self.tr("Sort by &count"), lambda: self._sort("count")),
        )
        self._either(
            ("segments", self.tr("Count &segments"), self._counting(what="segments")),
            ("transcripts", self.tr("Count &transcripts"), self._counting(what="transcripts")),
            ("participants", self.tr("Count &participants"), self._counting(what="participants")),
        )
        self._either(
            ("branch", self.tr("With what stands &below"), self._counting(branch=True)),
            ("alone", self.tr("Of the code &alone"), self._counting(branch=False)),
        )
        self._either(
            ("all", self.tr("In a&ll transcripts"), self._counting(here=False)),
            ("here", self.tr("In the &open transcript"), self._counting(here=True)),
        )
        self._either(
            ("mine", self.tr("By &me"), self._counting(everybody=False)),
            ("everybody", self.tr("By &everybody"), self._counting(everybody=True)),
        )
        show = self.addAction(self.tr("Show a&rchived codes"))
        show.setCheckable(True)
        show.toggled.connect(self._show_archived)
        self.show_archived = show

    def add_beside(self, action: QAction) -> None:
        """Hang this menu into the one in which an action stands."""
        for menu in action.associatedObjects():
            if isinstance(menu, QMenu):
                menu.addMenu(self)

    def state(self) -> str:
        """What is chosen, as words to be kept; empty for what is usual."""
        chosen = [word for word, (action, _act) in self._lines.items() if action.isChecked()]
        words = [word for word in chosen if word not in USUAL]
        return " ".join([*words, *(["archived"] if self.archived else [])])

    def restore(self, state: str) -> None:
        """Choose again what `state` said; the tree is not told."""
        words = state.split()
        for word in [*USUAL, *(each for each in words if each in self._lines)]:
            action, act = self._lines[word]
            action.setChecked(True)
            act()
        self.archived = "archived" in words
        blocked = self.blockSignals(True)
        self.show_archived.setChecked(self.archived)
        self.blockSignals(blocked)

    def _either(self, *choices: tuple[str, str, Callable[[], None]]) -> None:
        group = QActionGroup(self)
        for word, text, act in choices:
            action = self.addAction(text)
            action.setCheckable(True)
            action.setChecked(word in USUAL)
            action.triggered.connect(lambda _checked=False, act=act: self._choose(act))
            group.addAction(action)
            self._lines[word] = action, act
        self.addSeparator()

    def _choose(self, act: Callable[[], None]) -> None:
        act()
        self.changed.emit()

    def _sort(self, order: Order) -> None:
        self.order = order

    def _counting(self, **what) -> Callable[[], None]:
        def count() -> None:
            self.choice = replace(self.choice, **what)

        return count

    def _show_archived(self, on: bool) -> None:
        self.archived = on
        self.changed.emit()
