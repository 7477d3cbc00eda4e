"""What the rows of a merge preview say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from coder_gui.domain.counted import counted
from coder_gui.domain.merge_nouns import Key
from coder_gui.domain.merging import Item, Row, Side
from coder_gui.storage import transcripts
from coder_gui.storage.database import ProjectDatabase

_LONGEST = 80
_LONGEST_VALUE = 600
_NAMES = {
    "participant_group": "group",
    "attribute_value": "answer",
    "codebook_snapshot": "snapshot of the codebook",
}
_FIELDS = {
    "parent_id": "place in the tree",
    "use_when": "use when",
    "avoid_when": "avoid when",
    "group_id": "group",
    "participant_id": "participant",
    "consensus_id": "consensus",
    "first_id": "coder",
    "second_id": "coder",
    "decision_id": "decision",
    "label_template": "labels",
    "good_quote": "good quote",
    "code_id": "code",
    "place": "words",
    "finished_at": "finished",
    "read_at": "read",
}


class Words:
    """Titles and sentences for items, with the words of the texts at hand."""

    def __init__(
        self,
        ours: ProjectDatabase,
        theirs: ProjectDatabase,
        mine: Side,
        other: Side,
        own_words: bool = False,
        seen: Collection[Key] | None = None,
    ) -> None:
        """
        Args:
            own_words: That passages of theirs are counted in our texts.
            seen: The coders whose work may be shown; None for all.
        """
        self._seen = seen
        self._sides = ((ours, mine), (theirs, other))
        self._own_words = own_words
        self._texts: dict[tuple[int, Key], str] = {}

    def of(self, item: Item) -> tuple[str, str, str]:
        """Title, how it is here, and how it is there."""
        which = 1 if item.key in self._sides[1][1].rows[item.table] else 0
        row = self._sides[which][1].rows[item.table][item.key]
        title = self._title(which, row)
        if item.kind == "new":
            settled = row.table == "decision"
            return title, "", self._chosen(which, row) if settled else "new"
        if item.kind == "deleted":
            return title, _with_users("still here", item.users), "deleted"
        if item.kind == "back":
            there = "changed since" if item.both else "still there"
            return title, "deleted, or never here", _with_users(there, item.users)
        if item.kind in ("text", "turns"):
            what = "text" if item.kind == "text" else "speakers or emphasis"
            return title, f"its own {what}", f"another {what}"
        names = (*item.both, *item.fields)
        return title, self._values(0, item, names), self._values(1, item, names)

    def title_there(self, row: Row) -> str:
        """What a row of theirs is about."""
        return self._title(1, row)

    def hides(self, item: Item) -> bool:
        """Whether a row says less than there is, because it is of somebody who codes blind."""
        sides = (side.rows[item.table].get(item.key) for _db, side in self._sides)
        return any(row is not None and self._is_hidden(row) for row in sides)

    def _is_hidden(self, row: Row) -> bool:
        """Whether it is the work of somebody who codes blind."""
        if self._seen is None or row.table not in ("segment", "memo"):
            return False
        coder = row.values["coder_id" if row.table == "segment" else "author_id"]
        return coder is not None and coder not in self._seen

    def _values(self, which: int, item: Item, names: tuple[str, ...]) -> str:
        row = self._sides[which][1].rows[item.table][item.key]
        if self._is_hidden(row):
            return ", ".join(_FIELDS.get(name, name) for name in names)
        return "; ".join(f"{_FIELDS.get(n, n)}: {self._value(which, row, n)}" for n in names)

    def _value(self, which: int, row: Row, name: str) -> str:
        value: Any = row.values[name]
        if value is None or value == "":
            return "–"
        if name == "place":
            return f"“{self._quote(which, row)}”"
        if isinstance(value, tuple):
            tables = {"parent_id": "code", "group_id": "participant_group"}
            tables |= dict.fromkeys(("first_id", "second_id", "consensus_id"), "coder")
            table = tables.get(name, name.removesuffix("_id"))
            linked = self._sides[which][1].rows[table].get(value)
            return self._title(which, linked) if linked else "–"
        if name in ("finished_at", "read_at"):
            return str(value)[:10]
        if name == "choice":
            return self._chosen(which, row)
        return _short(str(value), _LONGEST_VALUE)

    def _chosen(self, which: int, row: Row) -> str:
        """What was decided, with the name of the coder whose view it was."""
        rows, choice = self._sides[which][1].rows, row.values["choice"]
        if choice not in ("first", "second"):
            return str(choice)
        comparison = rows["comparison"][row.values["comparison_id"]].values
        return f"as {rows['coder'][comparison[f'{choice}_id']].values['name']}"

    def _title(self, which: int, row: Row) -> str:
        values, rows = row.values, self._sides[which][1].rows
        if row.table == "segment":
            code = rows["code"][values["code_id"]].values["name"]
            if self._is_hidden(row):
                return f"segment in {self._where(which, row)}"
            return f"“{self._quote(which, row)}” as “{code}” in {self._where(which, row)}"
        if row.table == "memo" and self._is_hidden(row):
            return "memo"
        if row.table == "memo":
            return f"memo “{_short(values['title'] or values['text'])}”"
        if row.table == "comparison":
            pair = (
                rows["coder"][values[name]].values["name"] for name in ("first_id", "second_id")
            )
            return f"comparison of {' and '.join(pair)}"
        if row.table == "decision":
            code = rows["code"][values["code_id"]].values["name"]
            return f"decision on “{code}” in {self._where(which, row)}"
        if row.table in ("assignment", "reading"):
            coder = rows["coder"][values["coder_id"]].values["name"]
            return f"{coder}: {self._where(which, row)}"
        if row.table == "attribute_value":
            who = rows["participant"][values["participant_id"]].values["label"]
            return f"{who}: {rows['attribute'][values['attribute_id']].values['name']}"
        name = values.get("label") or values.get("name") or ""
        return f"{_NAMES.get(row.table, row.table)} “{_short(name)}”"

    def _where(self, which: int, row: Row) -> str:
        """Whose transcript it is in: the participant's label, or the name of the transcript."""
        rows = self._sides[which][1].rows
        values = rows["transcript"][row.values["transcript_id"]].values
        person = rows["participant"].get(values["participant_id"])
        return f"“{person.values['label'] if person else values['name']}”"

    def _quote(self, which: int, row: Row) -> str:
        key = row.values["transcript_id"]
        if self._own_words and key in self._sides[0][1].rows["transcript"]:
            which = 0
        if (which, key) not in self._texts:
            db, side = self._sides[which]
            self._texts[which, key] = transcripts.text(db, side.rows["transcript"][key].id)
        start, end = row.values["place"]
        return _short(self._texts[which, key][start:end])


def _with_users(said: str, users: int) -> str:
    return f"{said}, with {counted(users, 'thing')} on it" if users else said


def _short(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
