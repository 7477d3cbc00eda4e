"""What some elements of a web page show in place of the text in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.emphasis import without_signs

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = frozenset(("hidden", "password", "file", "image", "range", "color"))
_LONGEST_MARK = 6


def shown_instead(node: _Element, tag: str) -> str | None:
    """What a field of a form shows, or the mark of a note; None for any other element."""
    if tag == "input":
        return _field(node)
    if tag == "select":
        return _choice(node)
    return _note_mark(node) if tag == "a" else None


def _field(node: _Element) -> str:
    """A box, ticked or not, or what is typed in."""
    kind = node.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☒" if node.get("checked") is not None else "☐"
    return "" if kind in _UNSEEN else without_signs(node.get("value", ""))


def _choice(node: _Element) -> str:
    """The chosen entries of a list; the first one is when none is."""
    options = list(node.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and node.get("multiple") is None:
        chosen = options[:1]
    return ", ".join(filter(None, map(_words, chosen)))


def _note_mark(node: _Element) -> str | None:
    """The mark of a note in brackets; a small raised figure would read as part of a word."""
    if not node.get("href", "").startswith("#") or len(node) != 1 or node[0].tag != "sup":
        return None
    mark = _words(node)
    outside = f"{node.text or ''}{node[0].tail or ''}"
    short = 0 < len(mark) <= _LONGEST_MARK and (mark.isalnum() or mark == "*")
    return f"[{mark}]" if short and not outside.strip() else None


def _words(node: _Element) -> str:
    return " ".join(without_signs("".join(map(str, node.itertext()))).split())
