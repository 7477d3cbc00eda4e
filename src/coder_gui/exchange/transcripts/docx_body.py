"""Walks the XML of a Word document and writes down what a reader would see.

The walk follows start and end events, so documents nested however deep need no recursion.
Elements that are not named here (content controls, smart tags, hyperlinks, insertions) are
passed through, so that text in them is never lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.docx_flow import PAGE_BREAK, Flow, row_lines
from coder_gui.exchange.transcripts.docx_names import (
    attribute,
    child,
    number,
    short,
    switched_on,
)
from coder_gui.exchange.transcripts.docx_numbering import Numbering, formatted
from coder_gui.exchange.transcripts.docx_parts import Parts
from coder_gui.exchange.transcripts.docx_styles import Styles, numbering_of
from coder_gui.exchange.transcripts.docx_symbols import symbol
from coder_gui.exchange.transcripts.html_text import html_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED_NAMES = """
w:instrText w:delText w:delInstrText w:pPr w:rPr w:tblPr w:tblGrid w:trPr w:tcPr w:sdtPr
w:sdtEndPr w:sectPr w:numPr w:tblPrEx w:fldData w:rubyPr m:rPr m:ctrlPr
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_TAKEN_OUT = frozenset(("w:del", "w:moveFrom"))
_PARAGRAPHS = frozenset(("w:p", "a:p"))
_TEXTS = frozenset(("w:t", "m:t", "a:t"))
_BOXES = frozenset(("w:txbxContent", "a:txBody"))
_NOTE_KINDS = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:cr": "\n",
    "a:br": "\n",
    "w:noBreakHyphen": "\u2011",
    "m:den": "/",
}
_BLANKS = str.maketrans("\t\r\n", "   ")
_SECTION_ENDS = ("w:body", "w:pPr")
_MAX_CHOICES = 4
"""How deep drawings in drawings are searched for text; each depth reads all that is below."""
_HEADER_KINDS = ("first", "default", "even")


class BodyWalker:
    """Turns the body of one document, with its notes and headers, into text.

    Soft hyphens are dropped: they show where a word may break, and would hide it from search.
    """

    def __init__(self, parts: Parts, styles: Styles, numbering: Numbering) -> None:
        self._parts = parts
        self._styles = styles
        self._numbering = numbering
        self.warnings: list[str] = []
        self._flows = [Flow()]
        self._rows: list[list[list[str]]] = []
        self._hidden_runs: list[bool] = []
        self._taken_out = 0
        self._ruby: list[str] = []
        self._in_ruby = False
        self._choices: list[_Element | None] = []
        self._fields: list[bool] = []  # for each open field: is its result being shown?
        self._unended: set[_Element] = set()
        self._hidden_paragraph = False
        self._in_notes = False
        self._boxes = True
        self._notes: dict[str, dict[str, _Element]] = {}
        self._marks: dict[tuple[str, str], str] = {}
        self._pending: list[tuple[str, str]] = []
        self._sections: list[_Element] = []
        self._headers: set[str] = set()

    def text(self, body: _Element) -> str:
        """The text of the body, a paragraph or table row a line."""
        self._sections = [node for node in body.iter() if _is_section(node)][::-1]
        self._begin_section()
        self._walk(body)
        self._flows[-1].end()
        self._write_notes()
        return "\n".join(self._flows[0].finished())

    def _walk(self, root: _Element) -> None:
        from lxml import etree

        self._unended |= _unended_fields(root)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            name = short(node)
            if event == "end":
                self._end(name, node)
            elif self._is_left_out(name, node) or not self._start(name, node):
                walk.skip_subtree()

    def _start(self, name: str, node: _Element) -> bool:
        """Open an element; False when nothing in it is to be seen."""
        if name in _TEXTS:
            self._write((node.text or "").translate(_BLANKS))
        elif name == "w:r":
            self._hidden_runs.append(self._is_hidden(node))
        elif name in _PARAGRAPHS:
            self._begin_paragraph(node)
        elif name in _TAKEN_OUT:
            self._taken_out += 1
        elif name in _BOXES or name == "w:tc":
            self._flows.append(Flow())
            if name in _BOXES:
                return self._boxes
            return not _is_deleted(node, "w:tcPr", "w:cellDel")
        elif name == "w:tr":
            self._flows[-1].flush()
            self._rows.append([])
            return not _is_deleted(node, "w:trPr", "w:del")
        elif name == "w:rt":
            self._ruby, self._in_ruby = [], True
        elif name == "mc:AlternateContent":
            self._choose(node)
        else:
            self._mark(name, node)
        return True

    def _mark(self, name: str, node: _Element) -> None:
        """Write what an element without text of its own stands for."""
        if name in _SIGNS:
            self._write(_SIGNS[name])
        elif name == "w:br":
            paged = attribute(node, "type") in ("page", "column")
            self._write(PAGE_BREAK if paged else "\n")
        elif name == "w:sym":
            self._write(symbol(attribute(node, "font"), attribute(node, "char")))
        elif name == "w:fldChar":
            self._field(node)
        elif name in _NOTE_KINDS:
            self._note_mark(_NOTE_KINDS[name], node)
        elif name == "w:altChunk":
            self._chunk(node)

    def _end(self, name: str, node: _Element) -> None:
        if name == "w:r":
            self._hidden_runs.pop()
        elif name in _PARAGRAPHS:
            self._end_paragraph(node)
        elif name in _TAKEN_OUT:
            self._taken_out -= 1
        elif name in _BOXES:
            lines = self._flows.pop().finished()
            self._flows[-1].below.extend(lines)
        elif name == "w:tc":
            lines = self._flows.pop().finished()
            if self._rows:
                self._rows[-1].append(lines)
            else:
                self._flows[-1].lines.extend(lines)
        elif name == "w:tr":
            self._flows[-1].lines.extend(row_lines(self._rows.pop()))
            self._write_notes()
        elif name == "w:rt":
            self._in_ruby = False
        elif name == "w:rubyBase" and self._ruby:
            reading, self._ruby = "".join(self._ruby), []
            self._write(f"({reading})")
        elif name == "mc:AlternateContent":
            self._choices.pop()

    def _write(self, text: str) -> None:
        hidden = self._taken_out or (self._hidden_runs and self._hidden_runs[-1])
        if text and not hidden and all(self._fields):
            (self._ruby if self._in_ruby else self._flows[-1].parts).append(text)

    def _begin_paragraph(self, node: _Element) -> None:
        properties = child(node, "w:pPr")
        style = child(properties, "w:pStyle")
        name = attribute(style, "val") if style is not None else self._styles.default_paragraph
        self._hidden_paragraph = self._styles.hides(name)
        mark = child(properties, "w:rPr")
        joins = any(child(mark, out) is not None for out in _TAKEN_OUT)
        joins = joins or bool(switched_on(mark, "w:vanish"))
        frame = child(properties, "w:framePr")
        joins = joins or (frame is not None and attribute(frame, "dropCap") in ("drop", "margin"))
        list_id, level = self._styles.numbering(name)
        own = child(properties, "w:numPr")
        if own is not None:
            own_id, own_level = numbering_of(own)
            list_id, level = own_id or list_id, own_level or level
        numbered = list_id not in ("", "0") and not joins
        prefix = self._numbering.next_number(list_id, level) if numbered else ""
        self._flows[-1].begin(prefix, joins)

    def _end_paragraph(self, node: _Element) -> None:
        self._flows[-1].end()
        if len(self._flows) == 1 and not self._rows:
            self._write_notes()
        ends_section = child(child(node, "w:pPr"), "w:sectPr") is not None
        if ends_section and self._sections and not self._in_notes:
            self._sections.pop()
            self._begin_section()

    def _is_hidden(self, run: _Element) -> bool:
        if self._hidden_runs and self._hidden_runs[-1]:
            return True
        properties = child(run, "w:rPr")
        hidden = switched_on(properties, "w:vanish")
        style = child(properties, "w:rStyle")
        if hidden is None and style is not None and self._styles.hides(attribute(style, "val")):
            return True
        return self._hidden_paragraph if hidden is None else hidden

    def _choose(self, node: _Element) -> None:
        """Pick the first version of a drawing that has text in it."""
        versions = list(node)
        taken = versions[0] if versions else None
        if len(self._choices) < _MAX_CHOICES:
            taken = next((version for version in versions if _has_text(version)), taken)
        self._choices.append(taken)

    def _is_left_out(self, name: str, node: _Element) -> bool:
        if name in _SKIPPED:
            return True
        if name not in ("mc:Choice", "mc:Fallback") or not self._choices:
            return False
        return node is not self._choices[-1]

    def _field(self, node: _Element) -> None:
        kind = attribute(node, "fldCharType")
        if kind == "begin" and node not in self._unended:
            self._write(_form_value(child(node, "w:ffData")))
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note_mark(self, kind: str, node: _Element) -> None:
        if self._in_notes or self._taken_out:
            return
        key = (kind, attribute(node, "id"))
        if key not in self._marks:
            count = sum(known == kind for known, _ in self._marks) + 1
            form = "decimal" if kind == "footnote" else "lowerRoman"
            self._marks[key] = formatted(count, form)
            self._pending.append(key)
        if attribute(node, "customMarkFollows") not in ("1", "true", "on"):
            self._write(f"[{self._marks[key]}]")

    def _write_notes(self) -> None:
        """Write the notes whose marks are in the paragraph or row that has just ended."""
        if self._rows or len(self._flows) > 1 or self._in_notes:
            return
        pending, self._pending = self._pending, []
        for kind, note_id in pending:
            note = self._note(kind, note_id)
            lines = [] if note is None else self._apart(note)
            text = "\n".join(lines).strip()
            if text:
                mark = self._marks[kind, note_id]
                self._flows[-1].lines.extend(f"[{mark}: {text}]".split("\n"))

    def _note(self, kind: str, note_id: str) -> _Element | None:
        if kind not in self._notes:
            root = self._parts.xml(f"{kind}s")
            nodes = [] if root is None else list(root)
            self._notes[kind] = {attribute(node, "id"): node for node in nodes}
        return self._notes[kind].get(note_id)

    def _apart(self, root: _Element, boxes: bool = True) -> list[str]:
        """Lines of a note or header, walked apart from the text around it.

        Text boxes in headers (`boxes` False) are letterheads and watermarks, and stay out.
        """
        kept = (self._rows, self._hidden_runs, self._fields, self._taken_out)
        self._rows, self._hidden_runs, self._fields, self._taken_out = [], [], [], 0
        self._flows.append(Flow())
        self._in_notes, self._boxes = True, boxes
        self._walk(root)
        self._in_notes, self._boxes = False, True
        self._rows, self._hidden_runs, self._fields, self._taken_out = kept
        return self._flows.pop().finished()

    def _begin_section(self) -> None:
        """Write the headers of the section that begins, once each; the same one is not repeated."""
        section = self._sections[-1] if self._sections else None
        references = [] if section is None else list(section)
        for kind in _HEADER_KINDS:
            for node in references:
                if short(node) == "w:headerReference" and attribute(node, "type") == kind:
                    root = self._parts.xml_by_id(attribute(node, "id"))
                    lines = [] if root is None else self._apart(root, boxes=False)
                    # A line without a letter is a page number or a rule.
                    text = "\n".join(line for line in lines if any(map(str.isalpha, line)))
                    if text and text not in self._headers:
                        self._headers.add(text)
                        self._flows[-1].lines.extend(text.split("\n"))

    def _chunk(self, node: _Element) -> None:
        suffix, data = self._parts.chunk(attribute(node, "id"))
        if suffix in (".htm", ".html", ".xhtml"):
            text = html_text(data)
        elif suffix == ".txt":
            text = data.decode("utf-8-sig", "replace")
        else:
            text = ""
            self.warnings.append("A document that is embedded in it could not be read.")
        if text:
            self._flows[-1].flush()
            self._flows[-1].lines.extend(text.split("\n"))


def _unended_fields(root: _Element) -> set[_Element]:
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


def _is_section(node: _Element) -> bool:
    parent = node.getparent()
    return short(node) == "w:sectPr" and parent is not None and short(parent) in _SECTION_ENDS


def _has_text(node: _Element) -> bool:
    return any(short(found) in _TEXTS for found in node.iter())


def _is_deleted(node: _Element, properties: str, sign: str) -> bool:
    return child(child(node, properties), sign) is not None


def _form_value(form: _Element | None) -> str:
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
