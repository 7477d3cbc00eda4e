"""What the keys of the reader do with the selected words and with the chosen segment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from coder_gui.domain.model import STANCES, Segment, Stance
from coder_gui.domain.passages import Range
from coder_gui.domain.quoting import quoted, spoken_by
from coder_gui.domain.stretches import SPREADS, spread_to
from coder_gui.ui.session import Session

if TYPE_CHECKING:
    from coder_gui.ui.coding.reader_pane import ReaderPane

LONGEST_NAME = 100
"""Characters of the words that become a code's name."""

Sign = Literal["good_quote", "unsure"]


class Gestures(QObject):
    """Resizing, spreading, coding in vivo and by own keys, marking and quoting."""

    segment_wanted = Signal(int)
    """A segment, perhaps of another transcript, is to be shown."""
    comment_wanted = Signal()
    """The chosen segment's comment is to be written."""

    def __init__(self, session: Session, pane: ReaderPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._view = pane.view
        self._spread: list[tuple[int | None, Range, Range]] = []
        self._view.mark_resized.connect(self.resize)
        for number in range(1, 10):
            key = QShortcut(QKeySequence(str(number)), self._view)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self.give_key, number))

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of the segment menu do, by their names."""
        return {
            "in_vivo": self.code_in_vivo,
            "spread": self.spread,
            "spread_back": self.spread_back,
            "good_quote": partial(self.toggle, "good_quote"),
            "unsure": partial(self.toggle, "unsure"),
            "stance": self.next_stance,
            "comment": self.comment,
            "next_unsure": self.next_unsure,
            "copy_quote": self.copy_quote,
            "show_only": self._pane.showing.open_menu,
            "underlines": lambda: self._view.set_underlined(not self._view.is_underlined),
        }

    # Ends ------------------------------------------------------------------------------------

    def resize(self, segment_id: int, start: int, end: int) -> None:
        """Give a segment other ends."""
        if self._may_change() and self.is_mine(segment_id):
            self._session.project.resize_segment(segment_id, start, end)

    def spread(self) -> None:
        """Let the selected words, else the chosen segment, reach to the next larger stretch."""
        target = self._target()
        if target is None:
            return
        segment_id, now = target
        text, turns = self._view.stored_text(), self._view.turns()
        for stretch in SPREADS[1:]:
            start, end = spread_to(text, turns, now, stretch)
            if start <= now[0] and now[1] <= end and (start, end) != now:
                self._reach(segment_id, (start, end))
                if self._target() == (segment_id, (start, end)):
                    self._spread.append((segment_id, now, (start, end)))
                return
        self._say(self.tr("It reaches to the whole turn already."))

    def spread_back(self) -> None:
        """Let it reach as far as before the last spreading."""
        target = self._target()
        if target is None:
            return
        if not self._spread or (self._spread[-1][0], self._spread[-1][2]) != target:
            self._spread.clear()
            self._say(self.tr("It was not extended before."))
            return
        segment_id, before, _after = self._spread.pop()
        self._reach(segment_id, before)

    def _target(self) -> tuple[int | None, Range] | None:
        selected = self._view.selection()
        if selected is not None:
            return None, selected
        segment = self._chosen()
        if segment is None:
            self._say(self.tr("Select words or click a coded passage first."))
        elif self.is_mine(segment.id):
            return segment.id, (segment.start, segment.end)
        return None

    def _reach(self, segment_id: int | None, passage: Range) -> None:
        if segment_id is None:
            self._view.select(*passage, reveal=False)
        else:
            self.resize(segment_id, *passage)

    # Codes -----------------------------------------------------------------------------------

    def code_in_vivo(self) -> None:
        """Make the words a code under the present theme, and code them with it."""
        if not self._may_change():
            return
        self._pane.correcting.keep()
        passage = self._pane.passage()
        if passage is None:
            self._say(self.tr("Select the words that you want to code first."))
            return
        name = " ".join(self._view.stored_text()[slice(*passage)].split())
        if len(name) > LONGEST_NAME:
            self._say(self.tr("These are too many words for a name. Select fewer."))
            return
        book = self._session.project.codebook()
        same = [code.id for code in book if code.name.casefold() == name.casefold()]
        if same:
            self._pane.apply_code(same[0])
        else:
            self._pane.apply_new_code(name, self._pane.create_under)

    def give_key(self, number: int) -> None:
        """Give the selected words the code of a number key."""
        book = self._session.project.codebook()
        found = [code.id for code in book if code.shortcut == number and not code.archived]
        if found:
            self._pane.apply_code(found[0])
        else:
            text = self.tr("No code has the key %1. Choose one in a code’s menu: “Key”.")
            self._say(text.replace("%1", str(number)))

    # Signs -----------------------------------------------------------------------------------

    def toggle(self, sign: Sign) -> None:
        """Mark the chosen segment as a good quote or as unsure, or take the mark away."""
        segment = self._chosen()
        if segment is None:
            self._say(self.tr("Click a coded passage first, then mark it."))
        elif self._may_change() and self.is_mine(segment.id):
            marks = {sign: not getattr(segment, sign)}
            self._session.project.mark_segment(segment.id, **marks)

    def next_stance(self) -> None:
        """Give the chosen segment the stance after its own: for, against, mixed, none."""
        segment = self._chosen()
        if segment is None:
            self._say(self.tr("Click a coded passage first, then choose its stance."))
        elif self._may_change() and self.is_mine(segment.id):
            stances: tuple[Stance | None, ...] = (None, *STANCES)
            following = stances[(stances.index(segment.stance) + 1) % len(stances)]
            self._session.project.annotate_segment(segment.id, segment.comment, following)

    def comment(self) -> None:
        """Have the comment of the chosen segment written."""
        segment = self._chosen()
        if segment is None:
            self._say(self.tr("Click a coded passage first, then write a comment."))
        elif self._may_change() and self.is_mine(segment.id):
            self.comment_wanted.emit()

    def next_unsure(self) -> None:
        """Go to the next segment that is marked as unsure, behind the last one to the first."""
        shown = self._pane.transcript
        waiting = self._session.project.unsure_segments()
        if shown is None or not waiting:
            self._say(self.tr("No segment is marked as unsure."))
            return
        order = {info.id: place for place, info in enumerate(self._session.project.transcripts())}
        chosen = self._chosen()
        here = (order[shown.info.id], self._view.caret(), 0, 0)
        if chosen is not None:
            here = _place(chosen, order)
        walk = sorted(waiting, key=lambda each: _place(each, order))
        behind = [each for each in walk if _place(each, order) > here]
        self.segment_wanted.emit((behind or walk)[0].id)

    # Quoting ---------------------------------------------------------------------------------

    def copy_quote(self) -> None:
        """Copy the selected words, else the chosen segment's, with who said them."""
        passage = self._view.selection()
        chosen = self._chosen()
        if passage is None and chosen is not None:
            passage = chosen.start, chosen.end
        shown = self._pane.transcript
        if passage is None or shown is None:
            self._say(self.tr("Select words or click a coded passage first."))
            return
        people = {p.id: p.label for p in self._session.project.participants()}
        who = spoken_by(self._view.turns(), passage, shown.info, people)
        QApplication.clipboard().setText(quoted(self._view.stored_text(), passage, who))
        self._say(self.tr("Copied the words of %1").replace("%1", who))

    def _chosen(self) -> Segment | None:
        chosen = self._view.chosen()
        found = self._session.project.segments_by_id([chosen]) if chosen is not None else ()
        return found[0] if found else None

    def is_mine(self, segment_id: int) -> bool:
        """Whether a segment is the present coder's; if not, it is said whose it is."""
        project = self._session.project
        for segment in project.segments_by_id([segment_id]):
            if segment.coder_id != project.coder_id:
                name = self._pane.showing.whose.name_of(segment.coder_id)
                text = self.tr("This is %1’s, only to look at. Give the words a code of yours.")
                self._say(text.replace("%1", name))
                return False
        return True

    def _may_change(self) -> bool:
        if self._session.is_read_only:
            self._say(self.tr("The project is open read-only."))
        return not self._session.is_read_only

    def _say(self, sentence: str) -> None:
        self._session.said.emit(sentence)


def _place(segment: Segment, order: dict[int, int]) -> tuple[int, int, int, int]:
    return order[segment.transcript_id], segment.start, -segment.end, segment.id
