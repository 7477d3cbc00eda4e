"""The reader: a transcript as a page to read, with its coded passages beside and behind it."""

from coder_gui.ui.transcript.marks import Mark, Shade
from coder_gui.ui.transcript.transcript_view import TranscriptView

__all__ = ["Mark", "Shade", "TranscriptView"]
