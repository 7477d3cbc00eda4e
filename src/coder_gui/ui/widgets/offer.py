"""A chip's menu of which exactly one choice holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from coder_gui.ui.widgets.chip import Chip


def offer(
    chip: Chip,
    choices: Iterable[tuple[str, object]],
    chosen: object,
    choose: Callable[[Any], object],
) -> None:
    """Give a chip a menu of exclusive choices, and the chosen one's name as its value."""
    menu = chip.menu()
    if menu is None:
        menu = QMenu(chip)
        chip.setMenu(menu)
    menu.clear()
    for group in menu.findChildren(QActionGroup):
        group.deleteLater()
    group = QActionGroup(menu)
    for text, value in choices:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
        group.addAction(action)
        if value == chosen:
            chip.set_value(text)
