"""The line that says what files' names mean, and which table the participants are in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coder_gui.app.import_people import TableOfPeople
from coder_gui.app.import_plan import Plan
from coder_gui.domain.errors import Refused
from coder_gui.domain.file_names import NamePattern
from coder_gui.ui.importing.batch import Batch
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.one_line import OneLine
from coder_gui.ui.widgets.text_label import button, text_label

FIELD = 210


class NameLine(QWidget):
    """Shows while somebody types what the pattern makes of the names."""

    table_wanted = Signal()
    """A table of participants is to be chosen."""

    def __init__(self, batch: Batch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch = batch
        self._row: int = -1
        self.pattern = QLineEdit()
        self.pattern.setFixedWidth(FIELD)
        self.pattern.setAccessibleName(self.tr("File name pattern"))
        self.pattern.setToolTip(
            self.tr("{group}, {participant} and {n} stand for what they say, * for anything")
        )
        self.pattern.textEdited.connect(self._take)
        self.result = OneLine()
        self._choose = button(self.tr("Participants table…"))
        self._choose.setToolTip(self.tr("A CSV or Excel table with a row for each participant"))
        self._choose.clicked.connect(self.table_wanted)
        self.table = Chip("", "")
        self.table.set_removable(True)
        self.table.removed.connect(lambda: batch.set_table(None))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 12, 4)
        line.setSpacing(10)
        label = text_label(self.tr("File name pattern"), "row", "second")
        label.setWordWrap(False)
        label.setBuddy(self.pattern)
        line.addWidget(label)
        line.addWidget(self.pattern)
        line.addWidget(self.result, 1)
        line.addWidget(self.table)
        line.addWidget(self._choose)
        batch.changed.connect(self.refresh)

    def show_row(self, row: int) -> None:
        """Take the file of that row for the example."""
        self._row = row
        self._show_result()

    def refresh(self) -> None:
        """Show the pattern and what it finds now."""
        if not self.pattern.hasFocus():
            self.pattern.setText(self._batch.pattern.pattern)
        table = self._batch.table
        self.table.setVisible(table is not None)
        self._choose.setVisible(table is None)
        if table is not None:
            self._show_table(table)
        self._show_result()

    def _take(self, typed: str) -> None:
        try:
            pattern = NamePattern(typed)
        except Refused as error:
            self._show_invalid(True)
            self._say(error.sentence)
        else:
            self._show_invalid(False)
            self._batch.set_pattern(pattern)

    def _show_table(self, table: TableOfPeople) -> None:
        plans = self._batch.plans
        found = sum(table.find(_label(plan, table)) is not None for plan in plans)
        words = self.tr("%1: %2 of %3 found").replace("%1", table.source_name)
        self.table.set_value(words.replace("%2", str(found)).replace("%3", str(len(plans))))

    def _show_result(self) -> None:
        pattern = self._batch.pattern
        plans = [plan for plan in self._batch.plans if plan.case is None]
        if self.pattern.property("invalid"):
            return
        fits = [plan for plan in plans if pattern.parts(plan.draft.name)]
        place = self._batch.place_of(self._row)
        shown = self._batch.plans[place] if place is not None else None
        example = shown if shown in plans else next(iter(fits or plans), None)
        if example is None:
            self._say("")
            return
        person = example.person
        words = self.tr("%1 of %2 fit").replace("%1", str(len(fits)))
        words = words.replace("%2", str(len(plans)))
        whose = self.tr("%1 in %2") if person.group else "%1"
        whose = whose.replace("%1", person.label or self.tr("nobody"))
        whose = whose.replace("%2", person.group)
        if example in fits:
            self._say(f"{words} · {example.draft.name} → {whose}")
            return
        other = self.tr("“%1” does not").replace("%1", example.draft.name)
        self._say(f"{words} · {other}" if fits else words)

    def _say(self, words: str) -> None:
        self.result.setText(words)

    def _show_invalid(self, invalid: bool) -> None:
        if bool(self.pattern.property("invalid")) != invalid:
            self.pattern.setProperty("invalid", invalid)
            style = self.pattern.style()
            style.unpolish(self.pattern)
            style.polish(self.pattern)


def _label(plan: Plan, table: TableOfPeople) -> str:
    """The name under which a plan stands in the table, if it does."""
    return plan.draft.name if table.find(plan.draft.name) else plan.person.label
