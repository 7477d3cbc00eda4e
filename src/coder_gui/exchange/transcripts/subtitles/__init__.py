"""Subtitles of both kinds, from the bytes of a file to its reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coder_gui.exchange.transcripts import txt
from coder_gui.exchange.transcripts.emphasis import without_signs
from coder_gui.exchange.transcripts.reading import Reading, refusal
from coder_gui.exchange.transcripts.spoken import Utterance, spoken_reading
from coder_gui.exchange.transcripts.subtitles.cues import Cue, cues_of
from coder_gui.exchange.transcripts.subtitles.labels import said
from coder_gui.exchange.transcripts.subtitles.words import Line, lines_of

MAX_CHARACTERS = 20_000_000
"""Longest file that is read; the subtitles of an hour have about 100,000 characters."""
_TOUCHING = 100
"""How far apart captions that roll on may be, in milliseconds."""
_LEAST_ROLLING = 2
_HEADED = re.compile("\ufeff?WEBVTT(?:\\s|$)")


def read_subtitles(data: bytes, source_name: str, *, named: bool) -> Reading:
    """The words of all cues with their times and, where the file says so, who speaks.

    Args:
        named: As for `cues_of`: whether identifiers may be anything, or are numbers.

    Raises:
        UnreadableFile: The bytes are no text, too many, or there is no cue in them.
    """
    reading = txt.read(data, source_name)
    if len(reading.text) > MAX_CHARACTERS:
        raise refusal(
            source_name,
            f"it has {len(reading.text) // 1_000_000} million characters, as subtitles of two "
            "hundred hours would",
            "Check whether it is the right file; if it is, part it into several.",
        )
    text = reading.text.replace("\x00", "")
    cues = cues_of(text, named=named)
    if not cues and not _HEADED.match(text):
        raise refusal(
            source_name,
            "there are no subtitles in it, which have lines such as 00:00:01.000 --> 00:00:04.000",
            "If it is plain text, give it a name that ends in .txt; else export it again.",
        )
    return spoken_reading(_utterances(cues), reading.encoding, reading.warnings)


def _utterances(cues: Sequence[Cue]) -> Iterator[Utterance]:
    shown = [lines_of("\n".join(cue.lines)) for cue in cues]
    for cue, lines in zip(cues, said(_once(cues, shown)), strict=True):
        for line in lines:
            yield Utterance(line.speaker, line.text, cue.start_ms, cue.end_ms, line.apart)


def _once(cues: Sequence[Cue], shown: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of each cue; in captions that roll on, without those shown by the cue before.

    Somebody may well say “Yes.” twice; so the lines go only where most cues repeat the one
    before, and some go on with another line below.
    """
    plain = [[" ".join(without_signs(line.text).split()) for line in lines] for lines in shown]
    repeats = [0] * len(cues)
    going_on = touching = 0
    for index in range(1, len(cues)):
        if _touch(cues[index - 1], cues[index]) and plain[index]:
            touching += 1
            repeats[index] = _repeated(plain[index - 1], plain[index])
            going_on += 0 < repeats[index] < len(plain[index])
    repeating = sum(count > 0 for count in repeats)
    if going_on < _LEAST_ROLLING or repeating * 2 < touching:
        return list(shown)
    return [lines[count:] for lines, count in zip(shown, repeats, strict=True)]


def _touch(before: Cue, cue: Cue) -> bool:
    if before.end_ms is None or cue.start_ms is None:
        return False
    return cue.start_ms - before.end_ms <= _TOUCHING


def _repeated(before: Sequence[str], lines: Sequence[str]) -> int:
    """How many of the first lines are the last ones of the cue before."""
    most = min(len(before), len(lines), 4)
    return next((n for n in range(most, 0, -1) if before[-n:] == lines[:n]), 0)
