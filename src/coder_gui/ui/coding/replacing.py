"""Putting a corrected file in a transcript's place, with what that changes said first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from coder_gui.domain.correction import Correction
from coder_gui.domain.counted import counted
from coder_gui.domain.edits import Edit
from coder_gui.domain.model import TranscriptDraft
from coder_gui.ui.dialogs import documents
from coder_gui.ui.tasks import Progress, Task
from coder_gui.ui.widgets.notice_bar import Kind, Notice

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow

translate = QCoreApplication.translate
FAR_APART = 0.5
"""A file that shares less of its characters than this is asked about: it may be another one."""


class Replacing(QObject):
    """Asks for the corrected file of a transcript and takes it in."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def ask(self, transcript_id: int | None) -> None:
        """Ask which file has the corrected text of a transcript."""
        from coder_gui.exchange.transcripts.registry import suffixes

        if transcript_id is None:
            return
        kinds = " ".join(f"*{suffix}" for suffix in suffixes())
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Replace with a corrected file"),
            str(documents()),
            self.tr("Transcripts (%1);;All files (*)").replace("%1", kinds),
        )
        if chosen:
            self.replace_with(transcript_id, Path(chosen))

    def replace_with(self, transcript_id: int, path: Path) -> None:
        """Read a file and put its text in the place of a transcript's."""
        project = self._session.project
        old = project.text(transcript_id)

        def work(progress: Progress) -> tuple[TranscriptDraft, float]:
            from coder_gui.domain.correction import difference
            from coder_gui.exchange.transcripts.registry import read_transcript

            progress.say(0, 1, path.name)
            draft = read_transcript(path)
            return draft, _shared(old, difference(old, draft.text))

        def take(read: tuple[TranscriptDraft, float]) -> None:
            draft, shared = read
            if not self._session.is_open or self._session.project is not project:
                return
            if shared < FAR_APART:
                self._ask_first(transcript_id, draft, shared)
            else:
                self._replace(transcript_id, draft)

        task = Task(work, take, self)
        self._window.notices.show_task(task, self.tr("Reading "), "")
        task.start()

    def _ask_first(self, transcript_id: int, draft: TranscriptDraft, shared: float) -> None:
        text = self.tr(" has only %1 % of the transcript’s words. Is it the right file?")
        note = self.tr(" Segments whose words are gone would be removed; undo brings them back.")
        asked = Notice(
            Kind.WARNING,
            strong=f"“{draft.source_name}”",
            after=text.replace("%1", str(round(100 * shared))) + note,
            action=self.tr("Replace"),
            can_close=True,
        )
        bar = self._window.notices.show_notice(asked)
        bar.action_chosen.connect(bar.closed)
        bar.action_chosen.connect(lambda: self._replace(transcript_id, draft))

    def _replace(self, transcript_id: int, draft: TranscriptDraft) -> None:
        self._window.code_place.keep()
        self._window.restoring.keep_first("before replacing a transcript")
        done = self._session.project.replace_text(transcript_id, draft)
        if not (done.changed or done.lost):
            return
        look = self.tr("Look at them") if done.changed else ""
        notice = Notice(
            Kind.WARNING, strong=draft.source_name, after=f": {outcome(done)}", action=look,
            can_close=True,
        )  # fmt: skip
        bar = self._window.notices.show_notice(notice)
        bar.action_chosen.connect(bar.closed)
        bar.action_chosen.connect(self._window.code_place.reader.correcting.open_review)


def outcome(done: Correction) -> str:
    """What a correction did to the segments, in one sentence."""
    parts = []
    if done.changed:
        parts.append(
            translate("replacing", "%1 quote other words now").replace(
                "%1", counted(len(done.changed), "segment")
            )
        )
    if done.lost:
        parts.append(
            translate("replacing", "%1 lost all words and went").replace(
                "%1", counted(len(done.lost), "segment")
            )
        )
    return "; ".join(parts) + "."


def _shared(old: str, edits: tuple[Edit, ...]) -> float:
    """Share of the old text that stays, from 0 to 1."""
    gone = sum(edit.end - edit.start for edit in edits)
    return 1 - gone / len(old) if old else 0.0
