"""The line above a panel: its name, and a few icon buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from coder_gui.ui import icons
from coder_gui.ui.widgets.text_label import text_label

HEIGHT = 38


class PaneHead(QWidget):
    """Name at the leading edge, buttons at the other."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(14, 4, 8, 4)
        self._line.setSpacing(2)
        label = text_label(name, "section")
        label.setWordWrap(False)
        self._line.addWidget(label, 1)

    def add_button(self, icon: str, tip: str, act: Callable[[], object] | QMenu) -> QToolButton:
        """Append an icon button that acts, or that opens a menu."""
        button = QToolButton()
        button.setIcon(icons.icon(icon, 16))
        button.setIconSize(QSize(16, 16))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        if isinstance(act, QMenu):
            button.setMenu(act)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        else:
            button.clicked.connect(lambda _checked=False: act())
        self._line.addWidget(button)
        return button
