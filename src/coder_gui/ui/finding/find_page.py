"""The page that looks through many transcripts: hits, words, and the interviewer's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coder_gui.app.finding import Corpus
from coder_gui.domain.passages import Range
from coder_gui.domain.questions import Question, matched
from coder_gui.exchange.reports.table_file import Table, write_table
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.dialogs import with_ending
from coder_gui.ui.finding.hit_rows import HitRow
from coder_gui.ui.finding.hits_pane import HitsPane
from coder_gui.ui.finding.query_bar import QueryBar
from coder_gui.ui.finding.questions_pane import QuestionsPane
from coder_gui.ui.finding.scope import Scope
from coder_gui.ui.finding.stream import Stream
from coder_gui.ui.finding.words_pane import WordsPane
from coder_gui.ui.session import Session
from coder_gui.ui.tasks import Task
from coder_gui.ui.widgets.segmented import SegmentedSwitch
from coder_gui.ui.widgets.text_label import button, divider, text_label


class FindPage(QWidget):
    """Three sides of one page, which look in the same transcripts at the same speakers."""

    place_wanted = Signal(int, int, int)
    """Transcript id, start and end of words that are to be seen in the reader."""
    written = Signal(str, Path, object)
    """What an export is called, its file, and the table that is in it."""
    left = Signal()

    def __init__(
        self,
        session: Session,
        chosen_in_list: Callable[[], list[int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._corpus: Corpus | None = None
        self._outdated = {"hits", "words", "questions"}
        self.stream = Stream(self)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._search)
        self.switch = SegmentedSwitch(self.tr("Find"))
        for text, value in (
            (self.tr("Hits"), "hits"),
            (self.tr("Words"), "words"),
            (self.tr("Questions"), "questions"),
        ):
            self.switch.add(text, value)
        self.scope = Scope(session, chosen_in_list)
        self.query = QueryBar()
        self.hits = HitsPane(session)
        self.words = WordsPane()
        self.questions = QuestionsPane(session)
        self.done = button(self.tr("Done"))
        self._sides = {"hits": self.hits, "words": self.words, "questions": self.questions}
        self._lay_out()
        self._connect()

    # The project -----------------------------------------------------------------------------

    def open_with(self, words: str = "") -> None:
        """Look for words; without any, go on with what was looked for before."""
        self.scope.refresh()
        self.show_side("hits")
        if words:
            self.query.ask(words)
        self.query.field.setFocus()
        self.query.field.selectAll()

    def forget(self) -> None:
        """Let go of every text and word."""
        self._soon.stop()
        self.stream.stop()
        self._corpus = None
        self._outdated = {"hits", "words", "questions"}
        self.scope.forget()
        self.hits.picker.hide()
        self.hits.start(None)
        self.words.forget()
        self.questions.wait()
        self.query.ask("")
        self._soon.stop()

    def take_up(self, outdated: bool) -> None:
        """Look again after a step that touched words or people, once the page is seen."""
        if outdated:
            self._corpus = None
            self._outdated = {"hits", "words", "questions"}
            if self.isVisible():
                self.scope.refresh()
                self._soon.start()

    def show_side(self, side: str) -> None:
        """Show hits, words or questions."""
        self.switch.choose(side)
        self._body.setCurrentWidget(self._sides[side])
        for widget in (self.query, self.query.options):
            widget.setVisible(side == "hits")
        self.scope.speakers_count(side != "questions")
        if side != "hits" and not self.switch.isAncestorOf(self.focusWidget()):
            (self.words.table if side == "words" else self.questions.table).setFocus()
        self._soon.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._session.is_open:
            self.scope.refresh()
            self._soon.start()

    # Looking ---------------------------------------------------------------------------------

    def _change(self) -> None:
        self._outdated = {"hits", "words", "questions"}
        self._soon.start()

    def _change_query(self) -> None:
        self._outdated.add("hits")
        self._soon.start()

    def _search(self) -> None:
        side = str(self.switch.value())
        if side not in self._outdated or not self._session.is_open or not self.isVisible():
            return
        self._outdated.discard(side)
        if self._corpus is None:
            self._corpus = self._session.project.corpus()
        look = {"hits": self._find, "words": self._count, "questions": self._ask}
        look[side](self._corpus, self.scope.transcript_ids())

    def _find(self, corpus: Corpus, ids: list[int]) -> None:
        query, speakers = self.query.query(), self.scope.speakers
        if query is None and not (self.scope.is_speaker() and not self.query.field.text().strip()):
            self.stream.stop()
            self.hits.start(corpus, self._teaching())
            return
        begun = False

        def work() -> Iterator[tuple[int, list[Range]]]:
            if query is not None:
                return corpus.hits(query, ids, speakers)
            assert speakers is not None
            return corpus.turns(speakers, ids)

        def take(pieces: list[Any]) -> None:
            nonlocal begun
            if not begun:
                # The hits of the letter before stay until now, so that nothing flickers.
                begun = True
                self.hits.start(corpus, self.tr("Searching…"), turns_only=query is None)
            self.hits.add(pieces)

        def done() -> None:
            if not begun:
                self.hits.start(corpus)
            self.hits.done(self.tr("Nothing found."))

        self.stream.begin(work, take, done)

    def _teaching(self) -> str:
        if self.query.field.text().strip():
            return "" if self.query.is_wrong() else self.tr("Type at least two letters.")
        return self.tr(
            "Type words above. Each hit is shown with what stands around it; check those that "
            "you want, and code them in one step.\n\nTo code everything that one person says, "
            "choose that speaker under “Words of” and type nothing."
        )

    def _count(self, corpus: Corpus, ids: list[int]) -> None:
        project = self._session.project
        groups = project.groups()
        place = {group.id: number for number, group in enumerate(groups)}
        people = {p.id: p.group_id for p in project.participants()}
        of = {
            info.id: place[group]
            for info in project.transcripts()
            if info.participant_id and (group := people.get(info.participant_id)) in place
        }
        names, speakers = [group.name for group in groups], self.scope.speakers
        last: list[Any] = [None]

        def take(pieces: list[Any]) -> None:
            last[:] = pieces[-1:] or last

        self.stream.begin(
            lambda: corpus.tallied(of, len(groups), ids, speakers),
            take,
            lambda: self.words.show_tally(last[0], names),
        )

    def _ask(self, corpus: Corpus, ids: list[int]) -> None:
        self.questions.wait()
        found: list[Question] = []

        def work():
            asked = []
            for each in corpus.asked(ids):
                asked += each
                yield []
            yield matched(asked)

        def take(pieces: list[Any]) -> None:
            for piece in pieces:
                found.extend(piece)

        self.stream.begin(work, take, lambda: self.questions.show_questions(found, len(ids)))

    # Out -------------------------------------------------------------------------------------

    def _export_hits(self) -> None:
        path = self._ask_path(self.tr("Keywords in context"))
        if path is not None and self._corpus is not None:
            corpus, found, kept = self._corpus, self.hits.found(), list[Any]()
            query = self.query.field.text().strip() or self.tr("all turns of a speaker")
            title = self.tr("Keywords in context")
            self.stream.begin(
                lambda: corpus.lines(found),
                kept.extend,
                lambda: self._write(self.hits.table(query, kept), path, title),
            )

    def _export_words(self) -> None:
        path = self._ask_path(self.tr("Word frequencies"))
        if path is not None:
            self._write(self._words_table(), path, self.tr("Word frequencies"))

    def _words_table(self) -> Table:
        return self.words.export_table(self._session.project.study().name, self.scope.words())

    def _write(self, table: Table, path: Path, title: str) -> None:
        def say(_done: object) -> None:
            self.written.emit(title, path, table)

        Task(lambda _progress: write_table(table, path), say, self).start()

    def _save_picture(self) -> None:
        title = self.tr("Most frequent words")
        kinds = self.tr("Drawing (*.svg);;Picture (*.png)")
        path = self._ask_path(title, kinds, ".svg")
        if path is not None:
            self.words.save_picture(path, f"{title}: {self.scope.words()}")
            self.written.emit(title, path, self._words_table())

    def _ask_path(self, what: str, kinds: str = "", ending: str = ".xlsx") -> Path | None:
        project = self._session.project
        start = project.path.with_name(f"{project.path.stem} {what.lower()}{ending}")
        kinds = kinds or self.tr("Excel workbook (*.xlsx);;CSV table (*.csv)")
        chosen, kind = QFileDialog.getSaveFileName(self, what, str(start), kinds)
        return with_ending(Path(chosen), kind, ending) if chosen else None

    # The rest --------------------------------------------------------------------------------

    def _open_hit(self, row: HitRow) -> None:
        self.place_wanted.emit(row.transcript_id, row.start, row.end)

    def _open_question(self, question: Question) -> None:
        first = question.asked[0]
        self.place_wanted.emit(first.transcript_id, first.start, first.end)

    def _look_for(self, word: str) -> None:
        self.query.ask(word, whole_words=True)
        self.show_side("hits")
        self.query.field.setFocus()

    def _choose_side(self, side: object) -> None:
        self.show_side(str(side))

    def _connect(self) -> None:
        self.switch.chosen.connect(self._choose_side)
        self.scope.changed.connect(self._change)
        self.query.changed.connect(self._change_query)
        self.query.list_wanted.connect(self.hits.list.go_to_first)
        self.stream.refused.connect(self.query.say)
        self.hits.full.connect(self._stop_at_most)
        self.hits.list.open_wanted.connect(self._open_hit)
        self.hits.list.field_wanted.connect(self.query.field.setFocus)
        self.hits.export.clicked.connect(self._export_hits)
        self.words.export.clicked.connect(self._export_words)
        self.words.picture.clicked.connect(self._save_picture)
        self.words.table.word_wanted.connect(self._look_for)
        self.questions.table.place_wanted.connect(self._open_question)
        self.done.clicked.connect(self.left)
        for keys, act in (
            ("Esc", self.left.emit),
            ("Ctrl+Return", self._code),
            ("Ctrl+Enter", self._code),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _stop_at_most(self) -> None:
        self.stream.stop()
        self.hits.done()

    def _code(self) -> None:
        side = self.switch.value()
        if side == "hits":
            self.hits.open_palette()
        elif side == "questions":
            self.questions.code.click()

    def _lay_out(self) -> None:
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = text_label(self.tr("Find"), "title")
        title.setWordWrap(False)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 6)
        head.setSpacing(16)
        head.addWidget(title)
        head.addWidget(self.switch)
        head.addStretch(1)
        head.addWidget(self.done)
        field = QHBoxLayout()
        field.setContentsMargins(16, 2, 16, 2)
        field.addWidget(self.query)
        chips = WrappingRow(14, 2)
        chips.addWidget(self.query.options)
        chips.addWidget(self.scope)
        options = QHBoxLayout()
        options.setContentsMargins(12, 2, 12, 2)
        options.addLayout(chips)
        self._body = QStackedWidget()
        for side in self._sides.values():
            self._body.addWidget(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(field)
        layout.addLayout(options)
        layout.addWidget(divider())
        layout.addWidget(self._body, 1)
