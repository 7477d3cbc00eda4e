"""Headless commands on protected projects: where the passphrase comes from, and `rekey`."""

from __future__ import annotations

import getpass
import sys

import pytest
from click.testing import CliRunner

from coder_gui.__main__ import COMMANDS
from coder_gui.app import protecting
from coder_gui.app.cli import cli
from coder_gui.app.project import Project

PASSPHRASE = "seven quiet herons"


def run(*arguments, **variables):
    result = CliRunner().invoke(cli, [str(each) for each in arguments], env=variables)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def opens(path, passphrase):
    Project.open(path, key=protecting.key_for(path, passphrase)).close()
    return True


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret.txt"
    file.write_text(f"{PASSPHRASE}\nnot this line\n", encoding="utf-8")
    return file


@pytest.fixture
def protected(path, secret):
    made = run("new", path, "--name", "Waiting", "--protect", "--passphrase-file", secret)
    assert made.exit_code == 0, made.output
    assert protecting.protected(path)
    return path


class Terminal:
    """Somebody at the keyboard."""

    def __init__(self, monkeypatch, *answers):
        self.asked, self._answers = [], list(answers)
        monkeypatch.setattr("coder_gui.app.passphrases.sys", self)
        monkeypatch.setattr(getpass, "getpass", self._answer)

    stdin = property(lambda self: self)

    def isatty(self):
        return True

    def _answer(self, question):
        self.asked.append(question)
        return self._answers.pop(0)


def test_the_window_does_not_take_rekey_for_a_file():
    assert "rekey" in COMMANDS


@pytest.mark.parametrize("command", [["info"], ["check"], ["compare", "--coders", "A", "A"]])
def test_commands_take_the_passphrase_from_a_file(protected, secret, command):
    result = run(command[0], protected, *command[1:], "--passphrase-file", secret)
    assert "passphrase" not in result.output.lower()
    if command == ["info"]:
        assert "study: Waiting" in result.stdout


def test_commands_take_the_passphrase_from_the_environment(protected):
    result = run("info", protected, CODER_GUI_PASSPHRASE=PASSPHRASE)
    assert result.exit_code == 0
    assert "study: Waiting" in result.stdout


def test_commands_ask_at_the_terminal(protected, monkeypatch):
    terminal = Terminal(monkeypatch, PASSPHRASE)
    assert run("info", protected).exit_code == 0
    assert terminal.asked == [f"Passphrase of “{protected.name}”: "]


def test_without_anybody_to_ask_it_is_one_sentence(protected):
    result = run("info", protected)
    assert result.exit_code == 2
    assert result.stderr == (
        f"“{protected.name}” is protected with a passphrase. Give it with --passphrase-file, or "
        "in the environment variable CODER_GUI_PASSPHRASE.\n"
    )


def test_a_wrong_passphrase_is_one_sentence(protected):
    result = run("info", protected, CODER_GUI_PASSPHRASE="herons")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"This passphrase does not open “{protected.name}”.")
    assert "herons" not in result.stderr


def test_a_missing_passphrase_file_is_one_sentence(protected, tmp_path):
    result = run("info", protected, "--passphrase-file", tmp_path / "none.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("The passphrase could not be read from “none.txt”")


def test_an_unprotected_project_asks_for_nothing(path, secret):
    assert run("new", path).exit_code == 0
    assert run("info", path).exit_code == 0
    assert run("info", path, "--passphrase-file", secret).exit_code == 0


def test_rekey_protects_changes_and_removes(path, tmp_path, secret):
    run("new", path, "--name", "Waiting")
    done = run("rekey", path, "--new-passphrase-file", secret)
    assert (done.exit_code, done.stdout) == (0, f"“{path.name}” is protected now.\n")
    assert opens(path, PASSPHRASE)
    done = run("rekey", path, "--passphrase-file", secret, CODER_GUI_NEW_PASSPHRASE="other")
    assert done.exit_code == 0, done.output
    assert opens(path, "other")
    done = run("rekey", path, "--remove", CODER_GUI_PASSPHRASE="other")
    assert done.stdout == f"“{path.name}” is no longer protected.\n"
    assert not protecting.protected(path)
    assert "study: Waiting" in run("info", path).stdout


def test_at_the_terminal_a_new_passphrase_is_typed_twice(path, monkeypatch):
    run("new", path)
    Terminal(monkeypatch, "one", "two")
    result = run("rekey", path)
    assert result.exit_code == 2
    assert "differ" in result.stderr
    assert not protecting.protected(path)
    Terminal(monkeypatch, "one", "one")
    assert run("rekey", path).exit_code == 0
    assert opens(path, "one")


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["--remove"], {}, "is not protected"),
        ([], {}, "The new passphrase is missing"),
        ([], {"CODER_GUI_NEW_PASSPHRASE": ""}, "The passphrase is empty"),
    ],
)
def test_what_rekey_refuses(path, arguments, variables, said):
    run("new", path)
    stored = path.read_bytes()
    result = run("rekey", path, *arguments, **variables)
    assert result.exit_code == 2
    assert said in result.stderr
    assert path.read_bytes() == stored


def test_the_real_terminal_is_asked_only_where_there_is_one(protected, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert run("info", protected).exit_code == 2
