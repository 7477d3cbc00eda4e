"""Parts of an Office file (a ZIP), read within limits and never unpacked to disk."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from types import TracebackType
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.reading import damaged, refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 96_000_000
"""Largest part that is read, in bytes; a transcript of 1.2 million characters needs about 10."""
MAX_TOTAL = 160_000_000
MAX_PARTS = 20_000
MAX_RATIO = 250
"""How much smaller than itself a part beyond `RATIO_FROM` bytes may have been packed."""
RATIO_FROM = 4_000_000
MAX_TREE = 900_000_000
"""Largest tree of XML nodes that is built, in bytes, by a generous estimate."""

ZIP_ERRORS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError,
    NotImplementedError, RuntimeError, ValueError, KeyError, OverflowError, IndexError,
    MemoryError,
)  # fmt: skip
"""Everything that `zipfile` raises on bytes that are not a sound ZIP."""


class Archive:
    """The parts of one Office file by their names, in which case does not matter."""

    def __init__(self, data: bytes, source_name: str) -> None:
        self._source_name = source_name
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except ZIP_ERRORS as error:
            raise damaged(source_name, f"not a sound ZIP: {error}") from error
        if len(entries) > MAX_PARTS:
            raise self._too_large(f"{len(entries)} parts")
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._entries.setdefault(_folded(entry.filename), entry)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        """Names of all parts, in lower case and with forward slashes."""
        return list(self._entries)

    def part(self, name: str) -> bytes | None:
        """Bytes of a part, or None when there is none of that name."""
        entry = self._entries.get(_folded(name))
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise refusal(
                self._source_name,
                "it is protected by a password",
                "Take the password off in the program that made it, and import it again.",
            )
        # The sizes that a ZIP declares may be lies; one byte more than allowed shows that.
        allowed = min(MAX_PART, MAX_TOTAL - self._read)
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
            raise self._too_large(f"{name} packed to less than 1/{MAX_RATIO}")
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(allowed + 1)
        except ZIP_ERRORS as error:
            raise damaged(self._source_name, f"{name}: {error}") from error
        if len(data) > allowed:
            raise self._too_large(f"{name} has more than {allowed} bytes")
        self._read += len(data)
        return data

    def xml(self, name: str) -> _Element | None:
        """Root of an XML part, or None when there is no such part."""
        data = self.part(name)
        return None if data is None else parsed(data, name, self._source_name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Kind and target part of each relationship of a part (or of the package: ``""``)."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for node in root if root is not None else ():
            target = node.get("Target", "")
            if node.get("TargetMode") == "External" or not node.get("Id"):
                continue
            kind = node.get("Type", "").rpartition("/")[2]
            path = target.replace("\\", "/")
            path = path if path.startswith("/") else posixpath.join(folder, path)
            found[node.get("Id", "")] = (kind, posixpath.normpath(path).lstrip("/"))
        return found

    def _too_large(self, details: str) -> Exception:
        return refusal(
            self._source_name,
            "unpacked, it is far larger than a transcript can be",
            "If it is a real transcript, open it in Word, copy the text into a new document, and "
            "import that.",
            details,
        )


def parsed(data: bytes, part: str, source_name: str) -> _Element:
    """Root of an XML document that may be hostile: no DOCTYPE, no entities, no network."""
    from lxml import etree

    # The encoding is set by us, so that a declared one (UTF-7) cannot hide a DOCTYPE.
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    encoding = "utf-16" if wide else "utf-8"
    doctypes = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]
    if any(doctype in data for doctype in doctypes):
        raise refusal(
            source_name,
            "it holds definitions (a DOCTYPE) that no word processor writes",
            "Do not trust it; ask whoever sent it for a fresh copy.",
            part,
        )
    if 130 * data.count(b"<") + 220 * data.count(b"=") + len(data) > MAX_TREE:
        raise refusal(
            source_name,
            "it holds far more formatting than a transcript can have",
            "Open it in Word, save the text as plain text (.txt), and import that.",
            part,
        )
    parser = etree.XMLParser(
        encoding=encoding, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(source_name, f"{part}: {error}") from error


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
