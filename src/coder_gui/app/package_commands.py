"""How the headless `package` and `merge` read their arguments, and what they print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coder_gui.app.compare_command import SeveralCoders
from coder_gui.app.merging import Merged, MergePlan
from coder_gui.app.project import Project
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused


class SeveralTranscripts(SeveralCoders):
    """A command whose `--transcripts` takes all names up to the next option."""

    several = "--transcripts"


def coder_or_name(project: Project, name: str) -> int | str:
    """The id of the coder of that name, else the name, for a new one."""
    return next((each.id for each in project.coders() if each.name == name), name)


def named_transcripts(project: Project, names: Sequence[str]) -> list[int]:
    """Ids of the transcripts of these names; of all when none is named.

    Raises:
        Refused: There is no transcript of a name.
    """
    infos = project.transcripts()
    known = {info.name for info in infos}
    for name in names:
        if name not in known:
            raise Refused(
                f"There is no transcript “{name}” in this project, so nothing was written. Its "
                f"transcripts are: {', '.join(sorted(known)) or 'none'}."
            )
    return [info.id for info in infos if not names or info.name in names]


def plan_lines(plan: MergePlan) -> Iterator[str]:
    """The preview for people: each section with its rows."""
    counts = plan.counts()
    if not plan.rows:
        yield f"“{plan.path.name}” brings nothing new."
    for section, number in counts.items():
        if number:
            yield f"{section}: {number:,}"
            for row in plan.rows:
                if row.section == section:
                    sides = f" (here: {row.ours}; there: {row.theirs})" if row.ours else ""
                    yield f"  {row.title}{sides}"


def plan_facts(plan: MergePlan, merged: Merged | None) -> dict[str, Any]:
    """The JSON that scripts rely on."""
    return {
        "file": plan.path.name,
        "coder": plan.coder,
        "finished": plan.finished,
        "counts": {name.replace(" ", "_"): number for name, number in plan.counts().items()},
        "rows": [
            {
                "section": row.section.replace(" ", "_"),
                "kind": row.item.kind,
                "table": row.item.table,
                "guid": "/".join(row.item.key),
                "title": row.title,
                "ours": row.ours,
                "theirs": row.theirs,
                "asked": row.asked,
                "default": row.default,
            }
            for row in plan.rows
        ],
        "merged": merged is not None,
        "done": dict(merged.done) if merged else {},
        "left_out": merged.left_out if merged else 0,
    }


def refuse_undecided(plan: MergePlan) -> None:
    """Leave conflicts to a person.

    Raises:
        Refused: There are some.
    """
    if plan.conflicts:
        raise Refused(
            f"{counted(len(plan.conflicts), 'conflict')} with “{plan.path.name}” must be decided "
            "by a person, so nothing was changed. Look at them with --dry-run; decide them in the "
            "window, or let one side win with --prefer."
        )
