"""Keywords in context: a hit with what stands on both sides of it, and the orders of such lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coder_gui.domain.letters import alike
from coder_gui.domain.model import Turn
from coder_gui.domain.passages import Range

Order = Literal["place", "before", "after", "group"]
ORDERS: tuple[Order, ...] = ("place", "before", "after", "group")

AROUND = 140
"""Characters on each side of a hit in its line."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A hit in its context.

    Args:
        speaker: Who says it; empty where nobody is known to.
    """

    before: str
    words: str
    after: str
    speaker: str = ""
    interviewer: bool = False


def line_of(text: str, turns: Sequence[Turn], hit: Range, around: int = AROUND) -> Line:
    """A hit with what the same speaker says around it."""
    start, end = hit
    index = bisect_right(turns, start, key=lambda turn: turn.start) - 1
    turn = turns[index] if index >= 0 and start < turns[index].end else None
    low = max(start - around, turn.speech if turn else 0)
    high = min(end + around, max(turn.end, end) if turn else len(text))
    before, after = text[min(low, start) : start], text[end:high]
    if low > (turn.speech if turn else 0):
        before = "…" + before.partition(" ")[2]
    if high < (turn.end if turn else len(text)):
        after = after.rpartition(" ")[0] + "…"
    return Line(
        before.replace("\n", " "),
        text[start:end].replace("\n", " "),
        after.replace("\n", " "),
        turn.speaker if turn else "",
        turn.interviewer if turn else False,
    )


def words_before(line: Line) -> tuple[str, ...]:
    """The three words before a hit, the nearest first, to sort by."""
    return tuple(_WORD.findall(alike(line.before))[-3:][::-1])


def words_after(line: Line) -> tuple[str, ...]:
    """The three words after a hit, to sort by."""
    return tuple(_WORD.findall(alike(line.after))[:3])
