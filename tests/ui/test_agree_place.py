"""The Agree place: scope, figures by code, and one text with two margins, as a person uses them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from coder_gui.domain.passages import union
from coder_gui.storage.segments import Passage
from coder_gui.ui import theme
from coder_gui.ui.agree.agree_place import AgreePlace
from coder_gui.ui.agree.agreement_table import AgreementTable
from coder_gui.ui.agree.figures import coefficient, percent
from coder_gui.ui.agree.table_columns import Column, Order
from coder_gui.ui.agree.two_margins import counted_text, split
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.chip import Chip
from filling import draft

THOUSAND = "word " * 200
TEXTS = {"Ada": THOUSAND, "Bea": THOUSAND[:500], "Cleo": "Nobody else read this."}


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def session(project, qapp):
    """The project in a session whose views are told of changes."""
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
    return made


class Pair:
    """Two coders with a theme, codes that they use alike or not, and two common transcripts.

    In “Both” 1,000 characters: 50 by both, 75 only by Mira, 75 only by Noor, 800 by neither.
    """

    def __init__(self, project, method="codebook"):
        self.project = project
        project.update_study(method=method)
        self.mira, self.noor = 1, project.add_coder("Noor")
        drafts = [draft(name, text) for name, text in TEXTS.items()]
        self.first, self.second, self.alone = project.import_transcripts(drafts).imported
        self.theme = project.add_code("A theme", kind="theme")
        self.both = project.add_code("Both", self.theme)
        self.only_a = project.add_code("Mine alone", self.theme)
        self.rare = project.add_code("Rare")
        self.unused = project.add_code("Unused")
        for coder in (self.mira, self.noor):
            project.assign(coder, (self.first, self.second))
        project.assign(self.mira, (self.alone,))
        project.open_comparison((self.mira, self.noor))
        self.code(self.both, self.mira, self.first, (0, 50, 10), (100, 175, 15))
        self.code(self.both, self.noor, self.first, (0, 50, 10), (200, 275, 15))
        self.code(self.only_a, self.mira, self.second, (0, 60, 10))
        self.code(self.rare, self.mira, self.first, (600, 640, 10))
        self.code(self.rare, self.noor, self.first, (600, 630, 10))

    def code(self, code, coder, transcript, *spans):
        """Code spans of text in pieces of a length."""
        self.project.apply_codes(
            [
                Passage(transcript, code, coder, at, at + length)
                for start, end, length in spans
                for at in range(start, end, length)
            ],
            "Coded",
        )


@pytest.fixture
def pair(project):
    return Pair(project)


def show(place, qtbot):
    place.show_project()
    with qtbot.waitExposed(place):
        place.show()
    return place


def row(place, code_id):
    index = place.table._items[code_id].index()
    return {column: index.siblingAtColumn(column).data() for column in Column}


def order(table: AgreementTable):
    found = []
    index = table.model().index(0, 0)
    while index.isValid():
        found.append(index.data())
        index = table.indexBelow(index)
    return found


def choose(chip: Chip, text: str):
    next(each for each in chip.menu().actions() if each.text().startswith(text)).trigger()


def shown_texts(widget):
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return " | ".join(label.text().replace("&nbsp;", " ") for label in labels)


def textures(place):
    found = {"agreed": [], "only_a": [], "only_b": []}
    for shade in place.reading.view._shades:
        found[shade.texture].append((shade.start, shade.end))
    return found


def marks(place, side):
    view = place.reading.view
    found = {m.id: m for point in range(len(THOUSAND)) for m in view.marks_at(point)}
    return sorted((m.start, m.end, m.name) for m in found.values() if m.side == side)


# Figures -------------------------------------------------------------------------------------


def test_figures_are_written_without_a_leading_zero_and_undefined_ones_as_a_dash():
    written = [coefficient(value) for value in (0.7851, -0.05, 1.0, 0.0, -0.001, None)]
    assert written == [".79", "−.05", "1.00", ".00", ".00", "–"]
    written = [percent(value) for value in (1.0, 0.9996, 0.85, 0.0004, 0.0, None)]
    assert written == ["100 %", "99 %", "85 %", "1 %", "0 %", "–"]


def test_interviewer_turns_that_are_left_out_are_neither_agreed_nor_disputed(pair, project):
    transcript = project.transcript(pair.second)
    assert counted_text(500, transcript.turns, True) == [(0, 500)]
    segments = project.segments(pair.second, (pair.mira, pair.noor))
    left = split(segments, (pair.mira, pair.noor), {pair.only_a}, [(0, 20), (40, 500)])
    assert union(left.only_a) == [(0, 20), (40, 60)]
    assert left.only_b == left.agreed == []


def test_the_table_shows_the_published_example(pair, place, qtbot):
    """1,000 characters, 50 both, 150 one only, 800 neither: 85 %, κ .31."""
    show(place, qtbot)
    pair.project.unassign(pair.noor, (pair.second,))
    line = list(row(place, pair.both).values())
    assert line[:7] == ["Both", "10", "10", "50", "75", "75", "800"]
    assert line[Column.AGREE : Column.AXIS] == ["85 %", "25 %", ".31", ".31"]


def test_what_is_undefined_is_a_dash_with_its_reason(pair, place, qtbot):
    show(place, qtbot)
    rare, unused = row(place, pair.rare), row(place, pair.unused)
    assert (rare[Column.KAPPA], rare[Column.ALPHA]) == ("–", "–")
    assert rare[Column.FLAGS] == "Rare: 4 and 3"
    assert (unused[Column.KAPPA], unused[Column.FLAGS]) == ("–", "Not used")
    index = place.table._items[pair.unused].index().siblingAtColumn(Column.KAPPA)
    assert "Neither coder used this code" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_one_coder_alone_and_one_who_codes_far_more_are_flagged(pair, place, qtbot):
    pair.code(pair.only_a, pair.mira, pair.first, (300, 310, 10))
    pair.code(pair.both, pair.mira, pair.second, (100, 170, 10))
    show(place, qtbot)
    assert row(place, pair.only_a)[Column.FLAGS] == "Only A"
    assert row(place, pair.only_a)[Column.KAPPA] == ".00"
    assert row(place, pair.both)[Column.FLAGS] == "A codes 1.7 × B"


def test_a_code_in_too_few_transcripts_is_rare(pair, place, qtbot):
    more = pair.project.import_transcripts([draft("Dora", THOUSAND[:300])]).imported
    for coder in (pair.mira, pair.noor):
        pair.project.assign(coder, more)
    show(place, qtbot)
    line = row(place, pair.both)
    assert (line[Column.FLAGS], line[Column.KAPPA]) == ("Rare: 1 transcript", "–")


def test_the_summary_counts_scored_and_unscored_codes(pair, place, qtbot):
    pair.code(pair.both, pair.mira, pair.second, (100, 110, 10))
    pair.code(pair.only_a, pair.mira, pair.first, (300, 310, 10))
    show(place, qtbot)
    words = shown_texts(place.scope)
    assert "Pooled κ" in words
    assert place.scope.scale.accessibleName() == "Reading scale: Krippendorff"
    assert '<span style="font-weight:600">2 of 2</span>' in words
    assert "(2 not used, 1 rare)" in words or "(1 rare, 2 not used)" in words


# Scope ---------------------------------------------------------------------------------------


def test_rolled_up_a_theme_has_the_figures_of_its_branch(pair, place, qtbot):
    show(place, qtbot)
    assert row(place, pair.theme)[Column.BOTH] == "0"
    choose(place.scope.codes, "rolled up")
    assert row(place, pair.theme)[Column.BOTH] == "50"
    assert row(place, pair.theme)[Column.ONLY_A] == "135"
    assert place.scope.codes.accessibleName() == "Codes: rolled up to themes"


def test_leaving_out_the_interviewer_takes_that_text_away(place, project, qtbot):
    noor = project.add_coder("Noor")
    (only,) = project.import_transcripts([draft("Anna")]).imported
    code = project.add_code("Code")
    question = project.text(only).index("How did")
    project.apply_code(only, code, question, question + 7)
    project.assign(noor, (only,))
    project.open_comparison((1, noor))
    project.update_study(method="codebook")
    show(place, qtbot)
    assert row(place, code)[Column.ONLY_A] == "7"
    choose(place.scope.turns, "left out")
    assert row(place, code)[Column.ONLY_A] == "0"
    assert row(place, code)[Column.FLAGS] == "Not used"
    place.table.choose(code)
    assert place.reading.walk.place() == "No disagreement"
    assert textures(place)["only_a"] == []


def test_choosing_the_other_coder_swaps_the_two(pair, place, qtbot):
    show(place, qtbot)
    assert place.scope.a.accessibleName() == "A: Mira"
    choose(place.scope.a, "Noor")
    assert place.scope.a.accessibleName() == "A: Noor"
    assert place.scope.b.accessibleName() == "B: Mira"
    assert row(place, pair.only_a)[Column.ONLY_B] == "60"


def test_only_common_transcripts_are_listed_and_one_is_opened_from_the_menu(pair, place, qtbot):
    show(place, qtbot)
    assert place.scope.texts.accessibleName() == "Read: 2 double-coded"
    assert [a.text() for a in place.scope.texts.menu().actions()] == ["Ada", "Bea"]
    place.table.choose(pair.only_a)
    assert [a.text() for a in place.scope.texts.menu().actions()] == ["Ada", "Bea\t6 in dispute"]
    choose(place.scope.texts, "Ada")
    assert "Ada" in shown_texts(place.reading)
    assert len(place.reading.view.toPlainText()) == len(THOUSAND)


def test_lines_are_ordered_by_head_and_by_menu(pair, place, qtbot):
    pair.code(pair.both, pair.mira, pair.second, (100, 110, 10))
    pair.code(pair.only_a, pair.mira, pair.first, (300, 310, 10))
    show(place, qtbot)
    tree = ["A theme", "Both", "Mine alone", "Rare", "Unused"]
    assert order(place.table) == tree
    choose(place.scope.order, "most text in dispute")
    assert order(place.table)[:2] == ["Both", "Mine alone"]
    place.table.header().sectionClicked.emit(Column.KAPPA)
    assert order(place.table)[:2] == ["Mine alone", "Both"]
    assert place.scope.order.accessibleName() == "Order: lowest κ first"
    place.table.header().sectionClicked.emit(Column.CODE)
    assert order(place.table) == tree
    assert place.table.order() == Order.CODEBOOK


# Reading -------------------------------------------------------------------------------------


def test_without_a_code_both_coders_segments_stand_in_their_margins(pair, place, qtbot):
    show(place, qtbot)
    assert {name for _s, _e, name in marks(place, "left")} == {"Both", "Rare"}
    assert len(marks(place, "left")) == 14
    assert len(marks(place, "right")) == 13
    assert "A, Mira, at the left; B, Noor, at the right" in place.reading.about.text()
    assert not place.reading.legend.isVisible()


def test_a_chosen_code_is_shown_agreed_only_a_and_only_b(pair, place, qtbot):
    show(place, qtbot)
    place.table.choose(pair.both)
    assert textures(place) == {"agreed": [(0, 50)], "only_a": [(100, 175)], "only_b": [(200, 275)]}
    assert marks(place, "left")[0] == (0, 10, "A  2 words")
    assert marks(place, "right")[-1] == (260, 275, "B  3 words")
    assert place.reading.legend.isVisible()
    qtbot.keyClick(place.table, Qt.Key.Key_Escape)
    assert textures(place) == {"agreed": [], "only_a": [], "only_b": []}
    assert len(marks(place, "left")) == 14


def test_n_and_p_walk_the_disagreements_through_all_transcripts(pair, place, qtbot):
    pair.code(pair.both, pair.noor, pair.second, (10, 20, 10))
    show(place, qtbot)
    place.table.choose(pair.both)
    assert place.reading.walk.place() == "1 of 11"
    assert place.reading.view.framed() == (100, 115)
    for _time in range(10):
        qtbot.keyClick(place.table, Qt.Key.Key_N)
    assert place.reading.walk.place() == "11 of 11"
    assert "Bea" in shown_texts(place.reading)
    qtbot.mouseClick(place.reading.walk.next, Qt.MouseButton.LeftButton)
    assert place.reading.walk.place() == "1 of 11"
    assert "Ada" in shown_texts(place.reading)
    qtbot.keyClick(place.reading.view, Qt.Key.Key_P)
    assert place.reading.walk.place() == "11 of 11"


def test_choosing_a_code_goes_to_the_first_transcript_that_has_a_disagreement(pair, place, qtbot):
    show(place, qtbot)
    with qtbot.waitSignal(place.facts_changed) as told:
        place.table.choose(pair.only_a)
    assert "Bea" in shown_texts(place.reading)
    assert told.args == ["6 disagreements in 1 transcript"]


def test_the_selected_lines_are_copied_as_a_table(pair, place, qtbot):
    show(place, qtbot)
    place.table.choose(pair.both)
    qtbot.keyClick(place.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard().mimeData()
    head, line = clipboard.text().splitlines()
    assert head.split("\t")[:3] == ["Code", "Segments A", "Segments B"]
    assert line.split("\t")[:6] == ["Both", "10", "10", "50", "75", "75"]
    assert "<th>Cohen’s κ</th>" in clipboard.html()
    place.table.clear_choice()
    qtbot.keyClick(place.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 6


# Changes, methods, empty states --------------------------------------------------------------


def test_a_step_is_taken_up_where_it_is_seen_and_later_where_it_is_not(pair, place, qtbot):
    show(place, qtbot)
    place.table.choose(pair.both)
    for _time in range(5):
        qtbot.keyClick(place.table, Qt.Key.Key_N)
    pair.code(pair.both, pair.noor, pair.first, (100, 175, 15))
    assert row(place, pair.both)[Column.BOTH] == "125"
    assert (place.reading.walk.place(), place.table.current_code()) == ("1 of 5", pair.both)
    place.hide()
    compared = place.study
    pair.project.undo()
    assert place.study is compared
    place.show()
    assert row(place, pair.both)[Column.BOTH] == "50"


def test_a_deleted_code_is_no_longer_looked_at(pair, place, qtbot):
    show(place, qtbot)
    place.table.choose(pair.both)
    pair.project.delete_codes([pair.both])
    assert "Both" not in order(place.table)
    assert place.reading.about.text().startswith("All codes")


def test_a_reflexive_study_is_read_side_by_side_until_figures_are_asked_for(project, place, qtbot):
    pair = Pair(project, "reflexive")
    show(place, qtbot)
    assert not place.table.isVisible()
    assert "comparison" not in vars(place.study), "no score is even computed"
    assert "κ" not in shown_texts(place)
    choose(place.scope.code, "    Both")
    assert textures(place)["agreed"] == [(0, 50)]
    qtbot.mouseClick(place.scope.show_figures, Qt.MouseButton.LeftButton)
    assert place.table.isVisible()
    assert place.table.current_code() == pair.both
    assert "Pooled κ" in shown_texts(place)
    qtbot.mouseClick(place.scope.hide_figures, Qt.MouseButton.LeftButton)
    assert not place.table.isVisible()
    place.show_project()
    assert place.scope.show_figures.isVisible()


def test_one_coder_learns_how_to_add_the_second(project, place, qtbot):
    show(place, qtbot)
    assert place.too_few.isVisible()
    assert "“Coding as …” at the top right" in shown_texts(place)
    assert not place.scope.isVisible()
    project.add_coder("Noor")
    assert place.nothing_common.isVisible()
    assert place.scope.b.accessibleName() == "B: Noor"


def test_the_table_keeps_names_and_figures_in_a_narrow_window(pair, place, qtbot):
    place.resize(794, 560)
    show(place, qtbot)
    assert place.width() <= 794
    table = place.table
    assert table.isColumnHidden(Column.NEITHER)
    shown = [column for column in Column if not table.isColumnHidden(column)]
    assert {Column.KAPPA, Column.ALPHA, Column.ON_CODED, Column.FLAGS} <= set(shown)
    assert sum(table.columnWidth(column) for column in shown) <= table.viewport().width()
