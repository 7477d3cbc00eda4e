"""What every reader of XML asks its elements for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def attribute(node: _Element, name: str, default: str = "") -> str:
    """Value of an attribute by its local name, whatever its namespace."""
    for key, value in node.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return default


def number(value: str, default: int = 0) -> int:
    """Whole number in an attribute, or the default for anything else."""
    text = value.strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return default
    return int(text)
