"""Regular expressions that people type: what is wrong with one, and an end to those without end.

Python's own `re` cannot be interrupted, and holds everything up meanwhile; `regex` takes a limit
of time and lets the window go on.
"""

from __future__ import annotations

import warnings
from time import monotonic
from typing import TYPE_CHECKING

from coder_gui.domain.errors import Refused
from coder_gui.domain.passages import Range

if TYPE_CHECKING:
    import regex

LONGEST = 500
"""Characters of an expression."""
LEAST_TIME = 0.15
"""Seconds for any text."""
TIME_PER_CHARACTER = 1.5e-6
"""Seconds more for each character: an honest expression needs a tenth of that."""


class TooSlow(Refused):
    """An expression that tries so many ways that it does not come to an end."""


class Expression:
    """A regular expression whose searches end.

    Raises:
        Refused: It is none, or too long.
    """

    def __init__(self, typed: str, *, match_case: bool = False) -> None:
        import regex

        if len(typed) > LONGEST:
            raise Refused(
                f"The regular expression has more than {LONGEST} characters. Search for a part "
                "of it."
            )
        flags = regex.MULTILINE | (0 if match_case else regex.IGNORECASE)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._pattern: regex.Pattern[str] = regex.compile(typed, flags)
        except regex.error as error:
            # The stubs do not know its attributes.
            place = getattr(error, "pos", None)
            raise _refusal(str(getattr(error, "msg", error)), place) from error
        except (RecursionError, OverflowError, MemoryError) as error:
            raise _refusal("it is nested too deeply", None) from error

    def hits(self, text: str, cut_at: str) -> list[Range]:
        """Where it stands in a text; a hit that reaches `cut_at` ends there.

        Raises:
            TooSlow: It did not come to an end in time.
        """
        until = monotonic() + LEAST_TIME + TIME_PER_CHARACTER * len(text)
        hits: list[Range] = []
        position: int | None = 0
        try:
            while position is not None:
                position = self._until_cut(text, cut_at, position, until, hits)
        except TimeoutError as error:
            raise TooSlow(
                "This regular expression tries too many ways to come to an end, so the search "
                "was stopped. Nothing was changed; avoid repeats inside of repeats, as in (a+)+."
            ) from error
        return hits

    def _until_cut(
        self, text: str, cut_at: str, position: int, until: float, hits: list[Range]
    ) -> int | None:
        """Collect hits up to the first that had to be cut; where to go on, or None at the end."""
        left = max(until - monotonic(), 0.001)
        for found in self._pattern.finditer(text, position, timeout=left, concurrent=True):
            start, end = found.span()
            cut = text.find(cut_at, start, end)
            if (end := cut if cut >= 0 else end) > start:
                hits.append((start, end))
            if cut >= 0:
                return cut + 1
            if monotonic() > until:
                raise TimeoutError
        return None


def _refusal(message: str, place: int | None) -> Refused:
    where = f" at character {place + 1}" if place is not None else ""
    return Refused(f"This is no regular expression yet: {message}{where}.")
