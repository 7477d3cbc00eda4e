"""The Agree place beyond two coders and characters: scope, intervals, confusion, walking."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from coder_gui.domain.agreement.confusion_matrix import confusion_matrix
from coder_gui.domain.agreement.reading_scales import KRIPPENDORFF, LANDIS_KOCH
from coder_gui.ui import theme
from coder_gui.ui.agree import pair_study
from coder_gui.ui.agree.agree_place import AgreePlace
from coder_gui.ui.agree.figures import between, coefficient
from coder_gui.ui.agree.several import TranscriptChoice
from coder_gui.ui.agree.table_columns import ALPHA, INTERVAL, TRANSCRIPT, Column
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
def place(session, qtbot):
    made = AgreePlace(session)
    qtbot.addWidget(made)
    session.changed.connect(made.take_up)
    made.resize(1400, 900)
    yield made
    made.forget_project()


@pytest.fixture
def team(project):
    return Team(project)


def show(place, qtbot):
    place.show_project()
    with qtbot.waitExposed(place):
        place.show()
    return place


def row(place, code_id):
    index = place.table._items[code_id].index()
    return {column: index.siblingAtColumn(column).data() for column in Column}


def cell(place, code_id, column, role=Qt.ItemDataRole.DisplayRole):
    return place.table._items[code_id].index().siblingAtColumn(column).data(role)


def choose(chip, text):
    next(each for each in chip.menu().actions() if each.text().strip().startswith(text)).trigger()


def drawn(place, qtbot):
    qtbot.waitUntil(lambda: not place.scores.drawing.is_running, timeout=30_000)


# Scope ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "both", "only_a", "neither"),
    [
        ("paragraphs", "4", "4", "0"),
        ("turns", "4", "4", "0"),
        ("transcripts", "4", "0", "0"),
        ("segments, overlap of 50 %", "4", "4", "–"),
        ("segments, the same ends", "3", "5", "–"),
    ],
)
def test_every_unit_is_counted(team, place, qtbot, unit, both, only_a, neither):
    show(place, qtbot)
    choose(place.scope.unit, unit)
    line = row(place, team.same)
    assert (line[Column.BOTH], line[Column.ONLY_A], line[Column.NEITHER]) == (both, only_a, neither)
    assert place.table._heads.unit in unit
    words = place.table.model().headerData(Column.BOTH, Qt.Orientation.Horizontal)
    assert words == f"Both ({place.table._heads.unit})"


def test_between_segments_there_is_no_kappa_and_the_reason_is_said(team, place, qtbot):
    show(place, qtbot)
    choose(place.scope.unit, "segments, overlap of 50 %")
    line = row(place, team.same)
    assert (line[Column.KAPPA], line[Column.ALPHA]) == ("–", "–")
    assert line[Column.FLAGS] == "A codes 2.0 × B"
    assert line[Column.ON_CODED] == "50 %"
    assert "no “neither”" in cell(place, team.same, Column.KAPPA, Qt.ItemDataRole.ToolTipRole)
    assert not place.scores.drawing.is_running


def test_the_interviewer_can_be_left_out_also_side_by_side(team, place, qtbot):
    show(place, qtbot)
    assert row(place, team.same)[Column.ONLY_A] == "200"
    choose(place.scope.turns, "left out")
    assert row(place, team.same)[Column.ONLY_A] == "40"
    team.project.update_study(method="reflexive")
    assert not place.table.isVisible()
    assert place.scope.turns.isVisible()
    place.walking.choose_code(team.same)
    assert place.reading.walk.place() == "1 of 1"
    choose(place.scope.turns, "counted")
    assert len(place.walking.walk) == 5
    assert "comparison" not in vars(place.study)


def test_only_a_branch_is_compared(team, place, qtbot):
    show(place, qtbot)
    choose(place.scope.branch, "A theme")
    assert [*place.table._items] == [team.theme, team.same, team.hope]
    assert place.scope.branch.accessibleName() == "Theme: A theme"
    assert {stop.component.code_id for stop in place.walking.walk} == {team.same, team.hope}
    team.project.delete_codes([team.theme])
    assert place.scope.branch.accessibleName() == "Theme: all"


def test_transcripts_are_narrowed_to_a_group_or_to_chosen_ones(team, place, qtbot):
    team.project.put_in_group([team.project.transcripts()[0].participant_id], "Carers")
    show(place, qtbot)
    choose(place.scope.where, "Carers")
    assert row(place, team.same)[Column.BOTH] == "60"
    assert [*place.study.transcripts] == [team.talks[0]]
    choose(place.scope.where, "Choose transcripts…")
    dialog = place.findChild(TranscriptChoice)
    assert dialog.ticked() == (team.talks[0],)
    for n, state in enumerate((Qt.CheckState.Unchecked, Qt.CheckState.Checked)):
        dialog.list.item(n).setCheckState(state)
    dialog.accept()
    assert place.scope.where.accessibleName() == "Transcripts: 1 transcript"
    assert row(place, team.same)[Column.BOTH] == "100"
    choose(place.scope.where, "all in common")
    assert row(place, team.same)[Column.BOTH] == "360"


def test_nothing_ticked_compares_nothing(qtbot, qapp):
    dialog = TranscriptChoice([(1, "Ada"), (2, "Bea")], [2])
    qtbot.addWidget(dialog)
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog._take.isEnabled()
    told = []
    dialog.chosen.connect(told.append)
    dialog.accept()
    assert told == []


# Three coders --------------------------------------------------------------------------------


def test_a_third_coder_adds_segments_alpha_over_all_and_pairs(team, place, qtbot):
    show(place, qtbot)
    assert row(place, team.same)[Column.OTHERS] == ""
    of_two = row(place, team.same)[Column.ALPHA]
    choose(place.scope.others, "Petra")
    assert place.scope.others.accessibleName() == "And: Petra"
    assert row(place, team.same)[Column.OTHERS] == "2"
    assert not place.table.isColumnHidden(Column.OTHERS)
    assert row(place, team.same)[Column.ALPHA] != of_two
    assert row(place, team.same)[Column.BOTH] == "360"
    assert any("not assigned the same" in each for each in place.scope.summary.cautions())
    assert place.scope.summary._pooled.text().startswith("Pooled κ, A and B ")
    place.scope.summary.view_chosen.emit("pairs")
    pairs = place.upper.pairs
    found = place.study.comparison
    assert pairs.item(0, 1).text() == coefficient(found.pair(team.mira, team.noor).pooled_kappa)
    assert pairs.item(0, 0).text() == ""
    assert pairs.item(0, 2).toolTip().startswith("Mira and Petra: pooled κ ")
    assert pairs.item(0, 2).toolTip().endswith("on 2 transcripts")


def test_a_cell_of_the_pairs_chooses_who_is_read(team, place, qtbot):
    show(place, qtbot)
    choose(place.scope.others, "Petra")
    place.scope.summary.view_chosen.emit("pairs")
    place.upper.pairs.cellClicked.emit(2, 0)
    assert place.scope.a.accessibleName() == "A: Petra"
    assert place.scope.b.accessibleName() == "B: Mira"
    assert place.scope.others.accessibleName() == "And: Noor"
    assert len(place.study.transcripts) == 2


# Figures -------------------------------------------------------------------------------------


def test_intervals_come_when_they_are_ready(team, place, qtbot):
    show(place, qtbot)
    team.code(team.same, team.noor, team.talks[0], 30, 60)
    drawn(place, qtbot)
    interval = place.scores.intervals[0].alpha[team.same]
    assert cell(place, team.same, Column.AXIS, INTERVAL) == (interval.low, interval.high)
    assert cell(place, team.same, Column.AXIS) == between(interval)
    pooled = place.scores.intervals[0].pooled_kappa
    assert between(pooled) in place.scope.summary._pooled.text()
    assert "Krippendorff: " in cell(place, team.same, Column.AXIS, Qt.ItemDataRole.ToolTipRole)


def test_a_change_ends_the_drawing_of_intervals(team, place, qtbot):
    show(place, qtbot)
    begun = place.scores.drawing._task
    choose(place.scope.codes, "rolled up")
    assert begun is None or begun.progress.is_cancelled
    drawn(place, qtbot)
    assert cell(place, team.theme, Column.AXIS, INTERVAL) is not None


def test_a_reading_scale_is_chosen_and_marks_the_axis(team, place, qtbot):
    show(place, qtbot)
    assert place.table._heads.scale is KRIPPENDORFF
    choose(place.scope.scale, "Landis")
    assert place.table._heads.scale is LANDIS_KOCH
    assert "Codes with α up to .60" in place.scope.summary._below.text()
    said = cell(place, team.same, Column.AXIS, Qt.ItemDataRole.AccessibleTextRole)
    alpha = cell(place, team.same, Column.AXIS, ALPHA)
    assert said.endswith(f"Landis & Koch: {LANDIS_KOCH.words(alpha)}")


@pytest.mark.parametrize(
    ("value", "krippendorff", "landis"),
    [
        (0.8, "reliable", "substantial"),
        (0.81, "reliable", "almost perfect"),
        (0.667, "for tentative conclusions", "substantial"),
        (0.6, "below .667", "moderate"),
        (0.0, "below .667", "slight"),
        (-0.1, "below .667", "poor"),
    ],
)
def test_scales_call_coefficients_as_published(value, krippendorff, landis):
    assert KRIPPENDORFF.words(value) == krippendorff
    assert LANDIS_KOCH.words(value) == landis


def test_further_columns_are_shown_if_asked_for(team, place, qtbot):
    show(place, qtbot)
    assert place.table.isColumnHidden(Column.AC1)
    choose(place.scope.columns, "Gwet")
    assert not place.table.isColumnHidden(Column.AC1)
    assert place.table.isColumnHidden(Column.PI)
    found = next(c for c in place.study.pair.codes if c.code_id == team.same)
    assert row(place, team.same)[Column.AC1] == coefficient(found.ac1)
    assert place.scope.columns.accessibleName() == "More columns: Gwet’s AC1"


def test_a_line_opens_transcript_by_transcript(team, place, qtbot):
    show(place, qtbot)
    place.table.choose(team.same)
    qtbot.keyClick(place.table, Qt.Key.Key_Return)
    item = place.table._items[team.same]
    assert [item.child(n).text() for n in range(item.rowCount())] == [*place.study.names.values()]
    first = [item.child(0, column).text() for column in Column][: Column.NEITHER]
    assert first[1:] == ["2", "1", "60", "80", "0"]
    qtbot.keyClick(place.table, Qt.Key.Key_Down)
    qtbot.keyClick(place.table, Qt.Key.Key_Down)
    assert item.child(1).data(TRANSCRIPT) == team.talks[1]
    assert place.walking.transcript == team.talks[1]
    assert place.walking.code == team.same
    choose(place.scope.codes, "rolled up")
    place.table.choose(team.theme)
    qtbot.keyClick(place.table, Qt.Key.Key_Return)
    theme_item = place.table._items[team.theme]
    assert theme_item.rowCount() == 4 + 2
    assert theme_item.child(4).text() == "Same"
    qtbot.keyClick(place.table, Qt.Key.Key_Return)
    assert theme_item.rowCount() == 2


def test_a_large_comparison_is_made_beside_the_window(team, place, qtbot, monkeypatch):
    monkeypatch.setattr(pair_study, "LARGE", 3)
    monkeypatch.setattr(pair_study, "LARGE_WALK", 3)
    begun = []
    monkeypatch.setattr(place.scores.computing, "begin", lambda *given: begun.append(given))
    show(place, qtbot)
    assert not place.upper.isEnabled()
    assert "comparison" not in vars(place.study)
    ((work, done),) = begun
    done(work(None))
    assert place.upper.isEnabled()
    assert row(place, team.same)[Column.BOTH] == "360"
    qtbot.waitUntil(lambda: len(place.walking.walk) == 13)
    place.table.choose(team.same)
    assert place.reading.walk.place() == "1 of 5"


# Confusion -----------------------------------------------------------------------------------


def test_a_cell_of_the_confusion_opens_its_passages(team, place, qtbot):
    show(place, qtbot)
    place.scope.summary.view_chosen.emit("confusion")
    heat = place.upper.confusion.map
    codes = heat.rows.matrix.codes
    assert codes == (team.hope, team.trust, None)
    assert heat.rows.index(0, 1).data() == "120"
    assert heat.rows.index(1, 0).data() == heat.rows.index(0, 0).data() == ""
    heat.setFocus()
    heat.setCurrentIndex(heat.rows.index(0, 0))
    qtbot.keyClick(heat, Qt.Key.Key_Right)
    assert place.walking.cell == (team.hope, team.trust)
    assert place.reading.walk.place() == "1 of 4"
    assert place.reading.view.framed() == (821, 850)
    assert place.reading.about.text() == "A: “Hope”; B: “Trust”"
    names = {mark.name for mark in place.reading.view._marks}
    assert {name.split(" · ")[1] for name in names} == {"Hope", "Trust"}
    said = heat.rows.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert said == "120 characters: A gave “Hope”, B “Trust”"


@pytest.mark.parametrize("rolled_up", [False, True])
def test_the_passages_of_every_cell_add_up_to_its_number(team, place, qtbot, rolled_up):
    show(place, qtbot)
    place.choices.set(rolled_up=rolled_up)
    found = place.study.comparison.confusion[place.study.coders]
    off_diagonal = {each: n for each, n in found.items() if each[0] != each[1]}
    assert off_diagonal
    for each, number in off_diagonal.items():
        stops = place.study.confused(each)
        assert sum(stop.end - stop.start for stop in stops) == number, each


def test_only_confused_codes_are_in_the_matrix_and_uncoded_text_outshines_nothing():
    found = confusion_matrix({(1, 1): 90, (1, 2): 10, (1, None): 500, (3, None): 7}, [3, 2, 1])
    assert found.codes == (2, 1, None)
    assert found.cells == ((0, 0, 0), (10, 0, 500), (0, 0, 0))
    assert (found.strongest, found.shade(1, 0), found.shade(1, 2)) == (10, 1.0, 0.0)
    assert found.between_codes() == [(10, 1, 2)]
    assert confusion_matrix({(1, None): 5}, [1]).codes == ()


def test_without_confusion_the_page_says_so(team, place, qtbot):
    show(place, qtbot)
    choose(place.scope.branch, "A theme")
    place.scope.summary.view_chosen.emit("confusion")
    assert not place.upper.confusion.map.isVisible()
    assert "Nowhere did one coder" in place.upper.confusion._read.text()


# Walking -------------------------------------------------------------------------------------


def test_the_walk_stops_at_one_kind_only(team, place, qtbot):
    show(place, qtbot)
    assert place.reading.walk.place() == "13 disagreements"
    qtbot.keyClick(place.reading.view, Qt.Key.Key_N)
    assert place.reading.walk.place() == "1 of 13"
    assert place.reading.said.text() == "Same: only A"
    place.table.choose(team.same)
    choose(place.reading.kinds, "same passage, other ends\t1")
    assert place.reading.walk.place() == "1 of 1"
    assert place.reading.said.text() == "Same passage, other ends, overlap .60"
    choose(place.reading.kinds, "all kinds")
    assert place.reading.walk.place() == "1 of 5"
    place.table.choose(team.hope)
    assert place.reading.said.text() == "B gave “Trust” instead"
    assert [a.text() for a in place.reading.kinds.menu().actions()] == [
        "all kinds",
        "another code\t4",
    ]
