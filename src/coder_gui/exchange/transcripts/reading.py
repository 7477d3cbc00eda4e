"""What a reader of one format hands to the registry, and its ways to refuse a file."""

from __future__ import annotations

from dataclasses import dataclass

from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.model import FormatSpan, Turn


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file as its format has it, before it is made ready to be stored.

    `turns` is None unless the format itself says who speaks. Turns and spans count positions in
    `text` as it is here; they are carried along when it is made ready to be stored.
    """

    text: str
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    turns: tuple[Turn, ...] | None = None
    spans: tuple[FormatSpan, ...] = ()


DAMAGED = (
    "the file is damaged or incomplete",
    "Fetch it again from where it came, or open it in the program that made it, save it under "
    "another name, and import that.",
)


def refusal(source_name: str, reason: str, remedy: str, details: str = "") -> UnreadableFile:
    """The error for a file that is left out: what is wrong with it, and what to do."""
    sentence = f"“{source_name}” was left out: {reason}. {remedy}"
    return UnreadableFile(sentence, details)


def damaged(source_name: str, details: str = "") -> UnreadableFile:
    """The error for a file that begins like its format and is then broken."""
    return refusal(source_name, *DAMAGED, details)
