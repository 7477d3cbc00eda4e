"""What two files of a study have under different guids because it was made on both sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from coder_gui.storage.database import ProjectDatabase

_BY_NAME = (
    ("coder", "name", "WHERE kind = 'person'"),
    ("participant_group", "name", ""),
    ("attribute", "name", ""),
    ("transcript", "text_sha256", ""),
)


@dataclass(slots=True)
class Aliases:
    """Guids of theirs that stand for guids of ours.

    Args:
        guids: Our guid by table and theirs.
        flipped: Their comparisons of two coders that we name in the other order.
        names: What we call the coder of a consensus of theirs, by its guid there.
    """

    guids: dict[tuple[str, str], str] = field(default_factory=dict)
    flipped: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    def ours(self, table: str, guid: str) -> str:
        return self.guids.get((table, guid), guid)


class _Compared(NamedTuple):
    guid: str
    first: str
    second: str
    consensus: str | None


def aliases_of(ours: ProjectDatabase, theirs: ProjectDatabase) -> Aliases:
    """People and groups by name, texts by their letters, comparisons and decisions by what of."""
    found = Aliases()
    for table, column, where in _BY_NAME:
        query = f"SELECT guid, {column} FROM {table} {where}"
        mine, others = dict(ours.all(query)), dict(theirs.all(query))
        by_name: dict[str, list[str]] = defaultdict(list)
        for guid, name in mine.items():
            by_name[name].append(guid)
        names = Counter(others.values())
        for guid, name in others.items():
            same = by_name.get(name, [])
            alone = len(same) == 1 and names[name] == 1
            if guid not in mine and alone and same[0] not in others:
                found.guids[table, guid] = same[0]
    _same_speakers(ours, theirs, found)
    _same_comparisons(ours, theirs, found)
    _same_decisions(ours, theirs, found)
    return found


def _same_speakers(ours: ProjectDatabase, theirs: ProjectDatabase, found: Aliases) -> None:
    speak = (
        "SELECT transcript.guid, participant.guid, label FROM transcript "
        "JOIN participant ON participant.id = participant_id"
    )
    mine = {guid: (person, label) for guid, person, label in ours.all(speak)}
    for guid, person, label in theirs.all(speak):
        # Who speaks in a text that both have on their own is one person, if called the same.
        here = mine.get(found.guids.get(("transcript", guid), ""))
        if here and here[1] == label:
            found.guids["participant", person] = here[0]


def _same_comparisons(ours: ProjectDatabase, theirs: ProjectDatabase, found: Aliases) -> None:
    """Comparisons of the same two coders, and what the coder of their consensus is called."""
    mine, others = _compared(ours), _compared(theirs)
    known = {each.guid for each in mine}
    by_pair = {frozenset((each.first, each.second)): each for each in reversed(mine)}
    guids = {each.guid: each for each in mine}
    settled = {each.consensus for each in mine}
    for each in others:
        pair = frozenset(found.ours("coder", coder) for coder in (each.first, each.second))
        same = guids.get(each.guid) or by_pair.get(pair)
        if same is None:
            continue
        if each.guid not in known and not any(one.guid == same.guid for one in others):
            found.guids["comparison", each.guid] = same.guid
            if found.ours("coder", each.first) != same.first:
                found.flipped.add(each.guid)
        if each.consensus and same.consensus and each.consensus not in settled:
            found.guids["coder", each.consensus] = same.consensus
            name = ours.value("SELECT name FROM coder WHERE guid = ?", (same.consensus,))
            found.names[each.consensus] = str(name)


def _compared(db: ProjectDatabase) -> list[_Compared]:
    rows = db.all(
        "SELECT comparison.guid, one.guid, two.guid, consensus.guid FROM comparison "
        "JOIN coder AS one ON one.id = first_id JOIN coder AS two ON two.id = second_id "
        "LEFT JOIN coder AS consensus ON consensus.id = consensus_id ORDER BY comparison.id"
    )
    return [_Compared(*row) for row in rows]


def _same_decisions(ours: ProjectDatabase, theirs: ProjectDatabase, found: Aliases) -> None:
    """Decisions about the same difference: of the same segments, whatever was decided."""
    both = _guids(ours, "segment") & _guids(theirs, "segment")
    mine = _decisions(ours, Aliases(), both)
    others = _decisions(theirs, found, both)
    known = {guid for guids in mine.values() for guid in guids}
    there = {guid for guids in others.values() for guid in guids}
    # One that was taken back on either side, and made anew, is news there.
    known, there = known | _former(ours), there | _former(theirs)
    for sign, guids in others.items():
        same = mine.get(sign, [])
        if len(guids) == len(same) == 1 and guids[0] not in known and same[0] not in there:
            found.guids["decision", guids[0]] = same[0]


def _former(db: ProjectDatabase) -> set[str]:
    """Guids of the decisions that were taken back."""
    rows = db.all(
        "SELECT json_extract(before, '$.guid') FROM step_row JOIN step ON step.id = step_id "
        "WHERE state = 'done' AND table_name = 'decision' AND change = 'delete' "
        "AND json_valid(before)"
    )
    return {guid for (guid,) in rows}


def _guids(db: ProjectDatabase, table: str) -> set[str]:
    return {guid for (guid,) in db.all(f"SELECT guid FROM {table}")}


def _decisions(
    db: ProjectDatabase, aliases: Aliases, both: set[str]
) -> dict[tuple[object, ...], list[str]]:
    """Guids of the decisions by what they are about."""
    segments = {
        guid: guid
        if guid in both
        else (aliases.ours("coder", coder), aliases.ours("transcript", transcript), *rest)
        for guid, coder, transcript, *rest in db.all(
            "SELECT segment.guid, coder.guid, transcript.guid, text_sha256, code.guid, "
            '"start", "end" FROM segment JOIN coder ON coder.id = coder_id JOIN transcript '
            "ON transcript.id = transcript_id JOIN code ON code.id = code_id"
        )
    }
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for guid, comparison, transcript, code, about in db.all(
        "SELECT decision.guid, comparison.guid, transcript.guid, code.guid, segments "
        "FROM decision JOIN comparison ON comparison.id = comparison_id "
        "JOIN transcript ON transcript.id = transcript_id JOIN code ON code.id = code_id"
    ):
        named = frozenset(segments.get(each, each) for each in about.split(","))
        sign = (
            aliases.ours("comparison", comparison),
            aliases.ours("transcript", transcript),
            code,
            named,
        )
        found[sign].append(guid)
    return found
