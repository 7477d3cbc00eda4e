"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """“1 word”, “42 words”, “1,204 entries”."""
    plural = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
