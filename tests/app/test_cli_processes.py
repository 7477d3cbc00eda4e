"""A few commands as scripts really run them: in a process of their own."""

import json
import os
import subprocess
import sys

import pytest


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "coder_gui", *map(str, arguments)],
        capture_output=True,
        env=os.environ | environment,
        timeout=60,
    )


@pytest.fixture
def closed(filled, path):
    filled.project.close()
    return path


def test_from_nothing_to_a_project_with_a_transcript(tmp_path):
    file = tmp_path / "Anna – 1.txt"
    file.write_bytes("Interviewer: Hm?\r\nAnna: Ja, schön 🙂".encode("utf-16"))
    made = run("new", tmp_path / "study.coding")
    assert (made.returncode, made.stdout, made.stderr) == (0, b"", b"")
    assert run("import", tmp_path / "study.coding", file).stdout == b"Imported 1 transcript.\n"
    text = run("extract", file)
    assert (text.returncode, text.stderr) == (0, b"")
    assert text.stdout.decode() == "Interviewer: Hm?\nAnna: Ja, schön 🙂"
    assert run("check", tmp_path / "study.coding").returncode == 0


def test_a_failure_is_one_sentence_and_exit_code_2(tmp_path):
    failed = run("info", tmp_path / "gone.coding")
    assert (failed.returncode, failed.stdout) == (2, b"")
    assert failed.stderr.decode().splitlines() == [
        f"“gone.coding” is not in “{tmp_path}”. Look where it was moved to, and open it there."
    ]


def test_help_is_called_by_the_commands_name():
    assert run("--help").stdout.startswith(b"Usage: coder-gui ")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_a_console_that_lacks_letters_does_not_stop_a_command(closed, tmp_path, encoding):
    file = tmp_path / "a.txt"
    file.write_text("Ana: 🙂 κ", encoding="utf-8")
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    compare = ("compare", closed, "--coders", "Mira", "Noor")
    table = run(*compare, **environment)
    assert (table.returncode, table.stderr) == (0, b"")
    assert b"Forms (not used by either)" in table.stdout
    found = json.loads(run(*compare, "--json", **environment).stdout.decode(encoding))
    assert found["codes"][1]["path"] == "Being alone › Nobody there"
    assert run("extract", file, **environment).stdout == "Ana: 🙂 κ".encode()
    assert run("check", closed, **environment).returncode == 0


def test_a_command_does_not_load_qt(closed):
    code = (
        "import sys; from coder_gui.app.cli import cli; "
        f"cli(['info', {str(closed)!r}], standalone_mode=False); "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0
