"""What the styles of a Word document decide about text: its looks, and whether it is numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.docx.formats import NOTHING, Formats, emphasis, formats_of
from coder_gui.exchange.transcripts.docx.names import child, short
from coder_gui.exchange.transcripts.nodes import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_ANCESTORS = 40
_LINK_STYLES = ("hyperlink", "followedhyperlink", "internet link", "visited internet link")


class Styles:
    """The styles by id, with what they inherit."""

    def __init__(self, root: _Element | None) -> None:
        self._own_formats: dict[str, Formats] = {}
        self._formats: dict[str, Formats] = {}
        self._numbering: dict[str, tuple[str, str]] = {}
        self._based_on: dict[str, str] = {}
        self._links: set[str] = set()
        self.default_paragraph = ""
        defaults = child(child(root, "w:docDefaults"), "w:rPrDefault")
        self._defaults = formats_of(child(defaults, "w:rPr"))
        for style in root if root is not None else ():
            if short(style) == "w:style":
                self._add(style)

    def _add(self, style: _Element) -> None:
        style_id = attribute(style, "styleId")
        if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph":
            self.default_paragraph = style_id
        based_on = child(style, "w:basedOn")
        if based_on is not None:
            self._based_on[style_id] = attribute(based_on, "val")
        name = child(style, "w:name")
        if name is not None and attribute(name, "val").lower() in _LINK_STYLES:
            self._links.add(style_id)
        self._own_formats[style_id] = formats_of(child(style, "w:rPr"))
        numbering = child(child(style, "w:pPr"), "w:numPr")
        if numbering is not None:
            self._numbering[style_id] = numbering_of(numbering)

    def hides(self, name: str) -> bool:
        """True when text in this style is hidden text."""
        return self.formats(name).get("w:vanish", False)

    def formats(self, name: str) -> Formats:
        """The switches of a style, those that it inherits included."""
        if name not in self._formats:
            merged: dict[str, bool] = {}
            for style in reversed(self._lineage(name)):
                merged |= self._own_formats.get(style, NOTHING)
            self._formats[name] = merged
        return self._formats[name]

    def emphasis(
        self, own: Formats, run_style: str, paragraph_style: str, is_link: bool = False
    ) -> frozenset[Emphasis]:
        """How the words of a run look.

        Args:
            own: What the run itself sets.
            is_link: That it stands in a hyperlink. The line under a link is the program's and
                not the transcriber's, so it is no emphasis.
        """
        character = self.formats(run_style) if run_style else NOTHING
        found = emphasis(own, character, self.formats(paragraph_style), self._defaults)
        return found - {"underline"} if is_link or run_style in self._links else found

    def numbering(self, name: str) -> tuple[str, str]:
        """List id and level that a paragraph style sets; empty strings when it sets none."""
        list_id = level = ""
        for style in self._lineage(name):
            found_id, found_level = self._numbering.get(style, ("", ""))
            list_id = list_id or found_id
            level = level or found_level
        return list_id, level

    def _lineage(self, name: str) -> list[str]:
        lineage: list[str] = []
        while name and name not in lineage and len(lineage) < _MAX_ANCESTORS:
            lineage.append(name)
            name = self._based_on.get(name, "")
        return lineage


def numbering_of(node: _Element) -> tuple[str, str]:
    """List id and level of a `w:numPr`, each empty when it is not given."""
    list_id, level = child(node, "w:numId"), child(node, "w:ilvl")
    return (
        "" if list_id is None else attribute(list_id, "val"),
        "" if level is None else attribute(level, "val"),
    )
