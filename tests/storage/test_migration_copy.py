"""A file of an older format is updated, and kept as it was beside."""

import shutil
import sqlite3

import pytest
from sqlite_utils import Migrations

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import backup, restore_points, schema
from filling import dump

FOLDER = "study restore points"


def copies(path):
    """What was kept of the project, each with every row."""
    return [point.path for point in restore_points.restore_points(path)]


def files(path):
    return sorted(each.name for each in path.parent.iterdir())


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
    project = Project.open(path)
    (copy,) = copies(path)
    assert copy.name.endswith(" (before updating from format 1).coding")
    with sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("SELECT * FROM memo ORDER BY id").fetchall() == older["memo"]
    kept.close()
    assert project.file.db.value("PRAGMA user_version") == 2
    after = dump(project)
    assert {row[-1] for row in after["memo"]} == {0}
    after["memo"] = [row[:-1] for row in after["memo"]]
    assert after == older
    project.close()
    assert files(path) == [FOLDER, path.name]


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
    Project.open(path).close()
    assert len(copies(path)) == 1


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

    with monkeypatch.context() as patch:
        usage = shutil.disk_usage(path.parent)._replace(free=1_000_000)
        patch.setattr(backup.shutil, "disk_usage", lambda _folder: usage)
        with pytest.raises(ProjectFileError, match="no copy of it could be kept first"):
            Project.open(path)
    assert path.read_bytes() == old_bytes
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    Project.open(path).close()
    assert len(copies(path)) == 1


def test_an_older_file_that_is_read_only_is_read_as_it_is(older, path):
    path.chmod(0o444)
    project = Project.open(path)
    assert project.read_only
    assert dump(project) == older
    project.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
