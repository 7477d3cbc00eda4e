"""Walks the XML of a Word document and writes down what a reader would see.

The walk follows start and end events, so documents nested however deep need no recursion.
Elements that are not named here (content controls, smart tags, hyperlinks, insertions) are
passed through, so that text in them is never lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.docx.fields import (
    OpenFields,
    form_value,
    is_seen,
    unended_fields,
)
from coder_gui.exchange.transcripts.docx.formats import formats_of
from coder_gui.exchange.transcripts.docx.names import child, short, switched_on
from coder_gui.exchange.transcripts.docx.notes import NOTE_KINDS, Notes
from coder_gui.exchange.transcripts.docx.numbering import Numbering
from coder_gui.exchange.transcripts.docx.parts import Parts
from coder_gui.exchange.transcripts.docx.sections import sections_of, shown_headers
from coder_gui.exchange.transcripts.docx.styles import Styles, numbering_of
from coder_gui.exchange.transcripts.emphasis import emphasised, without_signs
from coder_gui.exchange.transcripts.flow import PAGE_BREAK, Flow, row_lines
from coder_gui.exchange.transcripts.html.text import html_text
from coder_gui.exchange.transcripts.nodes import attribute
from coder_gui.exchange.transcripts.symbols import seen_in, symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED_NAMES = """
w:delText w:delInstrText w:pPr w:rPr w:tblPr w:tblGrid w:trPr w:tcPr w:sdtPr
w:sdtEndPr w:sectPr w:numPr w:tblPrEx w:fldData w:rubyPr m:rPr m:ctrlPr
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_TAKEN_OUT = frozenset(("w:del", "w:moveFrom"))
_PARAGRAPHS = frozenset(("w:p", "a:p"))
_TEXTS = frozenset(("w:t", "m:t", "a:t"))
_BOXES = frozenset(("w:txbxContent", "a:txBody"))
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:cr": "\n",
    "a:br": "\n",
    "w:noBreakHyphen": "\u2011",
    "m:den": "/",
}
_BLANKS = str.maketrans("\t\r\n", "   ")
_MAX_CHOICES = 4
"""How deep drawings in drawings are searched for text; each depth reads all that is below."""


@dataclass(frozen=True, slots=True)
class _Run:
    """How the words of the innermost open run look."""

    hidden: bool
    styles: frozenset[Emphasis]
    font: str


class BodyWalker:
    """Turns the body of one document, with its notes and headers, into text.

    The text holds the signs of `emphasis` around bold, italic and underlined words. Soft
    hyphens are dropped: they show where a word may break, and would hide it from search.
    """

    def __init__(self, parts: Parts, styles: Styles, numbering: Numbering) -> None:
        self._parts = parts
        self._styles = styles
        self._numbering = numbering
        self.warnings: list[str] = []
        self._flows = [Flow()]
        self._rows: list[list[list[str]]] = []
        self._runs: list[_Run] = []
        self._links = 0
        self._taken_out = 0
        self._ruby: list[str] = []
        self._in_ruby = False
        self._choices: list[_Element | None] = []
        self._fields = OpenFields()
        self._unended: set[_Element] = set()
        self._paragraph_styles: list[str] = []
        self._in_notes = False
        self._boxes = True
        self._notes = Notes(parts)
        self._sections: list[_Element] = []
        self._headers: set[str] = set()

    def text(self, body: _Element) -> str:
        """The text of the body, a paragraph or table row a line."""
        self._sections = sections_of(body)[::-1]
        self._begin_section()
        self._walk(body)
        self._flows[-1].end()
        self._write_notes()
        return "\n".join(self._flows[0].finished())

    def _walk(self, root: _Element) -> None:
        from lxml import etree

        self._unended |= unended_fields(root)
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
            font = self._runs[-1].font if self._runs else ""
            self._write(seen_in(font, (node.text or "").translate(_BLANKS)))
        elif name == "w:r":
            self._runs.append(self._run(node))
        elif name in _PARAGRAPHS:
            self._begin_paragraph(node)
        elif name in _TAKEN_OUT:
            self._taken_out += 1
        elif name == "w:hyperlink":
            self._links += 1
        elif name in _BOXES or name == "w:tc":
            self._flows.append(Flow())
            if name in _BOXES:
                return self._boxes
            return not _is_deleted(node, "w:tcPr", "w:cellDel")
        elif name == "w:tr":
            self._flows[-1].flush()
            self._rows.append([])
            return not _is_deleted(node, "w:trPr", "w:del")
        elif name == "w:instrText":
            self._fields.instruct(node.text or "")
        elif name == "w:fldSimple":
            return is_seen(attribute(node, "instr"))
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
        elif name in NOTE_KINDS and self._is_seen() and not self._in_notes:
            self._write(self._notes.mark(NOTE_KINDS[name], node))
        elif name == "w:altChunk":
            self._chunk(node)
        elif name == "v:textpath" and self._boxes:
            self._write(attribute(node, "string"))

    def _end(self, name: str, node: _Element) -> None:
        if name == "w:r":
            self._runs.pop()
        elif name in _PARAGRAPHS:
            self._end_paragraph(node)
        elif name in _TAKEN_OUT:
            self._taken_out -= 1
        elif name == "w:hyperlink":
            self._links -= 1
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
        if text and self._is_seen():
            piece = emphasised(text, self._runs[-1].styles) if self._runs else text
            (self._ruby if self._in_ruby else self._flows[-1].parts).append(piece)

    def _is_seen(self) -> bool:
        hidden = self._runs and self._runs[-1].hidden
        return not self._taken_out and not hidden and self._fields.shown

    def _begin_paragraph(self, node: _Element) -> None:
        properties = child(node, "w:pPr")
        style = child(properties, "w:pStyle")
        name = attribute(style, "val") if style is not None else self._styles.default_paragraph
        self._paragraph_styles.append(name)
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
        self._paragraph_styles.pop()
        self._flows[-1].end()
        if len(self._flows) == 1 and not self._rows:
            self._write_notes()
        ends_section = child(child(node, "w:pPr"), "w:sectPr") is not None
        if ends_section and self._sections and not self._in_notes:
            self._sections.pop()
            self._begin_section()

    def _run(self, node: _Element) -> _Run:
        properties = child(node, "w:rPr")
        own = formats_of(properties)
        style = child(properties, "w:rStyle")
        run_style = "" if style is None else attribute(style, "val")
        paragraph_style = self._paragraph_styles[-1] if self._paragraph_styles else ""
        hidden = own.get("w:vanish")
        if hidden is None:
            hidden = any(map(self._styles.hides, (run_style, paragraph_style)))
        # What stands in a drawing in a hidden run is not to be seen either.
        hidden = hidden or any(run.hidden for run in self._runs[-1:])
        styles = self._styles.emphasis(own, run_style, paragraph_style, self._links > 0)
        fonts = child(properties, "w:rFonts")
        return _Run(hidden, styles, "" if fonts is None else attribute(fonts, "ascii"))

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
            self._write(form_value(child(node, "w:ffData")))
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._fields.end()

    def _write_notes(self) -> None:
        """Write the notes whose marks are in the paragraph or row that has just ended."""
        if self._rows or len(self._flows) > 1 or self._in_notes:
            return
        for mark, note in self._notes.due():
            text = "\n".join(self._apart(note)).strip()
            if text:
                before = f"{mark}: " if mark else ""
                self._flows[-1].lines.extend(f"[{before}{text}]".split("\n"))

    def _apart(self, root: _Element, boxes: bool = True) -> list[str]:
        """Lines of a note or header, walked apart from the text around it.

        Text boxes in headers (`boxes` False) are letterheads and watermarks, and stay out.
        """
        kept = (self._rows, self._runs, self._fields, self._taken_out, self._links)
        self._rows, self._runs, self._fields = [], [], OpenFields()
        self._taken_out = self._links = 0
        self._flows.append(Flow())
        self._in_notes, self._boxes = True, boxes
        self._walk(root)
        self._in_notes, self._boxes = False, True
        self._rows, self._runs, self._fields, self._taken_out, self._links = kept
        return self._flows.pop().finished()

    def _begin_section(self) -> None:
        """Write the headers of the section that begins, once each; the same one is not repeated."""
        section = self._sections[-1] if self._sections else ()
        for header in shown_headers(section, self._parts):
            lines = self._apart(header, boxes=False)
            # A line without a letter is a page number or a rule.
            text = "\n".join(line for line in lines if any(map(str.isalpha, line)))
            words = without_signs(text)
            if text and words not in self._headers:
                self._headers.add(words)
                self._flows[-1].lines.extend(text.split("\n"))

    def _chunk(self, node: _Element) -> None:
        suffix, data = self._parts.chunk(attribute(node, "id"))
        if suffix in (".htm", ".html", ".xhtml"):
            text = html_text(data)
        elif suffix == ".txt":
            text = without_signs(data.decode("utf-8-sig", "replace"))
        else:
            text = ""
            self.warnings.append("A document that is embedded in it could not be read.")
        if text:
            self._flows[-1].flush()
            self._flows[-1].lines.extend(text.split("\n"))


def _has_text(node: _Element) -> bool:
    return any(short(found) in _TEXTS for found in node.iter())


def _is_deleted(node: _Element, properties: str, sign: str) -> bool:
    return child(child(node, properties), sign) is not None
