"""Short names (`text:p`) for the elements of OpenDocument's XML."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_ODF}office:1.0": "office",
    f"{_ODF}text:1.0": "text",
    f"{_ODF}table:1.0": "table",
    f"{_ODF}drawing:1.0": "draw",
    f"{_ODF}style:1.0": "style",
    f"{_ODF}svg-compatible:1.0": "svg",
    f"{_ODF}form:1.0": "form",
    "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0": "field",
    "http://www.w3.org/1998/Math/MathML": "math",
}


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
