"""An open project meets the world: read-only, locked, full, moved, deleted."""

import os
import sqlite3

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import database
from filling import dump, history


def test_a_file_marked_read_only_is_read_and_not_written(filled, path):
    before = dump(filled.project)
    filled.project.close()
    content = path.read_bytes()
    path.chmod(0o444)
    project = Project.open(path)
    assert project.read_only
    assert dump(project) == before
    for write in (project.undo, lambda: project.add_code("No")):
        with pytest.raises(ProjectFileError, match="cannot be written to"):
            write()
    assert dump(project) == before
    assert project.check() == []
    project.close()
    assert path.read_bytes() == content
    path.chmod(0o644)
    project = Project.open(path)
    assert not project.read_only
    project.add_code("Yes")
    project.close()


def test_a_folder_that_cannot_be_written_to_makes_the_project_read_only(filled, path, monkeypatch):
    filled.project.close()
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda p, mode: real(p, mode) and (p != path.parent or mode != os.W_OK)
    )
    project = Project.open(path)
    assert project.read_only
    project.close()


def test_a_file_that_may_not_be_read(filled, path, monkeypatch):
    filled.project.close()
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.R_OK)
    with pytest.raises(ProjectFileError, match=r"may not read “study\.coding”"):
        Project.open(path)


@pytest.fixture
def locked(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield other
    other.close()


def test_a_step_while_another_program_holds_the_file(filled, locked):
    project = filled.project
    project.file.db.execute("PRAGMA busy_timeout = 20")
    for act in (project.transcripts, project.undo, lambda: project.add_code("No")):
        with pytest.raises(ProjectFileError, match="in use by another program"):
            act()
    locked.execute("ROLLBACK")
    assert filled.notices == []
    project.add_code("Yes")
    assert [notice.label for notice in filled.notices] == ["Add code"]


def test_opening_while_another_program_holds_the_file(project, path, locked, monkeypatch):
    project.close()
    connect = sqlite3.connect
    monkeypatch.setattr(
        database.sqlite3,
        "connect",
        lambda *arguments, **options: connect(*arguments, **(options | {"timeout": 0.02})),
    )
    with pytest.raises(ProjectFileError, match="in use by another program"):
        Project.open(path)
    locked.execute("ROLLBACK")
    Project.open(path).close()


def test_a_full_disk_takes_the_step_back(filled):
    project, db = filled.project, filled.project.file.db
    before, log = dump(project), history(project)
    db.execute(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    with pytest.raises(ProjectFileError, match="disk is full"):
        project.add_memo("word " * 100_000)
    assert (dump(project), history(project)) == (before, log)
    assert db.all("SELECT * FROM temp.open_step") == []
    assert not db.conn.in_transaction
    assert filled.notices == []
    db.execute("PRAGMA max_page_count = 1000000")
    project.add_memo("word " * 100_000)
    assert len(filled.notices) == 1
    assert project.check() == []


def test_a_full_disk_takes_the_undo_back(filled):
    project, db = filled.project, filled.project.file.db
    project.add_memo('"' * 500_000)  # twice as long in the log, where quotes are escaped
    before, log = dump(project), history(project)
    db.execute(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    with pytest.raises(ProjectFileError, match="disk is full"):
        project.undo()
    assert (dump(project), history(project)) == (before, log)
    db.execute("PRAGMA max_page_count = 1000000")
    project.undo()
    project.redo()
    assert dump(project) == before


@pytest.mark.parametrize("act", ["delete", "move"])
def test_a_file_deleted_or_moved_while_it_is_open(filled, path, act):
    before = dump(filled.project)
    if act == "delete":
        path.unlink()
    else:
        path.rename(path.with_name("elsewhere.coding"))
    with pytest.raises(ProjectFileError, match="moved or deleted while it was open"):
        filled.project.add_code("Lost")
    assert filled.notices == []
    assert dump(filled.project) == before
    assert not path.exists()


def test_a_file_put_back_takes_steps_again(filled, path):
    path.rename(path.with_name("elsewhere.coding"))
    with pytest.raises(ProjectFileError):
        filled.project.add_code("Not saved")
    path.with_name("elsewhere.coding").rename(path)
    filled.project.add_code("Saved")
    filled.project.close()
    again = Project.open(path)
    assert again.next_undo().summary == "Added the code “Saved”"
    again.close()


def test_a_step_of_another_window_is_seen(filled, path):
    filled.project.add_code("From here")
    other = Project.open(path, "Noor", read_only=True)
    assert other.next_undo().summary == "Added the code “From here”"
    other.close()
