"""What the reader shows of memos: signs beside the words, and one in its head."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QToolButton

from coder_gui.app.noting import Subject
from coder_gui.domain.changes import Changes
from coder_gui.domain.memo_text import first_words
from coder_gui.domain.model import Memo, Transcript
from coder_gui.ui import icons
from coder_gui.ui.session import Session
from coder_gui.ui.transcript.notes import Note
from coder_gui.ui.transcript.page_view import PageView

LONGEST = 160


class ReaderNotes(QObject):
    """Shows where the open transcript has memos; a click on a sign wants one opened."""

    memo_wanted = Signal(int)

    def __init__(self, session: Session, view: PageView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._transcript_id: int | None = None
        self._whole: list[Memo] = []
        self._segments: set[int] = set()
        self.button = QToolButton()
        self.button.setIcon(icons.icon("memo", 16))
        self.button.setIconSize(QSize(16, 16))
        self._show_button()
        self.button.clicked.connect(lambda _checked=False: self._open_whole())
        view.notes.clicked.connect(self.memo_wanted)

    def show_transcript(self, transcript: Transcript | None) -> None:
        """Show the memos of another transcript, or of none."""
        self._transcript_id = transcript.info.id if transcript else None
        self._read()

    def take_up(self, changes: Changes) -> None:
        """Show anew what a step touched."""
        moved = changes.ids("segment") & self._segments if changes.touch("segment") else set()
        if changes.touch("memo", "coder", "comparison") or moved:
            self._read()

    def _read(self) -> None:
        notes, self._whole, self._segments = [], [], set()
        if self._transcript_id is not None:
            project = self._session.project
            for memo, point in project.memo_places(self._transcript_id):
                notes.append(Note(memo.id, point, beginning(memo)))
                if memo.segment_id is not None:
                    self._segments.add(memo.segment_id)
            own = project.memos_on(Subject(transcript_id=self._transcript_id))
            self._whole = [memo for memo in own if memo.start is None][::-1]
        self._view.notes.show(notes)
        self._show_button()

    def _show_button(self) -> None:
        number = len(self._whole)
        self.button.setVisible(bool(number))
        text = self.tr("Memos on this transcript: %1").replace("%1", f"{number:,}")
        self.button.setAccessibleName(text)
        words = "\n\n".join(beginning(memo) for memo in self._whole[:3])
        self.button.setToolTip(words or text)

    def _open_whole(self) -> None:
        if self._whole:
            self.memo_wanted.emit(self._whole[0].id)


def beginning(memo: Memo) -> str:
    """Title and first words of a memo."""
    words = first_words(memo.text, LONGEST)
    return " · ".join(filter(None, (memo.title, words)))
