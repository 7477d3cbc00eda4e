"""Makes the study that the benchmarks of the whole app work on: real numbers of everything."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

import generator

from coder_gui.app.project import Project
from coder_gui.domain.model import Transcript, TranscriptDraft
from coder_gui.storage.segments import Passage

# The deterministic clock and guids of the tests.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from filling import ticking_stamps

TRANSCRIPTS = 36
PER_TRANSCRIPT = 150
"""Segments of each coder in each of the other transcripts; with two coders 10,800 in all."""
THEMES = 10
GROUPS = ("Carers", "Peer workers", "Staff")


@dataclass(frozen=True, slots=True)
class Made:
    """Where the study is, and the id of the transcript that is measured."""

    path: Path
    transcript_id: int
    transcripts: tuple[int, ...]
    codes: tuple[int, ...]


def make_study(path: Path, size: generator.Size) -> Made:
    """A study of 36 interviews, 80 codes and 2 coders, of which one interview is of that size."""
    project = Project.create(path, "Peer workers in recovery services", "Mira", ticking_stamps())
    project.import_participants(
        [
            {"label": f"Carer {number}", "group": GROUPS[number % len(GROUPS)], "Age": "40"}
            for number in range(1, TRANSCRIPTS + 1)
        ]
    )
    made = [generator.make_transcript(size)]
    made += [
        generator.make_transcript(generator.INTERVIEW, seed) for seed in range(2, TRANSCRIPTS + 1)
    ]
    drafts = [_draft(number, each) for number, each in enumerate(made, start=1)]
    ids = project.import_transcripts(drafts).imported
    codes = _make_codes(project)
    other = project.add_coder("Jonas")
    passages: list[Passage] = []
    for number, (transcript_id, transcript) in enumerate(zip(ids, made, strict=True), start=1):
        for coder_id in (1, other):
            this = size if number == 1 else generator.INTERVIEW
            wanted = size.segments if number == 1 else PER_TRANSCRIPT
            amount = generator.Size(this.name, this.characters, wanted)
            passages += [
                Passage(transcript_id, codes[each.code], coder_id, each.start, each.end)
                for each in generator.make_coded(amount, transcript, seed=number * coder_id)
            ]
    random.Random("order").shuffle(passages)
    project.apply_codes(passages, "Coded")
    project.close()
    return Made(path, ids[0], ids, codes)


def _draft(number: int, made: Transcript) -> TranscriptDraft:
    name = f"Carer {number}"
    return TranscriptDraft(name, made.text, made.turns, source_name=f"{name}.txt", format="txt")


def _make_codes(project: Project) -> tuple[int, ...]:
    themes = [
        project.add_code(f"Theme {number}", kind="theme", colour=generator.code_colour(number))
        for number in range(1, THEMES + 1)
    ]
    return tuple(
        project.add_code(generator.code_name(code), themes[code % THEMES])
        for code in range(generator.CODES)
    )
