"""Two files of one study made one: what is new, changed or gone on either side since they parted.

No clock and no common copy is needed. The history in each file holds the earlier states of its
rows: what stands in one file as it once stood in the other was not touched there, and a row that
a history saw go was deleted. A file that was handed out has never seen the segments of others, so
their absence says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from coder_gui.domain.merge_nouns import ASKED, BY_THE_WAY, NOUN, NOUNS, PLACED, Key, Noun

Choice = Literal["ours", "theirs"]
Kind = Literal["new", "changed", "deleted", "back", "text", "turns"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its links as keys, and where it stands in a text as `place`."""

    table: str
    key: Key
    id: int
    values: Mapping[str, Any]


Past = dict[str, dict[Key, list[Mapping[str, Any]]]]


@dataclass(slots=True)
class Side:
    """One of the two files.

    Args:
        rows: By table and key.
        past: Earlier states of rows, by table and key, of rows that are gone, too.
        turns: What the turns and the emphasis of each transcript are, in a few letters.
        moved: Transcripts whose turns or emphasis changed in steps that the other has not.
        emptied_at: When the history was emptied for good in a step that the other has not.
        handed_to: The coder for whom the file was made; what others made has no author there.
        base: The rows as they were before the first step that the history holds.
    """

    rows: dict[str, dict[Key, Row]]
    past: Past
    turns: dict[Key, str] = field(default_factory=dict)
    moved: set[Key] = field(default_factory=set)
    emptied_at: str | None = None
    handed_to: str | None = None
    base: dict[str, dict[Key, Mapping[str, Any]]] = field(default_factory=dict)

    def knew(self, noun: Noun, row: Row, placed: bool = False) -> bool:
        """Whether a row stood here once as it stands in the other file now."""
        now = _version(noun, row.values, placed)
        return any(now == _version(noun, was, placed) for was in self._past(row))

    def knew_value(self, row: Row, name: str) -> bool:
        return any(was.get(name) == row.values.get(name) for was in self._past(row))

    def lost(self, table: str, key: Key) -> bool:
        """Whether a row stood here once and is gone."""
        return key not in self.rows[table] and key in self.past[table]

    def _past(self, row: Row) -> Iterable[Mapping[str, Any]]:
        return self.past[row.table].get(row.key, ())


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the other file brings.

    Args:
        kind: `new` there, `changed` there, `deleted` there, `back` (gone here, still of use
            there), `text` (another text), `turns` (other turns or emphasis of the same text).
        asked: Both sides have their own view: a person decides.
        default: What happens unless somebody says otherwise.
        fields: What differs because the other side changed it.
        both: What differs because both did.
        users: How many rows of one side hang on it.
    """

    kind: Kind
    table: str
    key: Key
    asked: bool = False
    default: Choice = "theirs"
    fields: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    users: int = 0

    def taken(self, choice: Choice) -> tuple[str, ...]:
        """The fields that come over."""
        if choice == "theirs":
            return (*self.fields, *self.both)
        return self.fields if self.both else ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """Columns of a row that follow the other side without being mentioned."""

    table: str
    key: Key
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Differences:
    """All that merging has to do, and which of their segments we have under another guid."""

    items: tuple[Item, ...]
    quiet: tuple[Quiet, ...] = ()
    twins: Mapping[Key, Key] = field(default_factory=dict)


def differences(ours: Side, theirs: Side) -> Differences:
    """What the other file holds that this one does not, is not so here, or is gone there."""
    same_text = _same_text(ours, theirs)
    twins = _twins(ours, theirs, same_text)
    items: list[Item] = []
    quiet: list[Quiet] = []
    for noun in NOUNS:
        mine, others = ours.rows[noun.table], theirs.rows[noun.table]
        for key, row in others.items():
            if key in mine:
                placed = noun.table in PLACED and row.values["transcript_id"] in same_text
                items += _changed(noun, ours, theirs, key, placed)
                quiet += _quiet(noun, ours, theirs, key)
            elif key not in twins and noun.table != "study":
                items += _only_there(noun, ours, theirs, row)
        if noun.table == "transcript":
            items += _texts(ours, theirs, same_text)
    items = _needed(items, ours, theirs)
    return Differences((*items, *_deleted(items, ours, theirs)), tuple(quiet), twins)


def with_our_segments(ours: Side, theirs: Side) -> Side:
    """The other side with its decisions about the segments that are there twice naming ours."""
    known = {
        key[0]: ",".join(twin)
        for key, twin in _twins(ours, theirs, _same_text(ours, theirs)).items()
    }

    def named(values: Mapping[str, Any]) -> Mapping[str, Any]:
        guids = str(values["segments"]).split(",")
        return {**values, "segments": ",".join(known.get(guid, guid) for guid in guids)}

    table = "decision"
    rows = {k: replace(row, values=named(row.values)) for k, row in theirs.rows[table].items()}
    past = {k: [named(was) for was in states] for k, states in theirs.past[table].items()}
    return replace(theirs, rows={**theirs.rows, table: rows}, past={**theirs.past, table: past})


def followers(found: Differences, ours: Side, theirs: Side) -> dict[int, int]:
    """Numbers of items about segments of a consensus that go with an item about the decision."""
    leading = {item.key: n for n, item in enumerate(found.items) if _is_decided(item)}
    following: dict[int, int] = {}
    for number, item in enumerate(found.items):
        if item.table == "segment" and not item.asked and item.kind in ("new", "deleted"):
            side = theirs if item.kind == "new" else ours
            decision = side.rows["segment"][item.key].values["decision_id"]
            if decision in leading:
                following[number] = leading[decision]
    return following


def _is_decided(item: Item) -> bool:
    """Whether the item says what comes of a decision."""
    changes = item.kind != "changed" or "choice" in (*item.fields, *item.both)
    return item.table == "decision" and changes


def _same_text(ours: Side, theirs: Side) -> set[Key]:
    both = ours.rows["transcript"].keys() & theirs.rows["transcript"].keys()
    return {key for key in both if _sha(ours, key) == _sha(theirs, key)}


def _seen(noun: Noun, placed: bool) -> tuple[str, ...]:
    return (*noun.seen, "place") if placed else noun.seen


def _version(noun: Noun, values: Mapping[str, Any], placed: bool) -> tuple[Any, ...]:
    # What the row looked like, and when it was touched: a way back to old words is a change, too.
    return (*(values.get(name) for name in _seen(noun, placed)), values.get("modified_at"))


def _sha(side: Side, key: Key) -> str:
    return str(side.rows["transcript"][key].values["text_sha256"])


def _changed(noun: Noun, ours: Side, theirs: Side, key: Key, placed: bool) -> Iterator[Item]:
    """What became of a row that both have."""
    mine, other = ours.rows[noun.table][key], theirs.rows[noun.table][key]
    names = _seen(noun, placed)
    differ = [name for name in names if mine.values.get(name) != other.values.get(name)]
    if not differ or ours.knew(noun, other, placed):
        return
    here = not theirs.knew(noun, mine, placed)
    if not here:
        yield Item("changed", noun.table, key, fields=tuple(differ))
        return
    fields, both = [], []
    for name in differ:
        new_there = not ours.knew_value(other, name)
        new_here = not theirs.knew_value(mine, name)
        if new_there and not new_here:
            fields.append(name)
        elif new_there or not new_here:
            both.append(name)
    if noun.table in BY_THE_WAY:
        # A date stands against another, or against none.
        fields, both = [n for n in differ if (other.values[n] or "") > (mine.values[n] or "")], []
    if fields or both:
        default: Choice = "ours" if both else "theirs"
        yield Item(
            "changed", noun.table, key, bool(both), default, fields=tuple(fields), both=tuple(both)
        )


def _quiet(noun: Noun, ours: Side, theirs: Side, key: Key) -> Iterator[Quiet]:
    mine, other = ours.rows[noun.table][key], theirs.rows[noun.table][key]
    values = {
        name: other.values[name]
        for name in noun.quiet
        if mine.values[name] != other.values[name]
        and not ours.knew_value(other, name)
        and theirs.knew_value(mine, name)
    }
    if values:
        yield Quiet(noun.table, key, values)


def _only_there(noun: Noun, ours: Side, theirs: Side, row: Row) -> Iterator[Item]:
    """A row that only they have: new there, or gone here."""
    if not ours.lost(noun.table, row.key):
        if _given_away(noun, ours, theirs, row):
            yield Item("back", noun.table, row.key, True, "ours")
        else:
            yield Item("new", noun.table, row.key)
    elif noun.table not in BY_THE_WAY and not ours.knew(noun, row):
        yield Item("back", noun.table, row.key, True, "ours", both=noun.seen)


def _given_away(noun: Noun, ours: Side, theirs: Side, row: Row) -> bool:
    """Whether it may have been deleted here, which an emptied history cannot tell any more."""
    if ours.emptied_at is None or noun.table in BY_THE_WAY or noun.keyed:
        return False
    if theirs.handed_to is not None:
        return noun.table not in PLACED and row.values.get("author_id") is None
    return str(row.values.get("created_at")) <= ours.emptied_at


def _texts(ours: Side, theirs: Side, same_text: Collection[Key]) -> Iterator[Item]:
    for key, other in theirs.rows["transcript"].items():
        mine = ours.rows["transcript"].get(key)
        if mine is None:
            continue
        if key in same_text:
            there = key in theirs.moved and ours.turns.get(key) != theirs.turns.get(key)
            if there:
                both = key in ours.moved
                yield Item("turns", "transcript", key, both, "ours" if both else "theirs")
            continue
        there = not ours.knew_value(other, "text_sha256")
        here = not theirs.knew_value(mine, "text_sha256")
        yield Item(
            "text", "transcript", key, there == here, "theirs" if there and not here else "ours"
        )


def _twins(ours: Side, theirs: Side, same_text: Collection[Key]) -> dict[Key, Key]:
    """Segments of theirs that somebody made here, too, in every respect the same."""

    def sign(row: Row) -> tuple[Any, ...]:
        values = row.values
        return (*(values[name] for name in NOUN["segment"].seen), values["place"])

    known = {sign(row): key for key, row in ours.rows["segment"].items()}
    return {
        key: known[sign(row)]
        for key, row in theirs.rows["segment"].items()
        if key not in ours.rows["segment"]
        and row.values["transcript_id"] in same_text
        and sign(row) in known
        and known[sign(row)] not in theirs.rows["segment"]
    }


def _owners(noun: Noun, row: Row) -> Iterator[tuple[str, Key]]:
    for name in noun.owners:
        if row.values[name] is not None:
            yield noun.links[name], row.values[name]


def _needed(items: list[Item], ours: Side, theirs: Side) -> list[Item]:
    """The items, with those things that are gone here and that something new there hangs on."""
    by_row = {(item.table, item.key): item for item in items if item.kind in ("new", "back")}
    moved = [(item.table, item.key) for item in items if item.kind == "changed"]
    waiting = [each for each in (*by_row, *moved) if each[0] not in BY_THE_WAY]
    users: dict[tuple[str, Key], int] = defaultdict(int)
    while waiting:
        table, key = waiting.pop()
        for owner in _owners(NOUN[table], theirs.rows[table][key]):
            if owner[1] in ours.rows[owner[0]] or (owner in by_row and not by_row[owner].asked):
                continue
            users[owner] += 1
            if owner not in by_row and users[owner] == 1:
                waiting.append(owner)
    found = [
        replace(item, users=users.pop((item.table, item.key)))
        if item.kind == "back" and (item.table, item.key) in users
        else item
        for item in items
    ]
    found += [Item("back", *owner, True, "ours", users=n) for owner, n in users.items()]
    return found


def _deleted(items: Iterable[Item], ours: Side, theirs: Side) -> Iterator[Item]:
    """Rows that only we have, and that they had."""
    gone = {
        (noun.table, key): theirs.knew(noun, row)
        for noun in NOUNS
        for key, row in ours.rows[noun.table].items()
        if theirs.lost(noun.table, key)
    }
    clean = {each for each, unchanged in gone.items() if unchanged or each[0] in BY_THE_WAY}
    # What is about to move elsewhere hangs there already.
    moving = {(item.table, item.key): item.fields for item in items if item.kind == "changed"}
    hanging: dict[tuple[str, Key], int] = defaultdict(int)
    waiting = [
        (noun.table, key)
        for noun in NOUNS
        if noun.table not in BY_THE_WAY
        for key in ours.rows[noun.table]
        if (noun.table, key) not in clean
    ]
    while waiting:
        table, key = waiting.pop()
        row = ours.rows[table][key]
        if (table, key) in moving:
            there = theirs.rows[table][key].values
            links = {name: there[name] for name in moving[table, key]}
            row = replace(row, values={**row.values, **links})
        for owner in _owners(NOUN[table], row):
            hanging[owner] += 1
            if owner in clean:
                clean.discard(owner)
                waiting.append(owner)
    for (table, key), _unchanged in gone.items():
        asked = (table, key) not in clean or table in ASKED
        default: Choice = "ours" if asked else "theirs"
        yield Item("deleted", table, key, asked, default, users=hanging[table, key])
