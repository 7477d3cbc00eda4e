"""The study sheet, coders, participants, groups and attributes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from coder_gui.app.base import Base
from coder_gui.app.coding import checked_name
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.domain.labels import next_label
from coder_gui.domain.model import Assignment, Attribute, AttributeKind, Coder, Group, Participant
from coder_gui.domain.model import Study as StudySheet
from coder_gui.storage import participants, study

_NUMBER = re.compile(r"[-+−]?[0-9]+([.,][0-9]+)?")
"""A number, unlike an age band such as “18-24”."""


class People(Base):
    """What a person does with the study sheet and with people."""

    def study(self) -> StudySheet:
        return study.study(self.file.db)

    def update_study(self, **fields: str) -> None:
        """Change fields of the study sheet: name, question, method, label_template, description."""
        with self._step("Change study sheet") as step:
            study.update_study(step, **fields)
            step.summary = "Changed the study sheet"

    def coders(self) -> tuple[Coder, ...]:
        return self._kept("coders", ("coder",), lambda: study.coders(self.file.db))

    def coder(self) -> Coder:
        """Who is coding now."""
        return next(coder for coder in self.coders() if coder.id == self.coder_id)

    def add_coder(self, name: str) -> int:
        """Add somebody who codes.

        Raises:
            Refused: There is a coder of that name.
        """
        name = checked_name(name)
        if any(coder.name == name for coder in self.coders()):
            raise Refused(f"“{name}” is a coder of this project already. Choose another name.")
        with self._step("Add coder") as step:
            coder_id = study.add_coder(step, name)
            step.summary = f"Added the coder “{name}”"
        return coder_id

    def assignments(self) -> tuple[Assignment, ...]:
        return study.assignments(self.file.db)

    def assign(self, coder_id: int, transcript_ids: Collection[int]) -> None:
        """Ask a coder to code transcripts."""
        with self._step("Assign transcripts") as step:
            for transcript_id in transcript_ids:
                study.assign(step, coder_id, transcript_id)
            step.summary = f"Assigned {counted(len(transcript_ids), 'transcript')}"

    def unassign(self, coder_id: int, transcript_ids: Collection[int]) -> None:
        with self._step("Take back assignment") as step:
            for transcript_id in transcript_ids:
                study.unassign(step, coder_id, transcript_id)
            step.summary = f"Took back {counted(len(transcript_ids), 'transcript')}"

    def set_finished(self, coder_id: int, transcript_ids: Collection[int], finished: bool) -> None:
        """Say that a coder has finished transcripts, or has not."""
        with self._step("Mark finished") as step:
            for transcript_id in transcript_ids:
                study.assign(step, coder_id, transcript_id)
                study.set_finished(step, coder_id, transcript_id, finished)
            what = counted(len(transcript_ids), "transcript")
            step.summary = f"Marked {what} as {'finished' if finished else 'not finished'}"

    def groups(self) -> tuple[Group, ...]:
        nouns = ("participant_group",)
        return self._kept("groups", nouns, lambda: participants.groups(self.file.db))

    def add_group(self, name: str) -> int:
        name = checked_name(name)
        self._refuse_group_twice(name)
        with self._step("Add group") as step:
            group_id = participants.add_group(step, name)
            step.summary = f"Added the group “{name}”"
        return group_id

    def rename_group(self, group_id: int, name: str) -> None:
        name = checked_name(name)
        if any(group.id == group_id and group.name == name for group in self.groups()):
            return
        self._refuse_group_twice(name)
        with self._step("Rename group") as step:
            participants.rename_group(step, group_id, name)
            step.summary = f"Renamed a group to “{name}”"

    def delete_group(self, group_id: int) -> None:
        with self._step("Delete group") as step:
            participants.delete_group(step, group_id)
            step.summary = "Deleted a group; its participants stay"

    def _refuse_group_twice(self, name: str) -> None:
        if any(group.name == name for group in self.groups()):
            raise Refused(f"There is a group “{name}” already. Choose another name.")

    def participants(self) -> tuple[Participant, ...]:
        nouns = ("participant", "attribute_value", "attribute")
        return self._kept("people", nouns, lambda: participants.participants(self.file.db))

    def attributes(self) -> tuple[Attribute, ...]:
        return participants.attributes(self.file.db)

    def update_participant(self, participant_id: int, label: str, group_id: int | None) -> None:
        label = checked_name(label)
        with self._step("Change participant") as step:
            participants.update_participant(step, participant_id, label, group_id)
            step.summary = f"Changed “{label}”"

    def put_in_group(self, participant_ids: Collection[int], name: str) -> None:
        """Move participants to the group of that name, made if need be; empty for no group."""
        name = " ".join(name.split())
        group_id = next((group.id for group in self.groups() if group.name == name), None)
        people = {person.id: person for person in self.participants()}
        with self._step("Move to group") as step:
            if name and group_id is None:
                group_id = participants.add_group(step, name)
            for participant_id in participant_ids:
                label = people[participant_id].label
                participants.update_participant(step, participant_id, label, group_id)
            moved = counted(len(participant_ids), "participant")
            step.summary = f"Put {moved} into “{name}”" if name else f"Took {moved} out of groups"

    def add_attribute(self, name: str, kind: AttributeKind = "text") -> int:
        """Add a question that is answered for each participant."""
        name = checked_name(name)
        if any(attribute.name == name for attribute in self.attributes()):
            raise Refused(f"There is an attribute “{name}” already. Choose another name.")
        with self._step("Add attribute") as step:
            attribute_id = participants.add_attribute(step, name, kind)
            step.summary = f"Added the attribute “{name}”"
        return attribute_id

    def set_value(self, participant_id: int, attribute_id: int, value: str) -> None:
        """Answer a participant's attribute; an empty value clears it."""
        with self._step("Change attribute") as step:
            participants.set_value(step, participant_id, attribute_id, value.strip())
            step.summary = "Changed a participant’s attribute"

    def import_participants(self, rows: Sequence[Mapping[str, str]]) -> int:
        """Add or update participants from a table, one mapping a row, in one step.

        `label` names the participant, `group` its group; every other column becomes an
        attribute, a number where all its values are. Rows without a label get one from the
        study's template. Participants are matched by label; what the table has no column for
        stays. Returns how many rows were used.
        """
        attribute_names = list(
            dict.fromkeys(name for row in rows for name in row if name not in ("label", "group"))
        )
        with self._step("Import participants") as step:
            known_groups = {group.name: group.id for group in self.groups()}
            for name in dict.fromkeys(_plain(row.get("group", "")) for row in rows):
                if name and name not in known_groups:
                    known_groups[name] = participants.add_group(step, name)
            known_attributes = {each.name: each.id for each in self.attributes()}
            for name in attribute_names:
                if name not in known_attributes:
                    values = [row.get(name, "") for row in rows]
                    kind = likely_kind(values)
                    known_attributes[name] = participants.add_attribute(step, name, kind)
            people = {person.label: (person.id, person.group_id) for person in self.participants()}
            template = self.study().label_template
            for row in rows:
                label = _plain(row.get("label", "")) or next_label(template, row, people)
                person_id, group_id = people.get(label, (0, None))
                if "group" in row:
                    group_id = known_groups.get(_plain(row["group"]))
                if person_id:
                    participants.update_participant(step, person_id, label, group_id)
                else:
                    person_id = participants.add_participant(step, label, group_id)
                people[label] = person_id, group_id
                for name in (each for each in attribute_names if each in row):
                    value = row[name].strip()
                    participants.set_value(step, person_id, known_attributes[name], value)
            step.summary = f"Imported {counted(len(rows), 'participant')}"
        return len(rows)


def _plain(name: str) -> str:
    return " ".join(name.split())


def likely_kind(values: Sequence[str]) -> AttributeKind:
    """What kind of question these are the answers to."""
    filled = [value.strip() for value in values if value.strip()]
    if filled and all(_NUMBER.fullmatch(value) for value in filled):
        return "number"
    if filled and {value.casefold() for value in filled} <= {"yes", "no"}:
        return "yes_no"
    if filled and len(set(filled)) * 3 <= len(filled):
        return "choice"
    return "text"
