"""Finding words in the transcript that is open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from coder_gui.domain.finding import Query, compiled, searchable
from coder_gui.domain.passages import Range
from coder_gui.ui import icons

# Every letter typed searches the same text again, and making it ready takes longer.
_ready = lru_cache(maxsize=1)(lambda text: searchable(text, Query("")))


def find_words(text: str, typed: str) -> list[tuple[int, int]]:
    """Where the typed words stand in a text, whatever their case or accents (half-open)."""
    search = compiled(Query(typed))
    return [] if search.is_empty else search.hits(_ready(text))


def outside(hits: Sequence[Range], ranges: Sequence[Range]) -> list[Range]:
    """The hits that begin in none of some sorted, disjoint ranges."""
    found = []
    for hit in hits:
        place = bisect_right(ranges, hit[0], key=lambda each: each[0]) - 1
        if place < 0 or ranges[place][1] <= hit[0]:
            found.append(hit)
    return found


class FindBar(QWidget):
    """A field, the number of hits, and ways to go from one to the next."""

    hits_found = Signal(list, object)
    """All hits as stored ranges, and the place of the current one or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = ""
        self._hits: list[tuple[int, int]] = []
        self._current: int | None = None
        self._from = 0
        self._asked: Sequence[Range] = ()
        self.without_interviewers = QCheckBox(self.tr("Leave out interviewers"))
        self.without_interviewers.hide()
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find in this transcript"))
        self._field.setAccessibleName(self.tr("Find in this transcript"))
        self._field.setClearButtonEnabled(True)
        self._count = QLabel()
        self._count.setProperty("tone", "second")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 6)
        layout.addWidget(self._field, 1)
        layout.addWidget(self._count)
        layout.addWidget(self.without_interviewers)
        for name, tip, act in (
            ("chevron-up", self.tr("Previous (Shift+Enter)"), self.go_back),
            ("chevron-down", self.tr("Next (Enter)"), self.go_on),
            ("close", self.tr("Close (Esc)"), self.shut),
        ):
            button = QToolButton()
            button.setIcon(icons.icon(name, 16))
            button.setIconSize(QSize(16, 16))
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(act)
            layout.addWidget(button)
        self._field.textChanged.connect(self._search)
        self.without_interviewers.toggled.connect(self._search)
        self.hide()

    def open_for(self, text: str, start: int, typed: str = "") -> None:
        """Show the bar over a text; the search begins at `start` (a stored code point)."""
        self._text, self._from = text, start
        self.show()
        if typed:
            self._field.setText(typed)
        self._search()
        self._field.setFocus()
        self._field.selectAll()

    def set_text(self, text: str, asked: Sequence[Range] = ()) -> None:
        """Go on in another transcript.

        Args:
            asked: The turns of interviewers, which may be left out; sorted and disjoint.
        """
        self._text, self._from, self._asked = text, 0, asked
        self.without_interviewers.setVisible(bool(asked))
        if self.isVisible():
            self._search()

    def shut(self) -> None:
        self.hide()
        self.hits_found.emit([], None)

    def go_on(self) -> None:
        self._go(1)

    def go_back(self) -> None:
        self._go(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._go(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        if self._hits:
            self._current = ((self._current or 0) + step) % len(self._hits)
            self._tell()

    def _search(self) -> None:
        self._hits = find_words(self._text, self._field.text())
        if self.without_interviewers.isChecked():
            self._hits = outside(self._hits, self._asked)
        after = (i for i, (start, _end) in enumerate(self._hits) if start >= self._from)
        self._current = next(after, 0) if self._hits else None
        self._tell()

    def _tell(self) -> None:
        if self._hits:
            place = (self._current or 0) + 1
            text = self.tr("%1 of %2").replace("%1", str(place))
            self._count.setText(text.replace("%2", str(len(self._hits))))
        else:
            self._count.setText(self.tr("Nothing found") if self._field.text().strip() else "")
        self.hits_found.emit(self._hits, self._current)
