"""A protected project in the window, and how a person opens it."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from acting import settle
from coder_gui.app import protecting
from coder_gui.app.project import Project
from coder_gui.ui.protecting.dialogs import OpenDialog
from filling import fill, ticking_stamps

PASSPHRASE = "seven quiet herons"


@pytest.fixture
def secret(path):
    """A filled, protected and closed project."""
    project = Project.create(
        path, "Waiting", "Mira", ticking_stamps(), protecting.new_key(PASSPHRASE)
    )
    fill(project)
    project.close()
    return path


@pytest.fixture
def opened(window, secret, qtbot):
    """The window with that project open."""
    window.open_project(secret)
    give(window, qtbot, PASSPHRASE)
    qtbot.waitUntil(lambda: window.session.is_open)
    settle(qtbot)
    window.activateWindow()
    return window


def shown(window, kind):
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    return found[0] if found else None


def give(window, qtbot, passphrase):
    """Type a passphrase into the box that asks for it."""
    dialog = shown(window, OpenDialog)
    assert dialog is not None
    dialog.activateWindow()
    QTest.keyClicks(dialog.field.edit, passphrase)
    QTest.keyClick(dialog.field.edit, "\r")
    return dialog
