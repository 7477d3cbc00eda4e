"""All memos and journal entries in one list: searched, dated, each leading to its place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.project import Project
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Memo
from coder_gui.ui import icons
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.empty_state import EmptyState
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, divider, text_label
from coder_gui.ui.write.day_rows import DayRows, Line
from coder_gui.ui.write.day_table import DayTable
from coder_gui.ui.write.trail_bar import TYPING_MS, WIDTH_OF_SEARCH

translate = QCoreApplication.translate

MAIN = 3
WIDTHS = ("00:00", "Researcher 1", "Consumer peer worker 12", "")


class MemoPage(QWidget):
    """The list above, the memo that is read below it."""

    facts_changed = Signal(str)
    place_wanted = Signal(object)
    """A `Memo`, to go to where it was written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        heads = (self.tr("Time"), self.tr("By"), self.tr("On"), self.tr("Memo"))
        self.table = DayTable(self.tr("Memos"), DayRows(heads, "entry", self), WIDTHS, MAIN)
        self.kind = Chip(self.tr("Kind"), "")
        self._kind: object = None
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Find in memos"))
        self.words.setAccessibleName(self.tr("Find in memos"))
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icons.icon("search", 16), QLineEdit.ActionPosition.LeadingPosition)
        self.words.setFixedWidth(WIDTH_OF_SEARCH)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self.refresh)
        self.words.textChanged.connect(lambda _text: self._typing.start())
        self._memo: Memo | None = None
        self._title = text_label("", "head")
        self._about = text_label("", "row", "second")
        self._text = text_label("")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.go = button(self.tr("Go to its place"))
        self.go.clicked.connect(lambda: self._memo and self.place_wanted.emit(self._memo))
        self.nothing = EmptyState(
            self.tr("No memos yet"),
            self.tr("What you note on passages, codes and people is gathered here, by day."),
        )
        self.table.line_chosen.connect(self._show)
        self.table.line_wanted.connect(lambda line: self.place_wanted.emit(line.key))
        self._lay_out()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Show all memos that hold the words looked for, the newest first."""
        project = self._session.project
        people = {coder.id: coder.name for coder in project.coders()}
        wanted = self.words.text().strip().casefold()
        self._show_kinds()
        memos = sorted(project.memos(), key=lambda memo: memo.created_at, reverse=True)
        about = _Subjects(project)
        lines = []
        for memo in memos:
            by, on = people.get(memo.author_id or 0, ""), about.of(memo)
            if (
                self._kind in (None, memo.kind)
                and wanted in f"{memo.title}\n{memo.text}\n{on}".casefold()
            ):
                first = " · ".join(filter(None, (memo.title, " ".join(memo.text.split()))))
                lines.append(Line(memo.created_at, (by, on, first), key=memo))
        self.table.forget()
        self.table.append(lines)
        shown = self._memo.id if self._memo else None
        again = next((line for line in lines if line.key.id == shown), None)
        self._show(again)
        self.nothing.setVisible(not memos)
        self._splitter.setVisible(bool(memos))
        self._facts = counted(len(lines), "entry")
        self.facts_changed.emit(self._facts)

    def _show_kinds(self) -> None:
        kinds = (
            (self.tr("memos and journal"), None),
            (self.tr("memos"), "memo"),
            (self.tr("journal"), "journal"),
        )
        offer(self.kind, kinds, self._kind, self._choose_kind)

    def _choose_kind(self, kind: object) -> None:
        self._kind = kind
        self.refresh()

    def forget(self) -> None:
        """Let go of the project that closes."""
        self._kind = None
        self._typing.stop()
        self.table.forget()
        self._show(None)
        blocked = self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(blocked)

    def _show(self, line: Line | None) -> None:
        self._memo = line.key if line else None
        self._reading.setVisible(line is not None)
        if line is not None:
            memo, (by, on, _first) = line.key, line.cells
            self._title.setText(memo.title or on)
            self._about.setText(" · ".join(filter(None, (by, on if memo.title else ""))))
            self._about.setVisible(bool(self._about.text()))
            self._text.setText(memo.text)
            self.go.setVisible(has_place(memo))

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 16, 8)
        row.addWidget(self.kind)
        row.addStretch(1)
        row.addWidget(self.words)
        page = QWidget()
        page.setProperty("kind", "panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(6)
        for widget in (self._title, self._about, self._text):
            widget.setMaximumWidth(720)
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self._reading = QScrollArea()
        self._reading.setWidget(page)
        self._reading.setWidgetResizable(True)
        self._reading.setFrameShape(QScrollArea.Shape.NoFrame)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self._reading)
        self._splitter.setSizes([420, 240])
        self.nothing.setFixedWidth(380)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(divider())
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignCenter)
        self._reading.hide()


def has_place(memo: Memo) -> bool:
    """Whether a memo is on something that can be gone to."""
    on = (memo.transcript_id, memo.code_id, memo.segment_id, memo.participant_id)
    return any(each is not None for each in on)


class _Subjects:
    """Says what a memo is on."""

    def __init__(self, project: Project) -> None:
        self._book = project.codebook()
        self._people = {person.id: person.label for person in project.participants()}
        self._names = {
            info.id: self._people.get(info.participant_id or 0, info.name)
            for info in project.transcripts()
        }
        ids = [m.segment_id for m in project.memos() if m.segment_id is not None]
        self._segments = {segment.id: segment for segment in project.segments_by_id(ids)}

    def of(self, memo: Memo) -> str:
        if memo.kind == "journal":
            return translate("MemoPage", "Journal")
        if memo.code_id is not None and memo.code_id in self._book:
            return self._book[memo.code_id].name
        if memo.participant_id is not None:
            return self._people.get(memo.participant_id, "")
        segment = self._segments.get(memo.segment_id or 0)
        transcript_id = segment.transcript_id if segment else memo.transcript_id
        return self._names.get(transcript_id or 0, "") or translate("MemoPage", "The project")
