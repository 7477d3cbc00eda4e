"""The line at the top: menus, the study's name, and who is coding."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QStyle,
    QToolButton,
    QWidget,
)

from coder_gui.ui import fonts

HEIGHT = 30
APART = 8


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
        self._place_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_name()

    def _place_name(self) -> None:
        """In the middle of the window, else of what is free between the menus and the coder."""
        self._name.adjustSize()
        begin = self.menus.sizeHint().width() + APART
        end = self.width() - APART
        if not self.coder.isHidden():
            end -= self.coder.sizeHint().width() + APART
        width, height = self._name.width(), self._name.height()
        left = (self.width() - width) // 2
        if left < begin:
            left = (begin + end - width) // 2
        place = QRect(left, (self.height() - height) // 2, width, height)
        self._name.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
        self._name.setVisible(begin <= left and left + width <= end)
        self._name.raise_()
