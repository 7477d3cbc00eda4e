"""Progress in the window: signs in the list, uncoded stretches by key, and the table."""

import csv

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QToolTip

from acting import click, focused, look, named, press, row, settle, words_in
from coder_gui.ui.coding.transcript_list import STATE
from filling import draft


@pytest.fixture
def words(window, study):
    """The words that are selected in the reader."""
    view = window.code_place.reader.view

    def selected():
        found = view.selection()
        return study.project.text(view.transcript_id())[slice(*found)] if found else None

    return selected


# Signs ---------------------------------------------------------------------------------------


def test_the_list_says_new_read_coding_and_finished(window, study):
    listed, actions = window.code_place.transcripts, window.menu_actions
    window.session.code_as(study.noor)
    look()

    def said(name):
        return row(listed, name).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said("Caro") == "Caro, not begun, 0 segments"
    assert said("Ben") == "Ben, coding, 1 segment"
    window.code_place.open_transcript(study.transcripts[2])
    assert actions["mark_read"].text() == "Mark as &read"
    actions["mark_read"].trigger()
    assert said("Caro") == "Caro, read, 0 segments"
    assert row(listed, "Caro").data(STATE) == "read"
    assert actions["mark_read"].text() == "Mark as not &read"
    actions["mark_finished"].trigger()
    assert said("Caro") == "Caro, finished, 0 segments"
    assert actions["mark_finished"].text() == "Mark as not &finished"
    press("Ctrl+Z", "Ctrl+Z")
    assert said("Caro") == "Caro, not begun, 0 segments"
    assert actions["mark_read"].text() == "Mark as &read"


def test_nothing_is_marked_as_read_by_itself(window, study):
    bar = window.code_place.reader.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    press("Ctrl+PgDown", "Ctrl+PgDown")
    look()
    assert not any(each.read_at for each in study.project.standings().values())


def test_the_tooltip_says_how_much_is_coded(window, study):
    listed = window.code_place.transcripts
    assert listed.about(study.transcripts[0]) == (
        "Anna\nAnna.docx\nCoding, 2 segments\n12 of 27 words of participants coded (44 %)"
    )
    study.project.set_read([study.transcripts[0]], True)
    assert "Coding, read today, " in listed.about(study.transcripts[0]) or (
        "Coding, read 2 March" in listed.about(study.transcripts[0])
    )
    place = listed.visualRect(row(listed, "Caro")).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, listed.mapToGlobal(QPoint(5, 5)))
    assert listed.viewportEvent(event)
    assert QToolTip.text().endswith("2 of 8 words of participants coded (25 %)")
    QToolTip.hideText()


def test_the_menu_of_the_list_marks_all_that_is_chosen(window, study):
    listed = window.code_place.transcripts
    listed.selectAll()
    menu = window.code_place.transcript_menu()
    next(each for each in menu.actions() if each.text() == "Mark as read").trigger()
    assert all(each.read_at for each in study.project.standings().values())
    assert window.status.text() == "Marked 3 transcripts as read"
    texts = [each.text() for each in window.code_place.transcript_menu().actions()]
    assert "Mark as not read" in texts
    assert not [each for each in window.findChildren(QMenu) if each.isVisible()]


# Uncoded stretches ---------------------------------------------------------------------------


def test_n_and_p_walk_the_uncoded_stretches(window, study, words):
    press("N")
    assert words() == "Slowly. I had been up since five, and"
    assert window.status.text() == "Uncoded stretch 1 of 2"
    press("N")
    assert words() == "and she is right."
    press("N")
    assert words() == "Slowly. I had been up since five, and"
    assert window.status.text() == "Uncoded stretch 1 of 2, from the start"
    press("P")
    assert words() == "and she is right."
    assert window.status.text() == "Uncoded stretch 2 of 2, from the end"
    press("P")
    assert words() == "Slowly. I had been up since five, and"
    assert focused() is window.code_place.reader.view


def test_coding_and_going_on(window, study, words):
    press("N", "C", "Return", "N")
    assert words() == "and she is right."
    press("R", "N")
    assert words() is None
    assert window.status.text() == (
        "Only pieces of fewer than 4 words have no code: 3 words in all."
    )
    press("Ctrl+Z")
    press("N")
    assert words() == "and she is right."


def test_it_says_when_everything_is_coded_and_when_nobody_speaks(window, study):
    caro = study.transcripts[2]
    study.code(caro, study.help, "Nobody can fill them in alone.")
    (asked,) = study.project.import_transcripts(
        [draft("Asked", "Interviewer: Anything else?\n")]
    ).imported
    window.code_place.open_transcript(caro)
    window.code_place.reader.view.setFocus()
    press("N")
    assert window.status.text() == "Every word of the participants has a code of yours here."
    window.code_place.open_transcript(asked)
    window.code_place.reader.view.setFocus()
    press("P")
    assert window.status.text() == "No participant says anything in this transcript."


# Where reading stopped -----------------------------------------------------------------------


def test_each_transcript_comes_back_where_it_was_read(window, study, make):
    text = "Interviewer: And?\n" + "Dora: Then I went on and on about it.\n" * 200
    long, other = study.project.import_transcripts(
        [draft("D", text), draft("E", text + "Dora: So.\n")]
    ).imported
    place = window.code_place
    for each, share in ((long, 3), (other, 2)):
        place.open_transcript(each)
        look()
        bar = place.reader.view.verticalScrollBar()
        bar.setValue(bar.maximum() // share)
        look()
    positions = {}
    for each in (long, other):
        place.open_transcript(each)
        look()
        positions[each] = place.reader.view.position()
    path = study.project.path
    window.close()
    again = make()
    again.open_project(path)
    look()
    assert again.code_place.reader.view.transcript_id() == other
    for each in (other, long):
        again.code_place.open_transcript(each)
        look()
        assert abs(again.code_place.reader.view.position() - positions[each]) < 60
    assert positions[long] != positions[other] > 0


# The table -----------------------------------------------------------------------------------


@pytest.fixture
def page(window, study, qtbot):
    window.menu_actions["progress"].trigger()
    settle(qtbot)
    window.progress.page.finish()
    return window.progress.page


def cells(page):
    rows = page.table.rows
    return [
        [rows.index(place, column).data() for column in range(rows.columnCount())]
        for place in range(rows.rowCount())
    ]


def test_the_table_shows_each_transcript(page):
    assert focused() is page.table
    assert cells(page) == [
        ["Anna", "Carers", "coding", "", "2", "27", "44 %", "15"],
        ["Ben", "Carers", "coding", "", "1", "17", "12 %", "15"],
        ["Caro", "Staff", "coding", "", "1", "8", "25 %", "6"],
    ]
    summary = (
        "3 transcripts · 0 marked as read · 3 with segments · 0 finished · "
        "31 % of the participants’ words coded"
    )
    assert summary in words_in(page)


def test_it_follows_steps_and_the_coder(window, page, study, qtbot):
    study.project.set_read([study.transcripts[2]], True)
    study.project.remove_segment(study.segments[3])
    settle(qtbot)
    page.finish()
    assert cells(page)[2][2:3] + cells(page)[2][4:] == ["read", "0", "8", "0 %", "8"]
    assert cells(page)[2][3].startswith("2026-")
    # Before the comparison is opened, there is nothing to be seen of the other.
    assert [each.text() for each in page.coder.menu().actions()] == ["Mira"]
    study.project.open_comparison((study.mira, study.noor))
    settle(qtbot)
    noor = next(each for each in page.coder.menu().actions() if each.text() == "Noor")
    noor.trigger()
    page.finish()
    assert named(page, "Coder: Noor")
    assert [each[4] for each in cells(page)] == ["1", "1", "0"]
    window.session.code_as(study.mira)
    settle(qtbot)
    assert named(page, "Coder: Mira")


def test_it_is_sorted_by_any_column(page):
    for column, first in ((6, "Ben"), (0, "Anna"), (7, "Caro")):
        page.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
        assert cells(page)[0][0] == first, column
    page.table.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    assert [each[0] for each in cells(page)] == ["Anna", "Caro", "Ben"]


def test_enter_opens_a_transcript_and_escape_goes_back(window, page):
    press("Down", "Return")
    assert window.places.currentWidget() is window.code_place
    assert window.code_place.reader.transcript.info.name == "Ben"
    window.menu_actions["progress"].trigger()
    press("Escape")
    assert window.places.currentWidget() is window.code_place
    assert focused() is window.code_place.reader.view


def test_it_is_copied_as_a_table(page):
    page.table.clearSelection()
    click(page.copy)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == ("Transcript\tGroup\tState\tRead on\tSegments\tWords\tCoded\tUncoded")
    assert lines[1] == "Anna\tCarers\tcoding\t\t2\t27\t44.4\t15"
    assert len(lines) == 4


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_it_is_exported(window, page, study, tmp_path, suffix, monkeypatch, qtbot):
    path = tmp_path / f"progress.{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    click(page.export)
    qtbot.waitUntil(lambda: bool(window.notices.texts()))
    assert window.notices.texts() == [f"Progress written to progress.{suffix}."]
    if suffix == "xlsx":
        sheet = load_workbook(path)["Table"]
        rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
        assert rows[2][4:] == [1, 17, 11.8, 15]
    else:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        assert rows[2] == ["Ben", "Carers", "coding", "", "1", "17", "11.8", "15"]


def test_a_closed_project_leaves_no_rows(window, page):
    press("Ctrl+W")
    assert page.table.rows.rowCount() == 0
