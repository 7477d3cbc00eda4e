"""What is compared, as the researcher chose it in the scope bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Coder
from coder_gui.ui.agree.compared_transcripts import compared
from coder_gui.ui.agree.pair_study import PairStudy
from coder_gui.ui.agree.scope_bar import CHOOSE, ScopeBar
from coder_gui.ui.agree.several import TranscriptChoice
from coder_gui.ui.finding.scope import Where
from coder_gui.ui.session import Session


class ScopeChoices(QObject):
    """Holds the scope, shows it in the bar, and tells when another one was chosen."""

    changed = Signal()
    """Other transcripts, codes or units are compared."""
    coders_changed = Signal()

    def __init__(self, session: Session, bar: ScopeBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._page = parent
        self.scope: Scope | None = None
        self.where = Where()
        bar.a_chosen.connect(lambda coder: self._choose_coder(0, coder))
        bar.b_chosen.connect(lambda coder: self._choose_coder(1, coder))
        bar.others_chosen.connect(self._choose_others)
        bar.where_chosen.connect(self._choose_where)
        bar.branch_chosen.connect(lambda code: self.set(branch=code))
        bar.unit_chosen.connect(lambda unit: self.set(unit=unit))
        bar.rolled_up_chosen.connect(lambda on: self.set(rolled_up=on))
        bar.interviewer_chosen.connect(lambda on: self.set(interviewer_turns=on))

    def forget(self) -> None:
        """Start anew with another project."""
        self.scope, self.where = None, Where()

    def choose_among(self, coders: Sequence[Coder]) -> None:
        """Keep the coders that were chosen if they are still there; else begin with two."""
        known = {coder.id for coder in coders}
        if self.scope is None or not known.issuperset(self.scope.coders):
            self.scope = Scope(self._first_pair(coders))
        self._bar.show_coders(coders, self.scope.coders)

    def narrowed(self, book: Codebook) -> Scope:
        """The scope, without what is no longer there."""
        assert self.scope is not None
        if self.scope.branch is not None and self.scope.branch not in book:
            self.scope = replace(self.scope, branch=None)
        found = compared(self._session.project, self.scope.pair, self.where)
        self.where = found.where
        self.scope = replace(self.scope, transcripts=found.transcripts)
        self._bar.show_where(found.where, found.groups)
        return self.scope

    def choose_pair(self, pair: tuple[int, int]) -> None:
        """Read two of the coders that are compared."""
        assert self.scope is not None
        self._set_coders((*pair, *(each for each in self.scope.coders if each not in pair)))

    def set(self, **changed: Any) -> None:
        """Compare with other fields of the scope."""
        assert self.scope is not None
        self.scope = replace(self.scope, **changed)
        self.changed.emit()

    def _first_pair(self, coders: Sequence[Coder]) -> tuple[int, int]:
        """The two persons with the most transcripts in common; of equals the first.

        A consensus, or what a person coded at an earlier time, is compared if it is asked for.
        """
        persons = [coder.id for coder in coders if coder.kind == "person"]
        if len(persons) < 2:
            persons = [coder.id for coder in coders]
        assigned: dict[int, set[int]] = {coder: set() for coder in persons}
        for each in self._session.project.assignments():
            assigned.setdefault(each.coder_id, set()).add(each.transcript_id)
        return max(
            combinations(persons, 2), key=lambda two: len(assigned[two[0]] & assigned[two[1]])
        )

    def _choose_where(self, where: Where | str) -> None:
        if isinstance(where, Where):
            self.where = where
        elif where == CHOOSE:
            assert self.scope is not None
            everything = PairStudy(self._session.project, replace(self.scope, transcripts=None))
            ticked = PairStudy(self._session.project, self.scope).transcripts
            dialog = TranscriptChoice([*everything.names.items()], ticked, self._page)
            dialog.chosen.connect(lambda ids: self._choose_where(Where(chosen=ids)))
            dialog.open()
        self.changed.emit()

    def _choose_coder(self, place: int, coder_id: int) -> None:
        """Put a coder in a place; who was there before changes places with them if need be."""
        assert self.scope is not None
        coders = list(self.scope.coders)
        if coder_id in coders:
            other = coders.index(coder_id)
            coders[place], coders[other] = coders[other], coders[place]
        else:
            coders[place] = coder_id
        self._set_coders(tuple(coders))

    def _choose_others(self, coders: tuple[int, ...]) -> None:
        assert self.scope is not None
        self._set_coders((*self.scope.pair, *coders))

    def _set_coders(self, coders: tuple[int, ...]) -> None:
        assert self.scope is not None
        self.scope = replace(self.scope, coders=coders)
        self.coders_changed.emit()
