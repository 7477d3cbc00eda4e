"""What the rows of a merge preview say."""

from __future__ import annotations

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
        self, ours: ProjectDatabase, theirs: ProjectDatabase, mine: Side, other: Side
    ) -> None:
        self._sides = ((ours, mine), (theirs, other))
        self._texts: dict[tuple[int, Key], str] = {}

    def of(self, item: Item) -> tuple[str, str, str]:
        """Title, how it is here, and how it is there."""
        which = 1 if item.key in self._sides[1][1].rows[item.table] else 0
        row = self._sides[which][1].rows[item.table][item.key]
        title = self._title(which, row)
        if item.kind == "new":
            return title, "", "new"
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

    def _values(self, which: int, item: Item, names: tuple[str, ...]) -> str:
        row = self._sides[which][1].rows[item.table][item.key]
        return "; ".join(f"{_FIELDS.get(n, n)}: {self._value(which, row, n)}" for n in names)

    def _value(self, which: int, row: Row, name: str) -> str:
        value: Any = row.values[name]
        if value is None or value == "":
            return "–"
        if name == "place":
            return f"“{self._quote(which, row)}”"
        if isinstance(value, tuple):
            tables = {"parent_id": "code", "group_id": "participant_group"}
            table = tables.get(name, name.removesuffix("_id"))
            linked = self._sides[which][1].rows[table].get(value)
            return self._title(which, linked) if linked else "–"
        if name in ("finished_at", "read_at"):
            return str(value)[:10]
        return _short(str(value), _LONGEST_VALUE)

    def _title(self, which: int, row: Row) -> str:
        values, rows = row.values, self._sides[which][1].rows
        if row.table == "segment":
            code = rows["code"][values["code_id"]].values["name"]
            where = rows["transcript"][values["transcript_id"]].values["name"]
            return f"“{self._quote(which, row)}” as “{code}” in “{where}”"
        if row.table == "memo":
            return f"memo “{_short(values['title'] or values['text'])}”"
        if row.table in ("assignment", "reading"):
            coder = rows["coder"][values["coder_id"]].values["name"]
            where = rows["transcript"][values["transcript_id"]].values["name"]
            return f"{coder}: “{where}”"
        if row.table == "attribute_value":
            who = rows["participant"][values["participant_id"]].values["label"]
            return f"{who}: {rows['attribute'][values['attribute_id']].values['name']}"
        name = values.get("label") or values.get("name") or ""
        return f"{_NAMES.get(row.table, row.table)} “{_short(name)}”"

    def _quote(self, which: int, row: Row) -> str:
        key = row.values["transcript_id"]
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
