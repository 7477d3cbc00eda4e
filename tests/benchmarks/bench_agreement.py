"""CPU time of comparing three coders: every pair, every code, confusion and α over all.

Three coders, 36 transcripts of 60,000 characters and 80 codes, with 24,000 segments and with
ten times as many: counting alone, as the Agree place does it from a project file, and the
bootstrap, which runs beside the window.

Run: python tests/benchmarks/bench_agreement.py [--json FILE]
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import table

from coder_gui.app.project import Project
from coder_gui.domain.agreement.comparison import compare_coders
from coder_gui.domain.agreement.counts import Document
from coder_gui.domain.agreement.intervals import alpha_intervals, pair_intervals
from coder_gui.domain.agreement.units import TURN, segment_unit
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code, TranscriptDraft, Turn
from coder_gui.storage.segments import Passage

CODERS, TRANSCRIPTS, LENGTH, CODES, THEMES = 3, 36, 60_000, 80, 10
SEGMENTS, MANY = 24_000, 240_000
MARK, MARK_MANY = 500, 5_000  # ms
ROUNDS = 5
IDS = tuple(range(1, CODERS + 1))


class Span(NamedTuple):
    transcript_id: int
    code_id: int
    coder_id: int
    start: int
    end: int


def made_spans(number: int) -> list[Span]:
    """Passages that the coders give the same code at about the same places."""
    source = random.Random(number)
    found: list[Span] = []
    while len(found) < number:
        transcript, code = source.randrange(TRANSCRIPTS), source.randrange(THEMES, THEMES + CODES)
        start, length = source.randrange(LENGTH - 700), source.randint(40, 400)
        for coder in range(CODERS):
            if source.random() < 0.8:
                begin = start + source.choice((0, 0, 0, source.randint(0, 60)))
                other = source.randrange(THEMES, THEMES + CODES)
                given = code if source.random() < 0.9 else other
                end = begin + length + source.choice((0, 0, source.randint(0, 60)))
                found.append(Span(transcript + 1, given + 1, coder + 1, begin, end))
    return found[:number]


def book() -> Codebook:
    themes = [Code(n + 1, "", None, "theme", f"Theme {n}", None) for n in range(THEMES)]
    codes = [
        Code(THEMES + n + 1, "", n % THEMES + 1, "code", f"Code {n}", None) for n in range(CODES)
    ]
    return Codebook([*themes, *codes])


def made_project(folder: Path, spans: list[Span]) -> Project:
    """The same in a project file, with turns."""
    project = Project.create(folder / "agreement.coding", "Agreement", "Coder 1")
    line = ("word " * 50).strip() + "\n"
    text = (line * (LENGTH // len(line) + 1))[:LENGTH]
    cuts = [*range(0, LENGTH, len(line)), LENGTH]
    turns = tuple(Turn(start, start, end, "Carer") for start, end in pairwise(cuts))
    ids = project.import_transcripts(
        [
            TranscriptDraft(f"Talk {n}", f"{n:03d}" + text[3:], turns, f"{n}.txt", "txt")
            for n in range(TRANSCRIPTS)
        ]
    ).imported
    coders = [1, *(project.add_coder(f"Coder {n}") for n in range(2, CODERS + 1))]
    for coder in coders:
        project.assign(coder, ids)
    themes = [project.add_code(f"Theme {n}", kind="theme") for n in range(THEMES)]
    codes = [project.add_code(f"Code {n}", themes[n % THEMES]) for n in range(CODES)]
    project.apply_codes(
        [
            Passage(
                ids[span.transcript_id - 1],
                codes[span.code_id - THEMES - 1],
                coders[span.coder_id - 1],
                span.start,
                span.end,
            )
            for span in spans
        ],
        "Coded",
    )
    return project


def cpu(act: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of processor time that an act takes, again and again."""
    found: list[float] = []
    for _round in range(rounds):
        start = time.process_time()
        act()
        found.append((time.process_time() - start) * 1000)
    return found


def bench() -> Iterator[table.Figure]:
    yield from bench_counting(SEGMENTS, MARK)
    yield from bench_counting(MANY, MARK_MANY)
    yield from bench_project()


def bench_counting(number: int, mark: int) -> Iterator[table.Figure]:
    documents = [Document(n + 1, LENGTH, frozenset(IDS)) for n in range(TRANSCRIPTS)]
    codebook, spans, overlap = book(), made_spans(number), segment_unit("0.5")

    def compare(**options: Any) -> object:
        return compare_coders(documents, IDS, codebook, spans, **options)

    for what, act in (
        ("all pairs, codes, confusion, α", compare),
        ("rolled up", lambda: compare(rolled_up=True)),
        ("by segment", lambda: compare(unit=overlap)),
    ):
        yield table.Figure(f"{number:,} segments: {what}", cpu(act), mark)


def bench_project() -> Iterator[table.Figure]:
    with tempfile.TemporaryDirectory() as folder:
        project = made_project(Path(folder), made_spans(SEGMENTS))
        for what, act in (
            ("from the project, by character", lambda: project.compare_coders(IDS)),
            ("from the project, by turn", lambda: project.compare_coders(IDS, unit=TURN)),
            ("passages of two coders", lambda: project.components((1, 2))),
        ):
            yield table.Figure(what, cpu(act), MARK)
        found = project.compare_coders(IDS)
        draw = cpu(lambda: pair_intervals(found.pairs[0].tables), 1)
        yield table.Figure("bootstrap of two coders", draw)
        draw = cpu(lambda: alpha_intervals(found.counted), 1)
        yield table.Figure("bootstrap of α over all coders", draw)
        project.close()


if __name__ == "__main__":
    table.main(__doc__ or "", bench)
