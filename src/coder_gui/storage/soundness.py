"""Looking for everything that is wrong with a project, for people and for scripts."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import schema
from coder_gui.storage.database import ProjectDatabase


def check(db: ProjectDatabase) -> list[str]:
    """Everything that is wrong with a project, one sentence each; empty when it is sound."""
    problems: list[str] = []
    for look in (_structure, _letters, _links, _anchors, _texts, _originals, _tree, history):
        problems += _found(db, look)
    return problems


def _found(db: ProjectDatabase, look: Callable[[ProjectDatabase], Iterator[str]]) -> list[str]:
    """What one look finds; where damage keeps it from looking on, that is a finding, too."""
    found: list[str] = []
    try:
        for problem in look(db):
            found.append(problem)
    except ProjectFileError as error:
        found.append(error.sentence)
    except (sqlite3.Error, UnicodeError, TypeError, ValueError) as error:
        found.append(f"A part of the file could not be read ({type(error).__name__}).")
    return found


def _structure(db: ProjectDatabase) -> Iterator[str]:
    return (text for (text,) in db.all("PRAGMA integrity_check") if text != "ok")


def _letters(db: ProjectDatabase) -> Iterator[str]:
    """Texts that are not UTF-8, which SQLite itself never looks at."""
    for table in (*schema.JOURNALLED, *schema.HISTORY):
        columns = [row[1] for row in db.all(f"PRAGMA table_info({table})") if row[2] == "TEXT"]
        if not columns:
            continue
        texts = ", ".join(f'CAST("{column}" AS BLOB)' for column in columns)
        for row, *values in db.execute(f"SELECT id, {texts} FROM {table}"):
            if not all(value is None or _is_text(value) for value in values):
                yield f"A row of {table} (number {row}) holds what is no text."


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _links(db: ProjectDatabase) -> Iterator[str]:
    return (
        f"A row of {table} (number {row}) points to a row of {parent} that is gone."
        for table, row, parent, _key in db.all("PRAGMA foreign_key_check")
    )


def _anchors(db: ProjectDatabase) -> Iterator[str]:
    for table in schema.ANCHORED:
        for row, name in db.all(
            f"SELECT x.id, t.name FROM {table} x JOIN transcript t ON t.id = x.transcript_id "
            'WHERE x."end" > t.length'
        ):
            yield f"A {table.replace('_', ' ')} of “{name}” (number {row}) ends beyond the text."
    for row, name in db.all(
        "SELECT memo.id, t.name FROM memo JOIN transcript t ON t.id = memo.transcript_id "
        'WHERE memo."start" < 0 OR memo."end" < memo."start" OR memo."end" > t.length '
        'OR (memo."start" IS NULL) <> (memo."end" IS NULL)'
    ):
        yield f"A memo of “{name}” (number {row}) does not stand inside the text."
    for (row,) in db.all(
        "SELECT id FROM memo WHERE transcript_id IS NULL "
        'AND ("start" IS NOT NULL OR "end" IS NOT NULL)'
    ):
        yield f"A memo (number {row}) stands at words of no transcript."


def _texts(db: ProjectDatabase) -> Iterator[str]:
    for row, name, length, digest in db.all(
        "SELECT id, name, length, text_sha256 FROM transcript ORDER BY id"
    ):
        blocks = db.all(
            "SELECT text FROM text_block WHERE transcript_id = ? ORDER BY position", (row,)
        )
        text = "".join(block for (block,) in blocks)
        if len(text) != length:
            yield f"The text of “{name}” has {len(text)} characters instead of {length}."
        elif hashlib.sha256(text.encode()).hexdigest() != digest:
            yield f"The text of “{name}” is not the one that was stored."


def _originals(db: ProjectDatabase) -> Iterator[str]:
    for row, name, digest in db.all(
        "SELECT original.id, t.name, sha256 FROM original "
        "JOIN transcript t ON t.id = original.transcript_id ORDER BY original.id"
    ):
        # One file at a time is in memory, whatever their number.
        content = db.value("SELECT bytes FROM original WHERE id = ?", (row,))
        if hashlib.sha256(content).hexdigest() != digest:
            yield f"The file that “{name}” came from is not the one that was stored."


def _tree(db: ProjectDatabase) -> Iterator[str]:
    loops = db.value(
        "WITH RECURSIVE reached(id) AS (SELECT id FROM code WHERE parent_id IS NULL "
        "UNION SELECT code.id FROM code JOIN reached ON code.parent_id = reached.id) "
        "SELECT count(*) FROM code WHERE id NOT IN (SELECT id FROM reached)"
    )
    if loops:
        yield f"{loops} codes stand under themselves in the tree."


def history(db: ProjectDatabase) -> Iterator[str]:
    """Whether the log could be replayed, as far as that shows without replaying it."""
    tables = ", ".join(f"'{table}'" for table in schema.JOURNALLED)
    # SQLite reads JSON as the log was written, and keeps the rows out of the program's memory.
    wrong = (
        f"table_name NOT IN ({tables})",
        "change <> 'insert' AND CASE WHEN json_valid(before) THEN json_type(before) <> 'object' "
        "ELSE 1 END",
        "change = 'insert' AND before IS NOT NULL",
    )
    for (step,) in db.all(
        f"SELECT DISTINCT step_id FROM step_row WHERE {' OR '.join(f'({each})' for each in wrong)} "
        "ORDER BY step_id"
    ):
        yield f"The history cannot be read at step {step}."
    images = (
        "(SELECT step_id, table_name, row_id, before FROM step_row WHERE change <> 'insert' "
        "AND CASE WHEN json_valid(before) THEN json_type(before) = 'object' END)"
    )
    for table in schema.JOURNALLED:
        columns = ", ".join(f"'{row[1]}'" for row in db.all(f"PRAGMA table_info({table})"))
        for (step,) in db.all(
            f"SELECT DISTINCT step_id FROM {images} AS image, json_each(image.before) AS field "
            f"WHERE image.table_name = '{table}' AND (field.key NOT IN ({columns}) "
            "OR field.type IN ('array', 'object') "
            "OR (field.key = 'id' AND field.value <> image.row_id)) ORDER BY step_id"
        ):
            yield f"The history cannot be put back at step {step}."
    if db.value(
        "SELECT 1 FROM step WHERE state = 'done' "
        "AND id > (SELECT min(id) FROM step WHERE state = 'undone')"
    ):
        yield "The history is out of order: a step was made after one that is still undone."
