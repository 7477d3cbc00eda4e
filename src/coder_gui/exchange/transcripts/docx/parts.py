"""The parts that belong to the main part of a Word document, found by their relationships."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element


class Parts:
    """Access by kind (styles, footnotes …) and by relationship id (headers, chunks)."""

    def __init__(self, archive: Archive, main: str) -> None:
        self._archive = archive
        self._folder = posixpath.dirname(main)
        self._relations = archive.relations(main)

    def xml(self, kind: str) -> _Element | None:
        """Root of the part of a kind; without a relationship, of the part of that name."""
        paths = [path for found, path in self._relations.values() if found == kind]
        return self._archive.xml(paths[0] if paths else f"{self._folder}/{kind}.xml")

    def xml_by_id(self, relation: str) -> _Element | None:
        """Root of the XML part that a relationship names."""
        path = self._relations.get(relation, ("", ""))[1]
        return self._archive.xml(path) if path else None

    def chunk(self, relation: str) -> tuple[str, bytes]:
        """Suffix and bytes of a document that is embedded to be shown as a part of the text."""
        path = self._relations.get(relation, ("", ""))[1]
        data = self._archive.part(path) if path else None
        return posixpath.splitext(path)[1].lower(), data or b""
