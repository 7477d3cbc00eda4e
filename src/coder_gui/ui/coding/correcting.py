"""Correcting the open transcript: typing becomes steps, and what to look at is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from coder_gui.domain.changes import Changes
from coder_gui.ui.coding.correcting_bar import CorrectingBar
from coder_gui.ui.coding.review_list import Reviewed, ReviewList
from coder_gui.ui.session import Session

if TYPE_CHECKING:
    from coder_gui.ui.transcript.correctable_view import CorrectableView

PAUSE = 3_000
"""Milliseconds without a key after which what was typed is saved."""


class Correcting(QObject):
    """Turns correcting on and off; saves when the caret leaves a paragraph, and after a pause."""

    switched = Signal(bool)
    """Whether the words can be typed in now."""
    segment_wanted = Signal(int)
    """A segment, perhaps of another transcript, is to be shown."""
    remove_wanted = Signal(int)

    def __init__(self, session: Session, view: CorrectableView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self.bar = CorrectingBar()
        self.review = ReviewList()
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.keep)
        view.typed.connect(self._pause.start)
        view.left.connect(self.keep)
        view.done.connect(lambda: self.switch(False))
        self.bar.done.connect(lambda: self.switch(False))
        self.bar.review_wanted.connect(self.open_review)
        self.review.segment_shown.connect(self.segment_wanted)
        self.review.looked_at.connect(lambda ids: session.project.mark_checked(ids))
        self.review.remove_wanted.connect(self.remove_wanted)
        self.review.closed.connect(view.setFocus)

    @property
    def is_on(self) -> bool:
        return self._view.is_correcting

    def toggle(self) -> None:
        self.switch(not self.is_on)

    def switch(self, on: bool) -> None:
        """Let the open transcript be typed in, or only be read again."""
        if on and self._session.is_read_only:
            self._session.said.emit(self.tr("The project is open read-only."))
            on = False
        if on and self._view.transcript_id() is None:
            on = False
        self.keep()
        self._view.set_correcting(on)
        self.bar.setVisible(on)
        if on:
            self.review.shut()
            self._view.setFocus()
        self.refresh()
        self.switched.emit(on)

    def keep(self) -> None:
        """Save what was typed, as one step."""
        self._pause.stop()
        transcript_id, edits = self._view.transcript_id(), self._view.edits()
        if not edits or transcript_id is None:
            return
        try:
            self._session.project.edit_transcript(transcript_id, edits)
        finally:
            if self._view.edits():
                # It was refused: what is stored is shown again.
                self._view.forget_typed()

    def take_up(self, changes: Changes) -> None:
        if changes.touch("segment", "transcript", "code"):
            self.refresh()

    def refresh(self) -> None:
        """Count what is to be looked at, and list it where the list is open."""
        if not self._session.is_open:
            return
        waiting = self._session.project.segments_to_check() if self._has_segments() else ()
        self.bar.show_number(len(waiting))
        if not self.review.isHidden():
            self.review.show_segments(self._rows())

    def open_review(self) -> None:
        """List the segments whose words were corrected, of all transcripts."""
        self.switch(False)
        rows = self._rows()
        if not rows:
            self._session.said.emit(self.tr("No segment has corrected words to look at."))
            return
        self.review.show_segments(rows)
        self.review.open()

    def _has_segments(self) -> bool:
        return self.is_on or not self.review.isHidden()

    def _rows(self) -> list[Reviewed]:
        project = self._session.project
        names = {info.id: info.name for info in project.transcripts()}
        people = {person.id: person.label for person in project.participants()}
        for info in project.transcripts():
            names[info.id] = people.get(info.participant_id or 0, info.name)
        coders = {coder.id: coder.name for coder in project.coders()}
        book = project.codebook()
        rows: list[Reviewed] = []
        for segment in project.segments_to_check():
            where = names[segment.transcript_id]
            if segment.coder_id != project.coder_id:
                where = f"{where} ({coders[segment.coder_id]})"
            words = project.text(segment.transcript_id)[segment.start : segment.end]
            rows.append(Reviewed(segment.id, where, book[segment.code_id].name, words))
        return rows
