"""The codes of the codebook."""

from __future__ import annotations

from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code, CodeKind
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

ENTRY_FIELDS = ("brief", "definition", "use_when", "avoid_when", "example")
"""The written fields of a codebook entry; with the name they are six."""


def codebook(db: ProjectDatabase) -> Codebook:
    rows = db.all(
        "SELECT id, guid, parent_id, kind, name, colour, brief, definition, use_when, "
        "avoid_when, example, position, shortcut, archived FROM code"
    )
    return Codebook(Code(*row[:13], *map(bool, row[13:])) for row in rows)


def add_code(
    step: Step, name: str, kind: CodeKind, parent_id: int | None, colour: str | None
) -> int:
    """Add a code after its siblings."""
    cursor = step.db.execute(
        "INSERT INTO code (name, kind, parent_id, colour, position, guid, author_id, created_at, "
        "modified_at) VALUES (?, ?, ?, ?, "
        "(SELECT coalesce(max(position) + 1, 0) FROM code WHERE parent_id IS ?), ?, ?, ?, ?)",
        (
            name,
            kind,
            parent_id,
            colour,
            parent_id,
            step.new_guid(),
            step.coder_id,
            step.now,
            step.now,
        ),
    )
    return int(cursor.lastrowid or 0)


def copy_code(step: Step, code_id: int, parent_id: int | None) -> int:
    """Copy a code with its entry under a parent; a key of its own it does not take along."""
    fields = f"kind, name, colour, position, archived, {', '.join(ENTRY_FIELDS)}"
    cursor = step.db.execute(
        f"INSERT INTO code ({fields}, parent_id, guid, author_id, created_at, modified_at) "
        f"SELECT {fields}, ?, ?, ?, ?, ? FROM code WHERE id = ?",
        (parent_id, step.new_guid(), step.coder_id, step.now, step.now, code_id),
    )
    return int(cursor.lastrowid or 0)


def order_codes(step: Step, siblings: list[int]) -> None:
    """Give siblings this order."""
    step.db.executemany(
        "UPDATE code SET position = ? WHERE id = ? AND position <> ?",
        [(place, code_id, place) for place, code_id in enumerate(siblings)],
    )


def update_code(step: Step, code_id: int, **fields: str | int | None) -> None:
    """Change fields of a code by name."""
    columns = ", ".join(f"{name} = ?" for name in fields)
    step.db.execute(
        f"UPDATE code SET {columns}, modified_at = ? WHERE id = ?",
        [*fields.values(), step.now, code_id],
    )


def place_code(step: Step, code_id: int, parent_id: int | None, siblings: list[int]) -> None:
    """Put a code under a parent, with all children of that parent in the given order."""
    step.db.execute(
        "UPDATE code SET parent_id = ?, modified_at = ? WHERE id = ? AND parent_id IS NOT ?",
        (parent_id, step.now, code_id, parent_id),
    )
    order_codes(step, siblings)


def delete_codes(step: Step, code_ids: tuple[int, ...]) -> None:
    """Delete codes with their branches, segments and memos."""
    step.db.executemany("DELETE FROM code WHERE id = ?", [(code_id,) for code_id in code_ids])


def merge_codes(step: Step, source_id: int, target_id: int) -> int:
    """Move a code's segments, memos and children to another, then delete it.

    Where the target already holds the same passage by the same coder, the passage stays once
    with the comments and marks of both, and its own stance if it has one. Returns the number of
    segments that were moved.
    """
    db = step.db
    twins = db.all(
        "SELECT a.id, min(b.id) FROM segment a JOIN segment b "
        "ON b.transcript_id = a.transcript_id AND b.coder_id = a.coder_id "
        'AND b."start" = a."start" AND b."end" = a."end" AND b.code_id = ? WHERE a.code_id = ? '
        "GROUP BY a.id",
        (target_id, source_id),
    )
    marks = "comment, stance, to_check, good_quote, unsure"
    for twin_id, kept_id in twins:
        gone, kept = (
            db.all(f"SELECT {marks} FROM segment WHERE id = ?", (each,))[0]
            for each in (twin_id, kept_id)
        )
        comment = f"{kept[0]}\n{gone[0]}".strip() if gone[0] != kept[0] else kept[0]
        flags = [max(pair) for pair in zip(gone[2:], kept[2:], strict=True)]
        joined = (comment, kept[1] or gone[1], *flags)
        if joined != kept:
            db.execute(
                f"UPDATE segment SET ({marks}, modified_at) = (?, ?, ?, ?, ?, ?) WHERE id = ?",
                (*joined, step.now, kept_id),
            )
        db.execute("UPDATE memo SET segment_id = ? WHERE segment_id = ?", (kept_id, twin_id))
        db.execute("DELETE FROM segment WHERE id = ?", (twin_id,))
    moved = db.execute(
        "UPDATE segment SET code_id = ?, modified_at = ? WHERE code_id = ?",
        (target_id, step.now, source_id),
    ).rowcount
    for table in ("memo", "decision"):
        db.execute(f"UPDATE {table} SET code_id = ? WHERE code_id = ?", (target_id, source_id))
    offset = db.value(
        "SELECT coalesce(max(position) + 1, 0) FROM code WHERE parent_id = ?", (target_id,)
    )
    db.execute(
        "UPDATE code SET parent_id = ?, position = position + ?, modified_at = ? "
        "WHERE parent_id = ?",
        (target_id, offset, step.now, source_id),
    )
    db.execute("DELETE FROM code WHERE id = ?", (source_id,))
    return moved + len(twins)
