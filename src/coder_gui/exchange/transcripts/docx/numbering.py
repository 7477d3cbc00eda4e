"""The automatic numbers of Word's lists, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.docx.names import child, short, switched_on
from coder_gui.exchange.transcripts.docx.styles import Styles
from coder_gui.exchange.transcripts.list_numbers import bullet, formatted
from coder_gui.exchange.transcripts.nodes import attribute, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile("%([1-9])")
_LEVELS = 9
_MAX_PATTERN = 60


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level look."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    gap: str = " "
    restarts: bool = True
    legal: bool = False


class Numbering:
    """Gives each paragraph of a list its number; must be asked in the order of the text."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], _Level] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        links: dict[str, str] = {}
        for node in root if root is not None else ():
            if short(node) == "w:abstractNum":
                self._add_abstract(node, links)
            elif short(node) == "w:num":
                self._add_list(node)
        for abstract_id, style in links.items():
            linked = self._lists.get(styles.numbering(style)[0], "")
            if linked and not self._abstract.get(abstract_id):
                self._abstract[abstract_id] = self._abstract.get(linked, {})

    def _add_abstract(self, node: _Element, links: dict[str, str]) -> None:
        abstract_id = attribute(node, "abstractNumId")
        link = child(node, "w:numStyleLink")
        if link is not None:
            links[abstract_id] = attribute(link, "val")
        self._abstract[abstract_id] = {
            number(attribute(level, "ilvl")): _level(level)
            for level in node
            if short(level) == "w:lvl"
        }

    def _add_list(self, node: _Element) -> None:
        list_id = attribute(node, "numId")
        abstract = child(node, "w:abstractNumId")
        self._lists[list_id] = "" if abstract is None else attribute(abstract, "val")
        for override in node:
            if short(override) != "w:lvlOverride":
                continue
            key = (list_id, number(attribute(override, "ilvl")))
            level, start = child(override, "w:lvl"), child(override, "w:startOverride")
            if level is not None:
                self._overrides[key] = _level(level)
            if start is not None:
                self._restarts[key] = number(attribute(start, "val"), 1)

    def next_number(self, list_id: str, level_text: str) -> str:
        """Number and gap before the next paragraph of a list, such as `2. `; empty without one."""
        abstract_id = self._lists.get(list_id)
        depth = number(level_text)
        if abstract_id is None or not 0 <= depth < _LEVELS:
            return ""
        level = self._level(list_id, depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract_id, {})
        restart = self._restarts.pop((list_id, depth), None)
        if restart is not None:
            counts[depth] = restart - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            below = self._level(list_id, deeper)
            if below is None or below.restarts:
                counts.pop(deeper, None)
        return self._shown(list_id, level, counts)

    def _level(self, list_id: str, depth: int) -> _Level | None:
        override = self._overrides.get((list_id, depth))
        return override or self._abstract.get(self._lists.get(list_id, ""), {}).get(depth)

    def _shown(self, list_id: str, level: _Level, counts: dict[int, int]) -> str:
        if level.form == "bullet":
            return bullet(level.pattern) + level.gap

        def place(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            at = self._level(list_id, depth) or _Level()
            form = "decimal" if level.legal else at.form
            return formatted(counts.setdefault(depth, at.start), form)

        shown = _PLACE.sub(place, level.pattern)
        return shown + level.gap if shown.strip() else ""


def _level(node: _Element) -> _Level:
    values = {short(part): attribute(part, "val") for part in node}
    gap = {"nothing": ""}.get(values.get("w:suff", "tab"), " ")
    level = _Level(
        form=values.get("w:numFmt", "decimal"),
        pattern=values.get("w:lvlText", "")[:_MAX_PATTERN],
        start=number(values.get("w:start", ""), 0 if "w:start" not in values else 1),
        gap=gap,
        legal=bool(switched_on(node, "w:isLgl")),
    )
    return replace(level, restarts=values.get("w:lvlRestart") != "0")
