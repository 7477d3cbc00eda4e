"""The comparison in one look, and what a reader of its figures has to be told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from coder_gui.domain.agreement.intervals import Interval
from coder_gui.domain.agreement.reading_scales import ReadingScale
from coder_gui.domain.counted import counted
from coder_gui.ui.agree.figures import Summary, between, coefficient
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.widgets.segmented import SegmentedSwitch
from coder_gui.ui.widgets.text_label import button, emphasised, text_label

CAUTIONS_HEIGHT = 92
"""The figures must not be pushed out of a small window."""
VIEWS = ("codes", "pairs", "confusion")


class SummaryLine(QWidget):
    """Figures over all codes, the views, and cautions that open below."""

    view_chosen = Signal(object)
    """One of `VIEWS`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views = SegmentedSwitch(self.tr("View"))
        self._buttons: dict[str, QToolButton] = {
            "codes": self.views.add(self.tr("Codes"), "codes"),
            "pairs": self.views.add(self.tr("Pairs"), "pairs"),
            "confusion": self.views.add(self.tr("Confusion"), "confusion"),
        }
        self._pooled_name = self.tr("Pooled κ")
        self.views.chosen.connect(self.view_chosen)
        self._pooled, self._all, self._below, self._left_out = (_label() for _each in range(4))
        self.before_settling = text_label(
            self.tr("Figures from before any settling"), "row", "second"
        )
        self.before_settling.setWordWrap(False)
        self.show_cautions = button(self.tr("Cautions"), "link")
        self.show_cautions.setCheckable(True)
        self.show_cautions.toggled.connect(self._toggle)
        self._cautions = text_label("", "row", "second")
        self._cautions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._scrolled = QScrollArea()
        self._scrolled.setWidget(self._cautions)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scrolled.setMaximumHeight(CAUTIONS_HEIGHT)
        self._scrolled.setAccessibleName(self.tr("Cautions"))
        self._scrolled.viewport().setAutoFillBackground(False)
        self._cautions.setAutoFillBackground(False)
        self._scrolled.hide()
        self._lay_out()

    def show_views(self, view: str, pairs: bool) -> None:
        """Show which view is looked at; pairs are a view with three or more coders."""
        self._buttons["pairs"].setVisible(pairs)
        self._pooled_name = self.tr("Pooled κ, A and B") if pairs else self.tr("Pooled κ")
        self.views.choose(view)

    def show_summary(
        self,
        summary: Summary,
        scale: ReadingScale,
        pooled: Interval | None = None,
        alpha: Interval | None = None,
    ) -> None:
        """Say the comparison in one line; intervals come when they are ready."""
        found = coefficient(summary.pooled)
        self._pooled.setText(
            emphasised(f"{self._pooled_name} ", found, _in_brackets(between(pooled)))
        )
        words = _in_brackets(between(alpha))
        if summary.alpha is not None:
            words += f", “{scale.words(summary.alpha)}”"
        found = coefficient(summary.alpha)
        self._all.setText(emphasised(self.tr("α, all coders") + " ", found, words))
        of = self.tr("%1 of %2").replace("%1", f"{summary.below:,}")
        of = of.replace("%2", f"{summary.scored:,}")
        below = self.tr("Codes with α %1").replace("%1", scale.low)
        self._below.setText(emphasised(below + " ", of))
        number, _gap, reasons = summary.not_scored_text.partition(" ")
        self._left_out.setText(emphasised(self.tr("Not scored") + " ", number, f" {reasons}"))

    def show_cautions_of(self, sentences: Sequence[str]) -> None:
        """Offer sentences that belong to the figures."""
        self._cautions.setText("\n".join(sentences))
        words = self.tr("%1 about these figures").replace("%1", counted(len(sentences), "caution"))
        self.show_cautions.setText(words)
        self.show_cautions.setVisible(bool(sentences))
        self._toggle(self.show_cautions.isChecked())

    def cautions(self) -> list[str]:
        """What there is to be said."""
        return self._cautions.text().splitlines()

    def _toggle(self, wanted: bool) -> None:
        self._scrolled.setVisible(wanted and bool(self._cautions.text()))

    def _lay_out(self) -> None:
        holder = QWidget()
        numbers = WrappingRow(22, 4, holder)
        figures = (self._pooled, self._all, self._below, self._left_out)
        for widget in (*figures, self.before_settling, self.show_cautions):
            numbers.addWidget(widget)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(holder, 1)
        line.addWidget(self.views, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._scrolled)


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _label() -> QLabel:
    label = text_label("", "row", "second")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(False)
    return label
