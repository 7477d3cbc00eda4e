"""What memos are on, in words and by kind."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coder_gui.app.project import Project
from coder_gui.domain.model import Memo

translate = QCoreApplication.translate

KINDS = ("journal", "project", "transcript", "passage", "segment", "code", "participant")


def kind_of(memo: Memo) -> str:
    """Which of `KINDS` a memo is."""
    if memo.kind == "journal":
        return "journal"
    for kind in ("segment", "code", "participant"):
        if getattr(memo, f"{kind}_id") is not None:
            return kind
    if memo.transcript_id is not None:
        return "transcript" if memo.start is None else "passage"
    return "project"


def has_place(memo: Memo) -> bool:
    """Whether a memo is on something that can be gone to."""
    on = (memo.transcript_id, memo.code_id, memo.segment_id, memo.participant_id)
    return any(each is not None for each in on)


class Subjects:
    """Says what a memo is on."""

    def __init__(self, project: Project) -> None:
        self._book = project.codebook()
        self._people = {person.id: person.label for person in project.participants()}
        self._names = {
            info.id: self._people.get(info.participant_id or 0, info.name)
            for info in project.transcripts()
        }
        ids = [m.segment_id for m in project.memos() if m.segment_id is not None]
        self._segments = {segment.id: segment for segment in project.segments_by_id(ids)}

    def of(self, memo: Memo) -> str:
        """The name of a code, a participant, a transcript; “Journal” or “The project”."""
        if memo.kind == "journal":
            return translate("MemoPage", "Journal")
        if memo.code_id is not None and memo.code_id in self._book:
            return self._book[memo.code_id].name
        if memo.participant_id is not None:
            return self._people.get(memo.participant_id, "")
        segment = self._segments.get(memo.segment_id or 0)
        transcript_id = segment.transcript_id if segment else memo.transcript_id
        return self._names.get(transcript_id or 0, "") or translate("MemoPage", "The project")
