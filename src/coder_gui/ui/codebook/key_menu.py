"""The number key of a code: chosen in a menu, and shown beside its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget

from coder_gui.domain.codebook import Codebook
from coder_gui.ui import fonts, theme

KEYS = range(1, 10)
CAP = 17
"""Width and height of the frame around a key."""
LONGEST = 40
"""Characters of the name of a code that has a key already."""


class KeyMenu(QMenu):
    """Offers the keys 1 to 9, each with the code that has it now."""

    key_chosen = Signal(object)
    """A number, or None for no key."""

    def __init__(self, book: Codebook, code_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Key"))
        taken = {code.shortcut: code for code in book if code.shortcut is not None}
        for number in KEYS:
            code = taken.get(number)
            name = code.name.replace("&", "&&") if code is not None else ""
            self._add(f"&{number}\t{name[:LONGEST]}", number, code is book[code_id])
        self.addSeparator()
        self._add(self.tr("No key"), None, book[code_id].shortcut is None)

    def _add(self, text: str, number: int | None, checked: bool) -> None:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda: self.key_chosen.emit(number))


def paint_key(painter: QPainter, rect: QRectF, key: str) -> None:
    """Paint the frame of a key with its number in it, in the middle of a rectangle."""
    shown = theme.tokens()
    cap = QRectF(0, 0, CAP, CAP)
    cap.moveCenter(rect.center())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(shown.line2, 1))
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(shown.tx2)
    painter.setFont(fonts.number_font("small"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
