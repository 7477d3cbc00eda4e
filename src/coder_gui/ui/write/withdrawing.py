"""Withdrawing a participant: what goes, what stays to be thought of, and typing the label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder_gui.ui.widgets.text_label import button, divider, text_label

if TYPE_CHECKING:
    from coder_gui.app.accounting import Copy, WithdrawalPlan
    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.widgets.notice_bar import NoticeBar

WIDTH, HEIGHT = 580, 600
MOST = 8
"""More copies than these are counted, not listed."""


class WithdrawDialog(QDialog):
    """Two steps, because there is no way back: reading, then typing the label."""

    confirmed = Signal(str, bool)
    """The label as it was typed, and whether the copies go, too."""

    def __init__(self, plan: WithdrawalPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Withdraw participant"))
        self.resize(WIDTH, HEIGHT)
        self._plan = plan
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Label of the participant"))
        self.copies = QCheckBox(self.tr("Delete these copies, too"))
        self.next = button(self.tr("Continue"), "primary")
        self.back = button(self.tr("Back"))
        self.cancel = button(self.tr("Cancel"))
        self._step = text_label("", "row", "second")
        self.steps = QStackedWidget()
        self.steps.addWidget(self._first())
        self.steps.addWidget(self._second())
        self._lay_out()
        self.next.clicked.connect(self._go_on)
        self.back.clicked.connect(lambda: self._show(0))
        self.cancel.clicked.connect(self.reject)
        self.typed.textChanged.connect(lambda _text: self._show(1))
        self.typed.returnPressed.connect(self.next.click)
        self._show(0)

    def _go_on(self) -> None:
        if self.steps.currentIndex() == 0:
            self._show(1)
            self.typed.setFocus()
            return
        typed, copies = self.typed.text(), self.copies.isChecked()
        self.accept()
        self.confirmed.emit(typed, copies)

    def _show(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self._step.setText(self.tr("Step %1 of 2").replace("%1", str(step + 1)))
        self.back.setVisible(step == 1)
        self.next.setText(self.tr("Withdraw for good") if step else self.tr("Continue"))
        right = self.typed.text().strip() == self._plan.label
        self.next.setEnabled(step == 0 or right)

    def _first(self) -> QWidget:
        plan = self._plan
        lead = self.tr(
            "Use this when the person takes their consent back. Their data leave the project file "
            "and its history for good; nobody can bring them back. To take a transcript out for "
            "other reasons, delete it: that can be undone."
        )
        goes = self.tr("The participant “%1”").replace("%1", plan.label)
        if plan.goes:
            goes = self.tr("%1 with %2").replace("%1", goes).replace("%2", ", ".join(plan.goes))
        past = self.tr("What the history holds of it, and names in its sentences.")
        stays = [
            self.tr("Undo ends here: nothing that was done before can be taken back any more."),
            self.tr(
                "Exports, packages for other coders, backups, synced folders and e-mails are not "
                "reached from here. Delete or replace them by hand."
            ),
            self.tr("The history keeps one entry: that a withdrawal took place, when and by whom."),
        ]
        parts = [
            text_label(lead, "", "second"),
            _section(self.tr("What goes"), [f"{goes}.", past]),
            _section(self.tr("What you must think of"), stays),
        ]
        if plan.mentions:
            note = self.tr("These stay, and seem to name or quote the person")
            parts.append(_section(note, plan.mentions))
        return _page(parts)

    def _second(self) -> QWidget:
        parts: list[QWidget] = []
        if self._plan.copies:
            size = sum(copy.size for copy in self._plan.copies) / 1_000_000
            title = self.tr("%1 of the project hold the person’s data (%2 MB)")
            title = title.replace("%1", _copies(self._plan.copies)).replace("%2", f"{size:,.1f}")
            parts.append(_section(title, _names(self._plan.copies)))
            note = self.tr(
                "Without them you cannot go back to an earlier state of the whole project. Copies "
                "that you keep bring the person back when you restore them."
            )
            parts += [self.copies, text_label(note, "row", "second"), divider()]
        ask = self.tr("To withdraw, type the label as it is written: %1")
        parts.append(text_label(ask.replace("%1", self._plan.label), "strong"))
        parts.append(self.typed)
        return _page(parts)

    def _lay_out(self) -> None:
        title = self.tr("Withdraw “%1”").replace("%1", self._plan.label)
        head = QHBoxLayout()
        head.addWidget(text_label(title, "title"), 1)
        head.addWidget(self._step, 0, Qt.AlignmentFlag.AlignBottom)
        self._step.setWordWrap(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 20, 14)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.steps, 1)
        layout.addLayout(buttons)


class Withdrawing(QObject):
    """Asks, withdraws, and says what came of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask(self, participant_id: int) -> None:
        """Open the dialog for a participant."""
        plan = self._window.session.project.withdrawal_plan(participant_id)
        if plan is None:
            return
        dialog = WithdrawDialog(plan, self._window)
        dialog.confirmed.connect(lambda typed, copies: self._withdraw(plan, typed, copies))
        dialog.open()

    def _withdraw(self, plan: WithdrawalPlan, typed: str, copies: bool) -> None:
        project = self._window.session.project
        # Typing in the panel of the person who goes must not come after.
        self._window.code_place.keep()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            tidied = project.withdraw_participant(plan.participant_id, typed)
        finally:
            QApplication.restoreOverrideCursor()
        # The list of recent projects may say in whose transcript one was reading.
        self._window.remembering.project_opened()
        self._say(tidied, bool(plan.copies) and not copies)
        if copies:
            project.delete_copies(plan.copies)

    def _say(self, tidied: bool, kept_copies: bool) -> None:
        from coder_gui.ui.widgets.notice_bar import Kind, Notice

        if not tidied:
            bar = self._window.notices.show_notice(
                Notice(
                    Kind.WARNING,
                    strong=self.tr("The participant is withdrawn, but the file is not tidied. "),
                    after=self.tr(
                        "It could not be written anew, so traces of what was deleted before may "
                        "be left in it. Make room on the disk."
                    ),
                    action=self.tr("Try again"),
                    can_close=True,
                )
            )
            bar.action_chosen.connect(lambda: self._tidy(bar))
            return
        after = self.tr("Exports, packages and backups are for you to delete.")
        if kept_copies:
            after = self.tr("Restore points that you kept still hold their data. ") + after
        self._window.notices.show_notice(
            Notice(Kind.DONE, strong=self.tr("Withdrawn for good. "), after=after, can_close=True)
        )

    def _tidy(self, bar: NoticeBar) -> None:
        tidied = self._window.session.project.tidy()
        bar.closed.emit()
        self._say(tidied, False)


def _copies(copies: Sequence[Copy]) -> str:
    number = len(copies)
    return "1 copy" if number == 1 else f"{number:,} copies"


def _names(copies: Sequence[Copy]) -> list[str]:
    names = [copy.path.name for copy in copies[:MOST]]
    if len(copies) > MOST:
        more = QCoreApplication.translate("WithdrawDialog", "and %1 more")
        names.append(more.replace("%1", f"{len(copies) - MOST:,}"))
    return names


def _section(title: str, lines: Iterable[str]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(text_label(title, "strong"))
    for line in lines:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(text_label("–", "", "third"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text_label(line), 1)
        column.addLayout(row)
    return made


def _page(parts: Iterable[QWidget]) -> QScrollArea:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(14)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
