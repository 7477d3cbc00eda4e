"""Who may see whose work: two persons are blind until their comparison is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coder_gui.app.base import Base
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Coder
from coder_gui.domain.team import OpenedComparison, Pair
from coder_gui.storage import history, packages, study, team


class Made(Protocol):
    """A step, as every list of steps has it."""

    @property
    def id(self) -> int: ...

    @property
    def coder_id(self) -> int | None: ...


class Blindness(Base):
    """What may be seen of others, in one rule for every list.

    In a shared project a blind coder sees what a file handed out would hold: transcripts, people
    and the codebook, but nobody else's segments, comments, memos, or words about them.
    """

    def persons(self) -> tuple[Coder, ...]:
        """Those who code; a consensus and earlier layers are compared, but never code."""
        return tuple(each for each in self._team() if each.kind == "person")

    def opened(self, pair: Pair) -> OpenedComparison | None:
        """The opened comparison of two coders, in either order; None while they are blind."""
        wanted = {*pair}
        return next((c for c in self.comparisons() if {c.first_id, c.second_id} == wanted), None)

    def comparisons(self) -> tuple[OpenedComparison, ...]:
        """Every comparison that has been opened."""
        return self._kept("comparisons", ("comparison",), lambda: team.comparisons(self.file.db))

    def earlier_layers(self) -> dict[int, int]:
        """Ids of earlier layers with the id of the person whose work each is."""
        made_by = self._kept("makers", ("coder",), lambda: team.makers(self.file.db))
        found = {each.id: made_by[each.id] for each in self._team() if each.kind == "earlier"}
        return {layer: person for layer, person in found.items() if person is not None}

    def persons_of(self, pair: Pair) -> Pair:
        """Whose work it is: what a person coded earlier is that person's."""
        whose = self.earlier_layers()
        return whose.get(pair[0], pair[0]), whose.get(pair[1], pair[1])

    def is_blind(self, pair: Pair) -> bool:
        """Whether it is the work of two persons whose comparison has not been opened yet."""
        pair, persons = self.persons_of(pair), {each.id for each in self.persons()}
        return len({*pair}) == 2 and persons.issuperset(pair) and self.opened(pair) is None

    def open_comparison(self, pair: Pair) -> None:
        """Let two coders see each other's work; the history says so.

        Raises:
            Refused: It is one coder, or one is no person, or this file was handed out.
        """
        if packages.package(self.file.db) is not None:
            raise Refused(
                "This file was handed out to one coder, so there is nothing to open in it. The "
                "comparison is opened in the study’s own project."
            )
        names = {each.id: each.name for each in self.persons()}
        if len({*pair}) < 2 or not names.keys() >= {*pair}:
            raise Refused("A comparison is opened between two persons. Nothing was changed.")
        with self._step("Open comparison") as step:
            team.add_comparison(step, pair)
            first, second = (names[each] for each in pair)
            step.summary = f"Opened the comparison of “{first}” and “{second}”"

    def may_see(self, coder_id: int) -> bool:
        """Whether the present coder may see what a coder did.

        One's own work always, also what was coded earlier, and a consensus; another person's,
        now or earlier, once the comparison of the two has been opened.
        """
        return not self.is_blind((self.coder_id, coder_id))

    def unseen(self) -> frozenset[int]:
        """Those whose work the present coder may not see yet; what they did earlier, too."""
        return frozenset(each.id for each in self._team() if not self.may_see(each.id))

    def unseen_steps(self, steps: Sequence[Made]) -> frozenset[int]:
        """Ids of the steps that would tell what somebody did whom the present coder may not see.

        What is done to the codebook and to people is everybody's and stays in words.
        """
        unseen = self.unseen()
        asked = [each.id for each in steps if each.coder_id in unseen]
        return history.about_work(self.file.db, asked) if asked else frozenset()

    def seen_persons(self) -> tuple[int, ...]:
        """Everybody whose segments count together for the present coder; never a layer."""
        return tuple(each.id for each in self.persons() if self.may_see(each.id))

    def _team(self) -> tuple[Coder, ...]:
        return self._kept("coders", ("coder",), lambda: study.coders(self.file.db))
