"""Measures searches in a study of 36 interviews and in 10,000 short transcripts.

Run: python tests/benchmarks/bench_finding.py [--json FILE]
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import table

from coder_gui.app.finding import Corpus
from coder_gui.app.project import Project
from coder_gui.domain.finding import Query, without_interviewer
from coder_gui.domain.model import TranscriptDraft, Turn

ROUNDS = 7
_SAID = "bus late sister walked morning nobody forms friday neighbour hospital ’ — again"
WORDS = _SAID.split()


@dataclass(frozen=True, slots=True)
class Size:
    """How many transcripts, of how many turns of about 300 characters."""

    name: str
    transcripts: int
    turns: int
    mark: float


SIZES = (Size("36 × 60,000", 36, 200, 20.0), Size("10,000 × 20,000", 10_000, 67, 400.0))
QUERIES = {
    "a letter": Query("z"),
    "a word": Query("zebras"),
    "a phrase": Query("the bus was late"),
    "a whole word": Query("friday morning sister", whole_words=True),
    "several words in a turn": Query("zebras sister", mode="all"),
    "any of three words": Query("zebras quagga okapi", mode="any"),
}


def make_study(path: Path, size: Size) -> Project:
    """A project of made-up turns; a rare word stands in one transcript of nine."""
    chance = random.Random(1)
    project = Project.create(path, "Search", "Mira")
    drafts = [_draft(chance, number, size.turns) for number in range(size.transcripts)]
    project.import_transcripts(drafts, keep_originals=False)
    return project


def _draft(chance: random.Random, number: int, count: int) -> TranscriptDraft:
    pieces, turns, length = [], [], 0
    for turn in range(count):
        speaker = "Interviewer" if turn % 2 == 0 else f"Carer {number}"
        said = " ".join(chance.choices(WORDS, k=48)) + "."
        if number % 9 == 0 and turn == count // 2:
            said = f"Zebras, the bus was late. {said}"
        label = f"{speaker}: "
        end = length + len(label) + len(said)
        turns.append(Turn(length, length + len(label), end, speaker, speaker == "Interviewer"))
        pieces.append(label + said)
        length = end + 1
    return TranscriptDraft(f"{number}", "\n".join(pieces), tuple(turns), f"{number}.txt", "txt")


def search(corpus: Corpus, query: Query, ids: list[int]) -> int:
    return sum(len(hits) for _id, hits in corpus.hits(query, ids))


def bench_size(size: Size) -> Iterator[table.Figure]:
    """Reading everything once, then searches while somebody types."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_study(Path(folder) / "search.coding", size)
        corpus = project.corpus()
        ids = list(corpus.infos)
        first = Query("zebras")
        rounds = ROUNDS if size.transcripts < 100 else 3
        values = []
        for _round in range(rounds):
            corpus.forget()
            values.append(table.timed(lambda: search(corpus, first, ids)))
        yield table.Figure(f"{size.name}: first search, with reading", values)
        for name, query in QUERIES.items():
            values = [table.timed(lambda q=query: search(corpus, q, ids)) for _ in range(rounds)]
            yield table.Figure(f"{size.name}: {name}", values, size.mark)
        if size.transcripts < 100:
            expression = Query(r"\bz\w+", mode="expression")
            search(corpus, expression, ids)
            values = [table.timed(lambda: search(corpus, expression, ids)) for _ in range(rounds)]
            yield table.Figure(f"{size.name}: an expression", values)
            values = [table.timed(lambda: list(corpus.tallied({}, 0, ids))) for _ in range(rounds)]
            yield table.Figure(f"{size.name}: word frequencies", values)
            search(corpus, first, ids)
            values = [
                table.timed(lambda: list(corpus.hits(first, ids, without_interviewer)))
                for _ in range(rounds)
            ]
            yield table.Figure(f"{size.name}: without the interviewer", values)
        project.close()


def bench() -> Iterator[table.Figure]:
    for size in SIZES:
        yield from bench_size(size)


if __name__ == "__main__":
    table.main(__doc__ or "", bench)
