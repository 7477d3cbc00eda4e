"""The footnotes and endnotes of a Word document: their marks, and which ones are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.docx.parts import Parts
from coder_gui.exchange.transcripts.list_numbers import formatted
from coder_gui.exchange.transcripts.nodes import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

NOTE_KINDS = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """Counts the notes as their marks are met, and hands out those whose paragraph has ended."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._nodes: dict[str, dict[str, _Element]] = {}
        self._marks: dict[tuple[str, str], str] = {}
        self._counts = dict.fromkeys(_FORMS, 0)
        self._pending: list[tuple[str, str]] = []

    def mark(self, kind: str, reference: _Element) -> str:
        """What stands in the text for a note, such as `[1]`."""
        key = (kind, attribute(reference, "id"))
        if key not in self._marks:
            # A mark of the writer's own follows in the text, and in the note, and is not counted.
            is_own = attribute(reference, "customMarkFollows") in ("1", "true", "on")
            self._counts[kind] += not is_own
            self._marks[key] = "" if is_own else formatted(self._counts[kind], _FORMS[kind])
            self._pending.append(key)
        return f"[{self._marks[key]}]" if self._marks[key] else ""

    def due(self) -> list[tuple[str, _Element]]:
        """Mark and content of each note that was met since the last time."""
        pending, self._pending = self._pending, []
        found = [(self._marks[key], self._node(*key)) for key in pending]
        return [(mark, node) for mark, node in found if node is not None]

    def _node(self, kind: str, note_id: str) -> _Element | None:
        if kind not in self._nodes:
            root = self._parts.xml(f"{kind}s")
            nodes = [] if root is None else list(root)
            self._nodes[kind] = {attribute(node, "id"): node for node in nodes}
        return self._nodes[kind].get(note_id)
