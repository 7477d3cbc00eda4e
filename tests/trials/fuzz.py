"""Flips bytes in copies of a project file, and opens each as the program would.

By hand: python tests/trials/fuzz.py --cases 2000
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import selectors
import struct
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coder_gui.app.project import Project
from coder_gui.domain.errors import CoderError
from coder_gui.storage.memos import Subject
from filling import draft, fill, ticking_stamps

PAGE = 4096
PATIENCE = 10.0
"""Seconds that opening, reading and writing one file may take together."""


def build(path: Path) -> None:
    """A file with everything in it: trees of several levels, long values, free pages, a history."""
    project = Project.create(path, "Study", "Mira", ticking_stamps())
    filled = fill(project)
    words = "".join(f"Anna: That was line {line}, and Zoë was there 🙂.\n" for line in range(900))
    many = [draft(f"Long {n}", words, bytes(range(256)) * 80) for n in range(2)]
    long = project.import_transcripts(many).imported
    for start in range(0, 3_000, 20):
        project.apply_code(long[0], filled.alone, start, start + 9)
    project.import_transcripts([draft("Gone", words + "Anna: Gone.\n", b"x" * 30_000)])
    project.undo()
    project.add_memo("A long memo. " * 1_000)
    project.delete_codes([filled.help])
    project.undo()
    # Nothing frees pages for good yet but the history being shortened.
    project.file.db.execute(
        "DELETE FROM step_row WHERE step_id IN (SELECT id FROM step WHERE state = 'discarded')"
    )
    project.close()


# Damage --------------------------------------------------------------------------------------


def _header(_content: bytes, draw: random.Random) -> int:
    return draw.randrange(100)


def _schema(_content: bytes, draw: random.Random) -> int:
    return draw.randrange(100, PAGE)


def _page_head(content: bytes, draw: random.Random) -> int:
    """The head of a b-tree page, and the first of its pointers to cells."""
    return draw.randrange(len(content) // PAGE) * PAGE + draw.randrange(40)


def _anywhere(content: bytes, draw: random.Random) -> int:
    return draw.randrange(len(content))


def _free_page(content: bytes, draw: random.Random) -> int:
    trunk = struct.unpack(">I", content[32:36])[0]
    return max(trunk - 1, 0) * PAGE + draw.randrange(24)


def _words(pattern: bytes) -> Callable[[bytes, random.Random], int]:
    """Somewhere in or shortly before words that are known to be there."""

    def place(content: bytes, draw: random.Random) -> int:
        found = draw.choice([match.start() for match in re.finditer(pattern, content)])
        return max(0, found + draw.randrange(-12, 24))

    return place


PLACES: dict[str, Callable[[bytes, random.Random], int]] = {
    "header": _header,
    "schema": _schema,
    "table definitions": _words(rb"CREATE (TABLE|INDEX)"),
    "list of migrations": _words(rb"coder_guim001"),
    "head of a page": _page_head,
    "anywhere": _anywhere,
    "free pages": _free_page,
    "text": _words(rb"Anna: That"),
    "history": _words(rb'\{"id":'),
    "times": _words(rb"2026-|2025-|20[0-9][0-9]-"),
    "states": _words(rb"done|undone|discarded"),
    "guids": _words(rb"00000000-0000-4000"),
}
WHOLE = ("cut off", "page of zeros", "pages changed places", "page of noise")


def damage(content: bytes, seed: int) -> tuple[str, bytes]:
    """What kind of damage was done, and the damaged file; the same for the same seed."""
    draw = random.Random(seed)
    kinds = [*PLACES, *WHOLE]
    kind = kinds[seed % len(kinds)]
    broken = bytearray(content)
    pages = len(content) // PAGE
    page = draw.randrange(pages) * PAGE
    if kind == "cut off":
        del broken[draw.randrange(len(content)) :]
    elif kind == "page of zeros":
        broken[page : page + PAGE] = bytes(PAGE)
    elif kind == "page of noise":
        broken[page : page + PAGE] = draw.randbytes(PAGE)
    elif kind == "pages changed places":
        other = draw.randrange(pages) * PAGE
        broken[page : page + PAGE] = content[other : other + PAGE]
        broken[other : other + PAGE] = content[page : page + PAGE]
    else:
        for _ in range(draw.choice((1, 1, 2, 4, 16))):
            place = min(PLACES[kind](content, draw), len(content) - 1)
            flipped = broken[place] ^ 1 << draw.randrange(8)
            broken[place] = draw.choice((flipped, flipped, draw.randrange(256), 0, 255))
    return kind, bytes(broken)


# What a person would do ----------------------------------------------------------------------


def walk(path: Path) -> str:
    """Open a file, read everything, take a step and undo it: “works”, or where it said no."""
    try:
        project = Project.open(path)
    except CoderError:
        return "refused at opening"
    try:
        outcomes = [_outcome(act) for act in acts(project)]
    finally:
        project.close()
    return "works" if all(outcomes) else "works in part"


def _outcome(act: Callable[[], object]) -> bool:
    """Whether it was done; a sentence is an answer as well, anything else is ours to mend."""
    try:
        act()
    except CoderError as error:
        assert error.sentence.endswith(".")
        return False
    return True


def acts(project: Project) -> Iterator[Callable[[], object]]:
    """Every question that the window asks, and then work."""
    yield from (project.study, project.facts, project.codebook, project.coders, project.coder)
    yield from (project.groups, project.participants, project.attributes, project.assignments)
    yield from (project.memos, project.transcripts, project.next_undo, project.next_redo)
    yield from (project.counts_by_code, project.counts_by_transcript, project.use_of_codes)
    yield from (project.codebook_document, lambda: _every_code(project))
    yield from (lambda: _every_transcript(project), lambda: _every_pair(project), project.check)
    yield lambda: project.export_codebook(project.path.with_suffix(".csv"))
    for work in (_name, _code, _memo, _delete):
        yield lambda work=work: work(project)
        yield from (project.undo, project.redo, project.undo)
    for _ in range(4):
        yield project.undo
    yield from (project.redo, project.check)


def _every_code(project: Project) -> None:
    book = project.codebook()
    for code, _depth in book.walk():
        book.path(code.id), book.colour(code.id), book.branch(code.id)
        project.segments_of_code(code.id)
        project.memos_on(Subject(code_id=code.id))
    book.branch_counts(project.counts_by_code())


def _every_transcript(project: Project) -> None:
    for info in project.transcripts():
        for read in (project.transcript, project.text, project.segments):
            _outcome(lambda read=read, row=info.id: read(row))
        project.segments_by_id(each.id for each in project.segments(info.id))
        project.memos_on(Subject(transcript_id=info.id))


def _every_pair(project: Project) -> None:
    ids = [coder.id for coder in project.coders()]
    for other in ids[1:]:
        for interviewer in (True, False):
            project.compare((ids[0], other), rolled_up=interviewer, interviewer_turns=interviewer)


def _name(project: Project) -> None:
    project.update_study(name="Another name")


def _code(project: Project) -> None:
    first = project.transcripts()[0]
    project.apply_new_code(first.id, "Found", None, 0, min(5, first.length))


def _memo(project: Project) -> None:
    project.add_memo("What I saw.")


def _delete(project: Project) -> None:
    project.delete_codes([code.id for code in project.codebook().children(None)])


# Many files ----------------------------------------------------------------------------------


class Walker:
    """A process of its own that opens files, so that a crash or a hang of it is only seen."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--walk"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONFAULTHANDLER": ""},
        )
        self.waiting = selectors.DefaultSelector()
        self.waiting.register(self.process.stdout, selectors.EVENT_READ)
        assert self.process.stdout.readline() == "ready\n"

    def walk(self, path: Path) -> tuple[bool, str]:
        """Whether a file came to a good end, and to which."""
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline() if self.waiting.select(PATIENCE) else None
        if line:
            good, outcome = json.loads(line)
            return good, outcome
        ended = "hung" if line is None else f"crashed with {self._end()}"
        self._end()
        self._start()
        return False, ended

    def _end(self) -> int:
        self.process.kill()
        return self.process.wait()

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self._end()


def _answer() -> None:
    """Walk through each file named on stdin, and say on stdout how it ended."""
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            answer = (True, walk(Path(line.rstrip("\n"))))
        except Exception:
            answer = (False, traceback.format_exc())
        print(json.dumps(answer), flush=True)


def run(folder: Path, seeds: range) -> tuple[Counter[str], list[str]]:
    """Walk through a damaged copy for each seed; how they ended, and what must not be."""
    sound = folder / "sound.coding"
    build(sound)
    content = sound.read_bytes()
    seen: Counter[str] = Counter()
    failures: list[str] = []
    walker = Walker()
    good, outcome = walker.walk(sound)
    assert (good, outcome) == (True, "works"), outcome
    for seed in seeds:
        path = folder / "damaged.coding"
        kind, broken = damage(content, seed)
        path.write_bytes(broken)
        good, outcome = walker.walk(path)
        seen[f"{kind}: {outcome if good else 'FAILED'}"] += 1
        seen[outcome if good else "FAILED"] += 1
        if not good:
            failures.append(f"seed {seed} ({kind}): {outcome}")
        for each in folder.glob("damaged*"):
            each.unlink()
    walker.close()
    return seen, failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--walk", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.walk:
        _answer()
        return
    with tempfile.TemporaryDirectory() as folder:
        seen, failures = run(Path(folder), range(options.seed, options.seed + options.cases))
    for what, number in sorted(seen.items()):
        print(f"{number:7,} {what}")
    for failure in failures:
        print(failure)
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
