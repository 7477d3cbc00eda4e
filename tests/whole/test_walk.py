"""A researcher's first day: from an empty welcome page to a codebook in Word, by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog

from acting import (
    click,
    coded,
    counts,
    drag_over,
    dragged,
    drop,
    focused,
    link,
    marked,
    middle_of,
    offered,
    press,
    row,
    seen_rows,
    settle,
    show_files,
    spot,
    stored,
    words_in,
    write,
)
from coder_gui.ui import dialogs, errors, theme
from coder_gui.ui.application import make_window
from coder_gui.ui.dialogs import NewProjectDialog
from coder_gui.ui.welcome.choices import ChoiceCard, RecentRow

INTERVIEWS = {
    "Carer 1": [
        ("Interviewer", "How did it begin?"),
        ("Carer 1", "With a letter. Nobody explained the letter to me."),
        ("Interviewer", "Who helped?"),
        ("Carer 1", "My neighbour 🙂 did. She brought soup, and she stayed."),
    ],
    "Carer 2": [
        ("Interviewer", "How did it begin?"),
        ("Carer 2", "I waited three months. Nobody called, and I was afraid to ask."),
        ("Interviewer", "And then?"),
        ("Carer 2", "Then a nurse sat down with me. That was the first time."),
    ],
    "Staff 1": [
        ("Interviewer", "What would you change?"),
        ("Staff 1", "The waiting. People wait alone, and we know it."),
    ],
}


@pytest.fixture
def interviews(tmp_path) -> list[Path]:
    """Three interviews as somebody typed them in Word."""
    made = []
    for name, turns in INTERVIEWS.items():
        document = docx.Document()
        for speaker, words in turns:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{speaker}:").bold = True
            paragraph.add_run(f" {words}")
        made.append(tmp_path / f"{name}.docx")
        document.save(str(made[-1]))
    return made


@pytest.fixture
def make(qtbot, qapp, monkeypatch, tmp_path):
    """Starts the program; a bug behind any gesture fails the walk."""
    theme.apply(qapp, "light")
    bugs: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(errors, "show_report", lambda text, _parent: bugs.append(text))
    monkeypatch.setattr(dialogs, "documents", lambda: tmp_path)

    def start():
        window = make_window()
        qtbot.addWidget(window)
        window.resize(1280, 780)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    yield start
    assert not bugs, bugs[0]


class Walk:
    """One researcher at one window."""

    def __init__(self, window, qtbot) -> None:
        self.window, self.qtbot = window, qtbot
        self.place, self.reader = window.code_place, window.code_place.reader
        self.tree = window.code_place.codes.tree

    @property
    def project(self):
        return self.window.session.project

    @property
    def text(self) -> str:
        return self.reader.transcript.text

    def span(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def turn_to(self, name: str) -> None:
        """Click a transcript in the list."""
        listed = self.place.transcripts
        click(listed.viewport(), listed.visualRect(row(listed, name)).center())
        assert self.reader.transcript.info.name == name

    def name_code(self, keys: str, name: str) -> None:
        """Make a theme or a code and type its name."""
        press(keys)
        write(name)
        press("Return")
        settle(self.qtbot)
        assert name in seen_rows(self.tree)

    def select_by_keyboard(self, words: str) -> None:
        """Walk to some words and stretch the selection over them."""
        start, end = self.span(words)
        assert focused() is self.reader.view
        press("Ctrl+Home")
        while self.reader.view.caret() < start:
            press("Right")
        while (self.reader.view.selection() or (0, 0))[1] < end:
            press("Shift+Right")
        assert self.reader.view.selection() == (start, end)

    def select_by_mouse(self, words: str) -> None:
        drag_over(self.reader.view, *self.span(words))
        assert self.reader.view.selection() == self.span(words)

    def check(self, *expected: tuple[str, str]) -> None:
        """What is coded here is so in the file and on the page."""
        stored = coded(self.project, self.reader.transcript.info.id)
        assert sorted(stored) == sorted(expected)
        assert sorted(marked(self.reader.view)) == sorted(expected)


def card(window, name: str) -> ChoiceCard:
    cards = window.welcome.findChildren(ChoiceCard)
    return next(each for each in cards if each.accessibleName().startswith(name))


def strokes(*pressed: str) -> int:
    """Press keys, type letters, and say how many keys that took."""
    for each in pressed:
        if len(each) == 1 and each.islower():
            write(each)
        else:
            press(each)
    return len(pressed)


def start_study(window, qtbot) -> Walk:
    """Welcome page, new project."""
    assert not window.session.is_open
    click(card(window, "New project"))
    dialog = window.findChild(NewProjectDialog)
    dialog.name.setFocus()
    QTest.keyClicks(dialog.name, "Waiting and help")
    dialog.coder.clear()
    QTest.keyClicks(dialog.coder, "Mira")
    buttons = dialog.findChild(QDialogButtonBox)
    click(buttons.button(QDialogButtonBox.StandardButton.Ok))
    settle(qtbot)
    # Without a window manager nobody else does so when a dialog has gone.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.windowTitle() == "Waiting and help – Interview Coder"
    assert window.title_bar.coder.text() == "Coding as Mira"
    walk = Walk(window, qtbot)
    assert walk.project.path.name == "Waiting and help.coding"
    assert "Drop transcripts here" in words_in(window.code_place)
    assert focused().text() == "Choose files…"
    return walk


def bring_in(walk: Walk, interviews: list[Path], monkeypatch) -> None:
    """Two interviews dropped on the window, one chosen in the file dialog."""
    window, project = walk.window, walk.project
    show_files(window, interviews[:2], walk.qtbot)
    assert window.importing.page.go.text() == "Import 2 transcripts"
    press("Return")
    stored(window, walk.qtbot)
    assert window.status.text() == "Imported 2 transcripts"
    assert walk.reader.transcript.info.name == "Carer 1"
    answer = ([str(interviews[2])], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: answer)
    assert focused() is walk.reader.view
    press("Ctrl+I")
    walk.qtbot.waitUntil(lambda: window.importing.page is not None)
    walk.qtbot.waitUntil(lambda: window.importing.task is None)
    press("Return")
    stored(window, walk.qtbot)
    assert window.notices.texts() == ["Imported 1 transcript."]
    window.notices.clear()
    assert seen_rows(walk.place.transcripts) == ["Carer 1", "Carer 2", "Staff 1"]
    assert [each.label for each in project.participants()] == ["Carer 1", "Carer 2", "Staff 1"]
    assert walk.reader.transcript.info.name == "Carer 1"
    assert walk.text.startswith("Interviewer: How did it begin?")


def make_codes(walk: Walk) -> None:
    walk.name_code("Ctrl+Shift+T", "Being alone")
    walk.name_code("Ctrl+Shift+N", "Nobody there")
    walk.name_code("Ctrl+Shift+N", "Help given")
    book = walk.project.codebook()
    assert [(code.name, depth) for code, depth in book.walk()] == [
        ("Being alone", 0),
        ("Nobody there", 1),
        ("Help given", 1),
    ]


def code_by_keyboard(walk: Walk) -> None:
    """Five passages in the first interview; four keys each once the words are selected."""
    walk.reader.view.setFocus()
    walk.select_by_keyboard("Nobody explained the letter")
    assert strokes("Return", "n", "o", "Return") == 4
    walk.check(("Nobody there", "Nobody explained the letter"))
    assert walk.window.status.text() == "Coded 4 words as “Nobody there”"
    walk.select_by_keyboard("My neighbour 🙂 did")
    assert strokes("C", "h", "e", "Return") == 4
    walk.select_by_keyboard("She brought soup")
    assert strokes("R") == 1
    walk.select_by_keyboard("she stayed")
    assert strokes("R") == 1
    walk.select_by_keyboard("With a letter")
    press("Return")
    write("Letters")
    assert offered(walk.reader.picker)[-1].startswith("Create “Letters” – under Being alone")
    press("Return")
    walk.check(
        ("Nobody there", "Nobody explained the letter"),
        ("Help given", "My neighbour 🙂 did"),
        ("Help given", "She brought soup"),
        ("Help given", "she stayed"),
        ("Letters", "With a letter"),
    )
    assert focused() is walk.reader.view


def code_by_mouse(walk: Walk) -> None:
    """Five passages in the others, each by another gesture."""
    walk.turn_to("Carer 2")
    view, tree = walk.reader.view, walk.tree
    walk.select_by_mouse("I waited three months")
    press("C")
    picker = walk.reader.picker
    index = picker._list.model().index(offered(picker).index("Nobody there – Being alone"), 0)
    place = picker._list.visualRect(index).center()
    QTest.mouseClick(picker._list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    walk.select_by_mouse("Nobody called")
    assert drop(tree.viewport(), spot(tree, "Nobody there"), view.createMimeDataFromSelection())
    start, _end = walk.span("nurse sat")
    assert drop(view.viewport(), middle_of(view, start), dragged(tree, "Help given"))
    walk.select_by_mouse("afraid to ask")
    click(tree.viewport(), spot(tree, "Being alone"))
    double = spot(tree, "Being alone")
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=double)
    walk.check(
        ("Nobody there", "I waited three months"),
        ("Nobody there", "Nobody called"),
        ("Help given", "Then a nurse sat down with me."),
        ("Being alone", "afraid to ask"),
    )
    walk.turn_to("Staff 1")
    walk.select_by_mouse("People wait alone")
    assert drop(
        view.viewport(), middle_of(view, walk.span("wait alone")[0]), dragged(tree, "Being alone")
    )
    walk.check(("Being alone", "People wait alone"))
    assert walk.project.facts().segments == 10
    assert counts(tree) == {"Being alone": 10, "Nobody there": 3, "Help given": 4, "Letters": 1}


def change_ones_mind(walk: Walk) -> None:
    """Remove, repeat, undo and redo: by keys, menu and the link at the foot."""
    window, view = walk.window, walk.reader.view
    start, _end = walk.span("wait alone")
    click(view.viewport(), middle_of(view, start))
    assert "Selected segment" in words_in(walk.place.inspector)
    press("Delete")
    walk.check()
    assert window.status.text() == "Removed “Being alone” from 3 words"
    click(link(window, "Undo"))
    walk.check(("Being alone", "People wait alone"))
    assert window.status.text() == "Undone: Removed “Being alone” from 3 words"
    click(link(window, "Redo"))
    walk.check()
    view.setFocus()
    press("Ctrl+Z")
    walk.check(("Being alone", "People wait alone"))
    walk.select_by_mouse("we know it")
    press("R")
    walk.check(("Being alone", "People wait alone"), ("Being alone", "we know it"))
    assert window.menu_actions["undo"].text() == "&Undo Apply code"
    window.menu_actions["undo"].trigger()
    walk.check(("Being alone", "People wait alone"))
    press("Ctrl+Shift+Z", "Ctrl+Z", "Ctrl+Y")
    walk.check(("Being alone", "People wait alone"), ("Being alone", "we know it"))
    press("Ctrl+Z")


def come_back(make, walk: Walk) -> Walk:
    """Quit, start again, open the study from the list, and undo what was done before."""
    before = {t.id: coded(walk.project, t.id) for t in walk.project.transcripts()}
    walk.window.close()
    window = make()
    QApplication.processEvents()
    rows = window.welcome.findChildren(RecentRow)
    assert "3 transcripts, 3 coded" in words_in(rows[0])
    click(rows[0])
    again = Walk(window, walk.qtbot)
    assert {t.id: coded(again.project, t.id) for t in again.project.transcripts()} == before
    assert again.reader.transcript.info.name == "Staff 1"
    assert window.title_bar.coder.text() == "Coding as Mira"
    again.check(("Being alone", "People wait alone"))
    assert counts(again.tree) == {
        "Being alone": 10,
        "Nobody there": 3,
        "Help given": 4,
        "Letters": 1,
    }
    press("Ctrl+Z")
    again.check()
    assert counts(again.tree)["Being alone"] == 9
    press("Ctrl+Shift+Z")
    again.check(("Being alone", "People wait alone"))
    return again


def export(walk: Walk, path: Path, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    press("Ctrl+E")
    assert walk.window.notices.texts() == [f"Codebook written to {path.name}."]
    document = docx.Document(str(path))
    paragraphs = [each.text for each in document.paragraphs]
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    for name in ("Being alone", "Nobody there", "Help given", "Letters"):
        assert any(name in each for each in headings), headings
    everything = "\n".join(
        [*paragraphs, *(c.text for t in document.tables for r in t.rows for c in r.cells)]
    )
    assert "With a letter" in everything
    assert "Carer 1" in everything
    assert "4 segments in 2 transcripts" in everything


def test_a_first_day_from_the_welcome_page_to_the_codebook(
    make, qtbot, interviews, tmp_path, monkeypatch
):
    walk = start_study(make(), qtbot)
    bring_in(walk, interviews, monkeypatch)
    make_codes(walk)
    code_by_keyboard(walk)
    code_by_mouse(walk)
    change_ones_mind(walk)
    walk = come_back(make, walk)
    export(walk, tmp_path / "codebook.docx", monkeypatch)
