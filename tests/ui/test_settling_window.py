"""Settling by the menu of the window, and what the window remembers of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from acting import press
from coder_gui.app.project import Project
from coder_gui.ui.settle_menu import CHOICES
from coding_team import Team


@pytest.fixture
def team(path):
    """A study that two coded, saved and closed."""
    project = Project.create(path, "Two coders", "Mira")
    made = Team(project)
    project.close()
    return made


@pytest.fixture
def opened(window, team, path):
    window.resize(1400, 900)
    window.open_project(path)
    team.project = window.session.project
    window.show_place("agree")
    window.agree_place.table.choose(team.same)
    return window


def consensus(team):
    pair = team.project.opened((team.mira, team.noor))
    if pair.consensus_id is None:
        return []
    found = team.project.segments(team.talks[0], (pair.consensus_id,))
    return sorted((each.start, each.end) for each in found)


def test_the_menu_settles_and_only_where_coders_are_compared(opened, team):
    window = opened
    actions = window.menu_actions
    assert actions["settle_a"].isEnabled()
    actions["settle_a"].trigger()
    assert consensus(team) == [(20, 60)]
    assert window.status.text().startswith("Took what Mira coded, 9 words, into the consensus")
    actions["settle_undo"].trigger()
    assert consensus(team) == []
    window.show_place("code")
    assert not any(actions[name].isEnabled() for name in (*CHOICES, "next_difference"))


def test_keys_of_the_place_are_its_own_and_act_once(opened, team):
    window = opened
    press("A")
    assert consensus(team) == [(20, 60)]
    press("N")
    assert window.agree_place.reading.walk.place() == "3 of 5"
    press("Backspace")
    assert consensus(team) == []
    press("Ctrl+Shift+Z")
    assert consensus(team) == [(20, 60)]


def test_the_note_and_the_panel_have_commands(opened):
    window = opened
    window.menu_actions["settle_note"].trigger()
    assert window.agree_place.panel.note.hasFocus()
    window.menu_actions["settle_panel"].trigger()
    assert not window.agree_place.panel.isVisible()
    assert not window.menu_actions["settle_panel"].isChecked()
    window.menu_actions["settle_panel"].trigger()
    assert window.agree_place.panel.isVisible()


def test_a_folded_panel_stays_folded_at_the_next_start(opened, make, path):
    opened.menu_actions["settle_panel"].trigger()
    opened.close()
    again = make()
    again.resize(1400, 900)
    again.open_project(path)
    again.show_place("agree")
    assert not again.agree_place.panel.isVisible()
    assert not again.menu_actions["settle_panel"].isChecked()


def test_settling_goes_on_where_it_was_after_closing(opened, team, path):
    window = opened
    press("A")
    press("A")
    window.close_project()
    window.open_project(path)
    window.show_place("agree")
    place = window.agree_place
    assert place.walking.current().settlement.state == "open"
    assert place.panel.counts.text() == "2 settled, 11 open"
    team.project = window.session.project
    window.menu_actions["undo"].trigger()
    assert place.panel.counts.text() == "1 settled, 12 open"


def test_read_only_nothing_is_decided(window, team, path):
    window.open_project(path, read_only=True)
    window.resize(1400, 900)
    window.show_place("agree")
    team.project = window.session.project
    place = window.agree_place
    press("N")
    assert "read-only" in place.panel.about.text()
    for key in (Qt.Key.Key_A, Qt.Key.Key_Backspace, Qt.Key.Key_E):
        QTest.keyClick(place.reading.view, key)
    assert consensus(team) == []
    assert place.reading.view.edited() is None
    assert not window.menu_actions["settle_a"].isEnabled()
