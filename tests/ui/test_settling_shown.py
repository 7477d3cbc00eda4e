"""What the Agree place shows of settling: signs, figures, refusals, and the panel that folds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from settling_acts import NARROW, choose, consensus, make_place, press

from coder_gui.ui import theme
from coder_gui.ui.agree import pair_study
from coder_gui.ui.agree.pair_study import PairStudy
from coder_gui.ui.agree.table_columns import Column
from coder_gui.ui.session import Session
from coding_team import Team


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


# What is shown -------------------------------------------------------------------------------


def test_the_reader_marks_what_is_settled(team, boundary):
    press(boundary, Qt.Key.Key_U)
    view, legend = boundary.reading.view, boundary.reading.legend
    assert view.signs() == {600: "settled"}
    assert view.consensus() == ((600, 700),)
    assert "settled" in legend.accessibleName()
    press(boundary, Qt.Key.Key_D)
    assert view.signs() == {600: "deferred"}
    assert view.consensus() == ()


def test_the_table_counts_what_is_settled_if_asked(team, boundary):
    table = boundary.table
    assert table.isColumnHidden(Column.SETTLED)
    choose(boundary.scope.columns.menu(), "Differences settled")

    def said(code):
        index = table._items[code].index()
        return index.siblingAtColumn(Column.SETTLED).data()

    assert (said(team.same), said(team.hope), said(team.unused)) == ("0 of 5", "0 of 4", "")
    press(boundary, Qt.Key.Key_U)
    assert said(team.same) == "1 of 5"


def test_what_is_asked_anew_after_a_decision_is_what_would_be_found(team, place, monkeypatch):
    place.walking.step(1)

    def is_true():
        study = place.walking.study
        return study.settlements == PairStudy(team.project, study.scope).settlements

    def decide_two(choice):
        stops = [each.component for each in place.walking.stops()[:2]]
        place.settling.decide_several(stops, choice)

    for few in (200, 0):
        monkeypatch.setattr(pair_study, "FEW", few)
        for act in (
            *(lambda key=key: press(place, key) for key in (Qt.Key.Key_U, Qt.Key.Key_D)),
            lambda: press(place, Qt.Key.Key_X),
            lambda: decide_two("A"),
            *[team.project.undo] * 3,
            team.project.redo,
            lambda: place.walking.step(-1),
            place.settling.take_back,
            *[team.project.undo] * 3,
        ):
            act()
            assert is_true()


def test_in_all_codes_the_passage_at_hand_shows_its_code(team, place):
    press(place, Qt.Key.Key_N)
    assert place.reading.about.text() == "Same"
    assert "“Same”" in place.panel.about.text()
    assert place.reading.legend.isVisible()


def test_a_reflexive_study_settles_without_any_score(team, place):
    team.project.update_study(method="reflexive")
    assert not place.table.isVisible()
    assert place.panel.isVisible()
    press(place, Qt.Key.Key_N)
    press(place, Qt.Key.Key_A)
    assert place.panel.counts.text() == "1 settled, 12 open"


def test_a_consensus_is_compared_if_asked_for_and_then_nothing_is_settled(team, boundary):
    press(boundary, Qt.Key.Key_U)
    place = boundary
    place.show_project()
    assert place.choices.scope.pair == (team.mira, team.noor)
    choose(place.scope.b.menu(), "Consensus of Mira and Noor")
    press(place, Qt.Key.Key_N)
    assert "A consensus is settled between two persons" in place.panel.about.text()
    before = consensus(team)
    press(place, Qt.Key.Key_A)
    assert consensus(team) == before


def test_rolled_up_codes_are_not_settled_and_the_panel_says_why(team, place):
    choose(place.scope.codes.menu(), "rolled up")
    press(place, Qt.Key.Key_N)
    assert "code by code" in place.panel.about.text()
    press(place, Qt.Key.Key_A)
    assert consensus(team) == []


# Folding -------------------------------------------------------------------------------------


def test_the_panel_folds_and_its_keys_with_it(team, place, qtbot):
    place.table.choose(team.same)
    told = []
    place.lower_half.panel_shown.connect(told.append)
    qtbot.mouseClick(place.reading.panel_shown, Qt.MouseButton.LeftButton)
    assert (place.panel.isVisible(), told) == (False, [False])
    assert place.reading.walk.isVisible()
    assert place.reading.said.isVisible()
    press(place, Qt.Key.Key_A)
    assert consensus(team) == []
    press(place, Qt.Key.Key_N)
    assert place.reading.walk.place() == "2 of 5"


def test_in_a_narrow_window_the_panel_is_folded_and_comes_under_the_words(team, session, qtbot):
    place = make_place(session, qtbot, NARROW)
    assert not place.panel.isVisible()
    assert place.table.isVisible()
    qtbot.mouseClick(place.reading.panel_shown, Qt.MouseButton.LeftButton)
    assert place.panel.isVisible()
    assert not place.table.isVisible()
    assert not place.scope.summary.isVisible()
    assert place.panel.y() > place.reading.y()
    qtbot.mouseClick(place.reading.panel_shown, Qt.MouseButton.LeftButton)
    assert place.table.isVisible()
    assert place.scope.summary.isVisible()
    place.forget_project()
