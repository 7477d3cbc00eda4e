"""Participants, their groups and their typed attributes."""

from __future__ import annotations

from collections import defaultdict

from coder_gui.domain.model import Attribute, AttributeKind, Group, Participant
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step


def groups(db: ProjectDatabase) -> tuple[Group, ...]:
    return tuple(
        Group(*row)
        for row in db.all("SELECT id, guid, name FROM participant_group ORDER BY position, name")
    )


def add_group(step: Step, name: str) -> int:
    cursor = step.db.execute(
        "INSERT INTO participant_group (name, position, guid, author_id, created_at, modified_at)"
        " VALUES (?, (SELECT coalesce(max(position) + 1, 0) FROM participant_group), ?, ?, ?, ?)",
        (name, step.new_guid(), step.coder_id, step.now, step.now),
    )
    return int(cursor.lastrowid or 0)


def rename_group(step: Step, group_id: int, name: str) -> None:
    step.db.execute(
        "UPDATE participant_group SET name = ?, modified_at = ? WHERE id = ?",
        (name, step.now, group_id),
    )


def delete_group(step: Step, group_id: int) -> None:
    """Delete a group; its participants stay, without a group."""
    step.db.execute("DELETE FROM participant_group WHERE id = ?", (group_id,))


def attributes(db: ProjectDatabase) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(*row)
        for row in db.all("SELECT id, guid, name, kind FROM attribute ORDER BY position, name")
    )


def add_attribute(step: Step, name: str, kind: AttributeKind) -> int:
    cursor = step.db.execute(
        "INSERT INTO attribute (name, kind, position, guid, author_id, created_at, modified_at) "
        "VALUES (?, ?, (SELECT coalesce(max(position) + 1, 0) FROM attribute), ?, ?, ?, ?)",
        (name, kind, step.new_guid(), step.coder_id, step.now, step.now),
    )
    return int(cursor.lastrowid or 0)


def participants(db: ProjectDatabase) -> tuple[Participant, ...]:
    """Every participant, in the order in which they were added."""
    values: dict[int, dict[int, str]] = defaultdict(dict)
    for participant_id, attribute_id, value in db.all(
        "SELECT participant_id, attribute_id, value FROM attribute_value"
    ):
        values[participant_id][attribute_id] = value
    return tuple(
        Participant(row_id, guid, label, group_id, values.get(row_id, {}))
        for row_id, guid, label, group_id in db.all(
            "SELECT id, guid, label, group_id FROM participant ORDER BY id"
        )
    )


def add_participant(step: Step, label: str, group_id: int | None) -> int:
    cursor = step.db.execute(
        "INSERT INTO participant (label, group_id, guid, author_id, created_at, modified_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (label, group_id, step.new_guid(), step.coder_id, step.now, step.now),
    )
    return int(cursor.lastrowid or 0)


def update_participant(step: Step, participant_id: int, label: str, group_id: int | None) -> None:
    step.db.execute(
        "UPDATE participant SET label = ?, group_id = ?, modified_at = ? "
        "WHERE id = ? AND (label, group_id) IS NOT (?, ?)",
        (label, group_id, step.now, participant_id, label, group_id),
    )


def delete_participant(step: Step, participant_id: int) -> None:
    step.db.execute("DELETE FROM participant WHERE id = ?", (participant_id,))


def set_value(step: Step, participant_id: int, attribute_id: int, value: str) -> None:
    """Answer a typed question; an empty answer is no answer."""
    key = (participant_id, attribute_id)
    if not value:
        step.db.execute(
            "DELETE FROM attribute_value WHERE participant_id = ? AND attribute_id = ?", key
        )
        return
    step.db.execute(
        "INSERT INTO attribute_value (participant_id, attribute_id, value) VALUES (?, ?, ?) "
        "ON CONFLICT (participant_id, attribute_id) DO UPDATE SET value = excluded.value "
        "WHERE value <> excluded.value",
        (*key, value),
    )
