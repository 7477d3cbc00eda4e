"""The audit trail as people read it: who did what and when, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

StepState = Literal["done", "undone", "discarded"]

WITHDRAWN = "[withdrawn]"
"""What stands in the history where a withdrawn participant's name or words stood."""

_SENTENCES = re.compile(r"[\n.!?…“”\"]+")


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What the audit trail is narrowed to; None and the empty text leave everything in.

    Args:
        kind: The label of a step, such as “Apply code”.
        first: First day, by the calendar of this computer.
        last: Last day, included.
        text: Words of the sentence that says what was done.
    """

    coder_id: int | None = None
    kind: str | None = None
    code_id: int | None = None
    transcript_id: int | None = None
    first: date | None = None
    last: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class TrailEvent:
    """That a step was undone or redone, by whom and when."""

    kind: Literal["undone", "redone"]
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One step of the history.

    Args:
        kind: The step's label.
        what: What was done, in words; never words of a transcript.
        where: The transcripts that it touched, in words; empty for none.
        state: Whether it counts now: done, undone, or discarded by a step that followed.
    """

    id: int
    at: str
    coder: str
    kind: str
    what: str
    where: str
    state: StepState
    events: tuple[TrailEvent, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether what was done still holds."""
        return self.state == "done"


def local(stamp: str) -> datetime:
    """A stored time by the clock of this computer; the first moment for what is none."""
    try:
        return datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1).astimezone()


def clock(stamp: str) -> str:
    """The time of day: 14:03."""
    return local(stamp).strftime("%H:%M")


def day_and_clock(stamp: str) -> str:
    """Day and time as tables hold them: 2026-03-02 14:03."""
    return local(stamp).strftime("%Y-%m-%d %H:%M")


def afterwards(entry: TrailEntry) -> str:
    """What became of a step: “Undone 14:03 by Noor”; the day is said where it is another."""
    said = []
    for event in entry.events:
        same_day = local(event.at).date() == local(entry.at).date()
        when = clock(event.at) if same_day else day_and_clock(event.at)
        by = "" if event.coder == entry.coder else f" by {event.coder}"
        said.append(f"{event.kind} {when}{by}")
    text = ", ".join(said)
    return text[:1].upper() + text[1:]


def named_in(text: str, names: frozenset[str]) -> bool:
    """Whether one of the names stands in a text as a word of its own."""
    return any(_name(name).search(text) for name in names)


def without_names(text: str, names: frozenset[str]) -> str:
    """The text with each of the names taken out; longer names go first."""
    for name in sorted(names, key=len, reverse=True):
        text = _name(name).sub(WITHDRAWN, text)
    return text


def quotes(text: str, source: str, fewest: int = 4) -> bool:
    """Whether a piece of a text stands word for word in a folded source.

    Args:
        source: As `folded` makes it.
        fewest: Words that a piece must have to be taken for a quote.
    """
    pieces = (folded(piece) for piece in _SENTENCES.split(text))
    return any(piece.count(" ") + 1 >= fewest and piece in source for piece in pieces)


def folded(text: str) -> str:
    """A text for comparing: case and kinds of blanks make no difference."""
    return " ".join(text.split()).casefold()


def _name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
