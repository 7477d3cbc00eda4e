"""A coder's task in words, and the sign that goes with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coder_gui.domain.model import CoderKind
from coder_gui.domain.progress import State
from coder_gui.domain.team import Task

translate = QCoreApplication.translate

SIGNS: dict[Task, State] = {"empty": "new", "coding": "coding", "finished": "finished"}
"""The signs of the transcript list; what is not assigned has none."""


def task_in_words(task: Task) -> str:
    """What a sign in the table means."""
    return {
        "not assigned": translate("team", "not assigned"),
        "empty": translate("team", "assigned, nothing coded"),
        "coding": translate("team", "coding"),
        "finished": translate("team", "finished"),
    }[task]


def kind_in_words(kind: CoderKind) -> str:
    """Who or what a coder is."""
    return {
        "person": translate("team", "Person"),
        "consensus": translate("team", "Consensus of two"),
        "earlier": translate("team", "Earlier coding"),
    }[kind]
