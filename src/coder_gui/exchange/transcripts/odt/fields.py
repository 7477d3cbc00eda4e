"""The fields, form controls and tracked changes of an OpenDocument text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.nodes import attribute, number
from coder_gui.exchange.transcripts.odt.names import short

if TYPE_CHECKING:
    from lxml.etree import _Element

_BUTTONS = frozenset(("form:button", "form:image", "form:hidden", "form:generic-control"))
_BOXES = frozenset(("form:checkbox", "form:radio"))
_CHOICES = frozenset(("form:listbox", "form:combobox"))


def coded_fields(root: _Element) -> set[_Element]:
    """Starts of fields whose code stands in the text, up to a separator, and is not shown."""
    coded: set[_Element] = set()
    open_fields: list[_Element] = []
    seen: set[_Element] = set()
    for node in root.iter():
        name = short(node)
        if name == "field:fieldmark-start":
            open_fields.append(node)
        elif name == "field:fieldmark-separator" and open_fields:
            seen.add(open_fields[-1])
        elif name == "field:fieldmark-end" and open_fields:
            ended = open_fields.pop()
            # One that never ends, or has no separator, would swallow the rest of the text.
            if ended in seen:
                coded.add(ended)
    return coded


def controls(root: _Element) -> dict[str, _Element]:
    """The controls of forms by their ids."""
    forms = (node for node in root.iter() if short(node).startswith("form:"))
    return {name: node for node in forms if (name := attribute(node, "id"))}


def deletions(root: _Element) -> set[str]:
    """Ids of the tracked deletions whose words stand in the text between a start and an end."""
    deleted: set[str] = set()
    ended: set[str] = set()
    for node in root.iter():
        name = short(node)
        if name == "text:changed-region":
            if any(short(kind) == "text:deletion" for kind in node):
                deleted.add(attribute(node, "id"))
        elif name == "text:change-end":
            ended.add(attribute(node, "change-id"))
    return deleted & ended


def field_value(node: _Element) -> str:
    """What a form field of Word shows: a box, ticked or not, or the entry chosen from a list."""
    kind = attribute(node, "type")
    named = [(attribute(p, "name"), attribute(p, "value")) for p in node]
    values = dict(named)
    if kind.endswith("FORMCHECKBOX"):
        return "☒" if values.get("Checkbox_Checked", "false") in ("true", "1") else "☐"
    entries = [value for name, value in named if name == "Dropdown_ListEntry"]
    index = number(values.get("Dropdown_Selected", ""))
    return entries[index] if 0 <= index < len(entries) else ""


def control_value(control: _Element) -> str:
    """What a control of a form shows."""
    name = short(control)
    if name in _BUTTONS:
        return ""
    if name in _BOXES:
        state = attribute(control, "current-state") or attribute(control, "state")
        ticked = state == "checked" or attribute(control, "current-selected") == "true"
        return f"{'☒' if ticked else '☐'} {attribute(control, 'label')}".rstrip()
    if name in _CHOICES and not attribute(control, "current-value"):
        chosen = [attribute(option, "label") for option in control if _is_chosen(option)]
        return ", ".join(filter(None, chosen)) or attribute(control, "value")
    shown = ("current-value", "value", "label")
    return next((text for key in shown if (text := attribute(control, key))), "")


def _is_chosen(option: _Element) -> bool:
    current = attribute(option, "current-selected")
    return (current or attribute(option, "selected")) == "true"
