"""Finding words in texts: a phrase, several words, any of them, or a regular expression."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import merge
from typing import Literal, Protocol

from coder_gui.domain.code_search import MARKS
from coder_gui.domain.expressions import Expression
from coder_gui.domain.letters import HIDDEN, INVISIBLE, alike, is_hidden, odd_characters
from coder_gui.domain.model import Turn
from coder_gui.domain.passages import Range, is_unspaced, word_range

Mode = Literal["phrase", "all", "any", "expression"]
Within = Literal["turn", "paragraph"]
MODES: tuple[Mode, ...] = ("phrase", "all", "any", "expression")

GONE = "\x00"
"""Stands where nothing is searched: speakers' labels, and the words of those left out.

No stored text has this character.
"""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Args:
        words: As they were typed.
        mode: The words in a row, all of them in any order, any of them, or an expression.
        within: What all the words must stand in.
        whole_words: Hits begin and end where words do, as `passages.word_range` finds them.
    """

    words: str
    mode: Mode = "phrase"
    within: Within = "turn"
    whole_words: bool = False
    match_case: bool = False
    match_accents: bool = False


@dataclass(frozen=True, slots=True)
class Searchable:
    """A text made ready for queries that treat case and accents alike."""

    plain: str
    has_hidden: bool


def searchable(
    text: str, query: Query, turns: Iterable[Turn] = (), speakers: Speakers | None = None
) -> Searchable:
    """Make a text ready.

    Args:
        turns: Whose labels are no words of the text.
        speakers: Whose turns are searched; None for everything.
    """
    # An expression tells capital letters apart by itself: \S and \s are not the same.
    keep = query.match_case or query.mode == "expression"
    odd = odd_characters(text)
    plain = alike(text, match_case=keep, match_accents=query.match_accents, odd=odd)
    return Searchable(without_labels(plain, turns, speakers), any(map(is_hidden, odd)))


class Speakers(Protocol):
    """Whose turns are searched."""

    def __call__(self, turn: Turn) -> bool: ...


def without_interviewer(turn: Turn) -> bool:
    """Everybody's turns but those of whoever asks the questions."""
    return not turn.interviewer


def only_interviewer(turn: Turn) -> bool:
    return turn.interviewer


@dataclass(frozen=True, slots=True)
class Speaker:
    """The turns of one speaker, by name."""

    name: str

    def __call__(self, turn: Turn) -> bool:
        return turn.speaker == self.name


def without_labels(plain: str, turns: Iterable[Turn], speakers: Speakers | None = None) -> str:
    """A text of the same length without speakers’ labels and the words of those left out."""
    pieces: list[str] = []
    reached = 0
    for turn in turns:
        begin = max(turn.start, reached)
        before = begin - reached
        pieces.append(GONE * before if speakers is not None else plain[reached:begin])
        wanted = speakers is None or speakers(turn)
        speech = max(turn.speech if wanted else turn.end, begin)
        # An expression finds the beginning of a paragraph behind a label, too.
        label = speech - begin
        pieces.append(GONE * (label - 1) + "\n" if label > 1 else GONE * label)
        reached = speech
        if wanted and turn.end > reached:
            pieces.append(plain[reached : turn.end])
            reached = turn.end
    rest = plain[reached:]
    pieces.append(rest if speakers is None else GONE * len(rest))
    return "".join(pieces)


class Search:
    """A query compiled once, for many texts.

    Raises:
        Refused: The regular expression is none, with the place where it fails.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self._expression: Expression | None = None
        self._rows: list[_Row] = []
        if query.mode != "expression":
            self._rows = [_Row(words, query.match_accents) for words in _words(query)]
        elif query.words.strip():
            keep = query.match_accents
            words = query.words if keep else alike(query.words, match_case=True)
            self._expression = Expression(words, match_case=query.match_case)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return self._expression is None and not self._rows

    def hits(self, text: Searchable) -> list[Range]:
        """Where the query stands in a text: in its order, without overlaps, none empty.

        Raises:
            TooSlow: The regular expression did not come to an end in time.
        """
        if self._expression is not None:
            found = self._expression.hits(text.plain, GONE)
            return [hit for hit in found if self._counts(text.plain, hit)]
        if self.query.mode == "all" and len(self._rows) > 1:
            return list(self._together(text))
        lists = [self._single(text, row) for row in self._rows]
        return lists[0] if len(lists) == 1 else list(_apart(lists))

    def _single(self, text: Searchable, row: _Row) -> list[Range]:
        hits: list[Range] = []
        hit = row.next(text, 0) if row.may_be_in(text) else None
        while hit is not None:
            counts = self._counts(text.plain, hit)
            if counts:
                hits.append(hit)
            # Of “haha ha” the second may be whole where the first is not.
            hit = row.next(text, hit[1] if counts else hit[0] + 1)
        return hits

    def _counts(self, plain: str, hit: Range) -> bool:
        return not self.query.whole_words or _is_whole(plain, *hit)

    def _together(self, text: Searchable) -> Iterator[Range]:
        """The shortest stretch of each turn or paragraph that holds all words."""
        places: list[list[Range]] = []
        for row in sorted(self._rows, key=lambda row: -len(row.longest)):
            places.append(self._single(text, row))
            if not places[-1]:
                return
        reached = 0
        for start, _end in min(places, key=len):
            if start < reached:
                continue
            low, reached = unit_around(text.plain, start, self.query.within)
            inside = [_within(hits, low, reached) for hits in places]
            if all(inside):
                yield _shortest(inside)


class _Row:
    """Words in a row, with any blanks between them."""

    def __init__(self, words: Sequence[str], match_accents: bool) -> None:
        self.longest = max(words, key=len)
        self._only = words[0] if len(words) == 1 else ""
        self._quick = re.compile(r"\s+".join(map(re.escape, words)))
        self._careful = re.compile(_careful(words, match_accents))

    def may_be_in(self, text: Searchable) -> bool:
        """Whether it is worth while to look closer; most texts are left here."""
        return text.has_hidden or self.longest in text.plain

    def next(self, text: Searchable, position: int) -> Range | None:
        """The first place at or after a position."""
        if self._only and not text.has_hidden:
            # Much faster than a pattern.
            start = text.plain.find(self._only, position)
            return (start, start + len(self._only)) if start >= 0 else None
        pattern = self._careful if text.has_hidden else self._quick
        found = pattern.search(text.plain, position)
        return found.span() if found else None


@lru_cache(maxsize=8)
def compiled(query: Query) -> Search:
    """The search of a query, compiled when it is first asked for."""
    return Search(query)


def find(text: str, query: Query, turns: Iterable[Turn] = ()) -> list[Range]:
    """Where a query stands in a text: in its order, without overlaps, none empty."""
    search = compiled(query)
    return [] if search.is_empty else search.hits(searchable(text, query, turns))


def unit_around(plain: str, position: int, within: Within) -> Range:
    """The turn or the paragraph at a position of a searchable text."""
    # Where nobody is labelled, every paragraph is somebody's.
    sign = GONE if within == "turn" and GONE in plain else "\n"
    end = plain.find(sign, position)
    return plain.rfind(sign, 0, position) + 1, end if end >= 0 else len(plain)


def _words(query: Query) -> list[list[str]]:
    """What is looked for, each a row of words."""
    plain = alike(query.words, match_case=query.match_case, match_accents=query.match_accents)
    # What is hidden in a text is not asked for, either, but accents where they count.
    hidden = HIDDEN if not query.match_accents else f"[{INVISIBLE}]"
    words = re.sub(hidden, "", unicodedata.normalize("NFC", plain)).split()
    if query.mode == "phrase":
        return [words] if words else []
    return [[word] for word in dict.fromkeys(words)]


def _careful(words: Sequence[str], match_accents: bool) -> str:
    """A pattern that also finds letters whose accents are characters of their own."""
    if not match_accents:
        letters = ("".join(f"{re.escape(each)}{HIDDEN}*" for each in word) for word in words)
        return r"\s+".join(letters)
    return r"\s+".join("".join(map(_with_its_accents, word)) for word in words)


def _with_its_accents(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    spelt = f"(?:{re.escape(letter)}|{re.escape(apart)})" if apart != letter else re.escape(letter)
    return f"{spelt}(?![{MARKS}])[{INVISIBLE}]*"


def _is_whole(plain: str, start: int, end: int) -> bool:
    before, after = plain[start - 1 : start], plain[end : end + 1]
    # A letter beside a letter settles it, and so do blanks at both ends.
    if _joined(before, plain[start]) or _joined(plain[end - 1], after):
        return False
    if not before.strip(" \n") and not after.strip(" \n"):
        return True
    return word_range(plain, start, end) == (start, end)


def _joined(one: str, other: str) -> bool:
    letters = one.isalnum() and other.isalnum()
    return letters and not (is_unspaced(one) or is_unspaced(other))


def _apart(lists: Sequence[Sequence[Range]]) -> Iterator[Range]:
    """All hits in the text's order; of overlapping ones the first and longest."""
    reached = 0
    for start, end in merge(*lists, key=lambda hit: (hit[0], -hit[1])):
        if start >= reached:
            yield start, end
            reached = end


def _within(hits: Sequence[Range], low: int, high: int) -> Sequence[Range]:
    return hits[bisect_left(hits, (low, 0)) : bisect_left(hits, (high, 0))]


def _shortest(inside: Sequence[Sequence[Range]]) -> Range:
    """The shortest stretch with a hit of every list; the first of equally short ones."""
    found = sorted(
        (start, end, number) for number, hits in enumerate(inside) for start, end in hits
    )
    last: dict[int, Range] = {}
    best: Range | None = None
    for start, end, number in found:
        last[number] = start, end
        if len(last) == len(inside):
            begin = min(each for each, _end in last.values())
            finish = max(each for _start, each in last.values())
            if best is None or finish - begin < best[1] - best[0]:
                best = begin, finish
    assert best is not None
    return best
