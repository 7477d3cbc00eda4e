"""From a hit to the words that are coded for it: whole words, its sentence, paragraph or turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

from coder_gui.domain.model import Turn
from coder_gui.domain.passages import Range, word_range

Spread = Literal["hit", "sentence", "paragraph", "turn"]
SPREADS: tuple[Spread, ...] = ("hit", "sentence", "paragraph", "turn")

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*")
_SHORTENED = """
dr mr mrs ms prof st bzw ca usw vgl evtl inkl nr str sr sra srta dra ing mme mlle dott avv dhr mevr
"""
_ABBREVIATIONS = frozenset(_SHORTENED.split())


def spread_to(text: str, turns: Sequence[Turn], hit: Range, spread: Spread) -> Range:
    """What is coded for a hit; without a speaker's label, and empty where it holds only blanks.

    Args:
        turns: Of the text, in its order.
    """
    start, end = word_range(text, *hit)
    if spread == "hit" or start >= end:
        return start, end
    first, last = turn_at(turns, start), turn_at(turns, end - 1)
    low = turns[first].speech if first is not None else _after_turn(turns, start)
    high = turns[last].end if last is not None else _before_turn(turns, end, len(text))
    if spread != "turn" or first is None:
        # Where nobody speaks, a turn is a paragraph.
        low = max(low, text.rfind("\n", 0, start) + 1)
    if spread != "turn" or last is None:
        line = text.find("\n", end)
        high = min(high, line if line >= 0 else len(text))
    if spread == "sentence":
        low, high = _sentence(text, low, high, start, end)
    return word_range(text, min(low, start), max(high, end))


def all_spread(
    text: str, turns: Sequence[Turn], hits: Iterable[Range], spread: Spread
) -> list[Range]:
    """What is coded for several hits of a text; two hits in one sentence are one."""
    ranges = {spread_to(text, turns, hit, spread) for hit in hits}
    return sorted((start, end) for start, end in ranges if start < end)


def turn_at(turns: Sequence[Turn], position: int) -> int | None:
    """Which turn's words a position is in."""
    index = bisect_right(turns, position, key=lambda turn: turn.speech) - 1
    return index if index >= 0 and position < turns[index].end else None


def _after_turn(turns: Sequence[Turn], position: int) -> int:
    index = bisect_right(turns, position, key=lambda turn: turn.end) - 1
    return turns[index].end if index >= 0 else 0


def _before_turn(turns: Sequence[Turn], position: int, length: int) -> int:
    index = bisect_right(turns, position, key=lambda turn: turn.start)
    return turns[index].start if index < len(turns) else length


def _sentence(text: str, low: int, high: int, start: int, end: int) -> Range:
    for found in _END.finditer(text, low, high):
        if not _ends_sentence(text, found):
            continue
        if found.end() <= start:
            low = found.end()
        elif found.end() >= end:
            return low, found.end()
    return low, high


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    if found[0] == ".":
        before = re.search(r"[^\W_]+$", text[max(0, found.start() - 12) : found.start()])
        if before and (before[0].lower() in _ABBREVIATIONS or _is_initial(before[0])):
            return False
    following = text[found.end() :][:3].lstrip()[:1]
    return not following.islower()


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word not in "IÀAÉOYaeiouyàé"
