"""Damaged and hostile project files: a sentence or a working project, and never anything else."""

import sqlite3

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import database, received
from trials import fuzz


@pytest.mark.parametrize("first", [0, 40, 80, 120])
def test_flipped_bytes(tmp_path, first):
    seen, failures = fuzz.run(tmp_path, range(first, first + 40))
    assert failures == []
    # Damage of all kinds, and not every file is refused for it.
    assert seen["refused at opening"] and seen["works"]


def change(path, *statements):
    """What somebody with another program did to the file."""
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
    other.close()


def rewrite(path, table, old, new):
    """Put other words into a table's definition, as a forger would."""
    change(
        path,
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}') WHERE name = '{table}'",
    )


def refusal(path):
    before = path.read_bytes()
    with pytest.raises(ProjectFileError) as caught:
        Project.open(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return str(caught.value)


BROUGHT = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON code BEGIN DELETE FROM memo; END",
    "a view": "CREATE VIEW v AS SELECT * FROM code",
    "a table": "CREATE TABLE extra (x)",
    "a virtual table": "CREATE VIRTUAL TABLE v USING fts5(x)",
    "an index on an expression": "CREATE INDEX i ON code(length(name))",
    "an index on a part": "CREATE INDEX i ON code(name) WHERE kind = 'code'",
    "a generated column": "ALTER TABLE code ADD COLUMN x TEXT AS (hex(zeroblob(1000000000)))",
    "one more column": "ALTER TABLE code ADD COLUMN x TEXT",
    "a renamed column": "ALTER TABLE code RENAME COLUMN brief TO short",
    "a missing index": "DROP INDEX segment_by_code",
    "another list of migrations": "ALTER TABLE _sqlite_migrations ADD COLUMN x AS (upper(name))",
    "a migration of nobody": "UPDATE _sqlite_migrations SET name = 'm000_other' WHERE id = 1",
    "no migration": "DELETE FROM _sqlite_migrations",
    "one migration more": "INSERT INTO _sqlite_migrations (migration_set, name) "
    "VALUES ('coder_gui', 'm999_later')",
    "no list of migrations": "DROP TABLE _sqlite_migrations",
    "a row number at the end of numbers": "INSERT INTO step (id, guid, label, at) "
    "VALUES (9223372036854775807, 'g', 'l', '')",
    "a position at the end of numbers": "UPDATE code SET position = 9223372036854775807",
}


@pytest.mark.parametrize("statement", BROUGHT.values(), ids=BROUGHT)
def test_what_a_received_file_may_not_bring(filled, path, statement):
    filled.project.close()
    change(path, statement)
    sentence = refusal(path)
    assert "not opened or changed" in sentence or "damaged and was not changed" in sentence


REWORDED = {
    "a check that runs code": (
        "code",
        "CHECK (name <> '''')",
        "CHECK (load_extension(name))",
    ),
    "a check that is gone": ("segment", 'CHECK ("end" > "start")', ""),
    "a default that runs code": ("code", "DEFAULT ''code''", "DEFAULT (randomblob(9))"),
    "another parent": ("segment", "REFERENCES code(id)", "REFERENCES coder(id)"),
    "a parent's column that has no index": (
        "segment",
        "REFERENCES code(id)",
        "REFERENCES code(kind)",
    ),
    "nothing is cascaded": ("turn", "ON DELETE CASCADE", ""),
    "another collation": ("coder", "name TEXT NOT NULL", "name TEXT COLLATE NOCASE NOT NULL"),
    "no types": ("memo", ") STRICT", ")"),
    "another index": ("segment_by_code", "coder_id", "lower(comment)"),
}


@pytest.mark.parametrize(("table", "old", "new"), REWORDED.values(), ids=REWORDED)
def test_a_table_that_is_defined_in_other_words(filled, path, table, old, new):
    filled.project.close()
    before = path.read_bytes()
    rewrite(path, table, old, new)
    assert path.read_bytes() != before
    assert "damaged and was not changed" in refusal(path)


def test_what_other_tools_leave_behind_is_no_reason_to_refuse(filled, path):
    filled.project.close()
    change(path, "ANALYZE", "PRAGMA user_version = 1")
    project = Project.open(path)
    assert project.check() == []
    project.add_code("Work goes on")
    project.close()


def test_a_text_whose_declared_length_is_wrong(filled, path):
    filled.project.close()
    change(path, "UPDATE transcript SET length = 4000000000 WHERE id = 2")
    project = Project.open(path)
    for read in (project.text, project.transcript, lambda row: project.apply_code(row, 2, 0, 9)):
        with pytest.raises(ProjectFileError, match="text of “Ben” is damaged"):
            read(2)
    assert "The text of “Ben” has 172 characters instead of 4000000000." in project.check()
    assert project.text(1)
    project.close()


def test_a_value_that_is_larger_than_any_of_ours(filled, path, monkeypatch):
    filled.project.add_memo("word " * 100_000)
    filled.project.close()
    monkeypatch.setattr(database, "LARGEST_VALUE", 100_000)
    project = Project.open(path)
    with pytest.raises(ProjectFileError, match="larger than any"):
        project.memos()
    assert project.text(1)
    project.close()


def test_a_value_that_is_too_large_is_not_stored(filled, path, monkeypatch):
    filled.project.close()
    monkeypatch.setattr(database, "LARGEST_VALUE", 100_000)
    project = Project.open(path)
    memos = project.memos()
    with pytest.raises(ProjectFileError, match="larger than any"):
        project.add_memo("word " * 100_000)
    assert project.memos() == memos
    assert project.check() == []
    project.close()


CHAIN = (
    "INSERT INTO code (id, parent_id, kind, name, guid, created_at, modified_at) "
    "WITH RECURSIVE level(n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM level WHERE n < {last}) "
    "SELECT n, CASE WHEN n = 1000 THEN {first} ELSE n - 1 END, 'code', 'Level ' || n, 'g' || n, "
    "'', '' FROM level"
)


@pytest.mark.parametrize("first", ["NULL", "{last}"], ids=["a chain", "a circle"])
def test_a_tree_of_a_hundred_thousand_levels(filled, path, first):
    filled.project.close()
    last = 101_000
    change(path, CHAIN.format(last=last, first=first.format(last=last)))
    assert "damaged and was not changed" in refusal(path)


def test_a_deep_tree_that_can_still_be_deleted(filled, path):
    filled.project.close()
    change(path, CHAIN.format(last=999 + received.DEEPEST_TREE, first="NULL"))
    project = Project.open(path)
    project.delete_codes([1_000])
    assert project.facts().codes == 4
    project.undo()
    assert project.facts().codes == 4 + received.DEEPEST_TREE
    assert project.check() == []
    project.close()


def test_a_text_in_another_encoding(path):
    other = sqlite3.connect(path)
    other.execute("PRAGMA encoding = 'UTF-16'")
    other.execute("CREATE TABLE t (x)")
    other.close()
    assert "not a project of Interview Coder" in refusal(path)
