"""What the menu of codes offers for the tree as a whole, and how the tree is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from coder_gui.domain.code_counts import CountChoice
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


class TreeViewMenu(QMenu):
    """How the tree is sorted, what its numbers count, and whether archived codes show."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Sho&w in the tree"))
        self.order: Order = "hand"
        self.archived = False
        self.choice = CountChoice()
        self._either(
            (self.tr("Sort by &hand"), lambda: self._sort("hand")),
            (self.tr("Sort by &name"), lambda: self._sort("name")),
            (self.tr("Sort by &count"), lambda: self._sort("count")),
        )
        self._either(
            (self.tr("Count &segments"), lambda: self._count(what="segments")),
            (self.tr("Count &transcripts"), lambda: self._count(what="transcripts")),
            (self.tr("Count &participants"), lambda: self._count(what="participants")),
        )
        self._either(
            (self.tr("With what stands &below"), lambda: self._count(branch=True)),
            (self.tr("Of the code &alone"), lambda: self._count(branch=False)),
        )
        self._either(
            (self.tr("In a&ll transcripts"), lambda: self._count(here=False)),
            (self.tr("In the &open transcript"), lambda: self._count(here=True)),
        )
        self._either(
            (self.tr("By &me"), lambda: self._count(everybody=False)),
            (self.tr("By &everybody"), lambda: self._count(everybody=True)),
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

    def _either(self, *choices) -> None:
        group = QActionGroup(self)
        for place, (text, act) in enumerate(choices):
            action = self.addAction(text)
            action.setCheckable(True)
            action.setChecked(place == 0)
            action.triggered.connect(lambda _checked=False, act=act: act())
            group.addAction(action)
        self.addSeparator()

    def _sort(self, order: Order) -> None:
        self.order = order
        self.changed.emit()

    def _count(self, **what) -> None:
        self.choice = replace(self.choice, **what)
        self.changed.emit()

    def _show_archived(self, on: bool) -> None:
        self.archived = on
        self.changed.emit()
