"""A coder at the keyboard alone: every act is keys for whatever has the focus, and is counted."""

from __future__ import annotations

from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from acting import focused, look, marked, pointed_at, press
from coder_gui.ui.main_window import MainWindow


class KeyboardCoder:
    """Reads the project to see what came of a key; changes it by keys only."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.reader = window, window.code_place.reader
        self.selecting, self.beyond = 0, 0
        self.wanted: list[tuple[str, str]] = []
        """Codes and words of the segments that should be there now, one by one."""
        self.last = ""

    @property
    def project(self):
        return self.window.session.project

    def number(self) -> int:
        """How many segments this coder has."""
        return sum(self.project.counts_by_transcript().values())

    # Keys ------------------------------------------------------------------------------------

    def select(self, *keys: str) -> None:
        """Keys that choose words."""
        self.selecting += len(keys)
        press(*keys)

    def act(self, *keys: str) -> None:
        """Keys beyond the selection."""
        self.beyond += len(keys)
        press(*keys)

    def type(self, letters: str) -> None:
        self.act(*(each.upper() for each in letters))

    # Choosing words --------------------------------------------------------------------------

    def next_stretch(self) -> None:
        """Select the next words without a code, or those of the next transcript."""
        self.select("N")
        if self.reader.view.selection() is None:
            self.next_transcript()
            self.select("N")
        assert self.reader.view.selection() is not None

    def first_words(self, number: int) -> None:
        """Select the first words of the next stretch."""
        self.next_stretch()
        self.select("Left", *["Ctrl+Shift+Right"] * number)

    def next_transcript(self) -> None:
        before = self.reader.transcript.info.id
        self.act("Ctrl+PgDown")
        assert self.reader.transcript.info.id != before
        assert focused() is self.reader.view

    def words(self) -> str:
        """What a code would be given to."""
        return self.reader.transcript.text[slice(*self.reader.passage())]

    # Coding ----------------------------------------------------------------------------------

    def repeat(self) -> None:
        self._coded(lambda: self.act("R"), self.last)

    def own_key(self, number: int, name: str) -> None:
        self._coded(lambda: self.act(str(number)), name)

    def palette(self, letters: str, name: str) -> None:
        """Open the palette, type part of a name, take it."""

        def take() -> None:
            self.act("Return")
            self.type(letters)
            assert pointed_at(self.reader.picker).startswith(name)
            self.act("Return")

        self._coded(take, name)

    def two_at_once(self, first: tuple[str, str], second: tuple[str, str]) -> None:
        """Check one code in the palette and take it together with another."""

        def take() -> None:
            self.act("Return")
            self.type(first[0])
            self.act("Shift+Space")
            self.type(second[0])
            self.act("Return")

        self._coded(take, first[1], second[1])

    def in_vivo(self) -> None:
        self._coded(lambda: self.act("V"), " ".join(self.words().split()))

    def _coded(self, act, *names: str) -> None:
        """Act, and see that the words have these codes: in the project and on the page."""
        words, before, shown = self.words(), self.number(), len(marked(self.reader.view))
        act()
        look()
        assert self.number() == before + len(names), (words, names)
        assert len(marked(self.reader.view)) == shown + len(names)
        (chosen,) = self.project.segments_by_id([self.reader.view.chosen()])
        name = self.project.codebook()[chosen.code_id].name
        assert name.casefold() == names[-1].casefold()
        assert focused() is self.reader.view
        marks = marked(self.reader.view)
        for name in names:
            assert (name, words) in marks
        self.wanted += [(name, words) for name in names]
        self.last = names[-1]

    # Setting up ------------------------------------------------------------------------------

    def give_key(self, letters: str, name: str, number: int) -> None:
        """Find a code in the tree and give it a number key in its menu."""
        tree = self.window.code_place.codes.tree
        press("Ctrl+K")
        press(*(each.upper() for each in letters), "Tab")
        assert focused() is tree
        press("Home")
        for _ in self.project.codebook():
            if tree.currentIndex().data() == name:
                break
            press("Down")
        place = tree.visualRect(tree.currentIndex()).center()
        # The menu key, as the desktop passes it on.
        whole = tree.viewport().mapToGlobal(place)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, whole)
        QApplication.sendEvent(tree.viewport(), event)
        self._take_from_menu("Key", f"&{number}")
        code = self.project.codebook()[tree.current_code()]
        assert (code.name, code.shortcut) == (name, number)
        press("Ctrl+K")

    def _take_from_menu(self, *texts: str) -> None:
        """Walk down a menu to a line, open it, and go on in the next one."""
        for place, text in enumerate(texts):
            look()
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            for _ in menu.actions():
                press_in(menu, "Down")
                if menu.activeAction() and menu.activeAction().text().startswith(text):
                    break
            assert menu.activeAction().text().startswith(text)
            press_in(menu, "Right" if place < len(texts) - 1 else "Return")


def press_in(menu: QMenu, key: str) -> None:
    """Press a key in a menu, which takes all keys while it is open."""
    QTest.keyClick(menu, QKeySequence(key)[0].key())
