"""The list of names and what stands for them, while somebody de-identifies; kept in a key file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from coder_gui.domain.deidentify import Kind, Replacement, bracketed, can_be_found
from coder_gui.domain.errors import Refused
from coder_gui.domain.suggesting import Looks
from coder_gui.storage import encryption, key_file
from coder_gui.storage.encryption import Key
from coder_gui.storage.key_file import SUFFIX, KeyFile, Use

__all__ = ["SUFFIX", "Key", "KeyFile", "NameList", "Use", "key_for", "make_key", "open_key"]

_DIVIDED = re.compile(r"[,;\n/]|\s\|\s")
_SIGNS: dict[Looks, str] = {
    "e-mail": "[e-mail]",
    "web address": "[web address]",
    "date": "[date]",
    "phone": "[phone]",
    "number": "[number]",
}


@dataclass
class NameList:
    """Spellings with what stands for them; without a key file it is forgotten with the project.

    Args:
        key: Where it is kept; None while the researcher keeps no key.
        no_names: Words that look like names and are none.
    """

    key: KeyFile | None = None
    entries: tuple[Replacement, ...] = ()
    no_names: frozenset[str] = field(default_factory=frozenset)

    def take_key(self, key: KeyFile) -> None:
        """Go on with a key file: what it holds comes first, what was listed before is added."""
        known = key.entries()
        there = {(entry.original, entry.replacement) for entry in known}
        mine = [each for each in self.entries if (each.original, each.replacement) not in there]
        if self.key is not None and self.key is not key:
            self.key.close()
        self.key = key
        self.entries = (*known, *mine)
        self.no_names |= key.no_names()
        self.keep()

    def add(
        self, spellings: str, stands: str, kind: Kind = "person", as_written: bool = False
    ) -> tuple[Replacement, ...]:
        """Put spellings, divided by commas, on the list; those that are on it are changed.

        Args:
            stands: What stands for them, with or without brackets; empty for a proposal.

        Raises:
            Refused: No spelling has a letter or a digit.
        """
        spelt = [" ".join(each.split()) for each in _DIVIDED.split(spellings)]
        wanted = [each for each in dict.fromkeys(spelt) if can_be_found(each)]
        if not wanted:
            raise Refused("A name needs at least one letter or digit. Type one, then try again.")
        stands = bracketed(stands) or self.proposed(kind)
        made = tuple(Replacement(each, stands, kind, as_written) for each in wanted)
        new = {entry.original: entry for entry in made}
        kept = tuple(new.pop(entry.original, entry) for entry in self.entries)
        self.entries = kept + tuple(new.values())
        self.keep()
        return made

    def change(self, stands: str, spellings: str, other: str, kind: Kind, as_written: bool) -> None:
        """Give the spellings that one replacement stands for anew, and what stands for them."""
        before = self.entries
        self.entries = tuple(entry for entry in before if entry.replacement != stands)
        try:
            self.add(spellings, other or stands, kind, as_written)
        except Refused:
            self.entries = before
            raise

    def remove(self, stands: str) -> None:
        """Take everything off the list that one replacement stands for."""
        self.entries = tuple(entry for entry in self.entries if entry.replacement != stands)
        self.keep()

    def set_no_name(self, words: str) -> None:
        """Say that words which look like a name are none."""
        self.no_names |= {words}
        self.keep()

    def proposed(self, kind: Kind, looks: Looks = "name") -> str:
        """A replacement that is not on the list yet: “[person 3]”; for signs their kind."""
        if looks in _SIGNS:
            return _SIGNS[looks]
        taken = {entry.replacement for entry in self.entries}
        number = 1
        while f"[{kind} {number}]" in taken:
            number += 1
        return f"[{kind} {number}]"

    def groups(self) -> list[tuple[Replacement, ...]]:
        """The entries by what stands for them, in the order of the list."""
        grouped: dict[str, list[Replacement]] = {}
        for entry in self.entries:
            grouped.setdefault(entry.replacement, []).append(entry)
        return [tuple(group) for group in grouped.values()]

    def keep(
        self, study: str = "", counts: Mapping[Replacement, tuple[int, int]] | None = None
    ) -> None:
        """Write the list to the key file, if there is one.

        Raises:
            ProjectFileError: The disk refuses.
        """
        if self.key is not None:
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            self.key.save(self.entries, self.no_names, now, study=study, counts=counts)

    def close(self) -> None:
        """Forget the list, and let go of its key file."""
        if self.key is not None:
            self.key.close()
        self.key, self.entries, self.no_names = None, (), frozenset()


def key_for(path: Path, passphrase: str) -> Key:
    """What a passphrase gives for a key file, right or wrong; takes about 0.2 s.

    Raises:
        ProjectFileError: The file cannot be read.
    """
    return encryption.key_for(path, passphrase)


def make_key(path: Path, key: Key) -> KeyFile:
    """Make a new key file.

    Raises:
        ProjectFileError: It is there already, or cannot be made.
    """
    return key_file.create(path, key)


def open_key(path: Path, key: Key) -> KeyFile:
    """Open a key file.

    Raises:
        ProjectFileError: It is no key file, or cannot be read.
        WrongPassphrase: The key is of another passphrase.
    """
    return key_file.open_key(path, key)
