"""Looking at a project while another one writes, and what a crash leaves beside the file."""

import sqlite3
import subprocess
import sys

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from filling import dump

CRASH = """
import os, signal, sys
from pathlib import Path
from coder_gui.app.project import Project
from coder_gui.storage import memos
project = Project.open(Path(sys.argv[1]))
db = project.file.db
db.execute("PRAGMA cache_size = 1")
db.execute("PRAGMA cache_spill = 1")
with project.file.journal.step("Add memos", 1) as step:
    for number in range(int(sys.argv[2])):
        memos.add_memo(step, "memo", "", "word " * 500, memos.Subject())
    os.kill(os.getpid(), signal.SIGKILL)
"""


def beside(path):
    return sorted(each.name for each in path.parent.iterdir())


@pytest.fixture
def crashed(filled, path):
    """A project whose writer was killed in the middle of a step that had reached the disk."""
    before = dump(filled.project)
    filled.project.close()
    killed = subprocess.run([sys.executable, "-c", CRASH, path, "400"], capture_output=True)
    assert killed.returncode < 0, killed.stderr.decode()
    assert beside(path) == ["study.coding", "study.coding-journal", "study.coding.lock"]
    return before


def test_a_project_open_elsewhere_can_be_read(filled, path):
    reader = Project.open(path, "Noor", read_only=True)
    assert reader.read_only
    assert reader.coder().name == "Noor"
    assert dump(reader) == dump(filled.project)
    assert filled.project.is_only_writer()
    reader.close()
    assert beside(path) == ["study.coding", "study.coding.lock"]


def test_a_reader_sees_one_moment_and_the_rest_on_reopening(filled, path):
    reader = Project.open(path, read_only=True)
    before = dump(reader)
    code = filled.project.add_code("New")
    filled.project.undo()
    filled.project.redo()
    assert dump(reader) == before
    reader.close()
    reader = Project.open(path, read_only=True)
    assert code in reader.codebook()
    reader.close()


def test_a_reader_keeps_no_writer_waiting(filled, path):
    filled.project.file.db.execute("PRAGMA busy_timeout = 0")
    reader = Project.open(path, read_only=True)
    reading = reader.file.db.execute("SELECT * FROM code")
    reading.fetchone()
    filled.project.add_code("At once")
    reader.close()


def test_a_reader_changes_nothing(filled, path):
    content = path.read_bytes()
    reader = Project.open(path, read_only=True)
    before = dump(reader)
    for write in (reader.undo, reader.redo, lambda: reader.add_code("No")):
        with pytest.raises(ProjectFileError, match=r"“study\.coding” is open read-only"):
            write()
    with pytest.raises(ProjectFileError, match="cannot be written to"):
        reader.file.db.execute("DELETE FROM segment")
    assert dump(reader) == before
    assert reader.check() == []
    reader.close()
    assert path.read_bytes() == content


def test_after_a_crash_only_the_project_is_left(crashed, path):
    project = Project.open(path)
    assert dump(project) == crashed
    project.close()
    assert beside(path) == ["study.coding"]


@pytest.mark.parametrize("journal", [b"", b"\0" * 512, b"not a journal" * 100])
def test_a_journal_with_nothing_to_take_back_goes(filled, path, journal):
    before = dump(filled.project)
    filled.project.close()
    path.with_name("study.coding-journal").write_bytes(journal)
    project = Project.open(path)
    assert dump(project) == before
    project.close()
    assert beside(path) == ["study.coding"]


def test_a_half_step_cannot_be_read_only(crashed, path):
    with pytest.raises(ProjectFileError, match=r"cut off by a crash.*Open it for writing once"):
        Project.open(path, read_only=True)
    Project.open(path).close()
    reader = Project.open(path, read_only=True)
    assert dump(reader) == crashed
    reader.close()


def test_a_half_step_in_a_file_that_cannot_be_written_to(crashed, path):
    path.chmod(0o444)
    with pytest.raises(ProjectFileError, match="cut off by a crash"):
        Project.open(path)
    path.chmod(0o644)


def test_a_step_that_is_being_made_does_not_hold_a_reader_up(filled, path):
    before = dump(filled.project)
    with filled.project.file.journal.step("Add code", 1) as step:
        step.db.execute("UPDATE study SET question = 'Half'")
        reader = Project.open(path, read_only=True)
        assert dump(reader)["study"] == before["study"]
        reader.close()


def test_a_writer_in_the_middle_of_writing_is_waited_for(filled, path, monkeypatch):
    filled.project.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *a, **options: connect(*a, **(options | {"timeout": 0.02}))
    )
    with pytest.raises(ProjectFileError, match="in use by another program"):
        Project.open(path, read_only=True)
    other.close()
