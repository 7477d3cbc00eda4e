"""Memos in the Code place: written, edited, marked beside the words, linked and undone."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from acting import (
    choose_row,
    click,
    drag_over,
    focused,
    look,
    middle_of,
    named,
    press,
    settle,
    words_in,
    write,
)
from coder_gui.app.noting import Subject
from coder_gui.ui.memos.memo_card import MemoCard


@pytest.fixture
def reader(window, study):
    return window.code_place.reader


@pytest.fixture
def panel(window, study):
    return window.code_place.inspector.memos


@pytest.fixture
def select(reader, study):
    """Select words of Anna’s transcript with the mouse."""

    def select_them(words):
        drag_over(reader.view, *study.span(study.transcripts[0], words))

    return select_them


def newest(study):
    return study.project.memos()[-1]


def cards(panel):
    look()
    return [each for each in panel.findChildren(MemoCard) if each.isVisible()]


def sign_of(view, point):
    """Where the sign of the line is on which a stored character stands, in the viewport."""
    spot = middle_of(view, point)
    return QPoint(round(view.words_left() - 8), spot.y())


def choose_segment(reader, study, words):
    start, _end = study.span(study.transcripts[0], words)
    click(reader.view.viewport(), middle_of(reader.view, start))


def test_m_writes_on_the_selected_words(window, study, reader, panel, select):
    before = len(study.project.memos())
    select("since five")
    press("M")
    assert focused() is panel.editor.text
    assert len(study.project.memos()) == before, "nothing is stored before there are words"
    write("So early")
    press("Escape")
    memo = newest(study)
    start, end = study.span(study.transcripts[0], "since five")
    assert (memo.text, memo.transcript_id, memo.start, memo.end) == (
        "So early",
        study.transcripts[0],
        start,
        end,
    )
    assert window.status.text() == "Wrote a memo"
    assert focused() is reader.view
    assert "“since five”" in words_in(panel)
    press("Escape")
    assert panel.subject() == Subject(study.transcripts[0]), "the words are let go of"
    press("M")
    write("Whole")
    press("Escape")
    assert newest(study).start is None


def test_m_writes_on_the_chosen_segment(study, reader, panel):
    choose_segment(reader, study, "My sister")
    press("M")
    write("Who?")
    press("Ctrl+Return")
    assert newest(study).segment_id == study.segments[1]
    write(" She")
    press("Ctrl+Return")
    assert newest(study).text == "Who? She"
    assert any("Mira" in each for each in words_in(panel))


def test_m_writes_on_the_current_code_and_ctrl_m_does_from_the_tree(window, study, reader, panel):
    tree = window.code_place.codes.tree
    choose_row(tree, "Forms")
    press("Ctrl+M")
    write("Paper")
    press("Escape")
    assert newest(study).code_id == study.forms
    assert focused() is reader.view
    press("M")
    write("More paper")
    press("Escape")
    assert [memo.code_id for memo in study.project.memos()[-2:]] == [study.forms] * 2


def test_m_with_nothing_chosen_writes_on_the_transcript(study, reader, panel):
    reader.view.setFocus()
    press("M")
    write("A slow week")
    press("Escape")
    memo = newest(study)
    assert (memo.transcript_id, memo.start) == (study.transcripts[0], None)
    assert named(reader, "Memos on this transcript: 1") is reader.notes.button
    assert reader.notes.button.toolTip() == "A slow week"


def test_memos_on_participant_and_transcript_by_the_menu(window, study, panel):
    window.menu_actions["memo_on_participant"].trigger()
    write("Shy")
    press("Escape")
    anna = next(p for p in study.project.participants() if p.label == "Anna")
    assert newest(study).participant_id == anna.id
    assert any("on Anna" in each for each in words_in(panel))
    press("Ctrl+Shift+M")
    write("Long")
    press("Escape")
    assert newest(study).transcript_id == study.transcripts[0]


def test_a_memo_without_words_is_never_stored(study, reader, panel):
    steps = study.project.trail_length()
    reader.view.setFocus()
    press("M", "Escape")
    assert study.project.trail_length() == steps
    assert not panel.editor.isVisible() and focused() is reader.view


def test_several_memos_are_listed_newest_first(study, reader, panel):
    choose_segment(reader, study, "the bus")
    for words in ("Second", "Third"):
        press("M")
        write(words)
        press("Escape")
    assert panel.editor.text.toPlainText() == "Third"
    first = [card.accessibleName().split(".")[0] for card in cards(panel)]
    assert first == ["Second", "On the words"]
    click(cards(panel)[1])
    assert panel.editor.text.toPlainText() == "On the words."
    assert focused() is panel.editor.text
    write("!")
    click(reader.view.viewport(), QPoint(5, 300))
    memo = next(m for m in study.project.memos() if m.id == study.memos[3])
    assert memo.text in ("!On the words.", "On the words.!")


def test_a_pause_stores_what_was_typed(study, reader, panel, qtbot):
    panel.editor.text._pause.setInterval(1)
    reader.view.setFocus()
    press("M")
    write("Hm")
    qtbot.waitUntil(lambda: newest(study).text == "Hm")
    assert focused() is panel.editor.text
    write(", so")
    qtbot.waitUntil(lambda: newest(study).text == "Hm, so")
    assert panel.editor.text.textCursor().position() == 6


def test_a_sign_stands_beside_the_line_and_opens_its_memo(study, reader, panel, monkeypatch):
    view = reader.view
    at = study.span(study.transcripts[0], "the bus was late")[0]
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, *_rest: shown.append(words))
    spot = sign_of(view, at)
    help_event = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), help_event)
    assert shown == ["On the words."]
    click(view.viewport(), spot)
    assert panel.editor.text.toPlainText() == "On the words."
    assert panel.subject() == Subject(segment_id=study.segments[0])
    assert focused() is panel.editor.text


def test_signs_come_and_go_with_memos(study, reader, panel):
    view = reader.view
    line = view._lines_in(view.viewport().visibleRegion())[1]
    here = len(view.notes.on(line))
    start, end = study.span(study.transcripts[0], "Slowly")
    memo = study.project.add_memo("Slow.", Subject(study.transcripts[0], start=start, end=end))
    assert len(view.notes.on(line)) == here + 1
    study.project.delete_memo(memo)
    assert len(view.notes.on(line)) == here
    study.project.undo()
    assert len(view.notes.on(line)) == here + 1


def test_codes_and_transcripts_with_memos_are_marked(window, study):
    tree, transcripts = window.code_place.codes.tree, window.code_place.transcripts
    assert tree._look.noted == {study.alone}
    assert transcripts._look.noted == {study.transcripts[0]}
    study.project.add_memo("Paper.", Subject(code_id=study.forms))
    assert tree._look.noted == {study.alone, study.forms}


def test_a_memo_is_deleted_by_its_button_and_comes_back(window, study, reader, panel):
    choose_segment(reader, study, "the bus")
    click(cards(panel)[0])
    click(panel.editor.trash)
    assert study.memos[3] not in [memo.id for memo in study.project.memos()]
    assert window.status.text() == "Deleted a memo"
    assert focused() is reader.view and not panel.editor.isVisible()
    press("Ctrl+Z")
    assert [card.memo_id() for card in cards(panel)] == [study.memos[3]]


def test_an_emptied_memo_is_deleted_when_it_is_left(study, reader, panel):
    choose_segment(reader, study, "the bus")
    click(cards(panel)[0])
    press("Ctrl+A", "Delete", "Escape")
    assert study.memos[3] not in [memo.id for memo in study.project.memos()]


@pytest.mark.parametrize("leave", ["Ctrl+PgDown", "Ctrl+W", "Ctrl+6"])
def test_words_that_are_being_typed_are_not_lost(window, study, reader, panel, leave, qtbot):
    from coder_gui.app.project import Project

    path = study.project.path
    reader.view.setFocus()
    press("M")
    write("Not lost")
    press(leave)
    settle(qtbot)
    window.close_project()
    again = Project.open(path)
    assert again.memos()[-1].text == "Not lost"
    assert again.memos()[-1].transcript_id == study.transcripts[0]
    again.close()


def test_in_a_narrow_window_the_inspector_opens(window, study, reader, panel, qtbot):
    window.resize(860, 600)
    settle(qtbot)
    assert not panel.isVisible()
    reader.view.setFocus()
    press("M")
    assert focused() is panel.editor.text and panel.isVisible()


def test_reading_only_shows_memos_and_writes_none(window, study, reader, panel):
    path = study.project.path
    window.close_project()
    window.open_project(path, read_only=True)
    assert not window.menu_actions["memo"].isEnabled()
    choose_segment(window.code_place.reader, Filled(window), "the bus")
    click(cards(panel)[0])
    assert panel.editor.text.isReadOnly() and not panel.editor.trash.isVisible()
    write("no")
    assert panel.editor.text.toPlainText() == "On the words."
    assert not named(panel, "Write a memo").isEnabled()


class Filled:
    """The open project’s first transcript, to look words up in."""

    def __init__(self, window):
        self._project = window.session.project
        self.transcripts = [info.id for info in self._project.transcripts()]

    def span(self, transcript, words):
        start = self._project.text(transcript).index(words)
        return start, start + len(words)


def test_the_pointer_shows_that_a_sign_can_be_clicked(study, reader):
    from PySide6.QtTest import QTest

    view = reader.view
    spot = sign_of(view, study.span(study.transcripts[0], "the bus was late")[0])
    QTest.mouseMove(view.viewport(), spot)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
