"""Short names (`w:p`) for the elements and attributes of Word's XML, strict or transitional."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.nodes import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
}


OFF = frozenset(("0", "false", "off", "none"))


@lru_cache(maxsize=2048)
def _shortened(tag: str) -> str:
    uri, _, local = tag[1:].rpartition("}")
    return f"{_PREFIXES.get(uri, '?')}:{local}"


def short(node: _Element) -> str:
    """Name of an element with its usual prefix; `?:` for one of a namespace not read here."""
    tag = node.tag
    return _shortened(tag) if isinstance(tag, str) else ""


def child(node: _Element | None, name: str) -> _Element | None:
    """First child of that short name."""
    if node is not None:
        for found in node:
            if short(found) == name:
                return found
    return None


def switched_on(node: _Element | None, name: str) -> bool | None:
    """State of a switch such as `w:vanish`; None when it is not set here."""
    switch = child(node, name)
    return None if switch is None else is_on(switch)


def is_on(switch: _Element) -> bool:
    """Whether a switch that is there is on: it is, unless it says otherwise."""
    return attribute(switch, "val", "true").lower() not in OFF
