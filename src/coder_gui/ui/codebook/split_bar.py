"""Splitting a code: its segments one by one, each dealt to another code by a key."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder_gui.domain.codebook import Codebook
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.codebook.code_picker import Choices, CodePicker
from coder_gui.ui.codebook.colour_menu import swatch
from coder_gui.ui.widgets.key_cap import KeyCap
from coder_gui.ui.widgets.text_label import button, text_label

MOST = 9
"""Targets with a key of their own."""
SWATCH = 12
PALETTE = 480


class SplitBar(QWidget):
    """Says which segment is up and which key deals it where; the keys are taken here."""

    target_chosen = Signal(int)
    new_target = Signal(str, object)
    """Name and parent of a code that is to be made."""
    skipped = Signal()
    back_wanted = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "accent")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Split a code"))
        self._targets: list[int] = []
        self._book, self._source = Codebook(()), 0
        self._title = text_label("", "strong")
        self._now = text_label("", "row", "second")
        self._offered = WrappingRow(6, 4)
        self._chips: list[QWidget] = []
        self.picker = CodePicker(self)
        self.picker.code_chosen.connect(self.target_chosen)
        self.picker.create_chosen.connect(self.new_target)
        self.picker.closed.connect(self.setFocus)
        self._lay_out()
        self.hide()

    def show_targets(self, book: Codebook, source_id: int, targets: list[int]) -> None:
        """Show the codes that have a key, in the order of the keys."""
        self._book, self._source = book, source_id
        self._targets = targets[:MOST]
        while self._chips:
            chip = self._chips.pop()
            self._offered.removeWidget(chip)
            chip.deleteLater()
        for place, code_id in enumerate(self._targets):
            self._add_chip(str(place + 1), book[code_id].name, book.shade(code_id))
        self._add_chip("A … Z", self.tr("choose or make another code"), "")
        self._add_chip("Space", self.tr("leave it"), "")
        self._add_chip("Backspace", self.tr("back"), "")
        self._add_chip("Esc", self.tr("go on later"), "")

    def show_segment(self, place: int, number: int, now: int) -> None:
        """Say which segment is up.

        Args:
            now: The code that it has at present.
        """
        name = self._book[self._source].name
        title = self.tr("Splitting “%1”: segment %2 of %3").replace("%2", str(place))
        self._title.setText(title.replace("%3", str(number)).replace("%1", name))
        moved = now != self._source and now in self._book
        text = self.tr("Where does it belong?")
        if moved:
            text = self.tr("It is in “%1” now.").replace("%1", self._book[now].name)
        self._now.setText(text)

    def open_palette(self, typed: str = "") -> None:
        """Ask for a code that has no key yet, or for the name of a new one."""
        choices = Choices(
            self._book.offered(),
            self.tr("Move the segment to …"),
            create_under=self._source,
            stays=False,
            exclude=frozenset({self._source}),
        )
        place = QRect(self.mapToGlobal(QPoint(20, 0)), self.size())
        self.picker.open_at(place, PALETTE, choices)
        self.picker.type_text(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        text = event.text() if plain else ""
        if event.key() == Qt.Key.Key_Space:
            self.skipped.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.back_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_palette()
        elif text in "123456789" and text:
            if int(text) <= len(self._targets):
                self.target_chosen.emit(self._targets[int(text) - 1])
        elif text.isalpha():
            self.open_palette(text)
        else:
            super().keyPressEvent(event)

    def _add_chip(self, key: str, text: str, colour: str) -> None:
        chip = QWidget()
        line = QHBoxLayout(chip)
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(6)
        line.addWidget(text_label(key, "row") if "…" in key else KeyCap(key))
        if colour:
            picture = QLabel()
            picture.setPixmap(swatch(colour, SWATCH).pixmap(SWATCH, SWATCH))
            line.addWidget(picture)
        words = text_label(text, "row", "" if colour else "second")
        words.setWordWrap(False)
        line.addWidget(words)
        self._chips.append(chip)
        self._offered.addWidget(chip)

    def _lay_out(self) -> None:
        later = button(self.tr("Go on later"))
        later.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        later.clicked.connect(self.ended)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title, 1)
        top.addWidget(later, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 14, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._now)
        layout.addLayout(self._offered)
