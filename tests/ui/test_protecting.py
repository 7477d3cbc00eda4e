"""Passphrases in the window: making, opening, changing, and what the list remembers."""

from __future__ import annotations

from pathlib import Path

import pytest
from protected_project import PASSPHRASE, give, opened, secret, shown
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from acting import click, drop, files, settle, words_in
from coder_gui.app import protecting
from coder_gui.app.project import Project
from coder_gui.ui import dialogs
from coder_gui.ui.protecting.dialogs import OpenDialog, ProtectDialog, RemoveDialog
from coder_gui.ui.welcome.choices import RecentRow

__all__ = ["opened", "secret"]

OTHER = "nine loud crows sing"


def accept(dialog):
    click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))


# Making and opening ----------------------------------------------------------------------------


def test_a_new_project_is_protected_from_the_start(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "documents", lambda: tmp_path)
    window.commands.new()
    dialog = shown(window, dialogs.NewProjectDialog)
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    QTest.keyClicks(dialog.name, "Waiting")
    assert ok.isEnabled()
    dialog.protects.click()
    assert not ok.isEnabled()
    QTest.keyClicks(dialog.passphrase.first, PASSPHRASE)
    QTest.keyClicks(dialog.passphrase.again, "seven quit")
    assert dialog.passphrase.hint.text() == "The two are not the same."
    assert not ok.isEnabled()
    dialog.passphrase.again.clear()
    QTest.keyClicks(dialog.passphrase.again, PASSPHRASE)
    assert any("lost passphrase" in words for words in words_in(dialog))
    click(ok)
    qtbot.waitUntil(lambda: window.session.is_open)
    assert window.session.project.is_protected
    assert protecting.protected(tmp_path / "Waiting.coding")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Four or five words"),
        ("short", "Short:"),
        ("fifteen letters", "Good."),
        ("x" * 20, "Strong."),
    ],
)
def test_the_hint_looks_at_the_length_only(window, typed, said):
    window.protection.protect()
    dialog = shown(window, ProtectDialog)
    dialog.new.first.setText(typed)
    assert dialog.new.hint.text().startswith(said)
    dialog.new.again.setText(typed)
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled() == bool(typed)
    dialog.reject()


def test_a_protected_project_asks_for_its_passphrase_in_the_window(window, secret, qtbot):
    window.open_project(secret)
    dialog = shown(window, OpenDialog)
    assert not window.session.is_open
    assert dialog.focusWidget() is dialog.field.edit
    assert f"“{secret.name}” opens with its passphrase." in words_in(dialog)
    give(window, qtbot, "herons")
    qtbot.waitUntil(dialog.field.message.isVisible)
    assert dialog.field.message.text().startswith("Wrong passphrase.")
    assert dialog.field.edit.selectedText() != ""
    assert not window.session.is_open
    assert window.notices.texts() == []
    give(window, qtbot, PASSPHRASE)
    qtbot.waitUntil(lambda: window.session.is_open)
    assert shown(window, OpenDialog) is None
    assert window.windowTitle() == "Waiting – Interview Coder"


def test_what_is_typed_can_be_seen_when_wanted(window, secret):
    window.open_project(secret)
    field = shown(window, OpenDialog).field
    field.edit.setText(PASSPHRASE)
    assert PASSPHRASE not in field.edit.displayText()
    field.shown.click()
    assert field.edit.displayText() == PASSPHRASE


def test_cancelling_leaves_what_was_open(window, study, tmp_path, qtbot):
    other = tmp_path / "other.coding"
    Project.create(other, "Other", "Mira", key=protecting.new_key(PASSPHRASE)).close()
    window.open_project(other)
    dialog = give(window, qtbot, PASSPHRASE)
    dialog.reject()
    settle(qtbot)
    qtbot.wait(600)
    assert window.session.project is study.project


def test_a_dropped_file_asks_too(window, secret):
    assert drop(window, window.rect().center(), files([secret]))
    assert shown(window, OpenDialog) is not None


def test_a_file_that_went_away_meanwhile_is_said(window, secret, qtbot):
    window.open_project(secret)
    secret.unlink()
    give(window, qtbot, PASSPHRASE)
    qtbot.waitUntil(lambda: bool(window.notices.texts()))
    assert "could not be read" in window.notices.texts()[0]
    assert shown(window, OpenDialog) is None


# Changing --------------------------------------------------------------------------------------


def test_an_open_project_is_protected(window, study, qtbot):
    path, before = study.project.path, study.project.facts()
    window.protection.protect()
    dialog = shown(window, ProtectDialog)
    dialog.new.first.setText(PASSPHRASE)
    dialog.new.again.setText(PASSPHRASE)
    accept(dialog)
    assert not window.session.is_open
    assert "One moment" in words_in(window.places.currentWidget())
    qtbot.waitUntil(lambda: window.session.is_open)
    assert window.session.project.facts() == before
    assert window.session.project.is_protected
    assert window.session.project.next_undo() is not None
    assert protecting.protected(path)
    assert window.notices.texts()[0].startswith("The project is protected.")
    assert window.menu_actions["lock"].isVisible()
    assert not window.menu_actions["protect"].isVisible()
    assert window.protection.watch.is_on


def test_restore_points_are_protected_with_their_project(window, study, qtbot):
    point = study.project.keep_restore_point("Before")
    assert not protecting.protected(point.path)
    window.protection.protect()
    dialog = shown(window, ProtectDialog)
    dialog.new.first.setText(PASSPHRASE)
    dialog.new.again.setText(PASSPHRASE)
    accept(dialog)
    qtbot.waitUntil(lambda: window.session.is_open)
    assert protecting.protected(point.path)
    assert window.session.project.content_of(point) is not None


def test_changing_needs_the_present_passphrase(opened, secret, qtbot):
    opened.protection.change_passphrase()
    dialog = shown(opened, ProtectDialog)
    dialog.new.present.setText("wrong")
    dialog.new.first.setText(OTHER)
    dialog.new.again.setText(OTHER)
    accept(dialog)
    assert dialog.isVisible()
    assert dialog.new.message.text() == "This is not the present passphrase. Nothing was changed."
    dialog.new.present.setText(PASSPHRASE)
    accept(dialog)
    qtbot.waitUntil(lambda: opened.session.is_open)
    opened.close_project()
    Project.open(secret, key=protecting.key_for(secret, OTHER)).close()


def test_removing_needs_it_too(opened, secret, qtbot):
    opened.protection.remove_protection()
    dialog = shown(opened, RemoveDialog)
    dialog.field.edit.setText("wrong")
    accept(dialog)
    assert dialog.field.message.text().startswith("This is not the present passphrase.")
    dialog.field.edit.setText(PASSPHRASE)
    accept(dialog)
    qtbot.waitUntil(lambda: opened.session.is_open)
    assert not protecting.protected(secret)
    assert opened.menu_actions["protect"].isVisible()
    assert not opened.protection.watch.is_on


def test_when_it_fails_the_project_comes_back_with_the_reason(window, study, qtbot, monkeypatch):
    from coder_gui.domain.errors import ProjectFileError

    def fail(*_arguments):
        raise ProjectFileError("It could not be done. The file is as it was.")

    monkeypatch.setattr(protecting, "change", fail)
    window.protection.protect()
    dialog = shown(window, ProtectDialog)
    dialog.new.first.setText(PASSPHRASE)
    dialog.new.again.setText(PASSPHRASE)
    accept(dialog)
    qtbot.waitUntil(lambda: window.session.is_open)
    assert window.notices.texts() == ["It could not be done. The file is as it was."]
    assert not window.session.project.is_protected


# The list of recent projects -------------------------------------------------------------------


def test_of_a_protected_project_the_list_knows_the_file_only(opened, secret):
    opened.close_project()
    rows = opened.welcome.findChildren(RecentRow)
    assert [each for each in words_in(rows[0]) if not each.startswith("today")] == [
        secret.name,
        "Protected",
    ]
    opened.settings.save()
    stored = QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Interview Coder", "coder-gui"
    ).fileName()
    said = Path(stored).read_text(encoding="utf-8")
    assert "Waiting" not in said
    assert "Anna" not in said


def test_the_list_is_cleared_from_the_welcome_page(window, study):
    window.close_project()
    assert len(window.settings.recent()) == 1
    clear = next(
        each
        for each in window.welcome.findChildren(dialogs.button("").__class__)
        if each.text() == "Clear the list"
    )
    click(clear)
    assert window.settings.recent() == []
    assert [each for each in window.welcome.findChildren(RecentRow) if each.isVisible()] == []


def test_the_list_is_switched_off_and_on(window, study):
    menu = next(
        each
        for each in window.findChildren(type(window.protection.lock_after))
        if each.title() == "&Recent projects"
    )
    keep = next(each for each in menu.actions() if each.isCheckable())
    assert keep.isChecked()
    keep.trigger()
    window.close_project()
    assert window.settings.recent() == []
    keep.trigger()
    window.open_project(study.project.path)
    assert len(window.settings.recent()) == 1
