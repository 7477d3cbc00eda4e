"""The sample study is current, whole, original, and tells the story it was made to tell."""

from __future__ import annotations

import csv
import itertools
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder_gui.app.project import Project
from coder_gui.exchange.transcripts.registry import read_transcript

SAMPLE = Path(__file__).parents[2] / "sample_project"
GROUPS = ("Consumers", "Carers", "Clinicians")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MOST_SHARED = 0.08
"""Part of an interview's three-word sequences that another one may share."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project file as the build script makes it now."""
    out = tmp_path_factory.mktemp("sample") / "built.coding"
    command = [sys.executable, str(SAMPLE / "build.py"), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out


@pytest.fixture(scope="module")
def study(built: Path) -> Iterator[Project]:
    project = Project.open(built)
    yield project
    project.close()


@pytest.fixture(scope="module")
def speech() -> dict[str, list[str]]:
    """What is said in each interview, turn by turn, without the speakers' labels."""
    found = {}
    for path in sorted((SAMPLE / "transcripts").iterdir()):
        draft = read_transcript(path)
        found[path.stem] = [draft.text[turn.speech : turn.end] for turn in draft.turns]
    return found


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    database = sqlite3.connect(path)
    tables = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    found = {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    database.close()
    return found


def test_the_project_file_is_current(built: Path) -> None:
    kept = rows(SAMPLE / "sample.coding")
    now = rows(built)
    assert kept.keys() == now.keys()
    changed = [table for table in now if kept[table] != now[table]]
    assert not changed, "run: python sample_project/build.py"


def test_the_study_is_whole(study: Project) -> None:
    facts = study.facts()
    assert (facts.transcripts, facts.participants, facts.groups) == (36, 36, 3)
    assert study.check() == []
    groups = {group.id: group.name for group in study.groups()}
    sizes = Counter(groups[p.group_id] for p in study.participants() if p.group_id)
    assert sizes == dict.fromkeys(GROUPS, 12)
    roles = Counter(
        label.rstrip(" 0123456789") for label in (p.label for p in study.participants())
    )
    assert (roles["Consumer peer worker"], roles["Carer peer worker"]) == (4, 3)
    coders = {coder.name: coder.id for coder in study.coders()}
    per_transcript = {}
    for name, coder_id in coders.items():
        study.coder_id = coder_id
        per_transcript[name] = study.counts_by_transcript()
    study.coder_id = coders["Mira"]
    assert len(per_transcript["Mira"]) == 36 and len(per_transcript["Jonas"]) == 8
    assert all(20 <= number <= 40 for number in per_transcript["Mira"].values())


def test_each_interview_has_an_interviewer_and_a_length(study: Project) -> None:
    for info in study.transcripts():
        transcript = study.transcript(info.id)
        assert transcript is not None
        speakers = {turn.speaker for turn in transcript.turns}
        asking = {turn.speaker for turn in transcript.turns if turn.interviewer}
        assert len(asking) == 1 and len(speakers) >= 2, info.name
        said = sum(len(transcript.text[t.speech : t.end].split()) for t in transcript.turns)
        assert 880 <= said <= 1_850, (info.name, said)


def test_the_codebook_is_complete(study: Project) -> None:
    book = study.codebook()
    themes = [code for code in book if code.kind == "theme"]
    assert 10 <= len(themes) <= 12
    assert 40 <= len(book) - len(themes) <= 50
    everything = "\n".join(study.text(info.id) for info in study.transcripts())
    flat = " ".join(everything.split())
    used = study.counts_by_code()
    for code in book:
        assert all((code.brief, code.definition, code.use_when, code.avoid_when)), code.name
        assert " ".join(code.example.split()) in flat, f"not said by anybody: {code.example}"
        assert code.kind == "theme" or used.get(code.id, 0) >= 2, f"hardly used: {code.name}"


def test_no_sentence_occurs_twice(speech: dict[str, list[str]]) -> None:
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, turns in speech.items():
        for sentence in re.split(r"[.!?…\n]+", "\n".join(turns)):
            words = tuple(WORD.findall(sentence.casefold()))
            if len(words) > 6:
                places[words].append(name)
    twice = {" ".join(words): names for words, names in places.items() if len(names) > 1}
    assert len(places) > 1_500
    assert not twice


def test_no_two_interviews_share_much(speech: dict[str, list[str]]) -> None:
    sequences = {}
    for name, turns in speech.items():
        words = WORD.findall(" ".join(turns).casefold())
        sequences[name] = set(zip(words, words[1:], words[2:], strict=False))
    shared = {
        (one, other): len(a & b) / min(len(a), len(b))
        for (one, a), (other, b) in itertools.combinations(sequences.items(), 2)
    }
    assert max(shared.values()) < MOST_SHARED, max(shared, key=lambda pair: shared[pair])


def test_the_groups_differ_as_designed(study: Project) -> None:
    """Participants of each group whom Mira coded with a theme, against the hidden key."""
    with (SAMPLE / "design.csv").open(encoding="utf-8", newline="") as file:
        design = {row["id"]: row for row in csv.DictReader(file)}
    themes = tomllib.loads((SAMPLE / "codebook.toml").read_text(encoding="utf-8"))["theme"]
    names = {info.id: info.name for info in study.transcripts()}
    book = study.codebook()
    ids = {code.name: code.id for code in book}
    reached: dict[str, Counter[str]] = {}
    for theme in themes:
        branch = set(book.branch(ids[theme["name"]]))
        carriers = {names[t] for code, t, _n in study.use_of_codes() if code in branch}
        planned = {name for name, row in design.items() if row[theme["key"]] != "0"}
        missing, extra = planned - carriers, carriers - planned
        assert len(missing) + len(extra) <= 4, (theme["key"], missing, extra)
        reached[theme["key"]] = Counter(name.rpartition("-")[0] for name in carriers)
    for key in ("hope", "beside", "choice"):
        assert all(reached[key][group] >= 8 for group in ("consumer", "carer", "clinician")), key
    for key, own in (
        ("carers-own", "carer"),
        ("stigma", "clinician"),
        ("limits", "clinician"),
        ("duty", "clinician"),
    ):
        others = sum(reached[key].values()) - reached[key][own]
        assert reached[key][own] >= 7 and others <= 3, (key, reached[key])


def test_agreement_finds_the_unclear_code(study: Project) -> None:
    coders = {coder.name: coder.id for coder in study.coders()}
    comparison = study.compare((coders["Mira"], coders["Jonas"]))
    assert len(comparison.documents) == 8
    book = study.codebook()
    scored = {
        book[line.code_id].name: line.alpha
        for line in comparison.codes
        if line.segments_a >= 5 and line.segments_b >= 5 and line.alpha is not None
    }
    assert len(scored) >= 5
    assert min(scored, key=lambda name: scored[name] or 0) == "Being with, not doing to"
    others = sorted(value for name, value in scored.items() if name != "Being with, not doing to")
    assert others[len(others) // 2] > 0.4


def test_the_documents_tell_the_truth_about_the_sample(study: Project) -> None:
    root = SAMPLE.parent
    guide = " ".join((root / "docs/user-guide.md").read_text(encoding="utf-8").split())
    readme = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    facts, book = study.facts(), study.codebook()
    themes = sum(code.kind == "theme" for code in book)
    for sentence in (
        f"{facts.transcripts} invented interviews",
        f"{themes} themes and {len(book) - themes} codes",
        f"Mira coded all {facts.transcripts} ({facts.coders['Mira']:,} segments)",
        f"Jonas 8 of them ({facts.coders['Jonas']:,} segments)",
        f"{facts.memos} memos and journal entries",
    ):
        assert sentence in guide
    assert f"{facts.transcripts} invented interviews" in readme
    assert f"Mira (all {facts.transcripts}) and Jonas (8 of them)" in readme
