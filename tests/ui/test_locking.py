"""Locking by hand and when nobody is there: nothing of the study is seen, and all comes back."""

from __future__ import annotations

import pytest
from protected_project import PASSPHRASE, opened, secret, shown
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from acting import click, focused, press, write
from coder_gui.app import protecting
from coder_gui.app.project import Project
from coder_gui.ui import dialogs
from coder_gui.ui.protecting.cover import Cover

__all__ = ["opened", "secret"]


def everything_seen(window) -> str:
    """Words on labels, in fields and lists, in menus and titles of the whole window."""
    said = [window.windowTitle(), *(each.text() for each in window.menu_actions.values())]
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        said += [widget.accessibleName(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            said.append(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            said.append(widget.toPlainText())
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            rows = range(widget.model().rowCount())
            said += [str(widget.model().index(row, 0).data()) for row in rows]
    return "\n".join(said)


def cover_of(window) -> Cover:
    cover = window.places.currentWidget()
    assert isinstance(cover, Cover)
    return cover


def unlock(window, qtbot, passphrase=PASSPHRASE):
    QTest.keyClicks(cover_of(window).field.edit, passphrase)
    QTest.keyClick(cover_of(window).field.edit, "\r")


def test_locking_covers_everything_and_comes_back_to_the_same_place(opened, qtbot):
    window, place = opened, opened.code_place
    project = window.session.project
    last = project.transcripts()[-1]
    place.open_transcript(last.id)
    names = {each.name for each in project.codebook()} | {
        each.name for each in project.transcripts()
    }
    names |= {each.label for each in project.participants()} | {
        "Waiting",
        "Mira",
        window.session.project.path.name,
    }
    texts = [project.text(each.id)[:40] for each in project.transcripts()]
    press("Ctrl+L")
    assert not window.session.is_open
    assert window.windowTitle() == "Locked – Interview Coder"
    seen = everything_seen(window)
    assert [each for each in [*names, *texts] if each in seen] == []
    cover = cover_of(window)
    assert focused() is cover.field.edit
    unlock(window, qtbot, "wrong")
    qtbot.waitUntil(cover.field.message.isVisible)
    assert "study" not in cover.field.message.text()
    cover.field.edit.clear()
    unlock(window, qtbot)
    qtbot.waitUntil(lambda: window.session.is_open)
    assert place.reader.transcript.info.id == last.id
    assert window.places.currentWidget() is place
    assert cover.field.text() == ""
    assert not window.protection.is_locked


def test_the_place_comes_back(opened, qtbot):
    opened.show_place("agree")
    opened.protection.lock()
    unlock(opened, qtbot)
    qtbot.waitUntil(lambda: opened.session.is_open)
    assert opened.places.currentWidget() is opened.agree_place


def test_what_is_being_typed_is_kept_before_locking(opened, qtbot):
    opened.commands.study_sheet()
    dialog = shown(opened, dialogs.StudyDialog)
    dialog.question.setPlainText("Who waits for whom?")
    opened.protection.lock()
    assert shown(opened, QDialog) is None
    unlock(opened, qtbot)
    qtbot.waitUntil(lambda: opened.session.is_open)
    assert opened.session.project.study().question == "Who waits for whom?"


def test_the_file_is_closed_while_it_is_locked(opened, secret):
    opened.protection.lock()
    other = Project.open(secret, key=protecting.key_for(secret, PASSPHRASE))
    assert not other.read_only
    other.close()


def test_a_locked_project_can_be_left(opened):
    opened.protection.lock()
    click(cover_of(opened).leave)
    assert opened.places.currentWidget() is opened.welcome
    assert not opened.protection.is_locked
    assert opened.windowTitle() == "Interview Coder"


def test_an_unprotected_project_does_not_lock(window, study):
    window.protection.lock()
    assert window.session.is_open
    assert not window.protection.watch.is_on
    assert not window.menu_actions["lock"].isVisible()
    assert window.menu_actions["protect"].isVisible()


class Clock:
    def __init__(self, watch):
        self.now = 1_000_000.0
        watch.clock = lambda: self.now

    def passes(self, minutes):
        self.now += 60 * minutes


def test_it_locks_after_a_quarter_of_an_hour_without_a_touch(opened):
    watch = opened.protection.watch
    clock = Clock(watch)
    watch.stay()
    clock.passes(14)
    watch.look()
    assert opened.session.is_open
    write("x")
    clock.passes(14)
    watch.look()
    assert opened.session.is_open
    clock.passes(2)
    watch.look()
    assert not opened.session.is_open
    assert not watch.is_on


def test_the_first_touch_after_a_night_opens_nothing(opened):
    clock = Clock(opened.protection.watch)
    opened.protection.watch.stay()
    clock.passes(600)
    press("Down")
    assert not opened.session.is_open


@pytest.mark.parametrize("minutes", [5, 30, 60, 0])
def test_how_long_is_chosen_in_the_menu_and_kept(opened, minutes):
    text = f"After {minutes} minutes" if minutes else "Never"
    actions = {each.text(): each for each in opened.protection.lock_after.actions()}
    assert actions["After 15 minutes"].isChecked()
    actions[text].trigger()
    assert opened.settings.get("lock_after") == str(minutes)
    clock = Clock(opened.protection.watch)
    opened.protection.watch.start(opened.protection._minutes())
    assert opened.protection.watch.is_on == bool(minutes)
    clock.passes(61)
    opened.protection.watch.look()
    assert opened.session.is_open == (minutes == 0)


def test_only_touches_count_as_being_there(opened):
    clock = Clock(opened.protection.watch)
    opened.protection.watch.stay()
    clock.passes(14)
    opened.protection.watch.eventFilter(opened, QEvent(QEvent.Type.Paint))
    clock.passes(2)
    opened.protection.watch.look()
    assert not opened.session.is_open
