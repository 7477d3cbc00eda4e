"""What keys do in the reader, done by mouse alone; and what the mouse does, by keys alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from acting import (
    NOTHING,
    click,
    coded,
    drag_over,
    focused,
    look,
    marked,
    middle_of,
    press,
    write,
)

LATE = "the bus was late"
SENTENCE = "I had been up since five, and the bus was late again."


@pytest.fixture
def reader(window, study):
    return window.code_place.reader


@pytest.fixture
def anna(study):
    return lambda: coded(study.project, study.transcripts[0])


@pytest.fixture
def late(reader, study):
    """The segment about the bus, chosen by a click."""
    place = middle_of(reader.view, study.span(study.transcripts[0], LATE)[0] + 5)
    click(reader.view.viewport(), place)
    return study.segments[0]


@pytest.fixture
def clipboard(qapp):
    """Emptied afterwards: Qt's offscreen platform crashes at exit on data made in Python."""
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def segment(study, number=0):
    return study.project.segments_by_id([study.segments[number]])[0]


def choose_line(window, title, text):
    """Open a menu of the bar by a click, and click one of its lines."""
    bar = window.title_bar.menus
    top = next(each for each in bar.actions() if each.text().replace("&", "") == title)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NOTHING, bar.actionGeometry(top).center())
    look()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    line = next(each for each in menu.actions() if each.text().replace("&", "") == text)
    assert line.isEnabled()
    place = menu.actionGeometry(line).center()
    # A menu takes no click before the pointer has moved in it.
    for each in (menu.rect().topLeft() + QPoint(3, 3), place):
        QTest.mouseMove(menu, each)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, NOTHING, place)
    look()


# By mouse ------------------------------------------------------------------------------------


def test_in_vivo_by_mouse(window, reader, study, anna):
    drag_over(reader.view, *study.span(study.transcripts[0], "up since five"))
    choose_line(window, "Segment", "Code in vivo: the words are the code")
    assert ("up since five", "up since five") in anna()


def test_repeat_by_mouse(window, reader, study, anna):
    study.project.set_shortcut(study.forms, 2)
    drag_over(reader.view, *study.span(study.transcripts[0], "since five"))
    press("2")
    drag_over(reader.view, *study.span(study.transcripts[0], "stubborn"))
    choose_line(window, "Codes", "Repeat the last code")
    assert ("Forms", "stubborn") in anna()


def test_spreading_and_back_by_mouse(window, late, anna):
    choose_line(window, "Segment", "Extend to the sentence, paragraph, turn")
    assert ("Nobody there", SENTENCE) in anna()
    choose_line(window, "Segment", "Extend less")
    assert ("Nobody there", LATE) in anna()


def test_signs_and_stance_by_mouse(window, late, study):
    choose_line(window, "Segment", "Good quote")
    choose_line(window, "Segment", "Unsure")
    choose_line(window, "Segment", "Next stance")
    found = segment(study)
    assert (found.good_quote, found.unsure, found.stance) == (True, True, "for")


def test_going_to_what_is_unsure_by_mouse(window, reader, study):
    study.project.mark_segment(study.segments[1], unsure=True)
    choose_line(window, "Segment", "Next unsure segment")
    assert reader.view.chosen() == study.segments[1]


def test_a_quote_by_mouse(window, late, clipboard):
    choose_line(window, "Segment", "Copy the quote with its label")
    assert clipboard.text() == "“the bus was late” (Anna)"


def test_taking_a_code_off_by_mouse(window, late, anna):
    choose_line(window, "Codes", "Remove the code from the passage")
    assert ("Nobody there", LATE) not in anna()


def test_the_palette_by_mouse(window, reader, study, anna):
    drag_over(reader.view, *study.span(study.transcripts[0], "since five"))
    choose_line(window, "Codes", "Code the selected words…")
    picker = reader.picker
    assert picker.isVisible()
    model = picker._list.model()
    index = next(
        model.index(place, 0)
        for place in range(model.rowCount())
        if model.index(place, 0).data().startswith("Forms")
    )
    click(picker._list.viewport(), picker._list.visualRect(index).center())
    assert ("Forms", "since five") in anna()


def test_uncoded_stretches_by_mouse(window, reader, study):
    study.project.remove_segment(study.segments[0])
    study.project.remove_segment(study.segments[1])
    found = study.project.uncoded_stretches(study.transcripts[0])
    assert len(found) > 1
    choose_line(window, "Codes", "Next uncoded stretch")
    assert reader.view.selection() == found[0]
    choose_line(window, "Codes", "Previous uncoded stretch")
    assert reader.view.selection() == found[-1], "around the beginning"


def test_a_comment_is_begun_by_mouse(window, late, study):
    choose_line(window, "Segment", "Comment…")
    assert focused().accessibleName() == "Comment"


# By keys -------------------------------------------------------------------------------------


def test_stances_by_keys(window, late, study):
    seen = []
    for _ in range(4):
        press("S")
        seen.append(segment(study).stance)
    assert seen == ["for", "against", "mixed", None]
    assert window.status.text() == "Cleared a stance"
    press("Ctrl+Z")
    assert segment(study).stance == "mixed"


def test_a_comment_by_keys_and_back_to_the_words(window, reader, late, study):
    press("A")
    assert focused().accessibleName() == "Comment"
    write("She laughs.")
    press("Ctrl+Return")
    assert segment(study).comment == "She laughs."
    press("Esc")
    assert focused() is reader.view
    assert segment(study).comment == "She laughs."
    assert reader.view.chosen() == late


def test_a_comment_in_a_narrow_window_opens_the_inspector(window, reader, late, study):
    window.resize(700, 700)
    look()
    assert not window.code_place.inspector.isVisible()
    reader.view.setFocus()
    press("A")
    assert window.code_place.inspector.isVisible()
    assert focused().accessibleName() == "Comment"


@pytest.mark.parametrize("key", ["S", "A"])
def test_without_a_chosen_segment_keys_say_what_to_do(window, reader, study, key):
    reader.view.setFocus()
    press(key)
    assert window.status.text().startswith("Click a coded passage first, then")


def by_name(words):
    """Carry a command out by its name."""
    press("Ctrl+Shift+P")
    write(words)
    look()
    press("Return")
    look()


def test_what_is_shown_is_chosen_by_keys(window, reader, study):
    study.project.annotate_segment(study.segments[1], "", "against")
    reader.view.setFocus()
    by_name("show segments")
    menu = QApplication.activePopupWidget()
    assert menu is reader.showing._menu
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().text() == "Against":
            break
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert [mark.id for mark in reader.view._marks] == [study.segments[1]]
    assert reader.showing.chip.value() == "against"


def test_underlines_are_chosen_by_keys_and_by_mouse(window, reader, study):
    reader.view.setFocus()
    by_name("underlines")
    assert reader.view.is_underlined
    choose_line(window, "View", "Underlines instead of bands")
    assert not reader.view.is_underlined


def test_a_walk_by_tab_lights_band_and_stripe_up(reader, study):
    reader.view.setFocus()
    plain = reader.view.viewport().grab().toImage()
    press("Tab")
    chosen = reader.view.chosen()
    assert chosen in study.segments
    lit = reader.view.viewport().grab().toImage()
    mark = reader.view._marks.get(chosen)
    place = middle_of(reader.view, mark.start)
    assert lit.pixel(place.x() - 2, place.y() - 9) != plain.pixel(place.x() - 2, place.y() - 9)
    column = reader.view._columns()[0]
    stripe = next(s for s in reader.view._seen_stripes(column) if chosen in s.ids)
    rect = column.rect(stripe).translated(-reader.view._scrolled()).toRect()
    corner = rect.bottomRight()
    assert lit.pixel(corner.x() - 4, corner.y() - 3) != plain.pixel(corner.x() - 4, corner.y() - 3)
    assert marked(reader.view)
