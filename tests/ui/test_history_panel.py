"""The history panel: back to any step and forward again, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt

from acting import click, focused, look, named, press, words_in
from coder_gui.ui.history.step_rows import PAGE
from filling import dump


@pytest.fixture
def panel(window, study):
    """The panel, opened by its key after three codes were added."""
    for name in ("One", "Two", "Three"):
        study.project.add_code(name)
    press("Ctrl+H")
    look()
    return window.history.panel


def shown(panel):
    """Kind and words of every row that is read."""
    rows = panel.list.rows
    return [(rows.row(place).kind, rows.row(place).text) for place in range(rows.rowCount())]


def names(study):
    return [code.name for code in study.project.codebook()]


def test_it_lists_steps_newest_first_and_stands_on_the_present(panel):
    rows = shown(panel)
    assert rows[:3] == [
        ("now", "Added the code “Three”"),
        ("done", "Added the code “Two”"),
        ("done", "Added the code “One”"),
    ]
    assert rows[-1] == ("beginning", "Before the first step")
    assert focused() is panel.list
    assert panel.list.currentIndex().row() == 0
    assert panel.list.rows.row(0).note.endswith(" · Mira")
    assert not panel.go.isEnabled()
    said = panel.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Now: Added the code “Three”, ")


def test_enter_undoes_back_to_a_step_and_forward_again(window, panel, study):
    before = dump(study.project)
    told = []
    window.session.changed.connect(told.append)
    press("Down", "Down")
    assert panel.go.text() == "Undo 2 steps, back to here"
    press("Return")
    assert [each.kind for each in told] == ["undone"]
    assert "One" in names(study) and "Two" not in names(study)
    assert shown(panel)[:3] == [
        ("undone", "Added the code “Three”"),
        ("undone", "Added the code “Two”"),
        ("now", "Added the code “One”"),
    ]
    assert panel.list.currentIndex().row() == 2
    assert focused() is panel.list
    assert window.status.text() == "Undone: 2 steps"
    assert "Undone steps can be redone until something new is done." in words_in(panel)
    press("Up")
    assert panel.go.text() == "Redo 1 step, up to here"
    press("Up", "Return")
    assert dump(study.project) == before
    assert [row[0] for row in shown(panel)[:2]] == ["now", "done"]


def test_the_mouse_does_the_same(panel, study):
    click(panel.list.viewport(), panel.list.visualRect(panel.list.rows.index(1)).center())
    assert panel.list.is_touched(0) and not panel.list.is_touched(1)
    click(panel.go)
    assert "Three" not in names(study) and "Two" in names(study)


def test_what_is_undone_is_greyed_until_something_new_is_done(panel, study):
    press("Down", "Return")
    study.project.add_code("Other")
    look()
    assert [text for _kind, text in shown(panel)[:2]] == [
        "Added the code “Other”",
        "Added the code “Two”",
    ]


def test_it_follows_what_is_done_and_undone_elsewhere(window, panel):
    click(window.code_place.reader.view.viewport())
    press("Ctrl+Z")
    look()
    assert shown(panel)[:2] == [
        ("undone", "Added the code “Three”"),
        ("now", "Added the code “Two”"),
    ]


def test_to_the_beginning_and_back(window, panel, study):
    full = dump(study.project)
    press("End", "Return")
    assert study.project.transcripts() == ()
    assert shown(panel)[-1] == ("now", "Before the first step")
    press("Home", "Return")
    assert dump(study.project) == full
    assert window.code_place.reader.transcript is not None
    assert window.notices.texts() == []


def test_nothing_behind_a_final_step_can_be_chosen(window, study):
    person = next(each for each in study.project.participants() if each.label == "Ben")
    study.project.withdraw_participant(person.id, "Ben")
    study.project.add_code("After")
    press("Ctrl+H")
    panel = window.history.panel
    assert shown(panel) == [
        ("now", "Added the code “After”"),
        ("done", "Withdrew a participant"),
        ("end", "What was done before cannot be undone any more."),
    ]
    press("End")
    assert panel.list.currentIndex().row() == 1
    press("Return")
    assert "After" not in names(study)
    assert [kind for kind, _text in shown(panel)] == ["undone", "now", "end"]


def test_pages_are_read_as_they_are_looked_at(window, study):
    for number in range(2 * PAGE):
        study.project.add_code(f"Code {number}")
    read = []
    past_steps = study.project.past_steps
    study.project.past_steps = lambda below=None: read.append(below) or past_steps(below)
    press("Ctrl+H")
    look()
    panel = window.history.panel
    assert panel.list.rows.rowCount() == PAGE
    assert read == [None]
    press("End")
    assert len(read) == 3
    assert shown(panel)[-1] == ("beginning", "Before the first step")


def test_closing_gives_the_keys_back(window, study):
    view = window.code_place.reader.view
    view.setFocus()
    press("Ctrl+H")
    press("Escape")
    assert not window.history.panel.isVisible()
    assert focused() is view
    press("Ctrl+H", "Ctrl+H")
    assert focused() is view


def test_it_stands_beside_every_place_and_goes_with_the_project(window, panel, study):
    press("Ctrl+4")
    assert panel.isVisible()
    assert named(window, "History") is panel
    press("Ctrl+W")
    assert not panel.isVisible()
    assert shown(panel) == []


def test_in_a_narrow_window_it_lies_over_the_place(window, panel):
    window.resize(860, 560)
    look()
    place = window.places
    assert panel.width() + place.width() > window.centralWidget().width()
    assert panel.geometry().right() == place.geometry().right()
    assert panel.geometry().bottom() == place.geometry().bottom()
    window.resize(1280, 780)
    look()
    assert place.geometry().right() < panel.geometry().left()


def test_words_that_do_not_fit_are_read_below_the_list(panel, study):
    name = "A name that goes on " * 6
    study.project.add_code(name)
    look()
    assert any(text.startswith("Added the code “A name that") for text in words_in(panel))
    press("Down")
    assert words_in(panel) == ["History"]
