"""Moving an end of a coded passage: by the pointer or step by step, by words or by characters.

Nothing here cuts a word, unless characters are asked for, nor what a reader sees as one
character; and a passage always keeps something to read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from coder_gui.domain.passages import Range, character_edges, is_blank, nearest_edges

End = Literal["start", "end"]


def moved(text: str, passage: Range, which: End, point: int, by_character: bool = False) -> Range:
    """The passage with an end as near to a position as words, or characters, allow."""
    start, end = passage
    edges = character_edges if by_character else nearest_edges
    before, after = edges(text, min(max(point, 0), len(text)))
    nearest = before if point - before <= after - point else after
    if which == "end":
        return start, max(_trimmed_end(text, start, nearest), _next_edge(text, start, edges))
    return min(_trimmed_start(text, nearest, end), _edge_before(text, end, edges)), end


def stepped(
    text: str,
    passage: Range,
    which: End,
    step: int,
    by_character: bool = False,
    is_shown: Callable[[int], bool] = lambda _point: True,
) -> Range:
    """The passage with an end a word, or a character, further on (1) or further back (-1).

    Args:
        is_shown: Whether a reader sees a character; what is not seen is stepped over.
    """
    start, end = passage
    edges = character_edges if by_character else nearest_edges

    def over(point: int) -> bool:
        return is_blank(text[point]) or not is_shown(point)

    if which == "end" and step > 0:
        begin = end
        while begin < len(text) and over(begin):
            begin += 1
        return start, edges(text, begin + 1)[1] if begin < len(text) else end
    if which == "start" and step < 0:
        begin = start
        while begin > 0 and over(begin - 1):
            begin -= 1
        return edges(text, begin - 1)[0] if begin > 0 else start, end
    if which == "end":
        finish = edges(text, end - 1)[0]
        while finish > start and over(finish - 1):
            finish -= 1
        return (start, finish) if finish > start else passage
    begin = edges(text, start + 1)[1]
    while begin < end and over(begin):
        begin += 1
    return (begin, end) if begin < end else passage


def _next_edge(text: str, point: int, edges: Callable[[str, int], Range]) -> int:
    return edges(text, min(point + 1, len(text)))[1]


def _edge_before(text: str, point: int, edges: Callable[[str, int], Range]) -> int:
    return edges(text, max(point - 1, 0))[0]


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and is_blank(text[end - 1]):
        end -= 1
    return end


def _trimmed_start(text: str, start: int, end: int) -> int:
    while start < end and is_blank(text[start]):
        start += 1
    return start
