"""The menu from which a code gets its colour."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QMenu, QWidget

from coder_gui.domain.palette import PALETTE
from coder_gui.ui.code_colours import code_colour

SWATCH = 14
translate = QCoreApplication.translate


class ColourMenu(QMenu):
    """The twelve colours by name, the theme's own, or any other."""

    colour_chosen = Signal(object)
    """A palette name, `#RRGGBB`, or None for the parent's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("ColourMenu", "Colour"), parent)
        for name in PALETTE:
            action = self.addAction(swatch(name), colour_name(name))
            action.triggered.connect(lambda _=False, name=name: self.colour_chosen.emit(name))
        self.addSeparator()
        self.addAction(self.tr("Same as its theme")).triggered.connect(
            lambda: self.colour_chosen.emit(None)
        )
        self.addAction(self.tr("Other…")).triggered.connect(self._ask)

    def _ask(self) -> None:
        dialog = QColorDialog(self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(self._picked)
        dialog.open()

    def _picked(self, colour: QColor) -> None:
        self.colour_chosen.emit(colour.name())


def colour_name(name: str) -> str:
    """The palette's names in the researcher's language."""
    return translate("ColourMenu", name.capitalize())


def swatch(colour: str, size: int = SWATCH) -> QIcon:
    """A rounded square in a code's colour."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(code_colour(colour).stripe)
    painter.drawRoundedRect(QRectF(1, 1, size - 2, size - 2), 3, 3)
    painter.end()
    return QIcon(pixmap)
