"""How the differences of two coders were settled, as the agreement report tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coder_gui.domain.agreement.disagreements import Kind
from coder_gui.domain.counted import counted
from coder_gui.domain.settling import SettlingChoice, State
from coder_gui.exchange.codebooks.wording import date_text

HEADS = (
    *("Coder A", "Coder B", "Transcript", "Code", "Passage", "Difference", "State", "Decision"),
    *("Note", "Decided by", "On"),
)
SHORT_HEADS = ("Transcript", "Code", "Passage", "Difference", "Decision", "Note", "Decided")
KINDS: dict[Kind, str] = {
    "exact": "agreed",
    "boundary": "same passage, other ends",
    "split": "split or merged",
    "different code": "another code",
    "only A": "only A",
    "only B": "only B",
}
STATES: dict[State, str] = {
    "agreed": "agreed",
    "settled": "settled",
    "deferred": "deferred",
    "changed": "changed since it was settled",
    "open": "open",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A difference about which something was decided."""

    transcript: str
    code: str
    passage: str
    kind: Kind
    state: State
    choice: SettlingChoice
    note: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What two coders settled of their differences in the scope.

    Args:
        names: Of A and B.
        differences: How many there are.
        decided: In text order.
    """

    names: tuple[str, str]
    differences: int
    decided: tuple[Decided, ...]


def choice_text(choice: SettlingChoice, names: Sequence[str]) -> str:
    """A decision as it stands in a table."""
    a, b = names
    texts: dict[SettlingChoice, str] = {
        "agreed": "agreed",
        "A": f"as {a} coded",
        "B": f"as {b} coded",
        "union": "union",
        "intersection": "intersection",
        "edited": "with edited ends",
        "dropped": "left out",
        "deferred": "deferred",
    }
    return texts[choice]


def rows(settled: Iterable[Settled]) -> Iterator[list[str]]:
    """One row for each decision, as `HEADS` has it."""
    for pair in settled:
        for each in pair.decided:
            yield [
                *pair.names,
                *(each.transcript, each.code, each.passage, KINDS[each.kind], STATES[each.state]),
                *(choice_text(each.choice, pair.names), each.note, each.who, date_text(each.at)),
            ]


def short_rows(pair: Settled) -> Iterator[list[str]]:
    """The same for a page, as `SHORT_HEADS` has it."""
    for each in pair.decided:
        decision = choice_text(each.choice, pair.names)
        if each.state == "changed":
            decision += f"; {STATES['changed']}"
        decided = ", ".join(part for part in (each.who, date_text(each.at)) if part)
        yield [
            *(each.transcript, each.code, each.passage, KINDS[each.kind]),
            *(decision, each.note, decided),
        ]


def sentences(settled: Iterable[Settled]) -> list[str]:
    """For the methods paragraph: that figures are from before, and how it was settled."""
    said = [_of_pair(pair) for pair in settled]
    if not said:
        return []
    return [
        "All figures are from before any settling of differences.",
        *said,
        "Passages on which both agreed went into the consensus as they were; both coders’ own "
        "segments were kept.",
    ]


def _of_pair(pair: Settled) -> str:
    done = [each for each in pair.decided if each.state == "settled"]
    deferred = sum(each.state == "deferred" for each in pair.decided)
    left = pair.differences - len(done) - deferred
    a, b = pair.names
    words = (
        f"Of {counted(pair.differences, 'difference')} between {a} and {b}, {len(done):,} "
        f"{'was' if len(done) == 1 else 'were'} settled afterwards"
    )
    if done:
        numbers = Counter(each.choice for each in done).most_common()
        parts = (f"{number:,} {choice_text(choice, pair.names)}" for choice, number in numbers)
        words += f" ({', '.join(parts)})"
    if deferred:
        words += f", {deferred:,} {'was' if deferred == 1 else 'were'} deferred"
    if left:
        words += f", {left:,} {'is' if left == 1 else 'are'} open"
    return f"{words}."
