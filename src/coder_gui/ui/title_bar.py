"""The line at the top: menus, the study's name, and who is coding."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QMenuBar, QToolButton, QWidget

from coder_gui.ui import fonts

HEIGHT = 30


class TitleBar(QWidget):
    """Holds the menu bar; the name stands in the middle of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("title_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(HEIGHT)
        self.menus = QMenuBar()
        self._name = QLabel(self)
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name.setFont(fonts.interface_font("row", fonts.MEDIUM))
        self.coder = QToolButton()
        self.coder.setMenu(QMenu(self.coder))
        self.coder.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.coder.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 8, 0)
        line.addWidget(self.menus, 1)
        line.addWidget(self.coder)

    def set_name(self, name: str) -> None:
        """Show the name of the study, or of the program while none is open."""
        self._name.setText(name)
        self._place_name()

    def set_coder(self, name: str | None) -> None:
        """Show who is coding; None while no project is open."""
        self.coder.setVisible(name is not None)
        self.coder.setText(self.tr("Coding as %1").replace("%1", name or ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_name()

    def _place_name(self) -> None:
        self._name.adjustSize()
        left = (self.width() - self._name.width()) // 2
        self._name.move(left, (self.height() - self._name.height()) // 2)
        menus = self.menus.sizeHint().width()
        self._name.setVisible(left > menus)
        self._name.raise_()
