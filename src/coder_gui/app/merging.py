"""Taking back a coder's work: what another file of the study brings, and merging it in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coder_gui.app.base import Base
from coder_gui.app.merge_words import Words
from coder_gui.domain.counted import counted
from coder_gui.domain.deidentified_side import OurWords, with_our_words
from coder_gui.domain.errors import ProjectFileError, Refused
from coder_gui.domain.merge_nouns import BY_THE_WAY, Key
from coder_gui.domain.merging import (
    Choice,
    Differences,
    Item,
    Side,
    differences,
    followers,
    with_our_segments,
)
from coder_gui.domain.stamps import Stamps
from coder_gui.storage import merging as sides
from coder_gui.storage import packages, project_file, soundness, study, team
from coder_gui.storage.backup import State, state_of
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.encryption import Key as FileKey
from coder_gui.storage.merge_aliases import aliases_of
from coder_gui.storage.merge_writing import Writing

__all__ = ["SECTIONS", "Choice", "Item", "MergePlan", "MergeRow", "Merged", "Merging", "plan_apart"]

SECTIONS = (
    *("conflicts", "new segments", "new codes", "changed definitions", "changed texts"),
    *("deletions", "new memos", "settled", "other new", "other changes", "work done"),
)
"""What the rows of a preview are sorted into, in this order."""


_NAMED = 3
"""So many things that were left out are named."""


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
        unplaced: Titles of what the coder did that has no place here.
        notes: What else is to be known before merging, in sentences.
    """

    path: Path
    rows: tuple[MergeRow, ...]
    coder: str | None
    finished: bool
    unplaced: tuple[str, ...]
    notes: tuple[str, ...]
    _differences: Differences
    _following: Mapping[int, int]
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

    def choices(self, decisions: Mapping[int, Choice]) -> list[Choice]:
        """What becomes of each item; what was settled brings its segments along, or not."""
        numbers = range(len(self._differences.items))
        leading = [self._following.get(number, number) for number in numbers]
        return [
            decisions.get(number, self._differences.items[number].default) for number in leading
        ]

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
        left_out: Titles of segments and memos whose code or transcript did not come, or whose
            words are gone here.
    """

    done: Mapping[str, int]
    left_out: tuple[str, ...]

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
        return f"{said}; {len(self.left_out):,} left out." if self.left_out else f"{said}."

    def whole_sentence(self) -> str:
        """The sentence, with the first things that were left out by name."""
        named = "; ".join(self.left_out[:_NAMED])
        more = len(self.left_out) - _NAMED
        also = f"; and {more:,} more" if more > 0 else ""
        return f"{self.sentence()} Left out: {named}{also}." if named else self.sentence()


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
        return _looked_at(self.file.db, other, key, self.coder_id)

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
        with self._step("Merge") as step:
            writing = Writing(step, plan._ours, plan._theirs, plan._differences, plan._texts)
            writing.write(plan.choices(decisions))
            titles = {row.item.key: row.title for row in plan.rows}
            lost = [titles.get(row.key, f"a {row.table}") for row in writing.left_out]
            merged = Merged(writing.done, (*plan.unplaced, *lost))
            step.summary = f"Merged “{plan.path.name}”. {merged.sentence()}"
        return merged


def plan_apart(
    project: Path, other: Path, key: FileKey | None, other_key: FileKey | None, coder_id: int
) -> MergePlan:
    """The same as `Project.plan_merge` for a project that is open elsewhere; any thread may ask.

    Args:
        key: What opens the project, where it is protected.
        other_key: What opens the other file.
        coder_id: Who looks at it; nobody sees what others coded before they were compared.
    """
    opened = project_file.open_file(project, Stamps(), key, read_only=True)
    try:
        return _looked_at(opened.db, other, other_key, coder_id)
    finally:
        opened.close()


def _looked_at(ours: ProjectDatabase, other: Path, key: FileKey | None, coder_id: int) -> MergePlan:
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
        return _plan(ours, opened.db, other, coder_id)
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


def _seen_by(ours: ProjectDatabase, coder_id: int) -> frozenset[Key]:
    """The coders whose work the present one may see before it is merged."""
    everybody = {coder.id: coder for coder in study.coders(ours)}
    opened = {
        each
        for pair in team.comparisons(ours)
        if coder_id in (pair.first_id, pair.second_id)
        for each in (pair.first_id, pair.second_id)
    }
    return frozenset(
        (coder.guid,)
        for coder in everybody.values()
        if coder.kind != "person" or coder.id == coder_id or coder.id in opened
    )


def _plan(ours: ProjectDatabase, theirs: ProjectDatabase, path: Path, coder_id: int) -> MergePlan:
    mine = sides.read_side(ours, theirs)
    other = sides.read_side(theirs, ours, aliases_of(ours, theirs))
    _refuse_strangers(ours, theirs, mine, other)
    package = packages.package(theirs)
    seen = _seen_by(ours, coder_id)
    words = Words(ours, theirs, mine, other, seen=seen)
    name = _coder_name(theirs, package)
    unplaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    if package is not None and package.deidentified:
        named = with_our_words(
            mine, other, sides.carried(ours, theirs, mine, other), package.handed_out_at
        )
        unplaced = tuple(words.title_there(row) for row in named.unplaced)
        notes = tuple(_notes(named, name or "", mine))
        other = named.side
        words = Words(ours, theirs, mine, other, own_words=True, seen=seen)
    other = with_our_segments(mine, other)
    found = differences(mine, other)
    new = frozenset(i.key for i in found.items if i.table == "transcript" and i.kind in _COMING)
    wanted = set(new) | {i.key for i in found.items if i.kind in ("text", "turns")}
    following = followers(found, mine, other)
    if any(words.hides(item) for item in found.items):
        notes = (*notes, _BLIND)
    return MergePlan(
        path=path,
        rows=tuple(
            MergeRow(number, _section(item), item, *words.of(item))
            for number, item in enumerate(found.items)
            if number not in following
        ),
        coder=name,
        finished=bool(package and package.finished_at),
        unplaced=unplaced,
        notes=notes,
        _differences=found,
        _following=following,
        _ours=mine,
        _theirs=other,
        _texts=sides.brought(theirs, other, iter(wanted), new),
        _state=state_of(ours),
    )


_BLIND = "What was coded is shown once the comparison of the two coders is opened."


def _notes(named: OurWords, coder: str, mine: Side) -> Iterator[str]:
    yield (
        "Names were replaced in this file; the words and names of the study stay as they are, and "
        "passages find their place in them."
    )
    if named.untaken:
        names = [mine.rows["transcript"][key].values["name"] for key in named.untaken]
        listed = ", ".join(f"“{name}”" for name in names)
        yield f"What {coder} corrected in the words or speakers of {listed} does not come over."
    if named.unplaced:
        number = Counter(row.table for row in named.unplaced)
        said = " and ".join(counted(number[table], table) for table in number)
        yield f"No place here, because words or transcripts are gone: {said}."


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
    if item.table in ("comparison", "decision"):
        return "settled"
    if item.kind in ("text", "turns"):
        return "changed texts"
    if item.kind == "deleted":
        return "deletions"
    if item.kind == "changed":
        return "changed definitions" if item.table == "code" else "other changes"
    return {"segment": "new segments", "code": "new codes", "memo": "new memos"}.get(
        item.table, "other new"
    )
