"""The audit trail as a Word document, day by day."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from coder_gui.domain.audit_trail import TrailEntry, afterwards, clock
from coder_gui.exchange.codebooks.docx_elements import Element, element, paragraph
from coder_gui.exchange.codebooks.docx_styles import TEXT_WIDTH, lay_out, twips
from coder_gui.exchange.codebooks.printable import one_line
from coder_gui.exchange.codebooks.wording import date_text
from coder_gui.exchange.reports.audit import AuditDocument, by_day

_WIDTHS = (14, 24, TEXT_WIDTH - 14 - 24)
_HAIRLINE = "E1DDD5"


def docx_bytes(document: AuditDocument) -> bytes:
    """The Word file."""
    word = docx.Document()
    _set_properties(word, document)
    lay_out(word, one_line(f"Audit trail: {document.study_name}")[:80])
    end = word.element.body.sectPr
    for block in _blocks(document):
        end.addprevious(block)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _set_properties(word: Document, document: AuditDocument) -> None:
    properties = word.core_properties
    properties.title = one_line(f"Audit trail: {document.study_name}")[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.fromisoformat(document.made_at)
    # The template's preview picture shows another document.
    relations = word.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _blocks(document: AuditDocument) -> Iterator[Element]:
    yield paragraph("CodebookEyebrow", "Audit trail")
    yield paragraph("Title", one_line(document.study_name))
    for label, text in document.facts()[1:]:
        yield paragraph("CodebookField", text, label=label)
    if not document.entries:
        yield paragraph("Normal", "No step fits this filter.")
    elif any(not entry.counts for entry in document.entries):
        yield paragraph("Normal", "What is struck through was undone and does not count any more.")
    for day, entries in by_day(document.entries):
        yield paragraph("Heading2", date_text(day.isoformat()))
        yield _table(entries)


def _table(entries: Sequence[TrailEntry]) -> Element:
    sides = {"top": 45, "left": 0, "bottom": 45, "right": 90}
    margins = (element(side, w=width, type="dxa") for side, width in sides.items())
    edges = (
        element(edge, val="single", sz=4, space=0, color=_HAIRLINE)
        for edge in ("bottom", "insideH")
    )
    properties = element(
        "tblPr",
        element("tblW", w=twips(TEXT_WIDTH), type="dxa"),
        element("tblBorders", *edges),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
    )
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in _WIDTHS))
    return element("tbl", properties, grid, *map(_row, entries))


def _row(entry: TrailEntry) -> Element:
    what = paragraph("CodebookCell", one_line(entry.what))
    if not entry.counts:
        for run in what.findall(qn("w:r")):
            run[0].append(element("strike"))
    below = " · ".join(one_line(text) for text in (entry.where, afterwards(entry)) if text)
    contents = (
        [paragraph("CodebookCell", clock(entry.at))],
        [paragraph("CodebookCell", one_line(entry.coder))],
        [what, *([paragraph("CodebookCellHead", below)] if below else [])],
    )
    row = element("tr", element("trPr", element("cantSplit")))
    for content, width in zip(contents, _WIDTHS, strict=True):
        properties = element("tcPr", element("tcW", w=twips(width), type="dxa"))
        row.append(element("tc", properties, *content))
    return row
