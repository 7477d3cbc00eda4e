"""Finding a code by part of its name, for the palette and the tree's filter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code

# Accents that are characters of their own, as in names from a Mac, and the vowel points of
# Hebrew and Arabic, which are written or left out at will.
MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
)

_FAR = 1_000


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A code that fits, and where in its name the typed letters stand (half-open)."""

    code: Code
    spans: tuple[tuple[int, int], ...]


def find_codes(
    book: Codebook,
    typed: str,
    recent: Sequence[int] = (),
    *,
    entries: bool = False,
    near: int | None = None,
) -> list[CodeHit]:
    """Codes whose name or path holds every typed word, best first.

    Words at the start of the name come before words at the start of another word, those
    before letters inside a word, and those before words found in the path only. Within a rank,
    codes used recently come first, then those that stand near another one, then tree order.
    Case and accents do not matter.

    Args:
        recent: Ids of codes used recently, the latest first.
        near: Id of the code that others are near to or far from in the tree.
        entries: Also those that fit by what their codebook entry says; they come last.
    """
    words = patterns(typed)
    if not words:
        return []
    ranked = []
    way = {code.id: up for up, code in enumerate(_upwards(book, near))}
    for order, code in enumerate(book):
        name = _kept(code.name)
        spans = _spans(name, words)
        if all(spans):
            found = tuple(sorted({span for span in spans if span}))
            rank = _rank(name, found)
        elif _in_path(book, code, words):
            found, rank = tuple(sorted({span for span in spans if span})), 3
        elif entries and _in_entry(code, words):
            found, rank = (), 4
        else:
            continue
        used = recent.index(code.id) if code.id in recent else len(recent)
        ranked.append((rank, used, _distance(book, code, way), order, CodeHit(code, found)))
    return [hit for *_key, hit in sorted(ranked, key=lambda each: each[:4])]


def fit(
    name: str, around: str, words: Sequence[str]
) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """How well a name fits, 0 is best, and where in it; None where it does not.

    Args:
        name: Folded.
        around: Folded words around it, such as the menu of a command, in which typed words may
            stand too as long as one stands in the name.
        words: As `patterns` returns them.
    """
    spans = _spans(name, list(words))
    found = tuple(sorted({span for span in spans if span}))
    if not found:
        return None
    if all(spans):
        return _rank(name, found), found
    missing = (word for word, span in zip(words, spans, strict=True) if span is None)
    return (3, found) if all(re.search(word, around) for word in missing) else None


def folded(text: str, *, keep_case: bool = False) -> str:
    """Lower case without accents, one character for one, so that positions stay."""
    return text.translate({ord(character): _fold(character, keep_case) for character in set(text)})


def name_key(name: str) -> list[tuple[int, str]]:
    """What sorts names as people do: without case and accents, “Code 9” before “Code 10”."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", _kept(name))
    return [(int(each), "") if each[0] in "0123456789" else (-1, each) for each in pieces]


def patterns(typed: str) -> list[str]:
    """Expressions that find the typed words in folded text, with whatever marks it holds."""
    words = re.sub(f"[{MARKS}]", "", folded(typed)).split()
    return ["".join(f"{re.escape(letter)}[{MARKS}]*" for letter in word) for word in words]


@lru_cache(maxsize=4096)
def _fold(character: str, keep_case: bool) -> str:
    letter, *marks = list(unicodedata.normalize("NFD", character))
    # A Korean syllable comes apart into letters, not into a letter and its marks.
    if not all(unicodedata.combining(mark) for mark in marks):
        return character
    base = letter if keep_case else letter.casefold()
    return base if len(base) == 1 else character


def _spans(name: str, words: list[str]) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for word in words:
        match = re.search(rf"\b{word}", name) or re.search(word, name)
        found.append(match.span() if match else None)
    return found


def _rank(name: str, spans: tuple[tuple[int, int], ...]) -> int:
    if spans and spans[0][0] == 0:
        return 0
    at_words = all(start == 0 or not name[start - 1].isalnum() for start, _end in spans)
    return 1 if at_words else 2


def _upwards(book: Codebook, code_id: int | None) -> list[Code]:
    """A code and what it stands under, the nearest first."""
    code = book.get(code_id) if code_id is not None else None
    return [code, *reversed(book.ancestors(code.id))] if code is not None else []


def _distance(book: Codebook, code: Code, way: Mapping[int, int]) -> int:
    """Steps in the tree between a code and another one; far where they share nothing.

    Args:
        way: Steps up from the other one, by the ids of it and of what it stands under.
    """
    if not way:
        return 0
    for down, each in enumerate(_upwards(book, code.id)):
        if each.id in way:
            return down + way[each.id]
    return _FAR


def _in_entry(code: Code, words: list[str]) -> bool:
    written = (code.name, code.brief, code.definition, code.use_when, code.avoid_when, code.example)
    said = _kept("\n".join(written))
    return all(re.search(word, said) for word in words)


@lru_cache(maxsize=16384)
def _kept(text: str) -> str:
    """Names, paths and entries are searched at every key, but seldom change."""
    return folded(text)


def _in_path(book: Codebook, code: Code, words: list[str]) -> bool:
    path = _kept(book.path(code.id))
    return all(re.search(word, path) for word in words)
