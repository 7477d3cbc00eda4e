"""What is compared, always above the figures: coders, texts, codes, unit, turns, order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coder_gui.domain.agreement.reading_scales import SCALES, ReadingScale
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.agreement.units import Unit
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Coder
from coder_gui.ui.agree.several import offer_several
from coder_gui.ui.agree.summary_line import SummaryLine
from coder_gui.ui.agree.table_columns import (
    OPTIONAL,
    Column,
    Order,
    full_heads,
    order_name,
    order_names,
)
from coder_gui.ui.agree.unit_words import UNITS, unit_name
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.finding.scope import Where
from coder_gui.ui.style import ROOM
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, text_label

PADDING = 16
CHIP_GAP = 8 - 2 * ROOM + 2
CHOOSE = "choose"
"""Stands for the choice that opens the list of transcripts."""


@dataclass(frozen=True, slots=True)
class Text:
    """A transcript that both coders are assigned, as the menu lists it."""

    id: int
    name: str
    note: str = ""


class ScopeBar(QWidget):
    """Chips with menus, and below them the comparison in one look."""

    a_chosen = Signal(int)
    b_chosen = Signal(int)
    others_chosen = Signal(tuple)
    """Ids of coders beside A and B."""
    where_chosen = Signal(object)
    """A `Where`, or `CHOOSE`."""
    branch_chosen = Signal(object)
    """Id of a theme, or None for all codes."""
    unit_chosen = Signal(object)
    transcript_chosen = Signal(int)
    rolled_up_chosen = Signal(bool)
    interviewer_chosen = Signal(bool)
    code_chosen = Signal(object)
    """Id of a code, or None for all."""
    order_chosen = Signal(object)
    columns_chosen = Signal(tuple)
    scale_chosen = Signal(object)
    figures_wanted = Signal(bool)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.a = Chip("A", "")
        self.b = Chip("B", "")
        self.others = Chip(self.tr("And"), "")
        self.where = Chip(self.tr("Transcripts"), "")
        self.texts = Chip(self.tr("Read"), "")
        self.branch = Chip(self.tr("Theme"), "")
        self.codes = Chip(self.tr("Codes"), "")
        self.unit = Chip(self.tr("Unit"), "")
        self.turns = Chip(self.tr("Interviewer turns"), "")
        self.code = Chip(self.tr("Code"), "")
        self.order = Chip(self.tr("Order"), "")
        self.columns = Chip(self.tr("More columns"), "")
        self.scale = Chip(self.tr("Reading scale"), "")
        self.summary = SummaryLine()
        self._has_figures = False
        self._reading = text_label(
            self.tr(
                "Reading side by side. This study’s method is reflexive: no figures are shown."
            ),
            "row",
            "second",
        )
        self.export = button(self.tr("Export with method text…"))
        self.show_figures = button(self.tr("Show agreement figures"))
        self.hide_figures = button(self.tr("Hide the figures"), "link")
        self.show_figures.clicked.connect(lambda: self.figures_wanted.emit(True))
        self.hide_figures.clicked.connect(lambda: self.figures_wanted.emit(False))
        self.export.clicked.connect(self.export_wanted)
        self._lay_out()

    def show_coders(self, coders: Sequence[Coder], chosen: tuple[int, ...]) -> None:
        """Show who is compared; choosing the other one's name swaps the two."""
        names = [(coder.name, coder.id) for coder in coders]
        a, b, *others = chosen
        offer(self.a, names, a, self.a_chosen.emit)
        offer(self.b, names, b, self.b_chosen.emit)
        rest = [(name, each) for name, each in names if each not in (a, b)]
        self.others.setVisible(bool(rest))
        self._title.setText(
            self.tr("Two coders")
            if not others
            else self.tr("%1 coders").replace("%1", str(len(chosen)))
        )
        words = ", ".join(name for name, each in rest if each in others)
        offer_several(self.others, rest, others, self.others_chosen.emit)
        self.others.set_value(words or self.tr("nobody else"))

    def show_where(self, where: Where, groups: Sequence[tuple[str, int]]) -> None:
        """Offer the transcripts to be compared: all in common, those of a group, or some."""
        choices: list[tuple[str, object]] = [(self.tr("all in common"), Where())]
        choices += [(name, Where(group_id=group_id)) for name, group_id in groups]
        if where.chosen is not None:
            choices.append((counted(len(where.chosen), "transcript"), where))
        choices.append((self.tr("Choose transcripts…"), CHOOSE))
        offer(self.where, choices, where, self.where_chosen.emit)

    def show_branches(self, book: Codebook, branch: int | None) -> None:
        """Offer all codes, or those of one theme."""
        choices: list[tuple[str, object]] = [(self.tr("all"), None)]
        choices += [
            ("    " * depth + code.name, code.id)
            for code, depth in book.walk()
            if book.children(code.id)
        ]
        offer(self.branch, choices, branch, self.branch_chosen.emit)
        if branch is not None:
            self.branch.setToolTip(book.path(branch))
            self.branch.set_value(_short(book[branch].name))

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

    def show_scope(self, scope: Scope) -> None:
        """Show how codes and turns are counted, and in what unit."""
        levels = [(self.tr("as coded"), False), (self.tr("rolled up to themes"), True)]
        offer(self.codes, levels, scope.rolled_up, self.rolled_up_chosen.emit)
        turns = [(self.tr("counted"), True), (self.tr("left out"), False)]
        offer(self.turns, turns, scope.interviewer_turns, self.interviewer_chosen.emit)
        units: list[tuple[str, Unit]] = [(unit_name(unit), unit) for unit in UNITS]
        offer(self.unit, units, scope.unit, self.unit_chosen.emit)

    def show_order(self, order: Order, optional: Collection[Column]) -> None:
        """Show the order of the lines and which of the further columns are there."""
        orders = [(name, each) for each, name in order_names().items()]
        offer(self.order, orders, order, self.order_chosen.emit)
        self.order.set_value(order_name(order))
        names = full_heads("")
        listed = [(names[column], column) for column in OPTIONAL]
        offer_several(self.columns, listed, optional, self.columns_chosen.emit)
        shown = ", ".join(name for name, column in listed if column in optional)
        self.columns.set_value(shown or self.tr("none"))

    def show_scale(self, scale: ReadingScale) -> None:
        """Name the scale that words and marks are of."""
        offer(self.scale, [(each.name, each) for each in SCALES], scale, self.scale_chosen.emit)
        self.scale.setToolTip(scale.source)

    def show_mode(self, figures: bool, reflexive: bool, comparable: bool, narrowed: bool) -> None:
        """Show what belongs to figures, or what belongs to reading side by side."""
        self._has_figures = figures and comparable
        for widget in (self.codes, self.unit, self.export):
            widget.setVisible(self._has_figures)
        self.show_table(True)
        for chip in (self.texts, self.turns, self.branch):
            chip.setVisible(comparable)
        self.where.setVisible(comparable or narrowed)
        self.code.setVisible(comparable and not figures)
        self.hide_figures.setVisible(figures and reflexive and comparable)
        self._reading_line.setVisible(comparable and not figures)

    def show_table(self, shown: bool) -> None:
        """Show what belongs to the table itself, as long as there is one."""
        for widget in (self.order, self.columns, self.scale, self.summary):
            widget.setVisible(shown and self._has_figures)

    def _lay_out(self) -> None:
        chips = WrappingRow(CHIP_GAP, 0)
        self._title = text_label(self.tr("Two coders"), "title")
        self._title.setWordWrap(False)
        self._title.setContentsMargins(0, 0, 12, 0)
        shown: tuple[QWidget, ...] = (
            *(self._title, self.a, self.b, self.others, self.where, self.texts, self.code),
            *(self.branch, self.codes, self.unit, self.turns, self.order, self.columns),
            *(self.scale, self.export, self.hide_figures),
        )
        for widget in shown:
            chips.addWidget(widget)
        self._reading_line = QWidget()
        reading = QHBoxLayout(self._reading_line)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.addWidget(self._reading, 1)
        reading.addWidget(self.show_figures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, 8, PADDING, 8)
        layout.setSpacing(4)
        layout.addLayout(chips)
        layout.addWidget(self.summary)
        layout.addWidget(self._reading_line)


def _short(name: str) -> str:
    """The beginning of a name that would make a chip too wide."""
    return name if len(name) <= 28 else f"{name[:27].rstrip()}…"
