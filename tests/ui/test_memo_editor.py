"""The words of a memo while they are written: looks, lists, links, paste and undo."""

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QGuiApplication, QTextCursor

from acting import click, focused, look, middle_of, press, write
from coder_gui.app.noting import Subject


@pytest.fixture
def reader(window, study):
    return window.code_place.reader


@pytest.fixture
def panel(window, study):
    return window.code_place.inspector.memos


def newest(study):
    return study.project.memos()[-1]


def choose_segment(reader, study, words):
    start, _end = study.span(study.transcripts[0], words)
    click(reader.view.viewport(), middle_of(reader.view, start))


def test_undo_goes_from_typed_words_to_steps(window, study, reader, panel):
    number = len(study.project.memos())
    reader.view.setFocus()
    press("M")
    write("One")
    press("Ctrl+Return")
    write(" two")
    press("Ctrl+Return")
    assert newest(study).text == "One two"
    press("Ctrl+Z")
    assert newest(study).text == "One" == panel.editor.text.toPlainText()
    press("Ctrl+Z")
    assert len(study.project.memos()) == number
    assert not panel.editor.isVisible()
    press("Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert newest(study).text == "One two"


def test_bold_italic_and_lists_by_key(window, study, reader, panel):
    side = window.code_place.side._pane.isVisible()
    reader.view.setFocus()
    press("M", "Ctrl+B")
    write("So")
    press("Ctrl+B", "Space", "Ctrl+I")
    write("quiet")
    press("Ctrl+I", "Return")
    write("- one")
    press("Return")
    write("two")
    press("Return", "Return")
    write("end")
    press("Escape")
    assert newest(study).text == "**So** *quiet*\n- one\n- two\nend"
    assert window.code_place.side._pane.isVisible() == side, "Ctrl+B was the memo’s"


def test_looks_by_mouse_leave_the_cursor_in_the_words(study, reader, panel):
    reader.view.setFocus()
    press("M")
    click(panel.editor.bold)
    assert focused() is panel.editor.text and panel.editor.bold.isChecked()
    write("So")
    press("Ctrl+A")
    click(panel.editor.list)
    assert panel.editor.list.isChecked()
    press("Escape")
    assert newest(study).text == "- **So**"


def test_a_stored_memo_is_shown_as_it_is_meant_and_not_rewritten(study, reader, panel):
    anna = study.transcripts[0]
    study.project.add_memo("2 * 3 is **six**", Subject(transcript_id=anna))
    steps = study.project.trail_length()
    click(reader.notes.button)
    assert panel.editor.text.toPlainText() == "2 * 3 is six"
    press("Escape")
    assert study.project.trail_length() == steps


def test_pasted_text_comes_without_its_looks(study, reader, panel):
    reader.view.setFocus()
    press("M")
    data = QMimeData()
    data.setHtml("<b>loud</b><img src='https://example.org/x.png'>")
    data.setText("loud *and* clear")
    QGuiApplication.clipboard().setMimeData(data)
    press("Ctrl+V", "Escape")
    assert newest(study).text == "loud \\*and\\* clear"


def test_a_link_to_a_code_is_chosen_and_followed(window, study, reader, panel, qtbot):
    reader.view.setFocus()
    press("M")
    write("See ")
    press("Ctrl+K")
    write("form")
    press("Return")
    assert focused() is panel.editor.text
    write(" soon")
    press("Ctrl+Return")
    guid = study.project.codebook()[study.forms].guid
    assert newest(study).text == f"See [Forms](code:{guid}) soon"
    click_word(panel.editor.text, "orms")
    assert window.code_place.codes.tree.current_code() == study.forms
    assert panel.subject() == Subject(code_id=study.forms)


def test_a_copied_link_leads_to_the_segment(window, study, reader, panel):
    choose_segment(reader, study, "the bus")
    window.menu_actions["copy_link"].trigger()
    window.code_place.open_transcript(study.transcripts[1])
    reader.view.setFocus()
    press("M", "Ctrl+V", "Ctrl+Return")
    guid = study.project.segments_by_id([study.segments[0]])[0].guid
    assert newest(study).text == f"[“the bus was late”](segment:{guid})"
    click_word(panel.editor.text, "bus")
    assert reader.transcript.info.id == study.transcripts[0]
    assert reader.view.chosen() == study.segments[0]


def test_links_to_what_is_gone_are_plain_words_until_it_is_back(study, reader, panel):
    guid = study.project.codebook()[study.forms].guid
    study.project.add_memo(f"[Forms](code:{guid})", Subject(transcript_id=study.transcripts[0]))
    click(reader.notes.button)
    assert panel.editor.text.anchorAt(spot_of(panel.editor.text, "orms"))
    study.project.delete_codes([study.forms])
    assert not panel.editor.text.anchorAt(spot_of(panel.editor.text, "orms"))
    panel.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    write("!")
    press("Ctrl+Return")
    assert newest(study).text == f"[Forms](code:{guid})!"
    study.project.undo()
    study.project.undo()
    assert panel.editor.text.anchorAt(spot_of(panel.editor.text, "orms"))


def test_title_and_words_are_reached_by_tab(study, reader, panel):
    reader.view.setFocus()
    press("M")
    press("Shift+Tab")
    assert focused() is panel.editor.title
    write("First look")
    press("Return")
    write("Words")
    press("Escape")
    assert (newest(study).title, newest(study).text) == ("First look", "Words")


def spot_of(field, words):
    """The middle of the first of these letters, in the viewport."""
    look()
    cursor = QTextCursor(field.document())
    cursor.setPosition(field.toPlainText().index(words) + 1)
    rect = field.cursorRect(cursor)
    return QPoint(rect.left() - 2, rect.center().y())


def click_word(field, words):
    spot = spot_of(field, words)
    click(field.viewport(), spot)
