"""Deciding about several differences at once: which ones, and how many each choice is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from coder_gui.domain.agreement.disagreements import Component
from coder_gui.domain.counted import counted
from coder_gui.domain.settling import SettlingChoice
from coder_gui.ui.agree.kinds_bar import kind_names
from coder_gui.ui.agree.pair_study import PairStudy, Stop
from coder_gui.ui.agree.settle_words import TAKEN, choice_names

CHOICES: tuple[SettlingChoice, ...] = (*TAKEN, "dropped", "deferred")

Decide = Callable[[Sequence[Component], SettlingChoice], object]


def _tr(text: str) -> str:
    return QCoreApplication.translate("SeveralAtOnce", text)


def fill(
    menu: QMenu, study: PairStudy, stops: Sequence[Stop], current: Stop | None, decide: Decide
) -> None:
    """Offer every choice for all that is open, and for what is like the passage at hand."""
    menu.clear()
    waiting = [stop for stop in stops if stop.is_open and stop.component is not None]
    shown: set[tuple[Stop, ...]] = set()
    for name, group in _groups(study, waiting, current):
        # What is the same set under another name would only make the menu longer.
        if group and tuple(group) not in shown:
            shown.add(tuple(group))
            title = f"{name}: {len(group):,}"
            _add_choices(menu.addMenu(title.replace("&", "&&")), group, decide)
    if not shown:
        menu.addAction(_tr("Nothing is open")).setEnabled(False)


def _groups(
    study: PairStudy, waiting: Sequence[Stop], current: Stop | None
) -> list[tuple[str, list[Stop]]]:
    found = [(_tr("All that are open"), [*waiting])]
    if current is None or current.component is None:
        return found
    kind, code_id = current.kind, current.component.code_id
    of_kind = [stop for stop in waiting if stop.kind == kind]
    of_code = [stop for stop in waiting if stop.component and stop.component.code_id == code_id]
    name = study.book[code_id].name
    found += [
        (_tr("Open, %1").replace("%1", kind_names()[kind]), of_kind),
        (_tr("Open, of “%1”").replace("%1", name), of_code),
        (
            _tr("Open, of “%1”, %2").replace("%2", kind_names()[kind]).replace("%1", name),
            [stop for stop in of_code if stop.kind == kind],
        ),
        (
            _tr("Open in %1").replace("%1", study.names[current.transcript_id]),
            [stop for stop in waiting if stop.transcript_id == current.transcript_id],
        ),
    ]
    return found


def _add_choices(menu: QMenu, stops: Sequence[Stop], decide: Decide) -> None:
    names = choice_names()
    components = [stop.component for stop in stops if stop.component is not None]
    for choice in CHOICES:
        empty = sum(not _has_words(each, choice) for each in components)
        words = f"{names[choice]}: {counted(len(components), 'passage')}"
        if empty and choice in TAKEN:
            left_out = _tr("%1 of them left out").replace("%1", f"{empty:,}")
            words += f", {left_out}"
        menu.addAction(words).triggered.connect(partial(decide, components, choice))


def _has_words(component: Component, choice: SettlingChoice) -> bool:
    """Whether a choice puts anything into the consensus for a component."""
    if choice == "A":
        return bool(component.segments_a)
    if choice == "B":
        return bool(component.segments_b)
    return choice == "union" or bool(component.segments_a and component.segments_b)
