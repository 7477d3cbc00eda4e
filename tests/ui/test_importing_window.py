"""Bringing transcripts in through the window, which goes on working meanwhile."""

import os
import threading

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from acting import (
    click,
    coded,
    drag_over,
    drop,
    files,
    focused,
    import_files,
    named,
    press,
    settle,
    show_files,
    stored,
    words_in,
    write,
)
from coder_gui.app.project import Project
from coder_gui.exchange.transcripts import registry
from coder_gui.ui.widgets.notice_bar import NoticeBar


@pytest.fixture
def write_texts(tmp_path):
    """Write interviews as text files into a folder."""

    def write_some(*names, folder="interviews"):
        (tmp_path / folder).mkdir(exist_ok=True)
        paths = [tmp_path / folder / f"{name}.txt" for name in names]
        for path in paths:
            path.write_text(f"Interviewer: Who?\n{path.stem}: It is {path.stem}.\n", "utf-8")
        return paths

    return write_some


@pytest.fixture
def gate(monkeypatch):
    """Holds the reading of every file after the first until it is opened."""
    opened, waiting = threading.Event(), threading.Event()
    read = registry.read_transcript
    seen = []

    def slowly(path):
        seen.append(path)
        if len(seen) > 1:
            waiting.set()
            assert opened.wait(20)
        return read(path)

    monkeypatch.setattr(registry, "read_transcript", slowly)
    opened.waiting = waiting
    yield opened
    opened.set()


def names(study):
    return [info.name for info in study.project.transcripts()]


def bring(window, paths):
    """Drop files on the words."""
    viewport = window.code_place.reader.view.viewport()
    assert drop(viewport, viewport.rect().center(), files(paths))


def a_button(widget, text):
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text)


def read(window):
    return lambda: window.importing.task is None


def test_files_dropped_on_the_words_are_imported_in_one_step(window, study, write_texts, qtbot):
    import_files(window, write_texts("P10", "P2"), qtbot)
    assert names(study)[3:] == ["P2", "P10"]
    assert window.status.text() == "Imported 2 transcripts"
    window.menu_actions["undo"].trigger()
    assert len(names(study)) == 3


def test_a_folder_brings_its_transcripts_and_passes_over_the_rest(
    window, study, write_texts, qtbot
):
    paths = write_texts("P1", "P2")
    (paths[0].parent / "~$P1.docx").write_bytes(b"lock")
    (paths[0].parent / "photo.jpg").write_bytes(b"\xff\xd8")
    import_files(window, [paths[0].parent], qtbot)
    assert names(study)[3:] == ["P1", "P2"]
    assert window.notices.texts() == ["Imported 2 transcripts."]


def test_an_empty_folder_is_said_so(window, study, tmp_path, qtbot):
    (tmp_path / "nothing").mkdir()
    show_files(window, [tmp_path / "nothing"], qtbot)
    assert window.status.text() == "There is no transcript in “nothing”"
    assert window.places.currentWidget() is window.code_place


def test_the_same_file_again_is_left_out_and_said_so(window, study, write_texts, qtbot):
    paths = write_texts("P1")
    import_files(window, paths, qtbot)
    last = study.project.next_undo()
    show_files(window, paths, qtbot)
    assert window.status.text() == "Imported 0 transcripts; “P1.txt” already there."
    assert study.project.next_undo() == last


def test_files_that_fail_are_one_notice_with_details(window, study, write_texts, tmp_path, qtbot):
    good = write_texts("P1")
    empty, fake = tmp_path / "empty.txt", tmp_path / "a &amp; b.docx"
    empty.write_bytes(b"")
    fake.write_bytes(b"no document")
    gone = tmp_path / "gone.txt"
    import_files(window, [*good, empty, fake, gone], qtbot)
    assert names(study)[3:] == ["P1"]
    assert window.notices.texts() == ["Imported 1 transcript. 3 could not be read."]
    bar = window.notices.findChild(NoticeBar)
    a_button(bar, "Details…").click()
    details = named(bar, "Details").toPlainText()
    assert [each in details for each in ("empty.txt", "a &amp; b.docx", "gone.txt")] == [True] * 3


def test_a_name_that_looks_like_markup_is_shown_as_it_is(window, study, tmp_path, qtbot):
    fake = tmp_path / "a &amp; b.docx"
    fake.write_bytes(b"no document")
    show_files(window, [fake], qtbot)
    assert "a &amp; b.docx" in window.notices.texts()[0]
    assert any("a &amp;amp; b" in each for each in words_in(window.notices))


def test_a_file_deleted_while_others_are_read_fails_alone(window, study, write_texts, gate, qtbot):
    paths = write_texts("P1", "P2", "P3")
    bring(window, paths)
    qtbot.waitUntil(gate.waiting.is_set)
    paths[2].unlink()
    gate.set()
    qtbot.waitUntil(read(window))
    press("Ctrl+Return")
    stored(window, qtbot)
    assert names(study)[3:] == ["P1", "P2"]
    assert window.notices.texts()[0].startswith("Imported 2 transcripts. “P3.txt” was left out:")


def test_one_goes_on_coding_while_files_are_read(window, study, write_texts, gate, qtbot):
    anna = study.transcripts[0]
    bring(window, write_texts("P1", "P2"))
    qtbot.waitUntil(gate.waiting.is_set)
    settle(qtbot)
    assert any("2 of 2" in each for each in words_in(window.notices))
    qtbot.waitUntil(lambda: window.places.currentWidget() is window.importing.page)
    press("Ctrl+1")
    drag_over(window.code_place.reader.view, *study.span(anna, "I walked."))
    press("C")
    write("forms")
    press("Return")
    assert ("Forms", "I walked.") in coded(study.project, anna)
    window.code_place.reader.view.select(*study.span(anna, "Slowly."))
    gate.set()
    qtbot.waitUntil(read(window))
    settle(qtbot)
    # What was read waits: the keys stay with the words that are being coded.
    assert window.code_place.reader.view.selection() == study.span(anna, "Slowly.")
    assert focused() is window.code_place.reader.view
    assert window.notices.texts()[0].startswith("2 transcripts not imported yet.")
    click(a_button(window.notices, "Go on with the import"))
    press("Return")
    stored(window, qtbot)
    assert names(study)[3:] == ["P1", "P2"]
    assert window.notices.texts() == ["Imported 2 transcripts."]


def test_files_dropped_while_others_are_read_come_too(window, study, write_texts, gate, qtbot):
    bring(window, write_texts("P1", "P2"))
    qtbot.waitUntil(gate.waiting.is_set)
    bring(window, write_texts("P3", "P4", folder="more"))
    gate.set()
    qtbot.waitUntil(lambda: len(window.importing.page.batch.plans) == 4)
    press("Ctrl+Return")
    stored(window, qtbot)
    assert names(study)[3:] == ["P1", "P2", "P3", "P4"]


def test_a_folder_that_cannot_be_opened_fails_alone(
    window, study, write_texts, tmp_path, monkeypatch, qtbot
):
    (tmp_path / "locked").mkdir()
    walk = os.walk

    def refuse(folder, onerror):
        if folder.name == "locked":
            onerror(PermissionError(13, "Permission denied", str(folder)))
        return walk(folder, onerror=onerror)

    monkeypatch.setattr(registry.os, "walk", refuse)
    import_files(window, [*write_texts("P1"), tmp_path / "locked"], qtbot)
    assert names(study)[3:] == ["P1"]
    assert "locked” could not be opened." in window.notices.texts()[0]


def test_cancel_keeps_what_was_read(window, study, write_texts, gate, qtbot):
    bring(window, write_texts("P1", "P2", "P3"))
    qtbot.waitUntil(gate.waiting.is_set)
    a_button(window.notices, "Cancel").click()
    gate.set()
    qtbot.waitUntil(read(window))
    settle(qtbot)
    assert not window.notices.isVisible()
    assert len(names(study)) == 3
    assert window.importing.page.go.text() == "Import 2 transcripts"


def test_closing_the_project_ends_the_import(window, study, write_texts, gate, qtbot):
    bring(window, write_texts("P1", "P2", "P3"))
    qtbot.waitUntil(gate.waiting.is_set)
    press("Ctrl+W")
    gate.set()
    qtbot.waitUntil(read(window))
    settle(qtbot)
    assert not window.notices.isVisible()
    again = Project.open(study.project.path)
    assert len(again.transcripts()) == 3
    again.close()


def test_an_import_never_lands_in_another_project(
    window, study, write_texts, gate, tmp_path, qtbot
):
    Project.create(tmp_path / "other.coding", "Other", "Zoe").close()
    bring(window, write_texts("P1", "P2", "P3"))
    qtbot.waitUntil(gate.waiting.is_set)
    window.open_project(tmp_path / "other.coding")
    gate.set()
    qtbot.waitUntil(read(window))
    settle(qtbot)
    assert window.session.project.transcripts() == ()
    window.open_project(study.project.path)
    assert len(window.session.project.transcripts()) == 3


def test_quitting_while_files_are_read_does_not_hang(window, study, write_texts, gate, qtbot):
    bring(window, write_texts("P1", "P2", "P3"))
    qtbot.waitUntil(gate.waiting.is_set)
    press("Ctrl+Q")
    gate.set()
    settle(qtbot)
    assert not window.isVisible()


def test_a_dropped_project_is_opened(window, study, tmp_path, write_texts):
    Project.create(tmp_path / "other.coding", "Other", "Zoe").close()
    bring(window, [tmp_path / "other.coding"])
    assert window.windowTitle() == "Other – Interview Coder"


def test_on_the_welcome_page_a_project_may_be_dropped_and_a_transcript_not(
    window, filled, write_texts
):
    filled.project.close()
    target = window.welcome.viewport()
    assert not drop(target, target.rect().center(), files(write_texts("P1")))
    assert drop(target, target.rect().center(), files([filled.project.path]))
    assert window.session.is_open


def test_files_dropped_on_a_text_field_are_imported_and_not_typed(
    window, study, write_texts, qtbot
):
    window.code_place.reader.view.choose(study.segments[0])
    window.code_place.reader.segment_chosen.emit(study.segments[0])
    comment = named(window.code_place.inspector, "Comment")
    drop(comment.viewport(), comment.viewport().rect().center(), files(write_texts("P1")))
    qtbot.waitUntil(lambda: window.importing.page is not None and read(window)())
    assert [each.name for each in window.importing.page.batch.plans] == ["P1"]
    assert comment.toPlainText() == ""


def test_participants_come_from_a_table(window, study, tmp_path, monkeypatch, qtbot):
    table = tmp_path / "people.csv"
    table.write_text("label;group;Role\nAnna;Friends;aunt\nZoe;Staff;nurse\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(table), ""))
    window.menu_actions["import_participants"].trigger()
    settle(qtbot)
    assert window.status.text() == "Imported 2 participants"
    assert named(window.code_place.inspector, "Role").text() == "aunt"
    assert named(window.code_place.inspector, "Group").currentText() == "Friends"
