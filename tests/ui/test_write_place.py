"""The Write place: the audit trail, the memos, and the way to withdraw a participant."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from acting import all_rows, marked, press, settle, words_in, write
from coder_gui.storage import history
from coder_gui.ui.coding.transcript_list import ID
from coder_gui.ui.write.day_range import DaysDialog
from coder_gui.ui.write.day_rows import IS_DAY, IS_STRUCK
from coder_gui.ui.write.withdrawing import WithdrawDialog

WHAT, WHERE, AFTERWARDS = 2, 3, 4


@pytest.fixture
def place(window, study, qtbot):
    """The Write place on the filled study, opened by its key."""
    press("Ctrl+6")
    settle(qtbot)
    window.write_place.trail.finish()
    return window.write_place


def seen(table, column=WHAT):
    """What stands in a column, without the days."""
    rows = table.model()
    indexes = (rows.index(row, column) for row in range(rows.rowCount()))
    return [index.data() for index in indexes if not index.siblingAtColumn(0).data(IS_DAY)]


def days(table):
    rows = table.model()
    firsts = (rows.index(row, 0) for row in range(rows.rowCount()))
    return [index.data() for index in firsts if index.data(IS_DAY)]


def choose(chip, text):
    """Choose from a chip's menu."""
    next(a for a in chip.menu().actions() if a.text().strip() == text).trigger()


def test_the_history_is_shown_newest_first_under_its_day(place, window, study):
    table = place.trail.table
    assert window.places.currentWidget() is place
    assert seen(table)[0] == "Wrote a journal entry"
    assert len(seen(table)) == study.project.trail_length()
    assert days(table) == ["Monday, 2 March 2026"]
    assert table.columnSpan(0, 0) == 5
    assert window.status._facts.text() == f"{study.project.trail_length()} steps"


def test_an_undone_step_is_struck_and_says_so(place, window, study):
    study.project.add_memo("Again.")
    press("Ctrl+Z")
    place.trail.finish()
    index = place.trail.table.model().index(1, WHAT)
    assert index.data() == "Wrote a memo" and index.data(IS_STRUCK)
    assert index.siblingAtColumn(AFTERWARDS).data().startswith("Undone ")
    press("Ctrl+Shift+Z")
    place.trail.finish()
    index = place.trail.table.model().index(1, WHAT)
    assert not index.data(IS_STRUCK)
    assert ", redone " in index.siblingAtColumn(AFTERWARDS).data()


def test_a_long_history_is_read_page_by_page(place, window, study, qtbot, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 3)
    place.trail.read_anew()
    assert len(seen(place.trail.table)) == 3
    qtbot.waitUntil(lambda: len(seen(place.trail.table)) == study.project.trail_length())
    assert days(place.trail.table) == ["Monday, 2 March 2026"]


def test_chips_narrow_the_list_and_show_all_widens_it(place, window, study):
    study.project.open_comparison((study.mira, study.noor))
    bar, table = place.trail.bar, place.trail.table
    choose(bar.coder, "Noor")
    assert seen(table) == ["Coded 4 words as “Help given”", "Coded 4 words as “Nobody there”"]
    choose(bar.transcript, "Ben")
    assert seen(table, WHERE) == ["Ben"]
    assert window.status._facts.text() == f"1 of {study.project.trail_length()} steps"
    choose(bar.code, "Forms")
    place.trail.finish()
    assert table.isHidden() and place.trail.nothing.isVisible()
    place.trail.nothing.action_chosen.emit()
    place.trail.finish()
    assert len(seen(table)) == study.project.trail_length()
    assert bar.clear.isHidden()


def test_words_are_looked_for_while_typing(place, qtbot):
    place.trail.bar.words.setFocus()
    write("STANCE")
    qtbot.waitUntil(lambda: place.trail.bar.filter.text == "STANCE")
    place.trail.finish()
    assert place.trail.nothing.isVisible()
    place.trail.bar.words.setText("segment as")
    qtbot.waitUntil(lambda: seen(place.trail.table) == ["Marked the segment as “for”"])


def test_days_from_to_are_asked_for(place, qtbot, study):
    bar = place.trail.bar
    choose(bar.days, "today")
    place.trail.finish()
    assert seen(place.trail.table) == []
    choose(bar.days, "From … to …")
    dialog = bar.findChild(DaysDialog)
    for edit, text in ((dialog.first, "2026-03-03"), (dialog.last, "2026-03-01")):
        edit.setDate(edit.date().fromString(text, Qt.DateFormat.ISODate))
    dialog.accept()
    place.trail.finish()
    assert len(seen(place.trail.table)) == study.project.trail_length()
    assert bar.days._value == "2026-03-01 – 2026-03-03"


def test_the_table_is_copied_with_heads(place, study):
    place.trail.table.selectRow(1)
    press("Ctrl+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Time", "Coder", "What was done", "Where", "Afterwards"]
    assert lines[1].split("\t")[1:3] == ["Mira", "Wrote a journal entry"]
    place.trail.table.clearSelection()
    place.copy.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == study.project.trail_length() + 1


def test_what_is_shown_is_exported(place, window, study, qtbot, tmp_path, monkeypatch):
    study.project.open_comparison((study.mira, study.noor))
    path = tmp_path / "trail.csv"
    answer = (str(path), "CSV table (*.csv)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: answer)
    choose(place.trail.bar.coder, "Noor")
    place.export.click()
    qtbot.waitUntil(lambda: any("Audit trail written" in t for t in window.notices.texts()))
    text = path.read_text("utf-8-sig")
    assert "Filtered by,Coder: Noor" in text
    assert text.count("Coded 4 words") == 2 and "Wrote a memo" not in text


def test_memos_are_listed_searched_and_read(place, qtbot):
    place.show_page(place.memos)
    memos = place.memos
    assert seen(memos.table, 3)[0] == "Today I read everything."
    assert len(seen(memos.table)) == 6 and place.export.isHidden()
    memos.words.setText("first")
    qtbot.waitUntil(lambda: seen(memos.table, 3) == ["First thoughts · About the whole."])
    memos.table.setCurrentIndex(memos.table.model().index(1, 0))
    assert memos.editor.text.toPlainText() == "About the whole."
    assert memos.go.isHidden(), "a memo on the whole leads nowhere"
    memos.words.clear()
    choose(memos.kind, "journal")
    assert seen(memos.table, 2) == ["Journal"]


def test_a_memo_leads_to_its_words(place, window, study):
    place.show_page(place.memos)
    rows = place.memos.table.model()
    row = next(r for r in range(rows.rowCount()) if rows.index(r, 3).data() == "On the words.")
    place.memos.table.setCurrentIndex(rows.index(row, 0))
    place.memos.go.click()
    assert window.places.currentWidget() is window.code_place
    start, end = window.code_place.reader.view.selection()
    assert study.project.text(study.transcripts[0])[start:end] == "the bus was late"


def test_a_closed_project_leaves_nothing(place, window):
    choose(place.trail.bar.coder, "Noor")
    place.show_page(place.memos)
    window.close_project()
    assert place.trail.table.model().rowCount() == place.memos.table.model().rowCount() == 0
    assert place.trail.bar.filter.coder_id is None


# Withdrawing ---------------------------------------------------------------------------------


def dialog_for(window, name):
    """The dialog, opened from the menu of a transcript."""
    people = {p.label: p.id for p in window.session.project.participants()}
    info = next(i for i in window.session.project.transcripts() if i.participant_id == people[name])
    tree = window.code_place.transcripts
    index = next(each for each in all_rows(tree) if each.data(ID) == info.id)
    only = QItemSelectionModel.SelectionFlag.ClearAndSelect
    # Keys that a test before this one held down would widen the choice.
    tree.selectionModel().setCurrentIndex(index, only)
    menu = window.code_place.transcript_menu()
    next(a for a in menu.actions() if a.text() == "Withdraw participant…").trigger()
    return window.findChildren(WithdrawDialog)[-1]


def test_withdrawing_takes_two_steps_and_the_label(window, study):
    dialog = dialog_for(window, "Ben")
    said = " ".join(words_in(dialog))
    assert "1 transcript, 2 segments of 2 coders, 1 memo, 2 attribute values" in said
    dialog.next.click()
    assert not dialog.next.isEnabled()
    QTest.keyClicks(dialog.typed, "ben")
    assert not dialog.next.isEnabled()
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert "Ben" in [person.label for person in study.project.participants()]
    dialog.typed.clear()
    QTest.keyClicks(dialog.typed, "Ben")
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert [person.label for person in study.project.participants()] == ["Anna", "Caro"]
    assert window.code_place.transcripts.in_order() == [study.transcripts[0], study.transcripts[2]]
    assert window.status.text() == "Withdrew a participant"
    assert not any(b.isVisible() for b in window.status.findChildren(QPushButton))
    undo = window.menu_actions["undo"]
    assert not undo.isEnabled() and "cannot be undone" in undo.text()
    assert "Withdrawn for good." in window.notices.texts()[0]


def test_going_back_or_away_withdraws_nothing(window, study):
    steps = study.project.trail_length()
    dialog = dialog_for(window, "Ben")
    dialog.next.click()
    dialog.back.click()
    dialog.cancel.click()
    assert study.project.trail_length() == steps
    assert len(study.project.participants()) == 3


def test_restore_points_go_along_when_asked(window, study):
    folder = study.project.path.with_name("study restore points")
    folder.mkdir(exist_ok=True)
    point = folder / "2026-03-02 10.42.07 mine.coding"
    point.write_bytes(b"Ben")
    dialog = dialog_for(window, "Ben")
    dialog.next.click()
    assert point.name in words_in(dialog)
    dialog.copies.setChecked(True)
    dialog.typed.setText("Ben")
    dialog.next.click()
    assert not point.exists()


def test_kept_restore_points_are_spoken_of(window, study):
    folder = study.project.path.with_name("study restore points")
    folder.mkdir(exist_ok=True)
    (folder / "2026-03-02 10.42.07 mine.coding").write_bytes(b"Ben")
    dialog = dialog_for(window, "Ben")
    dialog.next.click()
    dialog.typed.setText("Ben")
    dialog.next.click()
    assert "Restore points that you kept" in window.notices.texts()[0]


def test_the_list_of_recent_projects_forgets_the_person(window, study, home):
    dialog = dialog_for(window, "Ben")
    dialog.next.click()
    dialog.typed.setText("Ben")
    dialog.next.click()
    window.settings.save()
    assert not any(recent.where.startswith("Ben") for recent in window.settings.recent())


def test_a_file_that_stays_untidy_can_be_tidied_again(window, study, monkeypatch):
    answers = iter([False, True])
    monkeypatch.setattr("coder_gui.storage.erasing.tidy", lambda _db: next(answers))
    dialog = dialog_for(window, "Ben")
    dialog.next.click()
    dialog.typed.setText("Ben")
    dialog.next.click()
    assert "not tidied" in window.notices.texts()[0]
    next(b for b in window.notices.findChildren(QPushButton) if b.text() == "Try again").click()
    assert "Withdrawn for good." in window.notices.texts()[0]
    assert not any("not tidied" in text for text in window.notices.texts())


def test_the_open_persons_panel_offers_it_too(window, study):
    window.code_place.open_transcript(study.transcripts[1])
    panel = window.code_place.inspector.person
    next(b for b in panel.findChildren(QPushButton) if "Withdraw" in b.text()).click()
    assert window.findChildren(WithdrawDialog)[-1]._plan.label == "Ben"
    assert marked(window.code_place.reader.view)
