"""The list of names with what stands for them, the suggestions, and the line to add more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.name_list import NameList
from coder_gui.domain.deidentify import KINDS, Kind, Replacement
from coder_gui.domain.suggesting import Suggestion
from coder_gui.ui.deidentifying.review import Review
from coder_gui.ui.deidentifying.rows import Row, RowList
from coder_gui.ui.widgets.segmented import SegmentedSwitch
from coder_gui.ui.widgets.text_label import button, divider, text_label

EVERYTHING = ""
"""The key of the row for all names."""


class NamesPanel(QWidget):
    """Changes the list; what it finds is shown by others."""

    changed = Signal()
    """The list is another one."""
    narrowed = Signal(object)
    """One replacement whose hits are to be shown, or None for all."""
    no_name = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = NameList()
        self._suggestion: Suggestion | None = None
        self._changing: str | None = None
        self._narrowed = EVERYTHING
        self.list = RowList(self.tr("Names and what stands for them"))
        self.suggestions = RowList(self.tr("What looks like a name"))
        self.switch = SegmentedSwitch(self.tr("Names"))
        self._list_button = self.switch.add(self.tr("Names"), self.list)
        self._suggestions_button = self.switch.add(self.tr("Suggestions"), self.suggestions)
        self.pages = QStackedWidget()
        for page in (self.list, self.suggestions):
            self.pages.addWidget(page)
        self._keys = text_label("", "small", "third")
        self._make_fields()
        self._lay_out()
        self._connect()

    def _make_fields(self) -> None:
        self.spellings = QLineEdit()
        self.spellings.setPlaceholderText(self.tr("Margaret, Maggie"))
        self.stands = QLineEdit()
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind"))
        kinds = (
            self.tr("Person"),
            self.tr("Place"),
            self.tr("Organisation"),
            self.tr("Other"),
        )
        for text, kind in zip(kinds, KINDS, strict=True):
            self.kind.addItem(text, kind)
        self.as_written = QCheckBox(self.tr("Match case"))
        self.as_written.setToolTip(self.tr("For names that are words, too: “Will”, “Hope”, “May”."))
        self.add = button(self.tr("Add"), "primary")
        self.remove = button(self.tr("Take off the list"), "plain")

    def show_names(self, names: NameList, review: Review) -> None:
        """Show the list with the number of hits."""
        self.names = names
        groups = names.groups()
        total, _looked, _accepted = review.counts()
        rows = [
            Row(
                group[0].replacement,
                ", ".join(_spelt(entry) for entry in group),
                f"{review.count_of(group[0].replacement):,}",
                group[0].replacement,
            )
            for group in groups
        ]
        if rows:
            rows.insert(0, Row(self.tr("All names"), "", f"{total:,}", EVERYTHING))
        self.list.show_rows(rows)
        self._list_button.setText(self.tr("Names") + (f" ({len(groups):,})" if groups else ""))
        self._list_button.updateGeometry()
        self._propose()
        self._show_keys()
        self._narrow(self.list.current())

    def show_suggestions(self, looks: Sequence[Suggestion]) -> None:
        """Show what looks like a name and is not on the list."""
        self.suggestions.show_rows(
            [
                Row(each.text, self._example(each), f"{each.count:,}", each, each.start, each.end)
                for each in looks
            ]
        )
        number = f" ({len(looks):,})" if looks else ""
        self._suggestions_button.setText(self.tr("Suggestions") + number)
        self._suggestions_button.updateGeometry()
        self._show_keys()

    def show_page(self, page: object) -> None:
        """Switch to the list or to the suggestions."""
        assert isinstance(page, QWidget)
        self.switch.choose(page)
        self.pages.setCurrentWidget(page)
        self._show_keys()
        page.setFocus()

    def _show_keys(self) -> None:
        """Say what keys do with a row, where there is one."""
        listed = self.pages.currentWidget() is self.list
        page = self.list if listed else self.suggestions
        text = self.tr("Enter takes it up, Delete: not a name")
        if listed:
            text = self.tr("Enter changes it, Delete takes it off the list")
        self._keys.setText(text if page.rows.rowCount() else "")

    def _narrow(self, stands: str | None) -> None:
        """Have only the hits shown that the current row is about."""
        if (stands or EVERYTHING) != self._narrowed:
            self._narrowed = stands or EVERYTHING
            self.narrowed.emit(stands or None)

    def forget(self) -> None:
        """Let go of every name."""
        self.names = NameList()
        self._narrowed = EVERYTHING
        self._clear()
        self.list.show_rows(())
        self.show_suggestions(())

    def _example(self, looks: Suggestion) -> str:
        said = {"speaker": self.tr("Speaker"), "participant": self.tr("Participant")}
        text = looks.example.replace("\n", " ")
        # Positions in the example stay as they are: what it is stands behind it.
        return f"{text}  ({said[looks.looks]})" if looks.looks in said else text

    def _take(self, looks: Suggestion) -> None:
        """Put a suggestion into the line, ready to be given what stands for it."""
        self._changing, self._suggestion = None, looks
        self.spellings.setText(looks.text)
        self.kind.setCurrentIndex(KINDS.index(looks.kind))
        self.as_written.setChecked(False)
        self._propose()
        self.stands.setFocus()
        self.stands.selectAll()

    def _edit(self, stands: str) -> None:
        """Put an entry into the line, to be changed."""
        group = [entry for entry in self.names.entries if entry.replacement == stands]
        if not group:
            return
        self._changing, self._suggestion = stands, None
        self.spellings.setText(", ".join(entry.original for entry in group))
        self.stands.setText(stands)
        self.kind.setCurrentIndex(KINDS.index(group[0].kind))
        self.as_written.setChecked(group[0].as_written)
        self._propose()
        self.spellings.setFocus()

    def _begin(self, letters: str) -> None:
        """Begin a new name with what was typed on a list."""
        self._clear()
        self.spellings.setText(letters)
        self.spellings.setFocus()

    def _keep(self) -> None:
        """Put what is in the line on the list."""
        if not self.spellings.text().strip():
            self.spellings.setFocus()
            return
        kind: Kind = self.kind.currentData()
        stands = self.stands.text().strip() or self.stands.placeholderText()
        spelt, capitals = self.spellings.text(), self.as_written.isChecked()
        if self._changing is not None:
            self.names.change(self._changing, spelt, stands, kind, capitals)
        else:
            self.names.add(spelt, stands, kind, capitals)
        came_from_suggestions = self._suggestion is not None
        self._clear()
        self.changed.emit()
        if came_from_suggestions:
            self.suggestions.setFocus()
        else:
            self.show_page(self.list)
            self.spellings.setFocus()

    def _remove(self, stands: str) -> None:
        if stands:
            self.names.remove(stands)
            self._clear()
            self.changed.emit()

    def _clear(self) -> None:
        self._changing = self._suggestion = None
        self.spellings.clear()
        self.stands.clear()
        self.as_written.setChecked(False)
        self._propose()

    def _propose(self) -> None:
        looks = self._suggestion.looks if self._suggestion else "name"
        kind: Kind = self.kind.currentData()
        self.stands.setPlaceholderText(self.names.proposed(kind, looks))
        changing = self._changing is not None
        self.add.setText(self.tr("Change") if changing else self.tr("Add"))
        self.remove.setVisible(changing)

    def _connect(self) -> None:
        self.switch.chosen.connect(self.show_page)
        self.list.chosen.connect(self._narrow)
        self.list.wanted.connect(self._edit)
        self.list.unwanted.connect(self._remove)
        self.suggestions.wanted.connect(self._take)
        self.suggestions.unwanted.connect(lambda looks: self.no_name.emit(looks.text))
        for page in (self.list, self.suggestions):
            page.typed.connect(self._begin)
        self.kind.currentIndexChanged.connect(lambda _index: self._propose())
        self.add.clicked.connect(self._keep)
        self.remove.clicked.connect(lambda: self._remove(self._changing or ""))
        for field in (self.spellings, self.stands):
            field.returnPressed.connect(self._keep)

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setContentsMargins(14, 10, 10, 10)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(6)
        rows = ((self.tr("Name"), self.spellings), (self.tr("Replacement"), self.stands))
        for row, (name, field) in enumerate(rows):
            label = text_label(name, "row", "second")
            label.setWordWrap(False)
            label.setBuddy(field)
            field.setAccessibleName(name)
            form.addWidget(label, row, 0)
            form.addWidget(field, row, 1, 1, 2)
        form.addWidget(self.kind, 2, 1)
        form.addWidget(self.add, 2, 2, Qt.AlignmentFlag.AlignTrailing)
        form.addWidget(self.as_written, 3, 1, 1, 2)
        form.addWidget(self.remove, 4, 1, 1, 2, Qt.AlignmentFlag.AlignLeading)
        form.setColumnStretch(2, 1)
        self._keys.setContentsMargins(14, 4, 10, 6)
        above = QHBoxLayout()
        above.setContentsMargins(14, 8, 10, 8)
        above.addWidget(self.switch)
        above.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self._keys)
        layout.addWidget(divider())
        layout.addLayout(form)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def _spelt(entry: Replacement) -> str:
    return f"{entry.original} (Aa)" if entry.as_written else entry.original
