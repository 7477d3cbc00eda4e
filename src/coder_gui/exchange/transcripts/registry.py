"""Picks the reader for a transcript file, by its name and by what is in it."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coder_gui.domain.edits import Carrying, applied
from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.model import TranscriptDraft, Turn
from coder_gui.domain.text import stored, storing_edits
from coder_gui.domain.turns import find_turns
from coder_gui.exchange.transcripts import (
    docx,
    eaf,
    html,
    markdown,
    odt,
    otr,
    pdf,
    rtf,
    srt,
    survey,
    txt,
    vtt,
    whisper,
)
from coder_gui.exchange.transcripts.content import DESCRIPTIONS, Kind, kind_of
from coder_gui.exchange.transcripts.reading import Reading, refusal

MAX_FILE = 200_000_000
"""Largest file that is opened, in bytes; pictures in a document count."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that can be read: the ends of its names, its content, its reader."""

    suffixes: tuple[str, ...]
    kinds: tuple[Kind, ...]
    read: Callable[[bytes, str], Reading]


# One line a format.
FORMATS = (
    Format((".docx", ".docm"), ("docx",), docx.read),
    Format((".odt", ".ott"), ("odt",), odt.read),
    Format((".fodt",), ("text",), odt.read_flat),
    Format((".rtf",), ("rtf",), rtf.read),
    Format((".pdf",), ("pdf",), pdf.read),
    Format((".html", ".htm", ".xhtml"), ("text",), html.read),
    Format((".otr",), ("text",), otr.read),
    Format((".txt", ".text"), ("text",), txt.read),
    Format((".md", ".markdown"), ("text",), markdown.read),
    Format(survey.TEXT_SUFFIXES, ("text",), survey.read),
    # A broken ZIP counts as docx.
    Format(survey.BOOK_SUFFIXES, ("xlsx", "docx"), survey.read),
    Format((".vtt",), ("text",), vtt.read),
    Format((".srt",), ("text",), srt.read),
    Format((".json",), ("text",), whisper.read),
    Format((".eaf",), ("text",), eaf.read),
)


def suffixes() -> tuple[str, ...]:
    """The ends of file names that can be read, with their dots, in lower case."""
    return tuple(suffix for known in FORMATS for suffix in known.suffixes)


def read_transcript(
    path: Path, encoding: str | None = None, speakers: Collection[str] = ()
) -> TranscriptDraft:
    """Read one file into a draft; nothing but the draft is made.

    Args:
        encoding: Of a text file, where what was recognised is wrong; Python's name of it.
        speakers: Names that are speakers, also where nothing else would say so.

    Raises:
        UnreadableFile: With a sentence that says what is wrong and what to do.
    """
    original = data = _bytes_of(path)
    if encoding is not None:
        data = _as_marked_utf8(data, encoding)
    known = next((known for known in FORMATS if path.suffix.lower() in known.suffixes), None)
    kind = kind_of(data)
    if known is None:
        raise _unknown(path, kind)
    if kind not in known.kinds:
        raise refusal(path.name, *DESCRIPTIONS[kind])
    reading = _made_ready(known.read(data, path.name))
    text = reading.text
    if not text.strip():
        raise refusal(
            path.name,
            "there are no words in it",
            "If it shows a scan or a picture, have the text in it recognised first.",
        )
    return TranscriptDraft(
        name=path.stem,
        text=text,
        turns=_turns_of(text, speakers) if reading.turns is None else reading.turns,
        source_name=path.name,
        format=path.suffix.lower().removeprefix("."),
        encoding=encoding or reading.encoding,
        warnings=reading.warnings,
        original=original,
        spans=reading.spans,
    )


def read_survey(path: Path) -> survey.Table:
    """Read a table of answers, whose rows are a transcript each.

    Raises:
        UnreadableFile: With a sentence that says what is wrong and what to do.
    """
    return survey.read_table(_bytes_of(path), path.name)


def _as_marked_utf8(data: bytes, encoding: str) -> bytes:
    """The bytes as every reader of text takes them without guessing."""
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _turns_of(text: str, speakers: Collection[str]) -> tuple[Turn, ...]:
    return find_turns(text, known=speakers) if speakers else find_turns(text)


def _made_ready(reading: Reading) -> Reading:
    """The reading with its text as it is stored, and with what stands in it carried along."""
    if not reading.turns and not reading.spans:
        return replace(reading, text=stored(reading.text))
    edits = storing_edits(reading.text)
    to = Carrying(edits)
    turns = reading.turns and tuple(
        replace(
            turn,
            start=to.start_of(turn.start),
            speech=to.start_of(turn.speech),
            end=to.end_of(turn.end),
        )
        for turn in reading.turns
    )
    moved = [
        replace(s, start=to.range(s.start, s.end)[0], end=to.range(s.start, s.end)[1])
        for s in reading.spans
    ]
    spans = tuple(span for span in moved if span.start < span.end)
    return replace(reading, text=applied(reading.text, edits), turns=turns, spans=spans)


def transcript_files(paths: Iterable[Path]) -> list[Path]:
    """The files to read: those named, and those in the folders named, in natural order.

    In folders, hidden files, Word's lock files and unreadable formats are passed over; a file
    named outright stays, so that reading it says what is wrong with it.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_files_in(path)))
        else:
            found[path] = None
    return sorted(found, key=lambda path: [_natural(part) for part in path.parts])


def _files_in(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UnreadableFile(
            f"The folder “{error.filename}” could not be opened. Check that you may read it; "
            "nothing was imported.",
            str(error),
        ) from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if _is_visible(name)]
        for name in names:
            # A table beside transcripts is rather a list of the people in them.
            known = Path(name).suffix.lower() in suffixes() and not survey.is_table(name)
            if _is_visible(name) and known:
                yield Path(root, name)


def _is_visible(name: str) -> bool:
    return not name.startswith((".", "~$")) and name != "__MACOSX"


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Key under which "P2" comes before "P10"."""
    pieces = re.split(r"([0-9]{1,18})", name.casefold())
    return [(0, int(p), "") if p[:1].isdecimal() and p.isascii() else (1, 0, p) for p in pieces]


def _bytes_of(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refusal(path.name, "it is a folder", "Choose the files that are in it.")
        if not stat.S_ISREG(status.st_mode):
            raise refusal(path.name, "it is not a file", "Choose a transcript file.")
        if status.st_size > MAX_FILE:
            raise refusal(
                path.name,
                f"it has {status.st_size // 1_000_000} MB, and a transcript is text",
                "Check whether it is the right file; if it is, save its text as .txt.",
            )
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        reason = "it is no longer there"
        remedy = "It may have been moved, renamed or deleted; choose it again."
        raise refusal(path.name, reason, remedy, str(error)) from error
    except PermissionError as error:
        reason = "this computer does not let you read it"
        remedy = "Close other programs that use it, or ask for the right to read it."
        raise refusal(path.name, reason, remedy, str(error)) from error
    except (OSError, ValueError) as error:
        reason = "it could not be read from the disk"
        remedy = "Copy it to this computer and import the copy."
        raise refusal(path.name, reason, remedy, str(error)) from error


def _unknown(path: Path, kind: Kind) -> UnreadableFile:
    """The error for a name that no reader knows; what is in the file may say more."""
    if kind in ("text", "binary"):
        ends = ", ".join(suffixes())
        end = path.suffix or "no ending"
        return refusal(
            path.name,
            f"files with {end} are not read",
            f"Save it with one of these endings: {ends}.",
        )
    return refusal(path.name, *DESCRIPTIONS[kind])
