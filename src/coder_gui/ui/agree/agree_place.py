"""The Agree place: do two coders, or more, see the same?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coder_gui.domain.agreement.comparison import Comparison
from coder_gui.domain.agreement.intervals import AlphaIntervals, PairIntervals
from coder_gui.domain.agreement.reading_scales import KRIPPENDORFF, ReadingScale
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.changes import Changes
from coder_gui.domain.counted import counted
from coder_gui.ui.agree import pair_study
from coder_gui.ui.agree.beside import Latest, intervals_of
from coder_gui.ui.agree.compared_transcripts import compared
from coder_gui.ui.agree.empty_page import EmptyPage
from coder_gui.ui.agree.figures import Summary, summarise
from coder_gui.ui.agree.pair_reading import PairReading
from coder_gui.ui.agree.pair_study import PairStudy
from coder_gui.ui.agree.reading_pane import ReadingPane
from coder_gui.ui.agree.scope_bar import CHOOSE, ScopeBar, Text
from coder_gui.ui.agree.several import TranscriptChoice
from coder_gui.ui.agree.table_columns import Column, Order
from coder_gui.ui.agree.upper_half import UpperHalf
from coder_gui.ui.finding.scope import Where
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.empty_state import EmptyState
from coder_gui.ui.widgets.text_label import divider

RELEVANT = (
    "assignment",
    "code",
    "coder",
    "participant",
    "participant_group",
    "segment",
    "speaker",
    "study",
    "text_block",
    "transcript",
    "turn",
)


class AgreePlace(QWidget):
    """Scope above, figures by code below it, and under them the text with two margins.

    Everything is computed when it is looked at: a change elsewhere only marks it as outdated.
    """

    facts_changed = Signal(str)
    """Facts of the place for the status bar."""
    export_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.study: PairStudy | None = None
        self.intervals: tuple[PairIntervals, AlphaIntervals] | None = None
        self.reading_scale: ReadingScale = KRIPPENDORFF
        self._scope: Scope | None = None
        self._where = Where()
        self._optional: tuple[Column, ...] = ()
        self._figures_asked: bool | None = None
        self._outdated = True
        self._reopen = False
        self._summary: Summary | None = None
        self.computing, self.drawing = Latest(self), Latest(self)
        self.scope = ScopeBar()
        self.upper = UpperHalf()
        self.table = self.upper.table
        self.reading = ReadingPane()
        self.walking = PairReading(session, self.reading, self)
        self.empty = EmptyPage()
        self.too_few, self.nothing_common = self.empty.too_few, self.empty.nothing_common
        self.scope.show_scale(self.reading_scale)
        self._lay_out()
        self._connect()

    # The project -----------------------------------------------------------------------------

    def show_project(self) -> None:
        """Start anew with the project that was just opened."""
        self._stop()
        self._scope, self._where, self._figures_asked = None, Where(), None
        self.study = None
        self.walking.forget()
        self.upper.forget()
        self._set_outdated()

    def forget_project(self) -> None:
        """Let go of everything that belongs to the project that closes."""
        self._stop()
        self.study = None
        self._outdated = True
        self.walking.forget()
        self.reading.view.show_transcript(None, ())

    def take_up(self, changes: Changes) -> None:
        """Compare anew where a step touched what is compared, as soon as it is looked at."""
        if changes.touch(*RELEVANT):
            if changes.touch("text_block", "transcript", "turn", "speaker", "participant"):
                self._reopen = True
            self._set_outdated()

    def coder_changed(self) -> None:
        """Who is at work changes nothing here: the pair is chosen in the scope bar."""

    def shows_figures(self) -> bool:
        """Whether scores are shown; in a reflexive study only when they were asked for."""
        if self._figures_asked is not None:
            return self._figures_asked
        return not self._is_reflexive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated and self._session.is_open:
            self._refresh()

    def _is_reflexive(self) -> bool:
        return self._session.project.study().method == "reflexive"

    def _set_outdated(self) -> None:
        self._outdated = True
        self._stop()
        if self.isVisible():
            self._refresh()

    def _stop(self) -> None:
        """End what is computed beside the window, and forget what it found."""
        self.computing.stop()
        self.drawing.stop()
        self.intervals = None

    def _refresh(self) -> None:
        self._outdated = False
        coders = self._session.project.coders()
        self.scope.setVisible(len(coders) > 1)
        self._line.setVisible(len(coders) > 1)
        if len(coders) < 2:
            self.study = None
            self._show_page(self.too_few)
            return
        known = {coder.id for coder in coders}
        if self._scope is None or not known.issuperset(self._scope.coders):
            self._scope = Scope(self._first_pair([coder.id for coder in coders]))
        self.scope.show_coders(coders, self._scope.coders)
        self._compare()

    def _first_pair(self, coders: list[int]) -> tuple[int, int]:
        """The two with the most transcripts in common; of equals the first."""
        assigned: dict[int, set[int]] = {coder: set() for coder in coders}
        for each in self._session.project.assignments():
            assigned[each.coder_id].add(each.transcript_id)
        return max(
            combinations(coders, 2), key=lambda two: len(assigned[two[0]] & assigned[two[1]])
        )

    # Comparing -------------------------------------------------------------------------------

    def _compare(self) -> None:
        assert self._scope is not None
        self._stop()
        project = self._session.project
        book = project.codebook()
        if self._scope.branch is not None and self._scope.branch not in book:
            self._scope = replace(self._scope, branch=None)
        narrowed = compared(project, self._scope.pair, self._where)
        self._where = narrowed.where
        self._scope = replace(self._scope, transcripts=narrowed.transcripts)
        self.scope.show_where(narrowed.where, narrowed.groups)
        self.study = study = PairStudy(project, self._scope)
        figures, comparable = self.shows_figures(), bool(study.transcripts)
        narrow = self._where != Where()
        self.scope.show_mode(figures, self._is_reflexive(), comparable, narrow)
        self.scope.show_scope(self._scope)
        self.scope.show_branches(book, self._scope.branch)
        self.scope.show_order(self.table.order(), self._optional)
        if not comparable:
            self._show_page(self.nothing_common)
            self.facts_changed.emit("")
            return
        self._show_page(None)
        self.upper.setVisible(figures)
        self.setFocusProxy(self.upper if figures else self.reading.view)
        if figures:
            self._show_figures(study)
        self.walking.show_study(study, self._reopen)
        self._reopen = False

    def _show_figures(self, study: PairStudy) -> None:
        """Fill the table; what is not shown is not computed, and what is long not waited for."""
        prepared = self._session.project.comparison_of(study.scope)
        is_large = prepared.size > pair_study.LARGE
        self.upper.setEnabled(not is_large)

        def take(comparison: Comparison) -> None:
            vars(study)["comparison"] = comparison
            self.upper.setEnabled(True)
            self._fill(study)

        if is_large:
            self.computing.begin(lambda _progress: prepared.make(), take)
        else:
            take(prepared.make())

    def _fill(self, study: PairStudy) -> None:
        comparison = study.comparison
        lines = study.lines()
        self._summary = summarise(
            study.pair.pooled_kappa, comparison.alpha_all, lines, self.reading_scale
        )
        self.upper.show_study(study, self.walking.code)
        self.scope.summary.show_views(self.upper.view, len(study.scope.coders) > 2)
        self.scope.summary.show_cautions_of(study.cautions)
        self._say_summary()
        if comparison.counted:
            self.drawing.begin(
                lambda progress: intervals_of(comparison, progress), self._take_intervals
            )

    def comparison(self) -> Comparison | None:
        """What the figures show; None while there are none, or they are still computed."""
        shown = self.isVisible() and self.study is not None and self.splitter.isVisible()
        if not shown or not self.shows_figures() or self.computing.is_running:
            return None
        return self.study.comparison if self.study is not None else None

    def _take_intervals(self, found: tuple[PairIntervals, AlphaIntervals]) -> None:
        self.intervals = found
        assert self.study is not None
        of_pair = len(self.study.scope.coders) == 2
        self.table.show_intervals(found[0].alpha if of_pair else found[1].alpha)
        self._say_summary()

    def _say_summary(self) -> None:
        if self._summary is not None:
            pair, over_all = self.intervals or (None, None)
            self.scope.summary.show_summary(
                self._summary,
                self.reading_scale,
                pair.pooled_kappa if pair else None,
                over_all.pooled_alpha if over_all else None,
            )

    # Scope -----------------------------------------------------------------------------------

    def _choose_where(self, where: Where | str) -> None:
        if where == CHOOSE:
            assert self._scope is not None
            everything = PairStudy(self._session.project, replace(self._scope, transcripts=None))
            ticked = self.study.transcripts if self.study is not None else ()
            dialog = TranscriptChoice([*everything.names.items()], ticked, self)
            dialog.chosen.connect(lambda ids: self._choose_where(Where(chosen=ids)))
            dialog.open()
        elif isinstance(where, Where):
            self._where = where
        self._compare()

    def _choose_coder(self, place: int, coder_id: int) -> None:
        """Put a coder in a place; who was there before changes places with them if need be."""
        assert self._scope is not None
        coders = list(self._scope.coders)
        if coder_id in coders:
            other = coders.index(coder_id)
            coders[place], coders[other] = coders[other], coders[place]
        else:
            coders[place] = coder_id
        self._set_coders(tuple(coders))

    def _set_coders(self, coders: tuple[int, ...]) -> None:
        assert self._scope is not None
        self._scope = replace(self._scope, coders=coders)
        self._refresh()

    def _choose_pair(self, pair: tuple[int, int]) -> None:
        """Read two of the coders that are compared."""
        assert self._scope is not None
        self._set_coders((*pair, *(each for each in self._scope.coders if each not in pair)))

    def _set(self, **changed: Any) -> None:
        assert self._scope is not None
        self._scope = replace(self._scope, **changed)
        self._compare()

    def _set_order(self, order: Order) -> None:
        self.table.set_order(order)
        self.scope.show_order(order, self._optional)

    def _set_columns(self, columns: tuple[Column, ...]) -> None:
        self._optional = columns
        self.table.set_optional(columns)
        self.scope.show_order(self.table.order(), columns)

    def _set_scale(self, scale: ReadingScale) -> None:
        self.reading_scale = scale
        self.scope.show_scale(scale)
        self.table.set_scale(scale)
        if self.study is not None and self._summary is not None:
            found = self._summary
            lines = self.study.lines()
            self._summary = summarise(found.pooled, found.alpha, lines, scale)
            self._say_summary()

    def show_figures(self, wanted: bool = True) -> None:
        """Show agreement figures, or read side by side without them, until the project closes."""
        self._figures_asked = wanted
        self._compare()

    # Reading ---------------------------------------------------------------------------------

    def _choose_code(self, code_id: int | None) -> None:
        if self.study is not None:
            self.walking.choose_code(code_id)

    def _tell_place(self) -> None:
        """Say what the menus of transcripts and codes hold, and the status bar's facts."""
        study, walking = self.study, self.walking
        if study is None:
            return
        disputed = walking.disputed()
        if walking.code is None and walking.cell is None:
            disputed = Counter()
        texts = []
        for transcript_id, name in study.names.items():
            number = disputed[transcript_id]
            note = self.tr("%1 in dispute").replace("%1", f"{number:,}") if number else ""
            texts.append(Text(transcript_id, name, note))
        self.scope.show_texts(texts, walking.transcript)
        if not self.shows_figures():
            book = study.book
            listed = [("    " * len(book.ancestors(c)) + book[c].name, c) for c in study.used_codes]
            self.scope.show_codes(listed, walking.code)
        common = counted(len(study.transcripts), "transcript")
        if walking.code is None and walking.cell is None:
            words = self.tr("%1 in common").replace("%1", common)
        else:
            words = self.tr("%1 in %2").replace("%1", counted(len(walking.walk), "disagreement"))
            words = words.replace("%2", counted(len(disputed), "transcript"))
        self.facts_changed.emit(words)

    # Layout ----------------------------------------------------------------------------------

    def _show_page(self, card: EmptyState | None) -> None:
        self.empty.show_card(card)
        self.splitter.setVisible(card is None)

    def _connect(self) -> None:
        scope, upper, walking = self.scope, self.upper, self.walking
        scope.a_chosen.connect(lambda coder: self._choose_coder(0, coder))
        scope.b_chosen.connect(lambda coder: self._choose_coder(1, coder))
        scope.others_chosen.connect(lambda ids: self._set_coders((*self._scope.pair, *ids)))
        scope.where_chosen.connect(self._choose_where)
        scope.branch_chosen.connect(lambda code: self._set(branch=code))
        scope.unit_chosen.connect(lambda unit: self._set(unit=unit))
        scope.rolled_up_chosen.connect(lambda on: self._set(rolled_up=on))
        scope.interviewer_chosen.connect(lambda on: self._set(interviewer_turns=on))
        scope.transcript_chosen.connect(walking.open_transcript)
        scope.order_chosen.connect(self._set_order)
        scope.columns_chosen.connect(self._set_columns)
        scope.code_chosen.connect(self._choose_code)
        scope.figures_wanted.connect(self.show_figures)
        scope.export_wanted.connect(self.export_wanted)
        scope.scale_chosen.connect(self._set_scale)
        scope.summary.view_chosen.connect(upper.show_view)
        upper.table.code_chosen.connect(self._choose_code)
        upper.table.transcript_chosen.connect(walking.choose_code)
        upper.table.order_changed.connect(self._set_order)
        upper.confusion.map.cell_chosen.connect(walking.choose_cell)
        upper.pairs.pair_chosen.connect(self._choose_pair)
        walking.told.connect(self._tell_place)
        for key, step in (("N", 1), ("P", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: walking.step(step))

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.upper)
        self.splitter.addWidget(self.reading)
        self.splitter.setSizes([100, 140])
        self.upper.setMinimumHeight(120)
        self.reading.setMinimumHeight(160)
        self._line = divider()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scope)
        layout.addWidget(self._line)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.splitter, 1)
