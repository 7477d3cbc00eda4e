"""The disk fails under an open project: each step is whole or not there, and work goes on after."""

import subprocess
import sys

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from filling import dump, history
from trials import disk_trouble


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits neither by process")
@pytest.mark.parametrize("trouble", disk_trouble.TROUBLES)
def test_a_disk_that_takes_nothing_more(trouble):
    """In a process of its own, because it is the process that the trouble is made for."""
    ended = subprocess.run(
        [sys.executable, disk_trouble.__file__, trouble], capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) >= 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames no folder of an open file")
def test_a_drive_that_is_taken_away_and_put_back(filled, path, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("drawer") / "stick"
    before, log = dump(filled.project), history(filled.project)
    path.parent.rename(elsewhere)
    acts = (
        lambda: filled.project.add_code("No"),
        lambda: filled.project.add_memo("word " * 100_000),
        filled.project.undo,
    )
    for act in acts:
        with pytest.raises(ProjectFileError, match="moved or deleted while it was open"):
            act()
        assert (dump(filled.project), history(filled.project)) == (before, log)
    assert filled.notices == []
    elsewhere.rename(path.parent)
    filled.project.add_code("Yes")
    filled.project.undo()
    assert dump(filled.project) == before
    filled.project.redo()
    filled.project.close()
    again = Project.open(path)
    assert again.next_undo().summary == "Added the code “Yes”"
    assert again.check() == []
    again.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows replaces no open file")
def test_another_file_in_the_place_of_the_open_one(filled, path):
    """As a synchronising program does that fetches what somebody else saved."""
    before = dump(filled.project)
    other = path.with_name("other.coding")
    Project.create(other, "Another study", "Noor").close()
    theirs = other.read_bytes()
    other.replace(path)
    with pytest.raises(ProjectFileError, match="moved or deleted while it was open"):
        filled.project.add_code("No")
    assert dump(filled.project) == before
    assert path.read_bytes() == theirs
