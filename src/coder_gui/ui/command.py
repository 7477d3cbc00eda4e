"""A row of the table of commands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command's words and keys; `needs` is what must be open for it to make sense."""

    name: str
    text: object
    keys: tuple[str, ...] = ()
    needs: str = "project"


SEPARATOR = Command("", "")
