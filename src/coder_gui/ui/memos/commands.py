"""What the window does with memos: write and open them, follow links, show where some are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from coder_gui.app.noting import Subject
from coder_gui.domain.changes import Changes
from coder_gui.domain.memo_text import Line, Link, Piece, written
from coder_gui.domain.model import Memo
from coder_gui.domain.passages import word_range
from coder_gui.ui.memos.memos_panel import quoted

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.write.memo_page import MemoPage


class MemoCommands(QObject):
    """Writes and opens memos in the Code place's inspector, or in the Write place."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._place = window.code_place
        self._panel = self._place.inspector.memos
        self._place.reader.notes.memo_wanted.connect(self.open)
        self._panel.link_clicked.connect(self.follow)
        self._panel.left.connect(self._place.take_focus)
        self._place.reader.selection_changed.connect(self._leave_passage)
        self._session.opened.connect(self._show_signs)
        self._session.changed.connect(self._take_up)
        self._session.coder_changed.connect(self._show_signs)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What each command of the menu does."""
        return {
            "memo": self.write,
            "memo_on_code": self.write_on_code,
            "memo_on_transcript": self.write_on_transcript,
            "memo_on_participant": self.write_on_participant,
            "memo_on_project": lambda: self._in_write_place().write_new("memo"),
            "journal_entry": lambda: self._in_write_place().write_new("journal"),
            "all_memos": self._in_write_place,
            "copy_link": self.copy_link,
        }

    # Writing ---------------------------------------------------------------------------------

    def write(self) -> None:
        """Begin a memo on the selected words, else on what the inspector shows."""
        reader, inspector = self._place.reader, self._place.inspector
        transcript, selected = reader.transcript, reader.view.selection()
        if transcript is None:
            return
        reader.correcting.keep()
        if selected is not None:
            start, end = word_range(transcript.text, *selected)
            if start < end:
                reader.view.select(start, end, reveal=False)
                inspector.show_passage(transcript.info.id, start, end)
        elif inspector.segment.isHidden() and inspector.code.isHidden():
            inspector.show_person(reader.person(), transcript.info)
        self._begin()

    def write_on_code(self) -> None:
        """Begin a memo on the current code."""
        code_id = self._place.codes.tree.current_code()
        if code_id is None:
            self._session.said.emit(self.tr("Choose a code first, then write a memo on it."))
            return
        self._place.inspector.show_code(code_id)
        self._begin()

    def write_on_transcript(self) -> None:
        """Begin a memo on the whole open transcript."""
        if self._show_transcript():
            self._begin()

    def write_on_participant(self) -> None:
        """Begin a memo on whose transcript is open."""
        person = self._place.reader.person()
        if person is None:
            self._session.said.emit(self.tr("This transcript belongs to no participant."))
        elif self._show_transcript():
            self._begin(Subject(participant_id=person.id))

    def copy_link(self) -> None:
        """Put a link to the chosen segment on the clipboard, for a memo."""
        chosen = self._place.reader.view.chosen()
        found = self._session.project.segments_by_id([chosen]) if chosen is not None else ()
        if not found:
            self._session.said.emit(self.tr("Click a coded passage first, then copy its link."))
            return
        segment = found[0]
        words = self._session.project.text(segment.transcript_id)[segment.start : segment.end]
        piece = Piece(quoted(words), link=Link("segment", segment.guid))
        QApplication.clipboard().setText(written([Line((piece,))]))
        self._session.said.emit(self.tr("Copied a link to the segment. Paste it into a memo."))

    def _begin(self, subject: Subject | None = None) -> None:
        self._unfold()
        self._panel.write(subject)

    def _unfold(self) -> None:
        if self._place.inspector.isHidden():
            self._place.inspector_pane.toggle()

    def _show_transcript(self) -> bool:
        transcript = self._place.reader.transcript
        if transcript is not None:
            self._place.reader.view.choose(None)
            self._place.inspector.show_person(self._place.reader.person(), transcript.info)
        return transcript is not None

    # Going there -----------------------------------------------------------------------------

    def open(self, memo_id: int) -> None:
        """Open a memo beside what it is on, for writing."""
        memo = next((m for m in self._session.project.memos() if m.id == memo_id), None)
        if memo is None:
            return
        self.go_to(memo)
        self._unfold()
        self._panel.open(memo_id)

    def go_to(self, memo: Memo) -> None:
        """Show in the Code place what a memo is on, with its memos in the inspector."""
        project, place = self._session.project, self._place
        self._window.show_place("code")
        if memo.code_id is not None:
            place.codes.tree.choose(memo.code_id)
            place.inspector.show_code(memo.code_id)
        elif memo.segment_id is not None:
            for segment in project.segments_by_id([memo.segment_id]):
                self._show_words(segment.transcript_id, segment.start, segment.end)
                place.reader.view.choose(segment.id)
                place.inspector.show_segment(segment.id)
        elif memo.transcript_id is not None and memo.start is not None and memo.end is not None:
            self._show_words(memo.transcript_id, memo.start, memo.end)
            place.inspector.show_passage(memo.transcript_id, memo.start, memo.end)
        else:
            theirs = (
                i.id for i in project.transcripts() if i.participant_id == memo.participant_id
            )
            transcript_id = memo.transcript_id or next(theirs, None)
            if transcript_id is not None:
                place.open_transcript(transcript_id)
                self._show_transcript()
        if memo.id != self._panel.editor.memo_id():
            self._panel.open(memo.id, focus=False)

    def follow(self, link: Link) -> None:
        """Go to what a link leads to."""
        self._place.keep()
        target = self._session.project.link_targets([link]).get(link)
        if target is None:
            self._session.said.emit(self.tr("What this link led to is gone."))
            return
        self._window.show_place("code")
        if link.kind == "code":
            self._place.codes.tree.choose(target)
            self._place.inspector.show_code(target)
            self._place.codes.tree.setFocus()
        else:
            self._place.show_segment(target)
            self._place.reader.view.setFocus()

    def _show_words(self, transcript_id: int, start: int, end: int) -> None:
        shown = self._place.reader.transcript
        if shown is None or shown.info.id != transcript_id:
            self._place.open_transcript(transcript_id)
        self._place.reader.view.select(start, end)
        self._place.reader.view.setFocus()

    def _leave_passage(self) -> None:
        """Once its words are not selected any more, a passage makes room in the inspector."""
        reader, subject = self._place.reader, self._panel.subject()
        is_passage = subject is not None and subject.start is not None
        if is_passage and reader.view.selection() is None and reader.transcript is not None:
            self._place.inspector.show_person(reader.person(), reader.transcript.info)

    def _in_write_place(self) -> MemoPage:
        self._window.show_place("write")
        place = self._window.write_place
        place.switch.choose(place.memos)
        place.show_page(place.memos)
        return place.memos

    # Signs -----------------------------------------------------------------------------------

    def _take_up(self, changes: Changes) -> None:
        if changes.touch("memo", "comparison"):
            self._show_signs()

    def _show_signs(self) -> None:
        memos = self._session.project.memos()
        codes = frozenset(memo.code_id for memo in memos if memo.code_id is not None)
        self._place.codes.tree.set_noted(codes)
        transcripts = frozenset(m.transcript_id for m in memos if m.transcript_id is not None)
        self._place.transcripts.set_noted(transcripts)
