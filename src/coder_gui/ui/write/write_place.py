"""The Write place: what goes into the paper? The audit trail, and all memos in one list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coder_gui.domain.changes import Changes
from coder_gui.ui import icons
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.segmented import SegmentedSwitch
from coder_gui.ui.widgets.text_label import button, text_label
from coder_gui.ui.write.memo_page import MemoPage
from coder_gui.ui.write.trail_page import TrailPage


class WritePlace(QWidget):
    """Two pages under one head. What is not looked at is read when it is."""

    facts_changed = Signal(str)
    """Facts of the place for the status bar."""
    memo_wanted = Signal(object)
    """A `Memo`, to go to where it was written."""
    link_wanted = Signal(object)
    """A `Link` in a memo, to go to what it leads to."""
    written = Signal(Path)
    """The audit trail was written to this file."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._outdated = True
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.trail = TrailPage(session)
        self.memos = MemoPage(session)
        self.pages = QStackedWidget()
        self.switch = SegmentedSwitch(self.tr("Page"))
        for text, page in (
            (self.tr("Audit trail"), self.trail),
            (self.tr("Memos and journal"), self.memos),
        ):
            self.switch.add(text, page)
            self.pages.addWidget(page)
        self.copy = button(self.tr("Copy table"))
        self.copy.setIcon(icons.icon("copy", 16))
        self.export = button(self.tr("Export…"))
        self.export.setIcon(icons.icon("export", 16))
        self._lay_out()
        self.switch.chosen.connect(self.show_page)
        self.copy.clicked.connect(lambda: self.pages.currentWidget().table.copy())
        self.export.clicked.connect(self.trail.export)
        for page in (self.trail, self.memos):
            page.facts_changed.connect(lambda facts, page=page: self._tell(page, facts))
        self.trail.written.connect(self.written)
        self.memos.place_wanted.connect(self.memo_wanted)
        self.memos.link_wanted.connect(self.link_wanted)

    def show_project(self) -> None:
        """Start anew with the project that was just opened."""
        self._set_outdated()

    def forget_project(self) -> None:
        """Let go of everything that belongs to the project that closes."""
        self.trail.forget()
        self.memos.forget()
        self._outdated = True

    def keep(self) -> None:
        """Keep what is being typed."""
        self.memos.keep()

    def take_up(self, _changes: Changes) -> None:
        """Every step is a new line of the trail."""
        self._set_outdated()

    def coder_changed(self) -> None:
        """Another coder may see other memos and steps."""
        self._set_outdated()

    def show_page(self, page: object) -> None:
        """Switch to the audit trail or the memos."""
        assert isinstance(page, QWidget)
        self.pages.setCurrentWidget(page)
        self.export.setVisible(page is self.trail)
        self._refresh()
        page.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated and self._session.is_open:
            self._refresh()
        self.pages.currentWidget().setFocus()

    def _set_outdated(self) -> None:
        self._outdated = True
        # The rows on the screen are of a history that is no more.
        self.trail.stop()
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._outdated = False
        if self.pages.currentWidget() is self.trail:
            self.trail.refresh()
        else:
            self.memos.refresh()

    def _tell(self, page: QWidget, facts: str) -> None:
        if self.isVisible() and page is self.pages.currentWidget():
            self.facts_changed.emit(facts)

    def _lay_out(self) -> None:
        title = text_label(self.tr("Write"), "title")
        title.setWordWrap(False)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 6)
        head.setSpacing(16)
        head.addWidget(title)
        head.addWidget(self.switch)
        head.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.export)
        head.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
