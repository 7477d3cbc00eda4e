"""The palette at the selection: from a passage to its code without a dialog."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from acting import (
    choose_row,
    click,
    coded,
    drag_over,
    focused,
    marked,
    offered,
    pointed_at,
    press,
    settle,
    write,
)
from coder_gui.ui.codebook.code_picker import RIM
from filling import draft

WORDS = "I had been up since five"


@pytest.fixture
def reader(window, study):
    """The reader with a sentence selected by the mouse."""
    pane = window.code_place.reader
    drag_over(pane.view, *study.span(study.transcripts[0], WORDS))
    return pane


@pytest.fixture
def picker(reader):
    press("Return")
    assert reader.picker.isVisible()
    return reader.picker


@pytest.fixture
def anna(study):
    """What is coded in Anna’s transcript."""
    return lambda: coded(study.project, study.transcripts[0])


def test_it_says_what_it_is_for_and_lists_all_codes(picker):
    assert picker._purpose.text() == "Assign to 6 words"
    assert offered(picker) == [
        "All codes",
        "Being alone",
        "Nobody there – Being alone",
        "Help given – Being alone",
        "Forms",
    ]
    assert pointed_at(picker) == "Being alone"


def test_arrows_move_over_codes_and_not_onto_headings(picker, anna):
    press("Down", "Down")
    assert pointed_at(picker) == "Help given – Being alone"
    press("Up", "Up", "Up")
    assert pointed_at(picker) == "Being alone"
    press("PgDown", "Return")
    assert ("Forms", WORDS) in anna()


def test_a_few_letters_and_enter_code_the_passage(window, reader, picker, anna):
    write("fo")
    press("Return")
    assert not picker.isVisible()
    assert ("Forms", WORDS) in anna()
    assert ("Forms", WORDS) in marked(reader.view)
    assert window.status.text() == "Coded 6 words as “Forms”"
    assert reader.view.selection() is None
    assert focused() is reader.view


def test_case_accents_and_order_of_words_do_not_matter(picker):
    picker.type_text("THÉRE nob")
    assert pointed_at(picker) == "Nobody there – Being alone"


def test_words_of_the_path_find_a_code_too(picker):
    write("alone help")
    assert pointed_at(picker) == "Help given – Being alone"


def test_ctrl_enter_stays_open_and_codes_twice(picker, reader, anna):
    write("fo")
    press("Ctrl+Return")
    assert picker.isVisible()
    assert picker._field.text() == ""
    write("help")
    press("Ctrl+Return")
    press("Escape")
    assert not picker.isVisible()
    assert [name for name, words in anna() if words == WORDS] == ["Forms", "Help given"]
    assert focused() is reader.view


def test_escape_changes_nothing_and_gives_words_and_keys_back(picker, reader, study, anna):
    before, caret = anna(), reader.view.caret()
    write("fo")
    press("Escape")
    assert not picker.isVisible()
    assert anna() == before
    assert reader.view.selection() == study.span(study.transcripts[0], WORDS)
    assert reader.view.caret() == caret
    assert focused() is reader.view
    press("C")
    assert picker.isVisible()
    assert picker._field.text() == ""


def test_a_new_name_is_created_at_the_top(picker, study, anna):
    write("Tired")
    assert offered(picker) == ["Create “Tired” – at the top · Tab for another place"]
    press("Return")
    assert ("Tired", WORDS) in anna()
    code = list(study.project.codebook())[-1]
    assert (code.name, code.parent_id, code.kind) == ("Tired", None, "code")


def test_a_new_name_is_created_under_the_theme_that_is_chosen(window, reader, study):
    choose_row(window.code_place.codes.tree, "Help given")
    reader.view.setFocus()
    press("Return")
    write("Bread")
    assert pointed_at(reader.picker).startswith("Create “Bread” – under Being alone")
    press("Return")
    made = next(code for code in study.project.codebook() if code.name == "Bread")
    assert made.parent_id == study.theme
    assert window.status.text() == "Coded 6 words as the new code “Bread”"
    window.menu_actions["undo"].trigger()
    assert "Bread" not in [code.name for code in study.project.codebook()]


def test_tab_asks_for_another_place(picker, study):
    write("Bread")
    press("Tab")
    assert offered(picker)[0] == "At the top of the tree"
    assert "“Bread”" in picker._field.placeholderText()
    press("Escape")
    assert picker._field.text() == "Bread"
    press("Tab")
    write("forms")
    press("Return")
    made = next(code for code in study.project.codebook() if code.name == "Bread")
    assert made.parent_id == study.forms


def test_a_name_that_exists_is_not_offered_for_creation(picker):
    write("FORMS")
    assert offered(picker) == ["Matches", "Forms"]
    write("2")
    assert offered(picker) == ["Create “FORMS2” – at the top · Tab for another place"]


def test_codes_used_lately_come_first(reader, picker, study):
    write("forms")
    press("Return")
    drag_over(reader.view, *study.span(study.transcripts[0], "I walked."))
    press("Return")
    assert offered(picker)[:3] == ["Used recently", "Forms", "All codes"]
    assert pointed_at(picker) == "Forms"
    press("Return")
    drag_over(reader.view, *study.span(study.transcripts[0], "Slowly."))
    press("R")
    assert ("Forms", "Slowly.") in marked(reader.view)


def test_the_mouse_takes_a_row(picker, anna):
    rows = picker._list
    index = rows.model().index(4, 0)
    assert index.data() == "Forms"
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(index).center()
    )
    assert not picker.isVisible()
    assert ("Forms", WORDS) in anna()


def test_a_click_outside_closes_it(picker, reader, anna):
    before = anna()
    click(picker, QPoint(-60, -60))
    assert not picker.isVisible()
    assert anna() == before
    assert focused() is reader.view


def shown_rect(picker):
    """The palette without its shadow, on the screen."""
    return picker.geometry().adjusted(RIM, RIM, -RIM, -RIM)


@pytest.mark.parametrize("typed", ["", "fo", "something new", "a"])
@pytest.mark.parametrize("line", [0, 60, 200])
def test_it_never_lies_over_the_selected_words(window, study, line, typed):
    text = "".join(f"Anna: Line {n} is here.\n" for n in range(400))
    long = study.project.import_transcripts([draft("Long", text)]).imported[0]
    reader = window.code_place.reader
    window.code_place.open_transcript(long)
    reader.view.restore_position(text.index("Line 60 "))
    start = text.index(f"Line {line} ")
    reader.view.select(start, start + 6)
    place = reader.view.selection_rect()
    press("Return")
    write(typed)
    assert not shown_rect(reader.picker).intersects(place)
    press("Escape")
    first = QRect(reader.view.viewport().mapToGlobal(QPoint(0, 0)), reader.view.viewport().size())
    lowest = next(
        n
        for n in range(60, 120)
        if not first.contains(_line_rect(reader.view, text.index(f"Line {n} ")))
    )
    start = text.index(f"Line {lowest - 1} ")
    reader.view.select(start, start + 6, reveal=False)
    place = reader.view.selection_rect()
    press("Return")
    write(typed)
    assert not shown_rect(reader.picker).intersects(place)


def _line_rect(view, point):
    unit = view._shown.to_units(point)
    rect = view._rect_of(unit, unit + 1)
    place = QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())
    return place if not rect.isEmpty() else QRect(-10, -10, 1, 1)


def test_without_a_selection_it_says_what_to_do(window, study):
    window.code_place.reader.view.setFocus()
    press("C")
    assert not window.code_place.reader.picker.isVisible()
    assert window.status.text() == "Select the words that you want to code first."


def test_blanks_alone_are_no_passage(window, study):
    reader = window.code_place.reader
    start, _end = study.span(study.transcripts[0], " had been")
    reader.view.select(start, start + 1)
    press("Return")
    assert not reader.picker.isVisible()
    assert "Select the words" in window.status.text()


def test_a_chosen_segment_gets_a_second_code(window, study, anna):
    reader = window.code_place.reader
    reader.view.choose(study.segments[0])
    press("Return")
    write("fo")
    press("Return")
    assert ("Forms", "the bus was late") in anna()
    assert ("Nobody there", "the bus was late") in anna()


def test_the_same_code_again_says_so_and_makes_no_step(window, reader, picker, study):
    write("fo")
    press("Return")
    last = study.project.next_undo()
    reader.view.select(*study.span(study.transcripts[0], WORDS))
    press("R")
    assert window.status.text() == "These words are coded as “Forms” already."
    assert study.project.next_undo() == last


def test_half_words_are_coded_whole(window, study, anna):
    reader = window.code_place.reader
    start, end = study.span(study.transcripts[0], "ad been up sin")
    drag_over(reader.view, start, end)
    press("C")
    write("fo")
    press("Return")
    assert ("Forms", "had been up since") in anna()


# What may happen behind an open palette ------------------------------------------------------


def test_an_import_that_ends_meanwhile_leaves_words_and_palette(window, picker, study, anna):
    write("Something new")
    study.project.import_transcripts([draft("Dora", "Dora: I came late.\n")])
    press("Return")
    assert ("Something new", WORDS) in anna()


def test_an_import_leaves_the_chosen_segment_and_its_comment(window, study, qtbot):
    place = window.code_place
    place.reader.view.choose(study.segments[0])
    place.reader.segment_chosen.emit(study.segments[0])
    place.inspector.segment.edit_comment()
    write("While others ")
    study.project.import_transcripts([draft("Dora", "Dora: I came late.\n")])
    settle(qtbot)
    write("come in")
    press("Ctrl+Return")
    assert study.project.segments_by_id([study.segments[0]])[0].comment == "While others come in"


def test_undo_and_redo_behind_the_palette_do_not_break_it(window, picker, study, anna):
    write("Passing")
    press("Ctrl+Return")
    for _ in range(4):
        study.project.undo()
        study.project.redo()
    study.project.undo()
    assert "Passing" not in offered(picker)
    write("pass")
    press("Return")
    assert [words for name, words in anna() if name == "pass"] == [WORDS]


def test_several_codes_are_checked_and_taken_in_one_step(window, reader, picker, anna):
    before = anna()
    press("Down", "Space", "Down", "Down", "Space")
    assert [each for each in offered(picker) if each.startswith("✓")] == [
        "✓ Nobody there – Being alone",
        "✓ Forms",
    ]
    assert picker._purpose.text() == "2 checked · Assign to 6 words"
    press("Return")
    assert not picker.isVisible()
    assert {("Nobody there", WORDS), ("Forms", WORDS)} <= set(anna())
    assert window.status.text() == "Coded 6 words as “Nobody there” and “Forms”"
    press("Ctrl+Z")
    assert anna() == before


def test_space_in_a_name_is_a_blank_and_checks_a_row_that_was_walked_to(picker, anna):
    write("no")
    press("Space")
    assert picker._field.text() == "no "
    press("Down", "Up", "Space")
    assert picker._field.text() == ""
    assert pointed_at(picker) == "✓ Nobody there – Being alone"
    press("Space")
    assert not [each for each in offered(picker) if each.startswith("✓")]
    press("Space")
    write("fo")
    press("Return")
    assert {("Nobody there", WORDS), ("Forms", WORDS)} <= set(anna())


def test_codes_are_checked_by_the_mouse_with_ctrl(picker, anna, qtbot):
    for place in (1, 4):
        rect = picker._list.visualRect(picker._list.model().index(place, 0))
        held = Qt.KeyboardModifier.ControlModifier
        qtbot.keyPress(picker._field, Qt.Key.Key_Control, held)
        qtbot.mouseClick(picker._list.viewport(), Qt.MouseButton.LeftButton, held, rect.center())
        qtbot.keyRelease(picker._field, Qt.Key.Key_Control)
    press("Return")
    assert {("Being alone", WORDS), ("Forms", WORDS)} <= set(anna())


def test_in_the_empty_field_a_number_takes_its_code(reader, study, anna):
    study.project.set_shortcut(study.forms, 7)
    press("Return", "7")
    assert ("Forms", WORDS) in anna()
    assert not reader.picker.isVisible()
    drag_over(reader.view, *study.span(study.transcripts[0], "I walked."))
    press("Return")
    write("x7")
    assert reader.picker.isVisible() and reader.picker._field.text() == "x7"
