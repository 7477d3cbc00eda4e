"""Writing what comes over from another file of the study, inside one open step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coder_gui.domain.carried import CarriedText
from coder_gui.domain.correction import difference
from coder_gui.domain.merge_nouns import BY_THE_WAY, NOUN, NOUNS, PLACED, Key, Noun
from coder_gui.domain.merging import Choice, Differences, Item, Row, Side
from coder_gui.storage import corrections, speakers, transcripts
from coder_gui.storage.journal import Step
from coder_gui.storage.merging import Brought

_UNIQUE = frozenset({"coder", "participant_group", "attribute"})
"""Tables in which a name stands once."""


@dataclass(slots=True)
class Writing:
    """A merge under way.

    Args:
        texts: Their transcripts whose words or turns are needed.
        done: How many rows came, by table.
        left_out: Rows of theirs that could not come.
    """

    step: Step
    ours: Side
    theirs: Side
    differences: Differences
    texts: Mapping[Key, Brought]
    ids: dict[str, dict[Key, int]] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    left_out: list[Row] = field(default_factory=list)
    _carried: dict[Key, CarriedText] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)

    def write(self, choices: Sequence[Choice]) -> None:
        """Do what was decided, item by item."""
        self.ids = {
            table: {key: row.id for key, row in rows.items()}
            for table, rows in self.ours.rows.items()
        }
        decided = list(zip(self.differences.items, choices, strict=True))
        self._forget_what_went()
        for noun in NOUNS:
            here = [each for each in decided if each[0].table == noun.table]
            if noun.table == "segment":
                self._align_segments(decided)
            taken = [i for i, choice in here if i.kind in ("new", "back") and choice == "theirs"]
            self._insert_all(noun, taken)
            for item, choice in here:
                if item.kind == "changed":
                    self._update(noun, item, item.taken(choice))
            if noun.table == "transcript":
                self._correct(here)
            if noun.table == "decision":
                self._clear_settled(here)
        for quiet in self.differences.quiet:
            self._set(quiet.table, quiet.key, dict(quiet.values))
        # Last, when what moved elsewhere is there; what belongs to something goes before it.
        for noun in reversed(NOUNS):
            gone = [i for i, choice in decided if i.kind == "deleted" and choice == "theirs"]
            self._delete_all(noun, [item for item in gone if item.table == noun.table])

    # What goes -----------------------------------------------------------------------------------

    def _delete_all(self, noun: Noun, items: Sequence[Item]) -> None:
        waiting = [item for item in items if item.key in self.ids[noun.table]]
        while waiting:
            # Nobody was asked about these, so nothing may go along with them.
            ready = {item.key: item for item in waiting if item.asked or not self._is_owner(item)}
            for item in ready.values():
                row_id = self.ids[item.table][item.key]
                self.step.db.execute(f"DELETE FROM {item.table} WHERE id = ?", (row_id,))
                self.done["deleted"] += 1
            waiting = [item for item in waiting if item.key not in ready] if ready else []

    def _clear_settled(self, decided: Sequence[tuple[Item, Choice]]) -> None:
        """Where theirs counts of two decisions, what came of ours goes."""
        twins = set(self.differences.twins.values())
        for item, choice in decided:
            if item.kind != "changed" or "choice" not in item.both or choice != "theirs":
                continue
            for key, row in self.ours.rows["segment"].items():
                mine_alone = key not in self.theirs.rows["segment"] and key not in twins
                if row.values["decision_id"] == item.key and mine_alone:
                    row_id = self.ids["segment"].pop(key)
                    self.step.db.execute("DELETE FROM segment WHERE id = ?", (row_id,))
                    self.done["deleted"] += 1

    def _is_owner(self, item: Item) -> bool:
        row_id = self.ids[item.table][item.key]
        return any(
            self.step.db.one(f"SELECT 1 FROM {noun.table} WHERE {name} = ? LIMIT 1", (row_id,))
            for noun in NOUNS
            if noun.table not in BY_THE_WAY
            for name in noun.owners
            if noun.links[name] == item.table
        )

    def _forget_what_went(self) -> None:
        """Take off the list what went along with something else."""
        for table, ids in self.ids.items():
            left = {row_id for (row_id,) in self.step.db.all(f"SELECT id FROM {table}")}
            self.ids[table] = {key: row_id for key, row_id in ids.items() if row_id in left}
        twins = self.differences.twins.items()
        self.ids["segment"] |= {
            key: self.ids["segment"][twin] for key, twin in twins if twin in self.ids["segment"]
        }

    # What comes ----------------------------------------------------------------------------------

    def _insert_all(self, noun: Noun, items: Sequence[Item]) -> None:
        waiting = [self.theirs.rows[noun.table][item.key] for item in items]
        while waiting:
            # Codes come after the codes that they stand under.
            ready = {row.key: row for row in waiting if self._has_owners(noun, row)}
            for row in ready.values():
                self._insert(noun, row)
            waiting = [row for row in waiting if row.key not in ready]
            if not ready:
                self.left_out += [row for row in waiting if noun.table not in BY_THE_WAY]
                return

    def _has_owners(self, noun: Noun, row: Row) -> bool:
        return all(
            row.values[name] is None or row.values[name] in self.ids[noun.links[name]]
            for name in noun.owners
        )

    def _insert(self, noun: Noun, row: Row) -> None:
        values = self._stored(noun, row, self._columns(noun.table))
        if values is None:
            return
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        cursor = self.step.db.execute(
            f"INSERT INTO {noun.table} ({columns}) VALUES ({marks})", list(values.values())
        )
        self.ids[noun.table][row.key] = int(cursor.lastrowid or 0)
        self.done[noun.table] += 1
        if noun.table == "transcript":
            self._insert_text(row.key)

    def _insert_text(self, key: Key) -> None:
        db, row_id, brought = self.step.db, self.ids["transcript"][key], self.texts[key]
        db.executemany(
            "INSERT INTO text_block (transcript_id, position, text) VALUES (?, ?, ?)",
            [
                (row_id, position, block)
                for position, block in enumerate(transcripts.blocks(brought.transcript.text))
            ],
        )
        transcripts.add_turns(self.step, row_id, brought.turns(self.ids["participant"]))
        transcripts.add_spans(self.step, row_id, brought.transcript.spans)
        if brought.original:
            db.execute(
                "INSERT INTO original (transcript_id, sha256, bytes) VALUES (?, ?, ?)",
                (row_id, *brought.original),
            )

    def _stored(self, noun: Noun, row: Row, names: Sequence[str]) -> dict[str, Any] | None:
        """Columns as they are stored here; None where the words of a passage are gone."""
        values = {name: row.values[name] for name in names if name != "id"}
        if "guid" in values and not noun.keyed:
            values["guid"] = row.key[0]
        for name, table in noun.links.items():
            if name in values:
                values[name] = self.ids[table].get(row.values[name])
        if "author_id" in values:
            values["author_id"] = self.ids["coder"].get(row.values["author_id"])
        if noun.table in _UNIQUE and "name" in values:
            values["name"] = self._free_name(noun.table, values["name"], row.key)
        if values.get("shortcut") is not None and self._is_taken(values["shortcut"], row.key):
            values["shortcut"] = None
        return values if "start" not in values or self._place(noun, row, values) else None

    def _place(self, noun: Noun, row: Row, values: dict[str, Any]) -> bool:
        """Put a passage where its words stand here; False where they are gone."""
        carried = self._carry(row.values["transcript_id"])
        if values["start"] is None or carried is None:
            return True
        place = carried.place(values["start"], values["end"])
        values["start"], values["end"] = place.range
        if noun.table == "segment":
            if place.gone:
                self.left_out.append(row)
                return False
            values["to_check"] = int(place.others or values.get("to_check", 0))
        return True

    def _carry(self, key: Key | None) -> CarriedText | None:
        """How their places come into this text; None where they are the same."""
        brought = self.texts.get(key) if key is not None else None
        if key is None or brought is None or key not in self.ids["transcript"]:
            return None
        if key not in self._carried:
            old = brought.transcript.text
            new = transcripts.text(self.step.db, self.ids["transcript"][key])
            self._carried[key] = CarriedText(old, new)
        return self._carried[key]

    def _free_name(self, table: str, name: str, key: Key) -> str:
        mine = self.ids[table].get(key)
        taken = {
            each
            for each, row_id in self.step.db.all(f"SELECT name, id FROM {table}")
            if row_id != mine
        }
        free, number = name, 2
        while free in taken:
            free, number = f"{name} {number}", number + 1
        return free

    def _is_taken(self, shortcut: int, key: Key) -> bool:
        holder = self.step.db.value("SELECT id FROM code WHERE shortcut = ?", (shortcut,))
        return holder is not None and holder != self.ids["code"].get(key)

    def _columns(self, table: str) -> list[str]:
        if table not in self._names:
            info = self.step.db.all(f"PRAGMA table_info({table})")
            self._names[table] = [name for _cid, name, *_rest in info]
        return self._names[table]

    # What changes --------------------------------------------------------------------------------

    def _update(self, noun: Noun, item: Item, fields: Sequence[str]) -> None:
        if not fields or item.key not in self.ids[noun.table]:
            return
        row = self.theirs.rows[noun.table][item.key]
        names = [name for name in fields if name != "place"]
        if "place" in fields:
            names += ["start", "end"]
        if noun.table == "decision" and "choice" in fields:
            names += noun.quiet  # what it is about
        for name, table in noun.links.items():
            target = row.values[name]
            lost = target is not None and target not in self.ids[table]
            if name in names and (lost or (table == noun.table and not self._may_move(row))):
                names.remove(name)
        values = self._stored(noun, row, names) or {}
        values = {name: value for name, value in values.items() if name in names}
        whole = len(names) >= len(item.fields) + len(item.both)
        if values and "modified_at" in self._columns(noun.table):
            values["modified_at"] = row.values["modified_at"] if whole else self.step.now
        self._set(noun.table, item.key, values)
        self.done["changed"] += bool(values)

    def _may_move(self, row: Row) -> bool:
        """Whether a code may stand where it stands there: not below itself."""
        code, step = self.ids["code"][row.key], self.ids["code"].get(row.values["parent_id"])
        while step is not None and step != code:
            step = self.step.db.value("SELECT parent_id FROM code WHERE id = ?", (step,))
        return step is None

    def _set(self, table: str, key: Key, values: dict[str, Any]) -> None:
        row_id = self.ids[table].get(key)
        if values.get("shortcut") is not None and self._is_taken(values["shortcut"], key):
            del values["shortcut"]
        if row_id is None or not values:
            return
        columns = ", ".join(f'"{name}" = ?' for name in values)
        self.step.db.execute(
            f"UPDATE {table} SET {columns} WHERE id = ?", [*values.values(), row_id]
        )

    # Texts ---------------------------------------------------------------------------------------

    def _correct(self, decided: Sequence[tuple[Item, Choice]]) -> None:
        """Take over texts and turns; our passages are carried into them."""
        for item, choice in decided:
            if item.kind not in ("text", "turns") or choice != "theirs":
                continue
            row_id, brought = self.ids["transcript"].get(item.key), self.texts[item.key]
            if row_id is None:
                continue
            turns = brought.turns(self.ids["participant"])
            edits = difference(transcripts.text(self.step.db, row_id), brought.transcript.text)
            corrections.correct(self.step, row_id, edits, turns, brought.transcript.spans)
            for turn in {turn.speaker: turn for turn in turns}.values():
                speaker = speakers.speaker_id(self.step.db, row_id, turn.speaker)
                speakers.set_interviewer(self.step, speaker, turn.interviewer)
                speakers.link(self.step, speaker, turn.participant_id)
            if item.kind == "text":
                row = self.theirs.rows["transcript"][item.key]
                self._set("transcript", item.key, {"modified_at": row.values["modified_at"]})
            self.done["text"] += 1

    def _align_segments(self, decided: Sequence[tuple[Item, Choice]]) -> None:
        """Where a text came over, passages of both stand as they were carried there."""
        self._forget_what_went()
        taken = {i.key for i, c in decided if i.kind == "text" and c == "theirs"}
        for table in sorted(PLACED) if taken else ():
            names = ("start", "end", *NOUN[table].quiet)
            for key, row in self.theirs.rows[table].items():
                if row.values["transcript_id"] in taken and key in self.ours.rows[table]:
                    self._set(table, key, {name: row.values[name] for name in names})
