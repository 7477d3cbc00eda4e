"""Settling in the Agree place: keys, mouse, notes, ends, several at once; stored and shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from settling_acts import AGREED, choose, consensus, make_place, press

from coder_gui.ui import theme
from coder_gui.ui.session import Session
from coding_team import Team

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def session(project, qapp):
    made = Session()
    made._project = project
    project.changed = made.changed.emit
    yield made
    made._project = None


@pytest.fixture
def team(project):
    return Team(project)


@pytest.fixture
def place(team, session, qtbot):
    made = make_place(session, qtbot)
    yield made
    made.forget_project()


@pytest.fixture
def boundary(team, place):
    """The walk has reached the one passage with other ends: 600 to 700 and 600 to 660."""
    place.table.choose(team.same)
    place.walking.choose_kind("boundary")
    place.reading.view.setFocus()
    assert place.reading.walk.place() == "1 of 1"
    return place


def originals(team):
    return [team.project.segments(talk, (team.mira, team.noor)) for talk in team.talks]


# The panel -----------------------------------------------------------------------------------


def test_the_panel_says_what_each_choice_would_yield(boundary):
    panel = boundary.panel
    assert panel.head.text() == "Same passage, other ends"
    assert panel.about.text() == "12 of 20 words shared, overlap .60"
    yields = {choice: row.would_yield() for choice, row in panel.choices.items()}
    assert yields["A"] == yields["union"] == "20 words"
    assert yields["B"] == yields["intersection"] == "12 words"
    assert panel.counts.text() == "0 settled, 5 open"
    assert panel.choices["A"].accessibleName() == "Accept A, 20 words"
    assert "Settling as Mira. Goes into the consensus layer" in panel.foot.text()


@pytest.mark.parametrize(
    ("key", "stored", "state"),
    [
        (Qt.Key.Key_A, [(0, 600, 700)], "settled"),
        (Qt.Key.Key_B, [(0, 600, 660)], "settled"),
        (Qt.Key.Key_U, [(0, 600, 700)], "settled"),
        (Qt.Key.Key_I, [(0, 600, 660)], "settled"),
        (Qt.Key.Key_X, [], "settled"),
        (Qt.Key.Key_D, [], "deferred"),
    ],
)
def test_every_key_decides_and_both_originals_stay(team, boundary, key, stored, state):
    before = originals(team)
    press(boundary, key)
    assert consensus(team) == sorted(stored + AGREED)
    assert originals(team) == before
    assert boundary.walking.states()[state] == 1


def test_a_click_decides_too_and_the_walk_goes_on_to_what_is_open(team, place, qtbot):
    place.table.choose(team.same)
    assert place.reading.walk.place() == "1 of 5"
    qtbot.mouseClick(place.panel.choices["A"], Qt.MouseButton.LeftButton)
    assert place.reading.walk.place() == "2 of 5"
    assert consensus(team) == sorted([(0, 20, 60), *AGREED])
    assert place.panel.counts.text() == "1 settled, 4 open"
    for _time in range(4):
        press(place, Qt.Key.Key_A)
    assert place.panel.counts.text() == "5 settled, 0 open"
    assert place.panel.done.text().startswith("Settled throughout: 5 × A.")


def test_keys_work_in_the_table_but_not_while_a_note_is_typed(team, place):
    place.table.setFocus()
    place.table.choose(team.same)
    QTest.keyClick(place.table, Qt.Key.Key_A)
    assert place.panel.counts.text() == "1 settled, 4 open"
    place.panel.note.setFocus()
    QTest.keyClicks(place.panel.note, "bad")
    QTest.keyClick(place.panel.note, Qt.Key.Key_Backspace)
    assert place.panel.note.text() == "ba"
    assert place.panel.counts.text() == "1 settled, 4 open"


def test_a_note_goes_with_the_decision_and_can_be_changed(team, boundary):
    note = boundary.panel.note
    note.setFocus()
    QTest.keyClicks(note, "Mira heard more")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert boundary.reading.view.hasFocus()
    press(boundary, Qt.Key.Key_A)

    def stored():
        found = team.project.decisions((team.mira, team.noor))
        return [each.note for each in found if each.choice != "agreed"]

    assert stored() == ["Mira heard more"]
    assert note.text() == "Mira heard more"
    assert boundary.panel.before.text().startswith("Accepted A – Mira, ")
    assert boundary.panel.choices["A"].is_made()
    note.setFocus()
    note.setText("Mira was right")
    note.setModified(True)
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert stored() == ["Mira was right"]


def test_a_note_that_was_typed_waits_for_its_decision(team, place):
    place.table.choose(team.same)
    place.panel.note.setFocus()
    QTest.keyClicks(place.panel.note, "Ask Noor")
    QTest.keyClick(place.panel.note, Qt.Key.Key_Return)
    press(place, Qt.Key.Key_N)
    assert place.panel.note.text() == ""
    press(place, Qt.Key.Key_P)
    assert place.panel.note.text() == "Ask Noor"


def test_a_note_stays_with_its_passage_when_the_walk_goes_on_meanwhile(team, place):
    place.table.choose(team.same)
    place.panel.note.setFocus()
    QTest.keyClicks(place.panel.note, "Here")
    place.walking.step(1)
    assert place.panel.note.text() == ""
    place.walking.step(-1)
    assert place.panel.note.text() == "Here"


def test_what_was_decided_is_decided_anew_or_taken_back(team, boundary):
    press(boundary, Qt.Key.Key_A)
    press(boundary, Qt.Key.Key_B)
    assert consensus(team)[0] == (0, 600, 660)
    assert boundary.panel.choices["B"].is_made()
    boundary.panel.take_back.click()
    assert consensus(team) == AGREED
    assert boundary.panel.before.isHidden()
    assert boundary.walking.states()["open"] == 5


# Back ----------------------------------------------------------------------------------------


def test_backspace_goes_back_to_the_last_decision(team, place):
    place.table.choose(team.same)
    press(place, Qt.Key.Key_A)
    press(place, Qt.Key.Key_A)
    press(place, Qt.Key.Key_Backspace)
    assert place.reading.walk.place() == "2 of 5"
    assert consensus(team) == sorted([(0, 20, 60), *AGREED])


def test_backspace_keeps_what_is_no_decision(team, place, session):
    place.table.choose(team.same)
    said = []
    session.said.connect(said.append)
    before = originals(team)
    press(place, Qt.Key.Key_Backspace)
    assert originals(team) == before
    assert said == ["The last step was no decision, so it was kept."]


def test_undo_and_redo_from_anywhere_are_shown(team, boundary):
    press(boundary, Qt.Key.Key_U)
    team.project.undo()
    assert boundary.panel.counts.text() == "0 settled, 5 open"
    assert boundary.reading.view.consensus() == ()
    team.project.redo()
    assert boundary.panel.counts.text() == "1 settled, 4 open"
    assert boundary.reading.view.consensus() == ((600, 700),)


def test_a_decision_leaves_every_figure_as_it_was(team, boundary):
    figures = boundary.study.comparison
    press(boundary, Qt.Key.Key_U)
    assert boundary.study.comparison is figures
    assert boundary.scope.summary.before_settling.isVisible()


# The ends ------------------------------------------------------------------------------------


def test_ends_are_edited_by_keys(team, boundary):
    press(boundary, Qt.Key.Key_E)
    view = boundary.reading.view
    assert view.edited() == (600, 700)
    press(boundary, Qt.Key.Key_Left, ALT_SHIFT)
    start, end = view.edited()
    assert (start, end) == (600, 695)
    assert boundary.panel.choices["edited"].would_yield() == "19 words"
    assert not boundary.panel.choices["A"].isEnabled()
    press(boundary, Qt.Key.Key_Return)
    assert consensus(team) == sorted([(0, 600, 695), *AGREED])
    assert view.edited() is None
    press(boundary, Qt.Key.Key_E)
    assert view.edited() == (600, 695)


def test_esc_leaves_the_ends_as_they_were(team, boundary):
    press(boundary, Qt.Key.Key_E)
    press(boundary, Qt.Key.Key_Escape)
    assert boundary.reading.view.edited() is None
    assert boundary.panel.choices["A"].isEnabled()
    assert consensus(team) == []


def test_ends_are_dragged_and_snap_to_words(team, boundary, qtbot):
    press(boundary, Qt.Key.Key_E)
    view = boundary.reading.view
    mark = view._resizable()
    begin = view._end_rects(mark)["end"].center().toPoint()
    target = begin - QPoint(60, 0)
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(port, target)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=target)
    start, end = view.edited()
    text = team.project.text(team.talks[0])
    assert start == 600
    assert end < 700
    assert text[end - 1] != " "
    assert text[end] == " "
    press(boundary, Qt.Key.Key_Return)
    assert consensus(team)[0] == (0, 600, end)


def test_what_the_coders_made_cannot_be_dragged(boundary):
    view = boundary.reading.view
    view.choose(next(iter(view._marks)).id)
    assert view._resizable() is None


# Filters, several, resuming ------------------------------------------------------------------


def test_the_walk_is_narrowed_to_a_state(team, place):
    place.table.choose(team.same)
    press(place, Qt.Key.Key_A)
    press(place, Qt.Key.Key_D)
    chip = place.panel.states
    choose(chip.menu(), "deferred")
    assert place.reading.walk.place() == "1 of 1"
    assert chip.accessibleName() == "Show: deferred"
    choose(chip.menu(), "open\t3")
    assert place.reading.walk.place() == "1 of 3"
    press(place, Qt.Key.Key_A)
    assert place.reading.walk.place() == "1 of 2"
    choose(chip.menu(), "open first")
    assert len(place.walking.walk) == 5
    assert place.walking.current().settlement.state == "open"


def test_several_are_decided_at_once_in_one_step(team, place):
    place.table.choose(team.same)
    menu = place.panel.several.menu()
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions()]
    assert titles[:2] == ["All that are open: 5", "Open, only A: 4"]
    inner = menu.actions()[1].menu()
    assert inner.actions()[1].text() == "Accept B: 4 passages, 4 of them left out"
    choose(menu, "Open, only A", "Accept A: 4 passages")
    assert place.panel.counts.text() == "4 settled, 1 open"
    assert consensus(team) == sorted([(n, 20, 60) for n in range(4)] + AGREED)
    assert place.walking.current().kind == "boundary"
    team.project.undo()
    assert place.panel.counts.text() == "0 settled, 5 open"


def test_the_walk_is_resumed_behind_the_last_decision(team, place, session, qtbot):
    press(place, Qt.Key.Key_N)
    for _time in range(3):
        press(place, Qt.Key.Key_A)
    here = place.walking.current().key
    again = make_place(session, qtbot)
    assert again.walking.current().key == here
    assert again.panel.counts.text() == "3 settled, 10 open"
    again.forget_project()


def test_a_passage_that_was_changed_since_asks_again(team, boundary):
    press(boundary, Qt.Key.Key_U)
    segment = next(s for s in team.project.segments(team.talks[0], (team.mira,)) if s.end == 700)
    team.project.resize_segment(segment.id, 600, 680)
    assert boundary.walking.states()["changed"] == 1
    assert "The passage was changed since" in boundary.panel.before.text()
    assert boundary.reading.view.signs() == {600: "changed"}
