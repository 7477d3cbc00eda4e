"""Two hundred segments of the sample study, coded, taken back and counted by keyboard alone."""

from __future__ import annotations

import sys

import pytest
from keyboard_coder import KeyboardCoder

from acting import coded, focused, look, marked, press
from coder_gui.ui import errors, theme
from coder_gui.ui.application import make_window
from filling import dump

SEGMENTS = 200
MOST_KEYS = 4
"""Keys beyond the selection that a segment may take on average."""
IN_A_TRANSCRIPT = 25
SURVIVED = "If she is standing here, it can be survived"
BEING_WITH = "Being with, not doing to"
KITCHEN = "Clinic language put into kitchen language"
STING = "Another person's recovery can sting"


@pytest.fixture
def coder(qtbot, qapp, monkeypatch):
    """Mira, in her own copy of the sample study, which was opened by Enter."""
    theme.apply(qapp, "light")
    bugs: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(errors, "show_report", lambda text, _parent: bugs.append(text))
    window = make_window()
    qtbot.addWidget(window)
    window.resize(1280, 780)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    look()
    for _ in range(12):
        if focused().accessibleName().startswith("Open the sample study"):
            break
        press("Tab")
    press("Return")
    qtbot.waitUntil(lambda: window.session.is_open)
    look()
    yield KeyboardCoder(window)
    assert not bugs, bugs[0]


def round_of_ten(coder: KeyboardCoder, number: int) -> None:
    """Ten segments in each of the ways that there are."""
    coder.next_stretch()
    coder.palette("survived", SURVIVED)
    for _ in range(2):
        coder.next_stretch()
        coder.repeat()
    for key, name in ((1, BEING_WITH), (2, KITCHEN), (9, STING)):
        coder.next_stretch()
        coder.own_key(key, name)
    coder.first_words(2)
    coder.act("E")
    coder.repeat()
    coder.next_stretch()
    coder.two_at_once(("kitch", KITCHEN), ("sting", STING))
    coder.first_words(3)
    if number % 4:
        coder.own_key(1, BEING_WITH)
    else:
        coder.in_vivo()


def test_two_hundred_segments_by_keyboard_alone(coder, capsys):
    project, reader = coder.project, coder.reader
    for letters, name, number in (
        ("being with", BEING_WITH, 1),
        ("kitchen", KITCHEN, 2),
        ("sting", STING, 9),
    ):
        coder.give_key(letters, name, number)
    press("Ctrl+1")
    assert focused() is reader.view
    before, begin, first = dump(project), project.next_undo(), coder.number()
    here = reader.transcript.info.id
    seen = {here}
    for number in range(SEGMENTS // 10):
        round_of_ten(coder, number)
        if number % 5 == 2:
            undone_and_redone(coder)
        assert marked(reader.view) == coded(project, reader.transcript.info.id)
        if number % 2:
            coder.next_transcript()
            seen.add(reader.transcript.info.id)
    assert coder.number() == first + SEGMENTS
    assert len(coder.wanted) == SEGMENTS and len(seen) > 5
    average = coder.beyond / SEGMENTS
    with capsys.disabled():
        print(f"\n{average:.2f} keys a segment beyond {coder.selecting / SEGMENTS:.2f} to select")
    assert average <= MOST_KEYS
    while project.next_undo() != begin:
        press("Ctrl+Z")
    look()
    assert dump(project) == before
    assert coder.number() == first
    assert marked(reader.view) == coded(project, reader.transcript.info.id)


def undone_and_redone(coder: KeyboardCoder) -> None:
    """Take the last segment back, look, and bring it again."""
    shown, number = marked(coder.reader.view), coder.number()
    coder.act("Ctrl+Z")
    look()
    assert coder.number() == number - 1
    assert marked(coder.reader.view) != shown
    coder.act("Ctrl+Shift+Z")
    look()
    assert coder.number() == number
    assert marked(coder.reader.view) == shown
