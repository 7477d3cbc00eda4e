"""What stands in the Agree place while two coders must not see each other's work yet."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from coder_gui.app.project import Project
from coder_gui.domain.counted import counted
from coder_gui.domain.team import Pair
from coder_gui.ui.one_writer import CHANGES
from coder_gui.ui.style import ROOM
from coder_gui.ui.widgets.text_label import button, text_label


def blind_pair(project: Project, coders: tuple[int, ...]) -> Pair | None:
    """The first two of these coders whose comparison has not been opened yet."""
    pairs = combinations(coders, 2)
    return next((project.persons_of(pair) for pair in pairs if project.is_blind(pair)), None)


class BlindCard(QFrame):
    """Says how far the two are and what opening means; the button opens the comparison."""

    wanted = Signal(tuple)
    """The comparison of this pair is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._pair: Pair = (0, 0)
        self.title = text_label("", "strong")
        self.how_far = text_label("", "")
        self.meaning = text_label("", "", "second")
        self.act = button(self.tr("Open the comparison"))
        self.act.setProperty(CHANGES, True)
        self.act.clicked.connect(lambda: self.wanted.emit(self._pair))
        self.setFocusProxy(self.act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18 - ROOM, 16, 18 - ROOM, 16 - ROOM)
        layout.setSpacing(6)
        for words in (self.title, self.how_far, self.meaning):
            words.setContentsMargins(ROOM, 0, ROOM, 0)
            layout.addWidget(words)
        layout.addSpacing(ROOM)
        layout.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeading)

    def show_pair(self, project: Project, pair: Pair) -> None:
        """Say where two coders stand with the transcripts that both are assigned."""
        self._pair = pair
        names = {each.id: each.name for each in project.coders()}
        first, second = (names[each] for each in pair)
        tasks, common = project.tasks(), project.assigned_to_both(pair)
        done = [sum(tasks[coder, each] == "finished" for each in common) for coder in pair]
        complete = bool(common) and done == [len(common)] * 2
        title = self.tr("%1 and %2 code without seeing each other’s work")
        self.title.setText(title.replace("%1", first).replace("%2", second))
        self.how_far.setText(self._how_far(first, second, done, len(common), complete))
        self.meaning.setText(self._meaning(complete, project.package() is not None))
        self.act.setText(
            self.tr("Open the comparison")
            if complete
            else self.tr("Open it before both have finished")
        )
        self.act.setProperty("kind", "primary" if complete else "")
        self.act.style().unpolish(self.act)
        self.act.style().polish(self.act)
        self.act.setEnabled(project.package() is None and not project.read_only)
        self.setAccessibleName(self.title.text())

    def _how_far(
        self, first: str, second: str, done: list[int], number: int, complete: bool
    ) -> str:
        common = self.tr("%1 in common.").replace("%1", counted(number, "transcript"))
        if complete:
            return f"{common} {self.tr('Both have finished all of them.')}"
        line = self.tr("%1 has finished %2 of them, %3 has finished %4.")
        line = line.replace("%2", f"{done[0]:,}").replace("%4", f"{done[1]:,}")
        return f"{common} {line.replace('%1', first).replace('%3', second)}"

    def _meaning(self, complete: bool, handed_out: bool) -> str:
        if handed_out:
            return self.tr(
                "This file was handed out to one coder. The comparison is opened in the study’s "
                "own project."
            )
        opening = self.tr(
            "Opening the comparison lets each see the other’s segments, comments and memos, here "
            "and in the reader. The history says who opened it and when."
        )
        if complete:
            return opening
        late = self.tr("Whatever either codes afterwards is no longer coded blind.")
        return f"{opening} {late}"
