"""The few questions that need a box of their own; none of them stands in the coding loop."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.project import SUFFIX
from coder_gui.domain.model import Study
from coder_gui.ui.widgets.text_label import button, text_label

if TYPE_CHECKING:
    from coder_gui.ui.protecting.fields import NewPassphrase

WIDTH = 520
FIELD = 84


def documents() -> Path:
    """Where projects go unless the researcher says otherwise."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def file_stem(name: str) -> str:
    """A name as every file system takes it: no signs with a meaning, at most 120 bytes."""
    signs = ("-" if each in '\\/:*?"<>|' or not each.isprintable() else each for each in name)
    return "".join(signs).strip(" .").encode()[:120].decode(errors="ignore").strip(" .")


def user_name() -> str:
    """The name under which the system knows the person, to begin with."""
    try:
        return getpass.getuser().capitalize()
    except (OSError, KeyError, ImportError):
        return "Coder 1"


class NewProjectDialog(QDialog):
    """Names the study and its first coder, and says where the file goes."""

    named = Signal(Path, str, str, str)
    """Path of the new file, name of the study, name of the coder, passphrase or nothing."""

    def __init__(self, coder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New project"))
        self.setMinimumWidth(WIDTH)
        self._folder = documents()
        self._chosen: Path | None = None
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Peer workers in recovery services"))
        self.coder = QLineEdit(coder)
        self._place = text_label("", "row", "second")
        change = button(self.tr("Change…"), "plain")
        change.clicked.connect(self._choose_place)
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(change)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(self.tr("Name of the study"), self.name)
        form.addRow(self.tr("Coding as"), self.coder)
        form.addRow(self.tr("File"), place)
        self.protects = QCheckBox(self.tr("Protect with a passphrase"))
        self._lock = QVBoxLayout()
        self._lock.addWidget(self.protects)
        self.passphrase: NewPassphrase | None = None
        self._buttons = box(self.tr("Create project"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addLayout(self._lock)
        layout.addWidget(self._buttons)
        self.protects.toggled.connect(self._show_passphrase)
        self.name.textChanged.connect(self._show_place)
        self.coder.textChanged.connect(self._show_place)
        self._show_place()

    def path(self) -> Path:
        """Where the file will be; a name that is taken gets a number."""
        if self._chosen is not None:
            return self._chosen
        stem = file_stem(self.name.text()) or self.tr("Study")
        path, number = self._folder / f"{stem}{SUFFIX}", 2
        while path.exists():
            path, number = self._folder / f"{stem} {number}{SUFFIX}", number + 1
        return path

    def accept(self) -> None:
        path, name, coder = self.path(), self.name.text(), self.coder.text()
        protects = self.passphrase is not None and self.protects.isChecked()
        passphrase = self.passphrase.text() if protects else ""
        super().accept()
        self.named.emit(path, name, coder, passphrase)

    def _show_passphrase(self, shown: bool) -> None:
        from coder_gui.ui.protecting.fields import NewPassphrase

        if self.passphrase is None:
            self.passphrase = NewPassphrase()
            self.passphrase.changed.connect(self._show_place)
            self.passphrase.setContentsMargins(26, 4, 0, 0)
            self._lock.addWidget(self.passphrase)
            note = self.tr("The name of the file can be read by anyone.")
            self._note = text_label(note, "row", "second")
            self._note.setContentsMargins(26, 0, 0, 0)
            self._lock.addWidget(self._note)
        self.passphrase.setVisible(shown)
        self._note.setVisible(shown)
        if shown:
            self.passphrase.setFocus()
        self._show_place()
        fit(self)

    def _show_place(self) -> None:
        complete = bool(self.name.text().strip() and self.coder.text().strip())
        if self.passphrase is not None and self.protects.isChecked():
            complete = complete and self.passphrase.is_complete()
        self._place.setText(str(self.path()) if self.name.text().strip() else str(self._folder))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(complete)

    def _choose_place(self) -> None:
        start = self.path() if self.name.text().strip() else self._folder
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("New project"), str(start), file_kinds()
        )
        if chosen:
            path = Path(chosen)
            self._chosen = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
            if not self.name.text().strip():
                self.name.setText(self._chosen.stem)
            self._show_place()


class StudyDialog(QDialog):
    """The study sheet: name, question, way of working, how participants are labelled."""

    filled = Signal(dict)
    """Fields of the study sheet by name."""

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Study sheet"))
        self.setMinimumWidth(WIDTH)
        self.name = QLineEdit(study.name)
        self.question = QPlainTextEdit(study.question)
        self.question.setTabChangesFocus(True)
        self.description = QPlainTextEdit(study.description)
        self.description.setTabChangesFocus(True)
        for field in (self.question, self.description):
            field.setFixedHeight(FIELD)
        self.template = QLineEdit(study.label_template)
        self.method = QComboBox()
        for text, value in (
            (self.tr("Reflexive thematic analysis: read side by side, no scores"), "reflexive"),
            (self.tr("Codebook thematic analysis"), "codebook"),
            (self.tr("Reliability: coders are compared by agreement"), "reliability"),
        ):
            self.method.addItem(text, value)
        self.method.setCurrentIndex(self.method.findData(study.method))
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Question"), self.question)
        form.addRow(self.tr("Way of working"), self.method)
        form.addRow(self.tr("Labels"), self.template)
        hint = self.tr("Names in braces stand for attributes, {n} for a number.")
        form.addRow("", text_label(hint, "small", "third"))
        form.addRow(self.tr("Description"), self.description)
        buttons = box(self.tr("Keep"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addLayout(form)
        layout.addWidget(buttons)

    def keep(self) -> None:
        """Keep what was typed, when the window locks."""
        self.accept()

    def accept(self) -> None:
        fields = {
            "name": self.name.text().strip(),
            "question": self.question.toPlainText().strip(),
            "method": self.method.currentData(),
            "label_template": self.template.text().strip(),
            "description": self.description.toPlainText().strip(),
        }
        super().accept()
        self.filled.emit({name: value for name, value in fields.items() if name != "name" or value})


class TextDialog(QDialog):
    """Something to read: a heading and lines, each with what it is about at its left."""

    def __init__(
        self, title: str, lines: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        body = QWidget()
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        for left, right in lines:
            form.addRow(text_label(left, "strong"), text_label(right, "row"))
        area = _Reading(body, self)
        area.setAccessibleName(title)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(text_label(title, "title"))
        layout.addWidget(area, 1)
        layout.addWidget(close)
        area.setFocus()


class _Reading(QScrollArea):
    """Lines that scroll where the screen is lower than they are."""

    def __init__(self, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in (body, self.viewport()):
            each.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        body = self.widget()
        return QSize(WIDTH, body.heightForWidth(WIDTH - 2 * 24) + 4)


def fit(dialog: QDialog) -> None:
    """Make a box as high as its wrapping sentences need, and no higher."""
    layout = dialog.layout()
    layout.activate()
    dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))


def box(accept: str) -> QDialogButtonBox:
    """Buttons of which the first says what it does."""
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
    ok.setText(accept)
    ok.setDefault(True)
    return buttons


def file_kinds() -> str:
    """The filter of file dialogs for projects."""
    return f"Interview Coder (*{SUFFIX})"


def with_ending(chosen: Path, kind: str, usual: str) -> Path:
    """A file name with the ending that goes with the kind chosen in a file dialog.

    The dialog has not asked about a file that bears the completed name, so such a name gets a
    number.

    Args:
        kind: As the dialog returns it, such as “CSV table (*.csv)”.
        usual: The ending where the dialog says no kind.
    """
    # What follows the dot in “1. draft” is no ending.
    if chosen.suffix and " " not in chosen.suffix:
        return chosen
    ending = kind.partition("(*")[2].partition(")")[0] or usual
    path, number = chosen.with_name(f"{chosen.name}{ending}"), 2
    while path.exists():
        path, number = chosen.with_name(f"{chosen.name} {number}{ending}"), number + 1
    return path
