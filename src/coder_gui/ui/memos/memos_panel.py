"""The memos on what the inspector shows: the newest first, one of them open for writing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from coder_gui.app.noting import Subject
from coder_gui.domain.changes import Changes
from coder_gui.domain.model import Memo
from coder_gui.ui import icons
from coder_gui.ui.memos.memo_card import MemoCard
from coder_gui.ui.memos.memo_editor import MemoEditor, about_memo
from coder_gui.ui.one_writer import CHANGES
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.key_cap import key_text
from coder_gui.ui.widgets.text_label import text_label

LONGEST_QUOTE = 60


class MemosPanel(QWidget):
    """Cards of memos; the one that is opened is edited in its place."""

    link_clicked = Signal(object)
    """A `Link`."""
    left = Signal()
    """Esc was pressed: the keys go back to where they came from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._subject: Subject | None = None
        self._person_id: int | None = None
        self._cards: list[MemoCard] = []
        self._opened: int | None = None
        self.editor = MemoEditor(session)
        self.editor.hide()
        self.add = QToolButton()
        self.add.setIcon(icons.icon("plus", 16))
        self.add.setIconSize(QSize(16, 16))
        self.add.setAccessibleName(self.tr("Write a memo"))
        self.add.setToolTip(self.tr("Write a memo (%1)").replace("%1", key_text("M")))
        self.add.setProperty(CHANGES, True)
        self._quote = text_label("", "row", "second")
        self._lay_out()
        self.add.clicked.connect(lambda _checked=False: self.write())
        self.editor.link_clicked.connect(self.link_clicked)
        self.editor.escaped.connect(self.left)
        self.editor.closed.connect(self._closed)
        self.editor.stored.connect(self._stored)
        session.changed.connect(self._take_up)

    # What is shown ---------------------------------------------------------------------------

    def show_for(self, subject: Subject, person_id: int | None = None) -> None:
        """Show the memos on something.

        Args:
            person_id: A participant whose memos are shown as well, beside their transcript's.
        """
        if (subject, person_id) != (self._subject, self._person_id):
            self.keep()
            self._close()
            self._subject, self._person_id = subject, person_id
        self._show_quote()
        self.refresh()

    def forget(self) -> None:
        """Show nothing."""
        self._subject = self._person_id = None
        self._close()
        self.refresh()

    def refresh(self) -> None:
        """Show the memos as they are stored; what is being typed stays."""
        memos = self._memos()
        if self._opened is not None and all(memo.id != self._opened for memo in memos):
            self._close()
        while len(self._cards) < len(memos):
            self._add_card()
        for place, card in enumerate(self._cards):
            if place >= len(memos):
                if not card.isHidden():
                    card.hide()
                continue
            memo = memos[place]
            if memo.id == self._opened:
                self.editor.show_memo(memo, self._where(memo))
                self._place_editor(place)
            else:
                about = ", ".join(
                    filter(None, (self._where(memo), about_memo(self._session, memo)))
                )
                card.show_memo(memo, about)
            card.setVisible(memo.id != self._opened)
        if self.editor.is_new():
            self._place_editor(0)
        self.editor.setVisible(self._opened is not None or self.editor.is_new())

    def subject(self) -> Subject | None:
        """What a new memo would be on."""
        return self._subject

    # Writing ---------------------------------------------------------------------------------

    def write(self, subject: Subject | None = None) -> None:
        """Begin a memo on what is shown, or on something that belongs to it."""
        if self._session.is_read_only or self._subject is None:
            return
        self.keep()
        self._opened = None
        subject = subject or self._subject
        where = ""
        if subject.participant_id is not None:
            where = self._on_person(subject.participant_id)
        self.editor.write_new(subject, where)
        self.refresh()
        self._give_focus()

    def open(self, memo_id: int, focus: bool = True) -> None:
        """Open one of the memos for reading and writing."""
        self.keep()
        self.editor.forget()
        self._opened = memo_id
        self.refresh()
        if focus and self._opened is not None:
            self._give_focus()

    def keep(self) -> None:
        """Store what is being typed."""
        if not self.editor.isHidden():
            self.editor.keep()

    def _give_focus(self) -> None:
        self.editor.text.setFocus()
        # Once it is laid out.
        QTimer.singleShot(0, self, self._show_editor)

    def _show_editor(self) -> None:
        area = self._scroll_area()
        if area is not None and self.editor.isVisible():
            area.ensureWidgetVisible(self.editor, 0, 12)

    def _scroll_area(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _take_up(self, changes: Changes) -> None:
        if self._subject is None or self.editor.is_storing():
            return
        if changes.touch("memo", "coder", "comparison"):
            self.refresh()
        if changes.touch("segment", "code"):
            self.editor.text.refresh_links()

    def _stored(self, memo_id: int) -> None:
        self._opened = memo_id
        self.refresh()

    def _closed(self) -> None:
        self._close()
        self.refresh()

    def _close(self) -> None:
        self._opened = None
        self.editor.forget()
        self.editor.hide()

    # Words -----------------------------------------------------------------------------------

    def _memos(self) -> list[Memo]:
        if self._subject is None or not self._session.is_open:
            return []
        project = self._session.project
        found = project.memos_on(self._subject)
        if self._person_id is not None:
            found += project.memos_on(Subject(participant_id=self._person_id))
        return sorted(found, key=lambda memo: (memo.created_at, memo.id), reverse=True)

    def _where(self, memo: Memo) -> str:
        if memo.participant_id is not None:
            return self._on_person(memo.participant_id)
        passage = self._subject is not None and self._subject.start is not None
        if memo.start is None or memo.end is None or passage:
            return ""
        text = self._session.project.text(memo.transcript_id or 0)
        return quoted(text[memo.start : memo.end])

    def _on_person(self, person_id: int) -> str:
        people = self._session.project.participants()
        name = next((person.label for person in people if person.id == person_id), "")
        return self.tr("on %1").replace("%1", name)

    def _show_quote(self) -> None:
        subject = self._subject
        words = ""
        if subject and subject.start is not None and subject.end is not None:
            text = self._session.project.text(subject.transcript_id or 0)
            words = quoted(text[subject.start : subject.end], 3 * LONGEST_QUOTE)
        self._quote.setText(words)
        self._quote.setVisible(bool(words))

    # Layout ----------------------------------------------------------------------------------

    def _add_card(self) -> None:
        card = MemoCard()
        card.wanted.connect(self.open)
        self._cards.append(card)
        self._column.addWidget(card)

    def _place_editor(self, place: int) -> None:
        before = self._cards[place] if place < len(self._cards) else None
        wanted = self._column.indexOf(before) if before is not None else self._column.count()
        if self._column.indexOf(self.editor) != wanted - 1:
            self._column.removeWidget(self.editor)
            wanted = self._column.indexOf(before) if before is not None else self._column.count()
            self._column.insertWidget(wanted, self.editor)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(text_label(self.tr("Memos"), "section"), 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._quote)
        self._column.addWidget(self.editor)
        layout.addLayout(self._column)


def quoted(words: str, most: int = LONGEST_QUOTE) -> str:
    """Words of a transcript in one line and in quotation marks."""
    flat = " ".join(words.split())
    return f"“{flat}”" if len(flat) <= most else f"“{flat[: most - 1].rstrip()}…”"
