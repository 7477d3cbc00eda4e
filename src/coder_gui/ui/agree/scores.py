"""The figures of a comparison: computed, summed up, and shown with their intervals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from coder_gui.domain.agreement.comparison import Comparison
from coder_gui.domain.agreement.intervals import AlphaIntervals, PairIntervals
from coder_gui.domain.agreement.reading_scales import KRIPPENDORFF, ReadingScale
from coder_gui.ui.agree import pair_study
from coder_gui.ui.agree.beside import Latest, intervals_of
from coder_gui.ui.agree.figures import Summary, summarise
from coder_gui.ui.agree.pair_study import PairStudy
from coder_gui.ui.agree.scope_bar import ScopeBar
from coder_gui.ui.agree.table_columns import Column, Order
from coder_gui.ui.agree.upper_half import UpperHalf
from coder_gui.ui.session import Session


class Scores(QObject):
    """Fills the upper half and the summary; what is long is computed beside the window."""

    def __init__(
        self,
        session: Session,
        bar: ScopeBar,
        upper: UpperHalf,
        code: Callable[[], int | None],
        parent: QObject | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            code: Tells which code is looked at.
        """
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._upper = upper
        self._code = code
        self._study: PairStudy | None = None
        self._summary: Summary | None = None
        self._optional: tuple[Column, ...] = ()
        self.scale: ReadingScale = KRIPPENDORFF
        self.intervals: tuple[PairIntervals, AlphaIntervals] | None = None
        self.computing, self.drawing = Latest(self), Latest(self)
        bar.show_scale(self.scale)
        bar.order_chosen.connect(self._set_order)
        bar.columns_chosen.connect(self._set_columns)
        bar.scale_chosen.connect(self._set_scale)
        bar.summary.view_chosen.connect(upper.show_view)
        upper.table.order_changed.connect(self._set_order)

    def stop(self) -> None:
        """End what is computed beside the window, and forget what it found."""
        self.computing.stop()
        self.drawing.stop()
        self.intervals = None

    def show_order(self) -> None:
        """Say in the bar how the table is ordered and which columns it has."""
        self._bar.show_order(self._upper.table.order(), self._optional)

    def show_study(self, study: PairStudy) -> None:
        """Fill the table; what is not shown is not computed, and what is long not waited for."""
        self._study = study
        prepared = self._session.project.comparison_of(study.scope)
        is_large = prepared.size > pair_study.LARGE
        self._upper.setEnabled(not is_large)

        def take(comparison: Comparison) -> None:
            vars(study)["comparison"] = comparison
            self._upper.setEnabled(True)
            self._fill(study)

        if is_large:
            self.computing.begin(lambda _progress: prepared.make(), take)
        else:
            take(prepared.make())

    def _fill(self, study: PairStudy) -> None:
        comparison = study.comparison
        lines = study.lines()
        self._summary = summarise(study.pair.pooled_kappa, comparison.alpha_all, lines, self.scale)
        self._upper.show_study(study, self._code())
        self._bar.summary.show_views(self._upper.view, len(study.scope.coders) > 2)
        self._bar.summary.show_cautions_of(study.cautions)
        self.show_settled()
        self._say_summary()
        if comparison.counted:
            self.drawing.begin(
                lambda progress: intervals_of(comparison, progress), self._take_intervals
            )

    def show_settled(self) -> None:
        """Say how much is settled, and that this is not what the figures are of."""
        study = self._study
        if study is None:
            return
        opened = self._session.project.opened(study.coders)
        has_consensus = opened is not None and opened.consensus_id is not None
        self._bar.summary.before_settling.setVisible(has_consensus)
        if Column.SETTLED in self._optional and "components" in vars(study):
            found = study.settled_by_code.items()
            of = {code_id: f"{settled:,} of {number:,}" for code_id, (settled, number) in found}
            self._upper.table.show_settled(of)

    def _take_intervals(self, found: tuple[PairIntervals, AlphaIntervals]) -> None:
        self.intervals = found
        assert self._study is not None
        of_pair = len(self._study.scope.coders) == 2
        self._upper.table.show_intervals(found[0].alpha if of_pair else found[1].alpha)
        self._say_summary()

    def _say_summary(self) -> None:
        if self._summary is not None:
            pair, over_all = self.intervals or (None, None)
            self._bar.summary.show_summary(
                self._summary,
                self.scale,
                pair.pooled_kappa if pair else None,
                over_all.pooled_alpha if over_all else None,
            )

    def _set_order(self, order: Order) -> None:
        self._upper.table.set_order(order)
        self.show_order()

    def _set_columns(self, columns: tuple[Column, ...]) -> None:
        self._optional = columns
        self._upper.table.set_optional(columns)
        self.show_settled()
        self.show_order()

    def _set_scale(self, scale: ReadingScale) -> None:
        self.scale = scale
        self._bar.show_scale(scale)
        self._upper.table.set_scale(scale)
        if self._study is not None and self._summary is not None:
            found = self._summary
            self._summary = summarise(found.pooled, found.alpha, self._study.lines(), scale)
            self._say_summary()
