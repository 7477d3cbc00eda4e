"""Cut, paste, duplicate, sort and archive in the code tree."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from coder_gui.domain.codebook import Codebook
from coder_gui.ui.codebook.code_tree import CodeTree
from coder_gui.ui.session import Session

LONGEST = 40
"""Characters of a theme's name in the menu."""


class TreeActs(QObject):
    """Carries out on the chosen codes what the menus say."""

    def __init__(self, session: Session, tree: CodeTree) -> None:
        super().__init__(tree)
        self._session, self._tree = session, tree
        self.taken: list[int] = []
        tree.escaped.connect(self.let_go)

    def cut(self) -> None:
        """Mark the chosen codes for pasting elsewhere; nothing moves yet."""
        self.taken = self._tree.selected_codes()
        self._tree.set_cut(self.taken)
        if self.taken:
            said = self.tr("Choose where it shall stand, then paste. Esc leaves it where it is.")
            self._session.said.emit(said)

    def paste(self) -> None:
        """Put what was cut under the current code, or at the top where there is none."""
        book = self._session.project.codebook()
        moved = [each for each in self.taken if each in book]
        if not moved:
            self._session.said.emit(self.tr("Cut codes first, then paste them here."))
            return
        self._session.project.move_codes(moved, self._tree.current_code())
        self.let_go()
        self._tree.choose(moved[0])

    def let_go(self) -> None:
        """Leave what was cut where it is."""
        if self.taken:
            self.taken = []
            self._tree.set_cut(())

    def duplicate(self) -> None:
        made = self._session.project.duplicate_codes(self._tree.selected_codes())
        if made:
            self._tree.choose(made[0])

    def sort(self) -> None:
        """Sort what stands under the current code, or beside it where nothing does."""
        self._session.project.sort_codes(self._sorted_under())

    def archive(self) -> None:
        """Archive the chosen codes, or bring them back where all are archived."""
        chosen = self._tree.selected_codes()
        if chosen:
            self._session.project.archive_codes(chosen, not self._all_archived(chosen))

    def add_to(self, menu: QMenu, book: Codebook) -> None:
        """Add what can be done with the chosen codes."""
        current, chosen = self._tree.current_code(), self._tree.selected_codes()
        assert current is not None
        menu.addAction(self.tr("Cut")).triggered.connect(self.cut)
        if self.taken:
            menu.addAction(self.tr("Paste under this one")).triggered.connect(self.paste)
        menu.addAction(self.tr("Duplicate")).triggered.connect(self.duplicate)
        under = self._sorted_under()
        if len(book.children(under)) > 1:
            text = self.tr("Sort the codes at the top by name")
            if under is not None:
                name = book[under].name
                if len(name) > LONGEST:
                    name = f"{name[: LONGEST - 1]}…"
                name = name.replace("&", "&&")
                text = self.tr("Sort the codes under “%1” by name").replace("%1", name)
            menu.addAction(text).triggered.connect(self.sort)
        back = self._all_archived(chosen)
        text = self.tr("Bring back") if back else self.tr("Archive")
        menu.addAction(text).triggered.connect(self.archive)

    def _sorted_under(self) -> int | None:
        book, current = self._session.project.codebook(), self._tree.current_code()
        if current is None or book.children(current):
            return current
        return book.parent(current)

    def _all_archived(self, code_ids: list[int]) -> bool:
        book = self._session.project.codebook()
        return all(book[each].archived for each in code_ids)
