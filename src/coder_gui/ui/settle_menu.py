"""The menu of what is done with two coders' differences."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

from coder_gui.ui.command import SEPARATOR, Command

if TYPE_CHECKING:
    from coder_gui.domain.settling import SettlingChoice
    from coder_gui.ui.main_window import MainWindow

CHOICES: dict[str, SettlingChoice] = {
    "settle_a": "A",
    "settle_b": "B",
    "settle_union": "union",
    "settle_intersection": "intersection",
    "settle_edit": "edited",
    "settle_drop": "dropped",
    "settle_defer": "deferred",
}

ANALYSE = (
    Command("next_difference", QT_TRANSLATE_NOOP("actions", "&Next difference"), ("N",), "agree"),
    Command(
        "previous_difference",
        QT_TRANSLATE_NOOP("actions", "&Previous difference"),
        ("P",),
        "agree",
    ),
    SEPARATOR,
    Command("settle_a", QT_TRANSLATE_NOOP("actions", "Accept &A"), ("A",), "agree"),
    Command("settle_b", QT_TRANSLATE_NOOP("actions", "Accept &B"), ("B",), "agree"),
    Command("settle_union", QT_TRANSLATE_NOOP("actions", "Take the &union"), ("U",), "agree"),
    Command(
        "settle_intersection",
        QT_TRANSLATE_NOOP("actions", "Take the &intersection"),
        ("I",),
        "agree",
    ),
    Command("settle_edit", QT_TRANSLATE_NOOP("actions", "&Edit the ends…"), ("E",), "agree"),
    Command("settle_drop", QT_TRANSLATE_NOOP("actions", "D&rop the passage"), ("X",), "agree"),
    Command("settle_defer", QT_TRANSLATE_NOOP("actions", "&Defer the decision"), ("D",), "agree"),
    Command("settle_note", QT_TRANSLATE_NOOP("actions", "N&ote on the decision"), (), "agree"),
    Command(
        "settle_undo",
        QT_TRANSLATE_NOOP("actions", "Take the &last decision back"),
        ("Backspace",),
        "agree",
    ),
    Command("settle_several", QT_TRANSLATE_NOOP("actions", "&Several at once…"), (), "agree"),
    SEPARATOR,
    Command("settle_panel", QT_TRANSLATE_NOOP("actions", "Settling pane&l"), (), "agree"),
)
KEYS_OF_PLACE = tuple(command.name for command in ANALYSE if command.keys)
"""Their keys belong to the Agree place, which has them itself."""
CHANGING = frozenset({*CHOICES, "settle_note", "settle_undo", "settle_several"})
"""Those that change the project."""


def commands(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What the commands do; the Agree place is made when it is first wanted."""
    does: dict[str, Callable[[], object]] = {
        name: partial(_decide, window, choice) for name, choice in CHOICES.items()
    }
    return does | {
        "next_difference": lambda: window.agree_place.walking.step(1),
        "previous_difference": lambda: window.agree_place.walking.step(-1),
        "settle_note": lambda: window.agree_place.lower_half.take_note(),
        "settle_undo": lambda: window.agree_place.settling.undo_decision(),
        "settle_several": lambda: window.agree_place.lower_half.open_several(),
        "settle_panel": lambda: window.agree_place.lower_half.toggle_panel(),
    }


def is_shown(place: QWidget | None) -> bool:
    """Whether a place is the one that the commands are for; asking does not make it."""
    return place is not None and place.property("place") == "agree"


def _decide(window: MainWindow, choice: SettlingChoice) -> None:
    place = window.agree_place
    place.lower_half.show_panel(True)
    place.settling.decide(choice)
