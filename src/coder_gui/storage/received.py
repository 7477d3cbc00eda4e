"""An opened file is taken for a stranger's until its tables and its sizes are known to be ours."""

from __future__ import annotations

import re
import sqlite3

from sqlite_utils import Database, Migrations

from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import schema
from coder_gui.storage.database import ProjectDatabase, damaged

DEEPEST_TREE = 500
"""Levels of themes and codes; SQLite deletes a branch by up to 1,000 levels."""

LARGEST_NUMBER = 2**53
"""Beyond any row number or position that was ever counted up to."""

_LEDGER = Migrations.migrations_table

_LEDGER_WORDS = frozenset(
    "create table unique index on integer text primary key not null strict "
    f"{_LEDGER} idx_{_LEDGER}_migration_set_name id migration_set name applied_at".split()
)
"""All that may stand in the SQL of the list of migrations, which sqlite-utils words, not we."""

_STATISTICS = {
    "sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
"""What SQLite's own ANALYZE leaves behind when another tool was used on the file."""

Objects = dict[tuple[str, str], tuple[str, str | None]]
"""Table and SQL of each object of a database, by kind and name."""


def refuse_unsafe(db: ProjectDatabase) -> None:
    """Look at everything that could make the file unsafe, the cheapest and worst first.

    Raises:
        ProjectFileError: It holds what no project holds, or it is damaged.
    """
    try:
        _refuse_other_objects(db)
        problems = quick_check(db) or _cut_off(db) or _empty(db) or _beyond_measure(db)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # Nothing of ours fails at reading a sound file, so what has no sentence yet is damage.
        raise damaged(db.path, f"{type(error).__name__}: {error}") from error
    if problems:
        raise damaged(db.path, "; ".join(problems[:5]))


def quick_check(db: ProjectDatabase) -> list[str]:
    """What SQLite finds wrong with the file's structure; empty when nothing."""
    return [text for (text,) in db.all("PRAGMA quick_check") if text != "ok"]


def _refuse_other_objects(db: ProjectDatabase) -> None:
    """Compare every table and index, by its SQL, with those that our migrations make."""
    found = _objects(db.all("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    if any(kind in ("trigger", "view") for kind, _name in found):
        raise ProjectFileError(
            f"“{db.path.name}” holds instructions that no project of Interview Coder has, so it "
            "was not opened or changed. Ask the sender how it was made."
        )
    expected = _objects(our_objects(_applied(db, found)))
    other = sorted(key[1] for key in expected if found.get(key) != expected[key])
    if other:
        raise damaged(db.path, f"missing or different: {', '.join(other)}")
    foreign = sorted(name for kind, name in found if (kind, name) not in expected)
    if foreign:
        raise ProjectFileError(
            f"“{db.path.name}” holds tables that no project of Interview Coder has, so it was not "
            "opened or changed. Ask the sender how it was made.",
            ", ".join(foreign)[:200],
        )


def _objects(rows: list[tuple[str, str, str, str | None]]) -> Objects:
    """Objects with their SQL in one line, without those that cannot do harm."""
    found = {
        # In a damaged file these may be anything.
        (str(kind), str(name)): (str(table), None if sql is None else " ".join(str(sql).split()))
        for kind, name, table, sql in rows
    }
    return {
        (kind, name): (table, sql)
        for (kind, name), (table, sql) in found.items()
        if not (
            (kind == "table" and name in _STATISTICS and sql == _STATISTICS[name])
            or (
                table == _LEDGER and _LEDGER_WORDS.issuperset(re.findall(r"[^\s\",()]+", _low(sql)))
            )
        )
    }


def _low(sql: str | None) -> str:
    return (sql or "").lower()


def _applied(db: ProjectDatabase, found: Objects) -> int:
    """How many of our migrations the file says it has gone through, if it says so in order."""
    if ("table", _LEDGER) in found:
        raise damaged(db.path, "the list of migrations is not ours")
    # The plus keeps SQLite off the index. Migrating reads through it, so both must say the same.
    applied = [
        name
        for (name,) in db.all(
            f"SELECT name FROM {_LEDGER} WHERE +migration_set = ? ORDER BY id",
            (schema.migrations.name,),
        )
    ]
    by_index = [migration.name for migration in schema.migrations.applied(db)]
    if not applied or applied != by_index or applied != _names()[: len(applied)]:
        raise damaged(db.path, "migrations that are not ours")
    return len(applied)


def _names() -> list[str]:
    model = Database(memory=True, execute_plugins=False)
    names = [migration.name for migration in schema.migrations.pending(model)]
    model.close()
    return names


def our_objects(applied: int) -> list[tuple[str, str, str, str | None]]:
    """Kind, name, table and SQL of the objects of a file that went through our first migrations."""
    model = Database(memory=True, execute_plugins=False)
    schema.migrations.apply(model, stop_before=_names()[applied:])
    rows = model.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    model.close()
    return rows


def _cut_off(db: ProjectDatabase) -> list[str]:
    # SQLite takes a last page that was cut off for one that ends in zeros.
    # In a protected file the size of a page comes as text.
    whole = db.value("PRAGMA page_count") * int(db.value("PRAGMA page_size"))
    return ["cut off"] if db.path.stat().st_size < whole else []


def _empty(db: ProjectDatabase) -> list[str]:
    return [
        f"no {table}"
        for table in ("study", "coder")
        if db.one(f"SELECT 1 FROM {table} LIMIT 1") is None
    ]


def _beyond_measure(db: ProjectDatabase) -> list[str]:
    """Sizes that no work leads to, and that would bring the program to a halt."""
    reached, deepest = db.all(
        "WITH RECURSIVE level(id, depth) AS (SELECT id, 1 FROM code WHERE parent_id IS NULL "
        "UNION ALL SELECT code.id, depth + 1 FROM level JOIN code ON parent_id = level.id "
        f"WHERE depth <= {DEEPEST_TREE}) SELECT count(*), max(depth) FROM level"
    )[0]
    number = db.value("SELECT count(*) FROM code")
    # A small circle is opened by the codebook and named by the check.
    problems = []
    if (deepest or 0) > DEEPEST_TREE or number - reached > DEEPEST_TREE:
        problems.append(f"a tree of more than {DEEPEST_TREE} levels")
    problems += [
        f"a row number of {table} beyond measure"
        for table in schema.tables_of(len(schema.migrations.applied(db)))
        if not (-LARGEST_NUMBER < (db.value(f"SELECT max(id) FROM {table}") or 0) < LARGEST_NUMBER)
    ]
    problems += [
        f"a position of {table} beyond measure"
        for table in ("code", "participant_group", "attribute")
        if db.one(
            f"SELECT 1 FROM {table} WHERE position NOT BETWEEN ? AND ? LIMIT 1",
            (-LARGEST_NUMBER, LARGEST_NUMBER),
        )
    ]
    return problems
