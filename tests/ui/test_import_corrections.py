"""The preview of an import: what is corrected for all files at once, by tables and by patterns."""

import pytest
from previewed import (
    act,
    choose,
    listed,
    new_ones,
    people,
    said_of,
    select,
    speakers,
    write_interviews,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from acting import click, named, press, settle, show_files, stored, words_in, write
from coder_gui.ui.importing.columns_dialog import ColumnsDialog


@pytest.fixture
def interviews(tmp_path):
    return write_interviews(tmp_path / "interviews")


@pytest.fixture
def preview(window, study, interviews, qtbot):
    """The preview of the four."""
    show_files(window, [interviews], qtbot)
    return window.importing.page


# All files -----------------------------------------------------------------------------------


def test_a_label_is_corrected_in_all_files_at_once(window, study, preview, qtbot):
    assert listed(preview) == [
        ("P01", 4, 8, False),
        ("Interviewer", 2, 4, True),
        ("INT", 2, 4, True),
    ]
    select(preview, "P01")
    press("F2", "Ctrl+A")
    write("Anna")
    press("Return")
    settle(qtbot)
    assert listed(preview)[0] == ("Anna", 4, 8, False)
    select(preview, "Interviewer", "INT")
    act(preview, "Merge")
    assert listed(preview) == [("Interviewer", 4, 8, True), ("Anna", 4, 8, False)]
    press("Ctrl+Return")
    stored(window, qtbot)
    for name in new_ones(study):
        assert speakers(study, name) == [("Interviewer", True), ("Anna", False)]
    text = study.project.text(new_ones(study)["staff-01"].id)
    assert text.startswith("INT: Question 1?\nP01: [00:01:05] Answer")


def test_a_label_is_corrected_everywhere_by_keyboard_alone(window, study, preview, qtbot):
    keys = ("F6", "F6", "F2")
    press(*keys)
    write("Anna")
    press("Return")
    settle(qtbot)
    press("Ctrl+Return")
    stored(window, qtbot)
    assert [speakers(study, name)[1] for name in new_ones(study)] == [("Anna", False)] * 4


def test_speakers_are_named_after_each_files_participant(window, study, preview, qtbot):
    select(preview, "P01")
    act(preview, "Name as participant")
    press("Ctrl+Return")
    stored(window, qtbot)
    assert speakers(study, "carer-02") == [("INT", True), ("Carer 2", False)]
    assert speakers(study, "staff-01") == [("INT", True), ("Staff 1", False)]


def test_who_asks_is_marked_by_space_and_by_the_box(window, study, preview, qtbot):
    table = preview.speakers.table
    select(preview, "INT")
    press("Space")
    assert ("INT", 2, 4, False) in listed(preview)
    assert preview.summary.text() == "2 ready · 2 to look at"
    row = [line.shown for line in table.rows.lines].index("P01")
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.rows.index(row, 3)).center(),
    )
    assert ("P01", 4, 8, True) in listed(preview)
    press("Ctrl+Return")
    stored(window, qtbot)
    assert speakers(study, "carer-02") == [("INT", False), ("P01", True)]


def test_a_speaker_is_linked_to_a_participant_in_this_file_only(window, study, preview, qtbot):
    choose(preview, "staff-01.txt")
    click(named(preview, "Speakers of: This file"))
    select(preview, "P01")
    press("Right", "Right", "Right", "Right", "F2")
    write("Caro")
    press("Return")
    settle(qtbot)
    assert [line.person for line in preview.speakers.table.rows.lines] == ["", "Caro"]
    press("Ctrl+Return")
    stored(window, qtbot)
    caro = next(p.id for p in study.project.participants() if p.label == "Caro")
    linked = study.project.transcript(new_ones(study)["staff-01"].id).turns
    assert [turn.participant_id for turn in linked] == [None, caro, None, caro]
    others = study.project.transcript(new_ones(study)["staff-02"].id).turns
    assert {turn.participant_id for turn in others} == {None}


def test_a_speaker_who_was_not_found_is_named(window, study, tmp_path, qtbot):
    path = tmp_path / "one.txt"
    lines = ["I: Begin.", *("word " * 30 for _ in range(9)), "Zoe: Once only.", "I: Thanks."]
    path.write_text("\n".join(lines), "utf-8")
    show_files(window, [path], qtbot)
    page = window.importing.page
    known = {name for name, *_rest in listed(page)}
    page.speakers.missing.setFocus()
    write("Zoe:, Begin")
    press("Return")
    qtbot.waitUntil(lambda: window.importing.task is None)
    settle(qtbot)
    assert {name for name, *_rest in listed(page)} == known | {"Zoe"}


# Names of files, tables ----------------------------------------------------------------------


def test_a_pattern_shows_what_it_finds_while_it_is_typed(window, study, preview, qtbot):
    line = preview.names
    assert line.pattern.text() == "{group}-{n}"
    assert line.result.text() == "4 of 4 fit · carer-01 → Carer 1 in Carers"
    line.pattern.setFocus()
    press("Ctrl+A")
    write("{group}-{participant")
    assert line.result.text().startswith("A brace is missing in the pattern.")
    write("}")
    assert line.result.text() == "4 of 4 fit · carer-01 → 01 in Carers"
    press("Ctrl+A")
    write("carer-{n}")
    assert line.result.text() == "2 of 4 fit · carer-01 → Participant 1"
    assert preview.summary.text() == "2 ready · 2 to look at"
    press("F8")
    assert preview.files.currentIndex().data() == "staff-01.txt"
    assert "The name of the file is not as the pattern says." in words_in(preview.file)


def test_a_table_of_participants_is_matched_by_id(
    window, study, preview, tmp_path, monkeypatch, qtbot
):
    table = tmp_path / "people.csv"
    table.write_text(
        "id;label;group;Role\ncarer-01;Nadia;Friends;aunt\nSTAFF_2;Olu;Staff;nurse\n", "utf-8"
    )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(table), ""))
    act(preview, "Participants table…")
    assert preview.names.table.accessibleName() == "people.csv: 2 of 4 found"
    assert preview.summary.text() == "2 ready · 2 to look at"
    press("Ctrl+Return")
    stored(window, qtbot)
    assert people(study)["Nadia"] == "Friends"
    role = next(a.id for a in study.project.attributes() if a.name == "Role")
    values = {p.label: p.values.get(role) for p in study.project.participants()[3:]}
    assert values == {"Nadia": "aunt", "Carer 2": None, "Staff 1": None, "Olu": "nurse"}


def test_a_table_of_participants_dropped_with_the_files_is_used(
    window, study, interviews, tmp_path, qtbot
):
    rows = "ID,Label,Group,Role\ncarer-01,Nadia,Friends,aunt\ncarer-02,Olu,Friends,uncle\n"
    (tmp_path / "people.csv").write_text(rows, "utf-8")
    show_files(window, [interviews, tmp_path / "people.csv"], qtbot)
    page = window.importing.page
    assert page.go.text() == "Import 4 transcripts"
    assert page.names.table.accessibleName() == "people.csv: 2 of 4 found"
    assert [plan.person.label for plan in page.batch.plans[:2]] == ["Nadia", "Olu"]
    page.names.table.setFocus()
    press("Delete")
    assert [plan.person.label for plan in page.batch.plans[:2]] == ["Carer 1", "Carer 2"]


# Tables of answers ---------------------------------------------------------------------------

ANSWERS = """id,group,Age,What helped you in the first weeks?,E-mail
R1,Carers,41,"My sister came every evening, and that was the whole of it.",a@b.c
R2,Staff,35,"Nothing helped me at all in the first weeks, to be honest with you.",d@e.f
R3,Staff,52,,g@h.i
R4,Carers,47,"Nothing helped me at all in the first weeks, to be honest with you.",j@k.l
"""


@pytest.fixture
def answers(window, study, tmp_path, qtbot):
    """The preview of a table of answers."""
    (tmp_path / "answers.csv").write_text(ANSWERS, "utf-8")
    show_files(window, [tmp_path / "answers.csv"], qtbot)
    return window.importing.page


def test_a_row_of_a_table_of_answers_is_a_transcript(window, study, answers, qtbot):
    assert answers.go.text() == "Import 3 transcripts"
    assert said_of(answers, 1) == "R2, Ready, Table · 2 speakers · 2 turns"
    answers.files.setFocus()
    press("Return")
    stored(window, qtbot)
    assert list(new_ones(study)) == ["R1", "R2", "R4"]
    assert people(study) == {"R1": "Carers", "R2": "Staff", "R4": "Carers"}
    age = next(a.id for a in study.project.attributes() if a.name == "Age")
    assert [p.values[age] for p in study.project.participants()[3:]] == ["41", "35", "47"]
    assert speakers(study, "R1") == [("Question", True), ("R1", False)]
    answers_again = study.project.path.parent / "answers.csv"
    show_files(window, [answers_again], qtbot)
    assert window.notices.texts()[0] == "Imported 0 transcripts. 3 already there."


def test_the_columns_of_a_table_are_chosen(window, study, answers, qtbot):
    answers.batch.set_wanted([0], False)
    act(answers, "Columns…")
    dialog = window.findChild(ColumnsDialog)
    assert "3 of 4 rows have an answer and become a transcript" in words_in(dialog)
    box = named(dialog, "E-mail")
    box.setCurrentIndex(box.findData("text"))
    box.activated.emit(box.currentIndex())
    assert "4 of 4 rows have an answer and become a transcript" in words_in(dialog)
    dialog.accept()
    settle(qtbot)
    window.activateWindow()
    assert answers.go.text() == "Import 3 transcripts"
    assert [plan.wanted for plan in answers.batch.plans] == [False, True, True, True]
    answers.go.click()
    stored(window, qtbot)
    assert study.project.text(new_ones(study)["R3"].id) == "E-mail\ng@h.i"
