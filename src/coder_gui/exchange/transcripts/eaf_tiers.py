"""The tiers of an ELAN document with their annotations, each at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIVIDING = ("Symbolic_Subdivision", "Time_Subdivision")
_NUMBER = re.compile(r"[\w.:\-]{0,40}\d[\w.:\-]{0,40}")


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation. Where no time is known, `order` is that of the one before."""

    text: str
    start: int | None
    end: int | None
    order: int


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier with the annotations that have words; `divides` those of its parent into parts."""

    id: str
    participant: str
    parent: str
    divides: bool
    notes: tuple[Note, ...]

    @property
    def words(self) -> bool:
        """True when anything is written in it."""
        return bool(self.notes)

    @property
    def is_numbering(self) -> bool:
        """True when all its annotations are different numbers, such as *interview.012*."""
        texts = [note.text.strip() for note in self.notes]
        return len(set(texts)) == len(texts) and all(map(_NUMBER.fullmatch, texts))


@dataclass(slots=True)
class _Raw:
    """An annotation as it is in the file: its time slots, or the annotation it refers to."""

    id: str
    text: str
    slots: tuple[str, str]
    refers_to: str
    previous: str


Times = tuple[int | None, int | None]


def tiers_of(root: _Element) -> dict[str, Tier]:
    """The tiers by their ids, in the order of the file."""
    slots = {
        slot.get("TIME_SLOT_ID", ""): _number(slot.get("TIME_VALUE"))
        for slot in root.iterfind("TIME_ORDER/TIME_SLOT")
    }
    dividing = {
        kind.get("LINGUISTIC_TYPE_ID")
        for kind in root.iterfind("LINGUISTIC_TYPE")
        if kind.get("CONSTRAINTS") in _DIVIDING
    }
    nodes = list(root.iterfind("TIER"))
    raw = [list(_raw_of(node)) for node in nodes]
    times: dict[str, Times] = {}
    refers = {note.id: note.refers_to for notes in raw for note in notes if note.refers_to}
    for notes in raw:
        times.update(_aligned([note for note in notes if not note.refers_to], slots))
    tiers: dict[str, Tier] = {}
    for number, (node, notes) in enumerate(zip(nodes, raw, strict=True)):
        name = node.get("TIER_ID") or f"Tier {number + 1}"
        while name in tiers:
            name += "′"
        tiers[name] = Tier(
            id=name,
            participant=(node.get("PARTICIPANT") or "").strip(),
            parent=node.get("PARENT_REF", ""),
            divides=bool(node.get("PARENT_REF")) and node.get("LINGUISTIC_TYPE_REF") in dividing,
            notes=tuple(_notes(_in_order(notes), times, refers)),
        )
    return tiers


def _raw_of(tier: _Element) -> Iterator[_Raw]:
    for node in tier.iterfind("ANNOTATION/*"):
        value = node.find("ANNOTATION_VALUE")
        yield _Raw(
            id=node.get("ANNOTATION_ID", ""),
            text="" if value is None else "".join(map(str, value.itertext())),
            slots=(node.get("TIME_SLOT_REF1", ""), node.get("TIME_SLOT_REF2", "")),
            refers_to=node.get("ANNOTATION_REF", ""),
            previous=node.get("PREVIOUS_ANNOTATION", ""),
        )


def _aligned(notes: Sequence[_Raw], slots: dict[str, int | None]) -> Iterator[tuple[str, Times]]:
    """The times of annotations with slots; slots without a time lie evenly between the others."""
    line = [slot for slot, _ in groupby(slot for note in notes for slot in note.slots)]
    known: dict[str, int] = {}
    last: int | None = None
    waiting: list[str] = []
    for slot in line:
        value = slots.get(slot)
        if value is None:
            waiting.append(slot)
            continue
        for step, unknown in enumerate(waiting, 1):
            first = value if last is None else last
            known.setdefault(unknown, first + (value - first) * step // (len(waiting) + 1))
        known[slot] = last = value
        waiting = []
    for unknown in waiting:
        if last is not None:
            known.setdefault(unknown, last)
    for note in notes:
        yield note.id, (known.get(note.slots[0]), known.get(note.slots[1]))


def _in_order(notes: Sequence[_Raw]) -> list[_Raw]:
    """The annotations, those that name the one before them put behind it."""
    if not any(note.previous for note in notes):
        return list(notes)
    ids = {note.id for note in notes}
    following: dict[str, list[_Raw]] = {}
    for note in notes:
        if note.previous in ids:
            following.setdefault(note.previous, []).append(note)
    ordered: dict[str, _Raw] = {}
    firsts = [note for note in notes if note.previous not in ids]
    for first in [*firsts, *notes]:  # those that point in a circle come last
        stack = [first]
        while stack:
            note = stack.pop()
            if note.id not in ordered:
                ordered[note.id] = note
                stack.extend(reversed(following.get(note.id, ())))
    return list(ordered.values()) if len(ordered) == len(notes) else list(notes)


def _notes(
    notes: Sequence[_Raw], times: dict[str, Times], refers: dict[str, str]
) -> Iterator[Note]:
    order = 0
    for note in notes:
        start, end = _times_of(note.id, times, refers)
        order = order if start is None else start
        if note.text.strip():
            yield Note(note.text, start, end, order)


def _times_of(annotation: str, times: dict[str, Times], refers: dict[str, str]) -> Times:
    """The times of an annotation, or of the one it refers to, directly or by others."""
    for _ in range(50):
        if annotation in times:
            return times[annotation]
        if annotation not in refers:
            break
        annotation = refers[annotation]
    return None, None


def _number(written: str | None) -> int | None:
    if written is None or not re.fullmatch(r"\s*\d{1,12}\s*", written):
        return None
    return int(written)
