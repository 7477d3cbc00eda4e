"""Two menus in the menu Project: when to lock, and the list of recent projects."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow

MINUTES = (15, 5, 30, 60, 0)
"""After how long without a touch a protected project can lock; the first is the usual, 0 never."""

translate = QCoreApplication.translate


def lock_menu(window: MainWindow, minutes: int, chosen: Callable[[int], None]) -> QMenu:
    """Choices of when to lock, in the menu Project after “Lock now”."""
    menu = QMenu(translate("protecting", "Loc&k when idle"), window)
    group = QActionGroup(menu)
    for each in sorted(MINUTES, key=lambda each: (not each, each)):
        text = translate("protecting", "After %1 minutes").replace("%1", str(each))
        action = menu.addAction(text if each else translate("protecting", "Never"))
        action.setCheckable(True)
        action.setChecked(each == minutes)
        action.setActionGroup(group)
        action.triggered.connect(lambda _=False, each=each: chosen(each))
    _insert(window, menu, "lock")
    return menu


def recent_menu(window: MainWindow) -> QMenu:
    """Clearing the list of recent projects and switching it off, after “Open project”."""
    menu = QMenu(translate("protecting", "&Recent projects"), window)
    clear = menu.addAction(translate("protecting", "&Clear the list"))
    keep = menu.addAction(translate("protecting", "&Keep a list"))
    keep.setCheckable(True)
    keep.setChecked(window.settings.keeps_recent)
    clear.triggered.connect(window.remembering.forget_recent)
    keep.toggled.connect(window.remembering.keep_recent)
    _insert(window, menu, "open")
    return menu


def _insert(window: MainWindow, menu: QMenu, after: str) -> None:
    action = window.menu_actions[after]
    holder = next(each for each in action.associatedObjects() if isinstance(each, QMenu))
    actions = holder.actions()
    following = actions[actions.index(action) + 1]
    holder.insertMenu(following, menu)
