"""How much stands under each code: segments, transcripts or participants, own or of its branch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from coder_gui.domain.codebook import Codebook

Counted = Literal["segments", "transcripts", "participants"]


@dataclass(frozen=True, slots=True)
class CountChoice:
    """What the number beside a code counts.

    Args:
        branch: With everything that stands under the code.
        here: Only in the transcript that is open.
        everybody: Of all coders, not only of the one at work.
    """

    what: Counted = "segments"
    branch: bool = True
    here: bool = False
    everybody: bool = False


def code_counts(
    book: Codebook,
    uses: Iterable[tuple[int, int, int]],
    choice: CountChoice,
    transcript_id: int | None,
    speaks: Mapping[int, int | None],
) -> dict[int, int]:
    """Number by code id.

    Args:
        uses: Code id, transcript id and number of segments of the coders who count.
        transcript_id: The transcript that is open.
        speaks: Participant by transcript; transcripts of nobody in particular count for one each.
    """
    if choice.here:
        uses = [each for each in uses if each[1] == transcript_id]
    if choice.what == "segments":
        own: dict[int, int] = {}
        for code_id, _transcript, number in uses:
            own[code_id] = own.get(code_id, 0) + number
        return book.branch_counts(own) if choice.branch else own
    found: dict[int, set[tuple[str, int]]] = {}
    for code_id, where, _number in uses:
        person = speaks.get(where) if choice.what == "participants" else None
        found.setdefault(code_id, set()).add(("t", where) if person is None else ("p", person))
    if choice.branch:
        for code in reversed(list(book)):
            parent = book.parent(code.id)
            if parent is not None and code.id in found:
                found.setdefault(parent, set()).update(found[code.id])
    return {code_id: len(each) for code_id, each in found.items()}
