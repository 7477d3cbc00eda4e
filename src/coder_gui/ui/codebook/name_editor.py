"""The field in a tree in which a name is typed: as high as the name, and Enter keeps it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from coder_gui.ui.widgets.growing_text import GrowingText


class NameEditor(GrowingText):
    """Shows the whole of a long name, wrapped; a name has no line breaks."""

    def __init__(
        self, look: QStyledItemDelegate, font: QFont, parent: QWidget | None = None
    ) -> None:
        super().__init__(look.tr("Name"), parent=parent)
        self._look = look
        self.setFont(font)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._look.commitData.emit(self)
            self._look.closeEditor.emit(self, QStyledItemDelegate.EndEditHint.NoHint)
        elif event.key() == Qt.Key.Key_Escape:
            self._look.closeEditor.emit(self, QStyledItemDelegate.EndEditHint.RevertModelCache)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))
