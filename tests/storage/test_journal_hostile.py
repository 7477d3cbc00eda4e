"""A received file whose log was forged: nothing of it runs, nothing is half undone."""

import json
import sqlite3

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from filling import dump, history

CODE = {
    "id": 1,
    "parent_id": None,
    "kind": "theme",
    "name": "Put back",
    "colour": None,
    "guid": "g",
    "author_id": 1,
    "created_at": "",
    "modified_at": "",
}


def code(**changed):
    return json.dumps(CODE | changed)


FORGED = {
    "unknown table": ("nothing", "delete", 1, code()),
    "table name with SQL": ("code; DROP TABLE memo; --", "delete", 1, code()),
    "table name that closes a quote": ('code" WHERE 1; DELETE FROM memo; --', "insert", 1, None),
    "SQLite's own table": ("sqlite_master", "delete", 1, code()),
    "the journal's table": ("step", "insert", 1, None),
    "the temporary table": ("open_step", "insert", 1, None),
    "upper case table": ("CODE", "insert", 1, None),
    "no JSON": ("code", "update", 1, "DROP TABLE memo"),
    "empty JSON": ("code", "update", 1, ""),
    "no image": ("code", "delete", 1, None),
    "a list": ("code", "update", 1, "[1, 2]"),
    "a number": ("code", "update", 1, "7"),
    "an empty image": ("code", "update", 1, "{}"),
    "only unknown columns": ("code", "update", 1, '{"name = (SELECT 1) --": 1}'),
    "a list for a value": ("code", "update", 1, code(name=["a"])),
    "an object for a value": ("code", "update", 1, code(name={"a": 1})),
    "a number too large": ("code", "update", 1, code(position=2**70)),
    "text for a number": ("code", "update", 1, code(position="many")),
    "not a number": ("code", "update", 1, code(position=float("nan"))),
    "a kind that is none": ("code", "update", 1, code(kind="spell")),
    "a lone surrogate": ("code", "update", 1, '{"id": 1, "name": "\\ud800"}'),
    "another row's image": ("code", "update", 1, code(id=999)),
    "a row that is there": ("code", "delete", 1, code()),
    "a row that is not there": ("code", "update", 999, code(id=999)),
    "an insertion that never was": ("code", "insert", 999, None),
    "a parent that is not there": ("code", "update", 1, code(parent_id=999)),
    "a required column missing": ("code", "delete", 999, '{"id": 999}'),
    "bytes that are none": ("original", "update", 1, '{"id": 1, "bytes": "xyz"}'),
    "bytes that are a number": ("original", "update", 1, '{"id": 1, "bytes": 5}'),
    "JSON without a bottom": ("code", "update", 1, "[" * 200_000),
    "a row number beyond numbers": ("code", "insert", 2**63 - 1, None),
}


def forge(path, rows):
    """Add a step of the given rows to the log, as its last."""
    with sqlite3.connect(path) as other:
        other.execute("INSERT INTO step (id, guid, label, at) VALUES (900, 'f', 'Forged', '')")
        other.executemany(
            "INSERT INTO step_row (step_id, table_name, change, row_id, before) "
            "VALUES (900, ?, ?, ?, ?)",
            rows,
        )
    other.close()


@pytest.mark.parametrize("row", FORGED.values(), ids=FORGED)
def test_a_forged_row_is_refused_whole(filled, path, row):
    filled.project.close()
    # Replayed last row first: the honest one is put back before the forged one is met.
    forge(
        path, [row, ("code", "update", filled.alone, json.dumps({"id": filled.alone, "name": "X"}))]
    )
    project = Project.open(path)
    notices = []
    project.changed = notices.append
    before, log = dump(project), history(project)
    schema = project.file.db.all("SELECT sql FROM sqlite_master")
    with pytest.raises(ProjectFileError, match=r"history in “study\.coding” is damaged"):
        project.undo()
    assert dump(project) == before
    assert history(project) == log
    assert project.file.db.all("SELECT sql FROM sqlite_master") == schema
    assert project.file.db.all("SELECT * FROM temp.open_step") == []
    assert notices == []
    project.add_code("Work goes on")
    project.undo()
    assert dump(project) == before
    project.close()


def test_a_value_is_never_read_as_sql(filled, path):
    filled.project.close()
    name = "'); DELETE FROM memo; --"
    forge(path, [("code", "update", 1, json.dumps({"id": 1, "name": name, "brief": '"||x||"'}))])
    project = Project.open(path)
    memos = project.memos()
    project.undo()
    assert project.codebook()[1].name == name
    assert project.codebook()[1].brief == '"||x||"'
    assert project.memos() == memos
    project.redo()
    assert project.codebook()[1].name == "Being alone"
    project.close()


def test_a_log_without_its_checks_is_refused_too(filled, path):
    filled.project.close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute("INSERT INTO step (id, guid, label, at) VALUES (900, 'f', 'Forged', '')")
        other.execute(
            "INSERT INTO step_row (step_id, table_name, change, row_id, before) "
            "VALUES (900, 'code', 'update; DROP TABLE memo', 1, '{}')"
        )
    other.close()
    with pytest.raises(ProjectFileError):
        Project.open(path).undo()
