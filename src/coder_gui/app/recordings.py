"""Where the recording of a transcript may stand on this computer; nothing of it is stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

ENDINGS = (
    ".mp3",
    ".wav",
    ".m4a",
    ".aac",
    ".ogg",
    ".opus",
    ".flac",
    ".wma",
    ".mp4",
    ".mov",
    ".mkv",
    ".webm",
    ".avi",
)
"""Of two recordings of one name the first of these kinds is taken."""
BESIDE = ("audio", "media", "recordings")
"""Folders beside the transcripts in which recordings are kept."""


def find_recording(source_name: str, folders: Iterable[Path | None]) -> Path | None:
    """The first file of a transcript's name that is a recording.

    Args:
        source_name: The file that the transcript was imported from.
        folders: Where to look, the likeliest first; each with the folders in it for recordings.
    """
    wanted = _wanted(source_name)
    for folder in folders:
        for place in _places(folder):
            found = [path for path in _files(place) if _plain(path.name) in wanted]
            if found:
                return min(found, key=lambda path: wanted.index(_plain(path.name)))
    return None


def _wanted(source_name: str) -> list[str]:
    """Names of recordings; “anna.mp3.srt” may also come from a “anna.mp3”."""
    stem = _plain(Path(source_name).stem)
    names = [f"{stem}{ending}" for ending in ENDINGS] if stem else []
    return [stem, *names] if stem.endswith(ENDINGS) else names


def _places(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    yield folder
    for name in BESIDE:
        yield folder / name


def _files(folder: Path) -> list[Path]:
    """The files of a folder; none where it is gone or may not be read."""
    try:
        return [path for path in folder.iterdir() if path.suffix and path.is_file()]
    except OSError:
        return []


def _plain(name: str) -> str:
    """A file's name as file systems compare it that know neither case nor accents' spelling."""
    return unicodedata.normalize("NFC", name).casefold()
