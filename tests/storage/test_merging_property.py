"""Random work on a study and on files of it: merging loses nothing and doubles nothing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_journal_property import STEPS

from coder_gui.app.name_list import NameList
from coder_gui.app.packaging import HiddenNames
from coder_gui.app.project import Project
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.errors import Refused
from coder_gui.domain.stamps import Stamps
from coder_gui.storage.merging import read_side
from filling import dump, fill, ticking_stamps

HIDDEN = HiddenNames(NameList())
for spelt, stands in (("Anna", "carer 1"), ("stubborn", "a trait"), ("Nobody", "no name")):
    HIDDEN.list.add(spelt, stands)
HIDDEN.list.add("bus, bread", "thing", "other")


def settle(project: Project, a: int, b: int) -> None:
    """Settle one difference of two coders, whose comparison is opened for it."""
    persons = [coder.id for coder in project.persons()]
    if len(persons) < 2:
        return
    pair = (persons[a % 2], persons[1 - a % 2])
    project.open_comparison(pair)
    scope = Scope(pair)
    components = project.components_of(scope).make()
    if components:
        chosen = [components[a % len(components)]]
        project.settle(scope, chosen, CHOICES[b % len(CHOICES)], note="so" * (b % 3))


def reopen(project: Project, a: int, b: int) -> None:
    """Take back what was settled on one difference."""
    pair = tuple(coder.id for coder in project.persons())[:2]
    if len(pair) == 2 and project.opened(pair):
        components = project.components_of(Scope(pair)).make()
        if components:
            project.reopen(Scope(pair), [components[a % len(components)]])


CHOICES = ("A", "B", "union", "intersection", "dropped", "deferred")
SETTLING = {"settle": settle, "settle again": settle, "reopen": reopen}
ALL_STEPS = {**STEPS, **SETTLING}

DISJOINT = ("apply code", "apply new code", "add code", "write memo", "annotate")
"""What two coders can do without getting in each other's way."""

# It writes as the coder with the number 1, whom a file that was handed out need not have.
_NAMES = tuple(name for name in ALL_STEPS if name != "apply many")
_HISTORIES = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.integers(0, 99), st.integers(0, 99)), max_size=12
)
_DISJOINT = st.lists(
    st.tuples(st.sampled_from(DISJOINT), st.integers(0, 99), st.integers(0, 99)), max_size=12
)
_CHOICES = st.sampled_from(("ours", "theirs"))
_SETTLED = st.lists(
    st.tuples(st.sampled_from((*DISJOINT, *SETTLING)), st.integers(0, 99), st.integers(0, 99)),
    max_size=12,
)

EXAMPLES = settings(max_examples=settings().max_examples // 4)
"""25 random histories a test; HYPOTHESIS_PROFILE=merging for 1,000, =thorough for 250."""
if os.environ.get("HYPOTHESIS_PROFILE") == "merging":
    EXAMPLES = settings(max_examples=1_000)


def stamps_of(side: int) -> Stamps:
    """A clock and guids of one computer; its clock goes wrong by hours."""
    clock, numbers = ticking_stamps(), count(1)
    hours = (10, 2, 18)[side]

    def now() -> str:
        return clock.now().replace("T10:", f"T{hours:02}:")

    return Stamps(now, lambda: f"00000000-0000-4000-800{side}-{next(numbers):012d}")


@contextmanager
def opened(path: Path, side: int) -> Iterator[Project]:
    project = Project.open(path, stamps=stamps_of(side))
    project.file.db.execute("PRAGMA synchronous = OFF")
    yield project
    project.close()


@contextmanager
def study() -> Iterator[tuple[Project, Path]]:
    """The filled project and its folder."""
    with TemporaryDirectory() as name:
        project = Project.create(Path(name) / "study.coding", "Study", "Mira", stamps_of(0))
        project.file.db.execute("PRAGMA synchronous = OFF")
        fill(project)
        yield project, Path(name)
        project.close()


def work(project: Project, steps: list[tuple[str, int, int]]) -> None:
    coder = project.coder_id
    for name, a, b in steps:
        try:
            ALL_STEPS[name](project, a, b)
        except Refused as refused:
            assert refused.sentence
        if name in DISJOINT:
            project.coder_id = coder


def hand_out(project: Project, folder: Path, coder: str | int, name: str = "b", names=None) -> Path:
    out = folder / f"{name}.coding"
    project.make_package(coder, [info.id for info in project.transcripts()], out, names=names)
    return out


def copied(project: Project, folder: Path) -> Path:
    out = folder / "copy.coding"
    project.back_up(out)
    return out


def merged(project: Project, path: Path, prefer: str) -> None:
    plan = project.plan_merge(path)
    project.merge(plan, plan.by_rule(prefer))


def sense(project: Project) -> dict[str, dict]:
    """All rows by their guids, links as guids; texts and turns by their digests."""
    side = read_side(project.file.db, project.file.db)
    found = {}
    for table, rows in side.rows.items():
        found[table] = {key: {**row.values, "id": None} for key, row in rows.items()}
    return {**found, "turns": side.turns}


def passages(found: dict[str, dict]) -> Counter:
    names = ("transcript_id", "coder_id", "code_id", "place")
    return Counter(tuple(row[name] for name in names) for row in found["segment"].values())


def run_both(way, mine, theirs, how, look) -> None:
    with study() as (project, folder):
        if way == "copy":
            path = copied(project, folder)
        else:
            path = hand_out(project, folder, "Lea", names=HIDDEN if way == "hidden" else None)
        with opened(path, 1) as other:
            work(other, theirs)
            there = sense(other)
        work(project, mine)
        look(project, path, there, how)


@pytest.mark.parametrize("way", ["package", "hidden", "copy"])
@EXAMPLES
@given(mine=_HISTORIES, theirs=_HISTORIES, prefer=_CHOICES)
def test_merging_twice_is_merging_once_and_can_be_undone(way, mine, theirs, prefer):
    def look(project, path, there, prefer):
        start = dump(project)
        file = path.read_bytes()
        merged(project, path, prefer)
        once = dump(project)
        assert project.check() == []
        merged(project, path, prefer)
        assert dump(project) == once
        assert path.read_bytes() == file
        if once != start:
            project.undo()
            assert dump(project) == start
            merged(project, path, prefer)
            again = dump(project)
            steps_between = {"segment", "code", "memo", "transcript", "text_block"}
            for table in steps_between:
                assert len(again[table]) == len(once[table])
            assert project.check() == []

    run_both(way, mine, theirs, prefer, look)


@EXAMPLES
@given(mine=_HISTORIES, theirs=_HISTORIES, choices=st.lists(_CHOICES, min_size=1, max_size=9))
def test_whatever_is_decided_the_project_is_sound_and_can_go_back(mine, theirs, choices):
    def look(project, path, there, choices):
        start = dump(project)
        plan = project.plan_merge(path)
        decisions = {row.number: choices[row.number % len(choices)] for row in plan.rows}
        project.merge(plan, decisions)
        assert project.check() == []
        if dump(project) != start:
            project.undo()
        assert dump(project) == start

    run_both("copy", mine, theirs, choices, look)


@pytest.mark.parametrize("way", ["package", "copy"])
@EXAMPLES
@given(mine=_DISJOINT, theirs=_DISJOINT, prefer=_CHOICES)
def test_nothing_is_lost_and_nothing_doubled(way, mine, theirs, prefer):
    def look(project, path, there, prefer):
        before = sense(project)
        merged(project, path, prefer)
        after = sense(project)
        for table in ("segment", "code", "memo", "coder"):
            twins = passages(before) & passages(there) if table == "segment" else Counter()
            known = set(after[table])
            assert set(before[table]) <= known
            missing = set(there[table]) - known
            assert len(missing) <= twins.total(), table
        assert set(passages(after)) == set(passages(before)) | set(passages(there))
        for key, row in there["segment"].items():
            if key in after["segment"] and key not in before["segment"]:
                for name in ("transcript_id", "coder_id", "code_id", "place", "created_at"):
                    assert after["segment"][key][name] == row[name], name
        for key, row in there["memo"].items():
            for name in ("transcript_id", "code_id", "participant_id", "text", "author_id"):
                assert after["memo"][key][name] == row[name], name
        assert project.check() == []

    run_both(way, mine, theirs, prefer, look)


@EXAMPLES
@given(lead=_DISJOINT, one=_DISJOINT, other=_DISJOINT)
def test_disjoint_work_may_come_back_in_either_order(lead, one, other):
    with study() as (project, folder):
        paths = (hand_out(project, folder, "Lea", "lea"), hand_out(project, folder, "Kim", "kim"))
        for side, (path, steps) in enumerate(zip(paths, (one, other), strict=True), 1):
            with opened(path, side) as package:
                work(package, steps)
        work(project, lead)
        second = copied(project, folder)
        with opened(second, 0) as twin:
            for path in paths:
                merged(project, path, "theirs")
            for path in reversed(paths):
                merged(twin, path, "theirs")
            assert sense(project) == sense(twin)


@EXAMPLES
@given(mine=_SETTLED, theirs=_SETTLED, prefer=_CHOICES)
def test_what_both_settled_is_there_once(mine, theirs, prefer):
    def look(project, path, there, prefer):
        before = sense(project)
        merged(project, path, prefer)
        once = dump(project)
        after = sense(project)
        pairs = Counter(
            frozenset((row["first_id"], row["second_id"])) for row in after["comparison"].values()
        )
        assert set(pairs.values()) <= {1}
        assert {row["consensus_id"] for row in after["comparison"].values()} >= {
            key for key, row in after["coder"].items() if row["kind"] == "consensus"
        }
        guids = {key[0] for key in after["segment"]}
        known = {key[0] for side in (before, there) for key in side["segment"]}
        about = Counter()
        for row in after["decision"].values():
            named = row["segments"].split(",")
            assert not {guid for guid in named if guid in known} - guids
            about[row["comparison_id"], row["transcript_id"], row["code_id"], *sorted(named)] += 1
        assert set(about.values()) <= {1}
        for row in after["segment"].values():
            settled = after["coder"][row["coder_id"]]["kind"] == "consensus"
            assert settled == (row["decision_id"] is not None)
        assert project.check() == []
        merged(project, path, prefer)
        assert dump(project) == once

    run_both("copy", mine, theirs, prefer, look)


@EXAMPLES
@given(mine=_HISTORIES, theirs=_DISJOINT, prefer=_CHOICES)
def test_a_deidentified_file_brings_its_segments_and_no_words(mine, theirs, prefer):
    def look(project, path, there, prefer):
        before = sense(project)
        plan = project.plan_merge(path)
        project.merge(plan, plan.by_rule(prefer))
        after = sense(project)
        for table, name in (("participant", "label"), ("transcript", "name"), ("study", "name")):
            assert {k: row[name] for k, row in after[table].items()} == {
                k: row[name] for k, row in before[table].items()
            }
        assert after["turns"] == before["turns"]
        texts = {row["text_sha256"] for row in after["transcript"].values()}
        assert texts == {row["text_sha256"] for row in before["transcript"].values()}
        if prefer == "theirs":
            for table in ("segment", "memo"):
                lost = set(there[table]) - set(after[table])
                assert len(lost) <= len(plan.unplaced), table
        assert project.check() == []

    run_both("hidden", mine, theirs, prefer, look)
