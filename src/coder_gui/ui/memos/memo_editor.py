"""One memo while it is written: title, words, date and author; stored as one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.noting import Subject
from coder_gui.domain.model import Memo, MemoKind
from coder_gui.ui import icons
from coder_gui.ui.coding.facts import moment
from coder_gui.ui.memos.link_chooser import LinkChooser
from coder_gui.ui.memos.rich_text import RichText
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.key_cap import key_text
from coder_gui.ui.widgets.text_label import text_label


class _Title(QLineEdit):
    """A line that Enter and Down leave for the words below it."""

    left = Signal()
    escaped = Signal()
    finished = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class MemoEditor(QWidget):
    """Shows one memo; a new one is stored with its first words, an emptied one deleted."""

    link_clicked = Signal(object)
    """A `Link`."""
    escaped = Signal()
    closed = Signal()
    """There is no memo here any more: it was deleted, or never written."""
    stored = Signal(int)
    """Id of a memo that was new."""

    def __init__(self, session: Session, grows: bool = True, parent: QWidget | None = None):
        super().__init__(parent)
        self._session = session
        self._memo: Memo | None = None
        self._new: tuple[Subject, MemoKind] | None = None
        self._where = ""
        self._storing = False
        self.title = _Title()
        self.title.setPlaceholderText(self.tr("Title"))
        self.title.setAccessibleName(self.tr("Title of the memo"))
        self.text = RichText(lambda links: session.project.link_targets(links), grows)
        self.text.setPlaceholderText(self.tr("What comes to mind?"))
        self.text.setAccessibleName(self.tr("Memo"))
        self._about = text_label("", "small", "second")
        self.bold = self._tool("bold", self.tr("Bold"), "Ctrl+B", self.text.toggle_bold)
        self.italic = self._tool("italic", self.tr("Italic"), "Ctrl+I", self.text.toggle_italic)
        self.list = self._tool("list", self.tr("List"), "Ctrl+Shift+L", self.text.toggle_list)
        self.link = self._tool("link", self.tr("Link"), "Ctrl+K", self._ask_link)
        self.trash = self._tool("trash", self.tr("Delete the memo"), "", self.delete)
        for each in (self.bold, self.italic, self.list):
            each.setCheckable(True)
        self._chooser = LinkChooser(session, self)
        self._chooser.chosen.connect(self.text.insert_link)
        self._chooser.closed.connect(self.text.setFocus)
        # A click on a tool, or beside the fields, leaves the keys with the words.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.text)
        self._lay_out(grows)
        self._connect()

    # What is shown ---------------------------------------------------------------------------

    def memo_id(self) -> int | None:
        """Id of the memo that is shown; None while a new one has no words, or none is shown."""
        return self._memo.id if self._memo else None

    def is_new(self) -> bool:
        """Whether a memo is being begun that is not stored yet."""
        return self._new is not None

    def is_storing(self) -> bool:
        """Whether what is being told about is what stands here."""
        return self._storing

    def write_new(self, subject: Subject, where: str, kind: MemoKind = "memo") -> None:
        """Begin a memo; nothing is stored before it has words."""
        self.keep()
        self._memo, self._new, self._where = None, (subject, kind), where
        self.title.clear()
        self.text.show_text("")
        self._show_about()

    def show_memo(self, memo: Memo, where: str = "") -> None:
        """Show a memo; what is being typed in the same one stays."""
        same = self._memo is not None and self._memo.id == memo.id
        if not same:
            self.keep()
        before, self._memo, self._new = self._memo, memo, None
        self._where = where
        if not same or before is None:
            self.title.setText(memo.title)
            self.title.setCursorPosition(0)
            self.text.show_text(memo.text, anew=True)
        else:
            if self.title.text().strip() == before.title != memo.title:
                self.title.setText(memo.title)
            if not self.text.is_changed() and memo.text != before.text:
                self.text.show_text(memo.text)
        self._show_about()

    def forget(self) -> None:
        """Show nothing; what was typed is not kept."""
        self._memo = self._new = None
        self.title.clear()
        self.text.show_text("")

    def add_act(self, widget: QWidget) -> None:
        """Put a button beside date and author."""
        self._foot.addWidget(widget)

    def is_empty(self) -> bool:
        """Whether neither title nor words stand here."""
        return not self.title.text().strip() and not self.text.memo_text()

    # Storing ---------------------------------------------------------------------------------

    def keep(self, leaving: bool = True) -> None:
        """Store what was typed, in one step; a memo of which nothing is left is deleted."""
        shows_one = self._memo is not None or self._new is not None
        if self._storing or not shows_one or self._session.is_read_only:
            return
        if self.is_empty():
            if leaving and self._memo is not None:
                self.delete()
            return
        self._storing = True
        try:
            made = self._store()
        finally:
            self._storing = False
        if made is not None:
            self.stored.emit(made)

    def delete(self) -> None:
        """Delete the memo, in one step; one that is not stored yet is just dropped."""
        memo, focus = self._memo, QApplication.focusWidget()
        had_keys = focus is not None and self.isAncestorOf(focus)
        self.forget()
        if memo is not None:
            self._session.project.delete_memo(memo.id)
        self.closed.emit()
        if had_keys:
            self.escaped.emit()

    def _store(self) -> int | None:
        project, title = self._session.project, self.title.text().strip()
        if self._new is not None:
            subject, kind = self._new
            made = project.add_memo(self.text.memo_text(), subject, title, kind)
            self._memo = next(memo for memo in project.memos() if memo.id == made)
            self._new = None
            self.text.set_kept()
            self._show_about()
            return made
        assert self._memo is not None
        changed = self.text.is_changed()
        text = self.text.memo_text() if changed else self._memo.text
        if (title, text) != (self._memo.title, self._memo.text):
            project.update_memo(self._memo.id, title, text)
            self._memo = next(memo for memo in project.memos() if memo.id == self._memo.id)
            self.text.set_kept()
            self._show_about()
        return None

    # The rest --------------------------------------------------------------------------------

    def _show_about(self) -> None:
        reads = self._session.is_read_only
        parts = [self._where]
        if self._memo is not None:
            parts.append(about_memo(self._session, self._memo))
        self._about.setText(" · ".join(filter(None, parts)))
        self._about.setVisible(bool(self._about.text()))
        self._tools.setVisible(not reads)
        self.trash.setVisible(not reads)
        if self.text.isReadOnly() != reads:
            for field in (self.title, self.text):
                field.setReadOnly(reads)
                # The style sheet asks only once how a field is.
                field.style().polish(field)
        if reads:
            by_mouse = Qt.TextInteractionFlag.TextSelectableByMouse
            by_keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.text.setTextInteractionFlags(by_mouse | by_keys)
        self._show_looks()

    def _show_looks(self) -> None:
        self.bold.setChecked(self.text.is_bold())
        self.italic.setChecked(self.text.fontItalic())
        self.list.setChecked(self.text.is_listed())

    def _ask_link(self) -> None:
        subject = self._new[0] if self._new else subject_of(self._memo) if self._memo else Subject()
        self._chooser.open_at(self.text.cursor_place(), self.text.textCursor(), subject)

    def _connect(self) -> None:
        self.title.left.connect(self.keep)
        self.title.escaped.connect(self._escape)
        self.title.finished.connect(self.text.setFocus)
        self.text.left.connect(self.keep)
        self.text.paused.connect(lambda: self.keep(leaving=False))
        self.text.escaped.connect(self._escape)
        self.text.link_clicked.connect(self.link_clicked)
        self.text.link_wanted.connect(self._ask_link)
        self.text.looks_changed.connect(self._show_looks)

    def _escape(self) -> None:
        never_written = self._new is not None and self.is_empty()
        self.keep()
        self.escaped.emit()
        if never_written:
            self.forget()
            self.closed.emit()

    def _tool(self, icon: str, name: str, keys: str, act: Callable[[], object]) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "small")
        made.setIcon(icons.icon(icon, 16))
        made.setIconSize(QSize(16, 16))
        made.setToolTip(f"{name} ({key_text(keys)})" if keys else name)
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked=False: act())
        return made

    def _lay_out(self, grows: bool) -> None:
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for each in (self.bold, self.italic, self.list, self.link):
            row.addWidget(each)
        if grows:
            row.addStretch(1)
            row.addWidget(self.trash)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.text, 0 if grows else 1)
        self._foot = QHBoxLayout()
        # In the inspector there is no room for both in one line.
        (layout if grows else self._foot).addWidget(self._tools)
        self._foot.addWidget(self._about, 1)
        if not grows:
            self._foot.addWidget(self.trash)
        layout.addLayout(self._foot)


def subject_of(memo: Memo) -> Subject:
    """What a memo is on."""
    return Subject(
        memo.transcript_id,
        memo.code_id,
        memo.segment_id,
        memo.participant_id,
        memo.start,
        memo.end,
    )


def about_memo(session: Session, memo: Memo) -> str:
    """“Mira, 2 March”, and when it was changed on another day."""
    names = {coder.id: coder.name for coder in session.project.coders()}
    made, changed = moment(memo.created_at), moment(memo.modified_at)
    said = ", ".join(filter(None, (names.get(memo.author_id or 0, ""), made)))
    if memo.modified_at[:10] != memo.created_at[:10]:
        said += session.tr(", changed %1").replace("%1", changed)
    return said
