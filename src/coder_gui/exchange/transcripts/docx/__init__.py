"""Reads Word documents: finds the parts of the package and walks the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.archive import Archive
from coder_gui.exchange.transcripts.docx.body import BodyWalker
from coder_gui.exchange.transcripts.docx.names import short
from coder_gui.exchange.transcripts.docx.numbering import Numbering
from coder_gui.exchange.transcripts.docx.parts import Parts
from coder_gui.exchange.transcripts.docx.styles import Styles
from coder_gui.exchange.transcripts.emphasis import lifted
from coder_gui.exchange.transcripts.reading import Reading, damaged, refusal

if TYPE_CHECKING:
    from lxml.etree import _Element


def read(data: bytes, source_name: str) -> Reading:
    """Everything that somebody who opens the document in Word would read.

    Raises:
        UnreadableFile: The file is no Word document, is damaged, or is protected.
    """
    with Archive(data, source_name) as archive:
        name, root = _document(archive, source_name)
        body = next((node for node in root if short(node) == "w:body"), None)
        if body is None:
            raise damaged(source_name, "no body")
        parts = Parts(archive, name)
        styles = Styles(parts.xml("styles"))
        walker = BodyWalker(parts, styles, Numbering(parts.xml("numbering"), styles))
        text, spans = lifted(walker.text(body))
        warnings = list(walker.warnings)
        comments = parts.xml("comments")
    count = 0 if comments is None else sum(short(node) == "w:comment" for node in comments)
    if count:
        which = "a comment" if count == 1 else f"{count} comments"
        warnings.append(f"“{source_name}” has {which} in its margin, which stayed behind.")
    return Reading(text, warnings=tuple(warnings), spans=spans)


def _document(archive: Archive, source_name: str) -> tuple[str, _Element]:
    """Name and root of the main part."""
    main = [path for kind, path in archive.relations("").values() if kind == "officeDocument"]
    main.append("word/document.xml")
    for name in main:
        root = archive.xml(name)
        if root is not None and short(root) == "w:document":
            return name, root
    if any(name.startswith("word/") for name in archive.names()):
        raise damaged(source_name, "no main part")
    raise refusal(
        source_name,
        "it is not a Word document, though its name says so",
        "Open it in the program that made it, save it as .docx or .txt, and import that.",
    )
