"""Fields for passphrases: one to open with, and a pair for a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.protecting import LEAST_LETTERS
from coder_gui.ui.style import ROOM
from coder_gui.ui.widgets.text_label import text_label

LONG = 20
"""Characters from which a passphrase is called strong."""
CHECK_PADDING = 3
"""What the style sheet keeps free around a check box."""


class SecretEdit(QLineEdit):
    """A line that shows dots, and keeps what is typed from dictionaries and histories."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def show_letters(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


class Message(QLabel):
    """One sentence below a field, said to screen readers too; empty, it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "row")
        self.setProperty("tone", "error")
        self.hide()

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class PassphraseField(QWidget):
    """The passphrase of a protected file, with a way to see what is typed."""

    changed = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = SecretEdit(name or self.tr("Passphrase"))
        self.edit.setPlaceholderText(self.edit.accessibleName())
        self.shown = QCheckBox(self.tr("Show what is typed"))
        self.shown.toggled.connect(self.edit.show_letters)
        self.message = Message()
        self.edit.textChanged.connect(self._typed)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.edit)
        column.addLayout(_in_line(self.shown))
        column.addWidget(self.message)

    def text(self) -> str:
        return self.edit.text()

    def wait(self, waits: bool) -> None:
        """Take no letters while the passphrase is tried."""
        # Switched off, it would lose the focus, and Enter would go to another button.
        self.edit.setReadOnly(waits)
        self.shown.setEnabled(not waits)

    @property
    def waits(self) -> bool:
        return self.edit.isReadOnly()

    def refuse(self, sentence: str) -> None:
        """Say why it did not open, with what was typed selected for typing anew."""
        self.message.say(sentence)
        self.edit.setFocus()
        self.edit.selectAll()

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.clear()
        self.shown.setChecked(False)
        self.message.say("")

    def _typed(self) -> None:
        self.message.say("")
        self.changed.emit()


class NewPassphrase(QWidget):
    """A passphrase to be, typed twice; says how good its length is and that it must be kept.

    Args:
        changes: Whether there is one already, which has to be typed, too.
        warning: What is lost with it; the study, unless said otherwise.
    """

    changed = Signal()

    def __init__(
        self, changes: bool = False, parent: QWidget | None = None, warning: str = ""
    ) -> None:
        super().__init__(parent)
        self._warning = warning
        self.present = SecretEdit(self.tr("Present passphrase")) if changes else None
        self.first = SecretEdit(self.tr("New passphrase"))
        self.again = SecretEdit(self.tr("The same once more"))
        self.shown = QCheckBox(self.tr("Show what is typed"))
        self.hint = text_label("", "row", "second")
        self.message = Message()
        self._lay_out()
        for field in self._fields().values():
            self.shown.toggled.connect(field.show_letters)
            field.textChanged.connect(self._show_hint)
        self.setFocusProxy(self.present or self.first)
        self._show_hint()

    def _fields(self) -> dict[str, SecretEdit]:
        """The lines by what stands beside them."""
        if self.present is None:
            return {self.tr("Passphrase"): self.first, self.tr("Once more"): self.again}
        return {
            self.tr("Present"): self.present,
            self.tr("New"): self.first,
            self.tr("Once more"): self.again,
        }

    def _lay_out(self) -> None:
        warning = text_label(
            self._warning
            or self.tr(
                "Nobody can recover a lost passphrase, and without it the study is lost. Write it "
                "down, and keep it away from this computer."
            ),
            "row",
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (name, field) in enumerate(self._fields().items()):
            label = QLabel(name)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        below = len(self._fields())
        grid.addLayout(_in_line(self.shown), below, 1)
        grid.addWidget(self.hint, below + 1, 1)
        grid.addWidget(self.message, below + 2, 1)
        grid.setRowMinimumHeight(below + 3, ROOM)
        grid.addWidget(warning, below + 4, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def text(self) -> str:
        return self.first.text()

    def is_complete(self) -> bool:
        known = self.present is None or bool(self.present.text())
        return known and bool(self.first.text()) and self.first.text() == self.again.text()

    def refuse(self, sentence: str) -> None:
        """Say that the present passphrase is another one."""
        self.message.say(sentence)
        if self.present is not None:
            self.present.setFocus()
            self.present.selectAll()

    def _show_hint(self) -> None:
        self.message.say("")
        self.hint.setText(self._hint())
        self.changed.emit()

    def _hint(self) -> str:
        letters, again = len(self.first.text()), self.again.text()
        if again and not self.first.text().startswith(again):
            return self.tr("The two are not the same.")
        if not letters:
            return self.tr("Four or five words that do not belong together are easy to keep.")
        if letters < LEAST_LETTERS:
            return self.tr("Short: a program could find it by trying. Add a word or two.")
        if letters < LONG:
            return self.tr("Good. One more word would make it strong.")
        return self.tr("Strong.")


def _in_line(box: QCheckBox) -> QHBoxLayout:
    """A check box whose square stands where the fields begin."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.addSpacing(-CHECK_PADDING)
    line.addWidget(box, 1)
    return line
