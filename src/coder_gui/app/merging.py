"""Taking back a coder's work: what another file of the study brings, and merging it in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coder_gui.app.base import Base
from coder_gui.app.merge_words import Words
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import ProjectFileError, Refused
from coder_gui.domain.merge_nouns import BY_THE_WAY, Key
from coder_gui.domain.merging import Choice, Differences, Item, Side, differences
from coder_gui.domain.stamps import Stamps
from coder_gui.storage import merging as sides
from coder_gui.storage import packages, project_file, soundness, study
from coder_gui.storage.backup import State, state_of
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.encryption import Key as FileKey
from coder_gui.storage.merge_writing import Writing

__all__ = ["SECTIONS", "Choice", "Item", "MergePlan", "MergeRow", "Merged", "Merging", "plan_apart"]

SECTIONS = (
    *("conflicts", "new segments", "new codes", "changed definitions", "changed texts"),
    *("deletions", "new memos", "other new", "other changes", "work done"),
)
"""What the rows of a preview are sorted into, in this order."""


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One row of the preview.

    Args:
        number: What a decision is given for.
        title: What it is about, such as a code's name or the words of a passage.
        ours: How it stands here; empty where it does not.
        theirs: How it stands in the other file.
    """

    number: int
    section: str
    item: Item
    title: str
    ours: str = ""
    theirs: str = ""

    @property
    def asked(self) -> bool:
        return self.item.asked

    @property
    def default(self) -> Choice:
        return self.item.default


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging another file would do; nothing has been changed yet.

    Args:
        coder: For whom the other file was made, if it was handed out.
        finished: Whether that coder said so.
    """

    path: Path
    rows: tuple[MergeRow, ...]
    coder: str | None
    finished: bool
    _differences: Differences
    _ours: Side
    _theirs: Side
    _texts: Mapping[Key, sides.Brought]
    _state: State

    @property
    def conflicts(self) -> tuple[MergeRow, ...]:
        """What a person has to decide."""
        return tuple(row for row in self.rows if row.asked)

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self._differences.quiet

    def counts(self) -> dict[str, int]:
        """Number of rows in each section."""
        found = Counter(row.section for row in self.rows)
        return {section: found[section] for section in SECTIONS}

    def by_rule(self, prefer: Choice) -> dict[int, Choice]:
        """Decisions that let one side win where both have their own view."""
        return {row.number: prefer for row in self.conflicts}


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge.

    Args:
        done: Number of rows that came, by table; `changed`, `deleted`, `text`.
        left_out: Segments and memos whose code or transcript did not come, or whose words are
            gone here.
    """

    done: Mapping[str, int]
    left_out: int

    def sentence(self) -> str:
        parts = [
            counted(self.done[table], noun)
            for table, noun in (
                ("segment", "segment"),
                ("code", "code"),
                ("memo", "memo"),
                ("transcript", "transcript"),
                ("changed", "change"),
                ("text", "changed text"),
                ("deleted", "deletion"),
            )
            if self.done.get(table)
        ]
        said = f"Took over {', '.join(parts)}" if parts else "Nothing new came over"
        return f"{said}; {self.left_out:,} left out." if self.left_out else f"{said}."


class Merging(Base):
    """What a person does with other files of the same study."""

    def plan_merge(self, other: Path, key: FileKey | None = None) -> MergePlan:
        """Look at what another file of this study would bring; neither file is changed.

        Args:
            key: What opens the other file, where it is protected.

        Raises:
            Refused: It is this very file, or of another study.
            ProjectFileError: It cannot be opened, or is damaged.
        """
        return _looked_at(self.file.db, other, key)

    def merge(self, plan: MergePlan, decisions: Mapping[int, Choice] | None = None) -> Merged:
        """Take over what was planned, in one step.

        Args:
            decisions: By the numbers of the rows; what is not named goes by its default.

        Raises:
            Refused: A conflict is not decided, or the project was changed since the plan.
        """
        decisions = decisions or {}
        open_ones = [row for row in plan.conflicts if row.number not in decisions]
        if open_ones:
            raise Refused(
                f"{counted(len(open_ones), 'conflict')} with “{plan.path.name}” must be decided "
                f"by a person (first: {open_ones[0].title}), so nothing was changed. Decide, or "
                "let one side win."
            )
        if state_of(self.file.db) != plan._state:
            raise Refused(
                "The project was changed since the other file was looked at, so nothing was "
                "merged. Look at it again."
            )
        choices = [decisions.get(row.number, row.default) for row in plan.rows]
        with self._step("Merge") as step:
            writing = Writing(step, plan._ours, plan._theirs, plan._differences, plan._texts)
            writing.write(choices)
            left_out = writing.done.pop("left out", 0)
            merged = Merged(writing.done, left_out)
            step.summary = f"Merged “{plan.path.name}”. {merged.sentence()}"
        return merged


def plan_apart(
    project: Path, other: Path, key: FileKey | None, other_key: FileKey | None
) -> MergePlan:
    """The same as `Project.plan_merge` for a project that is open elsewhere; any thread may ask.

    Args:
        key: What opens the project, where it is protected.
        other_key: What opens the other file.
    """
    opened = project_file.open_file(project, Stamps(), key, read_only=True)
    try:
        return _looked_at(opened.db, other, other_key)
    finally:
        opened.close()


def _looked_at(ours: ProjectDatabase, other: Path, key: FileKey | None) -> MergePlan:
    if packages.package(ours) is not None:
        raise Refused(
            "This file was itself handed out to a coder, so nothing is merged into it. Open the "
            "study’s own project and take the work back there."
        )
    if other.exists() and other.samefile(ours.path):
        raise Refused(
            f"“{other.name}” is the project that is open. Choose the file that came back."
        )
    opened = project_file.open_file(other, Stamps(), key, read_only=True)
    try:
        _refuse_damaged(opened.db)
        return _plan(ours, opened.db, other)
    finally:
        opened.close()


def _refuse_damaged(db: ProjectDatabase) -> None:
    problems = soundness.check(db)
    if problems:
        raise ProjectFileError(
            f"“{db.path.name}” is damaged, so nothing was taken from it. Open it by itself to see "
            "what can be saved, then merge the copy.",
            "; ".join(problems[:5]),
        )


def _plan(ours: ProjectDatabase, theirs: ProjectDatabase, path: Path) -> MergePlan:
    aliases = sides.aliases_of(ours, theirs)
    mine, other = sides.read_side(ours, theirs), sides.read_side(theirs, ours, aliases)
    _refuse_strangers(ours, theirs, mine, other)
    found = differences(mine, other)
    new = frozenset(i.key for i in found.items if i.table == "transcript" and i.kind in _COMING)
    wanted = set(new) | {i.key for i in found.items if i.kind in ("text", "turns")}
    texts = sides.brought(theirs, other, iter(wanted), new)
    words = Words(ours, theirs, mine, other)
    package = packages.package(theirs)
    return MergePlan(
        path,
        tuple(
            MergeRow(number, _section(item), item, *words.of(item))
            for number, item in enumerate(found.items)
        ),
        _coder_name(theirs, package),
        bool(package and package.finished_at),
        found,
        mine,
        other,
        texts,
        state_of(ours),
    )


_COMING = ("new", "back")


def _coder_name(db: ProjectDatabase, package: packages.Package | None) -> str | None:
    names = {coder.guid: coder.name for coder in study.coders(db)}
    return names.get(package.coder_guid) if package else None


def _refuse_strangers(
    ours: ProjectDatabase, theirs: ProjectDatabase, mine: Side, other: Side
) -> None:
    same = study.study(ours).guid == study.study(theirs).guid
    if not same and not mine.rows["transcript"].keys() & other.rows["transcript"].keys():
        raise Refused(
            f"“{theirs.path.name}” belongs to another study and has no transcript of this one, so "
            "nothing was merged. Choose a file that was handed out from this project, or a copy "
            "of it."
        )


def _section(item: Item) -> str:
    if item.asked:
        return "conflicts"
    if item.table in BY_THE_WAY:
        return "work done"
    if item.kind in ("text", "turns"):
        return "changed texts"
    if item.kind == "deleted":
        return "deletions"
    if item.kind == "changed":
        return "changed definitions" if item.table == "code" else "other changes"
    return {"segment": "new segments", "code": "new codes", "memo": "new memos"}.get(
        item.table, "other new"
    )
