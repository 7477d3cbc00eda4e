"""Finds the words that a coding quotes in the text of an interview."""

from __future__ import annotations

import re

ELLIPSIS = " … "


class QuoteNotFound(Exception):
    """The quoted words are not in the text, or stand there more than once."""


def find_quote(text: str, quote: str, nth: int | None = None) -> tuple[int, int]:
    """Where a quote stands, as half-open code points.

    “first words … last words” means everything from the first words to the next last words.
    Runs of blanks and line breaks match each other. A quote that occurs more than once needs
    `nth` (1 is the first).
    """
    parts = [_pattern(part) for part in quote.split(ELLIPSIS)]
    found = [match.span() for match in re.finditer("[\\s\\S]*?".join(parts), text)]
    if not found:
        raise QuoteNotFound(f"not in the text: {quote!r}")
    if nth is None and len(found) > 1:
        raise QuoteNotFound(f"stands there {len(found)} times, say which with nth: {quote!r}")
    if (nth or 1) > len(found):
        raise QuoteNotFound(f"stands there only {len(found)} times: {quote!r}")
    return found[(nth or 1) - 1]


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())
