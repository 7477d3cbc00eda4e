"""Facts about codes and passages as the inspector words them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

if TYPE_CHECKING:
    from coder_gui.app.project import Project

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a code with its branch reaches: segments, transcripts, participants by group."""

    segments: int
    transcripts: int
    all_transcripts: int
    groups: tuple[tuple[str, int, int], ...]
    """Name, participants with the code, participants in all."""


def reach_of(project: Project, code_id: int) -> Reach:
    """Count the present coder's segments of a code and its branch."""
    branch = project.codebook().branch(code_id)
    infos = {info.id: info for info in project.transcripts()}
    segments, where = 0, set()
    for _used_id, transcript_id, number in project.use_of_codes(branch):
        segments += number
        where.add(transcript_id)
    speaking = {infos[each].participant_id for each in where}
    sizes: dict[int | None, list[int]] = defaultdict(lambda: [0, 0])
    for person in project.participants():
        sizes[person.group_id][0] += person.id in speaking
        sizes[person.group_id][1] += 1
    groups = tuple((g.name, sizes[g.id][0], sizes[g.id][1]) for g in project.groups())
    return Reach(segments, len(where), len(infos), groups)


def moment(stamp: str) -> str:
    """A stored time as people say it: “today, 10:42”, “12 November”."""
    try:
        then = datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return stamp
    now = datetime.now(UTC).astimezone()
    locale = QLocale()
    if then.date() == now.date():
        return translate("facts", "today, %1").replace("%1", then.strftime("%H:%M"))
    form = "d MMMM" if then.year == now.year else "d MMMM yyyy"
    return locale.toString(QDate(then.year, then.month, then.day), form)
