"""The agreement report as a Word document: table, summary, confusion, methods paragraph."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm

from coder_gui.domain.agreement.coefficients import CodeAgreement, PairComparison
from coder_gui.domain.agreement.comparison import CodeOverAll
from coder_gui.exchange.codebooks.docx_elements import Element, element, paragraph
from coder_gui.exchange.codebooks.docx_styles import PAGE_HEIGHT, PAGE_WIDTH, SIDE, lay_out, twips
from coder_gui.exchange.codebooks.printable import one_line
from coder_gui.exchange.reports import agreement_settling as settling
from coder_gui.exchange.reports.agreement import AgreementDocument
from coder_gui.exchange.reports.agreement_picture import shade_hex
from coder_gui.exchange.reports.agreement_wording import (
    DEFINITIONS,
    UNDEFINED,
    between,
    facts,
    figure,
    listed,
    methods,
    note,
    percent,
    summary,
    unit_text,
)

_HAIRLINE = "E1DDD5"
_WIDTH = PAGE_HEIGHT - 2 * SIDE
_HEADS = (
    *("Code", "A", "B", "Both", "Only A", "Only B", "Neither", "Agree", "On coded text"),
    *("κ", "α", "α, 95 % interval", "Note"),
)
_WIDTHS = (62, 10, 10, 15, 15, 15, 17, 15, 15, 11, 11, 24, _WIDTH - 220)
_SETTLED_WIDTHS = (24, 34, _WIDTH - 182, 28, 30, 36, 30)
_STEP, _INDENT = "\u2003", 4
"""Stands for a level of the tree before a name, and how far the level goes in."""
_NUMBERS = 26
"""Widest column of numbers, which stand at the right."""
_MOST_CONFUSED = 16
"""Codes that a page has room for; the workbook has all."""
_PAIRS_LISTED = 20


def docx_bytes(document: AgreementDocument) -> bytes:
    """The Word file."""
    word = docx.Document()
    _set_properties(word, document)
    lay_out(word, one_line(f"Agreement: {document.study_name}")[:80])
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAGE_HEIGHT), Mm(PAGE_WIDTH)
    end = word.element.body.sectPr
    for block in _blocks(document):
        end.addprevious(block)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _set_properties(word: Document, document: AgreementDocument) -> None:
    properties = word.core_properties
    properties.title = one_line(f"Agreement: {document.study_name}")[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.fromisoformat(document.made_at)
    # The template's preview picture shows another document.
    relations = word.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _blocks(document: AgreementDocument) -> Iterator[Element]:
    yield paragraph("CodebookEyebrow", "Agreement between coders")
    yield paragraph("Title", one_line(document.study_name))
    for label, text in facts(document)[1:]:
        yield paragraph("CodebookField", one_line(text), label=label)
    yield paragraph("Heading2", "Summary")
    for label, text in summary(document):
        yield paragraph("CodebookField", one_line(text), label=one_line(label))
    if len(document.comparison.coders) > 2:
        yield from _matrix(document)
    yield paragraph("Heading2", "Methods paragraph")
    yield paragraph("Normal", one_line(methods(document)))
    if document.cautions:
        yield paragraph("Heading2", "To be read with the figures")
        for sentence in document.cautions:
            yield paragraph("Normal", one_line(sentence))
    for number, pair in enumerate(document.comparison.pairs):
        yield from _codes(document, number, pair)
    for number, pair in enumerate(document.comparison.pairs):
        yield from _confused(document, number, pair)
    yield from _undefined(document)
    yield from _settled(document)
    yield paragraph("Heading2", "Definitions")
    for label, text in DEFINITIONS:
        yield paragraph("Normal", f"{label}: {text}")


def _matrix(document: AgreementDocument) -> Iterator[Element]:
    yield paragraph("Heading3", "Pooled κ of every two coders")
    found = document.comparison
    width = min(26.0, _WIDTH / (len(found.coders) + 1))
    rows = [["", *document.names]]
    for a in found.coders:
        cells = ["" if a == b else figure(found.pair(a, b).pooled_kappa) for b in found.coders]
        rows.append([document.coders[a], *cells])
    yield _table(rows, [width] * (len(found.coders) + 1), "Pooled kappa by pair of coders")


def _codes(document: AgreementDocument, number: int, pair: PairComparison) -> Iterator[Element]:
    a, b = (document.coders[coder] for coder in pair.coders)
    yield paragraph("Heading2", one_line(f"Codes: {a} (A) and {b} (B)"))
    counted = "segments; matched" if not document.has_neither else unit_text(pair.unit)
    yield paragraph(
        "Normal", f"A, B: number of segments. Both, only A, only B, neither: {counted}."
    )
    rows = [list(_HEADS)]
    for code, over_all in zip(pair.codes, document.comparison.codes, strict=True):
        rows.append(_line(document, number, code, over_all))
    yield _table(rows, _WIDTHS, "Agreement by code")


def _line(
    document: AgreementDocument, number: int, code: CodeAgreement, over_all: CodeOverAll
) -> list[str]:
    """A row of the table; rare codes have no coefficient, as in the program."""
    drawn = document.pair_intervals[number] if document.pair_intervals else None
    rare = document.is_rare(over_all)
    interval = drawn.alpha.get(code.code_id) if drawn and not rare else None
    depth = len(document.book.ancestors(code.code_id))
    return [
        _STEP * min(depth, 4) + one_line(document.book[code.code_id].name),
        *(f"{each:,}" for each in (code.segments_a, code.segments_b)),
        *(f"{each:,}" for each in (code.both, code.only_a, code.only_b)),
        f"{code.neither:,}" if document.has_neither else UNDEFINED,
        *(percent(code.percent_agreement), percent(code.agree_coded_only)),
        *(figure(None if rare else each) for each in (code.kappa, code.alpha)),
        between(interval),
        note(document, code, over_all),
    ]


def _confused(document: AgreementDocument, number: int, pair: PairComparison) -> Iterator[Element]:
    matrix = document.confusion(number)
    if not matrix.codes:
        return
    a, b = (document.coders[coder] for coder in pair.coders)
    yield paragraph("Heading2", one_line(f"Confusion: {a} (A, rows) and {b} (B, columns)"))
    codes = [code for code in matrix.codes if code is not None]
    if len(codes) <= _MOST_CONFUSED:
        places = range(len(codes))
        rows = [["", *(str(place + 1) for place in places)]]
        shades: dict[tuple[int, int], str] = {}
        for row in places:
            cells = [f"{n:,}" if n else "" for n in matrix.cells[row][: len(codes)]]
            rows.append([f"{row + 1}  {one_line(document.book[codes[row]].name)}", *cells])
            for column in places:
                shade = matrix.shade(row, column)
                if shade:
                    shades[row + 1, column + 1] = shade_hex(shade)
        widths = [80.0, *([min(14.0, (_WIDTH - 80) / len(codes))] * len(codes))]
        yield _table(rows, widths, "Characters by code of A and code of B", shades)
    rows = [["A gave", "B gave", "Characters"]]
    for length, of_a, of_b in matrix.between_codes()[:_PAIRS_LISTED]:
        names = [one_line(document.book[each].name) for each in (of_a, of_b)]
        rows.append([*names, f"{length:,}"])
    yield paragraph("Heading3", "Most often given in place of each other")
    yield _table(rows, [100, 100, 26], "Pairs of codes by characters")


def _settled(document: AgreementDocument) -> Iterator[Element]:
    """Every decision on a difference, with its note."""
    for pair in document.settled:
        if pair.decided:
            names = one_line(f"Settled differences: {pair.names[0]} (A) and {pair.names[1]} (B)")
            yield paragraph("Heading2", names)
            rows = [list(settling.SHORT_HEADS)]
            rows += [[one_line(cell) for cell in row] for row in settling.short_rows(pair)]
            yield _table(rows, _SETTLED_WIDTHS, "Decisions on differences")


def _undefined(document: AgreementDocument) -> Iterator[Element]:
    """Which codes have no figure, by reason."""
    by_reason: dict[str, list[str]] = {}
    for code in document.comparison.codes:
        name = f"“{one_line(document.book[code.code_id].name)}”"
        if document.is_rare(code):
            by_reason.setdefault("rare", []).append(name)
        elif code.reason is not None:
            by_reason.setdefault(code.reason, []).append(name)
    if by_reason:
        yield paragraph("Heading2", "Codes without coefficients")
        for reason, names in by_reason.items():
            yield paragraph("Normal", f"{reason[:1].upper()}{reason[1:]}: {listed(names)}.")


def _table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    caption: str,
    shades: dict[tuple[int, int], str] | None = None,
) -> Element:
    """A table whose first row is its head; numbers stand right, words left."""
    sides = {"top": 40, "left": 0, "bottom": 40, "right": 80}
    properties = element(
        "tblPr",
        element("tblW", w=twips(sum(widths)), type="dxa"),
        element(
            "tblBorders",
            *(
                element(edge, val="single", sz=4, space=0, color=_HAIRLINE)
                for edge in ("bottom", "insideH")
            ),
        ),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(s, w=n, type="dxa") for s, n in sides.items())),
        element("tblCaption", val=caption),
    )
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
    made = element("tbl", properties, grid)
    for number, row in enumerate(rows):
        made.append(_row(row, widths, number, shades or {}))
    return made


def _row(
    texts: Sequence[str], widths: Sequence[float], number: int, shades: dict[tuple[int, int], str]
) -> Element:
    properties = element("trPr", element("cantSplit"))
    if number == 0:
        properties.append(element("tblHeader"))
    row = element("tr", properties)
    for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
        cell = element("tcPr", element("tcW", w=twips(width), type="dxa"))
        if (number, place) in shades:
            cell.append(element("shd", val="clear", color="auto", fill=shades[number, place]))
        words = text.lstrip(_STEP)
        indent = twips(_INDENT * (len(text) - len(words)))
        style = "CodebookCell" if number else "CodebookCellHead"
        content = paragraph(style, words, indent=indent)
        if place and width <= _NUMBERS:
            content[0].append(element("jc", val="right"))
        row.append(element("tc", cell, content))
    return row
