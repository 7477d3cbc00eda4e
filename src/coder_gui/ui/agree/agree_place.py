"""The Agree place: do two coders see the same?"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coder_gui.domain.changes import Changes
from coder_gui.domain.counted import counted
from coder_gui.ui.agree.agreement_table import AgreementTable
from coder_gui.ui.agree.figures import summarise
from coder_gui.ui.agree.pair_study import PairStudy
from coder_gui.ui.agree.reading_pane import ReadingPane
from coder_gui.ui.agree.scope_bar import ScopeBar, Text
from coder_gui.ui.agree.table_columns import Order
from coder_gui.ui.agree.two_margins import marks_of_all, marks_of_code
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.empty_state import EmptyState
from coder_gui.ui.widgets.text_label import divider

RELEVANT = (
    "assignment",
    "code",
    "coder",
    "participant",
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

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.study: PairStudy | None = None
        self._pair: tuple[int, int] | None = None
        self._rolled_up = False
        self._interviewer_turns = True
        self._figures_asked: bool | None = None
        self._outdated = True
        self._reopen = False
        self._transcript: int | None = None
        self._code: int | None = None
        self._walk: list[tuple[int, int, int]] = []
        self._at: int | None = None
        self.scope = ScopeBar()
        self.table = AgreementTable()
        self.reading = ReadingPane()
        self.too_few = EmptyState(
            self.tr("Agreement needs a second coder"),
            self.tr(
                "Add the second coder from “Coding as …” at the top right, then let them code "
                "the same transcripts."
            ),
        )
        self.nothing_common = EmptyState(
            self.tr("These two have no transcript in common"),
            self.tr(
                "Figures compare what both coders worked on. Let the second coder code a "
                "transcript that the first one codes too, or choose other coders above."
            ),
        )
        self._lay_out()
        self._connect()

    # The project -----------------------------------------------------------------------------

    def show_project(self) -> None:
        """Start anew with the project that was just opened."""
        self._pair = self._transcript = self._code = self._figures_asked = None
        self._rolled_up, self._interviewer_turns = False, True
        self._walk, self._at = [], None
        self.study = None
        self.table.forget()
        self._set_outdated()

    def forget_project(self) -> None:
        """Let go of everything that belongs to the project that closes."""
        self.study = None
        self._outdated = True
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
        known = {coder.id for coder in coders}
        if self._pair is None or not known.issuperset(self._pair):
            self._pair = self._first_pair([coder.id for coder in coders])
        self.scope.show_coders(coders, *self._pair)
        self._compare()

    def _first_pair(self, coders: list[int]) -> tuple[int, int]:
        """The two with the most transcripts in common; of equals the first."""
        assigned = {(a.coder_id, a.transcript_id) for a in self._session.project.assignments()}
        common: Counter[tuple[int, int]] = Counter()
        for number, a in enumerate(coders):
            for b in coders[number + 1 :]:
                common[a, b] = sum((b, t) in assigned for coder, t in assigned if coder == a)
        return common.most_common(1)[0][0]

    def _compare(self) -> None:
        assert self._pair is not None
        study = PairStudy(
            self._session.project, self._pair, self._rolled_up, self._interviewer_turns
        )
        self.study = study
        figures = self.shows_figures()
        comparable = bool(study.transcripts)
        self.scope.show_mode(figures, self._is_reflexive(), comparable)
        self.scope.show_scope(self._rolled_up, self._interviewer_turns, self.table.order())
        if not comparable:
            self._show_page(self.nothing_common)
            self.facts_changed.emit("")
            return
        self._show_page(None)
        if self._code is not None and self._code not in study.book:
            self._code = None
        self._show_figures(figures)
        if self._transcript not in study.transcripts:
            self._open(next(iter(study.transcripts)))
        elif self._reopen:
            position = self.reading.view.position()
            self._open(self._transcript)
            self.reading.view.restore_position(position)
        self._reopen = False
        self._choose_code(self._code, move=False)

    def _show_figures(self, figures: bool) -> None:
        """Fill the table, or leave it out altogether: what is not shown is not computed."""
        assert self.study is not None
        self.table.setVisible(figures)
        self.setFocusProxy(self.table if figures else self.reading.view)
        if figures:
            lines = self.study.lines()
            self.scope.show_summary(summarise(self.study.comparison.pooled_kappa, lines))
            blocked = self.table.blockSignals(True)
            self.table.show_figures(self.study.book, lines)
            self.table.choose(self._code)
            self.table.blockSignals(blocked)

    # Reading ---------------------------------------------------------------------------------

    def _open(self, transcript_id: int) -> None:
        """Show a transcript below, from its beginning."""
        assert self.study is not None
        transcript = self._session.project.transcript(transcript_id)
        assert transcript is not None
        self._transcript = transcript_id
        self.reading.show_transcript(self.study.names[transcript_id], transcript, ())

    def _open_and_mark(self, transcript_id: int) -> None:
        """Show a transcript as the menu asks for it, at its first disagreement."""
        self._open(transcript_id)
        self._mark()
        here = [number for number, each in enumerate(self._walk) if each[0] == transcript_id]
        self._go_to(here[0] if here else None)

    def _choose_code(self, code_id: int | None, move: bool = True) -> None:
        """Look at one code, or at all; going to its first disagreement if `move`."""
        if self.study is None or self._transcript is None:
            return
        before = self._walk[self._at] if self._at is not None else None
        self._code = code_id
        self._walk = self.study.disagreements(code_id) if code_id is not None else []
        if not self.shows_figures():
            self._list_codes()
        self._mark()
        numbers = range(len(self._walk))
        if move:
            here = [n for n in numbers if self._walk[n][0] == self._transcript]
            self._go_to(here[0] if here else 0 if self._walk else None)
        else:
            # After a change elsewhere the walk stays where it was, if that place is still there.
            self._go_to(self._walk.index(before) if before in self._walk else None, reveal=False)

    def _mark(self) -> None:
        """Paint the chosen code, or all, on the transcript that is shown."""
        study, transcript_id, code_id = self.study, self._transcript, self._code
        assert study is not None and transcript_id is not None
        segments = study.segments[transcript_id]
        if code_id is None:
            names = {coder.id: coder.name for coder in self._session.project.coders()}
            a, b = (names[coder] for coder in study.coders)
            about = self.tr("All codes: A, %1, at the left; B, %2, at the right")
            about = about.replace("%1", a).replace("%2", b)
            self.reading.show_all(about, marks_of_all(segments, study.coders, study.book))
            return
        codes = set(study.branch(code_id))
        text = self._session.project.text(transcript_id)
        marks = marks_of_code(segments, study.coders, study.book, code_id, codes, text)
        shades = study.split(transcript_id, codes).shades()
        self.reading.show_code(study.book[code_id].name, marks, shades)

    def step(self, step: int) -> None:
        """Go to the next disagreement, or with -1 to the one before, round and round."""
        if self._walk:
            at = self._at
            if at is None:
                at = -1 if step > 0 else 0
            self._go_to((at + step) % len(self._walk))

    def _go_to(self, number: int | None, reveal: bool = True) -> None:
        self._at = number
        if number is None:
            self.reading.view.frame(None)
        else:
            transcript_id, start, end = self._walk[number]
            if transcript_id != self._transcript:
                self._open(transcript_id)
                self._mark()
            text = self._session.project.text(transcript_id)[start:end]
            # A line break before the words would pull the frame up by a line.
            start = end - len(text.lstrip()) if text.strip() else start
            self.reading.view.frame((start, end), reveal)
        self._tell_place()

    def _tell_place(self) -> None:
        """Say where the walk is, what the menu's transcripts hold, and the status bar's facts."""
        assert self.study is not None
        self.reading.walk.show_place(self._at, len(self._walk))
        disputed = Counter(transcript_id for transcript_id, _start, _end in self._walk)
        texts = []
        for transcript_id, name in self.study.names.items():
            number = disputed[transcript_id]
            note = self.tr("%1 in dispute").replace("%1", f"{number:,}") if number else ""
            texts.append(Text(transcript_id, name, note))
        self.scope.show_texts(texts, self._transcript)
        common = counted(len(self.study.transcripts), "transcript")
        if self._code is None:
            words = self.tr("%1 in common").replace("%1", common)
        else:
            words = self.tr("%1 in %2").replace("%1", counted(len(self._walk), "disagreement"))
            words = words.replace("%2", counted(len(disputed), "transcript"))
        self.facts_changed.emit(words)

    def _list_codes(self) -> None:
        assert self.study is not None
        book = self.study.book
        codes = self.study.used_codes()
        listed = [("    " * len(book.ancestors(each)) + book[each].name, each) for each in codes]
        self.scope.show_codes(listed, self._code)

    # Scope -----------------------------------------------------------------------------------

    def _choose_coder(self, place: int, coder_id: int) -> None:
        """Put a coder in a place; who was there before changes places with them if need be."""
        assert self._pair is not None
        a, b = self._pair
        other = (b, a)[place]
        if coder_id == other:
            self._pair = (b, a)
        else:
            self._pair = (coder_id, b) if place == 0 else (a, coder_id)
        self._refresh()

    def _set_rolled_up(self, rolled_up: bool) -> None:
        self._rolled_up = rolled_up
        self._compare()

    def _set_interviewer(self, counts: bool) -> None:
        self._interviewer_turns = counts
        self._compare()

    def _set_order(self, order: Order) -> None:
        self.table.set_order(order)
        self.scope.show_scope(self._rolled_up, self._interviewer_turns, order)

    def show_figures(self, wanted: bool = True) -> None:
        """Show agreement figures, or read side by side without them, until the project closes."""
        self._figures_asked = wanted
        self._compare()

    # Layout ----------------------------------------------------------------------------------

    def _show_page(self, empty: EmptyState | None) -> None:
        self._empty_page.setVisible(empty is not None)
        self.splitter.setVisible(empty is None)
        for each in (self.too_few, self.nothing_common):
            each.setVisible(each is empty)

    def _connect(self) -> None:
        self.scope.a_chosen.connect(lambda coder: self._choose_coder(0, coder))
        self.scope.b_chosen.connect(lambda coder: self._choose_coder(1, coder))
        self.scope.transcript_chosen.connect(self._open_and_mark)
        self.scope.rolled_up_chosen.connect(self._set_rolled_up)
        self.scope.interviewer_chosen.connect(self._set_interviewer)
        self.scope.order_chosen.connect(self._set_order)
        self.scope.code_chosen.connect(self._choose_code)
        self.scope.figures_wanted.connect(self.show_figures)
        self.table.code_chosen.connect(self._choose_code)
        self.table.order_changed.connect(self._set_order)
        self.reading.walk.stepped.connect(self.step)
        for key, step in (("N", 1), ("P", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.step(step))

    def _lay_out(self) -> None:
        self._empty_page = QWidget()
        self._empty_page.setProperty("kind", "page")
        self._empty_page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        page = QVBoxLayout(self._empty_page)
        page.addStretch(2)
        for empty in (self.too_few, self.nothing_common):
            empty.setFixedWidth(420)
            page.addWidget(empty, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(3)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.reading)
        self.splitter.setSizes([100, 140])
        self.table.setMinimumHeight(120)
        self.reading.setMinimumHeight(160)
        self._line = divider()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scope)
        layout.addWidget(self._line)
        layout.addWidget(self._empty_page, 1)
        layout.addWidget(self.splitter, 1)
