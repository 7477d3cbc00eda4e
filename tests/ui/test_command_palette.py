"""The command palette: every command, transcript and code by part of its name."""

import pytest
from PySide6.QtCore import Qt

from acting import click, focused, look, press, write
from coder_gui.ui.actions import MENUS, SEPARATOR
from coder_gui.ui.codebook.picker_rows import ROW
from coder_gui.ui.command_palette.entries import Listed, commands, plain

COMMANDS = [each for _title, rows in MENUS for each in rows if each is not SEPARATOR]


@pytest.fixture
def palette(window, study):
    """The palette, opened by its keys while the reader has them."""
    assert focused() is window.code_place.reader.view
    press("Ctrl+Shift+P")
    assert window.command_palette.isVisible()
    return window.command_palette


def listed(palette):
    """The rows as they are painted: words, second line, key."""
    model = palette._list.model()
    rows = [model.index(place, 0).data(ROW) for place in range(model.rowCount())]
    return [(row.text, row.path, row.note) for row in rows]


def named(palette, words):
    return next(row for row in listed(palette) if row[0] == words)


def pointed_at(palette):
    return palette._list.currentIndex().data(ROW).text


@pytest.mark.parametrize("command", [each.name for each in COMMANDS])
def test_every_command_can_be_reached(window, study, command):
    """Its words find it, and Enter would take this very action."""
    action = window.menu_actions[command]
    palette = window.command_palette
    palette.open()
    palette._field.setText(plain(action.text()))
    model = palette._list.model()
    rows = [model.index(place, 0).data(ROW) for place in range(model.rowCount())]
    found = [row for row in rows if isinstance(row.target, Listed) and row.target.action is action]
    assert [row.target.name for row in found] == [command]
    assert found[0].is_off is not (action.isEnabled() and action.isVisible())
    assert bool(found[0].note) is bool(action.shortcuts())


def test_nothing_of_the_menus_is_left_out(window):
    found = commands(window)
    assert {each.action for each in found} >= set(window.menu_actions.values())
    assert "Project › Recent projects" in {each.menu for each in found}
    assert len({each.name for each in found}) == len(found)


def test_it_lists_all_commands_with_their_menus_and_keys(palette):
    rows = listed(palette)
    assert rows[0] == ("All commands", "", "")
    assert ("History", "Edit", "Ctrl+H") in rows
    assert palette._list.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "New project… – Project, Ctrl+N"
    )


def test_part_of_the_words_and_enter_carry_a_command_out(window, palette):
    write("his")
    assert pointed_at(palette) == "History"
    press("Return")
    assert not palette.isVisible()
    assert window.history.panel.isVisible()


def test_words_of_the_menu_find_a_command_too(palette):
    write("view larg")
    assert pointed_at(palette) == "Larger text"


def test_commands_of_the_reader_find_the_words_still_selected(window, study, palette):
    press("Escape")
    start, end = study.span(study.transcripts[0], "since five")
    window.code_place.reader.view.select(start, end)
    press("Ctrl+Shift+P")
    write("code sel")
    assert pointed_at(palette) == "Code the selected words…"
    press("Return")
    look()
    assert window.code_place.reader.picker.isVisible()
    assert window.code_place.reader.picker._purpose.text() == "Assign to 2 words"


def test_used_ones_come_first_also_after_the_next_start(window, palette, make):
    write("usual")
    press("Return")
    press("Ctrl+Shift+P")
    assert [row[0] for row in listed(palette)[:3]] == [
        "Used recently",
        "Usual text size",
        "All commands",
    ]
    assert [row[0] for row in listed(palette)].count("Usual text size") == 1
    write("text")
    assert pointed_at(palette) == "Usual text size"
    press("Escape")
    window.close()
    again = make()
    press("Ctrl+Shift+P")
    assert [row[0] for row in listed(again.command_palette)[:2]] == [
        "Used recently",
        "Usual text size",
    ]


def test_what_cannot_be_done_says_why(window, study, palette):
    write("redo")
    assert listed(palette)[1] == ("Redo", "Edit · There is nothing to redo.", "Ctrl+Shift+Z")
    press("Return")
    assert palette.isVisible()
    assert window.status.text() == "There is nothing to redo."
    press("Escape")
    press("Ctrl+4", "Ctrl+Shift+P")
    assert named(palette, "New code")[1] == "Codes · Go to the place Code first (Ctrl+1)."
    assert named(palette, "Lock now")[1] == "Project · There is no passphrase."
    assert named(palette, "Never")[1] == "Project › Lock when idle · There is no passphrase."
    press("Escape", "Ctrl+W", "Ctrl+Shift+P")
    assert named(palette, "Import transcripts…")[1] == "Project · No project is open."
    assert named(palette, "Quit")[1] == "Project"


def test_go_to_a_transcript_and_to_a_code(window, study, palette):
    write("caro")
    assert listed(palette) == [
        ("Transcripts", "", ""),
        ("Caro", "Go to transcript · Staff", ""),
    ]
    press("Return")
    assert window.code_place.reader.transcript.info.name == "Caro"
    press("Ctrl+4", "Ctrl+Shift+P")
    write("help giv")
    assert listed(palette)[-1] == ("Help given", "Go to code · Being alone", "")
    press("Return")
    tree = window.code_place.codes.tree
    assert window.places.currentWidget() is window.code_place
    assert tree.current_code() == study.help
    assert focused() is tree


def test_transcripts_and_codes_come_only_when_typed(palette):
    assert not {"Caro", "Help given"} & {row[0] for row in listed(palette)}
    write("go to anna")
    assert pointed_at(palette) == "Anna"


def test_escape_and_a_press_beside_close_it_and_give_the_keys_back(window, palette):
    view = window.code_place.reader.view
    press("Escape")
    assert focused() is view
    press("Ctrl+Shift+P")
    click(view.viewport())
    assert not palette.isVisible()
    press("Ctrl+Shift+P", "Ctrl+Shift+P")
    assert not palette.isVisible()


def test_a_name_that_nothing_has_is_said(palette, window):
    write("qqq")
    assert [row[0] for row in listed(palette)] == ["Nothing of that name"]
    press("Return")
    assert palette.isVisible()


def test_a_closed_project_leaves_no_names(window, study, palette):
    press("Escape")
    window.close_project()
    palette.open()
    palette._field.setText("caro")
    assert [row[0] for row in listed(palette)] == ["Nothing of that name"]
