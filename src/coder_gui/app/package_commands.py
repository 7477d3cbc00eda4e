"""How the headless `package` and `merge` read their arguments, and what they print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from coder_gui.app.compare_command import SeveralCoders
from coder_gui.app.merging import Merged, MergePlan
from coder_gui.app.name_list import NameList, open_key
from coder_gui.app.packaging import HandedOut, HiddenNames
from coder_gui.app.passphrases import NAMES_VARIABLE, key_of_names
from coder_gui.app.project import Project
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused

Command = TypeVar("Command", bound=Callable[..., Any])
Hidden = HiddenNames | None


class SeveralTranscripts(SeveralCoders):
    """A command whose `--transcripts` takes all names up to the next option."""

    several = "--transcripts"


def deidentifying(command: Command) -> Command:
    """The options of a command by which names are replaced in what it writes."""
    names = click.option(
        "--de-identified",
        "key_file",
        type=click.Path(path_type=Path),
        metavar="KEY-FILE",
        help="Replace the names of this key file in OUT, every whole word of them.",
    )
    passphrase = click.option(
        "--key-passphrase-file",
        type=click.Path(path_type=Path),
        help="File whose first line is the passphrase of the key file. Without it, "
        f"${NAMES_VARIABLE} counts, else the terminal is asked.",
    )
    return names(passphrase(command))


@contextmanager
def hidden_names(key_file: Path | None, passphrase_file: Path | None) -> Iterator[Hidden]:
    """The names of a key file; None when none is given.

    Raises:
        ProjectFileError: It is no key file, or cannot be read.
    """
    if key_file is None:
        yield None
        return
    names = NameList()
    names.key = open_key(key_file, key_of_names(key_file, passphrase_file))
    names.entries, names.no_names = names.key.entries(), names.key.no_names()
    try:
        yield HiddenNames(names)
    finally:
        names.close()


def said_of(done: HandedOut, coder: str) -> str:
    """What was written, in a sentence."""
    said = f"“{done.path.name}” has {counted(done.transcripts, 'transcript')} for “{coder}”."
    if done.hidden is None:
        return said
    return f"{said} Names were replaced in {counted(done.hidden, 'place')}."


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
    if plan.unplaced:
        yield f"no place here: {len(plan.unplaced):,}"
        yield from (f"  {title}" for title in plan.unplaced)
    yield from plan.notes


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
        "left_out": len(merged.left_out) if merged else 0,
        "unplaced": list(plan.unplaced),
        "notes": list(plan.notes),
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
