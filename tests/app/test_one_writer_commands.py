"""Commands beside an open window: those that read work, those that write say who has it open."""

import json

import pytest
from click.testing import CliRunner

from coder_gui.app.cli import cli


def run(*arguments):
    return CliRunner().invoke(cli, [str(each) for each in arguments])


def test_writing_commands_say_who_has_it_open(filled, path, tmp_path):
    (tmp_path / "new.txt").write_text("Ana: Yes.\n", "utf-8")
    before = len(filled.project.transcripts())
    refused = run("import", path, tmp_path / "new.txt")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("Mira has “study.coding” open ")
    assert len(refused.stderr.splitlines()) == 1
    assert len(filled.project.transcripts()) == before
    filled.project.close()
    assert run("import", path, tmp_path / "new.txt").exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("info",),
        ("check",),
        ("compare", "--coders", "Mira", "Noor"),
        ("export", "out.csv", "--what", "codebook"),
    ],
)
def test_reading_commands_work_beside_an_open_window(filled, path, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    name, *rest = command
    content = path.read_bytes()
    done = run(name, path, *rest)
    assert done.exit_code == 0, done.output
    assert path.read_bytes() == content
    assert filled.project.is_only_writer()
    filled.project.add_code("Goes on")


def test_what_the_window_saved_is_read(filled, path):
    number = len(filled.project.codebook())
    filled.project.add_code("Just now")
    assert json.loads(run("info", path, "--json").stdout)["codes"] == number + 1
