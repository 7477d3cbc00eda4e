"""A file that was handed out de-identified, as merging has to see it: with the study's own words.

Whatever its coder did not touch counts as it stands in the study; passages stand where their
words stand there. So nothing that only names were replaced in is taken for a change, and neither
texts nor names come over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from coder_gui.domain.carried import CarriedText
from coder_gui.domain.merge_nouns import NOUN, NOUNS, PLACED, Key, Noun
from coder_gui.domain.merging import Row, Side

_NAMING = frozenset({"transcript", "participant", "participant_group"})
"""Tables whose rows do not come back from such a file once they are gone here."""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OurWords:
    """What such a file brings to the study.

    Args:
        side: The file with the words of the study.
        unplaced: Segments and memos, as they stand there, that have no place here.
        untaken: Transcripts whose words or speakers the coder changed, which stays there.
    """

    side: Side
    unplaced: tuple[Row, ...]
    untaken: tuple[Key, ...]


def with_our_words(
    ours: Side, theirs: Side, texts: Mapping[Key, CarriedText], handed_out_at: str
) -> OurWords:
    """The other side with our words wherever its coder changed nothing.

    Args:
        texts: How places come from their text of a transcript into ours.
        handed_out_at: When the file was made.
    """
    moving = _Moving(ours, theirs, texts, handed_out_at)
    both = ours.rows["transcript"].keys() & theirs.rows["transcript"].keys()
    untaken = [
        key
        for key in theirs.rows["transcript"]
        if key in both and (key in theirs.moved or _corrected_there(theirs, key))
    ]
    rows = {
        noun.table: {
            key: replace(row, values=moving.values(noun, key, row.values))
            for key, row in theirs.rows[noun.table].items()
        }
        for noun in NOUNS
    }
    past = {
        table: {
            key: [moving.values(NOUN[table], key, was, former=True) for was in states]
            for key, states in found.items()
        }
        for table, found in theirs.past.items()
    }
    gone = _gone(ours, theirs, moving)
    kept = {
        table: {key: row for key, row in found.items() if (table, key) not in gone}
        for table, found in rows.items()
    }
    side = replace(
        theirs,
        rows=kept,
        past=past,
        turns={**theirs.turns, **{key: ours.turns[key] for key in both}},
        moved=theirs.moved - both,
    )
    lost = [theirs.rows[table][key] for table, key in gone if table in PLACED]
    return OurWords(side, tuple(lost), tuple(untaken))


def _corrected_there(theirs: Side, key: Key) -> bool:
    base = theirs.base["transcript"].get(key)
    now = theirs.rows["transcript"][key].values
    return base is not None and base["text_sha256"] != now["text_sha256"]


def _corrected_since(ours: Side, key: Key, moment: str) -> bool:
    """Whether our text is another one than it was at a moment; also where nobody can tell."""
    row = ours.rows["transcript"].get(key)
    if row is None or (ours.emptied_at or "") > moment:
        return True
    states = [row.values, *ours.past["transcript"].get(key, ())]
    return any(
        now["text_sha256"] != was["text_sha256"] and now["modified_at"] > moment
        for now, was in pairwise(states)
    )


class _Moving:
    """Puts our words and places into rows of theirs."""

    def __init__(
        self, ours: Side, theirs: Side, texts: Mapping[Key, CarriedText], moment: str
    ) -> None:
        self._ours, self._theirs, self._texts = ours, theirs, texts
        self._corrected = {
            key
            for key in texts
            if _corrected_there(theirs, key) or _corrected_since(ours, key, moment)
        }

    def values(self, noun: Noun, key: Key, values: Values, former: bool = False) -> Values:
        """A row of theirs with our words.

        Args:
            former: That it was so earlier. Then only its place is ours: where a coder wrote
                anew what names were replaced in, a person compares the two.
        """
        mine, base = self._mine(noun, key), self._theirs.base[noun.table].get(key)
        found = dict(values)
        if mine is not None and base is not None and not former:
            untouched = [
                name
                for name in (*noun.seen, *noun.quiet)
                if name in mine and values.get(name) == base.get(name)
            ]
            found |= {name: mine[name] for name in untouched}
            if "modified_at" in mine and set(noun.seen) <= set(untouched):
                found["modified_at"] = mine["modified_at"]
        if noun.table == "transcript" and key in self._ours.rows["transcript"]:
            found["text_sha256"] = self._ours.rows["transcript"][key].values["text_sha256"]
        if noun.table in PLACED and found.get("place") is not None:
            found |= self._placed(noun, key, found, former)
        return found

    def _mine(self, noun: Noun, key: Key) -> Values | None:
        row = self._ours.rows[noun.table].get(key)
        if row is not None:
            return row.values
        states = self._ours.past[noun.table].get(key)
        return states[0] if states else None

    def _placed(self, noun: Noun, key: Key, values: Values, former: bool) -> dict[str, Any]:
        text = self._texts.get(values["transcript_id"])
        if text is None:
            return {}
        here = self._ours.rows[noun.table].get(key)
        place = text.place(*values["place"])
        if here is not None and (place.gone or not self._was_moved(noun, key)):
            # One that is here already stays where it is.
            return {name: here.values[name] for name in ("start", "end", "place")}
        start, end = place.range
        moved: dict[str, Any] = {"start": start, "end": end, "place": (start, end)}
        if noun.table == "segment" and here is None and not former:
            others = place.others and values["transcript_id"] in self._corrected
            moved["to_check"] = int(others or values["to_check"])
        return moved

    def _was_moved(self, noun: Noun, key: Key) -> bool:
        now = self._theirs.rows[noun.table].get(key)
        past = self._theirs.past[noun.table].get(key, ())
        return now is None or any(was["place"] != now.values["place"] for was in past)

    def has_no_place(self, row: Row) -> bool:
        """Whether none of a segment's words are here."""
        text = self._texts.get(row.values["transcript_id"])
        return text is not None and text.place(*row.values["place"]).gone


def _gone(ours: Side, theirs: Side, moving: _Moving) -> dict[tuple[str, Key], None]:
    """Rows of theirs that have nothing to stand on here, in the order of the tables."""
    gone: dict[tuple[str, Key], None] = {}
    for noun in NOUNS:
        for key, row in theirs.rows[noun.table].items():
            if key in ours.rows[noun.table]:
                continue
            named = noun.table in _NAMING and key in theirs.base[noun.table]
            owners = ((noun.links[name], row.values[name]) for name in noun.owners)
            placeless = noun.table == "segment" and moving.has_no_place(row)
            if named or placeless or any(owner in gone for owner in owners):
                gone[noun.table, key] = None
    return gone
