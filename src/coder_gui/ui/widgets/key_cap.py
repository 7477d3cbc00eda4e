"""The small frame around the name of a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def key_text(keys: QKeySequence | QKeySequence.StandardKey | str) -> str:
    """The keys as this system names them, with spaces between: “Ctrl N”, “⌘N”."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


class KeyCap(QLabel):
    """Shows the keys of an action; the action's own accessible name carries them too."""

    def __init__(
        self,
        keys: QKeySequence | QKeySequence.StandardKey | str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key_text(keys), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "key")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
