"""The window as a whole: its commands and keys, its coders, and rough handling."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QPlainTextEdit

from acting import (
    choose_row,
    click,
    coded,
    counts,
    drag_over,
    focused,
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
from coder_gui.ui.actions import MENUS, SEPARATOR
from coder_gui.ui.dialogs import StudyDialog
from filling import draft, dump

COMMANDS = [each for _title, commands in MENUS for each in commands if each is not SEPARATOR]
LONG = "A name that goes on and on " * 12
ARABIC = "Interviewer: كيف كانت المرة الأولى؟\nCarer: جلست في غرف كثيرة (ADHD) مع أناس.\n"


# Commands ------------------------------------------------------------------------------------


def test_every_command_is_in_the_menus_and_does_something(window):
    assert set(window.menu_actions) == {command.name for command in COMMANDS}
    for action in window.menu_actions.values():
        assert action.receivers("2triggered(bool)") > 0, action.text()
        assert action.text()


def test_no_two_commands_have_the_same_keys_in_the_same_place():
    keys = [
        (
            QKeySequence(each).toString(),
            command.needs if command.needs in ("tree", "reader") else "",
        )
        for command in COMMANDS
        for each in command.keys
    ]
    assert len(keys) == len(set(keys))


PROTECTED = {"change_passphrase", "remove_protection", "lock"}
"""Commands that are seen only while the open project is protected."""
OF_PACKAGE = {"finish_package"}
"""Commands of a file that was handed out."""
OF_AGREE = {command.name for command in COMMANDS if command.needs == "agree"}
"""Commands of the place where coders are compared."""


def enabled(window):
    return {name for name, action in window.menu_actions.items() if action.isEnabled()}


def test_without_a_project_only_what_needs_none_can_be_done(window):
    assert enabled(window) == {command.name for command in COMMANDS if not command.needs}


def test_with_a_project_everything_can_be_done_and_undo_when_there_is_something(window, project):
    project.close()
    window.open_project(project.path)
    wanted = {c.name for c in COMMANDS} - PROTECTED - OF_PACKAGE - OF_AGREE
    assert enabled(window) == wanted - {"undo", "redo"}
    window.session.project.add_code("One")
    assert "undo" in enabled(window)
    assert window.menu_actions["undo"].text() == "&Undo Add code"
    press("Ctrl+Z")
    assert enabled(window) & {"undo", "redo"} == {"redo"}
    assert window.menu_actions["redo"].text() == "&Redo Add code"


def test_in_the_other_place_what_belongs_to_the_reader_cannot_be_done(window, study):
    press("Ctrl+4")
    everywhere = {c.name for c in COMMANDS if c.needs in ("", "project")}
    assert enabled(window) == (everywhere | OF_AGREE) - PROTECTED - OF_PACKAGE - {"redo"}
    press("Ctrl+1")
    wanted = {c.name for c in COMMANDS} - PROTECTED - OF_PACKAGE - OF_AGREE
    assert enabled(window) == wanted - {"redo"}
    press("Ctrl+W")
    assert enabled(window) == {command.name for command in COMMANDS if not command.needs}


@pytest.mark.parametrize("command", [each.name for each in COMMANDS if each.needs])
def test_every_command_bears_an_empty_project(window, project, command, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: ("", ""))
    project.close()
    window.open_project(project.path)
    window.menu_actions[command].trigger()
    settle(qtbot)
    assert window.notices.texts() == []


@pytest.mark.parametrize("place", ["code_place", "agree_place", "welcome"])
def test_every_button_without_words_has_a_name_and_a_tip(window, study, place):
    press("Ctrl+F", "Ctrl+K")
    area = getattr(window, place)
    bare = [
        each
        for each in area.findChildren(QAbstractButton)
        if not each.text()
        and not isinstance(each.parent(), QLineEdit | QPlainTextEdit)
        and not each.objectName().startswith("qt_")
    ]
    for each in bare:
        assert each.accessibleName(), each
        if each.icon().isNull() is False:
            assert each.toolTip(), each.accessibleName()
    fields = [*area.findChildren(QLineEdit), *area.findChildren(QPlainTextEdit)]
    for each in fields:
        owner = each.parentWidget().accessibleName() if each.focusProxy() else ""
        assert each.accessibleName() or owner or not each.isVisible(), each


def test_tab_goes_through_every_pane_and_comes_back(window, study):
    window.code_place.transcripts.setFocus()
    reached = []
    for _ in range(60):
        reached.append(focused())
        press("Tab")
        if focused() is reached[0]:
            break
    place = window.code_place
    assert focused() is reached[0]
    order = [place.transcripts, place.codes.tree, place.reader.view]
    places = [reached.index(each) for each in order]
    assert places == sorted(places)
    assert any(place.inspector.isAncestorOf(each) for each in reached)
    assert all(each.isVisible() for each in reached)


# Undo and redo -------------------------------------------------------------------------------


def test_undo_of_what_was_done_in_another_transcript_is_shown(window, study):
    anna, ben = study.transcripts[:2]
    window.code_place.open_transcript(ben)
    window.code_place.reader.view.select(*study.span(ben, "bread on Fridays"))
    window.code_place.reader.apply_code(study.forms)
    window.code_place.open_transcript(anna)
    assert counts(window.code_place.codes.tree)["Forms"] == 2
    press("Ctrl+Z")
    assert ("Forms", "bread on Fridays") not in coded(study.project, ben)
    assert counts(window.code_place.codes.tree)["Forms"] == 1
    assert window.status.text() == "Undone: Coded 3 words as “Forms”"
    window.code_place.open_transcript(ben)
    assert marked(window.code_place.reader.view) == coded(study.project, ben)


@pytest.mark.parametrize("where", ["Transcript", "Themes and codes", "Transcripts"])
def test_ctrl_z_works_wherever_the_focus_is(window, study, where):
    study.project.rename_code(study.forms, "Papers")
    named(window.code_place, where).setFocus()
    press("Ctrl+Z")
    assert study.project.codebook()[study.forms].name == "Forms"
    press("Ctrl+Shift+Z")
    assert study.project.codebook()[study.forms].name == "Papers"
    press("Ctrl+Z", "Ctrl+Y")
    assert study.project.codebook()[study.forms].name == "Papers"


def test_many_steps_back_and_forth_end_where_they_began(window, study, qtbot):
    view, anna = window.code_place.reader.view, study.transcripts[0]
    before = dump(study.project)
    for words in ("Slowly.", "I walked.", "late again", "How did"):
        drag_over(view, *study.span(anna, words))
        press("C")
        write("forms")
        press("Return")
    after = dump(study.project)
    for _ in range(3):
        press(*["Ctrl+Z"] * 4)
        assert dump(study.project) == before
        assert marked(view) == coded(study.project, anna)
        press(*["Ctrl+Y"] * 4)
        assert dump(study.project) == after
        assert marked(view) == coded(study.project, anna)


# The study sheet -----------------------------------------------------------------------------


def test_the_study_sheet_changes_the_title(window, study):
    window.menu_actions["study_sheet"].trigger()
    dialog = window.findChild(StudyDialog)
    dialog.name.setText("Waiting rooms")
    dialog.question.setPlainText("Who waits?")
    dialog.accept()
    assert study.project.study().question == "Who waits?"
    assert window.windowTitle() == "Waiting rooms – Interview Coder"
    click(link(window, "Undo"))
    assert window.windowTitle() == "Waiting – Interview Coder"


# Rough handling ------------------------------------------------------------------------------


def transcript_entry(window, text):
    menu = window.code_place.transcript_menu()
    return next(each for each in menu.actions() if each.text() == text)


def test_the_open_transcript_is_deleted_and_comes_back(window, study, qtbot):
    before = dump(study.project)
    click(
        window.code_place.reader.view.viewport(),
        middle_of(window.code_place.reader.view, study.span(study.transcripts[0], "the bus")[0]),
    )
    transcript_entry(window, "Delete").trigger()
    settle(qtbot)
    assert window.status.text() == "Deleted “Anna” and 3 segments"
    assert window.code_place.reader.transcript.info.name == "Ben"
    assert "Ben" in words_in(window.code_place.inspector)
    window.menu_actions["undo"].trigger()
    settle(qtbot)
    assert dump(study.project) == before
    assert "Anna" in seen_rows(window.code_place.transcripts)


def test_all_transcripts_are_deleted_and_come_back(window, study, qtbot):
    window.code_place.transcripts.expandAll()
    window.code_place.transcripts.selectAll()
    transcript_entry(window, "Delete").trigger()
    settle(qtbot)
    assert "Drop transcripts here" in words_in(window.code_place)
    assert "Participant" not in words_in(window.code_place.inspector)
    press("Ctrl+Z")
    settle(qtbot)
    assert window.code_place.reader.transcript.info.name == "Anna"
    assert marked(window.code_place.reader.view) == coded(study.project, study.transcripts[0])


@pytest.mark.parametrize("act", ["delete_code", "merge_code"])
def test_the_code_of_the_chosen_segment_goes_and_comes_back(window, study, act, qtbot):
    view, anna = window.code_place.reader.view, study.transcripts[0]
    shown = marked(view)
    click(view.viewport(), middle_of(view, study.span(anna, "the bus")[0]))
    assert window.code_place.codes.tree.current_code() == study.alone
    window.menu_actions[act].trigger()
    if act == "merge_code":
        write("forms")
        press("Return")
        assert ("Forms", "the bus was late") in marked(view)
    else:
        assert "Selected segment" not in words_in(window.code_place.inspector)
    assert marked(view) == coded(study.project, anna)
    window.menu_actions["undo"].trigger()
    settle(qtbot)
    assert marked(view) == shown
    click(view.viewport(), middle_of(view, study.span(anna, "My sister")[0]))
    assert "Help given" in words_in(window.code_place.inspector)


def test_a_transcript_without_turns_or_with_one_letter_is_coded(window, study):
    bare, letter = study.project.import_transcripts(
        [draft("Bare", "No speakers here. Nothing but words."), draft("Letter", "x")]
    ).imported
    for each, words in ((bare, "Nothing but words"), (letter, "x")):
        window.code_place.open_transcript(each)
        window.code_place.reader.view.select(*study.span(each, words))
        window.code_place.reader.view.setFocus()
        press("C")
        write("forms")
        press("Return")
        assert coded(study.project, each) == [("Forms", words)]
        assert marked(window.code_place.reader.view) == [("Forms", words)]


def test_a_transcript_that_runs_from_right_to_left_is_coded(window, study):
    arabic = study.project.import_transcripts([draft("Arabic", ARABIC)]).imported[0]
    window.code_place.open_transcript(arabic)
    view = window.code_place.reader.view
    view.select(*study.span(arabic, "غرف كثيرة"))
    view.setFocus()
    press("Return")
    write("forms")
    press("Return")
    assert marked(view) == coded(study.project, arabic) == [("Forms", "غرف كثيرة")]
    assert view.grab().isNull() is False


@pytest.mark.parametrize(
    "name", [LONG.strip(), "🙂🧑‍🤝‍🧑 together", "<b>bold</b> & “q”", "الأمل", "x" * 300]
)
def test_any_name_of_a_code_is_shown_everywhere(window, study, name, qtbot):
    view, anna = window.code_place.reader.view, study.transcripts[0]
    code = study.project.add_code(name, study.theme)
    view.select(*study.span(anna, "I walked."))
    window.code_place.reader.apply_code(code)
    settle(qtbot)
    assert name in [name for name, _words in marked(view)]
    assert name in seen_rows(window.code_place.codes.tree)
    assert name in words_in(window.code_place.inspector)
    view.select(*study.span(anna, "Slowly."))
    press("C")
    assert window.code_place.reader.picker.grab().isNull() is False
    press("Escape")
    size = window.size()
    settle(qtbot)
    assert window.grab().size() == size * window.devicePixelRatio()
    assert name in window.status.text()


def test_an_interface_from_right_to_left_holds(window, study, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        choose_row(window.code_place.codes.tree, "Help given")
        assert window.grab().isNull() is False
        press("F2", "Escape", "Ctrl+4")
        assert window.grab().isNull() is False
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_narrow_window_folds_its_panes_and_shows_them_again(window, study):
    window.resize(860, 600)
    assert not window.code_place.inspector.isVisible()
    assert window.code_place.reader.view.isVisible()
    window.resize(1280, 780)
    assert window.code_place.inspector.isVisible()
    assert window.code_place.codes.tree.isVisible()


def test_opening_another_project_while_the_palette_is_open(window, study, tmp_path):
    Project.create(tmp_path / "other.coding", "Other", "Zoe").close()
    window.code_place.reader.view.selectAll()
    press("C")
    window.open_project(tmp_path / "other.coding")
    assert not window.code_place.reader.picker.isVisible()
    press("Ctrl+W")
    assert not window.session.is_open
