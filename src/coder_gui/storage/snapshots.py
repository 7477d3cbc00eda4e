"""Kept states of the codebook: one row each, with all codes as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from coder_gui.domain.codebook_comparison import ENTRY, KeptCode
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

COLUMN = "codes"
WORDS = ("name", *ENTRY)
"""Keys of a kept code whose values people wrote."""

_TYPES: dict[str, Any] = {"segments": int, "position": int, "archived": (bool, int)}
_EMPTY = frozenset({"parent", "colour"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A kept state of the codebook, without its codes."""

    id: int
    name: str
    kept_at: str
    coder_id: int | None
    codes: int


def snapshots(db: ProjectDatabase) -> tuple[Snapshot, ...]:
    """All kept states, the latest first."""
    rows = db.all(
        "SELECT id, name, created_at, author_id, "
        "CASE WHEN json_valid(codes) THEN json_array_length(codes) ELSE 0 END "
        "FROM codebook_snapshot ORDER BY created_at DESC, id DESC"
    )
    return tuple(Snapshot(*row) for row in rows)


def add_snapshot(step: Step, name: str, kept: Iterable[KeptCode]) -> int:
    """Keep a state of the codebook under a name."""
    codes = json.dumps([asdict(code) for code in kept], ensure_ascii=False)
    cursor = step.db.execute(
        "INSERT INTO codebook_snapshot (name, codes, guid, author_id, created_at, modified_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (name, codes, step.new_guid(), step.coder_id, step.now, step.now),
    )
    return int(cursor.lastrowid or 0)


def delete_snapshot(step: Step, snapshot_id: int) -> None:
    step.db.execute("DELETE FROM codebook_snapshot WHERE id = ?", (snapshot_id,))


def codes_of(db: ProjectDatabase, snapshot_id: int) -> tuple[KeptCode, ...]:
    """The codes of a kept state.

    Raises:
        ProjectFileError: It is gone, or is not as this program wrote it.
    """
    row = db.one("SELECT name, codes FROM codebook_snapshot WHERE id = ?", (snapshot_id,))
    if row is None:
        raise ProjectFileError("This kept codebook is not there any more. Choose another one.")
    try:
        return tuple(_code(each) for each in json.loads(row[1]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ProjectFileError(
            f"The kept codebook “{row[0]}” is damaged and cannot be compared. Everything else in "
            "the project is untouched.",
            f"{type(error).__name__} in codebook_snapshot {snapshot_id}",
        ) from error


def texts(db: ProjectDatabase) -> list[tuple[str, int, str]]:
    """What people wrote inside the kept states: place, id of the state, words."""
    keys = ", ".join(f"'{key}'" for key in WORDS)
    rows = db.all(
        "SELECT '$[' || code.key || '].' || field.key, snapshot.id, field.value "
        "FROM codebook_snapshot AS snapshot, "
        "json_each(CASE WHEN json_valid(codes) THEN codes ELSE '[]' END) AS code, "
        "json_each(CASE WHEN code.type = 'object' THEN code.value ELSE '{}' END) AS field "
        f"WHERE field.type = 'text' AND field.key IN ({keys}) AND field.value <> '' "
        "AND typeof(code.key) = 'integer' ORDER BY snapshot.id, code.key, field.key"
    )
    return [(f"{COLUMN}{place}", snapshot_id, words) for place, snapshot_id, words in rows]


def rewrite(step: Step, snapshot_id: int, place: str, words: str) -> None:
    """Put other words in a place that `texts` gave."""
    step.db.execute(
        "UPDATE codebook_snapshot SET codes = json_set(codes, ?, ?), modified_at = ? WHERE id = ?",
        (place.removeprefix(COLUMN), words, step.now, snapshot_id),
    )


def _code(row: dict[str, Any]) -> KeptCode:
    known = {field.name: row[field.name] for field in fields(KeptCode) if field.name in row}
    for key, value in known.items():
        right = isinstance(value, _TYPES.get(key, str)) or (value is None and key in _EMPTY)
        if not right:
            raise ValueError(key)
    if "archived" in known:
        known["archived"] = bool(known["archived"])
    return KeptCode(**known)
