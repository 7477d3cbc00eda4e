"""Finding a code by part of its name, for the palette and the tree's filter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code

# Accents that are characters of their own, as in names from a Mac, and the vowel points of
# Hebrew and Arabic, which are written or left out at will.
MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
)


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A code that fits, and where in its name the typed letters stand (half-open)."""

    code: Code
    spans: tuple[tuple[int, int], ...]


def find_codes(book: Codebook, typed: str, recent: Sequence[int] = ()) -> list[CodeHit]:
    """Codes whose name or path holds every typed word, best first.

    Words at the start of the name come before words at the start of another word, those
    before letters inside a word, and those before words found in the path only. Within a rank,
    codes used recently come first, then tree order. Case and accents do not matter.

    Args:
        recent: Ids of codes used recently, the latest first.
    """
    words = patterns(typed)
    if not words:
        return []
    ranked = []
    for order, code in enumerate(book):
        spans = _spans(folded(code.name), words)
        if all(spans):
            found = tuple(sorted({span for span in spans if span}))
            rank = _rank(folded(code.name), found)
        elif _in_path(book, code, words):
            found, rank = tuple(sorted({span for span in spans if span})), 3
        else:
            continue
        used = recent.index(code.id) if code.id in recent else len(recent)
        ranked.append((rank, used, order, CodeHit(code, found)))
    return [hit for *_key, hit in sorted(ranked, key=lambda each: each[:3])]


def folded(text: str, *, keep_case: bool = False) -> str:
    """Lower case without accents, one character for one, so that positions stay."""
    return text.translate({ord(character): _fold(character, keep_case) for character in set(text)})


def patterns(typed: str) -> list[str]:
    """Expressions that find the typed words in folded text, with whatever marks it holds."""
    words = re.sub(f"[{MARKS}]", "", folded(typed)).split()
    return ["".join(f"{re.escape(letter)}[{MARKS}]*" for letter in word) for word in words]


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


def _in_path(book: Codebook, code: Code, words: list[str]) -> bool:
    path = folded(book.path(code.id))
    return all(re.search(word, path) for word in words)
