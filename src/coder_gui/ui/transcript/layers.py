"""Which of several overlapping passages tints the words, and which ones underline them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Layer:
    """A passage in positions of the document; of several the highest `rank` tints the words."""

    start: int
    end: int
    key: Hashable
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Tint:
    start: int
    end: int
    key: Hashable


@dataclass(frozen=True, slots=True)
class Underline:
    """A line under words, `level` steps above the lowest one."""

    start: int
    end: int
    key: Hashable
    level: int


def divide(layers: Sequence[Layer], least: int = 0) -> tuple[list[Tint], list[Underline]]:
    """Give every stretch of text one tint and underline it for each other passage.

    Args:
        layers: Earliest first; among equal ranks the earliest tints the words.
        least: The rank from which one tints; the others underline, also when they are alone.
    """
    edges = sorted({edge for layer in layers for edge in (layer.start, layer.end)})
    tints: list[Tint] = []
    underlines: dict[tuple[Hashable, int], list[Underline]] = {}
    waiting = sorted(layers, key=attrgetter("start"))[::-1]
    active: list[Layer] = []
    for start, end in pairwise(edges):
        active = [layer for layer in active if layer.end > start]
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        if not active:
            continue
        owner: Layer | None = max(active, key=attrgetter("rank"))
        if owner is None or owner.rank < least:
            owner = None
        elif tints and tints[-1].key == owner.key and tints[-1].end == start:
            tints[-1] = Tint(tints[-1].start, end, owner.key)
        else:
            tints.append(Tint(start, end, owner.key))
        below = [layer for layer in active if layer is not owner]
        for level, layer in enumerate(below):
            pieces = underlines.setdefault((layer.key, level), [])
            if pieces and pieces[-1].end == start:
                pieces[-1] = Underline(pieces[-1].start, end, layer.key, level)
            else:
                pieces.append(Underline(start, end, layer.key, level))
    found = [piece for pieces in underlines.values() for piece in pieces]
    # Where two meet within a pixel the later one covers more of it, whatever else is shown.
    return tints, sorted(found, key=attrgetter("start"))
