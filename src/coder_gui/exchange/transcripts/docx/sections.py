"""The sections of a Word document, and which of their headers are seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.docx.names import is_on, short, switched_on
from coder_gui.exchange.transcripts.docx.parts import Parts
from coder_gui.exchange.transcripts.nodes import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

_SECTION_ENDS = ("w:body", "w:pPr")
_HEADER_KINDS = ("first", "default", "even")


def sections_of(body: _Element) -> list[_Element]:
    """The properties of each section, first to last."""
    return [node for node in body.iter() if _is_section(node)]


def _is_section(node: _Element) -> bool:
    parent = node.getparent()
    return short(node) == "w:sectPr" and parent is not None and short(parent) in _SECTION_ENDS


def shown_headers(section: Iterable[_Element], parts: Parts) -> Iterator[_Element]:
    """The headers that some page of a section shows; Word keeps unused ones in the file too."""
    has_first = any(short(node) == "w:titlePg" and is_on(node) for node in section)
    for kind in _HEADER_KINDS:
        for node in section:
            if short(node) != "w:headerReference" or attribute(node, "type") != kind:
                continue
            if kind == "first" and not has_first:
                continue
            if kind == "even" and not switched_on(parts.xml("settings"), "w:evenAndOddHeaders"):
                continue
            header = parts.xml_by_id(attribute(node, "id"))
            if header is not None:
                yield header
