"""The numbers and bullets of OpenDocument's lists and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.list_numbers import bullet, formatted
from coder_gui.exchange.transcripts.nodes import attribute, number
from coder_gui.exchange.transcripts.odt.names import child, short

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_STYLES = ("text:list-style", "text:outline-style")
_OUTLINE = ("text:outline-style", "")
_PLACE = re.compile("%([0-9]{1,2})%")
_MAX_PATTERN = 60
_MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level look."""

    form: str = ""
    bullet: str = ""
    before: str = ""
    after: str = ""
    pattern: str = ""
    shown: int = 1
    start: int = 1
    gap: str = " "


_Levels = Mapping[int, _Level]
_UNSTYLED: _Levels = {depth: _Level(bullet="•") for depth in range(1, 11)}
"""What LibreOffice makes of a list that has no style."""


@dataclass(slots=True)
class _List:
    """An open list, and the count of each level of the whole that it is a part of."""

    levels: _Levels
    style: str
    counts: dict[int, int]
    waiting: bool = False
    start: int | None = None


class Lists:
    """Gives each item its number; must be told of lists and items in the order of the text.

    Args:
        containers: `office:styles` and `office:automatic-styles`; later ones win.
    """

    def __init__(self, containers: Iterable[_Element]) -> None:
        self._styles: dict[tuple[str, str], _Levels] = {}
        for container in containers:
            for node in container:
                kind = short(node)
                if kind in _STYLES:
                    name = attribute(node, "name") if kind == _STYLES[0] else ""
                    self._styles[kind, name] = _levels(node)
        self._outline: dict[int, int] = {}
        self._by_id: dict[str, dict[int, int]] = {}
        self._by_style: dict[str, dict[int, int]] = {}
        self.open: list[_List] = []
        """The lists that are open here; a text box or a cell begins with none."""
        self._suspended: list[list[_List]] = []

    def begin(self, node: _Element) -> None:
        """A `text:list` begins."""
        above = self.open[-1] if self.open else None
        style = attribute(node, "style-name") or (above.style if above else "")
        counts: dict[int, int] = {}
        if above is not None:
            counts = above.counts
            depth = len(self.open)
            if above.waiting and depth not in counts:
                # An item without a paragraph counts when nothing on its level stands above it.
                counts[depth] = above.levels.get(depth, _Level()).start
        elif attribute(node, "continue-list") in self._by_id:
            counts = self._by_id[attribute(node, "continue-list")]
        elif attribute(node, "continue-numbering") == "true":
            counts = self._by_style.get(style, counts)
        self._by_style[style] = counts
        if list_id := attribute(node, "id"):
            self._by_id[list_id] = counts
        levels = self._styles.get((_STYLES[0], style))
        if levels is None:
            levels = _UNSTYLED
        self.open.append(_List(levels, style, counts))

    def item(self, node: _Element) -> None:
        """A `text:list-item` begins; its first paragraph takes the number."""
        if self.open:
            self.open[-1].waiting = True
            start = attribute(node, "start-value")
            self.open[-1].start = number(start) if start else None

    def end_item(self) -> None:
        """The item ends, with a number that nobody took when it had no paragraph."""
        if self.open:
            self.open[-1].waiting = False

    def end(self) -> None:
        """The list ends."""
        if self.open:
            self.open.pop()

    def suspend(self) -> None:
        """A text box, cell or note begins, in which no list is open."""
        self._suspended.append(self.open)
        self.open = []

    def resume(self) -> None:
        """It ends, and the lists around it go on."""
        self.open = self._suspended.pop()

    def next_number(self) -> str:
        """Number and gap before a paragraph, such as `2. `; empty without one."""
        if not self.open:
            return ""
        now, depth = self.open[-1], len(self.open)
        if not now.waiting:
            _restart_below(now.counts, depth)
            return ""
        now.waiting = False
        return _counted(now.levels, now.counts, depth, now.start)

    def heading_number(self, node: _Element) -> str:
        """Number and gap before a heading that is in no list."""
        depth = number(attribute(node, "outline-level"), 1)
        levels = self._styles.get(_OUTLINE, {})
        if attribute(node, "is-list-header") == "true" or depth not in levels:
            return ""
        restarts = attribute(node, "restart-numbering") == "true"
        start = number(attribute(node, "start-value"), 1) if restarts else None
        return _counted(levels, self._outline, depth, start)


def _counted(levels: _Levels, counts: dict[int, int], depth: int, start: int | None) -> str:
    """Count on at a level, and show the number."""
    level = levels.get(depth, _Level())
    if start is not None:
        counts[depth] = start - 1
    counts[depth] = counts.get(depth, level.start - 1) + 1
    _restart_below(counts, depth)
    if level.bullet:
        return bullet(level.bullet) + level.gap

    def place(depth: int) -> str:
        at = levels.get(depth, _Level())
        return formatted(counts.get(depth, at.start), at.form) if at.form else ""

    if level.pattern:
        shown = _PLACE.sub(lambda match: place(int(match[1])), level.pattern)
        return shown + level.gap if any(map(str.isalnum, shown)) else ""
    if not level.form:
        words = level.before + level.after
        return words + level.gap if any(map(str.isalnum, words)) else ""
    first = max(1, depth - level.shown + 1, depth - _MAX_DEPTH)
    numbers = [text for at in range(first, depth + 1) if (text := place(at))]
    return level.before + ".".join(numbers) + level.after + level.gap


def _restart_below(counts: dict[int, int], depth: int) -> None:
    for deeper in [level for level in counts if level > depth]:
        del counts[deeper]


def _levels(style: _Element) -> _Levels:
    return {number(attribute(node, "level"), 1): _level(node) for node in style}


def _level(node: _Element) -> _Level:
    kind = short(node)
    if kind not in ("text:list-level-style-number", "text:outline-level-style"):
        return _Level(bullet=attribute(node, "bullet-char")[:1] or "•", gap=_gap(node))
    form = attribute(node, "num-format")
    return _Level(
        form=_FORMS.get(form, "decimal") if form else "",
        before=attribute(node, "num-prefix")[:_MAX_PATTERN],
        after=attribute(node, "num-suffix")[:_MAX_PATTERN],
        pattern=attribute(node, "num-list-format")[:_MAX_PATTERN],
        shown=number(attribute(node, "display-levels"), 1),
        start=number(attribute(node, "start-value"), 1),
        gap=_gap(node),
    )


def _gap(node: _Element) -> str:
    alignment = child(
        child(node, "style:list-level-properties"), "style:list-level-label-alignment"
    )
    follower = "" if alignment is None else attribute(alignment, "label-followed-by")
    return "" if follower == "nothing" else " "
