"""What each column of a table of answers is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_gui.ui.dialogs import box
from coder_gui.ui.importing.reading import Survey
from coder_gui.ui.widgets.one_line import OneLine
from coder_gui.ui.widgets.text_label import text_label

WIDTH, HEIGHT = 640, 480
EXAMPLE = 80
"""Characters of an answer that are shown as an example."""


class ColumnsDialog(QDialog):
    """A row a column: its heading, an answer, and what it is taken for."""

    chosen = Signal(object)
    """The role of each column."""

    def __init__(self, survey: Survey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Columns of “%1”").replace("%1", survey.table.source_name))
        self.resize(WIDTH, HEIGHT)
        self._survey = survey
        self.roles = [self._role(place) for place in range(len(survey.roles))]
        self.count = text_label("", "strong")
        self._buttons = box(self.tr("Use these columns"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        lead = self.tr(
            "Each row is one person. Answers become the text of their transcript, each under the "
            "heading of its column."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(lead, "row", "second"))
        layout.addWidget(self._columns(), 1)
        layout.addWidget(self.count)
        layout.addWidget(self._buttons)
        self._show_count()

    def accept(self) -> None:
        roles = tuple(each.currentData() for each in self.roles)
        super().accept()
        self.chosen.emit(roles)

    def _role(self, place: int) -> QComboBox:
        made = QComboBox()
        for text, role in (
            (self.tr("Names the person"), "id"),
            (self.tr("Answer"), "text"),
            (self.tr("Attribute"), "attribute"),
            (self.tr("Leave out"), "left out"),
        ):
            made.addItem(text, role)
        made.setCurrentIndex(made.findData(self._survey.roles[place]))
        made.setAccessibleName(self._survey.table.columns[place])
        made.activated.connect(lambda _row: self._take(made))
        return made

    def _take(self, changed: QComboBox) -> None:
        """Only one column names the person; another one becomes an attribute."""
        if changed.currentData() == "id":
            for each in self.roles:
                if each is not changed and each.currentData() == "id":
                    each.setCurrentIndex(each.findData("attribute"))
        self._show_count()

    def _show_count(self) -> None:
        rows = self._survey.table.rows
        texts = [n for n, each in enumerate(self.roles) if each.currentData() == "text"]
        cases = sum(any(row[n].strip() for n in texts) for row in rows)
        words = self.tr("%1 of %2 rows have an answer and become a transcript")
        self.count.setText(words.replace("%1", f"{cases:,}").replace("%2", f"{len(rows):,}"))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(cases > 0)

    def _columns(self) -> QScrollArea:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        table = self._survey.table
        for place, heading in enumerate(table.columns):
            filled = (row[place] for row in table.rows if row[place].strip())
            # A heading may be a whole question.
            name, example = text_label(heading, "strong"), OneLine()
            example.setText(" ".join(next(filled, "").split())[:EXAMPLE])
            grid.addWidget(name, place, 0)
            grid.addWidget(example, place, 1)
            grid.addWidget(self.roles[place], place, 2)
        grid.setRowStretch(len(table.columns), 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area
