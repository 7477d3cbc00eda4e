"""Reads RTF documents, as Word, LibreOffice, TextEdit and transcription programs write them."""

from __future__ import annotations

from coder_gui.exchange.transcripts.emphasis import lifted
from coder_gui.exchange.transcripts.reading import Reading, damaged, refusal
from coder_gui.exchange.transcripts.rtf.walker import TooMuchFormatting, Walker


def read(data: bytes, source_name: str) -> Reading:
    """Everything that somebody who opens the document in a word processor would read.

    Raises:
        UnreadableFile: The file breaks off before its text, or means harm.
    """
    walker = Walker(data)
    try:
        text, spans = lifted(walker.text())
    except TooMuchFormatting as error:
        raise refusal(
            source_name,
            "it holds far more formatting than a transcript can have",
            "Open it in Word, save the text as plain text (.txt), and import that.",
            "too many groups or control words",
        ) from error
    if walker.is_cut_off and not text.strip():
        raise damaged(source_name, "the groups of the RTF are not closed")
    encoding = walker.pages.guessed or None
    return Reading(text, encoding, tuple(_warnings(walker, source_name)), spans=spans)


def _warnings(walker: Walker, source_name: str) -> list[str]:
    warnings = []
    if walker.is_cut_off:
        warnings.append(
            f"“{source_name}” breaks off before its end was written; compare the last lines with "
            "the original."
        )
    if walker.pages.guessed:
        warnings.append(
            f"The encoding of “{source_name}” was guessed as {walker.pages.guessed}, because it "
            "names none that is known; check accents and quotation marks."
        )
    if walker.pages.broken:
        warnings.append(
            f"Some letters of “{source_name}” are not in the encoding that it names, and stand "
            "as “\ufffd”; check accents and quotation marks."
        )
    if walker.annotations:
        count = walker.annotations
        which = "a comment" if count == 1 else f"{count} comments"
        warnings.append(f"“{source_name}” has {which} in its margin, which stayed behind.")
    return warnings
