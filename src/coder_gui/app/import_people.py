"""Finding whose transcript a file is: among those who are there, and in a table of participants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder_gui.domain.model import Attribute, Group, Participant


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a transcript or a speaker belongs to. An empty label is nobody.

    An empty group leaves the group of a participant who is there as it is.
    """

    label: str = ""
    group: str = ""
    values: tuple[tuple[str, str], ...] = ()


class KnownPeople:
    """The participants of a project, found by label or by an attribute called *id*."""

    def __init__(
        self,
        people: Iterable[Participant] = (),
        attributes: Iterable[Attribute] = (),
        groups: Sequence[Group] = (),
    ) -> None:
        self.groups = tuple(group.name for group in groups)
        names = {group.id: group.name for group in groups}
        ids = {attribute.id for attribute in attributes if folded(attribute.name) == "id"}
        self._exact: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        by_id: dict[str, int] = {}
        self._people: dict[int, Person] = {}
        for person in people:
            self._people[person.id] = Person(person.label, names.get(person.group_id or 0, ""))
            self._exact.setdefault(person.label, person.id)
            self._by_name[folded(person.label)] = person.id
            by_id |= {folded(person.values[each]): person.id for each in ids & {*person.values}}
        # An id is meant for telling people apart, so it wins over another one's label.
        self._by_name |= by_id

    def id_of(self, name: str) -> int | None:
        """Id of the participant of that very label, of that id, or of a label much like it."""
        exact = self._exact.get(name)
        return exact if exact is not None else self._by_name.get(folded(name))

    def find(self, name: str) -> Person | None:
        """The participant as `id_of` finds one."""
        found = self.id_of(name)
        return None if found is None else self._people[found]

    @property
    def labels(self) -> list[str]:
        """Labels of all participants, in their order."""
        return [person.label for person in self._people.values()]

    def group_like(self, name: str) -> str:
        """The group that is meant by a name: `Carer` means *Carers*; a new one is as it is."""
        wanted = folded(name)
        for each in self.groups:
            there = folded(each)
            short, long = sorted((there, wanted), key=len)
            if there == wanted or (long.startswith(short) and 0 < len(long) - len(short) <= 2):
                return each
        return name

    def add(self, participant_id: int, person: Person) -> None:
        """Take in somebody who was made just now."""
        self._people[participant_id] = person
        self._exact.setdefault(person.label, participant_id)
        self._by_name.setdefault(folded(person.label), participant_id)


class TableOfPeople:
    """A table of participants that was read from a file, a mapping a row."""

    def __init__(self, source_name: str, rows: Sequence[Mapping[str, str]]) -> None:
        self.source_name = source_name
        self.rows = len(rows)
        self._by_name: dict[str, Person] = {}
        by_id: dict[str, Person] = {}
        for row in rows:
            person = _person(row)
            key = next((row[name] for name in row if folded(name) == "id"), "")
            if person.label:
                self._by_name.setdefault(folded(person.label), person)
            if key.strip():
                by_id.setdefault(folded(key), person)
        self._by_name |= by_id

    def find(self, name: str) -> Person | None:
        """The row of that id or label; its own label may be empty."""
        return self._by_name.get(folded(name))


def _person(row: Mapping[str, str]) -> Person:
    named = {name.strip().casefold(): value for name, value in row.items()}
    label, group = (" ".join(named.get(name, "").split()) for name in ("label", "group"))
    rest = (name for name in row if name.strip().casefold() not in ("label", "group"))
    return Person(label, group, tuple((name, row[name].strip()) for name in rest))


def folded(name: str) -> str:
    """`carer-07`, `Carer 7` and `CARER_7` are one name."""
    # Accents may come apart from their letters, as in file names on a Mac, or be letters of
    # their own, as in Hindi: marks count like letters.
    name = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in name)
    words = re.findall(r"\d+|[^\d\s]+", plain)
    key = " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)
    return key or name.strip()
