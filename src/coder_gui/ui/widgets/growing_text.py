"""A text field that is as high as its words and tells when a person is done with them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

LEAST_LINES = 1


class GrowingText(QPlainTextEdit):
    """Plain text in a frame; leaving it or Ctrl+Enter keeps the words, Esc takes them back."""

    text_kept = Signal(str)
    """The words changed and the person is done."""
    escaped = Signal()

    def __init__(self, name: str, lines: int = LEAST_LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._kept = ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)

    def show_text(self, text: str, anew: bool = False) -> None:
        """Show stored words; words that a person is typing stay until they are kept.

        Args:
            anew: These words belong to another thing, so nothing that was typed stays.
        """
        typed, before = self.toPlainText(), self._kept
        self._kept = text
        # Setting the words that stand there already would move the cursor.
        stays = self.hasFocus() and (typed.strip() == text or typed.strip() != before)
        if (anew or not stays) and (typed != text or self.document().isUndoAvailable()):
            self.setPlainText(text)

    def keep(self) -> None:
        """Keep what was typed, as leaving the field does; `show_text` says when it is stored."""
        typed = self.toPlainText().strip()
        if typed != self._kept:
            self.text_kept.emit(typed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files that are dropped here are for the window to import.
        files = any(url.isLocalFile() for url in source.urls())
        return not files and super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._kept)
            self.clearFocus()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        document = self.document()
        document.setTextWidth(self.viewport().width())
        block, lines = document.begin(), 0
        layout = document.documentLayout()
        while block.isValid():
            layout.blockBoundingRect(block)
            lines += max(1, block.layout().lineCount())
            block = block.next()
        height = max(lines, self._lines) * self.fontMetrics().lineSpacing()
        self.setFixedHeight(round(height + 2 * document.documentMargin()) + 12)
