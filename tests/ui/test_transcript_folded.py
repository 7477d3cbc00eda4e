"""Stripes that find no room beside each other stand in one with their number."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from transcript_texts import INTERVIEW

from acting import NOTHING, click
from coder_gui.ui import theme
from coder_gui.ui.transcript.layers import Layer, divide
from coder_gui.ui.transcript.marks import Mark
from coder_gui.ui.transcript.packing import FOLD, MOST_NARROW, Passage, pack
from coder_gui.ui.transcript.transcript_view import TranscriptView

START = INTERVIEW.text.index("My son")
MARKS = [Mark(n, START, START + 90 + n, f"Code {n}", "blue") for n in range(1, 13)]


@pytest.fixture
def view(qtbot, qapp):
    theme.apply(qapp, "light")
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(854, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_transcript(INTERVIEW, MARKS)
    return made


def fold_of(view):
    """The stripe of several, and its middle at the top, in the viewport."""
    (column,) = view._columns()
    (stripe,) = [each for each in view._seen_stripes(column) if each.folded]
    rect = column.rect(stripe).translated(-view._scrolled())
    return stripe, QPoint(round(rect.center().x()), round(rect.top()) + 6)


def test_what_has_no_room_is_counted(view):
    stripe, _place = fold_of(view)
    stripes = view._seen_stripes(view._columns()[0])
    assert len(stripes) == 2 + (MOST_NARROW - 1) + 1
    assert len(stripe.folded) == 12 - 2 - (MOST_NARROW - 1)
    assert stripe.width == FOLD


def test_those_that_do_not_meet_are_not_folded_together():
    passages = [Passage(n, top, top + 30, "Hope") for top in (0, 100) for n in range(top, top + 9)]
    folds = [each.folded for each in pack(passages, [], 200, lambda _name, _width: 14)]
    assert [len(each) for each in folds if each] == [5, 5]


def test_clicks_on_it_choose_one_after_the_other(view):
    stripe, place = fold_of(view)
    low = place + QPoint(0, round(stripe.bottom - stripe.top) - 10)
    chosen = []
    view.mark_chosen.connect(chosen.append)
    click(view.viewport(), low)
    click(view.viewport(), low)
    assert chosen == list(stripe.folded[:2])


def test_it_opens_under_the_pointer_and_a_row_is_clicked(view, qtbot):
    stripe, place = fold_of(view)
    QTest.mouseMove(view.viewport(), place)
    qtbot.waitUntil(lambda: view._painted.hovered in stripe.folded)
    (column,) = view._columns()
    names = [f"Code {each}" for each in stripe.folded]
    rows = column._opened_rects(stripe, names)
    third = (rows[2].center() - view._scrolled()).toPoint()
    QTest.mouseMove(view.viewport(), third)
    assert view._painted.hovered == stripe.folded[2]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NOTHING, third)
    assert view.chosen() == stripe.folded[2]


def test_open_and_shut_leave_no_trace(view, qtbot):
    before = view.grab().toImage()
    stripe, place = fold_of(view)
    QTest.mouseMove(view.viewport(), place)
    qtbot.waitUntil(lambda: view._painted.hovered in stripe.folded)
    qtbot.waitUntil(lambda: view.grab().toImage() != before)
    QTest.mouseMove(view.viewport(), QPoint(300, view.viewport().height() - 10))
    qtbot.waitUntil(lambda: view._painted.hovered is None)
    assert view.grab().toImage() == before


def test_one_that_is_taken_away_leaves_the_fold(view):
    stripe, _place = fold_of(view)
    gone = stripe.folded[0]
    view.update_marks([], [gone])
    assert fold_of(view)[0].folded == stripe.folded[1:]


def test_underlined_words_have_no_tint_but_what_is_looked_at():
    layers = [Layer(0, 30, "a"), Layer(10, 40, "b", rank=2)]
    tints, underlines = divide(layers, least=1)
    assert [(tint.start, tint.end, tint.key) for tint in tints] == [(10, 40, "b")]
    assert {(line.start, line.end, line.key) for line in underlines} == {(0, 30, "a")}


def test_underlines_stand_in_place_of_bands(view):
    view.set_marks(MARKS[:1])
    banded = view.grab().toImage()
    view.set_underlined(True)
    lined = view.grab().toImage()
    assert lined != banded
    band = theme.tokens().page.name()
    unit = view._shown.to_units(START + 4)
    place = view._rect_of(unit, unit + 1).topLeft() + QPoint(0, 1)
    assert lined.pixelColor(place).name() == band != banded.pixelColor(place).name()
    view.choose(1)
    assert view.grab().toImage().pixelColor(place).name() != band
