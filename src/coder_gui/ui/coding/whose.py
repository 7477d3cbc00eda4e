"""Whose segments the reader shows: one's own, another coder's, or everyone's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from coder_gui.domain.model import Coder
from coder_gui.ui.session import Session

Choice = int | Literal["mine", "everyone"]
"""The id of another coder, or one of these two."""


class Whose:
    """Keeps the choice of this window; what may not be seen any more falls back to one's own."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.choice: Choice = "mine"

    def offered(self) -> list[Coder]:
        """The other coders, and what two agreed on, that may be looked at."""
        project = self._session.project
        me = project.coder_id
        return [each for each in project.coders() if each.id != me and project.may_see(each.id)]

    def now(self) -> Choice:
        """What the choice comes to, with those who are there now."""
        if self.choice == "mine":
            return "mine"
        known = {each.id for each in self.offered()}
        valid = known if self.choice == "everyone" else self.choice in known
        return self.choice if valid else "mine"

    def ids(self) -> frozenset[int]:
        """The coders whose segments are shown."""
        now, me = self.now(), self._session.project.coder_id
        if now == "mine":
            return frozenset({me})
        if now == "everyone":
            return frozenset({me, *(each.id for each in self.offered())})
        return frozenset({now})

    def are_mine_shown(self) -> bool:
        """Whether one's own are among them."""
        return self._session.project.coder_id in self.ids()

    def names(self) -> dict[int, tuple[str, str]]:
        """Names and initials of the others whose segments are shown."""
        if self.now() == "mine":
            return {}
        others = self.offered()
        shown = initials(others)
        return {each.id: (each.name, shown[each.id]) for each in others}

    def name_of(self, coder_id: int) -> str:
        """What a coder is called."""
        return next(c.name for c in self._session.project.coders() if c.id == coder_id)


def initials(coders: Iterable[Coder]) -> dict[int, str]:
    """A letter or two for each coder; whole names where these would be the same."""
    found = {coder.id: coder for coder in coders}
    short = {key: _initials(coder.name) for key, coder in found.items()}
    often = Counter(short.values())
    return {key: each if often[each] == 1 else found[key].name for key, each in short.items()}


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()
