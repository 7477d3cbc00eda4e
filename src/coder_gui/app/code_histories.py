"""The history of one code, as the inspector shows it."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.app.blindness import Blindness
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
        numbers: Time, and the segments of its branch from then on, of every person whose work may
            be seen; oldest first.
    """

    changes: tuple[CodeChange, ...]
    numbers: tuple[tuple[str, int], ...]


class CodeHistories(Blindness):
    """What the history knows of single codes."""

    def code_history(self, code_id: int) -> CodeHistory:
        """Who changed a code and when, and how the number of its segments went."""
        coders = {coder.id: coder.name for coder in study.coders(self.file.db)}
        gone = "a coder who is gone"
        steps = code_history.steps_of_code(self.file.db, code_id, LATEST)
        hidden = self.unseen_steps(steps)
        changes = tuple(
            CodeChange(
                step.label if step.id in hidden else step.summary,
                coders.get(step.coder_id or 0, gone),
                step.at,
            )
            for step in steps
        )
        branch = self.codebook().branch(code_id)
        numbers = code_history.numbers_over_time(self.file.db, branch, self.seen_persons())
        return CodeHistory(changes, tuple(numbers))
