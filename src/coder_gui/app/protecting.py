"""Protecting a project file with a passphrase: what opens it, how to change or remove that."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from coder_gui.app.base import Base
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import ProjectFileError, Refused
from coder_gui.storage import encryption, lock, restore_points
from coder_gui.storage.encryption import Key

__all__ = [
    "LEAST_LETTERS",
    "Changed",
    "Key",
    "Protecting",
    "change",
    "key_for",
    "new_key",
    "protected",
]

LEAST_LETTERS = 12
"""Below this many characters a passphrase can be found by trying; it is taken all the same."""


class Protecting(Base):
    """What an open project knows of its protection."""

    @property
    def is_protected(self) -> bool:
        return self.file.key is not None

    @property
    def key(self) -> Key | None:
        """What opens the file again; kept in memory only, and let go of when the window locks."""
        return self.file.key


def protected(path: Path) -> bool:
    """Whether a file asks for a passphrase; a file that is not there does not."""
    # pathlib raises on names that are too long.
    return os.path.isfile(path) and encryption.is_protected(path)  # noqa: PTH113


def key_for(path: Path, passphrase: str) -> Key:
    """The key that a passphrase gives for a protected file; opening shows whether it is right."""
    return encryption.key_for(path, passphrase)


def new_key(passphrase: str) -> Key:
    """A key for a file that is yet to be written.

    Raises:
        Refused: The passphrase is empty.
    """
    if not passphrase:
        raise Refused("The passphrase is empty, so nothing was changed. Type one.")
    return encryption.new_key(passphrase)


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of changing the protection.

    Args:
        key: What opens the project now; None when nothing is needed.
        left: Names of the restore points that could not be written anew.
    """

    key: Key | None
    left: tuple[str, ...] = ()

    def left_sentence(self) -> str:
        return (
            f"{counted(len(self.left), 'restore point')} could not be written anew and stayed as "
            f"before: {', '.join(self.left)}. Delete what is damaged, and what nobody else should "
            "read."
        )


def change(path: Path, old: Key | None, passphrase: str | None) -> Changed:
    """Protect a closed project and its restore points with another passphrase, or with none.

    Raises:
        ProjectFileError: It could not be done; the project is as it was.
        InUse: Somebody else has it open.
        WrongPassphrase: `old` does not open it.
    """
    new = None if passphrase is None else new_key(passphrase)
    with lock.holding(path):
        encryption.write_anew(path, old, new)
    left = []
    for point in restore_points.restore_points(path):
        try:
            encryption.write_anew(point.path, old, new)
        except ProjectFileError:
            left.append(point.path.name)
    return Changed(new, tuple(left))
