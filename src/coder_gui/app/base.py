"""What every part of the open project shares: the file, the coder, and how a step is made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from coder_gui.domain.changes import Changes
from coder_gui.domain.codebook import Codebook
from coder_gui.storage import codes, study, transcripts
from coder_gui.storage.journal import Step
from coder_gui.storage.project_file import ProjectFile

Answer = TypeVar("Answer")

STEP = "step"
"""A noun that every step touches: for answers about the steps themselves."""


@dataclass
class Base:
    """State of an open project.

    Args:
        file: The open project file.
        coder_id: Who is coding; author of everything that is made.
        changed: Called once after each committed step, undo and redo.
    """

    file: ProjectFile
    coder_id: int
    changed: Callable[[Changes], None] = lambda _changes: None
    _last_text: tuple[int, str] | None = field(default=None, init=False)
    _answers: dict[str, tuple[tuple[str, ...], Any]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.file.journal.committed = self._committed

    def _committed(self, changes: Changes) -> None:
        if changes.touch("text_block"):
            self._last_text = None
        self._answers = {
            question: (nouns, answer)
            for question, (nouns, answer) in self._answers.items()
            if STEP not in nouns and not changes.touch(*nouns)
        }
        if changes.touch("coder"):
            coders = study.coders(self.file.db)
            known = [each.id for each in coders if each.kind == "person"]
            if self.coder_id not in known:
                # Undoing “Add coder” took away who is at work.
                self.coder_id = known[0]
        self.changed(changes)

    def _step(self, label: str) -> AbstractContextManager[Step]:
        self.file.require_writer()
        return self.file.journal.step(label, self.coder_id)

    def _kept(self, question: str, nouns: tuple[str, ...], read: Callable[[], Answer]) -> Answer:
        """An answer that several views ask for; read anew once a step touched these nouns."""
        if self.file.journal.is_open:
            return read()  # what the open step wrote counts for itself only
        if question not in self._answers:
            self._answers[question] = (nouns, read())
        answer: Answer = self._answers[question][1]
        return answer

    def codebook(self) -> Codebook:
        """All themes and codes as a tree."""
        return self._kept("codebook", ("code",), lambda: codes.codebook(self.file.db))

    def text(self, transcript_id: int) -> str:
        """Stored text of a transcript; the one read last is kept at hand."""
        if self._last_text is None or self._last_text[0] != transcript_id:
            self._last_text = (transcript_id, transcripts.text(self.file.db, transcript_id))
        return self._last_text[1]
