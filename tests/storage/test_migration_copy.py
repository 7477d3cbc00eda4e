"""A file of an older format is updated, and kept as it was beside."""

import shutil
import sqlite3

import pytest
from sqlite_utils import Migrations

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import schema
from filling import dump

COPY = "study (before update from format 1).coding"


@pytest.fixture
def older(filled, path, monkeypatch):
    """A project of format 1, read by a program of format 2."""
    before = dump(filled.project)
    filled.project.close()
    newer = Migrations("coder_gui")
    newer(name="m001_first_floor")(schema.m001_first_floor)

    @newer()
    def m002_second_floor(db):
        db.execute("ALTER TABLE memo ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0")

    monkeypatch.setattr(schema, "migrations", newer)
    monkeypatch.setattr(schema, "FORMAT_VERSION", 2)
    return before


def test_a_copy_is_kept_before_the_update(older, path):
    old_bytes = path.read_bytes()
    project = Project.open(path)
    assert (path.parent / COPY).read_bytes() == old_bytes
    assert project.file.db.value("PRAGMA user_version") == 2
    after = dump(project)
    assert {row[-1] for row in after["memo"]} == {0}
    after["memo"] = [row[:-1] for row in after["memo"]]
    assert after == older
    project.close()
    assert sorted(each.name for each in path.parent.iterdir()) == [COPY, path.name]


def test_steps_from_before_the_update_can_be_undone(older, path):
    project = Project.open(path)
    assert project.next_undo().summary == "Wrote a journal entry"
    project.undo()
    project.redo()
    while project.undo():
        pass
    assert project.facts().codes == 0
    while project.redo():
        pass
    assert project.check() == []
    after = dump(project)
    after["memo"] = [row[:-1] for row in after["memo"]]
    assert after == older
    project.close()


def test_a_second_opening_makes_no_second_copy(older, path):
    Project.open(path).close()
    (path.parent / COPY).unlink()
    Project.open(path).close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_an_update_that_fails_leaves_the_file_as_it_was(older, path, monkeypatch):
    @schema.migrations()
    def m003_broken(db):
        db.execute("CREATE TABLE half (x)")
        db.execute("ALTER TABLE nothing ADD COLUMN x")

    with pytest.raises(sqlite3.OperationalError):
        Project.open(path)
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (1,)
        columns = [row[1] for row in other.execute("PRAGMA table_info(memo)")]
    assert "pinned" not in columns
    other.close()


def test_without_room_for_the_copy_nothing_is_updated(older, path, monkeypatch):
    old_bytes = path.read_bytes()

    def full(_source, target):
        target.write_bytes(b"half a copy")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copy2", full)
        with pytest.raises(ProjectFileError, match="no copy of it could be kept first"):
            Project.open(path)
    assert path.read_bytes() == old_bytes
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    Project.open(path).close()
    assert (path.parent / COPY).read_bytes() == old_bytes


def test_an_older_file_that_is_read_only_is_read_as_it_is(older, path):
    path.chmod(0o444)
    project = Project.open(path)
    assert project.read_only
    assert dump(project) == older
    project.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
