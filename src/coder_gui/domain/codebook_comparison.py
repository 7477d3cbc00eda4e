"""What is different between two states of a codebook, code by code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from coder_gui.domain.codebook import PATH_SEPARATOR, Codebook

ChangeKind = Literal[
    "added", "gone", "renamed", "moved", "redefined", "recoloured", "kind", "archived", "counts"
]
ENTRY = {
    "brief": "Brief definition",
    "definition": "Full definition",
    "use_when": "When to use",
    "avoid_when": "When not to use",
    "example": "Example",
}
"""The written fields of an entry and what people call them."""


@dataclass(frozen=True, slots=True)
class KeptCode:
    """A code as it was when its codebook was kept.

    `parent` is the guid of the code above; `segments` counts everybody's, of the code alone.
    """

    guid: str
    parent: str | None
    kind: str
    name: str
    colour: str | None = None
    brief: str = ""
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    position: int = 0
    archived: bool = False
    segments: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different about one code.

    Args:
        name: The code's name in the later state, or in the earlier one where it is gone.
        path: What it stands under, in words; empty at the top.
        was: The earlier value in words; empty where there was none.
        now: The later value in words.
    """

    kind: ChangeKind
    guid: str
    name: str
    path: str
    was: str = ""
    now: str = ""


def kept_codes(book: Codebook, segments: Mapping[int, int]) -> tuple[KeptCode, ...]:
    """A codebook as it is kept: in tree order, with numbers of segments by code id."""
    found = []
    for code in book:
        above = book.parent(code.id)
        found.append(
            KeptCode(
                code.guid,
                book[above].guid if above is not None else None,
                code.kind,
                code.name,
                code.colour,
                code.brief,
                code.definition,
                code.use_when,
                code.avoid_when,
                code.example,
                code.position,
                code.archived,
                segments.get(code.id, 0),
            )
        )
    return tuple(found)


def differences(before: Iterable[KeptCode], after: Iterable[KeptCode]) -> tuple[Difference, ...]:
    """Everything that is different, in the order of the later tree, then what is gone.

    A code is the same one as long as its guid is, whatever it is called and wherever it stands.
    """
    first = {code.guid: code for code in before}
    last = {code.guid: code for code in after}
    found: list[Difference] = []
    for code in last.values():
        old, path = first.get(code.guid), _path(last, code)
        if old is None:
            found.append(Difference("added", code.guid, code.name, path, "", _said(code)))
        else:
            found += _changes(old, code, path, _path(first, old))
    found += (
        Difference("gone", code.guid, code.name, _path(first, code), _said(code), "")
        for code in first.values()
        if code.guid not in last
    )
    return tuple(found)


def _changes(old: KeptCode, new: KeptCode, path: str, old_path: str) -> Iterator[Difference]:
    def change(kind: ChangeKind, was: str, now: str) -> Difference:
        return Difference(kind, new.guid, new.name, path, was, now)

    if old.name != new.name:
        yield change("renamed", old.name, new.name)
    if old.parent != new.parent:
        yield change("moved", old_path or "the top", path or "the top")
    for field, label in ENTRY.items():
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            yield change("redefined", _labelled(label, was), _labelled(label, now))
    if old.colour != new.colour:
        yield change("recoloured", old.colour or "of its theme", new.colour or "of its theme")
    if old.kind != new.kind:
        yield change("kind", old.kind, new.kind)
    if old.archived != new.archived:
        states = ("in use", "archived")
        yield change("archived", states[old.archived], states[new.archived])
    if old.segments != new.segments:
        yield change("counts", f"{old.segments:,}", f"{new.segments:,}")


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""


def _said(code: KeptCode) -> str:
    """What a code that is new or gone means, in words."""
    return code.brief or code.definition


def _path(codes: Mapping[str, KeptCode], code: KeptCode) -> str:
    names: list[str] = []
    seen = {code.guid}
    above = codes.get(code.parent or "")
    while above is not None and above.guid not in seen:
        names.append(above.name)
        seen.add(above.guid)
        above = codes.get(above.parent or "")
    return PATH_SEPARATOR.join(reversed(names))
