"""How far a coder has come: whose words count, which of them have no code, and where they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from coder_gui.domain.model import Turn
from coder_gui.domain.passages import Range, is_unspaced, union

State = Literal["new", "read", "coding", "finished"]

FEWEST = 4
"""Words that an uncoded stretch must have to be gone to: a “yes, yes” is no place to stop at."""

_MAYBE_UNSPACED = re.compile("[\u0e00-\u1fff\u2e80-\U0010ffff]")
"""Scripts without blanks between words stand there, and quotation marks do not."""
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Participants' words in a transcript, and how many of them have no code."""

    words: int
    uncoded: int

    @property
    def share(self) -> float | None:
        """Part of the words that has a code, 0 to 1; None where nobody says anything."""
        return (self.words - self.uncoded) / self.words if self.words else None


def state_of(read: bool, segments: int, finished: bool) -> State:
    """The one word for a coder's progress in a transcript."""
    if finished:
        return "finished"
    if segments:
        return "coding"
    return "read" if read else "new"


def spoken(text: str, turns: Sequence[Turn]) -> list[Range]:
    """Where participants speak, turn by turn; the whole text where no turns are known."""
    if not turns:
        return [(0, len(text))] if text.strip() else []
    return [
        (turn.speech, turn.end) for turn in turns if not turn.interviewer and turn.speech < turn.end
    ]


def uncoded(text: str, parts: Sequence[Range], coded: Iterable[Range]) -> list[Range]:
    """Stretches of whole words without a code, in text order; none crosses from turn to turn.

    Args:
        parts: Where somebody speaks, sorted and disjoint, as `spoken` returns them.
        coded: Passages with a code, in any order.
    """
    found: list[Range] = []
    covered = union(coded)
    at = 0
    for low, high in parts:
        while at < len(covered) and covered[at][1] <= low:
            at += 1
        begin, index = low, at
        while index < len(covered) and covered[index][0] < high:
            found.append(_whole_words(text, begin, min(covered[index][0], high), low, high))
            begin = max(begin, covered[index][1])
            index += 1
        found.append(_whole_words(text, begin, high, low, high))
    return [(start, end) for start, end in found if start < end]


def coverage(text: str, parts: Sequence[Range], coded: Iterable[Range]) -> Coverage:
    """How many words are spoken, and how many of them have no code.

    A word counts as coded when any letter of it is. In scripts without blanks between words,
    characters are counted.
    """
    total = sum(number_of_words(text[start:end]) for start, end in parts)
    left = sum(number_of_words(text[start:end]) for start, end in uncoded(text, parts, coded))
    return Coverage(total, left)


def stretches(text: str, parts: Sequence[Range], coded: Iterable[Range]) -> list[Range]:
    """The uncoded stretches that are long enough to be gone to."""
    found = uncoded(text, parts, coded)
    return [(start, end) for start, end in found if number_of_words(text[start:end]) >= FEWEST]


def number_of_words(text: str) -> int:
    """Runs of characters between blanks; each character of a script without blanks."""
    if not _MAYBE_UNSPACED.search(text) or not any(map(is_unspaced, set(text))):
        return len(text.split())
    spaced = "".join(" " if is_unspaced(letter) else letter for letter in text)
    letters = sum(map(is_unspaced, text))
    return letters + sum(any(map(str.isalnum, word)) for word in spaced.split())


def _whole_words(text: str, start: int, end: int, low: int, high: int) -> Range:
    """What is left of a gap between passages without pieces of words that are coded in part."""
    if start > low:
        while start < end and _is_inside(text, start):
            start += 1
    if end < high:
        while end > start and _is_inside(text, end):
            end -= 1
    while start < end and _BLANK.match(text[start]):
        start += 1
    while end > start and _BLANK.match(text[end - 1]):
        end -= 1
    return start, end


def _is_inside(text: str, position: int) -> bool:
    """Whether a word goes on at a position."""
    before, after = text[position - 1], text[position]
    if before.isspace() or after.isspace():
        return False
    return not (is_unspaced(before) or is_unspaced(after))
