"""Who speaks in the open transcript: label, group and attributes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QInputDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.project import Project
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Participant, TranscriptInfo
from coder_gui.ui.one_writer import CHANGES
from coder_gui.ui.widgets.text_label import button, text_label

LONG = 16
"""Characters of a value from which the field may be too narrow for it."""


class PersonPanel(QWidget):
    """A participant, edited in place; nothing is stored before a field is left."""

    label_edited = Signal(int, str)
    group_edited = Signal(int, str)
    """Participant id, name of a group that may be new; empty for none."""
    value_edited = Signal(int, int, str)
    """Participant id, attribute id, value."""
    withdraw_wanted = Signal(int)
    """Participant id."""
    attribute_named = Signal(str)
    """A new attribute, which every participant gets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label("", "head")
        self._facts = text_label("", "row", "second")
        self._fields: dict[str, QWidget] = {}
        self._keeps: list[Callable[[], None]] = []
        self._shown: object = None
        self._person_id = 0
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(4)
        layout.addWidget(text_label(self.tr("Participant"), "section"))
        layout.addWidget(self._title)
        layout.addWidget(self._facts)
        layout.addSpacing(8)
        layout.addLayout(self._form)
        layout.addSpacing(4)
        self._more = button(self.tr("Add attribute…"), "link")
        self._more.clicked.connect(self._ask_attribute)
        self._more.setProperty(CHANGES, True)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self._withdraw = button(self.tr("Withdraw participant…"), "link")
        self._withdraw.clicked.connect(lambda: self.withdraw_wanted.emit(self._person_id))
        layout.addWidget(self._withdraw, 0, Qt.AlignmentFlag.AlignLeading)

    def show_person(
        self, project: Project, person: Participant | None, info: TranscriptInfo
    ) -> None:
        """Show who a transcript belongs to; a field that has the focus has it afterwards too."""
        self.keep()
        shown = (person, info, project.attributes(), project.groups(), project.read_only)
        # Made anew only when something is new: that takes longer than a whole step of coding.
        typed = any(line.isModified() for line in self.findChildren(QLineEdit))
        if shown == self._shown and not typed:
            return
        self._shown = shown
        focused = next((name for name, field in self._fields.items() if field.hasFocus()), None)
        self._fields, self._keeps = {}, []
        self._title.setText(person.label if person else info.name)
        self._facts.setText(f"{counted(info.words, 'word')} · {info.source_name}")
        while self._form.rowCount():
            self._form.removeRow(0)
        for act in (self._more, self._withdraw):
            act.setVisible(person is not None)
        if person is None:
            return
        self._person_id = person.id
        self._withdraw.setEnabled(not project.read_only)
        self._add(self.tr("Label"), self._line(person.label, self.label_edited, person.id))
        groups = self._groups(project, person)
        shown_group = QLineEdit(groups.currentText()) if project.read_only else groups
        self._add(self.tr("Group"), shown_group)
        for attribute in project.attributes():
            value = person.values.get(attribute.id, "")
            line = self._line(value, self.value_edited, person.id, attribute.id)
            name = attribute.name.replace("_", " ")
            self._add(name[:1].upper() + name[1:], line)
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(project.read_only)
        if focused in self._fields:
            self._fields[focused].setFocus(Qt.FocusReason.TabFocusReason)

    def keep(self) -> None:
        """Keep what is being typed."""
        for keep in self._keeps:
            keep()

    def _ask_attribute(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Add attribute"))
        dialog.setLabelText(self.tr("What is asked of every participant, such as “age band”"))
        dialog.textValueSelected.connect(self.attribute_named)
        dialog.open()

    def _line(self, value: str, edited: SignalInstance, *ids: int) -> QLineEdit:
        line = QLineEdit(value)
        line.setCursorPosition(0)
        if len(value) > LONG:
            line.setToolTip(value)

        kept = [value]

        def keep() -> None:
            # Enter and leaving the field both end the editing; it is kept once.
            if (typed := line.text().strip()) != kept[0]:
                kept[0] = typed
                edited.emit(*ids, typed)

        line.editingFinished.connect(keep)
        self._keeps.append(keep)
        return line

    def _groups(self, project: Project, person: Participant) -> QComboBox:
        names = {group.id: group.name for group in project.groups()}
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Completing “Care” to “Carers” would make a group of that name impossible.
        box.setCompleter(None)  # type: ignore[arg-type]
        box.addItems(["", *names.values()])
        present = names.get(person.group_id, "") if person.group_id is not None else ""
        box.setCurrentText(present)
        box.lineEdit().setPlaceholderText(self.tr("No group"))
        kept = [present]

        def keep() -> None:
            if (typed := box.currentText().strip()) != kept[0]:
                kept[0] = typed
                self.group_edited.emit(person.id, typed)

        box.activated.connect(lambda _place: keep())
        box.lineEdit().editingFinished.connect(keep)
        self._keeps.append(keep)
        return box

    def _add(self, label: str, field: QWidget) -> None:
        field.setAccessibleName(label)
        self._fields[label] = field
        self._form.addRow(text_label(label, "row", "second"), field)
