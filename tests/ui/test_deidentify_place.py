"""De-identifying in the window: listing names, deciding on each place, replacing, erasing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from acting import focused, press, settle, write
from coder_gui.storage import encryption, key_file
from coder_gui.ui.deidentifying.dialogs import (
    ChooseKeyDialog,
    EraseDialog,
    EraseOriginalsDialog,
    NewKeyDialog,
    OpenKeyDialog,
)
from coder_gui.ui.deidentifying.review import STATE
from filling import dump

PASSPHRASE = "four quiet herons"


@pytest.fixture
def page(window, study, qtbot):
    """The page on the filled study, opened by its key, with everything searched."""
    place = window.deidentifying.place
    with qtbot.waitSignal(place.searched):
        press("Ctrl+Shift+D")
    return place


@pytest.fixture
def listed(page, qtbot):
    """With Anna and Ben on the list, typed by keyboard."""
    page.panel.spellings.setFocus()
    for name, stands in (("Anna, Annie", "partner"), ("Ben", "")):
        type_name(page, qtbot, name, stands)
    return page


def type_name(page, qtbot, name, stands=""):
    page.panel.spellings.setFocus()
    write(name)
    press("Tab")
    write(stands)
    with qtbot.waitSignal(page.searched):
        press("Return")


def test_letters_typed_on_a_list_begin_a_name(page):
    assert focused() is page.panel.suggestions
    for letter in "Ben":
        write(letter)
    assert focused() is page.panel.spellings
    assert page.panel.spellings.text() == "Ben"


def rows(view):
    return [(row.strong, row.quiet, row.number) for row in view.rows.rows()]


def words(page):
    """The names in the lines of the review, with what was decided."""
    review = page.pane.review
    return [
        (review.found(row).words, review.index(row).data(STATE)) for row in range(review.rowCount())
    ]


def suggested(page):
    return [row[0] for row in rows(page.panel.suggestions)]


def dialog(window, kind):
    return next(each for each in window.findChildren(kind) if each.isVisible())


def accept_all(page):
    page.pane.list.setFocus()
    press("Shift+A", "Shift+A")


def replace(window, page):
    """Replace what is accepted, without a key file."""
    press("Ctrl+Return")
    dialog(window, ChooseKeyDialog).without.click()
    window.activateWindow()


def test_the_key_opens_a_page_with_suggestions_and_escape_leaves_it(page, window):
    assert window.places.currentWidget() is page
    assert {"Anna", "Ben"} <= set(suggested(page))
    assert page.pane.nothing.isVisible()
    assert focused() is page.panel.suggestions
    press("Esc")
    assert window.places.currentWidget() is window.code_place


def test_names_typed_are_listed_with_their_hits(listed):
    total = listed.pane.review.rowCount()
    (first, *named) = rows(listed.panel.list)
    assert first == ("All names", "", str(total))
    assert [row[:2] for row in named] == [("[partner]", "Anna, Annie"), ("[person 1]", "Ben")]
    assert sum(int(row[2]) for row in named) == total > 10
    assert not {"Anna", "Ben"} & set(suggested(listed))
    assert listed.panel.spellings.text() == ""


def test_a_suggestion_is_taken_up_with_two_enters(page, qtbot):
    suggestions = page.panel.suggestions
    suggestions.setCurrentIndex(suggestions.rows.index(suggested(page).index("Caro")))
    suggestions.setFocus()
    press("Return")
    assert focused() is page.panel.stands
    with qtbot.waitSignal(page.searched):
        press("Return")
    assert [row[:2] for row in rows(page.panel.list)[1:]] == [("[person 1]", "Caro")]
    assert focused() is suggestions


def test_delete_says_that_a_suggestion_is_no_name(page):
    before = suggested(page)
    page.panel.suggestions.setFocus()
    page.panel.suggestions.setCurrentIndex(page.panel.suggestions.rows.index(0))
    press("Del")
    assert suggested(page) == before[1:]


def test_an_entry_is_changed_and_taken_off_by_keys(listed, qtbot):
    listed.panel.show_page(listed.panel.list)
    press("Down", "Return")
    assert listed.panel.stands.text() == "[partner]"
    listed.panel.stands.clear()
    listed.panel.stands.setFocus()
    write("wife")
    with qtbot.waitSignal(listed.searched):
        press("Return")
    assert "[wife]" in [row[0] for row in rows(listed.panel.list)]
    listed.panel.list.setCurrentIndex(listed.panel.list.rows.index(2))
    listed.panel.list.setFocus()
    with qtbot.waitSignal(listed.searched):
        press("Del")
    assert len(rows(listed.panel.list)) == 2


def test_letters_decide_and_go_on_to_the_next_open_place(listed):
    listed.pane.list.setFocus()
    press("A", "S", "Return", "A")
    assert [state for _words, state in words(listed)][:4] == [
        "accepted",
        "skipped",
        "open",
        "accepted",
    ]
    assert listed.pane.list.currentIndex().row() == 4
    total = listed.pane.review.rowCount()
    assert listed.pane.progress() == f"3 of {total} places looked at, 2 accepted"
    assert listed.apply.text() == "Replace 2 places"


def test_shift_and_letter_decide_on_all_of_a_name(listed):
    listed.pane.list.setFocus()
    press("Shift+A")
    states = {}
    for word, state in words(listed):
        states.setdefault(word, set()).add(state)
    assert states == {"Anna": {"accepted"}, "Ben": {"open"}}
    press("Shift+S")
    assert {state for word, state in words(listed) if word == "Ben"} == {"skipped"}


def test_a_decision_can_be_taken_back(listed):
    listed.pane.list.setFocus()
    press("A", "Up", "Backspace")
    assert words(listed)[0] == ("Anna", "open")


def test_the_sentences_show_the_name_and_what_stands_for_it(listed):
    listed.pane.list.setFocus()
    shown = listed.pane._words.accessibleName()
    assert shown.startswith("Anna, [partner], : Slowly.")
    assert "Anna · 1 of" in listed.pane._about.text()
    press("A", "Up")
    assert listed.pane._about.text().endswith("accepted")


def test_choosing_a_name_narrows_the_places_and_all_widens_them(listed):
    listed.panel.show_page(listed.panel.list)
    listed.panel.list.setCurrentIndex(listed.panel.list.rows.index(2))
    assert {word for word, _state in words(listed)} == {"Ben"}
    listed.panel.list.setCurrentIndex(listed.panel.list.rows.index(0))
    assert {word for word, _state in words(listed)} == {"Anna", "Ben"}


def test_taking_the_shown_name_off_the_list_shows_another(listed, qtbot):
    listed.panel.show_page(listed.panel.list)
    listed.panel.list.setCurrentIndex(listed.panel.list.rows.index(2))
    with qtbot.waitSignal(listed.searched):
        press("Del")
    assert listed.panel.list.current() == "[partner]"
    assert {word for word, _state in words(listed)} == {"Anna"}


def test_decisions_outlive_another_name_on_the_list(listed, qtbot):
    listed.pane.list.setFocus()
    press("A")
    type_name(listed, qtbot, "Caro", "clerk")
    assert ("Anna", "accepted") in words(listed)
    assert listed.pane.review.counts()[2] == 1


def test_what_was_accepted_is_replaced_in_one_step_and_undone(listed, window, study, qtbot):
    before = dump(study.project)
    accept_all(listed)
    with qtbot.waitSignal(listed.searched):
        replace(window, listed)
    assert "[partner]: Slowly." in study.project.text(study.transcripts[0])
    assert window.status.text().startswith("De-identified 4 places in 2 transcripts, ")
    assert window.notices.texts()[0].endswith("so do the original files and restore points.")
    assert words(listed) == []
    assert [row[2] for row in rows(listed.panel.list)] == ["0", "0", "0"]
    with qtbot.waitSignal(listed.searched):
        press("Ctrl+Z")
    assert dump(study.project) == before
    assert len(words(listed)) > 10


def test_skipped_places_stay(listed, window, study, qtbot):
    listed.pane.list.setFocus()
    press("S", "Shift+A", "Shift+A")
    with qtbot.waitSignal(listed.searched):
        replace(window, listed)
    assert words(listed) == [("Anna", "skipped")]
    assert listed.pane.progress() == "1 of 1 place looked at, 0 accepted"


def test_nothing_is_replaced_when_the_question_is_cancelled(listed, window, study):
    before = dump(study.project)
    accept_all(listed)
    press("Ctrl+Return")
    dialog(window, ChooseKeyDialog).cancel.click()
    assert dump(study.project) == before


# The key -------------------------------------------------------------------------------------


@pytest.fixture
def place_of_key(tmp_path, monkeypatch):
    path = tmp_path / "names.codingkey"
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a: (str(path), "Key files (*.codingkey)"))
    return path


def give(window, kind, passphrase=PASSPHRASE):
    asked = dialog(window, kind)
    new = kind is NewKeyDialog
    for field in (asked.new.first, asked.new.again) if new else (asked.field.edit,):
        field.setText(passphrase)
    asked._ok.click()
    return asked


def test_a_new_key_is_made_before_the_first_replacement(listed, window, study, qtbot, place_of_key):
    accept_all(listed)
    press("Ctrl+Return")
    dialog(window, ChooseKeyDialog).new.click()
    give(window, NewKeyDialog)
    qtbot.waitUntil(lambda: window.status.text().startswith("De-identified"))
    qtbot.waitUntil(lambda: listed._key.text() == "Key file: names.codingkey")
    window.close_project()
    opened = key_file.open_key(place_of_key, encryption.key_for(place_of_key, PASSPHRASE))
    assert {use.entry.original for use in opened.uses()} == {"Anna", "Ben"}
    opened.close()


def test_a_key_is_opened_later_and_its_list_is_there(page, window, qtbot, place_of_key):
    from coder_gui.domain.deidentify import Replacement

    made = key_file.create(place_of_key, encryption.new_key(PASSPHRASE))
    made.save([Replacement("Anna", "[partner]")], frozenset({"Ben"}), "2026-03-02T10:42:00Z")
    made.close()
    page.open_key.click()
    give(window, OpenKeyDialog, "wrong")
    qtbot.waitUntil(lambda: dialog(window, OpenKeyDialog).field.message.isVisible())
    with qtbot.waitSignal(page.searched):
        give(window, OpenKeyDialog)
    assert [row[:2] for row in rows(page.panel.list)[1:]] == [("[partner]", "Anna")]
    assert "Ben" not in suggested(page)
    assert not page.new_key.isVisible()


def test_closing_the_project_forgets_the_names(listed, window):
    window.close_project()
    assert rows(listed.panel.list) == []
    assert listed.pane.review.rowCount() == 0
    assert window.deidentifying.names.entries == ()


# For good ------------------------------------------------------------------------------------


def test_the_names_are_removed_for_good_with_the_copies(listed, window, study, qtbot):
    study.project.keep_restore_point("By hand")
    accept_all(listed)
    with qtbot.waitSignal(listed.searched):
        replace(window, listed)
    bar = window.notices._bars[0]
    bar.action_chosen.emit()
    asked = dialog(window, EraseDialog)
    assert asked.copies.isChecked()
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert not study.project.undo_ends_here(), "Enter is Cancel here"
    listed.erase.click()
    asked = dialog(window, EraseDialog)
    next(b for b in asked.findChildren(QPushButton) if b.text() == "Remove for good").click()
    assert study.project.undo_ends_here()
    assert study.project.remains().copies == ()
    assert study.project.remains().originals == 0
    assert window.notices.texts()[0].startswith("Removed for good.")
    assert window.menu_actions["undo"].text() == "What was done before cannot be undone any more"


def test_original_files_are_removed_by_a_command(window, study):
    window.menu_actions["remove_originals"].trigger()
    asked = dialog(window, EraseOriginalsDialog)
    next(b for b in asked.findChildren(QPushButton) if b.text() == "Remove for good").click()
    assert study.project.remains().originals == 0
    window.menu_actions["remove_originals"].trigger()
    assert window.status.text() == "The project keeps no original files."


# Checking and exporting ----------------------------------------------------------------------


def test_checking_says_what_is_left(listed, window, qtbot):
    with qtbot.waitSignal(listed.searched):
        window.menu_actions["check_names"].trigger()
    total = listed.pane.review.rowCount()
    assert listed._said.text().startswith(f"Left: {total} places with a name of the list, ")


def test_after_an_export_a_quiet_line_leads_to_the_page(
    window, study, qtbot, tmp_path, monkeypatch
):
    study.project.edit_entry(study.forms, example="Ring 07700 900123.")
    path = tmp_path / "codebook.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(path), "CSV (*.csv)"))
    window.menu_actions["export_codebook"].trigger()
    qtbot.waitUntil(lambda: "may still name somebody" in window.notices.texts()[0])
    assert path.exists()
    place = window.deidentifying.place
    with qtbot.waitSignal(place.searched):
        window.notices._bars[0].action_chosen.emit()
    assert window.places.currentWidget() is place
    assert "07700 900123" in suggested(place)


# Reading only --------------------------------------------------------------------------------


def test_read_only_everything_can_be_looked_at_and_nothing_replaced(window, study, qtbot):
    path = study.project.path
    window.open_project(path, read_only=True)
    place = window.deidentifying.place
    with qtbot.waitSignal(place.searched):
        window.menu_actions["deidentify"].trigger()
    type_name(place, qtbot, "Anna", "partner")
    place.pane.list.setFocus()
    press("Shift+A")
    assert place.pane.review.counts()[2] > 5
    assert not place.apply.isEnabled()
    assert not place.erase.isEnabled()
    assert not window.menu_actions["remove_originals"].isEnabled()


def test_every_control_is_named_and_reached_by_tab(listed, qtbot):
    listed.panel.spellings.setFocus()
    seen = []
    for _ in range(40):
        widget = focused()
        if widget in seen:
            break
        seen.append(widget)
        press("Tab")
    settle(qtbot)
    names = [w.accessibleName() or getattr(w, "text", lambda: "")() for w in seen]
    assert all(names), names
    assert {listed.panel.list, listed.pane.list, listed.panel.stands, listed.panel.kind} <= set(
        seen
    )
    assert Qt.FocusPolicy.NoFocus not in {w.focusPolicy() for w in seen}
