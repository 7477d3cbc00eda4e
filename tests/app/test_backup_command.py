"""`coder-gui backup`: a verified copy, or one sentence."""

import pytest
from click.testing import CliRunner

from coder_gui.app.cli import cli
from coder_gui.app.project import Project


@pytest.fixture
def back_up(path):
    """Runs the command on the test's project; returns exit code, stdout and stderr."""

    def run(out):
        result = CliRunner().invoke(cli, ["backup", str(path), str(out)])
        return result.exit_code, result.stdout, result.stderr

    return run


def test_a_sound_copy_is_written_also_while_the_project_is_open(filled, path, back_up):
    out = path.with_name("copy.coding")
    said = "“copy.coding” is a sound copy of “study.coding”.\n"
    assert back_up(out) == (0, said, "")
    copy = Project.open(out)
    assert copy.check() == []
    assert copy.facts() == filled.project.facts()
    assert not copy.read_only
    copy.close()
    before = out.read_bytes()
    code, said, wrong = back_up(out)
    assert (code, said) == (2, "")
    assert wrong.startswith("There is already a file “copy.coding” in this folder.")
    assert out.read_bytes() == before


def test_no_copy_is_made_of_a_damaged_project(filled, path, back_up):
    filled.project.close()
    path.write_bytes(path.read_bytes()[:9_000])
    code, said, wrong = back_up(path.with_name("copy.coding"))
    assert (code, said) == (2, "")
    assert "is damaged and was not changed" in wrong
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_folder_that_is_not_there(filled, tmp_path, back_up):
    code, _said, wrong = back_up(tmp_path / "nowhere" / "copy.coding")
    assert code == 2
    assert wrong.startswith("No copy of “study.coding” could be written to “nowhere”.")
