"""Reads plain text in the encodings that transcripts come in."""

from __future__ import annotations

from coder_gui.exchange.transcripts.content import DESCRIPTIONS
from coder_gui.exchange.transcripts.encodings import decoded
from coder_gui.exchange.transcripts.reading import Reading, refusal

# Control characters that are in no text; line ends, tabs, page breaks and NEL are.
_CONTROLS = frozenset(map(chr, [*range(1, 0x20), *range(0x7F, 0xA0)])) - set("\t\n\r\f\v\x1a\x85")
_MAX_CONTROLS = 0.02
"""Share of control characters beyond which a file is data, not text."""


def read(data: bytes, source_name: str) -> Reading:
    """The text, with a warning when its encoding had to be guessed.

    Raises:
        UnreadableFile: The bytes are no text.
    """
    return checked(*decoded(data), source_name)


def checked(text: str | None, encoding: str, guessed: bool, source_name: str) -> Reading:
    """What was decoded, with a warning when the encoding was guessed.

    Raises:
        UnreadableFile: It is no text.
    """
    if text is None or _looks_binary(text):
        raise refusal(source_name, *DESCRIPTIONS["binary"])
    warnings: tuple[str, ...] = ()
    if guessed:
        warnings = (
            f"The encoding of “{source_name}” was guessed as {encoding}; check accents and "
            "quotation marks.",
        )
    return Reading(text, encoding, warnings)


def _looks_binary(text: str) -> bool:
    nuls = text.count("\x00")
    controls = sum(text.count(control) for control in _CONTROLS)
    return (controls + nuls) > max(2, _MAX_CONTROLS * len(text))
