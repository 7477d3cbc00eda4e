"""How often each word is said: without small words, by group, as table and picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from coder_gui.domain.counted import counted
from coder_gui.domain.frequencies import Tally
from coder_gui.domain.stop_words import LANGUAGES, likely_language, stop_words
from coder_gui.exchange.reports.table_file import Table
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.finding.bar_chart import save_chart
from coder_gui.ui.finding.word_table import WordTable
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, divider, text_label

BARS = 30
"""Words in the picture."""
LENGTHS = (1, 2, 3, 4, 5, 6)


class WordsPane(QWidget):
    """Shows what was counted; what is left out is decided here and needs no new count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = WordTable()
        self._tally: Tally | None = None
        self._groups: tuple[str, ...] = ()
        self._languages: set[str] | None = None
        self._length = 3
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr("Filter words"))
        self.field.setAccessibleName(self.tr("Filter words"))
        self.field.setMaximumWidth(220)
        self._small = Chip(self.tr("Small words"), "")
        self._small.setMenu(QMenu(self._small))
        self._least = Chip(self.tr("Length"), "")
        self._numbers = Chip(self.tr("Numbers"), "")
        self._count = text_label("", "row", "second")
        self.copy = button(self.tr("Copy"), "plain")
        self.picture = button(self.tr("Picture…"))
        self.export = button(self.tr("Export…"))
        self._lay_out()
        self._offer()
        self.field.textChanged.connect(self._narrow)
        self.copy.clicked.connect(self.table.copy)

    def show_tally(self, tally: Tally | None, groups: Sequence[str]) -> None:
        """Show a count; the language of the small words is guessed from the first one."""
        self._tally, self._groups = tally, tuple(groups)
        if tally is not None and self._languages is None and tally.times:
            likely = likely_language(tally.times)
            self._languages = {likely} if likely else set()
        self._show()

    def forget(self) -> None:
        """Let go of the words."""
        self._languages = None
        self.field.clear()
        self.show_tally(None, ())

    def export_table(self, study: str, scope: str) -> Table:
        """What is shown, ready to be written down."""
        words = self.table.words
        rows = [words.cells(word) for word in words.words()]
        left_out = ", ".join(sorted(self._languages or ())) or self.tr("nothing")
        return Table(
            self.tr("Word frequencies"),
            words.heads(),
            (24, *([14] * (len(words.heads()) - 1))),
            rows,
            (
                (self.tr("Study"), study),
                (self.tr("Words of"), scope),
                (self.tr("Small words left out"), left_out),
                (self.tr("Least length"), counted(self._length, "letter")),
                (self.tr("Counted"), self._sentence()),
            ),
        )

    def save_picture(self, path: Path, title: str) -> None:
        """Draw the first words that are shown."""
        words = self.table.words
        bars = [
            (str(cells[0]), float(cells[1])) for cells in map(words.cells, words.words()[:BARS])
        ]
        if not words.per_thousand:
            bars = [(word, int(number)) for word, number in bars]
        save_chart(path, title, bars)

    def _show(self) -> None:
        tally = self._tally
        self._offer()
        if tally is None:
            self.table.words.show((), (), 0, ())
        else:
            left_out = stop_words(self._languages or ())
            sizes = [tally.words_in(each) for each in range(len(self._groups))]
            words = tally.most_frequent(left_out, self._length)
            self.table.words.show(words, self._groups, tally.words_in(), sizes)
        self._show_count()

    def _narrow(self, typed: str) -> None:
        self.table.words.narrow(typed)
        self._show_count()

    def _sentence(self) -> str:
        if self._tally is None:
            return ""
        different = counted(self.table.words.rowCount(), "different word")
        text = self.tr("%1 of %2 words in all")
        return text.replace("%1", different).replace("%2", f"{self._tally.words_in():,}")

    def _show_count(self) -> None:
        self._count.setText(self._sentence())
        for widget in (self.copy, self.picture, self.export):
            widget.setEnabled(self.table.words.rowCount() > 0)

    def _set_language(self, language: str, on: bool) -> None:
        chosen = set(self._languages or ())
        self._languages = chosen | {language} if on else chosen - {language}
        self._show()

    def _set_length(self, length: int) -> None:
        self._length = length
        self._show()

    def _set_per_thousand(self, on: bool) -> None:
        self.table.words.set_per_thousand(on)
        self._offer()

    def _offer(self) -> None:
        chosen = self._languages or set()
        menu = self._small.menu()
        menu.clear()
        for language in LANGUAGES:
            action = menu.addAction(self.tr(language))
            action.setCheckable(True)
            action.setChecked(language in chosen)
            action.triggered.connect(lambda on, each=language: self._set_language(each, on))
        named = ", ".join(self.tr(each) for each in LANGUAGES if each in chosen)
        left_out = self.tr("%1 left out").replace("%1", named) if named else self.tr("counted")
        self._small.set_value(left_out)
        lengths = [
            (self.tr("%1 letters and more").replace("%1", str(n)) if n > 1 else self.tr("any"), n)
            for n in LENGTHS
        ]
        offer(self._least, lengths, self._length, self._set_length)
        numbers = [(self.tr("times"), False), (self.tr("per 1,000 words"), True)]
        offer(self._numbers, numbers, self.table.words.per_thousand, self._set_per_thousand)

    def _lay_out(self) -> None:
        chips = WrappingRow(2, 0)
        for widget in (self._small, self._least, self._numbers):
            chips.addWidget(widget)
        top = QHBoxLayout()
        top.setContentsMargins(12, 4, 16, 6)
        top.setSpacing(10)
        top.addLayout(chips, 1)
        top.addWidget(self.field)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 6)
        foot.setSpacing(6)
        foot.addWidget(self._count, 1)
        for act in (self.copy, self.picture, self.export):
            foot.addWidget(act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(divider())
        layout.addWidget(self.table, 1)
        layout.addWidget(divider())
        layout.addLayout(foot)
