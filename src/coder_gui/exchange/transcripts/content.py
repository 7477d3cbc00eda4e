"""What a file is, judged by its bytes; its name may say something else."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from coder_gui.exchange.transcripts.archive import ZIP_ERRORS
from coder_gui.exchange.transcripts.reading import DAMAGED

Kind = Literal[
    "docx", "zip", "odt", "odf", "xlsx", "pptx", "encrypted", "doc", "ole", "rtf", "pdf",
    "recording", "picture", "binary", "text", "empty", "broken",
]  # fmt: skip

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"ID3\x03", "recording"),
    (b"ID3\x04", "recording"),
    (b"OggS\x00", "recording"),
    (b"fLaC", "recording"),
    (b"RIFF", "recording"),
    (b"SQLite format 3\x00", "binary"),
    (b"\x7fELF", "binary"),
    (b"\x1f\x8b\x08", "binary"),
    (b"7z\xbc\xaf\x27\x1c", "binary"),
    (b"Rar!\x1a\x07", "binary"),
)
_LEAD = 64
_BLANKS = b" \t\r\n\x00\xef\xbb\xbf"
"""Bytes that programs have put before the signature of an RTF or PDF file, in `_LEAD` at most."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

DESCRIPTIONS: dict[Kind, tuple[str, str]] = {
    "docx": (
        "it is a Word document, though its name says otherwise",
        "Give it a name that ends in .docx and import it again.",
    ),
    "odt": (
        "it is an OpenDocument text, though its name says otherwise",
        "Give it a name that ends in .odt and import it again.",
    ),
    "odf": (
        "it is an OpenDocument spreadsheet, presentation or drawing",
        "Copy what you need into a text document and import that.",
    ),
    "xlsx": (
        "it is an Excel workbook, though its name says otherwise",
        "Give it a name that ends in .xlsx and import it again.",
    ),
    "pptx": (
        "it is a PowerPoint presentation",
        "Copy what you need into a Word document and import that.",
    ),
    "zip": (
        "it is a ZIP archive",
        "Unpack it and import the transcripts that are in it.",
    ),
    "encrypted": (
        "it is protected by a password",
        "Open it in Word, take the password off (File › Info › Protect Document), save it, and "
        "import it again.",
    ),
    "doc": (
        "it is a document of an old Word (.doc)",
        "Open it in Word or LibreOffice, save it as .docx, and import that.",
    ),
    "ole": (
        "it is an Office file of an old kind",
        "Open it in the program that made it, save the text as .docx or .txt, and import that.",
    ),
    "rtf": (
        "it is an RTF document, though its name says otherwise",
        "Give it a name that ends in .rtf and import it again.",
    ),
    "pdf": (
        "it is a PDF, though its name says otherwise",
        "Give it a name that ends in .pdf and import it again.",
    ),
    "recording": (
        "it is a recording, not a transcript",
        "Have it transcribed and import the text.",
    ),
    "picture": (
        "it is a picture",
        "Import the transcript as text, or have the text in the picture recognised first.",
    ),
    "binary": (
        "it holds data, not text",
        "Check whether it is the right file; transcripts are imported as .docx or text files.",
    ),
    "text": (
        "it is plain text, though its name says otherwise",
        "Give it a name that ends in .txt and import it again.",
    ),
    "empty": (
        "there is nothing in it",
        "Check whether the file was saved, or is still being downloaded.",
    ),
    "broken": DAMAGED,
}
"""For each kind, why a file of that kind is left out, and what to do about it."""


def kind_of(data: bytes) -> Kind:
    """The kind of content; text is what has no signature of something else."""
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:_LEAD].lstrip(_BLANKS).startswith((b"{\\rtf", b"%PDF-")):
        return "rtf" if b"{\\rtf" in data[:_LEAD] else "pdf"
    if data[4:8] == b"ftyp":
        return "recording"
    return "text"


def _ole_kind(data: bytes) -> Kind:
    # The names in the directory of such a file are UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return "doc" if "WordDocument".encode("utf-16-le") in data else "ole"


def _zip_kind(data: bytes) -> Kind:
    """The kind of a ZIP, by the names in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
            declared = _declared(archive) if "mimetype" in names else b""
    except ZIP_ERRORS:
        return "broken"
    if "meta-inf/manifest.xml" in names and {"content.xml", "encrypted-package"} & set(names):
        return "odf" if declared and b".text" not in declared else "odt"
    for folder, kind in (("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return "xlsx" if kind == "xlsx" else "pptx"
    opc = any(name in ("[content_types].xml", "_rels/.rels") for name in names)
    return "docx" if opc or "word/document.xml" in names else "zip"


def _declared(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says it is: `application/vnd.oasis.opendocument.text`."""
    with archive.open("mimetype") as stream:
        declared = stream.read(100)
    return declared if b".opendocument." in declared else b""
