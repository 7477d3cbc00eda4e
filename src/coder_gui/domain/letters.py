"""Text in which letters that a search takes for the same are the same, one character for one."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import lru_cache

from coder_gui.domain.code_search import MARKS

INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphens, joiners and the like, which a reader does not see inside a word."""

_SIGNS = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u00a0\u2007\u202f", " "),
    # With these two, most Western texts take one byte a character, and are searched faster.
    **dict.fromkeys("–—―", "¬"),
    "…": "¦",
}
"""Typographic signs, and the ones that a keyboard has or that nobody types."""
_ASCII = bytes(range(128))
_FEW = 24
"""So many kinds of letters are replaced one after the other sooner than all in one pass."""


def alike(
    text: str,
    *,
    match_case: bool = False,
    match_accents: bool = False,
    odd: Collection[str] | None = None,
) -> str:
    """A text as it is searched; every position in it is the same as in the text.

    Args:
        odd: What `odd_characters` says about the text, where that is known.
    """
    changed = {
        sign: new
        for sign in (odd_characters(text) if odd is None else odd)
        if (new := _alike(sign, match_case, match_accents)) != sign
    }
    if len(changed) > _FEW:
        text = text.translate({ord(sign): new for sign, new in changed.items()})
    else:
        for sign, new in changed.items():
            text = text.replace(sign, new)
    if match_case:
        return text
    # Only ASCII has capitals now, and bytes have no others.
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def odd_characters(text: str) -> set[str]:
    """The kinds of characters in a text that are not ASCII."""
    if text.isascii():
        return set()
    # Bytes are sifted many times faster than characters.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(rest.decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=20_000)
def _alike(character: str, match_case: bool, match_accents: bool) -> str:
    character = _SIGNS.get(character, character)
    if not match_accents:
        letter, *marks = list(unicodedata.normalize("NFD", character))
        # A Korean syllable comes apart into letters, not into a letter and its marks.
        if all(unicodedata.combining(mark) for mark in marks):
            character = letter
    small = character if match_case else character.casefold()
    return small if len(small) == 1 else character


@lru_cache(maxsize=20_000)
def is_hidden(character: str) -> bool:
    """Whether a character is an accent of its own, or invisible."""
    return unicodedata.combining(character) > 0 or unicodedata.category(character) == "Cf"


HIDDEN = f"[{MARKS}{INVISIBLE}]"
"""What may stand between the letters of a word without being typed."""
