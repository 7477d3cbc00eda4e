"""What the audit trail is narrowed to: who, which kind, code, transcript, days and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coder_gui.domain.audit_trail import TrailFilter
from coder_gui.ui import icons
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.style import ROOM
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button
from coder_gui.ui.write.day_range import ALL_DAYS, Days, DaysDialog, in_words, last_days

CHIP_GAP = 8 - 2 * ROOM + 2
TYPING_MS = 200
WIDTH_OF_SEARCH = 210
LONGEST = 34
"""Characters of a name in a chip; the menu has it whole."""

Choices = Sequence[tuple[str, object]]


class TrailBar(QWidget):
    """Chips with menus and a field for words."""

    changed = Signal()
    """The filter is another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = TrailFilter()
        self.coder = Chip(self.tr("Coder"), "")
        self.kind = Chip(self.tr("Kind"), "")
        self.code = Chip(self.tr("Code"), "")
        self.transcript = Chip(self.tr("Transcript"), "")
        self.days = Chip(self.tr("Days"), "")
        self.clear = button(self.tr("Show all"), "plain")
        self.clear.clicked.connect(self.show_all)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Find in what was done"))
        self.words.setAccessibleName(self.tr("Find in what was done"))
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icons.icon("search", 16), QLineEdit.ActionPosition.LeadingPosition)
        self.words.setFixedWidth(WIDTH_OF_SEARCH)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(lambda: self._set(text=self.words.text().strip()))
        self.words.textChanged.connect(lambda _text: self._typing.start())
        self._choices: dict[str, Choices] = {}
        self._lay_out()

    def show_choices(
        self, coders: Choices, kinds: Sequence[str], codes: Choices, transcripts: Choices
    ) -> None:
        """What there is to choose from, each with its name; a choice that is gone is let go."""
        self._choices = {
            "coder_id": ((self.tr("everybody"), None), *coders),
            "kind": ((self.tr("every kind"), None), *((kind, kind) for kind in kinds)),
            "code_id": ((self.tr("all"), None), *codes),
            "transcript_id": ((self.tr("all"), None), *transcripts),
        }
        for name, choices in self._choices.items():
            if getattr(self.filter, name) not in [value for _text, value in choices]:
                gone: dict[str, Any] = {name: None}
                self.filter = replace(self.filter, **gone)
        self._show()

    def forget(self) -> None:
        """Narrow to nothing, and read nothing anew for it."""
        self.filter = TrailFilter()
        blocked = self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(blocked)
        self._typing.stop()

    def show_all(self) -> None:
        """Narrow to nothing."""
        self.forget()
        self._show()
        self.changed.emit()

    def _set(self, **fields: Any) -> None:
        before = self.filter
        self.filter = replace(before, **fields)
        if self.filter != before:
            self._show()
            self.changed.emit()

    def _choose(self, name: str, value: object) -> None:
        self._set(**{name: value})

    def _choose_days(self, days: Any) -> None:
        self._set(first=days[0], last=days[1])

    def _show(self) -> None:
        chips = {
            "coder_id": self.coder,
            "kind": self.kind,
            "code_id": self.code,
            "transcript_id": self.transcript,
        }
        for name, chip in chips.items():
            chosen = getattr(self.filter, name)
            offer(chip, self._choices.get(name, ()), chosen, partial(self._choose, name))
            chosen_name = next((t for t, v in self._choices.get(name, ()) if v == chosen), "")
            chip.set_value(_short(chosen_name.strip()))
            chip.setToolTip(chosen_name.strip() if chosen is not None else "")
        self._show_days()
        self.clear.setVisible(self.filter != TrailFilter())

    def _show_days(self) -> None:
        now: Days = (self.filter.first, self.filter.last)
        choices: list[tuple[str, object]] = [
            (self.tr("all"), ALL_DAYS),
            (self.tr("today"), last_days(1)),
            (self.tr("last 7 days"), last_days(7)),
            (self.tr("last 30 days"), last_days(30)),
        ]
        if now not in [days for _text, days in choices]:
            choices.append((in_words(now), now))
        offer(self.days, choices, now, self._choose_days)
        menu = self.days.menu()
        menu.addSeparator()
        menu.addAction(self.tr("From … to …")).triggered.connect(self._ask_days)

    def _ask_days(self) -> None:
        today = date.today()
        dialog = DaysDialog(self.filter.first or today, self.filter.last or today, self)
        dialog.chosen.connect(self._choose_days)
        dialog.open()

    def _lay_out(self) -> None:
        chips = QWidget()
        row = WrappingRow(CHIP_GAP, 0, chips)
        # Its coming and going must not move the table.
        chips.setMinimumHeight(self.clear.sizeHint().height())
        for widget in (self.coder, self.kind, self.code, self.transcript, self.days, self.clear):
            row.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(chips, 1)
        layout.addWidget(self.words, 0, Qt.AlignmentFlag.AlignTop)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
