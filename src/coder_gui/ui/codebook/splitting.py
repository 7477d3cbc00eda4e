"""Walks through a code's segments while it is split; each dealing is a step of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coder_gui.domain.changes import Changes
from coder_gui.domain.counted import counted
from coder_gui.ui.codebook.split_bar import MOST, SplitBar
from coder_gui.ui.session import Session


class Splitting(QObject):
    """Deals the present coder's segments of one code to others.

    Every dealing is saved and undone by itself: who is called away in the middle of two hundred
    segments loses nothing, and what is left has the old code.
    """

    def __init__(
        self, session: Session, show_segment: Callable[[int], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._show_segment = session, show_segment
        self._source = 0
        self._segments: list[int] = []
        self._place = 0
        self._targets: list[int] = []
        self._steps: dict[int, int] = {}
        self.bar = SplitBar()
        self.bar.target_chosen.connect(self._deal)
        self.bar.new_target.connect(self._deal_to_new)
        self.bar.skipped.connect(lambda: self._go(1))
        self.bar.back_wanted.connect(self._back)
        self.bar.ended.connect(self.end)
        session.changed.connect(self._take_up)
        session.closed.connect(self._forget)
        session.coder_changed.connect(self._forget)

    def begin(self, code_id: int) -> None:
        """Show the first segment of a code, and ask where it belongs."""
        project = self._session.project
        found = project.segments_of_code(code_id)
        if not found:
            self._session.said.emit(self.tr("You have no segments with this code to split."))
            return
        self._source, self._segments = code_id, [each.id for each in found]
        self._place, self._steps = 0, {}
        below = project.codebook().offered()
        self._targets = [each.id for each in below.children(code_id)][:MOST]
        self.bar.show()
        self._show()

    def end(self) -> None:
        """Leave the rest for later."""
        self.bar.picker.hide()
        self.bar.hide()
        if self._session.is_open and self._source in self._session.project.codebook():
            left = counted(self._left(), "segment")
            name = self._session.project.codebook()[self._source].name
            text = self.tr("%1 still have “%2”." if self._left() != 1 else "%1 still has “%2”.")
            self._session.said.emit(text.replace("%1", left).replace("%2", name))
        self._segments = []

    def _forget(self) -> None:
        """Let go of the project that closes."""
        self._segments, self._targets = [], []
        self.bar.picker.hide()
        self.bar.hide()

    def _take_up(self, changes: Changes) -> None:
        """Follow what was undone, renamed or deleted meanwhile."""
        if self._segments and changes.touch("segment", "code"):
            if self._source not in self._session.project.codebook():
                self.end()
            else:
                self._describe()

    def _deal(self, code_id: int) -> None:
        segment_id = self._segments[self._place]
        if code_id not in self._targets:
            self._targets.append(code_id)
        if not self._has_code(segment_id, code_id):
            self._session.project.deal_segment(segment_id, code_id)
            self._note(segment_id)
        self._go(1)

    def _deal_to_new(self, name: str, parent_id: int | None) -> None:
        segment_id = self._segments[self._place]
        code_id = self._session.project.deal_to_new_code(segment_id, name, parent_id)
        self._targets.append(code_id)
        self._note(segment_id)
        self._go(1)

    def _note(self, segment_id: int) -> None:
        step = self._session.project.next_undo()
        if step is not None:
            self._steps[segment_id] = step.id

    def _back(self) -> None:
        """Go back to the segment before, and take it back if it was dealt."""
        if self._place == 0:
            return
        self._place -= 1
        segment_id = self._segments[self._place]
        dealt = self._steps.pop(segment_id, None)
        last = self._session.project.next_undo()
        if dealt is not None and last is not None and last.id == dealt:
            self._session.project.undo()
        elif dealt is not None and self._session.project.segments_by_id([segment_id]):
            self._session.project.deal_segment(segment_id, self._source)
        self._show()

    def _go(self, step: int) -> None:
        self._place += step
        if self._place >= len(self._segments):
            self.end()
        else:
            self._show()

    def _show(self) -> None:
        self._show_segment(self._segments[self._place])
        self._describe()
        self.bar.setFocus()

    def _describe(self) -> None:
        book = self._session.project.codebook()
        self._targets = [each for each in self._targets if each in book]
        self.bar.show_targets(book, self._source, self._targets)
        found = self._session.project.segments_by_id([self._segments[self._place]])
        now = found[0].code_id if found else self._source
        self.bar.show_segment(self._place + 1, len(self._segments), now)

    def _left(self) -> int:
        found = self._session.project.segments_by_id(self._segments)
        return sum(each.code_id == self._source for each in found)

    def _has_code(self, segment_id: int, code_id: int) -> bool:
        found = self._session.project.segments_by_id([segment_id])
        return not found or found[0].code_id == code_id
