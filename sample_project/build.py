"""Builds the project file of the sample study from the readable files beside this script.

    python sample_project/build.py [OUT]

Always the same: times and identities come from the files and a counter, never from the clock.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
import tomllib
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from quotes import find_quote

from coder_gui.app.project import Project
from coder_gui.domain.stamps import Stamps
from coder_gui.exchange.transcripts.registry import read_transcript, transcript_files
from coder_gui.storage.memos import Subject
from coder_gui.storage.segments import Passage

HERE = Path(__file__).parent
OUT = HERE / "sample.coding"
ENTRY_FIELDS = ("brief", "definition", "use_when", "avoid_when", "example")
Event = tuple[datetime, Callable[[], None]]
NAMESPACE = uuid.UUID("5c1f3f5e-7f0b-4a55-9f36-0d5f2f6f8a11")


class Clock:
    """Stands at a moment of the study, goes on by a few seconds, and numbers identities."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 1, tzinfo=UTC)
        self._made = 0

    def set(self, moment: datetime) -> None:
        self._now = max(moment, self._now)

    def stamps(self) -> Stamps:
        return Stamps(self._tick, self._number)

    def _tick(self) -> str:
        self._now += timedelta(seconds=7)
        return self._now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _number(self) -> str:
        self._made += 1
        return str(uuid.uuid5(NAMESPACE, str(self._made)))


class Builder:
    """The study on its way from files to project, with the keys that the files use."""

    def __init__(self, out: Path) -> None:
        self.sheet = read("study.toml")
        self.clock = Clock()
        self.clock.set(at(self.sheet["dates"]["start"], 9))
        held = sorted(self.sheet["interview"], key=lambda each: (each["date"], each["id"]))
        self.days: dict[str, date] = {each["id"]: each["date"] for each in held}
        lead, second = self.sheet["coders"]
        self.project = Project.create(out, self.sheet["name"], lead, self.clock.stamps())
        self.coders = {lead: self.project.coder_id, second: self.project.add_coder(second)}
        self.codes: dict[str, int] = {}
        self.transcripts: dict[str, int] = {}
        self.people: dict[str, int] = {}

    def build(self) -> None:
        """Everything, in the order of its days, so that the audit trail reads as it happened."""
        fields = ("question", "method", "label_template", "description")
        self.project.update_study(**{name: self.sheet[name].strip() for name in fields})
        self._add_participants()
        dates = self.sheet["dates"]
        events: list[Event] = [(at(dates["coding_start"], 8), self._add_codebook)]
        events += self._imports()
        events += self._codings("mira", self.sheet["lead_coder"], dates["coding_start"])
        second = [*self._codings("jonas", self.sheet["second_coder"], dates["second_coder_start"])]
        events += second
        events.append((second[-1][0] + timedelta(hours=8), self._open_comparison))
        events += self._memos()
        for moment, act in sorted(events, key=lambda event: event[0]):
            self.clock.set(moment)
            act()
        self.project.coder_id = self.coders[self.sheet["lead_coder"]]
        self.project.close()

    def _add_participants(self) -> None:
        with (HERE / "participants.csv").open(encoding="utf-8", newline="") as file:
            self.project.import_participants(list(csv.DictReader(file)))
        known = next(a.id for a in self.project.attributes() if a.name == "id")
        self.people = {p.values[known]: p.id for p in self.project.participants()}

    def _imports(self) -> Iterator[Event]:
        """Each interview comes in on the evening of its day."""
        files = {path.stem: path for path in transcript_files([HERE / "transcripts"])}
        assert set(files) == set(self.days), "study.toml and transcripts/ name other interviews"
        for name, day in self.days.items():
            yield at(day, 19), partial(self._import, name, files[name])

    def _import(self, name: str, path: Path) -> None:
        self.project.coder_id = self.coders[self.sheet["lead_coder"]]
        report = self.project.import_transcripts([read_transcript(path)])
        self.transcripts[name] = report.imported[0]
        info = next(i for i in self.project.transcripts() if i.id == report.imported[0])
        assert info.participant_id == self.people[name], f"{name} has the wrong participant"

    def _add_codebook(self) -> None:
        self.project.coder_id = self.coders[self.sheet["lead_coder"]]
        for theme in read("codebook.toml")["theme"]:
            theme_id = self._add_code(theme, None)
            for code in theme["code"]:
                self._add_code(code, theme_id)

    def _add_code(self, entry: dict[str, Any], parent_id: int | None) -> int:
        kind = "theme" if parent_id is None else "code"
        code_id = self.project.add_code(entry["name"], parent_id, kind, entry.get("colour"))
        written = {name: entry[name].strip() for name in ENTRY_FIELDS}
        self.project.edit_entry(code_id, **written)
        self.codes[entry["key"]] = code_id
        return code_id

    def _codings(self, folder: str, coder: str, first_day: date) -> Iterator[Event]:
        """One interview a working day, after it was held."""
        files = {path.stem: path for path in (HERE / "codings" / folder).glob("*.toml")}
        day = first_day
        for name, held in self.days.items():
            if name in files:
                day = max(day, held + timedelta(days=1))
                while day.weekday() > 4:
                    day += timedelta(days=1)
                yield at(day, 9), partial(self._code, files[name], coder)
                day += timedelta(days=1)

    def _code(self, path: Path, coder: str) -> None:
        coder_id, transcript_id = self.coders[coder], self.transcripts[path.stem]
        self.project.coder_id = coder_id
        text = self.project.text(transcript_id)
        passages = []
        for segment in tomllib.loads(path.read_text(encoding="utf-8"))["segment"]:
            start, end = find_quote(text, segment["quote"], segment.get("nth"))
            code_id = self.codes[segment["code"]]
            rest = (segment.get("comment", ""), segment.get("stance"))
            passages.append(Passage(transcript_id, code_id, coder_id, start, end, *rest))
        self.project.apply_codes(passages, f"Coded {path.stem}: {len(passages)} segments")
        self.project.set_finished(coder_id, [transcript_id], True)

    def _open_comparison(self) -> None:
        """Both have finished, so they may see each other's work."""
        lead, second = (self.coders[self.sheet[name]] for name in ("lead_coder", "second_coder"))
        self.project.coder_id = lead
        self.project.open_comparison((lead, second))

    def _memos(self) -> Iterator[Event]:
        for memo in read("memos.toml")["memo"]:
            moment = datetime.fromisoformat(memo["at"]).replace(tzinfo=UTC)
            yield moment, partial(self._write, memo)

    def _write(self, memo: dict[str, Any]) -> None:
        self.project.coder_id = self.coders[memo["author"]]
        text, title = memo["text"].strip(), memo["title"]
        self.project.add_memo(text, self._subject(memo), title, memo["kind"])

    def _subject(self, memo: dict[str, Any]) -> Subject:
        if "code" in memo:
            return Subject(code_id=self.codes[memo["code"]])
        if "participant" in memo:
            return Subject(participant_id=self.people[memo["participant"]])
        if "transcript" not in memo:
            return Subject()
        transcript_id = self.transcripts[memo["transcript"]]
        if "quote" not in memo:
            return Subject(transcript_id=transcript_id)
        start, end = find_quote(self.project.text(transcript_id), memo["quote"])
        return Subject(transcript_id=transcript_id, start=start, end=end)


def at(day: date, hour: int) -> datetime:
    """A full hour of a day."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


def read(name: str) -> dict[str, Any]:
    """One of the readable files beside this script."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def build(out: Path) -> None:
    """Write the project file anew."""
    out.unlink(missing_ok=True)
    Builder(out).build()
    database = sqlite3.connect(out)
    # sqlite-utils notes the present time here; nothing reads it.
    database.execute("UPDATE _sqlite_migrations SET applied_at = '2026-01-01 00:00:00+00:00'")
    database.commit()
    database.execute("VACUUM")
    database.close()


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
