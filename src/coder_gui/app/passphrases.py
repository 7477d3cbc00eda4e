"""Where headless commands take passphrases from: a file, the environment, or the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from coder_gui.app import protecting
from coder_gui.domain.errors import PassphraseNeeded, UnreadableFile

VARIABLE = "CODER_GUI_PASSPHRASE"
NEW_VARIABLE = "CODER_GUI_NEW_PASSPHRASE"
OTHER_VARIABLE = "CODER_GUI_OTHER_PASSPHRASE"
NAMES_VARIABLE = "CODER_GUI_KEY_PASSPHRASE"
_FILE = "coder_gui.passphrase_file"


class ProjectCommands(click.Group):
    """Commands, of which each that has a PROJECT takes the passphrase of a protected one."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        super().add_command(cmd, name)
        if any(each.name == "project" for each in cmd.params):
            cmd.params.append(_passphrase_file())


def _passphrase_file() -> click.Option:
    def keep(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
        context.meta[_FILE] = value

    return click.Option(
        ["--passphrase-file"],
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=keep,
        help="File whose first line is the passphrase of PROJECT, where it is protected. "
        f"Without it, ${VARIABLE} counts, else the terminal is asked.",
    )


def key_of(path: Path) -> protecting.Key | None:
    """What opens a project; None when it is not protected.

    Raises:
        PassphraseNeeded: It is protected, and nobody says the passphrase.
    """
    return _key(path, "--passphrase-file", _passphrase_file_named(), VARIABLE)


def key_of_other(path: Path, file: Path | None) -> protecting.Key | None:
    """What opens a second project beside PROJECT; None when it is not protected.

    Raises:
        PassphraseNeeded: It is protected, and nobody says the passphrase.
    """
    return _key(path, "--other-passphrase-file", file, OTHER_VARIABLE)


def key_of_names(path: Path, file: Path | None) -> protecting.Key:
    """What opens a key file, which is always protected.

    Raises:
        PassphraseNeeded: Nobody says the passphrase.
    """
    return _opening(path, "--key-passphrase-file", file, NAMES_VARIABLE)


def _key(path: Path, option: str, file: Path | None, variable: str) -> protecting.Key | None:
    if not protecting.protected(path):
        return None
    return _opening(path, option, file, variable)


def _opening(path: Path, option: str, file: Path | None, variable: str) -> protecting.Key:
    given = _given(file, variable)
    if given is None:
        given = _asked(
            f"Passphrase of “{path.name}”: ",
            PassphraseNeeded(
                f"“{path.name}” is protected with a passphrase. Give it with {option}, or in the "
                f"environment variable {variable}."
            ),
        )
    return protecting.key_for(path, given)


def first_passphrase() -> str:
    """The passphrase that a new project is to have; on the terminal it is typed twice."""
    return _new("--passphrase-file", _passphrase_file_named(), VARIABLE)


def new_passphrase(file: Path | None) -> str:
    """The passphrase that a project is to have from now on."""
    return _new("--new-passphrase-file", file, NEW_VARIABLE)


def _passphrase_file_named() -> Path | None:
    named: Path | None = click.get_current_context().meta.get(_FILE)
    return named


def _new(option: str, file: Path | None, variable: str) -> str:
    given = _given(file, variable)
    if given is not None:
        return given
    missing = PassphraseNeeded(
        f"The new passphrase is missing, so nothing was changed. Give it with {option}, or in "
        f"the environment variable {variable}."
    )
    first = _asked("New passphrase: ", missing)
    if _asked("The same once more: ", missing) != first:
        raise PassphraseNeeded("The two passphrases differ, so nothing was changed. Try again.")
    return first


def _given(file: Path | None, variable: str) -> str | None:
    if file is None:
        return os.environ.get(variable)
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"The passphrase could not be read from “{file.name}”, so nothing was changed. Give "
            "a text file in UTF-8 whose first line is the passphrase.",
            type(error).__name__,
        ) from error
    return lines[0] if lines else ""


def _asked(question: str, missing: PassphraseNeeded) -> str:
    import getpass

    # Where nobody sits, the question would stop a script for ever.
    if not sys.stdin or not sys.stdin.isatty():
        raise missing
    try:
        return getpass.getpass(question)
    except (EOFError, KeyboardInterrupt):
        raise missing from None
