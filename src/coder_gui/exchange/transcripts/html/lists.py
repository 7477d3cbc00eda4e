"""The numbers and bullets of the lists of a web page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.list_numbers import formatted
from coder_gui.exchange.transcripts.nodes import number

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMS = {
    "a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "A": "upperLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "i": "lowerRoman", "lower-roman": "lowerRoman", "I": "upperRoman",
    "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero",
}  # fmt: skip
_BULLETS = frozenset(("disc", "circle", "square"))
_BULLET = "• "


@dataclass(slots=True)
class _List:
    """An open list: the number of its next item, and how far the one after it is off."""

    ordered: bool
    form: str
    next: int = 1
    step: int = 1


class ListMarks:
    """Gives each item its mark; must be told of lists and items in the order of the page."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def begin(self, node: _Element, tag: str, marker: str) -> None:
        """A list begins; `marker` is the type that a style sheet gives it."""
        form = marker or node.get("type", "")
        opened = _List(tag == "ol", form)
        if node.get("reversed") is not None:
            opened.next, opened.step = sum(child.tag == "li" for child in node), -1
        opened.next = number(node.get("start", ""), opened.next)
        self._open.append(opened)

    def end(self) -> None:
        """The list ends."""
        if self._open:
            self._open.pop()

    def item(self, node: _Element, marker: str) -> str:
        """The mark of an item and the gap behind it, such as `2. `; empty without one."""
        now = self._open[-1] if self._open else _List(ordered=False, form="")
        form = marker or node.get("type", "") or now.form
        count = number(node.get("value", ""), now.next)
        now.next = count + now.step
        if form == "none":
            return ""
        if form in _BULLETS or not (now.ordered or form in _FORMS):
            return _BULLET
        return f"{formatted(count, _FORMS.get(form, 'decimal'))}. "
