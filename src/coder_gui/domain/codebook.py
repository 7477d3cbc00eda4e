"""The tree of themes and codes: order, paths, colours, and which moves it allows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Code
from coder_gui.domain.palette import PALETTE, SHADES, shaded

PATH_SEPARATOR = " › "
FIRST_COLOUR = next(iter(PALETTE))


class Codebook:
    """A frozen view of all codes, indexed for the questions that a tree is asked.

    Siblings are ordered by `position`, then name. Codes whose parent is missing stand at the
    top, and a circle in a damaged file is opened, so that nothing is ever hidden.
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        self._by_id = {code.id: code for code in codes}
        self._children: dict[int | None, list[Code]] = {}
        self._parent = _parents(self._by_id)
        self._shades: dict[int, str] | None = None
        self._offered: Codebook | None = None
        for code in sorted(self._by_id.values(), key=lambda c: (c.position, c.name, c.id)):
            self._children.setdefault(self._parent[code.id], []).append(code)

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, code_id: object) -> bool:
        return code_id in self._by_id

    def __getitem__(self, code_id: int) -> Code:
        return self._by_id[code_id]

    def __iter__(self) -> Iterator[Code]:
        """All codes in tree order, parents before children."""
        for code, _depth in self.walk():
            yield code

    def get(self, code_id: int) -> Code | None:
        return self._by_id.get(code_id)

    def walk(self, parent_id: int | None = None, depth: int = 0) -> Iterator[tuple[Code, int]]:
        """Codes in tree order with their depth, 0 at the top."""
        stack = [(code, depth) for code in reversed(self.children(parent_id))]
        while stack:
            code, level = stack.pop()
            yield code, level
            stack.extend((child, level + 1) for child in reversed(self.children(code.id)))

    def children(self, parent_id: int | None) -> tuple[Code, ...]:
        return tuple(self._children.get(parent_id, ()))

    def branch(self, code_id: int) -> tuple[int, ...]:
        """Ids of a code and all its descendants, in tree order."""
        return (code_id, *(code.id for code, _depth in self.walk(code_id)))

    def parent(self, code_id: int) -> int | None:
        """Under which code it is shown."""
        return self._parent[code_id]

    def ancestors(self, code_id: int) -> tuple[Code, ...]:
        """From the top of the tree down to the parent."""
        found: list[Code] = []
        parent_id = self._parent[code_id]
        while parent_id is not None:
            found.append(self._by_id[parent_id])
            parent_id = self._parent[parent_id]
        return tuple(reversed(found))

    def path(self, code_id: int) -> str:
        """Names from the top of the tree to the code."""
        names = [code.name for code in self.ancestors(code_id)]
        return PATH_SEPARATOR.join([*names, self._by_id[code_id].name])

    def colour(self, code_id: int) -> str:
        """A palette name or `#RRGGBB`: the code's own, else the nearest ancestor's."""
        own = self._by_id[code_id].colour
        if own:
            return own
        for ancestor in reversed(self.ancestors(code_id)):
            if ancestor.colour:
                return ancestor.colour
        return FIRST_COLOUR

    def shade(self, code_id: int) -> str:
        """The colour to show: what has none of its own takes a shade of the colour above it.

        A code and its parent never have the same shade, nor have two neighbours.
        """
        if self._shades is None:
            self._shades = {}
            numbers: dict[int | None, int] = {}
            for parent_id in (None, *(code.id for code in self)):
                for place, code in enumerate(self.children(parent_id)):
                    own = code.colour is not None or parent_id is None
                    number = 0 if own else (numbers[parent_id] + 1 + place % (SHADES - 1)) % SHADES
                    numbers[code.id] = number
                    self._shades[code.id] = shaded(self.colour(code.id), number)
        return self._shades[code_id]

    def archived(self) -> frozenset[int]:
        """Ids of all codes that are archived, or stand under one that is."""
        return frozenset(
            each for code in self._by_id.values() if code.archived for each in self.branch(code.id)
        )

    def offered(self) -> Codebook:
        """The tree without what is archived."""
        if self._offered is None:
            self._offered = self.without(self.archived())
        return self._offered

    def without(self, code_ids: Collection[int]) -> Codebook:
        """The tree without some branches; the others look as they do beside them."""
        gone = {each for code_id in code_ids for each in self.branch(code_id)}
        return self._like(code for code in self if code.id not in gone) if gone else self

    def arranged(self, key: Callable[[Code], Any]) -> Codebook:
        """The same tree with siblings in another order."""
        return self._like(
            replace(code, position=place)
            for parent_id in (None, *self._by_id)
            for place, code in enumerate(sorted(self.children(parent_id), key=key))
        )

    def _like(self, codes: Iterable[Code]) -> Codebook:
        made = Codebook(codes)
        made._shades = {code.id: self.shade(code.id) for code in made}
        return made

    def next_colour(self) -> str:
        """The palette colour that the fewest top-level codes have, first in palette order."""
        used = [code.colour for code in self.children(None)]
        return min(PALETTE, key=used.count)

    def check_move(self, code_id: int, parent_id: int | None) -> None:
        """Raise Refused when the code would stand under itself."""
        if parent_id is not None and parent_id in self.branch(code_id):
            raise Refused(
                f"“{self._by_id[code_id].name}” cannot be moved into its own branch. "
                "Nothing was changed."
            )

    def branch_counts(self, own: Mapping[int, int]) -> dict[int, int]:
        """Sum of `own` counts over each code's branch, by code id."""
        totals = {code_id: own.get(code_id, 0) for code_id in self._by_id}
        for code in reversed(list(self)):
            parent_id = self._parent[code.id]
            if parent_id is not None:
                totals[parent_id] += totals[code.id]
        return totals


def _parents(codes: Mapping[int, Code]) -> dict[int, int | None]:
    """Parent by code id: None where it is missing, or where following it would never end."""
    parents: dict[int, int | None] = {}
    for code_id in codes:
        way: list[int] = []
        here: int | None = code_id
        while here is not None and here not in parents and here not in way:
            way.append(here)
            above = codes[here].parent_id
            here = above if above in codes else None
        for step in way:
            above = codes[step].parent_id
            parents[step] = above if above in codes else None
        if here is not None and here in way:
            parents[here] = None
    return parents
