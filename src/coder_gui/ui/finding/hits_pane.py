"""The hits of a search, to be looked at, checked and coded."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from coder_gui.app.finding import Corpus
from coder_gui.domain.concordance import Line, Order, words_after, words_before
from coder_gui.domain.counted import counted
from coder_gui.domain.passages import Range
from coder_gui.domain.stretches import Spread
from coder_gui.exchange.reports.table_file import Table
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.codebook.code_picker import Choices, CodePicker
from coder_gui.ui.finding.hit_list import HitList
from coder_gui.ui.finding.hit_rows import HitRow
from coder_gui.ui.finding.stream import Stream
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, divider, text_label

MOST = 20_000
"""Hits that are shown; nobody looks at more."""
PALETTE = 560
AT_ONCE = 1_500
"""Hits that become rows before the window is painted again."""


class HitsPane(QWidget):
    """Grouped by transcript as they are found; in another order once all are there."""

    full = Signal()
    """No more hits are wanted."""
    coded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.list = HitList()
        self.picker = CodePicker(self)
        self._order: Order = "place"
        self._spread: Spread = "hit"
        self._turns_only = False
        self._found: dict[int, list[Range]] = {}
        self._total = 0
        self._names: dict[int, tuple[str, str]] = {}
        self._corpus: Corpus | None = None
        self._sorting = Stream(self)
        self._waiting: deque[tuple[int, list[Range]]] = deque()
        self._all_there = False
        self._feed_soon = QTimer(self, interval=0, singleShot=True)
        self._feed_soon.timeout.connect(self._feed)
        self._hint = text_label("", "", "second")
        self._count = text_label("", "row", "second")
        self._order_chip = Chip(self.tr("Order"), "")
        self._spread_chip = Chip(self.tr("Code"), "")
        self.all = button(self.tr("All"), "plain")
        self.all.setAccessibleName(self.tr("Check all"))
        self.none = button(self.tr("None"), "plain")
        self.none.setAccessibleName(self.tr("Check none"))
        self.export = button(self.tr("Export…"))
        self.code = button("", "primary")
        self._lay_out()
        self._connect()
        self._offer()
        self.say("")

    # What was found --------------------------------------------------------------------------

    def start(self, corpus: Corpus | None, hint: str = "", turns_only: bool = False) -> None:
        """Forget the hits; others may come.

        Args:
            hint: What is said while there are none.
            turns_only: The hits are whole turns.
        """
        self._sorting.stop()
        self._feed_soon.stop()
        self._waiting.clear()
        self._all_there = False
        self._corpus, self._turns_only = corpus, turns_only
        self._found, self._total = {}, 0
        self._names = self._names_now() if self._session.is_open else {}
        self.list.hits.read_with(self._lines)
        self.list.hits.clear()
        self.say(hint)
        self._offer()

    def add(self, pieces: Sequence[tuple[int, list[Range]]]) -> None:
        """Show what was found in some transcripts."""
        self._waiting.extend(piece for piece in pieces if piece[1])
        self._feed()

    def is_busy(self) -> bool:
        """Whether hits wait to be shown, or to be put in order."""
        return self._feed_soon.isActive() or self._sorting.is_running

    def _feed(self) -> None:
        """Show so many of the hits that wait that the window stays quick."""
        rows: list[HitRow] = []
        while self._waiting and len(rows) < AT_ONCE:
            transcript_id, hits = self._waiting.popleft()
            hits = hits[: MOST - self._total]
            if hits:
                self._found[transcript_id] = hits
                self._total += len(hits)
                rows += self._rows_of(transcript_id, hits)
        if self._order == "place":
            self.list.hits.add(rows)
        self._stack.setCurrentIndex(1 if self._total else 0)
        if self._total >= MOST:
            self._waiting.clear()
            self.full.emit()
        elif self._waiting:
            self._feed_soon.start()
        elif self._all_there:
            self._finish()

    def done(self, hint: str = "") -> None:
        """Everything was searched.

        Args:
            hint: What is said if there is no hit.
        """
        self._all_there = True
        if not self._waiting:
            self._finish()
        if not self._total and not self._waiting:
            self.say(hint)

    def _finish(self) -> None:
        if self._order != "place":
            self._sort()
        self._show_count()

    def say(self, hint: str) -> None:
        """Say why there are no hits."""
        self._hint.setText(hint)
        self._stack.setCurrentIndex(1 if self._total else 0)
        self._show_count()

    def _rows_of(self, transcript_id: int, hits: Iterable[Range]) -> list[HitRow]:
        label, group = self._names.get(transcript_id, ("", ""))
        rows = [HitRow(transcript_id, *hit, label, under=True) for hit in hits]
        note = " · ".join(filter(None, (group, counted(len(rows), self._noun()))))
        return [HitRow(transcript_id, -1, -1, label, note, tuple(rows)), *rows]

    def _names_now(self) -> dict[int, tuple[str, str]]:
        """Label and group of each transcript."""
        project = self._session.project
        people = {person.id: person for person in project.participants()}
        groups = {group.id: group.name for group in project.groups()}
        names = {}
        for info in project.transcripts():
            person = people.get(info.participant_id) if info.participant_id else None
            group = groups.get(person.group_id, "") if person and person.group_id else ""
            names[info.id] = (person.label if person else info.name, group)
        return names

    def _lines(self, transcript_id: int, hits: Sequence[Range]) -> list[Line]:
        return self._session.project.lines(transcript_id, hits)

    def _noun(self) -> str:
        return "turn" if self._turns_only else "hit"

    # Order -----------------------------------------------------------------------------------

    def set_order(self, order: Order) -> None:
        """Show the same hits in another order."""
        self._order = order
        self._offer()
        if order == "place":
            self._sorting.stop()
            pieces = self._found.items()
            self.list.hits.show([row for each, hits in pieces for row in self._rows_of(each, hits)])
        else:
            self._sort()

    def _sort(self) -> None:
        found, corpus, kept = dict(self._found), self._corpus, list[Any]()
        if corpus is not None:
            self._sorting.begin(
                lambda: corpus.lines(found), kept.extend, lambda: self._show_sorted(kept)
            )

    def _show_sorted(self, pieces: Sequence[tuple[int, Sequence[Range], list[Line]]]) -> None:
        rows = [
            (HitRow(transcript_id, *hit, self._names[transcript_id][0]), line)
            for transcript_id, hits, lines in pieces
            for hit, line in zip(hits, lines, strict=True)
        ]
        if self._order == "group":
            rows.sort(key=lambda each: self._group_key(each[0]))
            shown: list[HitRow] = []
            for group, members in groupby(rows, lambda each: self._names[each[0].transcript_id][1]):
                hits = tuple(row for row, _line in members)
                name = group or self.tr("No group")
                note = counted(len(hits), self._noun())
                shown += [HitRow(-1, -1, -1, name, note, hits), *hits]
            self.list.hits.show(shown)
            return
        key = words_before if self._order == "before" else words_after
        rows.sort(key=lambda each: key(each[1]))
        self.list.hits.show([row for row, _line in rows])

    def _group_key(self, row: HitRow) -> tuple[bool, str]:
        group = self._names[row.transcript_id][1]
        return not group, group

    # Coding ----------------------------------------------------------------------------------

    def open_palette(self) -> None:
        """Ask which code the checked hits get."""
        if self._session.is_read_only:
            self._session.said.emit(self.tr("The project is open read-only."))
            return
        number = self.list.hits.number_checked()
        if not number:
            self._session.said.emit(self.tr("Check the hits that you want to code first."))
            return
        book = self._session.project.codebook()
        counts = book.branch_counts(self._session.project.counts_by_code())
        notes = {code_id: f"{count:,}" for code_id, count in counts.items() if count}
        what = counted(number, self._noun())
        purpose = self.tr("Assign to %1").replace("%1", what)
        place = QRect(self.code.mapToGlobal(QPoint(0, 0)), self.code.size())
        choices = Choices(book.offered(), purpose, (), notes, stays=False)
        self.picker.open_at(place, PALETTE, choices)

    def _code(self, code_id: int) -> None:
        project = self._session.project
        number = project.code_hits(code_id, self.list.hits.checked(), self.spread())
        if not number:
            name = project.codebook()[code_id].name
            said = self.tr("All of these words are coded as “%1” already.")
            self._session.said.emit(said.replace("%1", name))
        self.coded.emit()

    def _code_as_new(self, name: str, parent_id: int | None) -> None:
        checked = self.list.hits.checked()
        self._session.project.code_hits_as_new(name, parent_id, checked, self.spread())
        self.coded.emit()

    def spread(self) -> Spread:
        """How much is coded for each hit."""
        return "turn" if self._turns_only else self._spread

    def set_spread(self, spread: Spread) -> None:
        self._spread = spread
        self._offer()

    # Export ----------------------------------------------------------------------------------

    def table(self, query: str, pieces: Sequence[tuple[int, Sequence[Range], list[Line]]]) -> Table:
        """The hits in the order that is shown, as a table of keywords in context."""
        lines = {
            (transcript_id, *hit): line
            for transcript_id, hits, found in pieces
            for hit, line in zip(hits, found, strict=True)
        }
        rows = []
        for row in self.list.hits.hits():
            line = lines.get(row.key)
            if line is not None:
                label, group = self._names[row.transcript_id]
                rows.append((label, group, line.speaker, line.before, line.words, line.after))
        return Table(
            self.tr("Keywords in context"),
            (
                self.tr("Transcript"),
                self.tr("Group"),
                self.tr("Speaker"),
                self.tr("Before"),
                self.tr("Words"),
                self.tr("After"),
            ),
            (20, 16, 18, 60, 20, 60),
            rows,
            (
                (self.tr("Study"), self._session.project.study().name),
                (self.tr("Looked for"), query),
                (self.tr("Found"), self._sentence()),
            ),
        )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.picker.hide()

    def found(self) -> dict[int, list[Range]]:
        """All hits by transcript."""
        return dict(self._found)

    # The rest --------------------------------------------------------------------------------

    def _sentence(self) -> str:
        what = counted(self._total, self._noun())
        where = counted(len(self._found), "transcript")
        return self.tr("%1 in %2").replace("%1", what).replace("%2", where)

    def _show_count(self) -> None:
        checked = self.list.hits.number_checked()
        parts = [self._sentence()] if self._total else []
        if self._total and checked != self._total:
            parts.append(self.tr("%1 checked").replace("%1", f"{checked:,}"))
        if self._total >= MOST:
            parts.append(self.tr("more are not shown"))
        if self._corpus is not None and self._corpus.outdated:
            number = counted(len(self._corpus.outdated), "transcript")
            text = self.tr("%1 changed by somebody else since, and left out")
            parts.append(text.replace("%1", number))
        self._count.setText(" · ".join(parts))
        self._count_row.setVisible(bool(parts))
        what = counted(checked, self._noun())
        self.code.setText(
            self.tr("Code %1…").replace("%1", what) if checked else self.tr("Code the hits…")
        )
        self.code.setEnabled(checked > 0 and not self._session.is_read_only)
        for widget in (self.all, self.none, self.export, self._order_chip):
            widget.setEnabled(self._total > 0)

    def _offer(self) -> None:
        orders = [
            (self.tr("by transcript"), "place"),
            (self.tr("by the word before"), "before"),
            (self.tr("by the word after"), "after"),
            (self.tr("by group"), "group"),
        ]
        offer(self._order_chip, orders, self._order, self.set_order)
        spreads = [
            (self.tr("the words that were found"), "hit"),
            (self.tr("their sentence"), "sentence"),
            (self.tr("their paragraph"), "paragraph"),
            (self.tr("their turn"), "turn"),
        ]
        offer(self._spread_chip, spreads, self._spread, self.set_spread)
        self._spread_chip.setVisible(not self._turns_only)

    def _connect(self) -> None:
        self.list.hits.checked_changed.connect(self._show_count)
        self.list.code_wanted.connect(self.open_palette)
        self.code.clicked.connect(self.open_palette)
        self.all.clicked.connect(lambda: self.list.hits.check_all(True))
        self.none.clicked.connect(lambda: self.list.hits.check_all(False))
        self.picker.code_chosen.connect(self._code)
        self.picker.create_chosen.connect(self._code_as_new)
        self.picker.closed.connect(self.list.setFocus)

    def _lay_out(self) -> None:
        nothing = QWidget()
        room = QVBoxLayout(nothing)
        room.addStretch(2)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._hint, 2)
        line.addStretch(1)
        room.addLayout(line)
        room.addStretch(3)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 12, 6)
        foot.setSpacing(6)
        chips = WrappingRow(2, 0)
        for widget in (self._order_chip, self.all, self.none):
            chips.addWidget(widget)
        foot.addLayout(chips, 1)
        for widget in (self.export, self._spread_chip, self.code):
            foot.addWidget(widget)
        self._count_row = QWidget()
        count = QVBoxLayout(self._count_row)
        count.setContentsMargins(16, 5, 16, 5)
        count.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._count_row)
        layout.addWidget(middle, 1)
        layout.addWidget(divider())
        layout.addLayout(foot)
