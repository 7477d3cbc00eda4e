"""How choices, states and progress of settling are said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from coder_gui.domain.agreement.disagreements import Component
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Segment
from coder_gui.domain.settling import SettlingChoice, State, proposed
from coder_gui.domain.text import word_count
from coder_gui.ui.agree.figures import coefficient
from coder_gui.ui.agree.kinds_bar import kind_names

TAKEN: tuple[SettlingChoice, ...] = ("A", "B", "union", "intersection")
"""Choices that follow from what the two coders made."""
KEYS: dict[SettlingChoice, str] = {
    "A": "A",
    "B": "B",
    "union": "U",
    "intersection": "I",
    "edited": "E",
    "dropped": "X",
    "deferred": "D",
}
STATES: tuple[State, ...] = ("open", "deferred", "changed", "settled")
OPEN: frozenset[State] = frozenset({"open", "changed"})
"""States that still ask for a decision."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settling", text)


def choice_names() -> dict[SettlingChoice, str]:
    """What a choice is called before it is made."""
    return {
        "A": _tr("Accept A"),
        "B": _tr("Accept B"),
        "union": _tr("Union"),
        "intersection": _tr("Intersection"),
        "edited": _tr("Edit the ends…"),
        "dropped": _tr("Drop"),
        "deferred": _tr("Defer"),
    }


def made_choices() -> dict[SettlingChoice, str]:
    """What a choice is called once it was made."""
    return {
        "agreed": _tr("agreed"),
        "A": _tr("accepted A"),
        "B": _tr("accepted B"),
        "union": _tr("took the union"),
        "intersection": _tr("took the intersection"),
        "edited": _tr("edited the ends"),
        "dropped": _tr("dropped"),
        "deferred": _tr("deferred"),
    }


def state_names() -> dict[State, str]:
    return {
        "open": _tr("open"),
        "deferred": _tr("deferred"),
        "changed": _tr("changed since"),
        "settled": _tr("settled"),
        "agreed": _tr("agreed"),
    }


def progress_in_words(states: Mapping[State, int]) -> str:
    """“36 settled, 84 open”; deferred and changed ones are named where there are any."""
    names = state_names()
    parts = [
        f"{states.get(state, 0):,} {names[state]}"
        for state in ("settled", "open", "deferred", "changed")
        if states.get(state, 0) or state in ("settled", "open")
    ]
    return ", ".join(parts)


def choices_in_words(choices: Iterable[SettlingChoice]) -> str:
    """“12 × union, 3 × dropped”, the most frequent first."""
    names: dict[SettlingChoice, str] = {
        "agreed": _tr("agreed"),
        "A": _tr("A"),
        "B": _tr("B"),
        "union": _tr("union"),
        "intersection": _tr("intersection"),
        "edited": _tr("edited ends"),
        "dropped": _tr("dropped"),
        "deferred": _tr("deferred"),
    }
    numbers = Counter(choices).most_common()
    return ", ".join(f"{number:,} × {names[choice]}" for choice, number in numbers)


def kind_in_words(component: Component, codes: Mapping[int, str]) -> str:
    """“Same passage, other ends”, or what the other coder gave instead."""
    words = kind_names()[component.kind]
    if component.kind == "different code":
        given = " · ".join(f"“{codes[each]}”" for each in component.other_codes if each in codes)
        words = _tr("A gave %1 instead") if not component.segments_a else _tr("B gave %1 instead")
        words = words.replace("%1", given)
    return words[:1].upper() + words[1:]


def shared_in_words(component: Component, both: int, either: int) -> str:
    """“9 of 35 words shared, overlap .26”.

    Args:
        both: Words that both coders coded.
        either: Words that at least one of them coded.
    """
    if component.segments_a and component.segments_b:
        words = _tr("%1 of %2 shared, overlap %3").replace("%1", f"{both:,}")
        words = words.replace("%2", counted(either, "word"))
        return words.replace("%3", coefficient(float(component.overlap)))
    return counted(either, "word")


def nothing() -> str:
    """What a choice yields that puts no words into the consensus."""
    return _tr("nothing")


def words_of(choice: SettlingChoice, segments: Iterable[Segment], coder_a: int, text: str) -> int:
    """How many words a choice would put into the consensus."""
    ranges = proposed([*segments], coder_a, choice)
    return sum(word_count(text[start:end]) for start, end in ranges)
