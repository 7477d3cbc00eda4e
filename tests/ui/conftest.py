"""The window as it starts, and on a filled study; a bug behind any gesture fails the test."""

from __future__ import annotations

import sys

import pytest

from coder_gui.ui import errors, theme
from coder_gui.ui.application import make_window


@pytest.fixture
def bugs(monkeypatch):
    """Reports on bugs of ours, as the researcher would get them."""
    shown = []
    # The window installs its own hook, which is put back afterwards.
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(errors, "show_report", lambda text, _parent: shown.append(text))
    return shown


@pytest.fixture
def make(qtbot, qapp, bugs):
    """Makes windows, as the program does at each start."""
    theme.apply(qapp, "light")

    def make_one():
        made = make_window()
        qtbot.addWidget(made)
        if made.settings.state("window").isEmpty():
            made.resize(1280, 780)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        return made

    yield make_one
    assert not bugs, bugs[0]


@pytest.fixture
def window(make):
    """The window at the first start."""
    return make()


@pytest.fixture
def study(window, filled):
    """The filled project, opened in the window by Mira; Anna’s transcript is shown."""
    filled.project.close()
    window.open_project(filled.project.path)
    filled.project = window.session.project
    return filled
