"""Made-up studies for tests: deterministic stamps, drafts, a filled project and full row dumps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from coder_gui.app.project import Project
from coder_gui.domain.changes import Changes
from coder_gui.domain.model import FormatSpan, TranscriptDraft, Turn
from coder_gui.domain.stamps import Stamps
from coder_gui.storage.memos import Subject
from coder_gui.storage.schema import HISTORY, JOURNALLED

_START = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)

Dump = dict[str, list[tuple[Any, ...]]]

ANNA = """Interviewer: How did the week begin?
Anna: Slowly. I had been up since five, and the bus was late again.
Interviewer: What did you do then?
Anna: I walked. My sister says that I am stubborn 🙂, and she is right.
"""
BEN = """Interviewer: Who helps you at home?
Ben: Nobody, really. My neighbour brings bread on Fridays.
Interviewer: And when you are ill?
Ben: Then I wait — what else should I do?
"""
CARO = """Interviewer: What would you change?
Caro: The forms. Nobody can fill them in alone.
"""


def ticking_stamps() -> Stamps:
    """A clock that goes on by a second a look, and guids in a row."""
    seconds, guids = count(), count(1)

    def now() -> str:
        moment = _START + timedelta(seconds=next(seconds))
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    return Stamps(now, lambda: f"00000000-0000-4000-8000-{next(guids):012d}")


def draft(name: str, text: str = ANNA, original: bytes = b"PK\x00\xff", **fields: Any) -> Any:
    """A draft as a reader would make it from a script with `Name: ` before each turn."""
    turns = tuple(
        Turn(m.start(), m.start(2), m.end(), m[1], m[1] == "Interviewer")
        for m in re.finditer(r"^(\w+): (.*)$", text, re.MULTILINE)
    )
    spans = tuple(FormatSpan(t.speech, t.speech + 3, "italic") for t in turns[1:2])
    known = {"source_name": f"{name}.docx", "format": "docx", "spans": spans} | fields
    return TranscriptDraft(name, text, turns, original=original, **known)


@dataclass
class Filled:
    """A project with a bit of everything, and the ids that tests need."""

    project: Project
    notices: list[Changes] = field(default_factory=list)
    mira: int = 1
    noor: int = 0
    transcripts: tuple[int, ...] = ()
    theme: int = 0
    alone: int = 0
    help: int = 0
    forms: int = 0
    segments: tuple[int, ...] = ()
    memos: tuple[int, ...] = ()
    carers: int = 0

    def span(self, transcript: int, words: str) -> tuple[int, int]:
        """Where words stand in a transcript."""
        start = self.project.text(transcript).index(words)
        return start, start + len(words)

    def code(self, transcript: int, code: int, words: str) -> int:
        return self.project.apply_code(transcript, code, *self.span(transcript, words))


def fill(project: Project) -> Filled:
    """Two coders, groups, participants, three transcripts, codes, segments and memos."""
    filled = Filled(project)
    filled.noor = project.add_coder("Noor")
    project.import_participants(
        [
            {"label": "Anna", "group": "Carers", "Age": "41", "Lives alone": "no"},
            {"label": "Ben", "group": "Carers", "Age": "67", "Lives alone": "yes"},
            {"label": "Caro", "group": "Staff", "Age": "", "Lives alone": "no"},
        ]
    )
    filled.carers = project.groups()[0].id
    drafts = [draft("Anna", ANNA), draft("Ben", BEN, b"\x00\x01"), draft("Caro", CARO, b"")]
    filled.transcripts = anna, ben, caro = project.import_transcripts(drafts).imported
    filled.theme = project.add_code("Being alone", kind="theme")
    filled.alone = project.add_code("Nobody there", filled.theme)
    filled.help = project.add_code("Help given", filled.theme)
    filled.forms = project.add_code("Forms", colour="#123456")
    mine = (
        filled.code(anna, filled.alone, "the bus was late"),
        filled.code(anna, filled.help, "My sister says that I am stubborn 🙂"),
        filled.code(ben, filled.alone, "Nobody, really."),
        filled.code(caro, filled.forms, "The forms."),
    )
    project.annotate_segment(mine[1], "She says so often.", "for")
    project.coder_id = filled.noor
    theirs = (
        filled.code(anna, filled.alone, "bus was late again"),
        filled.code(ben, filled.help, "My neighbour brings bread"),
    )
    project.coder_id = filled.mira
    filled.segments = mine + theirs
    filled.memos = (
        project.add_memo("About the whole.", title="First thoughts"),
        project.add_memo("On Anna.", Subject(transcript_id=anna, start=0, end=11)),
        project.add_memo("On the code.", Subject(code_id=filled.alone)),
        project.add_memo("On the words.", Subject(segment_id=mine[0])),
        project.add_memo("On Ben.", Subject(participant_id=project.participants()[1].id)),
        project.add_memo("Today I read everything.", kind="journal"),
    )
    project.changed = filled.notices.append
    return filled


def dump(project: Project) -> Dump:
    """Every row of every table that a person's work is in, byte for byte."""
    return {name: _rows(project, name) for name in JOURNALLED}


def history(project: Project) -> Dump:
    """Every row of the journal's own tables."""
    return {name: _rows(project, name) for name in HISTORY}


def _rows(project: Project, table: str) -> list[tuple[Any, ...]]:
    return project.file.db.all(f"SELECT * FROM {table} ORDER BY id")


def different(before: Dump, after: Dump) -> dict[str, set[int]]:
    """Ids of the rows that are not the same in two dumps, by table."""
    found = {}
    for table in before:
        rows = set(before[table]) ^ set(after[table])
        if rows:
            found[table] = {row[0] for row in rows}
    return found
