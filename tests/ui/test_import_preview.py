"""The preview of an import: what is proposed, corrected for one file, stored, and what fails."""

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
from PySide6.QtWidgets import QApplication, QPushButton

from acting import click, focused, named, press, settle, show_files, stored, words_in, write
from filling import dump

GERMAN = "Interviewer: Wie war es für Sie?\nMüller: Schön, „ja“ – und größer als gedacht.\n" * 4


@pytest.fixture
def interviews(tmp_path):
    return write_interviews(tmp_path / "interviews")


@pytest.fixture
def preview(window, study, interviews, qtbot):
    """The preview of the four."""
    show_files(window, [interviews], qtbot)
    return window.importing.page


# Proposing -----------------------------------------------------------------------------------


def test_clean_files_need_one_key(window, study, preview, qtbot):
    before = dump(study.project)
    assert focused() is preview.files
    assert preview.go.text() == "Import 4 transcripts"
    assert preview.summary.text() == "4 ready"
    assert said_of(preview, 0) == "carer-01.docx, Ready, Word · 2 speakers · 4 turns"
    press("Return")
    stored(window, qtbot)
    assert window.places.currentWidget() is window.code_place
    assert window.notices.texts() == ["Imported 4 transcripts."]
    assert people(study) == {
        "Carer 1": "Carers",
        "Carer 2": "Carers",
        "Staff 1": "Staff",
        "Staff 2": "Staff",
    }
    assert speakers(study, "carer-02") == [("INT", True), ("P01", False)]
    assert [i.format for i in new_ones(study).values()] == ["docx", "docx", "txt", "txt"]
    press("Ctrl+Z")
    assert dump(study.project) == before


def test_the_first_lines_stand_as_they_will_in_the_reader(preview):
    choose(preview, "staff-01.txt")
    lines = preview.file.lines
    assert lines.toPlainText().split("\n")[:2] == ["Question 1?", "Answer 1 of staff-01."]
    labels = [(turn.speaker, turn.interviewer, turn.time_ms) for turn in lines._labels.values()]
    assert labels[:2] == [("INT", True, None), ("P01", False, 65_000)]
    assert "Plain text · 2 speakers · 4 turns · 18 words · 2 time stamps" in words_in(preview.file)
    assert preview.file.encoding.accessibleName() == "Encoding: Unicode (UTF-8)"
    choose(preview, "carer-01.docx")
    assert not preview.file.encoding.isVisible()


def test_nothing_is_stored_before_import_and_one_may_come_back(window, study, preview, qtbot):
    before = dump(study.project)
    preview.names.pattern.setFocus()
    preview.names.pattern.clear()
    write("{participant}")
    press("Escape")
    assert window.places.currentWidget() is window.code_place
    assert window.notices.texts() == [
        "4 transcripts not imported yet. Closing this lets go of them; the files stay as they are."
    ]
    assert dump(study.project) == before
    act(window.notices, "Go on with the import")
    assert window.importing.page is preview
    assert preview.names.pattern.text() == "{participant}"
    assert window.notices.texts() == []
    press("Escape")
    click(named(window.notices, "Close this notice"))
    assert window.importing.page is None
    assert dump(study.project) == before


# One file ------------------------------------------------------------------------------------


def test_name_participant_and_group_of_one_file(window, study, preview, qtbot):
    choose(preview, "carer-02.docx")
    press("Tab")
    assert focused() is preview.file.name
    press("Ctrl+A")
    write("Second talk")
    press("Tab", "Ctrl+A")
    write("Ben")
    press("Tab")
    assert preview.file.group.currentText() == "Carers"
    assert "Is there already." in words_in(preview.file)
    choose(preview, "staff-02.txt")
    preview.file.group.setFocus()
    preview.file.group.lineEdit().selectAll()
    write("Night staff")
    press("Ctrl+Return")
    stored(window, qtbot)
    second = new_ones(study)["Second talk"]
    ben = next(p for p in study.project.participants() if p.label == "Ben")
    assert second.participant_id == ben.id
    assert people(study) == {"Carer 1": "Carers", "Staff 1": "Staff", "Staff 2": "Night staff"}


def test_a_file_is_left_out_by_space_and_reported(window, study, preview, qtbot):
    choose(preview, "carer-02.docx")
    press("Space")
    assert said_of(preview, 1).startswith("carer-02.docx, Left out")
    assert preview.go.text() == "Import 3 transcripts"
    press("Return")
    stored(window, qtbot)
    assert list(new_ones(study)) == ["carer-01", "staff-01", "staff-02"]
    assert window.notices.texts() == [
        "Imported 3 transcripts. “carer-02.docx” was left out, as you chose."
    ]


def test_another_encoding_is_read_at_once(window, study, tmp_path, qtbot):
    path = tmp_path / "Müller.txt"
    path.write_bytes(GERMAN.encode("cp1252"))
    show_files(window, [path], qtbot)
    page = window.importing.page
    assert page.summary.text() == "1 to look at"
    assert any(words.startswith("The encoding of “Müller.txt”") for words in words_in(page.file))
    page.batch.rename(["Interviewer"], "Mira", None)
    for text, wanted in (("Cyrillic (Windows-1251)", "fьr Sie"), ("Western (Windows-1252)", "für")):
        menu = page.file.encoding.menu()
        next(a for a in menu.actions() if a.text() == text).trigger()
        qtbot.waitUntil(lambda: window.importing.task is None)
        settle(qtbot)
        if text.startswith("Western"):
            assert wanted in page.file.lines.toPlainText()
    assert page.summary.text() == "1 ready"
    page.files.setFocus()
    press("Return")
    stored(window, qtbot)
    info = new_ones(study)["Müller"]
    assert study.project.text(info.id) == GERMAN
    assert speakers(study, "Müller") == [("Mira", True), ("Müller", False)]


# Trouble -------------------------------------------------------------------------------------


def test_a_bad_file_stops_no_other(window, study, interviews, qtbot):
    (interviews / "carer-03.docx").write_bytes(b"PK\x03\x04 not a document")
    show_files(window, [interviews], qtbot)
    page = window.importing.page
    assert page.summary.text() == "4 ready · 1 could not be read"
    choose(page, "carer-03.docx")
    assert said_of(page, 2) == "carer-03.docx, Could not be read"
    assert any(words.startswith("“carer-03.docx” was left out:") for words in words_in(page.file))
    press("Return")
    stored(window, qtbot)
    assert len(new_ones(study)) == 4
    (said,) = window.notices.texts()
    assert said.startswith("Imported 4 transcripts. “carer-03.docx” was left out:")


def test_what_is_there_already_is_marked_also_within_the_batch(window, study, interviews, qtbot):
    (interviews / "staff-03.txt").write_bytes((interviews / "staff-02.txt").read_bytes())
    (interviews / "Anna again.txt").write_text(study.project.text(study.transcripts[0]), "utf-8")
    show_files(window, [interviews], qtbot)
    page = window.importing.page
    assert page.summary.text() == "4 ready · 2 already there"
    choose(page, "Anna again.txt")
    same = "The same text is there already as “Anna”, so it is left out."
    assert same in words_in(page.file)
    press("Space")
    assert page.go.text() == "Import 4 transcripts"
    press("Return")
    stored(window, qtbot)
    assert len(new_ones(study)) == 4
    (said,) = window.notices.texts()
    assert said == "Imported 4 transcripts. 2 already there."


def test_more_files_join_those_that_wait(window, study, preview, tmp_path, interviews, qtbot):
    select(preview, "P01")
    act(preview, "Name as participant")
    more = tmp_path / "Dora.txt"
    more.write_text("I: Who?\nDora: Me.\nI: Sure?\nDora: Yes.\n", "utf-8")
    show_files(window, [more, interviews / "carer-01.docx"], qtbot)
    assert window.importing.page is preview
    assert preview.go.text() == "Import 5 transcripts"
    assert ("Carer 1", 1, 2, False) in listed(preview)


def test_originals_are_kept_or_not(window, study, preview, qtbot):
    from coder_gui.storage import transcripts

    preview.originals.setFocus()
    press("Space", "Ctrl+Return")
    stored(window, qtbot)
    db = study.project.file.db
    assert {transcripts.original(db, each.id) for each in new_ones(study).values()} == {None}


def test_closing_the_project_lets_go_of_the_preview(window, study, preview):
    press("Ctrl+W")
    assert window.importing.page is None
    assert window.places.currentWidget() is window.welcome


def test_undo_of_an_import_is_seen_by_a_preview(window, study, preview, interviews, qtbot):
    press("Return")
    stored(window, qtbot)
    extra = interviews / "staff-09.txt"
    extra.write_text("I: New?\nP: Yes.\nI: Ok?\nP: Yes.\n", "utf-8")
    show_files(window, [interviews], qtbot)
    page = window.importing.page
    assert page.summary.text() == "1 ready · 4 already there"
    study.project.undo()
    assert page.summary.text() == "5 ready"


def test_a_narrow_window_shows_one_after_the_other(window, study, preview, qtbot):
    window.resize(860, 560)
    QApplication.processEvents()
    assert preview.file.isVisible()
    assert not preview.speakers.isVisible()
    click(named(preview, "Show: Speakers"))
    assert preview.speakers.isVisible()
    assert not preview.file.isVisible()
    settle(qtbot)
    for each in preview.findChildren(QPushButton):
        if each.isVisible():
            assert each.width() >= each.minimumSizeHint().width()
            assert preview.rect().contains(
                each.geometry().translated(
                    each.parentWidget().mapTo(preview, each.parentWidget().rect().topLeft())
                )
            )
