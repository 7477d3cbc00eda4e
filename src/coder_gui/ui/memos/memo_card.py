"""A memo in a list of a few: its first words, where it is on and when it was written."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from coder_gui.domain.memo_text import first_words
from coder_gui.domain.model import Memo
from coder_gui.ui import theme
from coder_gui.ui.style import paint_ring
from coder_gui.ui.widgets.text_label import text_label

LONGEST = 180
RADIUS = 6


class MemoCard(QFrame):
    """A click, Enter or Space opens it."""

    wanted = Signal(int)
    """The memo's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memo_id = 0
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = text_label("", "strong")
        self._words = text_label("", "row")
        self._about = text_label("", "small", "second")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(2)
        for each in (self._title, self._words, self._about):
            layout.addWidget(each)

    def show_memo(self, memo: Memo, about: str) -> None:
        self._memo_id = memo.id
        words = first_words(memo.text, LONGEST)
        for label, text in ((self._title, memo.title), (self._words, words), (self._about, about)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(". ".join(filter(None, (memo.title, words, about))))

    def memo_id(self) -> int:
        return self._memo_id

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.wanted.emit(self._memo_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self._memo_id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            paint_ring(painter, QRectF(self.rect()), RADIUS, theme.tokens().acc)
            painter.end()
