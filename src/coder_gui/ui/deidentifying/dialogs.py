"""Where the key goes, what opens it, and what is erased for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.deidentifying import Remains
from coder_gui.domain.counted import counted
from coder_gui.ui.dialogs import box, fit
from coder_gui.ui.protecting.fields import NewPassphrase, PassphraseField
from coder_gui.ui.restoring import wording
from coder_gui.ui.widgets.text_label import button, text_label

WIDTH, WIDE = 520, 620
MOST = 6
"""More copies than these are counted, not listed."""


class _Sheet(QDialog):
    """A heading, sentences, fields, and buttons below."""

    def __init__(self, title: str, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 16)
        self._column.setSpacing(12)
        self._column.addWidget(text_label(title, "title"))
        self._column.addWidget(text_label(text, "", "second"))

    def _finish(self, accept: str) -> None:
        """Buttons below for what cannot be taken back: Enter presses Cancel."""
        buttons = box(accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addSpacing(4)
        self._column.addWidget(buttons)
        # Only inside the dialog does it know that another one is the default now.
        buttons.button(QDialogButtonBox.StandardButton.Ok).setDefault(False)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        cancel.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)


class ChooseKeyDialog(_Sheet):
    """Asks, before the first replacement, where the way back to the names is to be kept."""

    new_wanted = Signal()
    open_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        text = self.tr(
            "Which name was replaced by what can be kept in a key file: a file of its own, "
            "encrypted with its own passphrase, that you keep apart from the project. Nothing of "
            "it is in the project."
        )
        super().__init__(self.tr("Keep a key?"), text, parent)
        without = self.tr(
            "Without one, nobody can find out later who was meant, you included. The list is "
            "forgotten when the project closes."
        )
        self._column.addWidget(text_label(without))
        self.new = button(self.tr("New key file…"), "primary")
        self.known = button(self.tr("Open a key file…"))
        self.without = button(self.tr("Go on without a key"))
        self.cancel = button(self.tr("Cancel"))
        self.setMinimumWidth(WIDE)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.without)
        row.addStretch(1)
        for each in (self.cancel, self.known, self.new):
            row.addWidget(each)
        self._column.addSpacing(4)
        self._column.addLayout(row)
        self.new.setDefault(True)
        self.new.setFocus()
        for pressed, signal in (
            (self.new, self.new_wanted),
            (self.known, self.open_wanted),
            (self.without, self.none_wanted),
        ):
            pressed.clicked.connect(self.accept)
            pressed.clicked.connect(signal)
        self.cancel.clicked.connect(self.reject)


class NewKeyDialog(_Sheet):
    """Asks for the passphrase of a key file that is about to be made."""

    given = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        text = self.tr(
            "“%1” is encrypted with this passphrase, which should be another one than the "
            "project’s."
        ).replace("%1", name)
        super().__init__(self.tr("New key file"), text, parent)
        warning = self.tr(
            "Nobody can recover a lost passphrase, and without it nobody can find out any more who "
            "was meant. Write it down, and keep it away from this computer."
        )
        self.new = NewPassphrase(warning=warning)
        buttons = box(self.tr("Make the key file"))
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(self.new)
        self._column.addWidget(buttons)
        self.new.changed.connect(lambda: self._ok.setEnabled(self.new.is_complete()))
        self._ok.setEnabled(False)
        self.new.setFocus()

    def accept(self) -> None:
        if self._ok.isEnabled():
            passphrase = self.new.text()
            super().accept()
            self.given.emit(passphrase)


class OpenKeyDialog(_Sheet):
    """Asks for the passphrase of a key file; stays until it is right."""

    given = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        text = self.tr("“%1” opens with its passphrase.").replace("%1", name)
        super().__init__(self.tr("Open a key file"), text, parent)
        self.field = PassphraseField()
        buttons = box(self.tr("Open"))
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(self.field)
        self._column.addWidget(buttons)
        self.field.changed.connect(lambda: self._ok.setEnabled(bool(self.field.text())))
        self._ok.setEnabled(False)
        self.field.setFocus()

    def accept(self) -> None:
        """Hand the passphrase on; whoever opens the file closes the box, or refuses."""
        if self.field.text() and not self.field.waits:
            self.field.wait(True)
            self.given.emit(self.field.text())

    def refuse(self, sentence: str) -> None:
        self.field.wait(False)
        self.field.refuse(sentence)
        fit(self)


class EraseDialog(_Sheet):
    """Says what goes for good; there is no way back."""

    confirmed = Signal(bool)
    """Whether the copies go, too."""

    def __init__(self, remains: Remains, left: int, parent: QWidget | None = None) -> None:
        text = self.tr(
            "The names are replaced in everything that you see. The project file still holds them "
            "where it remembers: in the history, for undo, and in the original files."
        )
        super().__init__(self.tr("Remove the names for good"), text, parent)
        if left:
            warning = self.tr("%1 with a name of the list are left, and stay as they are.")
            shown = warning.replace("%1", counted(left, "place"))
            self._column.addWidget(text_label(shown, "", "warning"))
        self._section(self.tr("What goes"), self._what_goes(remains))
        self._section(self.tr("What you must think of"), self._what_stays())
        self.copies = QCheckBox(self.tr("Delete restore points and other copies, too"))
        self.copies.setChecked(True)
        self.copies.setVisible(bool(remains.copies))
        if remains.copies:
            size = wording.size(sum(copy.size for copy in remains.copies))
            about = self.tr("%1 beside the project, %2, hold the names:")
            about = about.replace("%1", _copies(len(remains.copies))).replace("%2", size)
            self._section(about, _names([copy.path.name for copy in remains.copies]))
            self._column.addWidget(self.copies)
        self._finish(self.tr("Remove for good"))

    def accept(self) -> None:
        copies = not self.copies.isHidden() and self.copies.isChecked()
        super().accept()
        self.confirmed.emit(copies)

    def _what_goes(self, remains: Remains) -> list[str]:
        goes = [
            self.tr("What %1 of the history hold of former texts and names. That they took place, "
                    "when and by whom, stays.").replace("%1", counted(remains.steps, "step"))
        ]  # fmt: skip
        if remains.originals:
            size = wording.size(remains.original_bytes)
            originals = counted(remains.originals, "original file")
            goes.append(self.tr("%1, %2.").replace("%1", originals).replace("%2", size))
        return goes

    def _what_stays(self) -> tuple[str, ...]:
        return (
            self.tr("Undo ends here: nothing that was done before can be taken back."),
            self.tr("The key file stays as it is."),
            self.tr(
                "The files that you imported, exports, backups, synced folders and e-mails are "
                "not reached from here. Delete them by hand."
            ),
        )

    def _section(self, title: str, lines: Iterable[str]) -> None:
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(text_label(title, "strong"))
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(8)
            dash = text_label("–", "", "third")
            row.addWidget(dash, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text_label(line), 1)
            column.addLayout(row)
        self._column.addLayout(column)


class EraseOriginalsDialog(_Sheet):
    """Says that the kept files go, and undo with them."""

    confirmed = Signal()

    def __init__(self, remains: Remains, parent: QWidget | None = None) -> None:
        text = self.tr(
            "The project keeps the files that you imported (%1, %2). Without them the transcripts "
            "stay as they are."
        )
        text = text.replace("%1", counted(remains.originals, "file"))
        text = text.replace("%2", wording.size(remains.original_bytes))
        super().__init__(self.tr("Remove the original files"), text, parent)
        self._column.addWidget(
            text_label(
                self.tr(
                    "They are erased from the history, too, so undo ends here. Restore points keep "
                    "theirs until you delete them."
                )
            )
        )
        self._finish(self.tr("Remove for good"))

    def accept(self) -> None:
        super().accept()
        self.confirmed.emit()


def _copies(number: int) -> str:
    return "1 copy" if number == 1 else f"{number:,} copies"


def _names(names: Sequence[str]) -> list[str]:
    return [*names[:MOST], *([f"and {len(names) - MOST:,} more"] if len(names) > MOST else [])]
