"""One file of an import: what was recognised, whose it is, and its first lines."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.import_plan import Plan, doubts
from coder_gui.domain.counted import counted
from coder_gui.exchange.transcripts.names import takes_encoding
from coder_gui.ui import icons
from coder_gui.ui.importing import wording
from coder_gui.ui.importing.batch import Batch
from coder_gui.ui.importing.first_lines import FirstLines
from coder_gui.ui.importing.open_choice import offer_choices, open_choice
from coder_gui.ui.importing.reading import Failure
from coder_gui.ui.theme import tokens
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.one_line import OneLine
from coder_gui.ui.widgets.text_label import button, divider, text_label

SIGN = 16
ENCODINGS = (
    ("utf-8", "Unicode (UTF-8)"),
    ("windows-1252", "Western (Windows-1252)"),
    ("macintosh", "Western (Mac Roman)"),
    ("iso8859-15", "Western (ISO 8859-15)"),
    ("windows-1250", "Central European (Windows-1250)"),
    ("windows-1251", "Cyrillic (Windows-1251)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
    ("windows-1253", "Greek (Windows-1253)"),
    ("windows-1254", "Turkish (Windows-1254)"),
    ("windows-1255", "Hebrew (Windows-1255)"),
    ("windows-1256", "Arabic (Windows-1256)"),
    ("shift_jis", "Japanese (Shift JIS)"),
    ("euc-jp", "Japanese (EUC-JP)"),
    ("gb18030", "Chinese (GB 18030)"),
    ("big5", "Chinese (Big5)"),
    ("euc-kr", "Korean (EUC-KR)"),
    ("utf-16", "Unicode (UTF-16)"),
)


class FilePanel(QWidget):
    """Shows the file at one place of the batch and corrects it."""

    encoding_wanted = Signal(Path, str)
    columns_wanted = Signal(Path)
    """What the columns of a table of answers are is to be chosen."""

    def __init__(self, batch: Batch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch = batch
        self._row = -1
        self._plan: Plan | None = None
        self._shown: object = None
        self._title = text_label("", "head")
        self._facts = OneLine()
        self._sign = QLabel()
        self._notes = text_label("", "row")
        self.encoding = Chip(self.tr("Encoding"), "")
        self.columns = button(self.tr("Columns…"))
        self.columns.setToolTip(self.tr("Say what each column of this table is"))
        self.columns.clicked.connect(self._want_columns)
        self.name = QLineEdit()
        self.participant = open_choice(self.tr("Nobody"))
        self.group = open_choice(self.tr("No group"))
        self._standing = text_label("", "small", "second")
        self.lines = FirstLines()
        self._lay_out()
        self.name.editingFinished.connect(self.keep)
        for box in (self.participant, self.group):
            box.activated.connect(lambda _place: self.keep())
            box.lineEdit().editingFinished.connect(self.keep)
        batch.changed.connect(self.refresh)

    def show_row(self, row: int) -> None:
        """Show another file; what was typed for the one before is kept."""
        self.keep()
        self._row = row
        self.refresh()

    def keep(self) -> None:
        """Keep what is being typed."""
        plan, place = self._plan, self._batch.place_of(self._row)
        if plan is None or place is None:
            return
        if self.name.text().strip() != plan.name:
            self._batch.set_name(place, self.name.text())
        label, group = (box.currentText().strip() for box in (self.participant, self.group))
        if (label, group) != (plan.person.label, plan.person.group):
            self._batch.set_owner(place, label, group)

    def refresh(self) -> None:
        """Show the file as it stands now."""
        rows = self._batch.rows
        row = rows[self._row] if 0 <= self._row < len(rows) else None
        self._plan = row if isinstance(row, Plan) else None
        known = self._batch.known
        for each in (self._fields, self.lines, self._below):
            each.setVisible(self._plan is not None)
        self._title.setText(wording.source(row) if row is not None else "")
        self._facts.setText(self._facts_of(row))
        self._facts.setVisible(self._plan is not None)
        self._show_notes(row)
        self._show_encoding()
        if self._plan is None:
            return
        plan = self._plan
        with QSignalBlocker(self.name):
            if self.name.text() != plan.name:
                self.name.setText(plan.name)
        groups = dict.fromkeys([*known.groups, *(p.person.group for p in self._batch.plans)])
        offer_choices(self.participant, ["", *known.labels], plan.person.label)
        offer_choices(self.group, ["", *(each for each in groups if each)], plan.person.group)
        self._standing.setText(self._standing_of(plan))
        shown = (plan.digest, plan.speakers, plan.draft.spans)
        if shown != self._shown:
            self._shown = shown
            self.lines.show_plan(plan)

    def _standing_of(self, plan: Plan) -> str:
        if not plan.person.label:
            return self.tr("The transcript will belong to nobody.")
        answers = sum(bool(value) for _name, value in plan.person.values)
        there = self._batch.known.find(plan.person.label) is not None
        words = self.tr("Is there already") if there else self.tr("A new participant")
        if answers:
            found = self.tr("%1 from the table").replace("%1", counted(answers, "attribute"))
            words = f"{words}, {found}"
        return f"{words}."

    def _facts_of(self, row: Plan | Failure | None) -> str:
        if not isinstance(row, Plan):
            return ""
        words = self.tr("%1 words").replace("%1", f"{len(row.draft.text.split()):,}")
        times = sum(turn.time_ms is not None for turn in row.draft.turns)
        parts = [wording.facts(row), words]
        if row.case is not None:
            parts.insert(0, row.draft.source_name)
        if times:
            parts.append(counted(times, "time stamp"))
        return " · ".join(parts)

    def _show_notes(self, row: Plan | Failure | None) -> None:
        state = wording.state_of(row) if row is not None else wording.State.READY
        notes: tuple[str, ...] = ()
        if isinstance(row, Failure):
            notes = (row.sentence,)
        elif row is not None and row.twin:
            same = self.tr("The same text is there already as “%1”, so it is left out.")
            notes = (same.replace("%1", row.twin),)
        elif row is not None:
            notes = doubts(row)
        self._notes.setText("\n".join(notes))
        self._note_line.setVisible(bool(notes))
        sign, tone = wording.SIGNS[state]
        if state == wording.State.OUT:
            sign, tone = wording.SIGNS[wording.State.LOOK]
        scale = self.devicePixelRatioF()
        self._sign.setPixmap(icons.pixmap(sign, SIGN, getattr(tokens(), tone), scale))

    def _show_encoding(self) -> None:
        plan = self._plan
        may_choose = plan is not None and takes_encoding(plan.draft.format)
        encoding = plan.draft.encoding if plan is not None and may_choose else None
        self.encoding.setVisible(encoding is not None)
        self.columns.setVisible(plan is not None and plan.path in self._batch.surveys)
        if plan is None or encoding is None:
            return
        known = dict(ENCODINGS)
        choices = [(text, name) for name, text in ENCODINGS]
        if encoding not in known:
            choices.insert(0, (encoding, encoding))
        offer(self.encoding, choices, encoding, self._choose_encoding)

    def _want_columns(self) -> None:
        if self._plan is not None and self._plan.path is not None:
            self.columns_wanted.emit(self._plan.path)

    def _choose_encoding(self, encoding: object) -> None:
        if self._plan is not None and self._plan.path is not None:
            self.encoding_wanted.emit(self._plan.path, str(encoding))

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and self._row >= 0:
            self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self._title)
        titles.addWidget(self._facts)
        head.addLayout(titles, 1)
        head.addWidget(self.encoding, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.columns, 0, Qt.AlignmentFlag.AlignTop)
        self._note_line = QWidget()
        note = QHBoxLayout(self._note_line)
        note.setContentsMargins(0, 0, 0, 0)
        note.setSpacing(8)
        note.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._notes, 1)
        self._fields = self._make_fields()
        self._below = divider()
        above = QVBoxLayout()
        above.setContentsMargins(16, 12, 16, 0)
        above.setSpacing(8)
        above.addLayout(head)
        above.addWidget(self._note_line)
        above.addWidget(self._fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addWidget(self._below)
        layout.addWidget(self.lines, 1)
        layout.addStretch(0)

    def _make_fields(self) -> QWidget:
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        named = (
            (self.tr("Transcript"), self.name),
            (self.tr("Participant"), self.participant),
            (self.tr("Group"), self.group),
        )
        for column, (text, field) in enumerate(named):
            label = text_label(text, "small", "second")
            label.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._standing, 2, 1, 1, 2)
        return fields
