"""The codebook as a Word document that one can hand to a supervisor."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from coder_gui.exchange.codebooks.docx_elements import (
    Bar,
    Element,
    bookmarked,
    is_right_to_left,
    paragraph,
)
from coder_gui.exchange.codebooks.docx_overview import bookmark, overview_intro, overview_table
from coder_gui.exchange.codebooks.docx_styles import lay_out
from coder_gui.exchange.codebooks.entries import CodebookDocument, Entry
from coder_gui.exchange.codebooks.printable import one_line, printable
from coder_gui.exchange.codebooks.wording import (
    entry_counts_text,
    facts,
    groups_text,
    how_counts_are_read,
    kind_texts,
)

_DEEPEST_HEADING = 9
_LONGEST_FOOTER = 80
_LONGEST_PROPERTY = 255
_SWATCH, _QUOTE_LINE = 36, 12


def docx_bytes(document: CodebookDocument) -> bytes:
    """The Word file."""
    word = docx.Document()
    _set_properties(word, document)
    lay_out(word, _footer(document))
    end = word.element.body.sectPr
    for block in _blocks(document):
        end.addprevious(block)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _set_properties(word: Document, document: CodebookDocument) -> None:
    properties = word.core_properties
    properties.title = one_line(f"Codebook: {document.study_name}")[:_LONGEST_PROPERTY]
    properties.author = one_line("; ".join(document.coders))[:_LONGEST_PROPERTY]
    properties.last_modified_by = ""
    properties.comments = ""
    made = datetime.fromisoformat(document.made_at)
    properties.created = properties.modified = made
    # The template's preview picture shows another document.
    relations = word.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _footer(document: CodebookDocument) -> str:
    text = one_line(f"Codebook: {document.study_name}")
    return text if len(text) <= _LONGEST_FOOTER else text[: _LONGEST_FOOTER - 1].rstrip() + "…"


def _blocks(document: CodebookDocument) -> Iterator[Element]:
    yield from _front(document)
    if not document.entries:
        yield paragraph("Normal", "There are no themes or codes yet.")
        return
    yield paragraph("Heading1", "Overview", on_new_page=True)
    yield paragraph("Normal", overview_intro(document))
    yield overview_table(document)
    kinds = kind_texts(document)
    for number, entry in enumerate(document.entries):
        yield from _entry(document, entry, number, kinds[number])


def _front(document: CodebookDocument) -> Iterator[Element]:
    yield paragraph("CodebookEyebrow", "Codebook")
    yield paragraph("Title", one_line(document.study_name))
    for line in _lines(document.question):
        yield paragraph("Subtitle", line)
    for label, text in facts(document):
        yield paragraph("CodebookField", one_line(text), label=label)
    yield paragraph("Heading1", "How to read the counts")
    for term, meaning in how_counts_are_read(document):
        yield paragraph("CodebookField", meaning, label=term)


def _entry(document: CodebookDocument, entry: Entry, number: int, kind: str) -> Iterator[Element]:
    code = entry.code
    level = min(entry.depth + 1, _DEEPEST_HEADING)
    heading = paragraph(
        f"Heading{level}",
        one_line(code.name),
        bar=Bar(entry.colour_hex, _SWATCH),
        on_new_page=number == 0,
    )
    yield bookmarked(heading, number, bookmark(number))
    yield paragraph("CodebookKind", one_line(kind))
    for line in _lines(code.brief):
        yield paragraph("CodebookLead", line)
    yield from _field("Definition", code.definition)
    yield from _field("Use when", code.use_when)
    yield from _field("Do not use when", code.avoid_when)
    yield from _field("Example", code.example)
    yield paragraph("CodebookCounts", entry_counts_text(entry), label="Counts")
    groups = groups_text(document, entry)
    if groups:
        yield paragraph("CodebookCounts", one_line(groups), label="Participants")
    yield from _quote(entry)


def _field(label: str, text: str) -> Iterator[Element]:
    for position, line in enumerate(_lines(text)):
        if position == 0:
            yield paragraph("CodebookField", line, label=label)
        else:
            yield paragraph("CodebookFieldMore", line)


def _quote(entry: Entry) -> Iterator[Element]:
    lines = _lines(entry.quote)
    for line in lines:
        yield paragraph("Quote", line, bar=Bar(entry.colour_hex, _QUOTE_LINE))
    if lines and entry.quote_label:
        source = f"— {one_line(entry.quote_label)}"
        yield paragraph("CodebookQuoteSource", source, turned=is_right_to_left(lines[-1]))


def _lines(text: str) -> list[str]:
    return [line for line in printable(text).split("\n") if line.strip()]
