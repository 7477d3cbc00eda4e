"""What covers the window while a protected project is locked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.protecting.fields import PassphraseField
from coder_gui.ui.style import ROOM
from coder_gui.ui.widgets.text_label import button, text_label

WIDTH = 340
ICON = 28


class Cover(QWidget):
    """Says that the project is locked, and nothing of what is in it."""

    unlock_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Locked"))
        self._icon = QLabel()
        self._title = text_label("")
        self._title.setFont(fonts.reader_font(fonts.SIZES["cover"]))
        self._text = text_label("", "lead", "second")
        self.field = PassphraseField()
        self.field.edit.setPlaceholderText(self.tr("Passphrase"))
        self.unlock = button(self.tr("Unlock"), "primary")
        self.leave = button(self.tr("Close project"), "plain")
        self.unlock.clicked.connect(self._unlock)
        self.leave.clicked.connect(self.close_wanted)
        self.field.changed.connect(self._refresh)
        self.setFocusProxy(self.field)
        self._lay_out()
        self.show_locked()

    def show_locked(self) -> None:
        """Ask for the passphrase."""
        self._show(
            self.tr("Locked"),
            self.tr("Everything is saved. The passphrase brings you back to where you were."),
            asks=True,
        )
        self.field.clear()
        self._refresh()
        self.field.setFocus()

    def show_work(self, title: str, text: str) -> None:
        """Say what is being done to the file, which is closed meanwhile."""
        self._show(title, text, asks=False)

    def wait(self) -> None:
        """Show that the passphrase is being tried."""
        self.unlock.setText(self.tr("Opening…"))
        self.unlock.setEnabled(False)
        self.field.wait(True)

    def refuse(self, sentence: str) -> None:
        """Say why it stays locked."""
        self.field.wait(False)
        self._refresh()
        self.field.refuse(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._unlock()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)

    def _unlock(self) -> None:
        if self.field.text() and not self.field.waits:
            self.wait()
            self.unlock_wanted.emit(self.field.text())

    def _refresh(self) -> None:
        self.unlock.setText(self.tr("Unlock"))
        self.unlock.setEnabled(bool(self.field.text()))

    def _show(self, title: str, text: str, *, asks: bool) -> None:
        self._title.setText(title)
        self._text.setText(text)
        for widget in (self.field, self.unlock, self.leave):
            widget.setVisible(asks)
        self.field.wait(False)
        self._paint_icon()

    def _paint_icon(self) -> None:
        colour = theme.tokens().acc
        self._icon.setPixmap(icons.pixmap("lock", ICON, colour, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.unlock)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        inside = QWidget()
        inside.setFixedWidth(WIDTH + 2 * ROOM)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, below in (
            (self._icon, 12),
            (self._title, 4),
            (self._text, 24),
            (self.field, 12),
        ):
            # Buttons keep ROOM for their focus rings; the rest stands in line with what is seen.
            widget.setContentsMargins(ROOM, 0, ROOM, 0)
            column.addWidget(widget)
            column.addSpacing(below)
        column.addLayout(buttons)
        # Without an alignment, so that the sentences get the height they need.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inside)
        middle.addStretch(1)
        page = QVBoxLayout(self)
        page.addStretch(3)
        page.addLayout(middle)
        page.addStretch(4)
