"""The hit at hand with its sentences, what can be decided, and all hits below it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.counted import counted
from coder_gui.domain.deidentify import context
from coder_gui.ui import fonts, theme
from coder_gui.ui.deidentifying.review import Review, ReviewList, State
from coder_gui.ui.widgets.empty_state import EmptyState, page_of
from coder_gui.ui.widgets.key_cap import KeyCap
from coder_gui.ui.widgets.text_label import button, divider, text_label

LINES = 4
AROUND = 190
"""Characters of the sentences on each side of a name."""
MEASURE = 640
"""Pixels of a line of reading."""


class ReviewPane(QWidget):
    """What is decided is shown at once, and nothing is written before it is applied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review = Review(self)
        self.list = ReviewList(self.review)
        self._about = text_label("", "row", "second")
        self._words = _Sentences()
        self.accept = button(self.tr("Accept"))
        self.skip = button(self.tr("Skip"))
        self.all = button(self.tr("Accept all"))
        self.nothing = EmptyState("", "")
        self.show_listed(False)
        self._lay_out()
        decisions: tuple[tuple[QPushButton, State, bool], ...] = (
            (self.accept, "accepted", False),
            (self.skip, "skipped", False),
            (self.all, "accepted", True),
        )
        for pressed, state, same_name in decisions:
            pressed.clicked.connect(
                lambda _=False, state=state, same_name=same_name: self._decide(state, same_name)
            )
        self.list.current_changed.connect(self.refresh)
        self.review.decided.connect(self.refresh)
        self.setFocusProxy(self.list)
        self.refresh()

    def refresh(self) -> None:
        """Show the current hit."""
        found = self.list.current()
        self._card.setVisible(found is not None)
        self.list.setVisible(found is not None)
        self._empty.setVisible(found is None)
        if found is None:
            return
        before, after = context(found.source.place.text, found.hit.start, found.hit.end, AROUND)
        stands = found.hit.entry.replacement
        self._words.show_words(before, found.words, stands, after, self.review.state(found))
        number = self.tr("%1 of %2").replace("%1", f"{self.list.currentIndex().row() + 1:,}")
        number = number.replace("%2", f"{self.review.rowCount():,}")
        state = {"open": "", "accepted": self.tr("accepted"), "skipped": self.tr("skipped")}
        about = (found.source.where, number, state[self.review.state(found)])
        self._about.setText(" · ".join(filter(None, about)))
        same = len(self.review.of_same_name(found))
        self.all.setText(self.tr("Accept all %1").replace("%1", f"{same:,}"))
        said = self.tr("Accept all of “%1”").replace("%1", found.hit.entry.original)
        self.all.setToolTip(said)
        self.all.setAccessibleName(said)

    def show_listed(self, any_name: bool) -> None:
        """Say why nothing is shown: nothing is listed, or what is listed stands nowhere."""
        title = self.tr("No names yet")
        text = self.tr(
            "Put the names of people, places and services on the list at the left, or take "
            "them from the suggestions. Every place where one stands is shown here."
        )
        if any_name:
            title = self.tr("Found nowhere")
            text = self.tr(
                "No transcript, memo or label holds the names on the list. Look at how they are "
                "spelt, and whether “Match case” is on."
            )
        self.nothing.say(title, text)

    def progress(self) -> str:
        """“148 of 214 looked at, 120 accepted”."""
        total, looked, accepted = self.review.counts()
        if not total:
            return ""
        text = self.tr("%1 of %2 looked at, %3 accepted")
        text = text.replace("%1", f"{looked:,}").replace("%2", counted(total, "place"))
        return text.replace("%3", f"{accepted:,}")

    def _decide(self, state: State, same_name: bool) -> None:
        self.list.decide(state, same_name=same_name)
        self.list.setFocus()

    def _lay_out(self) -> None:
        self._card = QWidget()
        self._card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        acts = QHBoxLayout()
        acts.setSpacing(4)
        for act, keys in ((self.accept, "A"), (self.skip, "S"), (self.all, "Shift+A")):
            acts.addWidget(act)
            acts.addWidget(KeyCap(keys))
            acts.addSpacing(10)
        acts.addStretch(1)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(20, 12, 16, 8)
        card.setSpacing(6)
        card.addWidget(self._about)
        card.addWidget(self._words)
        card.addLayout(acts)
        self._empty = page_of(self.nothing, 400)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._card)
        layout.addWidget(divider())
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)


class _Sentences(QLabel):
    """The sentences around a name in the reader's face, always as high, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fonts.reader_font())
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setMaximumWidth(MEASURE)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_words(self, before: str, name: str, stands: str, after: str, state: State) -> None:
        shown = theme.tokens()
        old = f'<span style="background-color:{shown.warnbg.name()}">{escape(name)}</span>'
        if state == "accepted":
            old = (
                f'<span style="color:{shown.tx3.name()};text-decoration:line-through">'
                f"{escape(name)}</span>"
            )
        new = f'<span style="color:{shown.acc.name()};font-weight:600">{escape(stands)}</span>'
        if state == "skipped":
            new = f'<span style="color:{shown.tx3.name()}">{escape(stands)}</span>'
        self.setText(f"{escape(before)}{old} {new}{escape(after)}")
        self.setAccessibleName(f"{before}{name}, {stands}, {after}")

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        return QSize(MEASURE, LINES * line + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return False
