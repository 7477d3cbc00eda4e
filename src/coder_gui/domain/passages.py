"""Ranges of a text: merging, clipping and measuring them, and snapping one to whole words.

A range is a half-open pair of code-point offsets, `(start, end)`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

Range = tuple[int, int]

_begin_of = itemgetter(0)

_ZERO_WIDTH_SPACE = "\u200b"
_ZERO_WIDTH_JOINER = "\u200d"
_WORD_JOINERS = frozenset("'’-\u2010\u2011·\u05f3\u05f4")
"""Apostrophes, hyphens, the Catalan dot and Hebrew abbreviation marks."""
_NUMBER_JOINERS = frozenset(".,:")

# Scripts written without blanks between words: only a dictionary could find their words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3040-\u312f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)
# Part of the character before, though not marks by category: skin tones, the half-width
# voicing signs of Japanese, and the vowels of Thai and Lao that stand on their consonant.
_EXTENDING = re.compile("[\U0001f3fb-\U0001f3ff\uff9e\uff9f\u0e33\u0eb3]")
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")


def union(ranges: Iterable[Range]) -> list[Range]:
    """Merge ranges that overlap or touch; sorted, disjoint, without empty ones."""
    merged: list[Range] = []
    begin = finish = 0
    for start, end in sorted(ranges):
        if end <= start:
            continue
        if start > finish or finish == begin:
            if finish > begin:
                merged.append((begin, finish))
            begin, finish = start, end
        elif end > finish:
            finish = end
    if finish > begin:
        merged.append((begin, finish))
    return merged


def clip(ranges: Iterable[Range], windows: Sequence[Range]) -> list[Range]:
    """The union of `ranges` where it lies inside `windows`; sorted and disjoint.

    Args:
        ranges: In any order, overlapping or not.
        windows: Sorted and disjoint, as `union` returns them.
    """
    found: list[Range] = []
    for start, end in union(ranges):
        index = max(bisect_right(windows, start, key=_begin_of) - 1, 0)
        while index < len(windows) and windows[index][0] < end:
            low, high = max(start, windows[index][0]), min(end, windows[index][1])
            if low < high:
                found.append((low, high))
            index += 1
    return found


def covered(ranges: Iterable[Range]) -> int:
    """Number of characters that at least one of the ranges covers."""
    return sum(end - start for start, end in union(ranges))


def word_range(text: str, start: int, end: int) -> Range:
    """Snap a selection to whole words.

    Blanks at both ends are trimmed away, then each end that lies within a word grows to the
    word's edge. Apostrophes and hyphens inside a word belong to it, as do points, commas and
    colons inside a number. Chinese, Japanese, Thai and other scripts without blanks between
    words do not grow, but no character is ever cut: accents stay on their letters, and emoji
    with skin tones, joiners or flags stay whole. A selection without anything but blanks is
    empty.
    """
    while start < end and is_blank(text[start]):
        start += 1
    while start < end and is_blank(text[end - 1]):
        end -= 1
    if start >= end:
        return start, start
    before, _after = nearest_edges(text, start)
    _before, after = nearest_edges(text, end)
    return before, after


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script that puts no blanks between words."""
    return _UNSPACED.match(character) is not None


def is_blank(character: str) -> bool:
    return character.isspace() or character == _ZERO_WIDTH_SPACE


def nearest_edges(text: str, position: int) -> Range:
    """The nearest places at or before, and at or after, where a selection may end."""
    return _around(position, _edges(text, *_stretch(text, position)))


def character_edges(text: str, position: int) -> Range:
    """The same where a selection may end within a word, but not within a character."""
    begin, finish = _stretch(text, position)
    return _around(position, [*_character_starts(text, begin, finish), finish])


def _stretch(text: str, position: int) -> Range:
    """The characters without a blank around a position."""
    begin = finish = position
    while begin > 0 and not is_blank(text[begin - 1]):
        begin -= 1
    while finish < len(text) and not is_blank(text[finish]):
        finish += 1
    return begin, finish


def _around(position: int, edges: Sequence[int]) -> Range:
    index = bisect_right(edges, position) - 1
    if edges[index] == position:
        return position, position
    return edges[index], edges[index + 1]


def _edges(text: str, begin: int, finish: int) -> list[int]:
    """Where words and single signs begin and end in a stretch without blanks."""
    starts = _character_starts(text, begin, finish)
    kinds = [_kind(text[start]) for start in starts]
    for index in range(1, len(starts) - 1):
        sides = {kinds[index - 1], kinds[index + 1]}
        sign = text[starts[index]]
        if (sign in _WORD_JOINERS and sides <= {"letter", "digit"}) or (
            sign in _NUMBER_JOINERS and sides == {"digit"}
        ):
            kinds[index] = "joiner"
    inner = [
        start
        for start, (left, right) in zip(starts[1:], pairwise(kinds), strict=True)
        if "sign" in (left, right)
    ]
    return [begin, *inner, finish]


def _character_starts(text: str, begin: int, finish: int) -> list[int]:
    """Where what a reader sees as one character begins."""
    starts: list[int] = []
    half_flag = False
    for index in range(begin, finish):
        flag_letter = _FLAG_LETTER.match(text, index) is not None
        if index > begin and (
            _extends(text[index])
            or text[index - 1] == _ZERO_WIDTH_JOINER
            or (half_flag and flag_letter)
        ):
            half_flag = False
        else:
            starts.append(index)
            half_flag = flag_letter
    return starts


def _extends(character: str) -> bool:
    """Whether a character is part of the one before: a mark, or invisible."""
    return (
        unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}
        or _EXTENDING.match(character) is not None
    )


def _kind(character: str) -> str:
    if _UNSPACED.match(character):
        return "sign"
    if character.isdigit():
        return "digit"
    return "letter" if character.isalnum() or character == "_" else "sign"
