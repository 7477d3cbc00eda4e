"""The middle of the Code place: the reader with its head, its find bar and the palette."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from coder_gui.domain.changes import Changes
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Participant, Segment, Transcript
from coder_gui.domain.passages import word_range
from coder_gui.domain.speakers import WITHOUT_INTERVIEWERS, left_out
from coder_gui.domain.text import word_count
from coder_gui.ui import icons
from coder_gui.ui.codebook.code_picker import Choices, CodePicker
from coder_gui.ui.coding.correcting import Correcting
from coder_gui.ui.coding.dimming import Dimming
from coder_gui.ui.coding.find_bar import FindBar
from coder_gui.ui.coding.gestures import Gestures
from coder_gui.ui.coding.reader_head import ReaderHead
from coder_gui.ui.coding.showing import Showing
from coder_gui.ui.coding.speaker_filter import SpeakerFilter
from coder_gui.ui.coding.speakers_sheet import open_speakers
from coder_gui.ui.coding.times import Times
from coder_gui.ui.memos.reader_notes import ReaderNotes
from coder_gui.ui.session import Session
from coder_gui.ui.transcript.correctable_view import CorrectableView
from coder_gui.ui.transcript.marks import Mark
from coder_gui.ui.transcript.overview import Overview
from coder_gui.ui.transcript.page import READER_POINTS
from coder_gui.ui.widgets.text_label import divider

RECENT_LIMIT = 12


class ReaderPane(QWidget):
    """Shows one transcript with the present coder's segments, and codes what is selected."""

    segment_chosen = Signal(object)
    """Id of a segment, or None."""
    selection_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.transcript: Transcript | None = None
        self.create_under: int | None = None
        self._book = Codebook(())
        self._recent: list[int] = []
        self.view = CorrectableView()
        self.correcting = Correcting(session, self.view)
        dimming = Dimming(self.view)
        self.speakers = SpeakerFilter(self.view, dimming)
        self.showing = Showing(session, self.view, dimming)
        self.times = Times(session, self.view)
        self.notes = ReaderNotes(session, self.view)
        self.gestures = Gestures(session, self)
        self.picker = CodePicker(self)
        self.find_bar = FindBar()
        self.overview = Overview(self.view)
        self.head = ReaderHead()
        self._lay_out()
        self.view.mark_chosen.connect(self.segment_chosen)
        self.view.selection_changed.connect(self.selection_changed)
        self.view.code_dropped.connect(self.apply_to)
        self.picker.code_chosen.connect(self.apply_code)
        self.picker.codes_chosen.connect(self.apply_codes)
        self.picker.create_chosen.connect(self.apply_new_code)
        self.picker.closed.connect(self.view.setFocus)
        self.find_bar.hits_found.connect(self._show_hits)
        self.correcting.remove_wanted.connect(self.remove)
        self.showing.changed.connect(self._show_marks)

    # What is shown ---------------------------------------------------------------------------

    def show_transcript(self, transcript_id: int | None) -> None:
        """Open a transcript, or none."""
        project = self._session.project
        self.transcript = project.transcript(transcript_id) if transcript_id is not None else None
        self._book = project.codebook()
        self.view.show_transcript(self.transcript, self._marks(self._segments()))
        self.speakers.show_transcript(self.transcript)
        self.showing.refresh()
        self.notes.show_transcript(self.transcript)
        asked = left_out(self.view.turns(), WITHOUT_INTERVIEWERS)
        self.find_bar.set_text(self.transcript.text if self.transcript else "", asked)
        self.show_head()

    def forget(self) -> None:
        """Let go of the project that closes."""
        self.correcting.switch(False)
        self.correcting.review.hide()
        self.picker.hide()
        self.find_bar.hide()
        self._recent, self.create_under = [], None
        self.show_transcript(None)
        self.speakers.forget()
        self.showing.forget()

    def show_head(self) -> None:
        """Name, facts and number of segments of the open transcript."""
        project = self._session.project
        person = self.person()
        if self.transcript is None:
            return
        info = self.transcript.info
        groups = {group.id: group.name for group in project.groups()}
        group = groups.get(person.group_id) if person and person.group_id else None
        facts = [group, counted(info.words, "word")]
        number = counted(project.counts_by_transcript().get(info.id, 0), "segment")
        by = self.tr("%1 by %2").replace("%1", number)
        self.head.show_facts(
            person.label if person else info.name,
            " · ".join(fact for fact in facts if fact),
            by.replace("%2", project.coder().name),
        )

    def person(self) -> Participant | None:
        """Whose transcript is open."""
        if self.transcript is None:
            return None
        wanted = self.transcript.info.participant_id
        return next((p for p in self._session.project.participants() if p.id == wanted), None)

    def take_up(self, changes: Changes) -> None:
        """Repaint what a step touched; an open transcript that is gone is closed."""
        self.correcting.take_up(changes)
        self.notes.take_up(changes)
        if self.transcript is None:
            return
        project, info = self._session.project, self.transcript.info
        words = changes.touch("text_block", "turn", "speaker")
        # Others may come and go while the words here are selected or the palette is open.
        elsewhere = changes.touch("transcript") and info.id not in changes.ids("transcript")
        if info.id in changes.ids("transcript") or (words and not elsewhere):
            still = any(each.id == info.id for each in project.transcripts())
            position, page = self.view.position(), self.view.document()
            self.show_transcript(info.id if still else None)
            if self.view.document() is not page:
                self.view.restore_position(position)
        elif changes.touch("code", "coder", "comparison"):
            self._book = project.codebook()
            self._show_marks()
            if self.picker.isVisible() and (passage := self.passage()) is not None:
                self.picker.refresh(self._choices(passage))
        elif changes.touch("segment"):
            touched, shown = changes.ids("segment"), self.showing.whose.ids()
            found = [
                s
                for s in project.segments_by_id(touched)
                if s.transcript_id == info.id and s.coder_id in shown
            ]
            marks = self._marks(found)
            self.view.update_marks(marks, touched - {mark.id for mark in marks})
            self.showing.marks_changed()

    def _segments(self) -> tuple[Segment, ...]:
        """Those of the open transcript of whoever's are shown."""
        if self.transcript is None:
            return ()
        project, info = self._session.project, self.transcript.info
        return project.segments(info.id, self.showing.whose.ids())

    def _marks(self, segments: Iterable[Segment]) -> list[Mark]:
        return self.showing.marks(segments, self._book)

    def _show_marks(self) -> None:
        """Show the segments of the open transcript anew."""
        if self.transcript is not None:
            self.view.set_marks(self._marks(self._segments()))
            self.showing.marks_changed()

    # Coding ----------------------------------------------------------------------------------

    def passage(self) -> tuple[int, int] | None:
        """The selected words, whole; without a selection, the words of the chosen segment."""
        selected = self.view.selection()
        if self.transcript is None:
            return None
        if selected is not None:
            start, end = word_range(self.transcript.text, *selected)
            return (start, end) if start < end else None
        chosen = self.view.chosen()
        found = self._session.project.segments_by_id([chosen]) if chosen is not None else ()
        return (found[0].start, found[0].end) if found else None

    def open_palette(self) -> None:
        """Ask which code the selected words get."""
        if self._session.is_read_only:
            self._session.said.emit(self.tr("The project is open read-only."))
            return
        self.correcting.keep()
        passage = self.passage()
        if passage is None:
            self._session.said.emit(self.tr("Select the words that you want to code first."))
            return
        self.view.select(*passage, reveal=False)
        place = self.view.selection_rect()
        self.picker.open_at(place, place.width(), self._choices(passage))

    def apply_code(self, code_id: int) -> None:
        """Give the selected words a code."""
        self.correcting.keep()
        passage = self.passage()
        if passage is None:
            self._session.said.emit(self.tr("Select the words that you want to code first."))
            return
        self.apply_to(code_id, *passage)

    def apply_to(self, code_id: int, start: int, end: int) -> None:
        """Give a passage of the open transcript a code."""
        if self._session.is_read_only:
            self._session.said.emit(self.tr("The project is open read-only."))
            return
        self.correcting.keep()
        if self.transcript is None:
            return
        start, end = word_range(self.transcript.text, start, end)
        project = self._session.project
        before = project.next_undo()
        segment_id = project.apply_code(self.transcript.info.id, code_id, start, end)
        if project.next_undo() == before:
            name = self._book[code_id].name
            self._session.said.emit(
                self.tr("These words are coded as “%1” already.").replace("%1", name)
            )
        self._applied(code_id, segment_id)

    def apply_codes(self, code_ids: list[int]) -> None:
        """Give the selected words several codes at once."""
        passage = self.passage()
        if passage is not None and self.transcript is not None and code_ids:
            project, info = self._session.project, self.transcript.info
            found = project.apply_all(info.id, code_ids, *passage)
            for code_id in code_ids[:-1]:
                self._remember(code_id)
            self._applied(code_ids[-1], found[-1])

    def repeat(self) -> None:
        """Give the selected words the code that was used last."""
        known = [code_id for code_id in self._recent if code_id in self._book]
        if known:
            self.apply_code(known[0])
        else:
            self.open_palette()

    def remove_chosen(self) -> None:
        """Take the code off the chosen passage."""
        chosen = self.view.chosen()
        if chosen is None:
            self._session.said.emit(self.tr("Click a coded passage first, then remove its code."))
        elif self.gestures.is_mine(chosen):
            self.remove(chosen)

    def show_segment(self, segment_id: int) -> None:
        """Light a segment of the open transcript up; of another coder's the words are selected."""
        for segment in self._session.project.segments_by_id([segment_id]):
            mine = segment.coder_id == self._session.project.coder_id
            if mine or segment.coder_id in self.showing.whose.ids():
                self.showing.make_seen(segment)
                self.view.choose(segment_id, reveal=True)
                self.segment_chosen.emit(segment_id)
            else:
                self.view.select(segment.start, segment.end)

    def remove(self, segment_id: int) -> None:
        self.view.choose(None)
        self.segment_chosen.emit(None)
        self._session.project.remove_segment(segment_id)

    def apply_new_code(self, name: str, parent_id: int | None) -> None:
        """Make a code and give it to the selected words."""
        passage = self.passage()
        if passage is not None and self.transcript is not None:
            info = self.transcript.info
            code_id, segment_id = self._session.project.apply_new_code(
                info.id, name, parent_id, *passage
            )
            self._applied(code_id, segment_id)

    def _applied(self, code_id: int, segment_id: int) -> None:
        self._remember(code_id)
        self.showing.make_mine_seen()
        if self.picker.isVisible() and (passage := self.passage()) is not None:
            self.picker.refresh(self._choices(passage))
            return
        # The words stay where the eye is, but are no longer in the way of the next selection.
        self.view.clear_selection()
        self.view.choose(segment_id)
        self.segment_chosen.emit(segment_id)
        self.view.setFocus()

    def _remember(self, code_id: int) -> None:
        self._recent = [code_id, *(each for each in self._recent if each != code_id)][:RECENT_LIMIT]

    def _choices(self, passage: tuple[int, int]) -> Choices:
        assert self.transcript is not None
        words = word_count(self.transcript.text[slice(*passage)])
        counts = self._book.branch_counts(self._session.project.counts_by_code())
        notes = {code_id: f"{count:,}" for code_id, count in counts.items() if count}
        if self._recent:
            notes[self._recent[0]] = self.tr("last, R")
        purpose = self.tr("Assign to %1").replace("%1", counted(words, "word"))
        return Choices(
            self._book.offered(), purpose, self._recent, notes, self.create_under, several=True
        )

    # Speakers, find, size --------------------------------------------------------------------

    def open_speakers(self) -> None:
        """Show who speaks in the open transcript, to be renamed, marked and linked."""
        open_speakers(self._session, self.view.transcript_id(), self)

    def open_find(self) -> None:
        """Open the find bar, with the selected words in it when they are few."""
        if self.transcript is None:
            return
        selected = self.view.selection()
        words = self.transcript.text[slice(*selected)] if selected else ""
        typed = words if "\n" not in words and len(words) <= 60 else ""
        self.find_bar.open_for(self.transcript.text, self.view.position(), typed)

    def _show_hits(self, hits: list[tuple[int, int]], current: int | None) -> None:
        self.view.set_hits(hits, current)
        if current is not None:
            self.view.reveal(*hits[current])
        elif not self.find_bar.isVisible():
            self.view.setFocus()

    def zoom(self, step: float) -> None:
        """Make the text larger or smaller, in points."""
        self.view.set_point_size(self.view.point_size() + step)

    def usual_size(self) -> None:
        self.view.set_point_size(READER_POINTS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.view.hasFocus():
            self.open_palette()
        else:
            super().keyPressEvent(event)

    def add_bar(self, widget: QWidget) -> None:
        """Put something above the page, under its head."""
        self.layout().insertWidget(2, widget)

    def add_foot(self, widget: QWidget) -> None:
        """Put something below the page."""
        self.layout().addWidget(widget)

    def _lay_out(self) -> None:
        head = self.head
        head.setProperty("kind", "page")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        find = QToolButton()
        find.setIcon(icons.icon("search", 16))
        find.setIconSize(QSize(16, 16))
        find.setToolTip(self.tr("Find in this transcript (Ctrl+F)"))
        find.setAccessibleName(self.tr("Find in this transcript"))
        find.clicked.connect(self.open_find)
        for widget in (self.notes.button, self.showing.chip, self.speakers.chip, find):
            head.add(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(divider())
        layout.addWidget(self.correcting.bar)
        layout.addWidget(self.correcting.review)
        layout.addWidget(self.find_bar)
        page = QHBoxLayout()
        page.setSpacing(0)
        page.addWidget(self.view, 1)
        page.addWidget(self.overview)
        layout.addLayout(page, 1)
