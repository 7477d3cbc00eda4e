"""The words in which the state of a file is told."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from coder_gui.app.import_plan import Plan, doubts
from coder_gui.domain.counted import counted
from coder_gui.exchange.transcripts.names import plain_name
from coder_gui.ui.importing.reading import Failure


class State(StrEnum):
    """What is to become of a file."""

    READY = "ready"
    LOOK = "look"
    THERE = "there"
    OUT = "out"
    FAILED = "failed"


SIGNS = {
    State.READY: ("check", "ok"),
    State.LOOK: ("info", "warn"),
    State.THERE: ("copy", "tx2"),
    State.OUT: ("minus", "tx2"),
    State.FAILED: ("warning", "err"),
}
"""Icon and colour token of each state."""


def tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)


def state_of(row: Plan | Failure) -> State:
    """The state of a row."""
    if isinstance(row, Failure):
        return State.FAILED
    if row.twin:
        return State.THERE
    if not row.wanted:
        return State.OUT
    return State.LOOK if doubts(row) else State.READY


def state_words(row: Plan | Failure) -> str:
    """The state in a few words."""
    words = {
        State.READY: tr("Ready"),
        State.LOOK: tr("Needs a look"),
        State.THERE: tr("Already there"),
        State.OUT: tr("Left out"),
        State.FAILED: tr("Could not be read"),
    }
    return words[state_of(row)]


def facts(row: Plan | Failure) -> str:
    """Format, speakers and turns in a few words; empty for a failure."""
    if isinstance(row, Failure):
        return ""
    people = len({each.shown for each in row.speakers if each.shown})
    parts = [plain_name(row.draft.format)]
    parts.append(counted(people, "speaker") if people else tr("no speakers"))
    if row.draft.turns:
        parts.append(counted(len(row.draft.turns), "turn"))
    return " · ".join(parts)


def source(row: Plan | Failure) -> str:
    """The name of the file, or of the case in a table of answers."""
    if isinstance(row, Failure):
        return row.path.name
    return row.draft.source_name if row.case is None else row.draft.name
