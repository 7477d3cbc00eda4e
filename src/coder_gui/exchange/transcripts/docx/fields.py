"""The fields of Word documents: what of them is to be seen, and what form fields show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.docx.names import child, short, switched_on
from coder_gui.exchange.transcripts.nodes import attribute, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = frozenset(("SET", "ASK", "XE", "TC", "TA", "RD", "PRIVATE"))
"""Fields whose result Word keeps and does not show."""
_LONGEST_NAME = 40


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_result: bool = False


class OpenFields:
    """The fields inside of which a walk is, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def shown(self) -> bool:
        """Whether words at this place are to be seen."""
        return all(field.in_result and is_seen(field.code) for field in self._open)

    def begin(self) -> None:
        self._open.append(_Field())

    def instruct(self, code: str) -> None:
        """Take in a piece of the code of the innermost field."""
        if self._open and not self._open[-1].in_result:
            field = self._open[-1]
            field.code = (field.code + code).lstrip()[:_LONGEST_NAME]

    def separate(self) -> None:
        """Go on to the result of the innermost field."""
        if self._open:
            self._open[-1].in_result = True

    def end(self) -> None:
        if self._open:
            self._open.pop()


def is_seen(code: str) -> bool:
    """Whether the result of a field with this code is to be seen."""
    name, _, _ = code.strip().partition(" ")
    return name.upper() not in _UNSEEN


def unended_fields(root: _Element) -> set[_Element]:
    """Starts of fields that never end; as fields they would swallow the rest of the text."""
    starts: list[_Element] = []
    for node in root.iter():
        if short(node) == "w:fldChar":
            kind = attribute(node, "fldCharType")
            if kind == "begin":
                starts.append(node)
            elif kind == "end" and starts:
                starts.pop()
    return set(starts)


def form_value(form: _Element | None) -> str:
    """What a legacy form field shows: a box, ticked or not, or the entry chosen from a list."""
    box = child(form, "w:checkBox")
    if box is not None:
        ticked = switched_on(box, "w:checked")
        ticked = switched_on(box, "w:default") if ticked is None else ticked
        return "☒" if ticked else "☐"
    choice = child(form, "w:ddList")
    if choice is None:
        return ""
    entries = [attribute(node, "val") for node in choice if short(node) == "w:listEntry"]
    result = child(choice, "w:result")
    index = number(attribute(result, "val")) if result is not None else 0
    return entries[index] if 0 <= index < len(entries) else ""
