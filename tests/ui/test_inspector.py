"""The inspector: what is typed beside the transcript is kept, for the thing it was typed for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QToolButton

from acting import (
    choose_row,
    click,
    focused,
    link,
    look,
    middle_of,
    named,
    press,
    settle,
    words_in,
    write,
)
from coder_gui.app.project import Project


@pytest.fixture
def inspector(window, study):
    return window.code_place.inspector


@pytest.fixture
def choose(window, study):
    """Click a coded word of the open transcript."""

    def choose_one(words):
        reader = window.code_place.reader
        start, _end = study.span(reader.transcript.info.id, words)
        click(reader.view.viewport(), middle_of(reader.view, start))

    return choose_one


@pytest.fixture
def comment(inspector, choose):
    """The comment field of “the bus was late”, with the cursor in it."""
    choose("the bus")
    field = named(inspector, "Comment")
    click(field.viewport())
    assert focused() is field
    return field


def comment_of(study, segment=0):
    return study.project.segments_by_id([study.segments[segment]])[0].comment


def test_a_chosen_segment_shows_its_code_its_coder_and_its_comment(inspector, choose):
    choose("My sister")
    shown = words_in(inspector)
    assert "Help given" in shown
    assert "in Being alone" in shown
    assert any("8 words · coded by Mira" in each for each in shown)
    assert named(inspector, "Comment").toPlainText() == "She says so often."
    assert named(inspector, "Stance: For").isChecked()


def test_a_comment_is_stored_when_the_field_is_left(window, study, comment):
    write("Hm")
    assert comment_of(study) == ""
    click(window.code_place.reader.view.viewport())
    assert comment_of(study) == "Hm"
    assert window.status.text() == "Changed a comment"


def test_ctrl_enter_stores_the_comment_and_the_cursor_stays(study, comment):
    write("Hm")
    press("Ctrl+Return")
    assert comment_of(study) == "Hm"
    write(", no")
    press("Ctrl+Return")
    assert comment_of(study) == "Hm, no"
    assert comment.toPlainText() == "Hm, no"


def test_escape_takes_the_typed_words_back(window, study, comment):
    write("Hm")
    press("Escape")
    click(window.code_place.reader.view.viewport())
    assert comment_of(study) == ""


def test_a_comment_goes_to_the_segment_it_was_typed_for(inspector, study, choose, comment):
    write("On the bus")
    choose("My sister")
    assert comment_of(study, 0) == "On the bus"
    assert comment_of(study, 1) == "She says so often."
    assert named(inspector, "Comment").toPlainText() == "She says so often."


def test_a_command_from_the_menu_does_not_carry_the_comment_over(window, study, comment):
    reader = window.code_place.reader
    anna = study.transcripts[0]
    reader._recent = [study.forms]
    reader.view.select(*study.span(anna, "I walked."))
    comment.setFocus()
    write("On the bus")
    window.menu_actions["repeat"].trigger()
    assert comment_of(study) == "On the bus"
    made = reader.view.chosen()
    assert made != study.segments[0]
    assert named(window.code_place.inspector, "Comment").toPlainText() == ""
    press("Ctrl+End")
    assert study.project.segments_by_id([made])[0].comment == ""


@pytest.mark.parametrize("leave", ["next_transcript", "close", "quit", "place_agree", "new_code"])
def test_no_command_loses_a_comment_that_is_being_typed(window, study, comment, leave, qtbot):
    write("Do not lose me")
    window.menu_actions[leave].trigger()
    settle(qtbot)
    path = study.project.path
    window.close()
    with_comment = Project.open(path)
    assert with_comment.segments_by_id([study.segments[0]])[0].comment == "Do not lose me"
    with_comment.close()


def test_undo_takes_a_kept_comment_back_where_it_is_seen_and_redo_brings_it(window, study, comment):
    write("Hm")
    window.menu_actions["undo"].trigger()
    assert comment_of(study) == ""
    look()
    assert comment.toPlainText() == ""
    click(window.code_place.reader.view.viewport())
    assert comment_of(study) == ""
    window.menu_actions["redo"].trigger()
    assert comment_of(study) == "Hm"


def test_ctrl_z_in_the_comment_is_about_the_typing(study, comment):
    before = study.project.next_undo()
    write("Hm")
    press("Ctrl+Z")
    assert comment.toPlainText() == ""
    assert study.project.next_undo() == before


def test_letters_and_delete_in_the_comment_are_typing(window, study, comment):
    before = study.project.counts_by_transcript()
    write("crc")
    press("Home", "Delete")
    assert comment.toPlainText() == "rc"
    assert not window.code_place.reader.picker.isVisible()
    assert study.project.counts_by_transcript() == before


def test_a_stance_is_chosen_by_keyboard(inspector, study, choose):
    choose("the bus")
    named(inspector, "Stance: None").setFocus()
    press("Right")
    press("Space")
    stored = study.project.segments_by_id([study.segments[0]])[0]
    assert stored.stance == "for"
    assert named(inspector, "Stance: For").isChecked()


def test_a_stance_keeps_the_comment_that_is_being_typed(inspector, study, comment):
    write("Hm")
    click(named(inspector, "Stance: Against"))
    stored = study.project.segments_by_id([study.segments[0]])[0]
    assert (stored.comment, stored.stance) == ("Hm", "against")
    assert comment.toPlainText() == "Hm"


def test_the_bin_removes_the_code_and_undo_brings_segment_and_comment_back(
    window, inspector, study, comment
):
    write("Hm")
    bins = [each for each in inspector.findChildren(QToolButton) if "Remove" in each.toolTip()]
    click(bins[0])
    assert study.project.segments_by_id([study.segments[0]]) == ()
    assert "Selected segment" not in words_in(inspector)
    click(link(window, "Undo"))
    assert comment_of(study) == "Hm"


def test_undo_in_the_other_place_does_not_leave_a_segment_that_is_gone(window, study, qtbot):
    reader = window.code_place.reader
    anna = study.transcripts[0]
    reader.view.select(*study.span(anna, "I walked."))
    reader.apply_code(study.forms)
    settle(qtbot)
    assert "Forms" in words_in(window.code_place.inspector)
    press("Ctrl+4", "Ctrl+Z")
    assert ("Forms", "I walked.") not in study.project.segments(anna)
    press("Ctrl+1")
    settle(qtbot)
    assert "Selected segment" not in words_in(window.code_place.inspector)


# The code’s entry ----------------------------------------------------------------------------


@pytest.fixture
def definition(window, inspector):
    choose_row(window.code_place.codes.tree, "Nobody there")
    field = named(inspector, "Full definition")
    click(field.viewport())
    return field


def test_a_chosen_code_shows_how_far_it_reaches(window, inspector):
    choose_row(window.code_place.codes.tree, "Being alone")
    assert "3 segments in 2 of 3 transcripts" in words_in(inspector)
    assert "2 of 2" in words_in(inspector)


def test_an_entry_is_stored_field_by_field(window, study, definition):
    write("Nobody comes")
    press("Tab")
    assert study.project.codebook()[study.alone].definition == "Nobody comes"
    assert focused().accessibleName() == "When to use"
    write("Often")
    choose_row(window.code_place.codes.tree, "Forms")
    assert study.project.codebook()[study.alone].use_when == "Often"
    assert study.project.codebook()[study.forms].use_when == ""
    assert named(window.code_place.inspector, "When to use").toPlainText() == ""


def test_a_new_code_does_not_get_the_entry_that_was_being_typed(window, study, definition, qtbot):
    write("Nobody comes")
    press("Ctrl+Shift+N")
    settle(qtbot)
    book = study.project.codebook()
    assert book[study.alone].definition == "Nobody comes"
    assert [code.definition for code in book if code.name == "New code"] == [""]
    press("Return")
    settle(qtbot)
    assert [code.definition for code in study.project.codebook() if code.name == "New code"] == [""]


@pytest.mark.parametrize("command", ["delete_code", "undo", "close"])
def test_an_entry_in_typing_survives_whatever_comes_next(window, study, definition, command, qtbot):
    write("Nobody comes")
    path = study.project.path
    window.menu_actions[command].trigger()
    settle(qtbot)
    window.close()
    again = Project.open(path)
    if command == "delete_code":
        assert study.alone not in again.codebook()
        again.undo()
    elif command == "undo":
        assert again.codebook()[study.alone].definition == ""
        again.redo()
    assert again.codebook()[study.alone].definition == "Nobody comes"
    again.close()


# Who speaks ----------------------------------------------------------------------------------


def people(study):
    groups = {group.id: group.name for group in study.project.groups()}
    return {p.label: groups.get(p.group_id) for p in study.project.participants()}


def steps(study):
    return study.project.file.db.value("SELECT count(*) FROM step")


def retype(field, words):
    field.setFocus()
    field.selectAll()
    write(words)


@pytest.mark.parametrize("leave", ["Return", "Tab"])
def test_a_label_is_stored_once(inspector, study, leave, qtbot):
    before = steps(study)
    retype(named(inspector, "Label"), "Anna B")
    press(leave)
    settle(qtbot)
    assert people(study)["Anna B"] == "Carers"
    assert "Anna B" in words_in(inspector)
    assert steps(study) == before + 1


def test_a_label_without_letters_is_refused_and_the_old_one_stands(window, inspector, study, qtbot):
    retype(named(inspector, "Label"), " ")
    press("Return")
    settle(qtbot)
    assert "Anna" in people(study)
    assert named(inspector, "Label").text() == "Anna"


def test_a_new_group_is_made_by_typing_it(window, inspector, study, qtbot):
    before = steps(study)
    retype(named(inspector, "Group").lineEdit(), "Friends")
    press("Return")
    settle(qtbot)
    assert people(study)["Anna"] == "Friends"
    assert steps(study) == before + 1
    assert "Friends" in window.code_place.reader.head._facts.text()
    window.menu_actions["undo"].trigger()
    settle(qtbot)
    assert people(study)["Anna"] == "Carers"
    assert named(inspector, "Group").currentText() == "Carers"


def test_a_group_whose_name_begins_like_another_can_be_typed(inspector, study, qtbot):
    retype(named(inspector, "Group").lineEdit(), "Care")
    press("Return")
    settle(qtbot)
    assert people(study)["Anna"] == "Care"


def test_attributes_are_edited_and_added(window, inspector, study, qtbot):
    retype(named(inspector, "Age"), "42")
    press("Return")
    settle(qtbot)
    attribute = next(each for each in study.project.attributes() if each.name == "Age")
    anna = next(each for each in study.project.participants() if each.label == "Anna")
    assert anna.values[attribute.id] == "42"
    window.code_place.inspector.person._more.click()
    dialog = window.findChild(QInputDialog)
    dialog.setTextValue("first language")
    dialog.accept()
    settle(qtbot)
    assert named(inspector, "First language").text() == ""
    assert "first language" in [each.name for each in study.project.attributes()]


@pytest.mark.parametrize("leave", ["Ctrl+PgDown", "Ctrl+W", "Ctrl+Q", "Ctrl+4"])
def test_an_answer_that_is_being_typed_is_not_lost(window, inspector, study, leave, qtbot):
    retype(named(inspector, "Age"), "43")
    path = study.project.path
    press(leave)
    settle(qtbot)
    window.close()
    again = Project.open(path)
    attribute = next(each for each in again.attributes() if each.name == "Age")
    anna = next(each for each in again.participants() if each.label == "Anna")
    assert anna.values[attribute.id] == "43"
    again.close()


def test_every_field_is_reached_by_tab(inspector, study):
    named(inspector, "Label").setFocus()
    names = []
    for _ in range(4):
        names.append(focused().accessibleName() or focused().parentWidget().accessibleName())
        press("Tab")
    assert names == ["Label", "Group", "Age", "Lives alone"]
    assert focused().focusPolicy() & Qt.FocusPolicy.TabFocus
