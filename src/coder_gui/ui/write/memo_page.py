"""All memos and journal entries in one list: searched, dated, edited, each leading to its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from coder_gui.app.noting import Subject
from coder_gui.domain.counted import counted
from coder_gui.domain.memo_text import plain
from coder_gui.domain.model import Memo, MemoKind
from coder_gui.ui import icons
from coder_gui.ui.memos.memo_editor import MemoEditor
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.empty_state import EmptyState
from coder_gui.ui.widgets.key_cap import key_text
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, divider
from coder_gui.ui.write.day_rows import DayRows, Line
from coder_gui.ui.write.day_table import DayTable
from coder_gui.ui.write.memo_subjects import Subjects, has_place, kind_of
from coder_gui.ui.write.trail_bar import TYPING_MS, WIDTH_OF_SEARCH

MAIN = 3
WIDTHS = ("00:00", "Researcher 1", "Consumer peer worker 12", "")
WIDEST = 760
"""Pixels that the words of a memo take at most: longer lines are hard to read."""


class MemoPage(QWidget):
    """The list above, the memo that is read and written below it."""

    facts_changed = Signal(str)
    place_wanted = Signal(object)
    """A `Memo`, to go to where it was written."""
    link_wanted = Signal(object)
    """A `Link`, to go to what it leads to."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        heads = (self.tr("Time"), self.tr("By"), self.tr("On"), self.tr("Memo"))
        self.table = DayTable(self.tr("Memos"), DayRows(heads, "entry", self), WIDTHS, MAIN)
        self.kind, self.author = Chip(self.tr("Kind"), ""), Chip(self.tr("Author"), "")
        self._kind: str | None = None
        self._author: int | None = None
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Find in memos"))
        self.words.setAccessibleName(self.tr("Find in memos"))
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icons.icon("search", 16), QLineEdit.ActionPosition.LeadingPosition)
        self.words.setFixedWidth(WIDTH_OF_SEARCH)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._memo: Memo | None = None
        self._filling = False
        self.editor = MemoEditor(session, grows=False)
        self.go = button(self.tr("Go to its place"))
        self.entry = button(self.tr("New journal entry"))
        self.entry.setIcon(icons.icon("plus", 16))
        self.entry.setToolTip(key_text("Ctrl+J"))
        self.nothing = EmptyState(
            self.tr("No memos yet"),
            self.tr(
                "What you note on passages, codes and people (M in the reader) is gathered here, "
                "by day, with the entries of your journal."
            ),
        )
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    # What is shown ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show all memos that hold the words looked for, the newest first."""
        project = self._session.project
        people = {coder.id: coder.name for coder in project.coders()}
        self._show_choices(people)
        memos = sorted(project.memos(), key=lambda memo: memo.created_at, reverse=True)
        about = Subjects(project)
        lines = []
        for memo in memos:
            by, on = people.get(memo.author_id or 0, ""), about.of(memo)
            words = plain(memo.text)
            if self._is_wanted(memo, f"{memo.title}\n{words}\n{on}"):
                first = " · ".join(filter(None, (memo.title, " ".join(words.split()))))
                lines.append(Line(memo.created_at, (by, on, first), key=memo))
        self._fill(lines)
        if not self.editor.is_storing():
            shown = self._memo.id if self._memo else None
            self._show_memo(next((memo for memo in memos if memo.id == shown), None))
            self.editor.text.refresh_links()
        self.entry.setEnabled(not self._session.is_read_only)
        self._show_parts(bool(memos))
        self._facts = counted(len(lines), "entry")
        self.facts_changed.emit(self._facts)

    def write_new(self, kind: MemoKind) -> None:
        """Begin an entry of the journal, or a memo on the whole project."""
        if self._session.is_read_only:
            return
        self.keep()
        self._memo = None
        journal = kind == "journal"
        where = self.tr("Journal") if journal else self.tr("The project")
        self.editor.write_new(Subject(), where, kind)
        self._filling = True
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.rootIndex())
        self._filling = False
        self.go.hide()
        self._show_parts(True)
        self.editor.text.setFocus()

    def keep(self) -> None:
        """Store what is being typed."""
        self.editor.keep()

    def forget(self) -> None:
        """Let go of the project that closes."""
        self._kind = self._author = None
        self._typing.stop()
        self.table.forget()
        self._memo = None
        self.editor.forget()
        self._reading.hide()
        blocked = self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(blocked)

    def _is_wanted(self, memo: Memo, words: str) -> bool:
        return (
            self._kind in (None, kind_of(memo))
            and self._author in (None, memo.author_id)
            and self.words.text().strip().casefold() in words.casefold()
        )

    def _fill(self, lines: list[Line]) -> None:
        self._filling = True
        self.table.forget()
        self.table.append(lines)
        shown = self._memo.id if self._memo else None
        rows = self.table.rows
        for row in range(rows.rowCount()):
            line = rows.line(row)
            if line is not None and line.key.id == shown:
                self.table.setCurrentIndex(rows.index(row, 0))
        self._filling = False

    def _show_parts(self, any_memos: bool) -> None:
        self.nothing.setVisible(not any_memos)
        self._splitter.setVisible(any_memos)
        self._reading.setVisible(self._memo is not None or self.editor.is_new())

    def _show_choices(self, people: dict[int, str]) -> None:
        kinds: tuple[tuple[str, object], ...] = (
            (self.tr("memos and journal"), None),
            (self.tr("journal"), "journal"),
            (self.tr("on the project"), "project"),
            (self.tr("on transcripts"), "transcript"),
            (self.tr("on passages"), "passage"),
            (self.tr("on segments"), "segment"),
            (self.tr("on codes"), "code"),
            (self.tr("on participants"), "participant"),
        )
        offer(self.kind, kinds, self._kind, self._choose_kind)
        authors = [(self.tr("anyone"), None), *((name, key) for key, name in people.items())]
        offer(self.author, authors, self._author, self._choose_author)

    def _choose_kind(self, kind: str | None) -> None:
        self._kind = kind
        self.refresh()

    def _choose_author(self, author: int | None) -> None:
        self._author = author
        self.refresh()

    # The memo below --------------------------------------------------------------------------

    def _choose(self, line: Line | None) -> None:
        if not self._filling:
            self._show_memo(line.key if line else None)
            self._show_parts(True)

    def _show_memo(self, memo: Memo | None) -> None:
        if memo is None and self.editor.is_new():
            return
        self._memo = memo
        if memo is None:
            self.editor.forget()
        else:
            self.editor.show_memo(memo, Subjects(self._session.project).of(memo))
            self.go.setVisible(has_place(memo))

    def _stored(self, memo_id: int) -> None:
        self._memo = next(m for m in self._session.project.memos() if m.id == memo_id)
        self.refresh()

    def _closed(self) -> None:
        self._memo = None
        self._show_parts(bool(self._session.project.memos()))

    def _delete(self) -> None:
        if self._memo is not None and not self._session.is_read_only:
            self.editor.delete()

    def _go(self) -> None:
        self.keep()
        if self._memo is not None:
            self.place_wanted.emit(self._memo)

    def _connect(self) -> None:
        self._typing.timeout.connect(self.refresh)
        self.words.textChanged.connect(lambda _text: self._typing.start())
        self.table.line_chosen.connect(self._choose)
        self.table.line_wanted.connect(lambda _line: self._go())
        self.go.clicked.connect(self._go)
        self.entry.clicked.connect(lambda: self.write_new("journal"))
        self.editor.link_clicked.connect(self.link_wanted)
        self.editor.escaped.connect(self.table.setFocus)
        self.editor.stored.connect(self._stored)
        self.editor.closed.connect(self._closed)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete)

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 16, 8)
        row.setSpacing(4)
        row.addWidget(self.kind)
        row.addWidget(self.author)
        row.addStretch(1)
        row.addWidget(self.words)
        row.addWidget(self.entry)
        self._reading = QWidget()
        self._reading.setProperty("kind", "panel")
        self._reading.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._reading)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(4)
        self.editor.setMaximumWidth(WIDEST)
        column.addWidget(self.editor, 1)
        self.editor.add_act(self.go)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self._reading)
        self._splitter.setSizes([380, 280])
        self.nothing.setFixedWidth(380)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(divider())
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignCenter)
        self._reading.hide()
