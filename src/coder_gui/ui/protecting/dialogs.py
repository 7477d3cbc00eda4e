"""The boxes that ask for a passphrase, choose one, change it, or remove it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from coder_gui.ui.dialogs import box, fit
from coder_gui.ui.protecting.fields import NewPassphrase, PassphraseField
from coder_gui.ui.widgets.text_label import text_label

WIDTH = 480


class _Box(QDialog):
    """A heading, a sentence, fields, and two buttons."""

    def __init__(self, title: str, text: str, accept: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._buttons = box(accept)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 16)
        self._column.setSpacing(12)
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(text_label(title, "title"))
        heading.addWidget(text_label(text, "", "second"))
        self._column.addLayout(heading)

    def _fill(self, *fields: QWidget) -> None:
        for field in fields:
            self._column.addWidget(field)
        self._column.addSpacing(4)
        self._column.addWidget(self._buttons)
        fields[0].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the sentences need, which wrap."""
        fit(self)


class OpenDialog(_Box):
    """Asks for the passphrase of a file that is to be opened; stays until it is right."""

    given = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        text = self.tr("“%1” opens with its passphrase.").replace("%1", name)
        super().__init__(self.tr("Protected project"), text, self.tr("Open"), parent)
        self.field = PassphraseField()
        self.field.changed.connect(self._refresh)
        self._fill(self.field)
        self._refresh()

    def accept(self) -> None:
        """Hand the passphrase on; whoever opens the file closes the box, or refuses."""
        if self.field.text() and not self.field.waits:
            self.wait(True)
            self.given.emit(self.field.text())

    def wait(self, waits: bool) -> None:
        """Show that the passphrase is being tried."""
        self._ok.setText(self.tr("Opening…") if waits else self.tr("Open"))
        self.field.wait(waits)
        self._ok.setEnabled(not waits)

    def refuse(self, sentence: str) -> None:
        self.wait(False)
        self.field.refuse(sentence)
        self._fit()

    def _refresh(self) -> None:
        self._ok.setEnabled(bool(self.field.text()))


class ProtectDialog(_Box):
    """Chooses the passphrase of a project that has none, or another one."""

    chosen = Signal(str, str)
    """The present passphrase, empty where there is none, and the new one."""

    def __init__(self, changes: bool, parent: QWidget | None = None) -> None:
        if changes:
            title, accept = self.tr("Change the passphrase"), self.tr("Change")
            text = self.tr("The project and its restore points are written anew with it.")
        else:
            title, accept = self.tr("Protect with a passphrase"), self.tr("Protect")
            text = self.tr(
                "The project and its restore points become unreadable without it. Copies and "
                "exports that you made before stay readable."
            )
        super().__init__(title, text, accept, parent)
        self.new = NewPassphrase(changes)
        self.new.changed.connect(self._refresh)
        self._fill(self.new)
        self._refresh()

    def accept(self) -> None:
        """Hand the passphrases on; whoever changes the file closes the box, or refuses."""
        if self._ok.isEnabled():
            present = self.new.present
            self.chosen.emit(present.text() if present else "", self.new.text())

    def refuse(self, sentence: str) -> None:
        self.new.refuse(sentence)
        self._fit()

    def _refresh(self) -> None:
        self._ok.setEnabled(self.new.is_complete())


class RemoveDialog(_Box):
    """Asks for the passphrase before the protection goes."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        text = self.tr(
            "Whoever has the file can read the interviews then. Restore points lose their "
            "protection, too."
        )
        super().__init__(self.tr("Remove the protection"), text, self.tr("Remove"), parent)
        self.field = PassphraseField()
        self.field.changed.connect(lambda: self._ok.setEnabled(bool(self.field.text())))
        self._fill(self.field)
        self._ok.setEnabled(False)

    def accept(self) -> None:
        """Hand the passphrase on; whoever changes the file closes the box, or refuses."""
        if self._ok.isEnabled():
            self.given.emit(self.field.text())

    def refuse(self, sentence: str) -> None:
        self.field.refuse(sentence)
        self._fit()
