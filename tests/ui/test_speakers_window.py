"""The sheet of speakers, as it is opened, typed in and undone; and times that are gone to."""

import pytest
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton

from acting import focused, middle_of, press, settle, words_in, write
from coder_gui.domain.model import Turn
from coder_gui.ui.coding.speakers_sheet import SpeakersSheet
from filling import ANNA, draft

TIMED = "Anna: One.\nMax: Two.\nAnna: Three.\n"


def entry(window, text):
    """An entry of the transcripts’ menu."""
    menu = window.code_place.transcript_menu()
    return next(each for each in menu.actions() if each.text() == text)


def opened(window):
    found = [each for each in window.findChildren(SpeakersSheet) if each.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def sheet(window, study, qtbot):
    """The sheet of Anna’s transcript, from the menu of the list."""
    entry(window, "Speakers…").trigger()
    settle(qtbot)
    return opened(window)


@pytest.fixture
def timed(window, study):
    """A transcript of three turns, the first and the last of them with times."""
    from dataclasses import replace

    made = draft("Timed", TIMED)
    times = (842_000, None, 4_442_000)
    turns = tuple(replace(turn, time_ms=at) for turn, at in zip(made.turns, times, strict=True))
    chosen = study.project.import_transcripts([replace(made, turns=turns)]).imported[0]
    window.code_place.open_transcript(chosen)
    return window.code_place.reader


def lines(sheet):
    rows = sheet.table.rows
    return [
        [rows.index(row, column).data() for column in (0, 1, 2, 4)]
        for row in range(rows.rowCount())
    ]


def names(study, transcript=0):
    return [turn.speaker for turn in study.project.transcript(study.transcripts[transcript]).turns]


def test_the_sheet_lists_who_speaks(sheet):
    assert "Speakers of “Anna”" in words_in(sheet)
    assert lines(sheet) == [
        ["Interviewer", "10", "2", ""],
        ["Anna", "27", "2", "as the transcript"],
    ]
    assert focused() is sheet.table


def test_a_speaker_is_renamed_in_place(window, study, sheet, qtbot):
    text = study.project.text(study.transcripts[0])
    press("Down", "F2")
    write("P01")
    press("Return")
    settle(qtbot)
    assert names(study) == ["Interviewer", "P01"] * 2
    assert study.project.text(study.transcripts[0]) == text
    assert lines(sheet)[1][0] == "P01"
    assert window.status.text() == "Renamed “Anna” to “P01”"
    assert "P01" in {turn.speaker for turn in window.code_place.reader.view.turns()}
    window.commands.undo()
    settle(qtbot)
    assert lines(sheet)[1][0] == "Anna"


def test_a_name_that_is_there_makes_the_two_one(study, sheet, qtbot):
    press("Down", "F2")
    write("Interviewer")
    press("Return")
    settle(qtbot)
    assert lines(sheet) == [["Interviewer", "37", "4", ""]]
    assert names(study) == ["Interviewer"] * 4
    assert study.project.next_undo().label == "Rename speaker"


def test_who_asks_is_marked_and_who_speaks_is_linked(study, sheet, qtbot):
    press("Down", "Space")
    settle(qtbot)
    assert all(turn.interviewer for turn in study.project.transcript(study.transcripts[0]).turns)
    sheet.table.link_wanted.emit(["Anna"], "Ben")
    settle(qtbot)
    assert lines(sheet)[1][3] == "Ben"
    sheet.table.link_wanted.emit(["Anna"], "  Dora ")
    settle(qtbot)
    assert lines(sheet)[1][3] == "Dora"
    assert study.project.participants()[-1].label == "Dora"
    study.project.undo()
    assert len(study.project.participants()) == 3
    sheet.table.link_wanted.emit(["Anna"], "")
    settle(qtbot)
    assert lines(sheet)[1][3] == ""


def test_the_menu_opens_it_for_the_open_transcript(window, study, qtbot):
    press("Ctrl+PgDown")
    window.menu_actions["speakers"].trigger()
    settle(qtbot)
    assert "Speakers of “Ben”" in words_in(opened(window))


def test_without_speakers_it_is_said(window, study):
    bare = study.project.import_transcripts([draft("Bare", "No labels here.\n")]).imported[0]
    window.code_place.open_transcript(bare)
    window.menu_actions["speakers"].trigger()
    assert not window.findChildren(SpeakersSheet)
    assert window.status.text().startswith("No speakers were found in this transcript.")


def test_a_name_that_is_being_typed_is_kept_when_the_window_locks(study, sheet, qtbot):
    press("Down", "F2")
    write("P02")
    sheet.keep()
    settle(qtbot)
    assert names(study) == ["Interviewer", "P02"] * 2


def test_read_only_it_can_be_looked_at(window, study, qtbot):
    window.open_project(study.project.path, read_only=True)
    study.project = window.session.project
    window.menu_actions["speakers"].trigger()
    settle(qtbot)
    sheet = opened(window)
    assert not sheet.table.isEnabled()
    assert "The project is open read-only." in words_in(sheet)
    assert not next(b for b in sheet.findChildren(QPushButton) if b.text() == "Rename").isEnabled()


def test_a_time_is_copied(window, timed):
    view = timed.view
    menu = timed.times.menu_at(middle_of(view, TIMED.index("One")))
    next(each for each in menu.actions() if each.text() == "Copy 14:02").trigger()
    assert QApplication.clipboard().text() == "14:02"
    # The second turn has no time of its own: it was spoken after the first one began.
    assert timed.times.time_at(middle_of(view, TIMED.index("Two"))) == 842_000
    assert timed.times.time_at(middle_of(view, TIMED.index("Three"))) == 4_442_000


def test_without_times_none_is_offered(window, study):
    reader = window.code_place.reader
    menu = reader.times.menu_at(middle_of(reader.view, ANNA.index("Slowly")))
    assert not [each for each in menu.actions() if "time" in each.text() or ":" in each.text()]
    press("Ctrl+G")
    assert window.status.text() == "This transcript has no times."


@pytest.mark.parametrize(
    ("typed", "words"), [("1:14:02", "Three"), ("15:00", "One"), ("0:01", "One")]
)
def test_ctrl_g_goes_to_a_time(window, timed, typed, words):
    timed.view.place_caret(TIMED.index("Two"))
    press("Ctrl+G")
    dialog = window.findChild(QInputDialog)
    dialog.setTextValue(typed)
    dialog.accept()
    assert timed.view.caret() == TIMED.index(words)


def test_what_is_no_time_is_refused(window, timed):
    timed.view.place_caret(TIMED.index("Two"))
    press("Ctrl+G")
    dialog = window.findChild(QInputDialog)
    dialog.setTextValue("later")
    dialog.accept()
    assert window.notices.texts() == [
        "“later” is no time. Type minutes and seconds, such as 14:02."
    ]
    assert timed.view.caret() == TIMED.index("Two")


def test_turns_keep_their_shape(timed):
    assert timed.view.turns()[0] == Turn(0, 6, 10, "Anna", time_ms=842_000)
