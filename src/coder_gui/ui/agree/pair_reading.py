"""What the two-margin reader shows: which transcript, which code, and where the walk is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from coder_gui.domain.agreement.confused_passages import Cell
from coder_gui.domain.agreement.disagreements import Kind
from coder_gui.domain.passages import Range, union
from coder_gui.domain.settling import State
from coder_gui.ui.agree import pair_study
from coder_gui.ui.agree.beside import Latest
from coder_gui.ui.agree.kinds_bar import described
from coder_gui.ui.agree.pair_study import PairStudy, Stop
from coder_gui.ui.agree.pair_view import Sign
from coder_gui.ui.agree.reading_pane import ReadingPane
from coder_gui.ui.agree.two_margins import marks_of_all, marks_of_cell, marks_of_code
from coder_gui.ui.session import Session


class PairReading(QObject):
    """Leads the reader through what two coders see differently."""

    told = Signal()
    """The walk moved, or another transcript is shown."""

    def __init__(self, session: Session, pane: ReadingPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pane = pane
        self.study: PairStudy | None = None
        self._found = Latest(self)
        self.forget()
        pane.walk.stepped.connect(self.step)
        pane.kinds.kind_chosen.connect(self.choose_kind)

    def forget(self) -> None:
        """Start anew with another project."""
        self._found.stop()
        self.study = None
        self.transcript: int | None = None
        self.code: int | None = None
        self.cell: Cell | None = None
        self.kind: Kind | None = None
        self.state: State | None = None
        self._stops: list[Stop] = []
        self.walk: list[Stop] = []
        self.at: int | None = None
        self._resumes = True
        self._marked: int | None = None

    def show_study(self, study: PairStudy, reopen: bool) -> None:
        """Go on with another comparison, where possible at the same place.

        Args:
            reopen: Whether words or speakers of the transcript may have changed.
        """
        self.study = study
        if self.code not in study.compared_codes:
            self.code = None
        if self.cell is not None and not study.compared_codes.issuperset(
            each for each in self.cell if each is not None
        ):
            self.cell = None
        if self.transcript not in study.transcripts:
            self._open(next(iter(study.transcripts)))
        elif reopen:
            position = self._pane.view.position()
            self._open(self.transcript)
            self._pane.view.restore_position(position)
        self._look(move=False)

    def choose_code(self, code_id: int | None, transcript_id: int | None = None) -> None:
        """Look at one code, or at all; going to its first disagreement, in a transcript first."""
        self.code, self.cell, self.kind, self.state = code_id, None, None, None
        if self.study is not None and transcript_id in self.study.transcripts:
            self._open(transcript_id)
        if code_id is None:
            self.at = None
        self._look(move=code_id is not None)

    def choose_cell(self, cell: Cell) -> None:
        """Look at the passages of a cell of the confusion."""
        self.code, self.cell, self.kind, self.state = None, cell, None, None
        self._look(move=True)

    def choose_kind(self, kind: Kind | None) -> None:
        """Stop at one kind of disagreement only."""
        self.kind = kind
        self._narrow(None, move=True)

    def choose_state(self, state: State | None) -> None:
        """Stop only at what stands like this; None stops everywhere, but begins at what is open."""
        self.state = state
        self._narrow(None, move=True)

    def open_transcript(self, transcript_id: int) -> None:
        """Show a transcript as the menu asks for it, at its first disagreement."""
        self._open(transcript_id)
        self._mark()
        there = [n for n in range(len(self.walk)) if self.walk[n].transcript_id == transcript_id]
        self._go_to(min(there, key=lambda n: not self.walk[n].is_open, default=None))

    def step(self, step: int) -> None:
        """Go to the next disagreement, or with -1 to the one before, round and round."""
        if self.walk:
            if self.at is None and step > 0:
                self._go_to(self._start())
            else:
                self._go_to(((self.at or 0) + step) % len(self.walk))

    # Settling --------------------------------------------------------------------------------

    def current(self) -> Stop | None:
        """The passage that the walk has reached."""
        return self.walk[self.at] if self.at is not None else None

    def stops(self) -> list[Stop]:
        """Every difference of what is looked at, of any kind and state."""
        return self._stops

    def states(self) -> Counter[State]:
        """How many of them stand how."""
        return Counter(stop.settlement.state for stop in self._stops)

    def next_open(self) -> Stop | None:
        """The next passage of the walk that still asks for a decision, round and round."""
        at = -1 if self.at is None else self.at
        order = [*self.walk[at + 1 :], *self.walk[: max(at, 0)]]
        return next((stop for stop in order if stop.is_open), None)

    def go_to(self, stop: Stop) -> None:
        """Go to a passage if the walk comes there, also where it was found before a change."""
        keys = [each.key for each in self.walk]
        if stop.key in keys:
            self._go_to(keys.index(stop.key))

    def take_settlements(self, decision_ids: Collection[int]) -> list[Stop]:
        """Look anew where what was decided stands; returns what stands otherwise than before."""
        study = self.study
        if study is None or "components" not in vars(study):
            return []
        before, here = {stop.key: stop.settlement for stop in self._stops}, self.current()
        study.renew_settlements(decision_ids)
        if self.cell is None:
            self._stops = study.disagreements(self.code)
        self._narrow(here, move=False)
        return [each for each in self._stops if before.get(each.key) != each.settlement]

    # What is shown ---------------------------------------------------------------------------

    def _open(self, transcript_id: int | None) -> None:
        assert self.study is not None and transcript_id is not None
        transcript = self._session.project.transcript(transcript_id)
        assert transcript is not None
        self.transcript = transcript_id
        self._pane.show_transcript(self.study.names[transcript_id], transcript, ())

    def _look(self, move: bool) -> None:
        """Find the disagreements of what is looked at; of a large study beside the window."""
        study = self.study
        if study is None or self.transcript is None:
            return
        before, self.at = self.current(), None
        self._mark()
        self._found.stop()
        if self.cell is None and not self._has_components(study, before, move):
            self._stops = []
            self._narrow(None, move=False)
            return
        if self.cell is not None:
            self._stops = study.confused(self.cell)
        else:
            self._stops = study.disagreements(self.code)
        self._narrow(before, move)

    def _has_components(self, study: PairStudy, before: Stop | None, move: bool) -> bool:
        """Whether disagreements are at hand; those of a large study are found beside the window."""
        if "components" in vars(study):
            return True
        prepared = self._session.project.components_of(study.scope)
        if prepared.size <= pair_study.LARGE_WALK:
            vars(study)["components"] = prepared.make()
            return True

        def take(found: object) -> None:
            vars(study)["components"] = found
            self._stops = study.disagreements(self.code)
            self._narrow(before, move)

        self._found.begin(lambda _progress: prepared.make(), take)
        return False

    def _narrow(self, before: Stop | None, move: bool) -> None:
        """Walk through the kinds that are wanted; without `move` stay where the walk was."""
        self._pane.kinds.show_kinds(self._stops, self.kind)
        self.walk = [each for each in self._stops if self.kind in (None, each.kind)]
        if self.state is not None:
            self.walk = [each for each in self.walk if each.settlement.state == self.state]
        if move:
            self._go_to(self._start())
        elif before is None and self._resumes and self._resume() is not None:
            self._go_to(self._resume())
        else:
            self._go_to(self._again(before) if before else None, reveal=False)
        self._mark_decided()

    def _again(self, before: Stop) -> int | None:
        """Where a passage is in the walk now; its ends may have been moved."""
        keys = [stop.key for stop in self.walk]
        if before.key in keys:
            return keys.index(before.key)
        places = [(stop.transcript_id, stop.start, stop.end) for stop in self.walk]
        here = before.transcript_id, before.start, before.end
        if here in places:
            return places.index(here)
        code = before.component.code_id if before.component else None
        return next(
            (
                number
                for number, stop in enumerate(self.walk)
                if stop.transcript_id == before.transcript_id
                and stop.component is not None
                and stop.component.code_id == code
                and stop.start < before.end
                and before.start < stop.end
            ),
            None,
        )

    def _start(self) -> int | None:
        """Where the walk begins: at what is open, and in the transcript that is shown first."""
        here = self.transcript

        def rank(number: int) -> tuple[bool, bool]:
            stop = self.walk[number]
            return not stop.is_open, stop.transcript_id != here

        return min(range(len(self.walk)), key=rank, default=None)

    def _resume(self) -> int | None:
        """The first open passage behind the one that was decided last; None at the outset."""
        decided = [
            (stop.settlement.decision.id, number)
            for number, stop in enumerate(self.walk)
            if stop.settlement.decision is not None
        ]
        if not decided:
            return None
        last = max(decided)[1]
        order = [*range(last + 1, len(self.walk)), *range(last)]
        return next((number for number in order if self.walk[number].is_open), None)

    def _mark(self) -> None:
        """Paint the chosen code, the chosen cell, or all codes on the transcript shown."""
        study, transcript_id = self.study, self.transcript
        assert study is not None and transcript_id is not None
        segments, pane, code = study.segments(transcript_id), self._pane, self._shown_code()
        self._marked = code
        if self.cell is not None:
            branches = [set(study.branch(each)) if each else None for each in self.cell]
            text = self._session.project.text(transcript_id)
            marks = marks_of_cell(segments, study.coders, study.book, branches, text)
            shades = study.cell_shades(transcript_id, self.cell)
            pane.show_code(self._cell_words(self.cell), marks, shades)
        elif code is not None:
            codes = set(study.branch(code))
            text = self._session.project.text(transcript_id)
            marks = marks_of_code(segments, study.coders, study.book, code, codes, text)
            shades = study.split(transcript_id, codes).shades()
            pane.show_code(study.book[code].name, marks, shades)
        else:
            a, b = (study.coder_names[coder] for coder in study.coders)
            about = self.tr("All codes: A, %1, at the left; B, %2, at the right")
            about = about.replace("%1", a).replace("%2", b)
            pane.show_all(about, marks_of_all(segments, study.coders, study.book))
        self._mark_decided()

    def _shown_code(self) -> int | None:
        """The code that is looked at; while all are, that of the passage at hand."""
        stop = self.current()
        about = stop.component if stop is not None and self.cell is None else None
        return self.code if self.code is not None or about is None else about.code_id

    def _mark_decided(self) -> None:
        """Mark on the page what is settled of the code shown."""
        study, transcript_id, code = self.study, self.transcript, self._shown_code()
        signs: dict[int, Sign] = {}
        consensus: list[Range] = []
        at_hand = study is not None and "components" in vars(study)
        if study is not None and transcript_id is not None and code and at_hand:
            for stop in study.disagreements(code):
                state = stop.settlement.state
                if stop.transcript_id == transcript_id and state in (
                    "settled",
                    "deferred",
                    "changed",
                ):
                    signs[stop.start] = state
            found = study.consensus(transcript_id, {code})
            consensus = union((each.start, each.end) for each in found)
        self._pane.show_decided(signs, consensus)

    def _cell_words(self, cell: Cell) -> str:
        assert self.study is not None
        book, none = self.study.book, self.tr("no further code")
        a, b = (f"“{book[each].name}”" if each is not None else none for each in cell)
        return self.tr("A: %1; B: %2").replace("%2", b).replace("%1", a)

    def _go_to(self, number: int | None, reveal: bool = True) -> None:
        self.at = number
        self._resumes = False
        words = ""
        if number is None:
            self._pane.view.frame(None)
            if self._shown_code() != self._marked:
                self._mark()
        else:
            stop = self.walk[number]
            if stop.transcript_id != self.transcript:
                self._open(stop.transcript_id)
                self._mark()
            elif self._shown_code() != self._marked:
                self._mark()
            text = self._session.project.text(stop.transcript_id)[stop.start : stop.end]
            # A line break before the words would pull the frame up by a line.
            start = stop.end - len(text.lstrip()) if text.strip() else stop.start
            self._pane.view.frame((start, stop.end), reveal)
            assert self.study is not None
            names = {code.id: code.name for code in self.study.book}
            words = described(stop, names, with_code=self.code is None)
        self._pane.say(words, self._pane.panel_shown.isChecked())
        self._pane.kinds.setVisible(bool(self._stops) and self.cell is None)
        self._pane.walk.show_place(number, len(self.walk))
        self.told.emit()

    def disputed(self) -> Counter[int]:
        """Stops of the walk by transcript id."""
        return Counter(stop.transcript_id for stop in self.walk)
