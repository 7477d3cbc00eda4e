"""Double coding by hand, from package to report: a lead coder, a second one, a consensus."""

from __future__ import annotations

import sys
from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from acting import (
    click,
    coded,
    drag_over,
    focused,
    look,
    marked,
    press,
    row,
    settle,
    words_in,
    write,
)
from coder_gui.app.project import Project
from coder_gui.ui import errors, theme
from coder_gui.ui.application import make_window
from coder_gui.ui.handing_out.hand_out_dialog import HandOutDialog
from coder_gui.ui.handing_out.take_back_dialog import TakeBackDialog
from filling import ANNA, BEN, draft

LATE, LATER, UNION = "the bus was late", "bus was late again", "the bus was late again"
SISTER = "My sister says that I am stubborn"
BREAD = "My neighbour brings bread"
NOBODY = "Nobody, really."


@pytest.fixture
def study(tmp_path) -> Path:
    """What the lead coder has: two interviews, three codes, three coded passages."""
    path = tmp_path / "Waiting.coding"
    project = Project.create(path, "Waiting", "Mira")
    project.update_study(method="reliability")
    anna, ben = project.import_transcripts([draft("Anna", ANNA), draft("Ben", BEN)]).imported
    theme_id = project.add_code("Being alone", kind="theme")
    codes = {name: project.add_code(name, theme_id) for name in ("Nobody there", "Help given")}
    for transcript, code, words in (
        (anna, "Nobody there", LATE),
        (anna, "Help given", SISTER),
        (ben, "Nobody there", NOBODY),
    ):
        start = project.text(transcript).index(words)
        project.apply_code(transcript, codes[code], start, start + len(words))
    project.close()
    return path


@pytest.fixture
def start(qtbot, qapp, monkeypatch):
    """Starts the program on a file; a bug behind any gesture fails the walk."""
    theme.apply(qapp, "light")
    bugs: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(errors, "show_report", lambda text, _parent: bugs.append(text))

    def started(path: Path):
        window = make_window()
        qtbot.addWidget(window)
        window.resize(1400, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.open_project(path)
        return window

    yield started
    assert not bugs, bugs[0]


def dialog_of(window, kind, qtbot):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)))
    found = next(each for each in window.findChildren(kind) if each.isVisible())
    qtbot.waitUntil(lambda: found.isAncestorOf(focused()))
    return found


def come_to(window, qtbot) -> None:
    """Without a window manager nobody else brings a window back when another has gone."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def confirm(dialog) -> None:
    click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
    look()


def choose_file(monkeypatch, verb: str, path: Path, kind: str = "") -> None:
    monkeypatch.setattr(QFileDialog, verb, lambda *_words: (str(path), kind))


def turn_to(window, name: str) -> None:
    listed = window.code_place.transcripts
    click(listed.viewport(), listed.visualRect(row(listed, name)).center())
    assert window.code_place.reader.transcript.info.name == name


def code_words(window, words: str, letters: str) -> None:
    """Select with the mouse, then C, letters, Enter."""
    view = window.code_place.reader.view
    start = window.code_place.reader.transcript.text.index(words)
    drag_over(view, start, start + len(words))
    press("C")
    write(letters)
    press("Return")


def hand_out(window, qtbot, package: Path, monkeypatch) -> None:
    choose_file(monkeypatch, "getSaveFileName", package)
    window.menu_actions["hand_out"].trigger()
    dialog = dialog_of(window, HandOutDialog, qtbot)
    dialog.coder.setFocus()
    write("Jonas")
    dialog.list.setFocus()
    press("Space", "Down", "Space")
    assert "2 of 2 transcripts" in words_in(dialog)
    confirm(dialog)
    assert package.exists()


def code_blind(window) -> None:
    """The second coder sees the codebook and nothing of the first one, codes, and finishes."""
    project = window.session.project
    assert window.title_bar.coder.text() == "Coding as Jonas"
    assert [each.name for each in project.coders()] == ["Jonas"]
    turn_to(window, "Anna")
    assert marked(window.code_place.reader.view) == []
    code_words(window, LATER, "nob")
    code_words(window, SISTER, "hel")
    turn_to(window, "Ben")
    code_words(window, BREAD, "hel")
    assert coded(project, project.transcripts()[1].id) == [("Help given", BREAD)]
    window.menu_actions["finish_package"].trigger()
    assert any(
        "3 segments in 2 transcripts, 0 new codes and 0 memos go back" in each
        for each in words_in(window.notices)
    )


def take_back(window, qtbot, package: Path, monkeypatch) -> None:
    choose_file(monkeypatch, "getOpenFileName", package)
    window.menu_actions["take_back"].trigger()
    dialog = dialog_of(window, TakeBackDialog, qtbot)
    assert window.session.project.facts().coders == {"Mira": 3, "Jonas": 0}
    confirm(dialog)
    qtbot.waitUntil(lambda: window.session.project.facts().coders == {"Mira": 3, "Jonas": 3})


def open_comparison(window, qtbot) -> None:
    """Nothing of the second coder is shown until the comparison is opened."""
    assert marked(window.code_place.reader.view) in (
        [("Nobody there", LATE), ("Help given", SISTER)],
        [("Nobody there", NOBODY)],
    )
    press("Ctrl+4")
    place = window.agree_place
    assert place.empty.blind.isVisible()
    assert place.study is None or not place.splitter.isVisible()
    place.empty.blind.act.setFocus()
    press("Space")
    settle(qtbot)
    assert not place.empty.blind.isVisible()
    assert place.table.isVisible()


def settle_all(window, qtbot) -> None:
    """Three differences, three keys."""
    place, project = window.agree_place, window.session.project
    place.reading.view.setFocus()
    assert place.panel.counts.text() == "0 settled, 3 open"
    press("N")
    assert place.walking.current().kind == "boundary"
    press("U")
    settle(qtbot)
    assert window.status.text().startswith("Took the union, 5 words, into the consensus")
    assert place.walking.current().kind == "only A"
    press("A")
    settle(qtbot)
    assert place.walking.current().kind == "only B"
    press("X")
    settle(qtbot)
    assert place.panel.counts.text() == "3 settled, 0 open"
    consensus = next(each for each in project.coders() if each.kind == "consensus")
    book = project.codebook()
    found = [
        (book[each.code_id].name, project.text(info.id)[each.start : each.end])
        for info in project.transcripts()
        for each in project.segments(info.id, [consensus.id])
    ]
    assert sorted(found) == [
        ("Help given", SISTER),
        ("Nobody there", NOBODY),
        ("Nobody there", UNION),
    ]
    assert project.facts().coders == {"Mira": 3, "Jonas": 3}


def everything_in(path: Path) -> str:
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
        return "\n".join([*(each.text for each in document.paragraphs), *cells])
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line
    )


def report(window, qtbot, path: Path, monkeypatch) -> str:
    choose_file(monkeypatch, "getSaveFileName", path, f"Kind (*{path.suffix})")
    window.menu_actions["export_agreement"].trigger()

    def said() -> bool:
        return any(
            "Agreement written to" in each and path.name in each for each in words_in(window)
        )

    qtbot.waitUntil(said, timeout=30_000)
    return everything_in(path)


def test_two_coders_from_the_package_to_the_report(start, study, qtbot, tmp_path, monkeypatch):
    package = tmp_path / "For Jonas.coding"
    lead = start(study)
    hand_out(lead, qtbot, package, monkeypatch)
    second = start(package)
    second.activateWindow()
    code_blind(second)
    second.close()
    come_to(lead, qtbot)
    take_back(lead, qtbot, package, monkeypatch)
    come_to(lead, qtbot)
    open_comparison(lead, qtbot)
    settle_all(lead, qtbot)
    for suffix in (".docx", ".xlsx"):
        words = report(lead, qtbot, tmp_path / f"agreement{suffix}", monkeypatch)
        assert "Mira" in words
        assert "Jonas" in words
        assert "before" in words
        assert "union" in words.lower()
    assert focused() is not None
    path = lead.session.project.path
    lead.close()
    again = Project.open(path)
    assert again.check() == []
    while again.undo():
        pass
    assert [each.name for each in again.coders()] == ["Mira"]
    again.close()
