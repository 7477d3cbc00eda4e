"""From which day to which: the days that a list is narrowed to."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QFormLayout, QVBoxLayout, QWidget

from coder_gui.ui.dialogs import box
from coder_gui.ui.widgets.text_label import text_label

Days = tuple[date | None, date | None]
"""First and last day, included; None where it is open."""

ALL_DAYS: Days = (None, None)


def last_days(number: int) -> Days:
    """Today and the days before, so many together."""
    return date.today() - timedelta(days=number - 1), None


def in_words(days: Days) -> str:
    """“2026-03-02 to 2026-03-09”."""
    first, last = days
    if first and last:
        return f"{first.isoformat()} – {last.isoformat()}"
    return f"{'from' if first else 'to'} {(first or last or date.today()).isoformat()}"


class DaysDialog(QDialog):
    """Asks for the first and the last day."""

    chosen = Signal(object)
    """`Days`."""

    def __init__(self, first: date, last: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Days"))
        self.setMinimumWidth(320)
        self.first, self.last = _edit(first), _edit(last)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(text_label(self.tr("From"), "row", "second"), self.first)
        form.addRow(text_label(self.tr("To"), "row", "second"), self.last)
        buttons = box(self.tr("Show these days"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(buttons)

    def accept(self) -> None:
        first, last = (
            date(day.year(), day.month(), day.day())
            for day in (self.first.date(), self.last.date())
        )
        super().accept()
        self.chosen.emit((min(first, last), max(first, last)))


def _edit(day: date) -> QDateEdit:
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    edit.setDisplayFormat("yyyy-MM-dd")
    return edit
