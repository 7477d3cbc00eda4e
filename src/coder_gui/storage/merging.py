"""Reading the two files that are to be merged: rows by their guids, and what they once were."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from itertools import groupby
from typing import Any

from coder_gui.domain.carried import CarriedText
from coder_gui.domain.merge_nouns import NOUN, NOUNS, PLACED, Key, Noun
from coder_gui.domain.merging import Row, Side
from coder_gui.domain.model import Transcript, Turn
from coder_gui.storage import packages, transcripts
from coder_gui.storage.database import ProjectDatabase, damaged
from coder_gui.storage.erasing import BARE
from coder_gui.storage.merge_aliases import Aliases

_FRAME = ("speaker", "turn", "format_span")
_OTHER_WAY = {"first": "second", "second": "first"}

Image = dict[str, Any]


@dataclass(slots=True)
class _Reading:
    """A side while it is being read: rows as they are stored, by table and id."""

    db: ProjectDatabase
    aliases: Aliases
    now: dict[str, dict[int, Image]] = field(default_factory=dict)

    def key(self, noun: Noun, image: Image) -> Key | None:
        """What a row is called everywhere; None where it connects what is unknown."""
        if not noun.keyed:
            guid = str(image["guid"])
            return (self.aliases.guids.get((noun.table, guid), guid),)
        parts = [self.linked(table, image[name]) for name, table in noun.links.items()]
        return None if None in parts else tuple(part[0] for part in parts if part)

    def linked(self, table: str, row_id: int | None) -> Key | None:
        image = self.now[table].get(row_id) if row_id is not None else None
        return self.key(NOUN[table], image) if image else None

    def values(self, noun: Noun, image: Image) -> Image:
        """A row's values with keys in place of ids."""
        values = dict(image)
        for name, table in noun.links.items():
            values[name] = self.linked(table, image[name])
        if noun.table == "coder" and image["guid"] in self.aliases.names:
            values["name"] = self.aliases.names[image["guid"]]
        if noun.table == "comparison" and image["guid"] in self.aliases.flipped:
            values["first_id"], values["second_id"] = values["second_id"], values["first_id"]
        if noun.table == "decision" and self._is_flipped(image):
            values["choice"] = _OTHER_WAY.get(image["choice"], image["choice"])
        if "author_id" in values:
            values["author_id"] = self.linked("coder", image["author_id"])
        if noun.table in PLACED:
            start, end = image["start"], image["end"]
            values["place"] = None if start is None or end is None else (start, end)
        return values

    def _is_flipped(self, decision: Image) -> bool:
        comparison = self.now["comparison"].get(decision["comparison_id"])
        return comparison is not None and comparison["guid"] in self.aliases.flipped


def read_side(db: ProjectDatabase, other: ProjectDatabase, aliases: Aliases | None = None) -> Side:
    """Everything in a file that merging looks at.

    Args:
        other: The file that it is merged with; steps that both have are not looked at twice.
        aliases: What the other file knows under another guid.
    """
    reading = _Reading(db, aliases or Aliases())
    for noun in NOUNS:
        names = [name for _cid, name, *_rest in db.all(f"PRAGMA table_info({noun.table})")]
        reading.now[noun.table] = {
            row[0]: dict(zip(names, row, strict=True))
            for row in db.all(f"SELECT {_columns(names)} FROM {noun.table} ORDER BY id")
        }
    side = Side({noun.table: _rows(reading, noun) for noun in NOUNS}, {})
    _read_turns(reading, side)
    fresh = {guid for (guid,) in db.all("SELECT guid FROM step WHERE state = 'done'")}
    fresh -= {guid for (guid,) in other.all("SELECT guid FROM step")}
    side.emptied_at = _emptied_at(db, fresh)
    try:
        _walk_back(reading, side, fresh)
    except (LookupError, TypeError, ValueError) as error:
        # A history that this program did not write.
        raise damaged(db.path, f"{type(error).__name__}: {error}") from error
    package = packages.package(db)
    side.handed_to = package.coder_guid if package else None
    return side


def _columns(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _rows(reading: _Reading, noun: Noun) -> dict[Key, Row]:
    found = {}
    for row_id, image in reading.now[noun.table].items():
        key = reading.key(noun, image)
        assert key is not None  # links of a sound file lead somewhere
        found[key] = Row(noun.table, key, row_id, reading.values(noun, image))
    return found


def _emptied_at(db: ProjectDatabase, fresh: set[str]) -> str | None:
    """When the last step was made behind which undo cannot go."""
    rows = db.all(
        "SELECT guid, at FROM step WHERE state = 'done' AND NOT EXISTS "
        "(SELECT 1 FROM step_row WHERE step_id = step.id) ORDER BY id DESC"
    )
    return next((at for guid, at in rows if guid in fresh), None)


def _walk_back(reading: _Reading, side: Side, fresh: set[str]) -> None:
    """Go back through the history, and note how every row looked before each step."""
    side.past = {noun.table: defaultdict(list) for noun in NOUNS}
    tables = ", ".join(f"'{name}'" for name in (*NOUN, *_FRAME))
    rows = reading.db.execute(
        "SELECT step_id, guid, table_name, change, row_id, before FROM step_row "
        "JOIN step ON step.id = step_id "
        f"WHERE state = 'done' AND table_name IN ({tables}) "
        "ORDER BY step_id DESC, step_row.id DESC"
    )
    known = {row.id: key for key, row in side.rows["transcript"].items()}
    for (_step, guid), changed in groupby(rows, key=lambda row: row[:2]):
        touched: dict[tuple[str, int], None] = {}
        for _id, _guid, table, change, row_id, before in changed:
            image = json.loads(before) if before else {}
            if table in _FRAME:
                if guid in fresh and image.get("transcript_id") in known:
                    side.moved.add(known[image["transcript_id"]])
                continue
            _put_back(reading.now[table], change, row_id, image)
            touched[table, row_id] = None
        for table, row_id in touched:
            was = reading.now[table].get(row_id)
            key = reading.key(NOUN[table], was) if was else None
            if was and key:
                side.past[table][key].append(reading.values(NOUN[table], was))
    side.past = {table: dict(found) for table, found in side.past.items()}
    side.base = {noun.table: _first(reading, noun) for noun in NOUNS}


def _first(reading: _Reading, noun: Noun) -> dict[Key, Mapping[str, Any]]:
    """The rows as they are in a reading that went back to the start."""
    found: dict[Key, Mapping[str, Any]] = {}
    for image in reading.now[noun.table].values():
        key = reading.key(noun, image)
        if key is not None:
            found[key] = reading.values(noun, image)
    return found


def _put_back(rows: dict[int, Image], change: str, row_id: int, image: Image) -> None:
    if change == "insert":
        rows.pop(row_id, None)
    elif change == "delete":
        if image.keys() - BARE:
            rows[row_id] = image
    elif row_id in rows:
        # Where a correction only moved it, the image has its numbers alone.
        rows[row_id] = rows[row_id] | image


def _read_turns(reading: _Reading, side: Side) -> None:
    for key, row in side.rows["transcript"].items():
        spoken = [
            (*astuple(turn)[:-1], reading.linked("participant", turn.participant_id))
            for turn in transcripts.turns(reading.db, row.id)
        ]
        spans = transcripts.spans(reading.db, row.id)
        side.turns[key] = hashlib.sha256(repr((spoken, spans)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Brought:
    """A transcript of the other file with what may come over, its people as keys."""

    transcript: Transcript
    people: Mapping[int, Key]
    original: tuple[str, bytes] | None = None

    def turns(self, ids: Mapping[Key, int]) -> tuple[Turn, ...]:
        """The turns with the ids of participants in the file that they come into."""
        return tuple(
            replace(turn, participant_id=ids.get(self.people.get(turn.participant_id or 0, ())))
            for turn in self.transcript.turns
        )


def carried(
    ours: ProjectDatabase, theirs: ProjectDatabase, mine: Side, other: Side
) -> dict[Key, CarriedText]:
    """How places come from their texts into ours, for each transcript that both have."""
    here, there = mine.rows["transcript"], other.rows["transcript"]
    return {
        key: CarriedText(
            transcripts.text(theirs, there[key].id), transcripts.text(ours, here[key].id)
        )
        for key in here.keys() & there.keys()
        if here[key].values["text_sha256"] != there[key].values["text_sha256"]
    }


def brought(
    db: ProjectDatabase, side: Side, keys: Iterator[Key], new: frozenset[Key]
) -> dict[Key, Brought]:
    """The transcripts of the other file whose text or turns are needed, with files if new."""
    people = {row.id: key for key, row in side.rows["participant"].items()}
    found = {}
    for key in keys:
        transcript_id = side.rows["transcript"][key].id
        transcript = transcripts.transcript(db, transcript_id)
        assert transcript is not None
        row = db.one("SELECT sha256, bytes FROM original WHERE transcript_id = ?", (transcript_id,))
        original = (row[0], bytes(row[1])) if row and key in new else None
        found[key] = Brought(transcript, people, original)
    return found
