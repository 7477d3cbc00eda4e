"""What is compared: whose work, in which texts, of which codes, counted in what."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.domain.agreement.units import CHARACTER, Unit


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a comparison.

    `coders` are ids; the first two are A and B. With `transcripts` only these count, with
    `branch` only a theme and what is beneath it. `rolled_up` says whether a segment counts for
    the themes above its code, too.
    """

    coders: tuple[int, ...]
    unit: Unit = CHARACTER
    rolled_up: bool = False
    interviewer_turns: bool = True
    transcripts: frozenset[int] | None = None
    branch: int | None = None

    @property
    def pair(self) -> tuple[int, int]:
        """A and B."""
        return self.coders[0], self.coders[1]
