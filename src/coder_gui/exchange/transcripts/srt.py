"""Reads SubRip subtitles (.srt) in whatever encoding they were saved."""

from __future__ import annotations

from coder_gui.exchange.transcripts.reading import Reading
from coder_gui.exchange.transcripts.subtitles import read_subtitles


def read(data: bytes, source_name: str) -> Reading:
    """The words of all subtitles, with times, speakers where they are written, and emphasis.

    Raises:
        UnreadableFile: The bytes are no text, or there is no subtitle in them.
    """
    return read_subtitles(data, source_name, named=False)
