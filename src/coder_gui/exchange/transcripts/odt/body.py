"""Walks the XML of an OpenDocument text and writes down what a reader would see.

The walk follows start and end events, so documents nested however deep need no recursion.
Elements that are not named here (links, insertions, fields) are passed through, so that text
in them is never lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.emphasis import emphasised, without_signs
from coder_gui.exchange.transcripts.flow import Flow, row_lines
from coder_gui.exchange.transcripts.list_numbers import formatted
from coder_gui.exchange.transcripts.nodes import attribute, number
from coder_gui.exchange.transcripts.odt.fields import (
    coded_fields,
    control_value,
    controls,
    deletions,
    field_value,
)
from coder_gui.exchange.transcripts.odt.lists import Lists
from coder_gui.exchange.transcripts.odt.names import child, short
from coder_gui.exchange.transcripts.odt.styles import Look, Pages, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED_NAMES = """
office:annotation office:binary-data office:event-listeners office:forms math:annotation
math:annotation-xml svg:desc svg:title table:covered-table-cell table:desc table:title
text:bibliography-source text:alphabetical-index-source text:illustration-index-source
text:note-body text:note-citation text:number text:object-index-source text:script
text:table-index-source text:table-of-content-source text:tracked-changes
text:user-index-source
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_PARAGRAPHS = frozenset(("text:p", "text:h"))
_SHAPE_NAMES = """
draw:text-box draw:custom-shape draw:rect draw:line draw:polyline draw:polygon draw:regular-polygon
draw:path draw:circle draw:ellipse draw:connector draw:caption draw:measure
"""
_SHAPES = frozenset(_SHAPE_NAMES.split())
_LISTS = frozenset(("text:list", "text:list-item"))
_GAPS = re.compile("[ \t\r\n]+")
_MAX_BLANKS = 1_000
_SOFT_HYPHEN = "\xad"

Resolve = Callable[[str], "_Element | None"]
"""Root of the part that a link inside the document names."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph, and how words look at the place that the walk has reached in it."""

    looks: list[Look]
    after_blank: bool = True
    wrote: bool = False
    dropped: bool = False


@dataclass(slots=True)
class _Place:
    """What is open around the paragraphs of one flow, and ends with it."""

    rows: list[list[list[str]]] = field(default_factory=list)
    links: int = 0
    fields: list[bool] = field(default_factory=list)  # of each open field: is it shown?
    paragraphs: list[_Paragraph] = field(default_factory=list)


class BodyWalker:
    """Turns the body of one document, with its notes and headers, into text.

    The text holds the signs of `emphasis` around bold, italic and underlined words. Soft
    hyphens are dropped: they show where a word may break, and would hide it from search.
    """

    def __init__(
        self, styles: Styles, lists: Lists, pages: Pages, page_styles: Styles, part: Resolve
    ) -> None:
        self._styles = styles
        self._lists = lists
        self._pages = pages
        self._page_styles = page_styles
        self._part = part
        self.comments = 0
        self._flows = [Flow()]
        self._places = [_Place()]
        self._coded: set[_Element] = set()
        self._controls: dict[str, _Element] = {}
        self._deletions: set[str] = set()
        self._taken_out: set[str] = set()
        self._in_notes = self._in_formula = False
        self._boxes = True
        self._note_counts = {"footnote": 0, "endnote": 0}
        self._pending: list[tuple[str, _Element]] = []
        self._begun = False
        self._headers: set[str] = set()

    def text(self, body: _Element) -> str:
        """The text of the body, a paragraph or table row a line."""
        self._controls = controls(body)
        self._deletions = deletions(body)
        self._walk(body)
        self._flows[-1].end()
        self._write_notes()
        return "\n".join(self._flows[0].finished())

    def _walk(self, root: _Element) -> None:
        from lxml import etree

        self._coded |= coded_fields(root)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            name = short(node)
            if node is root:
                continue
            if event == "end":
                if name not in _SKIPPED:
                    self._end(name)
                self._characters(node.tail)
            elif name in _SKIPPED:
                self.comments += name == "office:annotation"
                walk.skip_subtree()
            elif self._start(name, node):
                self._characters(node.text)
            else:
                walk.skip_subtree()

    def _start(self, name: str, node: _Element) -> bool:
        """Open an element; False when nothing in it is to be seen."""
        place = self._places[-1]
        if name in _PARAGRAPHS:
            self._begin_paragraph(name, node)
        elif name in _LISTS:
            (self._lists.begin if name == "text:list" else self._lists.item)(node)
        elif name in _SHAPES or name == "table:table-cell":
            self._begin_flow()
            return name not in _SHAPES or self._boxes
        elif name == "table:table":
            self._begin_page("table", node)
        elif name in ("text:change-start", "text:change-end"):
            self._change(name, attribute(node, "change-id"))
        elif name == "table:table-row":
            self._flows[-1].flush()
            place.rows.append([])
            return attribute(node, "visibility") not in ("collapse", "filter")
        elif place.paragraphs:
            return self._start_in_paragraph(name, node)
        return not _is_hidden(name, node)

    def _start_in_paragraph(self, name: str, node: _Element) -> bool:
        """Open an element within a paragraph; False when nothing in it is to be seen."""
        place = self._places[-1]
        paragraph = place.paragraphs[-1]
        if name == "text:span":
            look = self._styles.look("text", attribute(node, "style-name"))
            paragraph.looks.append(paragraph.looks[-1].below(look))
        elif name == "text:a":
            place.links += 1
        elif name == "text:ruby-text":
            self._write("(" if "".join(map(str, node.itertext())).strip() else "")
        elif name == "text:hidden-paragraph":
            paragraph.dropped |= attribute(node, "is-hidden") == "true"
        elif name == "text:note":
            self._note_mark(node)
        elif name == "draw:object":
            self._formula(node)
        else:
            self._mark(name, node)
        return not _is_hidden(name, node)

    def _mark(self, name: str, node: _Element) -> None:
        """Write what an element without text of its own stands for."""
        fields = self._places[-1].fields
        if name == "text:s":
            self._write(" " * max(1, min(number(attribute(node, "c"), 1), _MAX_BLANKS)))
        elif name in ("text:tab", "text:line-break"):
            self._write("\t" if name == "text:tab" else "\n")
        elif name == "field:fieldmark":
            self._write(field_value(node))
        elif name == "field:fieldmark-start":
            fields.append(node not in self._coded)
        elif name == "field:fieldmark-separator" and fields:
            fields[-1] = True
        elif name == "field:fieldmark-end" and fields:
            fields.pop()
        elif name == "draw:control":
            control = self._controls.get(attribute(node, "control"))
            self._write("" if control is None else without_signs(control_value(control)))

    def _end(self, name: str) -> None:
        place = self._places[-1]
        if name in _PARAGRAPHS:
            self._end_paragraph()
        elif name in _LISTS:
            (self._lists.end if name == "text:list" else self._lists.end_item)()
        elif name in _SHAPES:
            lines = self._end_flow()
            if any(map(str.strip, lines)):
                flow, in_paragraph = self._flows[-1], self._places[-1].paragraphs
                (flow.below if in_paragraph else flow.lines).extend(lines)
        elif name == "table:table-cell":
            lines = self._end_flow()
            if self._places[-1].rows:
                self._places[-1].rows[-1].append(lines)
            else:
                self._flows[-1].lines.extend(lines)
        elif name == "table:table-row":
            self._flows[-1].lines.extend(row_lines(place.rows.pop()))
            self._write_notes()
        elif place.paragraphs and name == "text:span":
            place.paragraphs[-1].looks.pop()
        elif place.paragraphs and name == "text:a":
            place.links -= 1
        elif place.paragraphs and name == "text:ruby-text":
            self._write(")" if self._flows[-1].parts[-1:] != ["("] else "")

    def _begin_flow(self) -> None:
        self._flows.append(Flow())
        self._places.append(_Place())
        self._lists.suspend()

    def _end_flow(self) -> list[str]:
        self._lists.resume()
        self._places.pop()
        return self._flows.pop().finished()

    def _begin_paragraph(self, name: str, node: _Element) -> None:
        self._begin_page("paragraph", node)
        look = self._styles.look("paragraph", attribute(node, "style-name"))
        runs_on = bool(self._flows[-1].parts)  # from a paragraph whose end was deleted
        self._places[-1].paragraphs.append(_Paragraph([look], after_blank=not runs_on))
        prefix = ""
        if not look.hidden:
            in_list = bool(self._lists.open)
            heading = name == "text:h" and not in_list and not self._in_notes
            prefix = self._lists.heading_number(node) if heading else self._lists.next_number()
        self._flows[-1].begin(without_signs(prefix), joins_next=False)

    def _end_paragraph(self) -> None:
        paragraph = self._places[-1].paragraphs.pop()
        flow = self._flows[-1]
        flow.joins_next = bool(self._taken_out)
        if paragraph.dropped:
            flow.parts, flow.prefix = [], ""
        unseen = paragraph.dropped or (paragraph.looks[0].hidden and not paragraph.wrote)
        if unseen and not flow.below:
            flow.open = False
        else:
            flow.end()
        if len(self._flows) == 1 and not self._places[-1].rows:
            self._write_notes()

    def _characters(self, text: str | None) -> None:
        """Write text of the file, in which line ends and rows of blanks are one blank."""
        if not text:
            return
        paragraphs = self._places[-1].paragraphs
        if not paragraphs:
            return  # layout of the file itself; text stands in paragraphs only
        text = _GAPS.sub(" ", without_signs(text)).replace(_SOFT_HYPHEN, "")
        if paragraphs[-1].after_blank:
            text = text.lstrip(" ")
        if text and self._write(text):
            paragraphs[-1].after_blank = text.endswith(" ")

    def _write(self, text: str) -> bool:
        """Write into the paragraph, unless nothing is to be seen at this place."""
        place = self._places[-1]
        paragraph = place.paragraphs[-1]
        look = paragraph.looks[-1]
        if not text or look.hidden or self._taken_out or not all(place.fields):
            return False
        styles: set[Emphasis] = {style for style, on in look.emphasis.items() if on}
        if place.links:
            styles.discard("underline")  # the look of a link, not of what is said
        self._flows[-1].parts.append(emphasised(text, styles))
        paragraph.after_blank, paragraph.wrote = False, True
        return True

    def _note_mark(self, node: _Element) -> None:
        hidden = self._places[-1].paragraphs[-1].looks[-1].hidden
        if self._in_notes or self._taken_out or hidden:
            return
        kind = "endnote" if attribute(node, "note-class") == "endnote" else "footnote"
        citation, body = child(node, "text:note-citation"), child(node, "text:note-body")
        self._note_counts[kind] += 1
        shown = (
            ""
            if citation is None
            else without_signs("".join(map(str, citation.itertext()))).strip()
        )
        form = "decimal" if kind == "footnote" else "lowerRoman"
        mark = shown or formatted(self._note_counts[kind], form)
        self._write(f"[{mark}]")
        if body is not None:
            self._pending.append((mark, body))

    def _write_notes(self) -> None:
        """Write the notes whose marks are in the paragraph or row that has just ended."""
        if self._places[-1].rows or len(self._flows) > 1 or self._in_notes:
            return
        pending, self._pending = self._pending, []
        for mark, body in pending:
            text = "\n".join(self._apart(body)).strip()
            if text:
                self._flows[-1].lines.extend(f"[{mark}: {text}]".split("\n"))

    def _apart(self, root: _Element) -> list[str]:
        """Lines of a note or header, walked apart from the text around it."""
        self._begin_flow()
        self._in_notes = True
        self._walk(root)
        self._in_notes = False
        return self._end_flow()

    def _begin_page(self, family: str, node: _Element) -> None:
        """Write the headers of the page style that begins here, once each.

        Text boxes in headers are letterheads and watermarks, and stay out.
        """
        if self._in_notes or len(self._flows) > 1 or self._places[-1].rows:
            return
        page = self._styles.page(family, attribute(node, "style-name"))
        if not page and self._begun:
            return
        self._begun = True
        kept = self._styles
        self._styles, self._boxes = self._page_styles, False
        for header in self._pages.headers(page):
            # A line without a letter is a page number or a rule.
            text = "\n".join(line for line in self._apart(header) if any(map(str.isalpha, line)))
            if text and text not in self._headers:
                self._headers.add(text)
                self._flows[-1].lines.extend(text.split("\n"))
        self._styles, self._boxes = kept, True

    def _change(self, name: str, change: str) -> None:
        """A tracked change begins or ends; words that were deleted are left out."""
        if name == "text:change-end":
            self._taken_out.discard(change)
        elif change in self._deletions:
            self._taken_out.add(change)

    def _formula(self, node: _Element) -> None:
        """Write a formula that stands in a part of its own."""
        if self._in_formula:
            return
        root = self._part(attribute(node, "href"))
        if root is not None and short(root).startswith("math:"):
            self._in_formula = True
            self._walk(root)
            self._in_formula = False


def _is_hidden(name: str, node: _Element) -> bool:
    """True for hidden sections, and for fields that show nothing."""
    display = attribute(node, "display")
    if display == "none" and not name.startswith(("draw:", "style:")):
        return True
    conditional = name == "text:hidden-text" or (name == "text:section" and display == "condition")
    return conditional and attribute(node, "is-hidden") == "true"
