"""Reads OpenDocument texts, packed (.odt) or as one XML file (.fodt)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.archive import Archive, parsed
from coder_gui.exchange.transcripts.content import DESCRIPTIONS
from coder_gui.exchange.transcripts.emphasis import lifted
from coder_gui.exchange.transcripts.odt.body import BodyWalker, Resolve
from coder_gui.exchange.transcripts.odt.lists import Lists
from coder_gui.exchange.transcripts.odt.names import child, short
from coder_gui.exchange.transcripts.odt.styles import Pages, Styles
from coder_gui.exchange.transcripts.reading import Reading, damaged, refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

_MANIFEST = "META-INF/manifest.xml"
_AUTOMATIC = "office:automatic-styles"


def read(data: bytes, source_name: str) -> Reading:
    """Everything that somebody who opens the document in LibreOffice would read.

    Raises:
        UnreadableFile: The file is no OpenDocument text, is damaged, or is protected.
    """
    with Archive(data, source_name) as archive:
        # The manifest of old programs has a DOCTYPE, so it is searched, not parsed.
        if "encrypted-package" in archive.names() or b":encryption-data" in (
            archive.part(_MANIFEST) or b""
        ):
            raise refusal(
                source_name,
                "it is protected by a password",
                "Open it in LibreOffice, save it without a password (File › Save As), and import "
                "that.",
            )
        content = archive.xml("content.xml")
        if content is None:
            raise damaged(source_name, "no content.xml")
        styles = archive.xml("styles.xml")

        def part(link: str) -> _Element | None:
            folder = link.removeprefix("./").strip("/")
            return archive.xml(f"{folder}/content.xml") if folder and ":" not in folder else None

        return _reading(content, styles, part, source_name)


def read_flat(data: bytes, source_name: str) -> Reading:
    """The same for a document that is one XML file."""
    root = parsed(data, "document", source_name)
    return _reading(root, None, lambda _link: None, source_name)


def _reading(
    content: _Element, styles: _Element | None, part: Resolve, source_name: str
) -> Reading:
    text_body = child(child(content, "office:body"), "office:text")
    if text_body is None:
        if any(short(node) == "office:body" for node in content):
            raise refusal(source_name, *DESCRIPTIONS["odf"])
        raise damaged(source_name, "no body")
    shared = [*_containers(styles, "office:styles"), *_containers(content, "office:styles")]
    of_pages = [*shared, *_containers(content if styles is None else styles, _AUTOMATIC)]
    of_text = [*shared, *_containers(content, _AUTOMATIC)]
    masters = [root for root in (styles, content) if root is not None]
    pages = [found for root in masters for found in _containers(root, "office:master-styles")]
    headers = Pages(pages[0] if pages else None)

    def walked(hides: bool) -> tuple[str, int]:
        page_styles = Styles(of_pages, hides)
        walker = BodyWalker(Styles(of_text, hides), Lists(of_text), headers, page_styles, part)
        return walker.text(text_body), walker.comments

    text, comments = walked(hides=True)
    warnings: list[str] = []
    if not text.strip():
        text, comments = walked(hides=False)
        if text.strip():
            warnings.append(f"All words in “{source_name}” are hidden text; they were kept.")
    if comments:
        which = "a comment" if comments == 1 else f"{comments} comments"
        warnings.append(f"“{source_name}” has {which} in its margin, which stayed behind.")
    text, spans = lifted(text)
    return Reading(text, warnings=tuple(warnings), spans=spans)


def _containers(root: _Element | None, name: str) -> list[_Element]:
    return [] if root is None else [node for node in root if short(node) == name]
