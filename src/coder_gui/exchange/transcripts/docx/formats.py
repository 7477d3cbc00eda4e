"""What run properties say about words: whether they are hidden, bold, italic or underlined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.docx.names import OFF, is_on, short
from coder_gui.exchange.transcripts.nodes import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

Formats = Mapping[str, bool]
"""The switches that are set at one place, by their names in the XML."""

_SWITCHES = frozenset(("w:vanish", "w:b", "w:i", "w:bCs", "w:iCs", "w:cs", "w:rtl"))
_TOGGLES: tuple[tuple[Emphasis, str, str], ...] = (
    ("bold", "w:b", "w:bCs"),
    ("italic", "w:i", "w:iCs"),
)
NOTHING: Formats = {}


def formats_of(properties: _Element | None) -> Formats:
    """The switches that a `w:rPr` sets; `w:u` is one here, whatever the line looks like."""
    if properties is None:
        return NOTHING
    found: dict[str, bool] = {}
    for node in properties:
        name = short(node)
        if name in _SWITCHES:
            found[name] = is_on(node)
        elif name == "w:u" and (line := attribute(node, "val")):
            found[name] = line.lower() not in OFF
    return found


def emphasis(
    own: Formats, character: Formats, paragraph: Formats, defaults: Formats
) -> frozenset[Emphasis]:
    """How words look: by their own switches, else by their styles, else by the defaults.

    Bold and italic are toggles: a style for characters that is bold takes the bold off a
    paragraph whose style is bold, so that the words stand out.
    """
    # Words of right-to-left and other complex scripts follow switches of their own.
    is_complex = own.get("w:cs", False) or own.get("w:rtl", False)
    found: set[Emphasis] = set()
    for style, plain_name, complex_name in _TOGGLES:
        name = complex_name if is_complex else plain_name
        on = own.get(name)
        if on is None and name not in paragraph and defaults.get(name):
            on = True
        if on is None:
            on = paragraph.get(name, False) != character.get(name, False)
        if on:
            found.add(style)
    for formats in (own, character, paragraph, defaults):
        if "w:u" in formats:
            if formats["w:u"]:
                found.add("underline")
            break
    return frozenset(found)
