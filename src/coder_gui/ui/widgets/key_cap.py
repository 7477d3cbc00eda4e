"""The small frame around the name of a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from coder_gui.ui.widgets.text_label import text_label


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


def key_hint(key: str, words: str) -> QWidget:
    """A key and what it does, on one line."""
    hint = QWidget()
    line = QHBoxLayout(hint)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    label = text_label(words, "small", "second")
    label.setWordWrap(False)
    line.addWidget(KeyCap(key))
    line.addWidget(label)
    return hint
