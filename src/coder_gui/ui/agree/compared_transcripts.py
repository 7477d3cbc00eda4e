"""Which of the transcripts in common are compared: all, those of a group, or some."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.app.project import Project
from coder_gui.ui.finding.scope import Where


@dataclass(frozen=True, slots=True)
class Compared:
    """A choice as it holds for a pair; a group that they have nothing of is let go.

    `transcripts` is None for all; `groups` are those with transcripts of both, by name and id.
    """

    where: Where
    transcripts: frozenset[int] | None
    groups: tuple[tuple[str, int], ...]


def compared(project: Project, pair: tuple[int, int], where: Where) -> Compared:
    """Work out a choice for two coders."""
    common = {*project.assigned_to_both(pair)}
    group_of = {person.id: person.group_id for person in project.participants()}
    in_group: dict[int | None, set[int]] = {}
    for info in project.transcripts():
        if info.id in common:
            in_group.setdefault(group_of.get(info.participant_id or 0), set()).add(info.id)
    groups = tuple((each.name, each.id) for each in project.groups() if each.id in in_group)
    if where.chosen is not None:
        return Compared(where, frozenset(where.chosen), groups)
    if where.group_id is None or where.group_id not in in_group:
        return Compared(Where(), None, groups)
    return Compared(where, frozenset(in_group[where.group_id]), groups)
