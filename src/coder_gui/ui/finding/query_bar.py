"""What is looked for: a field, and how its words are meant."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from coder_gui.domain.errors import Refused
from coder_gui.domain.finding import Mode, Query, compiled
from coder_gui.domain.passages import is_unspaced
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.style import CONTROL_HEIGHT
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import text_label

LEAST = 2
"""Letters from which words are looked for while somebody types."""


class _Switch(QToolButton):
    """A word that is on or off."""

    def __init__(self, text: str, tip: str) -> None:
        super().__init__()
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "segment")
        self.setProperty("edge", "both")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + 14, CONTROL_HEIGHT - 4)


class QueryBar(QWidget):
    """Emits `changed` while somebody types; what is wrong is said below the field."""

    changed = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query("")
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(self.tr("Find in all transcripts"))
        self.field.setPlaceholderText(self.tr("Words to find in all transcripts"))
        self._mode = Chip(self.tr("Find"), "")
        self._whole = _Switch(self.tr("Whole words"), self.tr("“bus”, but not “buses”"))
        self._case = _Switch(self.tr("Case"), self.tr("Tell capital letters apart"))
        self._accents = _Switch(self.tr("Accents"), self.tr("Tell “e” and “é” apart"))
        self._trouble: QLabel = text_label("", "row", "error")
        self._trouble.hide()
        self.options = QWidget()
        self._lay_out()
        self.field.textChanged.connect(lambda text: self._change(words=text))
        self._whole.toggled.connect(lambda on: self._change(whole_words=on))
        self._case.toggled.connect(lambda on: self._change(match_case=on))
        self._accents.toggled.connect(lambda on: self._change(match_accents=on))
        self._offer_modes()

    def query(self) -> Query | None:
        """What is looked for; None for nothing, or for what makes no sense yet."""
        query = self._query
        words = query.words.strip()
        if not words or self._is_short(words):
            return None
        try:
            compiled(query)
        except Refused as error:
            self.say(error.sentence)
            return None
        return query

    def ask(self, words: str, *, whole_words: bool = False) -> None:
        """Look for these words, as if they had been typed."""
        self._query = Query(words, whole_words=whole_words)
        for widget, value in (
            (self._whole, whole_words),
            (self._case, False),
            (self._accents, False),
        ):
            blocked = widget.blockSignals(True)
            widget.setChecked(value)
            widget.blockSignals(blocked)
        blocked = self.field.blockSignals(True)
        self.field.setText(words)
        self.field.blockSignals(blocked)
        self._offer_modes()
        self._change()

    def say(self, trouble: str) -> None:
        """Say what is wrong with the words; nothing for nothing."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self.field.setProperty("invalid", bool(trouble))
        self.field.style().polish(self.field)

    def is_wrong(self) -> bool:
        """Whether something is wrong with the words."""
        return bool(self._trouble.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _is_short(self, words: str) -> bool:
        short = len(words) < LEAST and not self._query.whole_words
        return short and self._query.mode != "expression" and not is_unspaced(words[0])

    def _change(self, **fields: object) -> None:
        self._query = replace(self._query, **fields)  # type: ignore[arg-type]
        self.say("")
        self.changed.emit()

    def _set_mode(self, value: tuple[Mode, str]) -> None:
        mode, within = value
        self._change(mode=mode, within=within)
        self._offer_modes()
        self.field.setFocus()

    def _offer_modes(self) -> None:
        modes = [
            (self.tr("these words in a row"), ("phrase", "turn")),
            (self.tr("all words in one turn"), ("all", "turn")),
            (self.tr("all words in one paragraph"), ("all", "paragraph")),
            (self.tr("any of the words"), ("any", "turn")),
            (self.tr("a regular expression"), ("expression", "turn")),
        ]
        within = self._query.within if self._query.mode == "all" else "turn"
        offer(self._mode, modes, (self._query.mode, within), self._set_mode)

    def _lay_out(self) -> None:
        row = WrappingRow(6, 4, self.options)
        for widget in (self._mode, self._whole, self._case, self._accents):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self._trouble)
