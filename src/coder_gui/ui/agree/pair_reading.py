"""What the two-margin reader shows: which transcript, which code, and where the walk is."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, Signal

from coder_gui.domain.agreement.confused_passages import Cell
from coder_gui.domain.agreement.disagreements import Kind
from coder_gui.ui.agree import pair_study
from coder_gui.ui.agree.beside import Latest
from coder_gui.ui.agree.kinds_bar import described
from coder_gui.ui.agree.pair_study import PairStudy, Stop
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
        self._study: PairStudy | None = None
        self._found = Latest(self)
        self.forget()
        pane.walk.stepped.connect(self.step)
        pane.kinds.kind_chosen.connect(self.choose_kind)

    def forget(self) -> None:
        """Start anew with another project."""
        self._found.stop()
        self._study = None
        self.transcript: int | None = None
        self.code: int | None = None
        self.cell: Cell | None = None
        self.kind: Kind | None = None
        self._stops: list[Stop] = []
        self.walk: list[Stop] = []
        self.at: int | None = None

    def show_study(self, study: PairStudy, reopen: bool) -> None:
        """Go on with another comparison, where possible at the same place.

        Args:
            reopen: Whether words or speakers of the transcript may have changed.
        """
        self._study = study
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
        self.code, self.cell, self.kind = code_id, None, None
        if self._study is not None and transcript_id in self._study.transcripts:
            self._open(transcript_id)
        self._look(move=code_id is not None)

    def choose_cell(self, cell: Cell) -> None:
        """Look at the passages of a cell of the confusion."""
        self.code, self.cell, self.kind = None, cell, None
        self._look(move=True)

    def choose_kind(self, kind: Kind | None) -> None:
        """Stop at one kind of disagreement only."""
        self.kind = kind
        self._narrow(None, move=True)

    def open_transcript(self, transcript_id: int) -> None:
        """Show a transcript as the menu asks for it, at its first disagreement."""
        self._open(transcript_id)
        self._mark()
        self._go_to(self._first_in(transcript_id))

    def step(self, step: int) -> None:
        """Go to the next disagreement, or with -1 to the one before, round and round."""
        if self.walk:
            at = self.at
            if at is None:
                at = -1 if step > 0 else 0
            self._go_to((at + step) % len(self.walk))

    # What is shown ---------------------------------------------------------------------------

    def _open(self, transcript_id: int | None) -> None:
        assert self._study is not None and transcript_id is not None
        transcript = self._session.project.transcript(transcript_id)
        assert transcript is not None
        self.transcript = transcript_id
        self._pane.show_transcript(self._study.names[transcript_id], transcript, ())

    def _look(self, move: bool) -> None:
        """Find the disagreements of what is looked at; of a large study beside the window."""
        study = self._study
        if study is None or self.transcript is None:
            return
        before = self.walk[self.at] if self.at is not None else None
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
        if move:
            assert self.transcript is not None
            here = self._first_in(self.transcript)
            self._go_to(here if here is not None else 0 if self.walk else None)
        else:
            places = [(stop.transcript_id, stop.start, stop.end) for stop in self.walk]
            was = (before.transcript_id, before.start, before.end) if before else None
            self._go_to(places.index(was) if was in places else None, reveal=False)

    def _first_in(self, transcript_id: int) -> int | None:
        numbers = range(len(self.walk))
        return next((n for n in numbers if self.walk[n].transcript_id == transcript_id), None)

    def _mark(self) -> None:
        """Paint the chosen code, the chosen cell, or all codes on the transcript shown."""
        study, transcript_id = self._study, self.transcript
        assert study is not None and transcript_id is not None
        segments, pane = study.segments(transcript_id), self._pane
        if self.cell is not None:
            branches = [set(study.branch(each)) if each else None for each in self.cell]
            text = self._session.project.text(transcript_id)
            marks = marks_of_cell(segments, study.coders, study.book, branches, text)
            shades = study.cell_shades(transcript_id, self.cell)
            pane.show_code(self._cell_words(self.cell), marks, shades)
        elif self.code is not None:
            codes = set(study.branch(self.code))
            text = self._session.project.text(transcript_id)
            marks = marks_of_code(segments, study.coders, study.book, self.code, codes, text)
            shades = study.split(transcript_id, codes).shades()
            pane.show_code(study.book[self.code].name, marks, shades)
        else:
            a, b = (study.coder_names[coder] for coder in study.coders)
            about = self.tr("All codes: A, %1, at the left; B, %2, at the right")
            about = about.replace("%1", a).replace("%2", b)
            pane.show_all(about, marks_of_all(segments, study.coders, study.book))

    def _cell_words(self, cell: Cell) -> str:
        assert self._study is not None
        book, none = self._study.book, self.tr("no further code")
        a, b = (f"“{book[each].name}”" if each is not None else none for each in cell)
        return self.tr("A: %1; B: %2").replace("%2", b).replace("%1", a)

    def _go_to(self, number: int | None, reveal: bool = True) -> None:
        self.at = number
        words = ""
        if number is None:
            self._pane.view.frame(None)
        else:
            stop = self.walk[number]
            if stop.transcript_id != self.transcript:
                self._open(stop.transcript_id)
                self._mark()
            text = self._session.project.text(stop.transcript_id)[stop.start : stop.end]
            # A line break before the words would pull the frame up by a line.
            start = stop.end - len(text.lstrip()) if text.strip() else stop.start
            self._pane.view.frame((start, stop.end), reveal)
            assert self._study is not None
            names = {code.id: code.name for code in self._study.book}
            words = described(stop, names, with_code=self.code is None)
        self._pane.said.setText(words)
        self._pane.said.setVisible(bool(words))
        self._pane.kinds.setVisible(bool(self._stops) and self.cell is None)
        self._pane.walk.show_place(number, len(self.walk))
        self.told.emit()

    def disputed(self) -> Counter[int]:
        """Stops of the walk by transcript id."""
        return Counter(stop.transcript_id for stop in self.walk)
