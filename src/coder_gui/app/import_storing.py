"""Storing plans: each with its participants, who are made where they are new."""

from __future__ import annotations

from dataclasses import replace

from coder_gui.app.import_people import KnownPeople, Person
from coder_gui.app.import_plan import Plan
from coder_gui.app.people import likely_kind
from coder_gui.storage import participants, transcripts
from coder_gui.storage.journal import Step


class Arrivals:
    """Puts plans into the project within one open step."""

    def __init__(self, step: Step, known: KnownPeople) -> None:
        self._step = step
        self._known = known
        self._groups = {group.name: group.id for group in participants.groups(step.db)}
        self._answers: dict[str, dict[int, str]] = {}

    def add(self, plan: Plan, keep_original: bool) -> int:
        """Store one transcript; returns its id."""
        owner = self._id_of(plan.person)
        ids = {
            speaker.person.label: self._id_of(speaker.person)
            for speaker in plan.speakers
            if speaker.person.label
        }
        # A turn says who speaks only where it is another one than the transcript's.
        others = {label: found if found != owner else None for label, found in ids.items()}
        draft = replace(plan.draft, name=plan.name, turns=plan.turns(others))
        return transcripts.add_transcript(self._step, draft, owner, keep_original)

    def answer(self) -> None:
        """Store the values of all participants; only now is it known what kind they are."""
        there = {each.name: each.id for each in participants.attributes(self._step.db)}
        for name, answers in self._answers.items():
            if name not in there:
                kind = likely_kind(list(answers.values()))
                there[name] = participants.add_attribute(self._step, name, kind)
            for participant_id, value in answers.items():
                participants.set_value(self._step, participant_id, there[name], value)

    def _id_of(self, person: Person) -> int | None:
        if not person.label:
            return None
        group_id = self._group_id(person.group) if person.group else None
        found = self._known.id_of(person.label)
        if found is None:
            found = participants.add_participant(self._step, person.label, group_id)
            self._known.add(found, person)
        elif group_id is not None:
            there = self._known.find(person.label)
            label = there.label if there else person.label
            participants.update_participant(self._step, found, label, group_id)
        for name, value in person.values:
            if value:
                self._answers.setdefault(name, {})[found] = value
        return found

    def _group_id(self, name: str) -> int:
        if name not in self._groups:
            self._groups[name] = participants.add_group(self._step, name)
        return self._groups[name]
