"""Correcting a transcript in the reader: what is typed, stored, shown, looked at and undone."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QPushButton

from acting import click, coded, focused, look, marked, named, press, settle, words_in, write
from coder_gui.ui.coding.correcting import PAUSE
from filling import ANNA


@pytest.fixture
def reader(window, study):
    return window.code_place.reader


@pytest.fixture
def anna(study):
    return study.transcripts[0]


def put_caret(reader, words, behind=False):
    start = reader.transcript.text.index(words)
    reader.view.place_caret(start + len(words) if behind else start)


def shown(reader):
    return reader.view.toPlainText()


def is_true(reader, project, transcript_id):
    """What is stored is what is shown: words, marks, labels, and where the caret stands."""
    assert reader.view._shown.stored == project.text(transcript_id)
    assert shown(reader) == reader.view._shown.text
    assert marked(reader.view) == coded(project, transcript_id)
    turns = project.transcript(transcript_id).turns
    assert list(reader.view._labels.values()) == list(turns)
    assert project.check() == []


def test_a_word_is_corrected_and_everything_goes_along(window, reader, study, anna):
    press("Ctrl+Shift+E")
    assert reader.view.is_correcting
    assert "You are correcting the words" in " ".join(words_in(reader))
    put_caret(reader, "bus")
    press("Del", "Del", "Del")
    write("tram")
    assert "the tram was late" in shown(reader)
    # The page knows before anything is saved.
    assert ("Nobody there", "the tram was late") in marked(reader.view)
    assert study.project.text(anna) == ANNA
    press("Escape")
    assert not reader.view.is_correcting
    assert study.project.text(anna) == ANNA.replace("bus", "tram")
    is_true(reader, study.project, anna)
    assert window.status.text().startswith("Corrected 1 place in “Anna”; 2 segments")
    press("Ctrl+Z")
    assert study.project.text(anna) == ANNA
    is_true(reader, study.project, anna)


def test_letters_that_are_keys_elsewhere_are_typed(reader, study, anna):
    press("Ctrl+Shift+E")
    put_caret(reader, "Slowly")
    before = len(study.project.segments(anna))
    write("crv ")
    press("Del")
    press("Escape")
    assert "Anna: crv lowly." in study.project.text(anna)
    assert len(study.project.segments(anna)) == before


def test_what_is_typed_is_saved_when_the_caret_leaves_the_paragraph(reader, study, anna):
    press("Ctrl+Shift+E")
    put_caret(reader, "Slowly")
    write("Very s")
    press("Del")
    assert study.project.text(anna) == ANNA
    press("Up")
    look()
    assert "Anna: Very slowly." in study.project.text(anna)
    assert reader.view.is_correcting
    is_true(reader, study.project, anna)


def test_what_is_typed_is_saved_after_a_pause(reader, study, anna, qtbot):
    press("Ctrl+Shift+E")
    put_caret(reader, "walked")
    write("have ")
    assert reader.correcting._pause.isActive()
    assert reader.correcting._pause.interval() == PAUSE
    reader.correcting._pause.timeout.emit()
    assert "I have walked." in study.project.text(anna)
    write("just ")
    press("Escape")
    assert "I have just walked." in study.project.text(anna)
    is_true(reader, study.project, anna)


def test_undo_saves_what_is_typed_and_takes_it_back(reader, study, anna):
    press("Ctrl+Shift+E")
    put_caret(reader, "walked")
    write("have ")
    press("Ctrl+Z")
    assert study.project.text(anna) == ANNA
    assert reader.view.is_correcting
    assert reader.view.caret() == ANNA.index("walked")
    is_true(reader, study.project, anna)
    press("Ctrl+Shift+Z")
    assert "I have walked." in study.project.text(anna)
    is_true(reader, study.project, anna)


def test_a_new_line_is_a_new_paragraph_and_with_a_name_a_new_turn(reader, study, anna, qtbot):
    press("Ctrl+Shift+E")
    put_caret(reader, "I walked.", behind=True)
    press("Return")
    look()
    write("Interviewer: Far?")
    press("Shift+Return")
    look()
    write("Anna: No.")
    press("Escape")
    settle(qtbot)
    turns = study.project.transcript(anna).turns
    text = study.project.text(anna)
    assert [(t.speaker, text[t.speech : t.end]) for t in turns[3:]] == [
        ("Anna", "I walked."),
        ("Interviewer", "Far?"),
        ("Anna", "No. My sister says that I am stubborn 🙂, and she is right."),
    ]
    assert "Interviewer: Far?" not in shown(reader)
    is_true(reader, study.project, anna)


def test_backspace_at_the_start_of_a_turn_joins_it_with_the_one_before(reader, study, anna, qtbot):
    press("Ctrl+Shift+E")
    put_caret(reader, "What did you do then?")
    press("Backspace")
    write(" ")
    press("Escape")
    settle(qtbot)
    assert "late again. What did you do then?\n" in study.project.text(anna)
    assert len(study.project.transcript(anna).turns) == 3
    is_true(reader, study.project, anna)


def test_pasted_text_is_plain_and_made_ready(reader, study, anna):
    press("Ctrl+Shift+E")
    put_caret(reader, "Slowly")
    data = QMimeData()
    data.setText("Well\r\nyes \U0001f600\x00, ")
    data.setHtml("<b>Well</b>")
    reader.view.insertFromMimeData(data)
    press("Escape")
    assert "Anna: Well\nyes \U0001f600, Slowly." in study.project.text(anna)
    is_true(reader, study.project, anna)


def test_words_selected_across_turns_are_deleted(reader, study, anna, qtbot):
    press("Ctrl+Shift+E")
    start = ANNA.index("the bus")
    reader.view.select(start, ANNA.index("I walked"))
    press("Del")
    press("Escape")
    settle(qtbot)
    assert "I had been up since five, and I walked." in study.project.text(anna)
    is_true(reader, study.project, anna)


def test_deleting_everything_is_refused_and_the_words_come_back(window, reader, study, anna, qtbot):
    press("Ctrl+Shift+E")
    press("Ctrl+A", "Del")
    press("Escape")
    settle(qtbot)
    assert any("without words" in text for text in window.notices.texts())
    assert study.project.text(anna) == ANNA
    is_true(reader, study.project, anna)


def test_coding_while_correcting_codes_the_words_that_are_seen(reader, study, anna):
    press("Ctrl+Shift+E")
    put_caret(reader, "Slowly")
    write("Very ")
    start = shown_place(reader, "stubborn")
    reader.view.select(start, start + len("stubborn"))
    reader.apply_code(study.forms)
    assert ("Forms", "stubborn") in coded(study.project, anna)
    is_true(reader, study.project, anna)


def shown_place(reader, words):
    return reader.view._shown.stored.index(words)


def test_another_transcript_saves_what_was_typed_and_stays_correctable(reader, study, anna):
    press("Ctrl+Shift+E")
    put_caret(reader, "Slowly")
    write("Very ")
    press("Ctrl+PgDown")
    assert "Anna: Very Slowly." in study.project.text(anna)
    put_caret(reader, "Fridays")
    write("all ")
    press("Escape")
    assert "bread on all Fridays" in study.project.text(study.transcripts[1])
    is_true(reader, study.project, study.transcripts[1])


def test_closing_saves_what_was_typed(window, reader, study, anna):
    press("Ctrl+Shift+E")
    put_caret(reader, "Slowly")
    write("Very ")
    window.close_project()
    window.open_project(study.project.path)
    assert "Anna: Very Slowly." in window.session.project.text(anna)


def test_corrected_segments_are_walked_and_ticked_off(window, reader, study, anna):
    study.project.open_comparison((study.mira, study.noor))
    press("Ctrl+Shift+E")
    put_caret(reader, "bus", behind=True)
    write("es")
    press("Up")
    look()
    link = reader.correcting.bar._review
    assert link.isVisible()
    assert link.text() == "Look at 2 segments"
    click(link)
    review = reader.correcting.review
    rows = [review._rows.item(n).text() for n in range(review._rows.count())]
    assert rows == [
        "Anna · Nobody there · “the buses was late”",
        "Anna (Noor) · Nobody there · “buses was late again”",
    ]
    assert reader.view.chosen() == study.segments[0]
    assert focused() is named(review, "Segments whose words were corrected")
    press("Return")
    assert [s.id for s in study.project.segments_to_check()] == [study.segments[4]]
    text = study.project.text(anna)
    assert text[slice(*reader.view.selection())] == "buses was late again"
    press("Return")
    assert study.project.segments_to_check() == ()
    assert review.isHidden()
    press("Ctrl+Z")
    assert len(study.project.segments_to_check()) == 1


def test_nothing_to_look_at_is_said(window, reader, study):
    window.menu_actions["review_corrections"].trigger()
    assert window.status.text() == "No segment has corrected words to look at."


def test_a_read_only_project_is_not_typed_in(window, filled):
    filled.project.close()
    filled.project.path.chmod(0o444)
    window.open_project(filled.project.path)
    window.code_place.reader.correcting.switch(True)
    assert not window.code_place.reader.view.is_correcting
    assert not window.menu_actions["correct_text"].isEnabled()


def replace_by(window, monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))
    window.menu_actions["replace_text"].trigger()


def test_a_corrected_file_takes_the_place(
    window, reader, study, anna, monkeypatch, tmp_path, qtbot
):
    path = tmp_path / "Anna corrected.txt"
    path.write_text(ANNA.replace("bus", "tram"), encoding="utf-8")
    replace_by(window, monkeypatch, path)
    qtbot.waitUntil(lambda: "tram" in study.project.text(anna), timeout=20_000)
    qtbot.waitUntil(lambda: bool(window.notices.texts()), timeout=20_000)
    is_true(reader, study.project, anna)
    assert "2 segments quote other words now." in window.notices.texts()[0]
    press("Ctrl+Z")
    assert study.project.text(anna) == ANNA


def test_a_file_of_somebody_else_is_asked_about(window, study, anna, monkeypatch, tmp_path, qtbot):
    path = tmp_path / "Other.txt"
    path.write_text("Interviewer: Nothing here is the same at all?\nBen: No.\n", encoding="utf-8")
    replace_by(window, monkeypatch, path)
    qtbot.waitUntil(lambda: bool(window.notices.texts()), timeout=20_000)
    assert "Is it the right file?" in window.notices.texts()[0]
    assert study.project.text(anna) == ANNA
    click(next(b for b in window.notices.findChildren(QPushButton) if b.text() == "Replace"))
    assert study.project.text(anna).startswith("Interviewer: Nothing here")
    press("Ctrl+Z")
    assert study.project.text(anna) == ANNA


def test_keys_of_the_reader_are_keys_again_afterwards(reader, study, anna):
    press("Ctrl+Shift+E")
    put_caret(reader, "Slowly")
    write("Very ")
    press("Escape")
    start = shown_place(reader, "stubborn")
    reader.view.select(start, start + 8)
    press("R")
    assert reader.picker.isVisible()
