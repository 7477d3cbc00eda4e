"""The history panel: go back to any step, or forward again, in one go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from coder_gui.domain.counted import counted
from coder_gui.ui.coding.pane_head import PaneHead
from coder_gui.ui.history.step_list import StepList
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.text_label import button, divider, text_label

MANY = 20
"""Steps from which on it is felt that they take time."""


class HistoryPanel(QWidget):
    """Lists the steps newest first; a choice undoes or redoes all that lies between."""

    closed = Signal()

    def __init__(
        self, session: Session, keep: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        """`keep` keeps what is being typed, before the past is changed."""
        super().__init__(parent)
        self._session = session
        self._keep = keep
        self.list = StepList()
        self.go = button("")
        self._about = text_label("", "small", "second")
        self._lay_out()
        self.list.chosen.connect(self._offer)
        self.list.wanted.connect(self.go_to)
        self.go.clicked.connect(lambda: self.go_to(self.list.currentIndex().row()))
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.closed)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Read the newest steps, and stand on the present."""
        project = self._session.project
        coders = {coder.id: coder.name for coder in project.coders()}
        self.list.rows.show(project.past_steps, coders)
        self.list.choose(self.list.rows.present)
        self._offer()

    def forget(self) -> None:
        """Let go of the project that closes."""
        self.list.rows.forget()

    def go_to(self, place: int) -> None:
        """Make things as they were after a row's step."""
        row, present = self.list.rows.row(place), self.list.rows.present
        if row is None or row.kind in ("now", "end"):
            return
        if self._session.is_read_only:
            self._session.said.emit(self.tr("The project is open read-only."))
            return
        self._keep()
        project = self._session.project
        if abs(place - present) >= MANY:
            QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            (project.redo_to if place < present else project.undo_to)(row.step_id)
        finally:
            QApplication.restoreOverrideCursor()

    def _offer(self) -> None:
        """Say on the button what it would do."""
        here, present = self.list.currentIndex().row(), self.list.rows.present
        row = self.list.rows.row(here)
        steps = counted(abs(here - present), "step")
        if row is None or here == present:
            words = self.tr("Choose a step to go to")
        elif here > present:
            words = self.tr("Undo %1, back to here").replace("%1", steps)
        else:
            words = self.tr("Redo %1, up to here").replace("%1", steps)
        self.go.setText(words)
        self.go.setEnabled(row is not None and here != present and not self._session.is_read_only)
        said = []
        if row is not None and self.list.is_cut(row):
            said.append(row.text)
        if present:
            said.append(self.tr("Undone steps can be redone until something new is done."))
        self._about.setText("\n".join(said))
        self._about.setVisible(bool(said))

    def _lay_out(self) -> None:
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("History"))
        head = PaneHead(self.tr("History"))
        head.add_button("close", self.tr("Close the history (Esc)"), self.closed.emit)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 6, 10, 8)
        foot.setSpacing(4)
        self._about.setContentsMargins(4, 0, 4, 0)
        foot.addWidget(self._about)
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(divider())
        layout.addLayout(foot)
