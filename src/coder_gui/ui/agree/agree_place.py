"""The Agree place: do two coders, or more, see the same?"""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from coder_gui.domain.agreement.comparison import Comparison
from coder_gui.domain.changes import Changes
from coder_gui.domain.counted import counted
from coder_gui.domain.settling import LABELS
from coder_gui.domain.team import Pair
from coder_gui.ui.agree.blind_card import blind_pair
from coder_gui.ui.agree.empty_page import EmptyPage
from coder_gui.ui.agree.lower_half import LowerHalf, add_key
from coder_gui.ui.agree.pair_reading import PairReading
from coder_gui.ui.agree.pair_study import PairStudy
from coder_gui.ui.agree.reading_pane import ReadingPane
from coder_gui.ui.agree.scope_bar import ScopeBar, Text
from coder_gui.ui.agree.scope_choices import ScopeChoices
from coder_gui.ui.agree.scores import Scores
from coder_gui.ui.agree.settle_panel import SettlePanel
from coder_gui.ui.agree.settle_words import KEYS
from coder_gui.ui.agree.settling import Settling
from coder_gui.ui.agree.upper_half import UpperHalf
from coder_gui.ui.finding.scope import Where
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.text_label import divider

RELEVANT = (
    "assignment",
    "code",
    "coder",
    "comparison",
    "decision",
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
        self.setProperty("place", "agree")
        self._session = session
        self.study: PairStudy | None = None
        self._figures_asked: bool | None = None
        self._outdated = True
        self._reopen = False
        self.scope = ScopeBar()
        self.choices = ScopeChoices(session, self.scope, self)
        self.upper = UpperHalf()
        self.table = self.upper.table
        self.reading = ReadingPane()
        self.walking = PairReading(session, self.reading, self)
        self.scores = Scores(session, self.scope, self.upper, lambda: self.walking.code, self)
        self.panel = SettlePanel()
        self.settling = Settling(session, self.walking, self.reading, self.panel, self)
        self.lower_half = LowerHalf(self.reading, self.panel)
        self.empty = EmptyPage()
        self.too_few, self.nothing_common = self.empty.too_few, self.empty.nothing_common
        self._lay_out()
        self._connect()

    # The project -----------------------------------------------------------------------------

    def show_project(self) -> None:
        """Start anew with the project that was just opened."""
        self.scores.stop()
        self.choices.forget()
        self._figures_asked = None
        self.study = None
        self.walking.forget()
        self.settling.forget()
        self.upper.forget()
        self._set_outdated()

    def forget_project(self) -> None:
        """Let go of everything that belongs to the project that closes."""
        self.scores.stop()
        self.study = None
        self._outdated = True
        self.walking.forget()
        self.settling.forget()
        self.reading.view.show_transcript(None, ())

    def take_up(self, changes: Changes) -> None:
        """Compare anew where a step touched what is compared, as soon as it is looked at."""
        if self._is_settling(changes):
            if changes.touch("coder"):
                self.choices.choose_among(self._session.project.coders())
            self.settling.take_up(changes)
        elif changes.touch(*RELEVANT):
            if changes.touch("text_block", "transcript", "turn", "speaker", "participant"):
                self._reopen = True
            self._set_outdated()

    def _is_settling(self, changes: Changes) -> bool:
        """Whether a step only decided something, so that every figure stays as it is."""
        if changes.label not in LABELS or self._outdated or self.study is None:
            return False
        opened = self._session.project.opened(self.study.coders)
        aside = opened is None or opened.consensus_id not in self.study.scope.coders
        return aside and self.isVisible()

    def coder_changed(self) -> None:
        """Who is at work settles; the pair is chosen in the scope bar."""
        self.settling.refresh()

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
        self.scores.stop()
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._outdated = False
        coders = self._session.project.coders()
        self.scope.setVisible(len(coders) > 1)
        self._line.setVisible(len(coders) > 1)
        if len(coders) < 2:
            self.study = None
            self._show_page(self.too_few)
            return
        self.choices.choose_among(coders)
        self._compare()

    # Comparing -------------------------------------------------------------------------------

    def _compare(self) -> None:
        self.scores.stop()
        project = self._session.project
        book = project.codebook()
        scope = self.choices.narrowed(book)
        blind = blind_pair(project, scope.coders)
        # Two without a transcript in common have another page; of three, nothing is shown at all.
        if blind and (len(scope.coders) > 2 or project.assigned_to_both(scope.pair)):
            self._show_blind(blind)
            return
        self.study = study = PairStudy(project, scope)
        figures, comparable = self.shows_figures(), bool(study.transcripts)
        narrow = self.choices.where != Where()
        self.scope.show_mode(figures, self._is_reflexive(), comparable, narrow)
        self.scope.show_scope(scope)
        self.scope.show_branches(book, scope.branch)
        self.scores.show_order()
        if not comparable:
            self._show_page(self.nothing_common)
            self.facts_changed.emit("")
            return
        self._show_page(None)
        self._fit_upper()
        self.setFocusProxy(self.upper if figures else self.reading.view)
        if figures:
            self.scores.show_study(study)
        self.walking.show_study(study, self._reopen)
        self._reopen = False

    def _show_blind(self, pair: Pair) -> None:
        """Show nothing of what two coders did before their comparison has been opened."""
        self.study = None
        self.walking.forget()
        self.scope.show_mode(False, self._is_reflexive(), False, self.choices.where != Where())
        self.scope.show_texts([], None)
        self.empty.blind.show_pair(self._session.project, pair)
        self._show_page(self.empty.blind)
        self.setFocusProxy(self.empty.blind)
        self.facts_changed.emit("")

    def comparison(self) -> Comparison | None:
        """What the figures show; None while there are none, or they are still computed."""
        shown = self.isVisible() and self.study is not None and self.splitter.isVisible()
        if not shown or not self.shows_figures() or self.scores.computing.is_running:
            return None
        return self.study.comparison if self.study is not None else None

    def show_figures(self, wanted: bool = True) -> None:
        """Show agreement figures, or read side by side without them, until the project closes."""
        self._figures_asked = wanted
        self._compare()

    # Reading ---------------------------------------------------------------------------------

    def _choose_code(self, code_id: int | None) -> None:
        if self.study is not None:
            self.walking.choose_code(code_id)

    def _step(self, step: int) -> None:
        """Walk on; the keys that decide work where one sees what is decided about."""
        self.walking.step(step)
        focus = QApplication.focusWidget()
        if focus is None or not self.splitter.isAncestorOf(focus):
            self.reading.view.setFocus()

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

    def _show_page(self, card: QWidget | None) -> None:
        self.empty.show_card(card)
        self.splitter.setVisible(card is None)

    def _connect(self) -> None:
        scope, upper, walking = self.scope, self.upper, self.walking
        self.choices.changed.connect(self._compare)
        self.choices.coders_changed.connect(self._refresh)
        scope.transcript_chosen.connect(walking.open_transcript)
        scope.code_chosen.connect(self._choose_code)
        scope.figures_wanted.connect(self.show_figures)
        scope.export_wanted.connect(self.export_wanted)
        self.empty.blind.wanted.connect(lambda two: self._session.project.open_comparison(two))
        upper.table.code_chosen.connect(self._choose_code)
        upper.table.transcript_chosen.connect(walking.choose_code)
        upper.confusion.map.cell_chosen.connect(walking.choose_cell)
        upper.pairs.pair_chosen.connect(self.choices.choose_pair)
        walking.told.connect(self._tell_place)
        self.panel.export_wanted.connect(self.export_wanted)
        for key, step in (("N", 1), ("P", -1)):
            add_key(key, self, partial(self._step, step))
        # In the words and the figures, where one sees what is decided about.
        self._keys = [
            add_key(key, self.splitter, partial(self.settling.decide, choice))
            for choice, key in KEYS.items()
        ]
        self._keys.append(add_key("Backspace", self.splitter, self.settling.undo_decision))
        self.settling.told.connect(self._switch_keys)
        self.settling.told.connect(self._show_settled)
        self.lower_half.shown.connect(self._switch_keys)
        self.lower_half.shown.connect(self._fit_upper)

    def _show_settled(self) -> None:
        if self.study is not None and self.shows_figures():
            self.scores.show_settled()

    def _fit_upper(self) -> None:
        """Show the figures, unless what settles stands under the words."""
        if self._session.is_open:
            under = self.lower_half.is_under()
            self.upper.setVisible(self.shows_figures() and not under)
            self.scope.show_table(not under)

    def _switch_keys(self) -> None:
        """Let keys decide only while one sees what they decide about."""
        for key in self._keys:
            key.setEnabled(not self.panel.isHidden())

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.upper)
        self.splitter.addWidget(self.lower_half)
        self.splitter.setSizes([100, 170])
        self.upper.setMinimumHeight(120)
        self._line = divider()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scope)
        layout.addWidget(self._line)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.splitter, 1)
