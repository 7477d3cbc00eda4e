"""What goes wrong outside the program is a sentence in the window; a bug of ours is a report."""

import shutil
import sqlite3
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from acting import (
    choose_row,
    click,
    coded,
    counts,
    drag_over,
    link,
    marked,
    middle_of,
    named,
    press,
    seen_rows,
    settle,
    words_in,
    write,
)
from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from coder_gui.ui import dialogs, errors
from coder_gui.ui.dialogs import NewProjectDialog
from coder_gui.ui.errors import report
from coder_gui.ui.widgets.notice_bar import NoticeBar
from filling import dump


def whole(path):
    return path.read_bytes()


# Opening -------------------------------------------------------------------------------------


@pytest.fixture
def broken(tmp_path, filled):
    """Makes files that look like projects and are none, or cannot be used."""
    filled.project.close()
    good = filled.project.path
    path = tmp_path / "bad.coding"

    def stranger():
        path.write_bytes(b"Dear all, this is a letter.")

    def empty():
        path.write_bytes(b"")

    def newer():
        shutil.copy(good, path)
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 999")
        db.close()

    def corrupt():
        data = bytearray(good.read_bytes())
        data[4096 * 2 : 4096 * 6] = b"\x55" * 4096 * 4
        path.write_bytes(data)

    def cut_off():
        path.write_bytes(good.read_bytes()[:9000])

    def other_database():
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE x (y)")
        db.close()

    def missing():
        path.unlink(missing_ok=True)

    makers = (stranger, empty, newer, corrupt, cut_off, other_database, missing)
    return path, {maker.__name__: maker for maker in makers}


CASES = {
    "stranger": "“bad.coding” is not a project of Interview Coder",
    "empty": "“bad.coding” is not a project of Interview Coder",
    "newer": "“bad.coding” was made by a newer version of Interview Coder.",
    "corrupt": "“bad.coding” is damaged and was not changed.",
    "cut_off": "“bad.coding” is damaged and was not changed.",
    "other_database": "“bad.coding” is not a project of Interview Coder",
    "missing": "“bad.coding” is not in",
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("is_open", [True, False])
def test_a_file_that_cannot_be_opened_is_said_so(
    window, filled, broken, case, is_open, monkeypatch
):
    path, makers = broken
    makers[case]()
    before = whole(path) if path.exists() else None
    filled.project.close()
    if is_open:
        window.open_project(filled.project.path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(path), ""))
    window.menu_actions["open"].trigger()
    if case in ("corrupt", "cut_off") and not is_open:
        assert "“bad” is damaged" in words_in(window)  # a page of its own, see test_restoring.py
        assert whole(path) == before
        return
    (text,) = window.notices.texts()
    assert text.startswith(CASES[case])
    assert window.notices.isVisible()
    assert (whole(path) if path.exists() else None) == before
    assert window.session.is_open == is_open
    if is_open:
        window.code_place.reader.view.selectAll()
        window.code_place.reader.view.setFocus()
        press("C")
        assert window.code_place.reader.picker.isVisible()
    else:
        window.open_project(filled.project.path)
        assert window.notices.texts() == []


def test_a_notice_goes_by_its_cross(window, broken, monkeypatch):
    path, makers = broken
    makers["stranger"]()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(path), ""))
    window.menu_actions["open"].trigger()
    click(named(window.notices.findChild(NoticeBar), "Close this notice"))
    assert not window.notices.isVisible()


def test_a_read_only_project_is_shown_and_not_changed(window, filled):
    filled.project.close()
    path = filled.project.path
    path.chmod(0o444)
    before = whole(path)
    window.open_project(path)
    project, anna = window.session.project, filled.transcripts[0]
    assert window.status.text() == "Read only"
    shown = marked(window.code_place.reader.view)
    assert shown == coded(project, anna)
    start = project.text(anna).index("I walked.")
    drag_over(window.code_place.reader.view, start, start + 9)
    press("C")
    write("forms")
    press("Return")
    assert window.notices.texts()[0].startswith("Read only. The file or its folder cannot be")
    assert window.status.text() == "The project is open read-only."
    assert marked(window.code_place.reader.view) == shown
    assert counts(window.code_place.codes.tree)["Forms"] == 1
    window.close()
    assert whole(path) == before
    path.chmod(0o644)


def test_a_new_project_where_a_file_is_already_is_refused(window, tmp_path):
    taken = tmp_path / "taken.coding"
    taken.write_text("mine")
    window.menu_actions["new"].trigger()
    dialog = window.findChild(NewProjectDialog)
    dialog.name.setText("Study")
    dialog._chosen = taken
    dialog.accept()
    assert window.notices.texts()[0].startswith("There is already a file “taken.coding”")
    assert taken.read_text() == "mine"
    assert not window.session.is_open


@pytest.mark.parametrize("name", ["x" * 300, "漢" * 120, "a/b\\c:d", ".", "..", "  . ", "CON\x07"])
def test_any_name_of_a_study_makes_a_file(window, tmp_path, name, monkeypatch, qtbot):
    monkeypatch.setattr(dialogs, "documents", lambda: tmp_path)
    window.menu_actions["new"].trigger()
    dialog = window.findChild(NewProjectDialog)
    dialog.name.setText(name)
    dialog.accept()
    settle(qtbot)
    assert window.session.is_open
    path = window.session.project.path
    assert path.parent == tmp_path
    assert path.suffix == ".coding"
    assert not path.name.startswith(".")
    assert window.session.project.study().name == " ".join(name.split())


# During a step -------------------------------------------------------------------------------


@pytest.fixture
def full(study):
    """The disk is full: the project file cannot grow."""
    db = study.project.file.db
    db.execute(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    # What room there is inside the file is used up.
    free = db.value("PRAGMA freelist_count")
    assert free < 5

    def room():
        db.execute("PRAGMA max_page_count = 1000000")

    return room


def test_on_a_full_disk_the_window_shows_what_is_stored(window, study, full, qtbot):
    tree, anna = window.code_place.codes.tree, study.transcripts[0]
    before = dump(study.project)
    choose_row(tree, "Forms")
    field = named(window.code_place.inspector, "Full definition")
    field.setFocus()
    field.setPlainText("So many forms. " * 4_000)
    press("Tab")
    assert window.notices.texts()[0].startswith("The disk is full")
    assert dump(study.project) == before
    full()
    field.setFocus()
    press("Tab")
    assert study.project.codebook()[study.forms].definition.startswith("So many forms.")
    assert marked(window.code_place.reader.view) == coded(study.project, anna)


def test_a_comment_that_could_not_be_stored_is_not_lost(window, study, full, qtbot):
    reader = window.code_place.reader
    start, _end = study.span(study.transcripts[0], "the bus")
    click(reader.view.viewport(), middle_of(reader.view, start))
    comment = named(window.code_place.inspector, "Comment")
    comment.setFocus()
    comment.setPlainText("Long thought. " * 4_000)
    press("Ctrl+Return")
    assert window.notices.texts()[0].startswith("The disk is full")
    assert study.project.segments_by_id([study.segments[0]])[0].comment == ""
    assert comment.toPlainText().startswith("Long thought.")
    full()
    click(reader.view.viewport())
    stored = study.project.segments_by_id([study.segments[0]])[0]
    assert stored.comment.startswith("Long thought.")


def refuse(monkeypatch):
    """Every further step fails as on a full disk."""

    def no_step(*_words):
        raise ProjectFileError("The disk is full, so the last step was taken back. Make room.")

    monkeypatch.setattr(Project, "_step", no_step)


def test_refused_steps_leave_every_pane_as_it_was(window, study, monkeypatch, qtbot):
    place, anna = window.code_place, study.transcripts[0]
    tree, view = place.codes.tree, place.reader.view
    shown, rows, numbers = marked(view), seen_rows(tree), counts(tree)
    refuse(monkeypatch)
    view.select(*study.span(anna, "I walked."))
    view.setFocus()
    press("C")
    write("forms")
    press("Return")
    assert view.selection() == study.span(anna, "I walked.")
    press("C")
    write("Quite new")
    press("Return")
    click(view.viewport(), middle_of(view, study.span(anna, "the bus")[0]))
    click(named(place.inspector, "Stance: For"))
    assert named(place.inspector, "Stance: None").isChecked()
    press("Delete")
    choose_row(tree, "Forms")
    press("F2")
    write("Papers")
    press("Return")
    settle(qtbot)
    press("Ctrl+Shift+N")
    choose_row(tree, "Forms")
    press("Delete")
    settle(qtbot)
    assert (marked(view), seen_rows(tree), counts(tree)) == (shown, rows, numbers)
    assert len(window.notices.texts()) == 3
    monkeypatch.undo()


def test_a_refused_value_gives_way_to_the_stored_one(window, study, monkeypatch, qtbot):
    field = named(window.code_place.inspector, "Age")
    with monkeypatch.context() as patch:
        refuse(patch)
        field.setFocus()
        field.selectAll()
        write("99")
        press("Return")
        settle(qtbot)
    assert named(window.code_place.inspector, "Age").text() == "41"


def test_a_project_file_that_vanishes_is_said_so(window, study):
    study.project.path.unlink()
    window.code_place.reader.view.select(*study.span(study.transcripts[0], "I walked."))
    press("C")
    write("forms")
    press("Return")
    assert "study.coding" in window.notices.texts()[0]
    assert ("Forms", "I walked.") not in marked(window.code_place.reader.view)


# Bugs ----------------------------------------------------------------------------------------


def test_a_bug_shows_a_report_without_words_of_the_transcript(
    window, study, bugs, monkeypatch, qtbot
):
    def fail(*_words):
        raise ValueError(study.project.text(study.transcripts[0]))

    with monkeypatch.context() as patch:
        patch.setattr(Project, "apply_code", fail)
        window.code_place.reader.view.select(*study.span(study.transcripts[0], "I walked."))
        press("C")
        write("forms")
        press("Return")
    (text,) = bugs
    assert "ValueError" in text
    assert "reader_pane.py" in text
    assert "walked" not in text
    assert "Anna" not in text
    bugs.clear()
    press("C")
    write("forms")
    press("Return")
    assert ("Forms", "I walked.") in marked(window.code_place.reader.view)


def test_the_report_names_no_folder_of_a_person():
    code = compile(
        "def f(): raise KeyError('secret')", "/home/mira/lib/python3.11/json/x.py", "exec"
    )
    space = {}
    exec(code, space)
    try:
        space["f"]()
    except KeyError as error:
        text = report(type(error), error.__traceback__)
    assert "mira" not in text
    assert "secret" not in text
    assert "x.py:1 f" in text


def test_the_report_can_be_copied_and_the_window_stays(window, study, monkeypatch, qtbot):
    monkeypatch.undo()
    text = "Interview Coder, KeyError"
    errors.show_report(text, window)
    box = window.findChild(QMessageBox)
    assert "A fault in Interview Coder" in box.text()
    assert box.detailedText() == text
    next(b for b in box.findChildren(QPushButton) if b.text() == "Copy report").click()
    assert QGuiApplication.clipboard().text() == text
    QGuiApplication.clipboard().clear()
    box.close()
    assert window.isVisible()
    assert "Anna" in words_in(window.code_place.reader)


def test_ctrl_c_in_the_terminal_ends_the_program(window, qapp, monkeypatch):
    ended = []
    monkeypatch.setattr(errors.QCoreApplication, "quit", lambda: ended.append(True))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [True]


def test_the_status_link_undoes_after_an_error_too(window, study, monkeypatch):
    window.code_place.reader.view.select(*study.span(study.transcripts[0], "I walked."))
    window.code_place.reader.apply_code(study.forms)
    with monkeypatch.context() as patch:
        refuse(patch)
        window.code_place.reader.view.select(*study.span(study.transcripts[0], "Slowly."))
        press("R")
    click(link(window, "Undo"))
    assert ("Forms", "I walked.") not in marked(window.code_place.reader.view)
