"""What settles the difference that the walk has reached: the choices, and what each would yield."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.settling import SettlingChoice, State
from coder_gui.ui.agree.choice_button import ChoiceButton
from coder_gui.ui.agree.settle_words import KEYS, TAKEN, choice_names, progress_in_words
from coder_gui.ui.agree.state_chip import StateChip
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.text_label import button, divider, text_label

WIDTH, LEAST_WIDTH = 366, 300
PADDING = 16


@dataclass(frozen=True)
class Shown:
    """What the panel says of the passage at hand.

    Args:
        head: The kind of the difference; empty where no passage is at hand.
        about: How much is shared, and of which code it is.
        yields: By choice, how many words would go in, in words.
        made: What was decided.
        before: What was decided, by whom and when, in a sentence.
        note: The note of the decision, or what was typed for it.
        refusal: Why nothing can be settled.
        editing: Whether the ends are edited now.
    """

    head: str = ""
    about: str = ""
    yields: Mapping[SettlingChoice, str] = field(default_factory=dict)
    made: SettlingChoice | None = None
    before: str = ""
    note: str = ""
    refusal: str = ""
    editing: bool = False


class NoteField(QLineEdit):
    """A note that goes with the decision; Enter and Esc give the keys back to the words."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SettlePanel(QWidget):
    """Shows where the walk is, what it has reached, and what can be decided about it."""

    chosen = Signal(str)
    """A `SettlingChoice`."""
    taken_back = Signal()
    note_left = Signal(str)
    """The note, when the field is left."""
    left = Signal()
    """The words shall have the keys again."""
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Settling"))
        self.holds_walk = False
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Settled so far"))
        self.progress.setTextVisible(False)
        self.counts = text_label("", "row", "second")
        self.head = text_label("", "strong")
        self.about = text_label("", "row", "second")
        self.states = StateChip()
        self.several = Chip("", self.tr("Several at once…"))
        self.several.setMenu(QMenu(self.several))
        self.choices: dict[SettlingChoice, ChoiceButton] = {}
        self.note = NoteField()
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note on the decision"))
        self.before = text_label("", "row", "second")
        self.take_back = button(self.tr("Take it back"), "link")
        self.done = text_label("", "row")
        self.export = button(self.tr("Export with method text…"))
        self.foot = text_label("", "row", "second")
        self._lay_out()
        self.take_back.clicked.connect(self.taken_back)
        self.export.clicked.connect(self.export_wanted)
        self.note.left.connect(self.left)
        self.note.editingFinished.connect(lambda: self.note_left.emit(self.note.text()))
        self.show_states({}, "")
        self.show_passage(Shown())

    def hold_walk(self, walk: QWidget, kinds: QWidget) -> None:
        """Take the walk and the chip of its kinds in."""
        self.holds_walk = True
        hidden = kinds.isHidden()
        self._top.addWidget(walk)
        walk.show()
        self._kind_line.addWidget(kinds)
        kinds.setHidden(hidden)

    def show_states(self, states: Mapping[State, int], done: str) -> None:
        """Say how much is settled.

        Args:
            done: What is to be said when nothing is left to decide; empty before.
        """
        total = sum(states.values())
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(states.get("settled", 0))
        self.counts.setText(progress_in_words(states))
        self.progress.setVisible(bool(total))
        self.counts.setVisible(bool(total))
        self.done.setText(done)
        self.done.setVisible(bool(done))
        self.export.setVisible(bool(done))

    def show_passage(self, shown: Shown) -> None:
        """Show what can be decided about the passage at hand."""
        may = bool(shown.head) and not shown.refusal
        self.head.setText(shown.head)
        self.about.setText(shown.refusal or shown.about)
        self.about.setVisible(bool(self.about.text()))
        names = choice_names()
        for choice, row in self.choices.items():
            row.show_choice(shown.yields.get(choice, ""), shown.made == choice)
            row.setEnabled(may and (choice == "edited" or not shown.editing))
        taking = shown.editing
        words = self.tr("Take these ends") if taking else names["edited"]
        self.choices["edited"].rename(words, self.tr("Enter") if taking else KEYS["edited"])
        # What is being typed stays while the same passage is shown.
        if self.note.text() != shown.note and not self.note.isModified():
            self.note.setText(shown.note)
        if not self.note.hasFocus():
            self.note.setCursorPosition(0)
        self.note.setToolTip(shown.note)
        self.note.setEnabled(may)
        self.before.setText(shown.before)
        was_decided = bool(shown.before) and may
        self.before.setVisible(was_decided)
        leave, take_back = self.tr("Leave the ends (Esc)"), self.tr("Take it back")
        self.take_back.setText(leave if shown.editing else take_back)
        self.take_back.setVisible(was_decided or shown.editing)
        self.foot.setVisible(may)
        self._card.setVisible(may)
        self._last.setVisible(may)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, 110)

    def stand_under(self, under: bool) -> None:
        """Stand under the words, with the choices beside what is decided; or beside the words."""
        across = QBoxLayout.Direction.LeftToRight
        self._body.setDirection(across if under else QBoxLayout.Direction.TopToBottom)
        for place, share in enumerate((2, 3)):
            self._body.setStretch(place, share if under else 0)
        self._body.setStretch(2, 0 if under else 1)
        self._arrange(columns=2 if under else 1)

    def _arrange(self, columns: int) -> None:
        """Put the choices into rows; in two columns all of them are seen in a low window."""
        for column in (0, 1):
            self._rows.setColumnStretch(column, int(column < columns))
        for place, choice in enumerate((*TAKEN, "edited")):
            row = self.choices[choice]
            row.set_line_above(place >= columns)
            self._rows.addWidget(row, place // columns, place % columns)

    # Layout ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._top = QVBoxLayout()
        self._top.setContentsMargins(PADDING - 4, 6, PADDING - 4, 6)
        inner = QWidget()
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom, inner)
        self._body.setContentsMargins(PADDING, 8, PADDING, 10)
        self._body.setSpacing(8)
        self._body.addLayout(self._about_part())
        self._body.addLayout(self._choice_part())
        self._body.addStretch(1)
        scrolled = QScrollArea()
        scrolled.setWidget(inner)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.setProperty("kind", "panel")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._top)
        layout.addWidget(divider())
        layout.addWidget(scrolled, 1)

    def _about_part(self) -> QVBoxLayout:
        part = QVBoxLayout()
        part.setSpacing(4)
        part.addWidget(self.progress)
        state_line = QHBoxLayout()
        state_line.addWidget(self.counts, 1)
        state_line.addWidget(self.states)
        part.addLayout(state_line)
        part.addWidget(self.done)
        part.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeading)
        self._kind_line = QHBoxLayout()
        self._kind_line.addWidget(self.head, 1)
        part.addLayout(self._kind_line)
        part.addWidget(self.about)
        part.addStretch(1)
        return part

    def _choice_part(self) -> QVBoxLayout:
        names = choice_names()
        self._card = QFrame()
        self._card.setProperty("kind", "choices")
        self._rows = QGridLayout(self._card)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
        for choice in (*TAKEN, "edited"):
            self._choice(choice, names[choice])
        self._arrange(columns=1)
        self._last = QWidget()
        last = QHBoxLayout(self._last)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(8)
        for choice in ("dropped", "deferred"):
            last.addWidget(self._choice(choice, names[choice], framed=True))
        last.addWidget(self.note, 1)
        part = QVBoxLayout()
        part.setSpacing(8)
        for widget in (self._card, self._last, self.before):
            part.addWidget(widget)
        part.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignLeading)
        part.addWidget(self.foot)
        part.addWidget(self.several, 0, Qt.AlignmentFlag.AlignLeading)
        part.addStretch(1)
        return part

    def _choice(self, choice: SettlingChoice, name: str, framed: bool = False) -> ChoiceButton:
        made = ChoiceButton(KEYS[choice], name, framed)
        made.clicked.connect(lambda: self.chosen.emit(choice))
        self.choices[choice] = made
        return made
