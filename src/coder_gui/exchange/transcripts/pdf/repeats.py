"""Finds the page headers, footers and page numbers of a PDF: lines that most pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from coder_gui.exchange.transcripts.pdf.lines import Line, Page

_MOST = 3
"""Lines of a header or footer that are looked at."""
_SHARE = 0.6
_ZONE = 0.15
"""Part of the page, at its top and at its bottom, in which headers and footers stand."""
_STEP = 6.0
_DIGITS = re.compile(r"[0-9]+")
_ROMAN = re.compile(r"[ivxl]+")

Sign = tuple[str, int]


def without_repeats(pages: Sequence[Page]) -> list[str]:
    """Take repeated lines off the pages; the first of each kind is returned.

    Lines of two pages count as the same when they are so but for numbers, at the same height.
    Where there are no more than two pages, only lines that number them are taken off.
    """
    printed = [page for page in pages if page.lines]
    if len(printed) < 2:
        return []
    taken: dict[str, str] = {}
    for top in (True, False):
        counts = Counter(sign for page in printed for sign in {s for s, _ in _edge(page, top)})
        enough = max(2, round(_SHARE * len(printed)))
        repeated = {sign for sign in counts if _count(counts, sign) >= enough}
        for page in printed:
            for sign, line in _edge(page, top):
                if sign not in repeated:
                    continue
                line.is_apart = True
                if len(printed) < 3 and "#" not in sign[0]:
                    continue
                page.lines.remove(line)
                taken.setdefault(sign[0], " ".join(line.text.split()))
    return list(taken.values())


def _edge(page: Page, top: bool) -> list[tuple[Sign, Line]]:
    """The outermost lines at one edge of the page, from outside, with what they are known by."""
    limit = page.height * ((1 - _ZONE) if top else _ZONE)
    lines = [line for line in page.lines if (line.base > limit if top else line.base < limit)]
    lines.sort(key=lambda line: -line.base if top else line.base)
    return [(_sign(line), line) for line in lines[:_MOST]]


def _sign(line: Line) -> Sign:
    text = _DIGITS.sub("#", " ".join(line.text.split()).casefold())
    return ("#" if _ROMAN.fullmatch(text) else text), round(line.base / _STEP)


def _count(counts: Counter[Sign], sign: Sign) -> int:
    """Pages with such a line; heights that were rounded to the next step count too."""
    text, step = sign
    return counts[sign] + max(counts[text, step - 1], counts[text, step + 1])
