"""Acting in the Agree place as somebody who settles, and what is stored of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coder_gui.ui.agree.agree_place import AgreePlace

WIDE, NARROW = (1400, 900), (800, 620)
AGREED = [(1, 600, 700), (2, 600, 700), (3, 600, 700)]
"""What both gave “Same” alike: number of the transcript, start and end."""


def make_place(session, qtbot, size=WIDE):
    made = AgreePlace(session)
    qtbot.addWidget(made)
    session.changed.connect(made.take_up)
    made.resize(*size)
    made.show_project()
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def press(place, key, held=Qt.KeyboardModifier.NoModifier):
    place.reading.view.setFocus()
    QTest.keyClick(place.reading.view, key, held)


def consensus(team, code=None):
    """What stands in the consensus of Mira and Noor, by transcript, without what was agreed."""
    opened = team.project.opened((team.mira, team.noor))
    if opened.consensus_id is None:
        return []
    found = [
        (team.talks.index(talk), each.start, each.end)
        for talk in team.talks
        for each in team.project.segments(talk, (opened.consensus_id,))
        if each.code_id == (code or team.same)
    ]
    return sorted(found)


def choose(menu, *texts):
    for text in texts:
        action = next(a for a in menu.actions() if a.text().strip().startswith(text))
        menu = action.menu()
    action.trigger()
