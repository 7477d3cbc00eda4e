"""What the formats of transcripts are called, for people."""

from __future__ import annotations

_NAMES = {
    "docx": "Word",
    "docm": "Word",
    "odt": "OpenDocument",
    "ott": "OpenDocument",
    "fodt": "OpenDocument",
    "rtf": "Rich text",
    "txt": "Plain text",
    "text": "Plain text",
    "md": "Markdown",
    "markdown": "Markdown",
    "pdf": "PDF",
    "html": "Web page",
    "htm": "Web page",
    "xhtml": "Web page",
    "vtt": "WebVTT subtitles",
    "srt": "SubRip subtitles",
    "json": "Speech recognition",
    "otr": "oTranscribe",
    "eaf": "ELAN",
    "csv": "Table",
    "tsv": "Table",
    "xlsx": "Excel table",
}


_IN_ANY_ENCODING = frozenset(("txt", "text", "md", "markdown", "vtt", "srt"))


def takes_encoding(ending: str) -> bool:
    """Whether nothing in such a file says its encoding, so that somebody may have to."""
    return ending in _IN_ANY_ENCODING


def plain_name(ending: str) -> str:
    """The name of a draft's format: “Word” for `docx`, the ending itself where it has none."""
    return _NAMES.get(ending, ending.upper())
