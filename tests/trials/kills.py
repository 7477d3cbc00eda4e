"""Kills a process at random moments of its writing, and looks at what is on the disk then.

By hand: python tests/trials/kills.py --kills 1000
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coder_gui.app.project import Project
from coder_gui.storage.segments import Passage
from filling import draft, dump, fill

START = "start"
"""What is acknowledged before the first step."""

PER_FILE = 20
"""Kills that one file goes through before a fresh one is taken."""


def state(project: Project) -> str:
    """One short name for every row of every table that a person's work is in."""
    return hashlib.sha256(repr(dump(project)).encode()).hexdigest()


def work(path: Path, seed: int, told: Connection) -> None:
    """Take steps without end, telling each one before it is begun and after it is saved."""
    draw = random.Random(seed)
    with told:
        project = Project.open(path)
        told.send((START, state(project)))
        while True:
            verb = draw.choices(list(VERBS), [weight for weight, _act in VERBS.values()])[0]
            told.send((verb, None))
            VERBS[verb][1](project, draw)
            told.send((verb, state(project)))


def _segment(project: Project, draw: random.Random) -> None:
    info = draw.choice(project.transcripts())
    start = draw.randrange(info.length - 1)
    end = draw.randrange(start + 1, info.length + 1)
    project.apply_code(info.id, draw.choice(list(project.codebook())).id, start, end)


def _many_segments(project: Project, draw: random.Random) -> None:
    info = draw.choice(project.transcripts())
    codes = [code.id for code in project.codebook()]
    starts = [draw.randrange(info.length - 1) for _ in range(300)]
    project.apply_codes(
        [Passage(info.id, draw.choice(codes), project.coder_id, at, at + 1) for at in starts],
        "Coded 300 words",
    )


def _comment(project: Project, draw: random.Random) -> None:
    segments = project.segments(draw.choice(project.transcripts()).id)
    if segments:
        project.annotate_segment(draw.choice(segments).id, f"Note {draw.random()}", None)


def _remove(project: Project, draw: random.Random) -> None:
    segments = project.segments(draw.choice(project.transcripts()).id)
    if segments:
        project.remove_segment(draw.choice(segments).id)


def _transcript(project: Project, draw: random.Random) -> None:
    """Enough pages for a commit to take its time."""
    name = f"Interview {draw.randrange(10**9)}"
    project.import_transcripts([draft(name, f"{name}: it was quiet at home.\n" * 800)])


VERBS = {
    "segment": (50, _segment),
    "many segments": (5, _many_segments),
    "comment": (10, _comment),
    "remove": (10, _remove),
    "transcript": (5, _transcript),
    "undo": (12, lambda project, _draw: project.undo()),
    "redo": (8, lambda project, _draw: project.redo()),
}


def kill_once(path: Path, seed: int) -> Counter[str]:
    """Let a process work on the file, kill it, and hold what is there against what it told."""
    draw = random.Random(seed)
    # A fork of a server that has everything loaded starts in no time; Windows has none.
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(["coder_gui.app.project", "trials.kills"])
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, seed, told), daemon=True)
    process.start()
    told.close()
    messages = [heard.recv() for _ in range(draw.randrange(1, 9))]
    time.sleep(draw.random() * 0.03)
    process.kill()
    process.join()
    messages += _rest(heard)
    seen = Counter({"kills": 1, f"killed during {messages[-1][0]}": 1})
    seen["journals left behind"] += path.with_name(f"{path.name}-journal").exists()
    seen["steps acknowledged"] += sum(1 for verb, found in messages if found and verb != START)
    seen["steps saved but not yet told"] += look(path, messages)
    return seen


def _rest(heard: Connection) -> list[tuple[str, str | None]]:
    """What was told before the end; a message that was cut short is none."""
    rest = []
    with heard:
        try:
            while True:
                rest.append(heard.recv())
        except (EOFError, OSError):
            return rest


def look(path: Path, messages: list[tuple[str, str | None]]) -> bool:
    """Whether the step under way is there; it must be whole then, and all before it in any case."""
    acknowledged = next(found for _verb, found in reversed(messages) if found)
    verb, found = messages[-1]
    project = Project.open(path)
    try:
        assert project.check() == []
        present = state(project)
        saved = present != acknowledged
        if saved:
            # Exactly one step on: taking that one back leads to what was acknowledged.
            assert found is None, f"“{verb}” was acknowledged and is not as it was"
            back, again = (
                (project.redo, project.undo) if verb == "undo" else (project.undo, project.redo)
            )
            assert back() and state(project) == acknowledged, f"“{verb}” is there in part"
            assert again() and state(project) == present
        elif project.undo():
            assert project.redo() and state(project) == present
    finally:
        project.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return saved


def look_at_history(path: Path) -> None:
    """Undo everything there is, and bring it back, in a copy."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project.open(Path(shutil.copy(path, folder)))
        # Only this copy's: what is tried here is the log, not the disk.
        project.file.db.execute("PRAGMA synchronous = OFF")
        while project.redo():
            pass
        newest = state(project)
        while project.undo():
            pass
        assert project.facts().segments == project.facts().transcripts == 0
        while project.redo():
            pass
        assert state(project) == newest
        assert project.check() == []
        project.close()


def run(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill as often as asked, in a few files one after the other."""
    seen: Counter[str] = Counter()
    for number in range(kills):
        path = folder / f"file {number // PER_FILE}" / "study.coding"
        if number % PER_FILE == 0:
            path.parent.mkdir()
            project = Project.create(path, "Study", "Mira")
            fill(project)
            project.close()
        seen += kill_once(path, seed + number)
        if number % PER_FILE == PER_FILE - 1 or number == kills - 1:
            look_at_history(path)
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for what, number in run(Path(folder), options.kills, options.seed).most_common():
            print(f"{number:7,} {what}")


if __name__ == "__main__":
    main()
