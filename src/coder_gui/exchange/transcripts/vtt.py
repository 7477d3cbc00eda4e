"""Reads WebVTT, as Zoom, Teams, YouTube and most transcription services write it."""

from __future__ import annotations

from coder_gui.exchange.transcripts.reading import Reading
from coder_gui.exchange.transcripts.subtitles import read_subtitles


def read(data: bytes, source_name: str) -> Reading:
    """The words of all cues, with times, voices and emphasis.

    Raises:
        UnreadableFile: The bytes are no text, or there is no cue in them.
    """
    return read_subtitles(data, source_name, named=True)
