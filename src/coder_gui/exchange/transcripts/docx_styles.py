"""What the styles of a Word document decide about text: hidden or not, numbered or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.docx_names import attribute, child, short, switched_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_ANCESTORS = 40


class Styles:
    """The styles by id, with what they inherit."""

    def __init__(self, root: _Element | None) -> None:
        self._hidden: dict[str, bool | None] = {}
        self._numbering: dict[str, tuple[str, str]] = {}
        self._based_on: dict[str, str] = {}
        self.default_paragraph = ""
        for style in root if root is not None else ():
            if short(style) == "w:style":
                self._add(style)

    def _add(self, style: _Element) -> None:
        name = attribute(style, "styleId")
        if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph":
            self.default_paragraph = name
        based_on = child(style, "w:basedOn")
        if based_on is not None:
            self._based_on[name] = attribute(based_on, "val")
        self._hidden[name] = switched_on(child(style, "w:rPr"), "w:vanish")
        numbering = child(child(style, "w:pPr"), "w:numPr")
        if numbering is not None:
            self._numbering[name] = numbering_of(numbering)

    def hides(self, name: str) -> bool:
        """True when text in this style is hidden text."""
        for style in self._lineage(name):
            hidden = self._hidden.get(style)
            if hidden is not None:
                return hidden
        return False

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
