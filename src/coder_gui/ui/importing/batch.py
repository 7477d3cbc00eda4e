"""The files of one import as they stand now; every correction goes through here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coder_gui.app import import_plan
from coder_gui.app.import_people import KnownPeople, TableOfPeople
from coder_gui.app.import_plan import Plan, Plans, SpeakerLine
from coder_gui.domain.file_names import NamePattern, likely_pattern
from coder_gui.ui.importing.reading import Failure, Found, Read, Survey


class Batch(QObject):
    """Plans and failures in the order of their files. Nothing of it is stored yet."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plans: Plans = ()
        self.failures: dict[Path, str] = {}
        self.rows: tuple[Plan | Failure, ...] = ()
        self.known = KnownPeople()
        self.table: TableOfPeople | None = None
        self.pattern = NamePattern("")
        self.speakers: tuple[str, ...] = ()
        """Names that somebody said are speakers."""
        self.encodings: dict[Path, str] = {}
        self.surveys: dict[Path, Survey] = {}
        self._there: Mapping[str, Sequence[str]] = {}
        self._order: list[Path] = []
        self._places: list[int | None] = []
        self._pattern_typed = False

    # What is in it ---------------------------------------------------------------------------

    def set_project(self, known: KnownPeople, there: Mapping[str, Sequence[str]]) -> None:
        """Say who and what is in the project.

        Args:
            there: Names of transcripts by the digests of their texts.
        """
        self.known, self._there = known, there
        self._take(self.plans)

    def add(self, read: Read) -> None:
        """Take in files that were read; those that are in it already stay as they are."""
        new = [each for each in read if each.path not in self._order]
        if self.table is None:
            self.table = self._people_in(new)
        if self.table is not None:
            new = [e for e in new if isinstance(e, Failure) or e.people is not self.table]
        self._order += dict.fromkeys(each.path for each in new)
        plans = [*self.plans]
        for each in new:
            if isinstance(each, Failure):
                self.failures[each.path] = each.sentence
            else:
                plans += each.plans
                if each.survey is not None:
                    self.surveys[each.path] = each.survey
        if not self._pattern_typed:
            names = [plan.draft.name for plan in plans if plan.case is None]
            self.pattern = NamePattern(likely_pattern(names))
        self._take(plans)

    def _people_in(self, new: Read) -> TableOfPeople | None:
        """The table of participants that was dropped with the transcripts it is about."""
        found = [each for each in new if isinstance(each, Found)]
        plans = [*self.plans, *(p for each in found if each.people is None for p in each.plans)]
        tables = (each.people for each in found if each.people is not None)
        names = [name for plan in plans for name in (plan.draft.name, plan.person.label)]
        return next((each for each in tables if any(map(each.find, names))), None)

    def take_again(self, read: Read) -> list[Failure]:
        """Take in files that were read in another way; returns those that failed.

        They stay as they were read before.
        """
        again = {each.path: each.plans[0] for each in read if isinstance(each, Found)}
        self._take(
            import_plan.reread(plan, again[plan.path]) if plan.path in again else plan
            for plan in self.plans
        )
        return [each for each in read if isinstance(each, Failure)]

    def take_columns(self, found: Found) -> None:
        """Take a table of answers in another way; what was corrected in its cases stays."""
        assert found.survey is not None
        self.surveys[found.path] = found.survey
        before = {plan.draft.name: plan for plan in self.plans if plan.path == found.path}
        rest = [plan for plan in self.plans if plan.path != found.path]
        cases = (
            replace(import_plan.reread(before[each.draft.name], each), case=each.case)
            if each.draft.name in before
            else each
            for each in found.plans
        )
        self._take([*rest, *cases])

    @property
    def taken(self) -> int:
        """How many transcripts would be imported now."""
        return sum(plan.is_taken for plan in self.plans)

    def to_look_at(self) -> list[int]:
        """Rows of files that would be imported and are in doubt."""
        return [
            row
            for row, plan in enumerate(self.rows)
            if isinstance(plan, Plan) and plan.is_taken and import_plan.doubts(plan)
        ]

    def place_of(self, row: int) -> int | None:
        """The place among the plans of a row; None for a failure, or where there is no row."""
        return self._places[row] if 0 <= row < len(self._places) else None

    def lines(self, where: Collection[int] | None) -> tuple[SpeakerLine, ...]:
        """Speakers of some files or of all, without those that stay out."""
        wanted = {place for place, plan in enumerate(self.plans) if plan.is_taken}
        return import_plan.speaker_lines(self.plans, wanted if where is None else where)

    # Corrections -----------------------------------------------------------------------------

    def set_wanted(self, places: Collection[int], wanted: bool) -> None:
        self._change(places, lambda plan: replace(plan, wanted=wanted))

    def set_name(self, place: int, name: str) -> None:
        name = " ".join(name.split())
        if name:
            self._change([place], lambda plan: replace(plan, name=name))

    def set_owner(self, place: int, label: str, group: str) -> None:
        self._change([place], lambda plan: import_plan.owned(plan, label, group, self.known))

    def set_pattern(self, pattern: NamePattern) -> None:
        """Read participants and groups from the names in another way."""
        self.pattern, self._pattern_typed = pattern, True
        self._take(self.plans)

    def set_table(self, table: TableOfPeople | None) -> None:
        """Match participants to a table, or to none any more."""
        self.table = table
        self._take(self.plans)

    def rename(self, names: Collection[str], new: str, where: Collection[int] | None) -> None:
        self._take(import_plan.renamed(self.plans, names, new, where))

    def set_asking(self, names: Collection[str], asks: bool, where: Collection[int] | None) -> None:
        self._take(import_plan.asking(self.plans, names, asks, where))

    def link(self, names: Collection[str], label: str, where: Collection[int] | None) -> None:
        self._take(import_plan.linked(self.plans, names, label, self.known, where, self.table))

    def _change(self, places: Collection[int], change: Callable[[Plan], Plan]) -> None:
        self._take(
            change(plan) if place in places else plan for place, plan in enumerate(self.plans)
        )

    def _take(self, plans: Iterable[Plan]) -> None:
        found = import_plan.assigned(plans, self.pattern, self.known, self.table)
        self.plans = import_plan.marked(found, self._there)
        by_path: dict[Path | None, list[int]] = {}
        for place, plan in enumerate(self.plans):
            by_path.setdefault(plan.path, []).append(place)
        rows: list[Plan | Failure] = []
        self._places = []
        for path in self._order:
            for place in by_path.get(path, []):
                rows.append(self.plans[place])
                self._places.append(place)
            if path in self.failures:
                rows.append(Failure(path, self.failures[path]))
                self._places.append(None)
        self.rows = tuple(rows)
        self.changed.emit()
