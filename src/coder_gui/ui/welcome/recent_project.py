"""A project that was open before, as the welcome page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RecentProject:
    """Texts for people, ready to show.

    Args:
        facts: For instance “36 transcripts, 17 coded”.
        when: For instance “today, 10:42”.
        where: Where the person was, for instance “Carer 7, 24 %”.
        missing: The file is not at its path any more.
    """

    path: Path
    name: str
    facts: str = ""
    when: str = ""
    where: str = ""
    missing: bool = False
