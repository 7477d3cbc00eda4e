"""The history of one code, as the inspector shows it."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.app.base import Base
from coder_gui.storage import code_history, study

LATEST = 20


@dataclass(frozen=True, slots=True)
class CodeChange:
    """That somebody changed a code: what in words, who, and when."""

    what: str
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class CodeHistory:
    """A code's past.

    Args:
        changes: What was done to the code itself, newest first.
        numbers: Time, and everybody's segments of its branch from then on; oldest first.
    """

    changes: tuple[CodeChange, ...]
    numbers: tuple[tuple[str, int], ...]


class CodeHistories(Base):
    """What the history knows of single codes."""

    def code_history(self, code_id: int) -> CodeHistory:
        """Who changed a code and when, and how the number of its segments went."""
        coders = {coder.id: coder.name for coder in study.coders(self.file.db)}
        gone = "a coder who is gone"
        changes = tuple(
            CodeChange(step.summary, coders.get(step.coder_id or 0, gone), step.at)
            for step in code_history.steps_of_code(self.file.db, code_id, LATEST)
        )
        branch = self.codebook().branch(code_id)
        return CodeHistory(changes, tuple(code_history.numbers_over_time(self.file.db, branch)))
