"""A file of an older format is updated, and kept as it was beside."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import backup, restore_points, schema
from filling import dump

TODAY = schema.FORMAT_VERSION
FORMAT_1 = Path(__file__).parents[1] / "data" / "projects" / "format_1.coding"
FOLDER = "study restore points"


def copies(path):
    """What was kept of the project, each with every row."""
    return [point.path for point in restore_points.restore_points(path)]


def files(path):
    return sorted(each.name for each in path.parent.iterdir())


@pytest.fixture
def older(filled, path, monkeypatch):
    """A project of today's format, read by a program of the next one."""
    before = dump(filled.project)
    filled.project.close()
    newer = Migrations("coder_gui")
    for known in schema.migrations.pending(Database(memory=True)):
        newer(name=known.name)(known.fn)

    @newer()
    def m999_another_floor(db):
        db.execute("ALTER TABLE memo ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0")

    monkeypatch.setattr(schema, "migrations", newer)
    monkeypatch.setattr(schema, "FORMAT_VERSION", TODAY + 1)
    return before


def test_a_copy_is_kept_before_the_update(older, path):
    project = Project.open(path)
    (copy,) = copies(path)
    assert copy.name.endswith(f" (before updating from format {TODAY}).coding")
    with sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (TODAY,)
        assert kept.execute("SELECT * FROM memo ORDER BY id").fetchall() == older["memo"]
    kept.close()
    assert project.file.db.value("PRAGMA user_version") == TODAY + 1
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
    def m999_broken(db):
        db.execute("CREATE TABLE half (x)")
        db.execute("ALTER TABLE nothing ADD COLUMN x")

    with pytest.raises(sqlite3.OperationalError):
        Project.open(path)
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (TODAY,)
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


def test_an_older_file_that_is_read_only_stays_as_it_is(older, path):
    path.chmod(0o444)
    before = path.read_bytes()
    project = Project.open(path)
    assert project.read_only
    after = dump(project)
    after["memo"] = [row[:-1] for row in after["memo"]]
    assert after == older
    project.close()
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_the_first_program_wrote(path, read_only):
    shutil.copy(FORMAT_1, path)
    before = path.read_bytes()
    project = Project.open(path, read_only=read_only)
    assert project.check() == []
    caro = project.transcripts()[2]
    (forms,) = project.segments(caro.id)
    assert project.text(caro.id)[forms.start : forms.end] == "The forms."
    assert not forms.to_check
    assert project.transcript(caro.id).spans == ()
    if not read_only:
        while project.undo():
            pass
        assert project.facts().transcripts == 0
        while project.redo():
            pass
        assert project.check() == []
    project.close()
    assert (path.read_bytes() == before) is read_only
