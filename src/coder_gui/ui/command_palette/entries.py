"""What the command palette lists: the commands of the menus, transcripts and codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from coder_gui.domain.code_search import fit, folded, patterns
from coder_gui.domain.codebook import PATH_SEPARATOR
from coder_gui.ui.codebook.picker_rows import Row

if TYPE_CHECKING:
    from coder_gui.app.project import Project
    from coder_gui.ui.main_window import MainWindow

MOST = 8
"""Transcripts, and codes, that are listed at most."""
_PROTECTED = ("change_passphrase", "remove_protection", "lock")
"""Commands that need a project with a passphrase."""
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the palette with what it is found by."""

    row: Row
    name: str
    around: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A command of the menus.

    Args:
        name: What it is remembered by.
        menu: The titles of the menus that it stands in.
        seen: Whether it is seen there now.
    """

    name: str
    action: QAction
    menu: str
    seen: bool


def commands(window: MainWindow) -> list[Listed]:
    """Every command, as it stands in the menus; also those that are hidden now."""
    names = {action: name for name, action in window.menu_actions.items()}
    found = []
    for top in window.title_bar.menus.actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            for action, path, seen in _in_menu(menu, plain(top.text())):
                name = names.get(action) or f"{path}/{plain(action.text())}"
                found.append(Listed(name, action, path, seen))
    return found


def _in_menu(menu: QMenu, path: str, seen: bool = True) -> Iterator[tuple[QAction, str, bool]]:
    for action in menu.actions():
        below, shown = action.menu(), seen and action.isVisible()
        if isinstance(below, QMenu):
            yield from _in_menu(below, f"{path}{PATH_SEPARATOR}{plain(action.text())}", shown)
        elif not action.isSeparator():
            yield action, path, shown


def plain(text: str) -> str:
    """Words of a menu without the sign of their letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def is_off(listed: Listed) -> bool:
    """Whether a command cannot be carried out now."""
    return not (listed.action.isEnabled() and listed.seen)


def why_off(window: MainWindow, listed: Listed) -> str:
    """Why a command cannot be carried out now, and what to do about it where that helps."""

    def tr(text: str) -> str:
        return translate("CommandPalette", text)

    from coder_gui.ui.one_writer import CHANGING

    session, needs = window.session, listed.action.data()
    if not session.is_open and (needs or not listed.seen):
        return tr("No project is open.")
    if session.is_read_only and listed.name in CHANGING:
        return window.one_writer.reason()
    if listed.name == "protect":
        return tr("The project is protected already.")
    if listed.name in _PROTECTED or (not listed.seen and not needs):
        return tr("There is no passphrase.")
    if listed.name == "finish_package":
        return tr("Only in a file that was handed out to a coder.")
    if not listed.seen:
        return tr("Not in this project.")
    if listed.name == "undo":
        return tr("There is nothing to undo.")
    if listed.name == "redo":
        return tr("There is nothing to redo.")
    if needs != "project" and window.places.currentWidget() is not window.code_place:
        keys = QKeySequence("Ctrl+1").toString(QKeySequence.SequenceFormat.NativeText)
        return tr("Go to the place Code first (%1).").replace("%1", keys)
    return tr("Not possible now.")


def command_entry(window: MainWindow, listed: Listed) -> Entry:
    """A command as a row: its words, its menu or why it is off, and its key."""
    action, off = listed.action, is_off(listed)
    text = plain(action.text())
    reason = why_off(window, listed) if off else ""
    path = f"{listed.menu} · {reason}" if reason else listed.menu
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    row = Row(
        "command", text, path, note=keys, checked=action.isChecked(), target=listed, is_off=off
    )
    return Entry(row, folded(text), folded(listed.menu))


def transcript_entries(project: Project) -> list[Entry]:
    """Every transcript as a place to go to."""
    people = {person.id: person for person in project.participants()}
    groups = {group.id: group.name for group in project.groups()}
    path = translate("CommandPalette", "Go to transcript")
    found = []
    for info in project.transcripts():
        person = people.get(info.participant_id or 0)
        group = groups.get(person.group_id or 0, "") if person else ""
        text = person.label if person else info.name
        where = f"{path} · {group}" if group else path
        row = Row("transcript", text, where, target=info.id)
        found.append(Entry(row, folded(text), folded(where)))
    return found


def code_entries(project: Project) -> list[Entry]:
    """Every code as a place to go to."""
    book = project.codebook()
    go = translate("CommandPalette", "Go to code")
    found = []
    for code in book:
        above = [each.name for each in book.ancestors(code.id)]
        where = " · ".join([go, *([PATH_SEPARATOR.join(above)] if above else [])])
        row = Row(
            "code",
            code.name,
            where,
            code.id,
            book.colour(code.id),
            is_theme=code.kind == "theme",
            target=code.id,
        )
        found.append(Entry(row, folded(code.name), folded(where)))
    return found


def fitting(
    entries: Sequence[Entry], typed: str, recent: Sequence[str] = (), most: int | None = None
) -> tuple[int, list[Row]]:
    """Rows that hold every typed word, best first, with the rank of the best.

    Args:
        recent: Names of commands that were carried out here, the latest first.
    """
    words = patterns(typed)
    ranked = []
    for order, entry in enumerate(entries):
        found = fit(entry.name, entry.around, words)
        if found is not None:
            rank, spans = found
            target = entry.row.target
            name = target.name if isinstance(target, Listed) else ""
            used = recent.index(name) if name in recent else len(recent)
            ranked.append((rank, entry.row.is_off, used, order, entry.row, spans))
    ranked.sort(key=lambda each: each[:4])
    rows = [_marked(row, spans) for *_key, row, spans in ranked[:most]]
    return (ranked[0][0] if ranked else 9), rows


def _marked(row: Row, spans: tuple[tuple[int, int], ...]) -> Row:
    return replace(row, spans=spans)
