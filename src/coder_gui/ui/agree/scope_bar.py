"""What is compared, always above the figures: coders, texts, codes, unit, turns, order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder_gui.domain.model import Coder
from coder_gui.ui.agree.figures import Summary
from coder_gui.ui.agree.table_columns import Order, order_name, order_names
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.style import ROOM
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, emphasised, text_label

PADDING = 16
CHIP_GAP = 8 - 2 * ROOM + 2


@dataclass(frozen=True, slots=True)
class Text:
    """A transcript that both coders are assigned, as the menu lists it."""

    id: int
    name: str
    note: str = ""


class ScopeBar(QWidget):
    """Chips with menus, and a second line with the comparison in one look."""

    a_chosen = Signal(int)
    b_chosen = Signal(int)
    transcript_chosen = Signal(int)
    rolled_up_chosen = Signal(bool)
    interviewer_chosen = Signal(bool)
    code_chosen = Signal(object)
    """Id of a code, or None for all."""
    order_chosen = Signal(object)
    figures_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.a = Chip("A", "")
        self.b = Chip("B", "")
        self.texts = Chip(self.tr("Texts"), "")
        self.codes = Chip(self.tr("Codes"), "")
        self.turns = Chip(self.tr("Interviewer turns"), "")
        self.code = Chip(self.tr("Show"), "")
        self.order = Chip(self.tr("Order"), "")
        self._unit = _fact(self.tr("Unit"), self.tr("characters"))
        self._pooled, self._below, self._left_out = _label(), _label(), _label()
        self._scale = text_label(self.tr("Reading scale: Krippendorff"), "row", "second")
        self._scale.setWordWrap(False)
        self._reading = text_label(
            self.tr(
                "Reading side by side. This study’s method is reflexive: no figures are shown."
            ),
            "row",
            "second",
        )
        self.show_figures = button(self.tr("Show agreement figures"))
        self.hide_figures = button(self.tr("Hide the figures"), "link")
        self.show_figures.clicked.connect(lambda: self.figures_wanted.emit(True))
        self.hide_figures.clicked.connect(lambda: self.figures_wanted.emit(False))
        self._lay_out()

    def show_coders(self, coders: Sequence[Coder], a: int, b: int) -> None:
        """Show who is compared; choosing the other one's name swaps the two."""
        names = [(coder.name, coder.id) for coder in coders]
        offer(self.a, names, a, self.a_chosen.emit)
        offer(self.b, names, b, self.b_chosen.emit)

    def show_texts(self, texts: Sequence[Text], shown: int | None) -> None:
        """List the common transcripts; the one that is read is ticked."""
        listed = [(f"{text.name}\t{text.note}".rstrip("\t"), text.id) for text in texts]
        offer(self.texts, listed, shown, self.transcript_chosen.emit)
        value = self.tr("%1 double-coded").replace("%1", f"{len(texts):,}")
        self.texts.set_value(value)

    def show_codes(self, codes: Sequence[tuple[str, int]], chosen: int | None) -> None:
        """List codes by name where there is no table to choose one in."""
        listed: list[tuple[str, int | None]] = [(self.tr("all codes"), None), *codes]
        offer(self.code, listed, chosen, self.code_chosen.emit)
        if chosen is not None:
            # The whole name stands above the text.
            self.code.set_value(self.tr("one code"))

    def show_scope(self, rolled_up: bool, interviewer_turns: bool, order: Order) -> None:
        """Show how codes and turns are counted, and the order of the lines."""
        levels = [(self.tr("as coded"), False), (self.tr("rolled up to themes"), True)]
        offer(self.codes, levels, rolled_up, self.rolled_up_chosen.emit)
        turns = [(self.tr("counted"), True), (self.tr("left out"), False)]
        offer(self.turns, turns, interviewer_turns, self.interviewer_chosen.emit)
        orders = [(name, each) for each, name in order_names().items()]
        offer(self.order, orders, order, self.order_chosen.emit)
        self.order.set_value(order_name(order))

    def show_summary(self, summary: Summary) -> None:
        """Say the comparison in one line."""
        self._pooled.setText(emphasised(self.tr("Pooled κ") + " ", summary.pooled))
        of = self.tr("%1 of %2").replace("%1", f"{summary.below:,}")
        of = of.replace("%2", f"{summary.scored:,}")
        self._below.setText(emphasised(self.tr("Codes with α below .667") + " ", of))
        number, _gap, reasons = summary.not_scored_text.partition(" ")
        self._left_out.setText(emphasised(self.tr("Not scored") + " ", number, f" {reasons}"))

    def show_mode(self, figures: bool, reflexive: bool, comparable: bool) -> None:
        """Show what belongs to figures, or what belongs to reading side by side."""
        for widget in (self.codes, self._unit, self.turns, self.order, self._numbers, self._scale):
            widget.setVisible(figures and comparable)
        self.texts.setVisible(comparable)
        self.code.setVisible(comparable and not figures)
        self.hide_figures.setVisible(figures and reflexive and comparable)
        self._reading_line.setVisible(comparable and not figures)
        self._second.setVisible(comparable)

    def _lay_out(self) -> None:
        chips = WrappingRow(CHIP_GAP, 0)
        title = text_label(self.tr("Two coders"), "title")
        title.setWordWrap(False)
        title.setContentsMargins(0, 0, 12, 0)
        for widget in (title, self.a, self.b, self.texts, self.code, self.codes):
            chips.addWidget(widget)
        for widget in (self._unit, self.turns, self.order):
            chips.addWidget(widget)
        self._numbers = QWidget()
        numbers = WrappingRow(26, 4, self._numbers)
        for label in (self._pooled, self._below, self._left_out):
            numbers.addWidget(label)
        self._reading_line = QWidget()
        reading = QHBoxLayout(self._reading_line)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.addWidget(self._reading, 1)
        reading.addWidget(self.show_figures)
        self._second = QWidget()
        second = QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(16)
        second.addWidget(self._numbers, 1)
        second.addWidget(self._reading_line, 1)
        second.addWidget(self.hide_figures)
        second.addWidget(self._scale, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, 8, PADDING, 10)
        layout.setSpacing(6)
        layout.addLayout(chips)
        layout.addWidget(self._second)


def _label() -> QLabel:
    label = text_label("", "row", "second")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(False)
    return label


def _fact(key: str, value: str) -> QLabel:
    """Looks like what stands in a chip, and offers nothing."""
    label = _label()
    label.setText(emphasised(f"{key} ", value))
    label.setContentsMargins(6, 0, 10, 0)
    return label
