"""All memos and the journal in the Write place: written, edited, filtered, deleted, gone to."""

import pytest
from PySide6.QtGui import QTextCursor

from acting import click, focused, look, press, settle, write
from coder_gui.app.noting import Subject
from coder_gui.ui.write.day_rows import IS_DAY

ON, WORDS = 2, 3


@pytest.fixture
def page(window, study, qtbot):
    """The list, opened by its key."""
    press("Ctrl+Shift+J")
    settle(qtbot)
    return window.write_place.memos


def seen(page, column=WORDS):
    rows = page.table.model()
    indexes = (rows.index(row, column) for row in range(rows.rowCount()))
    return [index.data() for index in indexes if not index.siblingAtColumn(0).data(IS_DAY)]


def choose(chip, text):
    next(a for a in chip.menu().actions() if a.text().strip() == text).trigger()


def choose_line(page, words):
    rows = page.table.model()
    row = next(r for r in range(rows.rowCount()) if rows.index(r, WORDS).data() == words)
    page.table.setCurrentIndex(rows.index(row, 0))
    page.table.setFocus()
    look()


def newest(study):
    return study.project.memos()[-1]


def test_its_key_opens_the_list(window, page):
    assert window.places.currentWidget() is window.write_place
    assert window.write_place.switch.value() is page
    assert len(seen(page)) == 6


def test_ctrl_j_writes_a_journal_entry_from_anywhere(window, study, qtbot):
    press("Ctrl+J")
    settle(qtbot)
    page = window.write_place.memos
    assert focused() is page.editor.text
    number = len(study.project.memos())
    write("A quiet day")
    assert len(study.project.memos()) == number
    press("Escape")
    memo = newest(study)
    assert (memo.kind, memo.text) == ("journal", "A quiet day")
    assert window.status.text() == "Wrote a journal entry"
    assert "A quiet day" in seen(page)
    assert focused() is page.table


def test_the_button_begins_one_and_leaving_it_empty_stores_nothing(page, study):
    steps = study.project.trail_length()
    click(page.entry)
    assert focused() is page.editor.text
    press("Escape")
    assert study.project.trail_length() == steps
    assert not page.editor.isVisible()


def test_a_memo_is_edited_below_the_list(window, study, page):
    choose_line(page, "First thoughts · About the whole.")
    click(page.editor.text.viewport())
    page.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    press("Ctrl+B")
    write(" More")
    press("Ctrl+Return")
    memo = study.project.memos()[0]
    assert memo.text == "About the whole. **More**"
    assert "First thoughts · About the whole. More" in seen(page)
    assert focused() is page.editor.text
    press("Ctrl+Z")
    assert study.project.memos()[0].text == "About the whole."
    assert page.editor.text.toPlainText() == "About the whole."


def test_words_are_kept_when_another_memo_or_place_is_chosen(window, study, page):
    choose_line(page, "On Ben.")
    page.editor.text.setFocus()
    page.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    write(" Tall")
    choose_line(page, "Today I read everything.")
    assert study.project.memos()[4].text == "On Ben. Tall"
    page.editor.title.setFocus()
    write("Reading")
    press("Ctrl+1")
    assert study.project.memos()[5].title == "Reading"


def test_memos_are_filtered_by_what_they_are_on_and_by_author(window, study, page):
    study.project.open_comparison((study.mira, study.noor))
    anna = study.transcripts[0]
    study.project.add_memo("On all of it.", Subject(transcript_id=anna))
    study.project.coder_id = study.noor
    study.project.add_memo("Noor’s.", Subject(code_id=study.forms))
    study.project.coder_id = study.mira
    for kind, words in (
        ("journal", "Today I read everything."),
        ("on the project", "First thoughts · About the whole."),
        ("on transcripts", "On all of it."),
        ("on passages", "On Anna."),
        ("on segments", "On the words."),
        ("on participants", "On Ben."),
    ):
        choose(page.kind, kind)
        assert seen(page) == [words]
    choose(page.kind, "on codes")
    assert seen(page) == ["Noor’s.", "On the code."]
    choose(page.author, "Noor")
    assert seen(page) == ["Noor’s."]
    assert window.status._facts.text() == "1 entry"
    choose(page.kind, "memos and journal")
    choose(page.author, "anyone")
    assert len(seen(page)) == 8


def test_signs_of_looks_are_not_looked_for(study, page, qtbot):
    study.project.add_memo("So **very** quiet")
    page.words.setText("so very")
    qtbot.waitUntil(lambda: seen(page) == ["So very quiet"])


def test_delete_takes_the_chosen_memo_and_undo_brings_it_back(window, study, page):
    choose_line(page, "On the code.")
    press("Delete")
    assert "On the code." not in seen(page)
    assert window.status.text() == "Deleted a memo"
    assert not page.editor.isVisible()
    press("Ctrl+Z")
    assert "On the code." in seen(page)


def test_a_memo_on_the_project_by_the_menu(window, study, qtbot):
    window.menu_actions["memo_on_project"].trigger()
    settle(qtbot)
    write("On all of this")
    press("Escape")
    memo = newest(study)
    assert memo.kind == "memo"
    assert study.project.memos_on(Subject())[-1] == memo


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("On Anna.", lambda s: Subject(s.transcripts[0], start=0, end=11)),
        ("On the code.", lambda s: Subject(code_id=s.alone)),
        ("On the words.", lambda s: Subject(segment_id=s.segments[0])),
        ("On Ben.", lambda s: Subject(transcript_id=s.transcripts[1])),
    ],
)
def test_each_memo_leads_to_its_place_and_is_open_there(window, study, page, words, subject):
    choose_line(page, words)
    press("Return")
    panel = window.code_place.inspector.memos
    assert window.places.currentWidget() is window.code_place
    assert panel.subject() == subject(study)
    assert panel.editor.text.toPlainText() == words


def test_a_link_is_followed_from_here(window, study, page):
    guid = study.project.codebook()[study.forms].guid
    study.project.add_memo(f"[Forms](code:{guid})", kind="journal")
    choose_line(page, "Forms")
    field = page.editor.text
    cursor = QTextCursor(field.document())
    cursor.setPosition(2)
    click(field.viewport(), field.cursorRect(cursor).center())
    assert window.places.currentWidget() is window.code_place
    assert window.code_place.codes.tree.current_code() == study.forms


def test_words_of_an_entry_are_kept_when_the_project_is_closed(window, study, page):
    from coder_gui.app.project import Project

    path = study.project.path
    click(page.entry)
    write("Last words")
    window.close_project()
    again = Project.open(path)
    assert again.memos()[-1].text == "Last words"
    again.close()
