"""Reads web pages, such as those that transcription services and word processors save."""

from __future__ import annotations

import re

from coder_gui.exchange.transcripts import txt
from coder_gui.exchange.transcripts.content import DESCRIPTIONS
from coder_gui.exchange.transcripts.emphasis import lifted
from coder_gui.exchange.transcripts.html.encoding import page_decoded
from coder_gui.exchange.transcripts.html.text import html_text
from coder_gui.exchange.transcripts.reading import Reading, refusal

_TAG = re.compile("<[a-zA-Z!/]")


def read(data: bytes, source_name: str) -> Reading:
    """The text that a browser shows, with a warning when its encoding had to be guessed.

    Raises:
        UnreadableFile: The bytes are no text, or there is no markup in them.
    """
    reading = txt.checked(*page_decoded(data), source_name)
    if not _TAG.search(reading.text):
        raise refusal(source_name, *DESCRIPTIONS["text"])
    text, spans = lifted(html_text(reading.text, source_name))
    return Reading(text, reading.encoding, reading.warnings, spans=spans)
