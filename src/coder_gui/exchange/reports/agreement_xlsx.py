"""The agreement report as an Excel workbook: all counts and coefficients, with definitions."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from coder_gui.domain.agreement.intervals import Interval
from coder_gui.exchange.codebooks.printable import one_line, printable
from coder_gui.exchange.reports import agreement_settling as settling
from coder_gui.exchange.reports.agreement import AgreementDocument
from coder_gui.exchange.reports.agreement_wording import (
    DEFINITIONS,
    UNDEFINED,
    facts,
    methods,
    note,
    summary,
)

Value = str | int | float | None
"""None is written as the sign for what is undefined."""

_HEAD = Font(name="Calibri", size=10, bold=True, color="FF23262B")
_BODY = Font(name="Calibri", size=10, color="FF23262B")
_FILL = PatternFill("solid", fgColor="FFF1EFEA")
_TOP = Alignment(vertical="top", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="top", wrap_text=True)
LINE, TALLEST = 13.5, 400.0
"""Points of a line of words, and of the highest row that Excel takes without fuss."""
_FORMULA_STARTS = ("=", "+", "-", "@")

CODES = (
    *("Code", "Path", "Coder A", "Coder B", "Segments A", "Segments B"),
    *("Both", "Only A", "Only B", "Neither", "n", "Base rate A", "Base rate B"),
    *("Percent agreement", "Agreement on coded text", "F1"),
    *("κ", "κ from", "κ to", "α", "α from", "α to", "π", "AC1", "Brennan–Prediger"),
    *("Used in transcripts", "Note"),
)
ALL = (
    *("Code", "Path", "Segments", "Used in transcripts", "n", "Percent agreement", "Fleiss’ κ"),
    *("α", "α from", "α to", "Reads as", "AC1", "Brennan–Prediger", "Note"),
)
PAIRS = ("Coder A", "Coder B", "Transcripts", "Segments A", "Segments B", "Pooled κ", "from", "to")
TRANSCRIPTS = (
    *("Code", "Transcript", "Coder A", "Coder B"),
    *("Both", "Only A", "Only B", "Neither", "n"),
)
CONFUSION = ("Coder A", "Code of A", "Coder B", "Code of B", "Characters")


def xlsx_bytes(document: AgreementDocument) -> bytes:
    """The Excel file, written row by row."""
    book = Workbook(write_only=True)
    _table(book, "Codes", CODES, _codes(document), (34, 40))
    _table(book, "All coders", ALL, _all(document), (34, 40, 18))
    _table(book, "Pairs", PAIRS, _pairs(document), (18, 18))
    _table(book, "Transcripts", TRANSCRIPTS, _transcripts(document), (34, 24))
    _table(book, "Confusion", CONFUSION, _confusion(document), (18, 40, 18, 40))
    if any(pair.decided for pair in document.settled):
        widths = (18, 18, 24, 34, 60, 24, 14, 20, 40, 18, 16)
        _table(book, "Settling", settling.HEADS, settling.rows(document.settled), widths)
    about = book.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 26, 90
    lines = [*facts(document), *summary(document), ("Methods", methods(document))]
    lines += [("Caution", sentence) for sentence in document.cautions]
    for number, (label, text) in enumerate([*lines, *DEFINITIONS], 1):
        cells = [_cell(about, label, _HEAD), _cell(about, text, _BODY)]
        _fit_row(about, number, cells)
        about.append(cells)
    book.properties.title = one_line(f"Agreement: {document.study_name}")
    book.properties.creator = "Interview Coder"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table(
    book: Workbook,
    title: str,
    heads: Sequence[str],
    rows: Iterator[Sequence[Value]],
    widths: Sequence[int],
) -> None:
    sheet = book.create_sheet(title)
    for number in range(1, len(heads) + 1):
        width = widths[number - 1] if number <= len(widths) else 12
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    made = list(rows)
    numbers = [not isinstance(value, str) for value in made[0]] if made else [False] * len(heads)
    lines = [
        [
            _cell(sheet, head, _HEAD, right, _FILL)
            for head, right in zip(heads, numbers, strict=True)
        ],
        *(
            [_cell(sheet, value, _BODY, right) for value, right in zip(row, numbers, strict=True)]
            for row in made
        ),
    ]
    for number, line in enumerate(lines, 1):
        _fit_row(sheet, number, line)
        sheet.append(line)


def _fit_row(sheet: Any, number: int, cells: Sequence[Cell]) -> None:
    """Make room for words that wrap: not every program does so by itself."""
    most = 1
    for column, cell in enumerate(cells, 1):
        width = sheet.column_dimensions[get_column_letter(column)].width
        if isinstance(cell.value, str):
            most = max(
                most,
                sum(-(-len(part) // int(1.15 * width)) or 1 for part in cell.value.split("\n")),
            )
    if most > 1:
        sheet.row_dimensions[number].height = min(LINE * most, TALLEST)


def _codes(document: AgreementDocument) -> Iterator[list[Value]]:
    found, no_neither = document.comparison, not document.has_neither
    for number, pair in enumerate(found.pairs):
        drawn = document.pair_intervals[number] if document.pair_intervals else None
        names = [document.coders[coder] for coder in pair.coders]
        for code, over_all in zip(pair.codes, found.codes, strict=True):
            kappa = drawn.kappa.get(code.code_id) if drawn else None
            alpha = drawn.alpha.get(code.code_id) if drawn else None
            yield [
                *_named(document, code.code_id),
                *names,
                *(code.segments_a, code.segments_b, code.both, code.only_a, code.only_b),
                *((None, code.n) if no_neither else (code.neither, code.n)),
                None if no_neither else _share(code.both + code.only_a, code.n),
                None if no_neither else _share(code.both + code.only_b, code.n),
                *(code.percent_agreement, code.agree_coded_only, code.f1),
                *(code.kappa, *_ends(kappa), code.alpha, *_ends(alpha)),
                *(code.pi, code.ac1, code.bp, code.used_in),
                note(document, code, over_all),
            ]


def _all(document: AgreementDocument) -> Iterator[list[Value]]:
    found = document.comparison
    for code, of_pair in zip(found.codes, found.pairs[0].codes, strict=True):
        drawn = document.alpha_intervals
        reads = ""
        if code.alpha is not None and not document.is_rare(code):
            reads = document.scale.words(code.alpha)
        yield [
            *_named(document, code.code_id),
            ", ".join(
                f"{name} {number:,}"
                for name, number in zip(document.names, code.segments, strict=True)
            ),
            *(code.used_in, code.n, code.percent_agreement, code.fleiss_kappa, code.alpha),
            *_ends(drawn.alpha.get(code.code_id) if drawn else None),
            *(reads, code.ac1, code.bp),
            note(document, of_pair, code) if document.is_rare(code) else code.reason or "",
        ]


def _pairs(document: AgreementDocument) -> Iterator[list[Value]]:
    for number, pair in enumerate(document.comparison.pairs):
        drawn = document.pair_intervals[number].pooled_kappa if document.pair_intervals else None
        names = [document.coders[coder] for coder in pair.coders]
        yield [*names, len(pair.documents), *pair.tables.made, pair.pooled_kappa, *_ends(drawn)]


def _transcripts(document: AgreementDocument) -> Iterator[list[Value]]:
    for pair in document.comparison.pairs:
        names = [document.coders[coder] for coder in pair.coders]
        for code in pair.codes:
            for transcript_id, counts in zip(
                pair.documents, pair.tables.of(code.code_id), strict=True
            ):
                neither = counts.neither if document.has_neither else None
                yield [
                    document.book[code.code_id].name,
                    document.transcripts[transcript_id],
                    *names,
                    *(counts.both, counts.only_a, counts.only_b, neither, counts.n),
                ]


def _confusion(document: AgreementDocument) -> Iterator[list[Value]]:
    for pair in document.comparison.pairs:
        a, b = (document.coders[coder] for coder in pair.coders)
        found = document.comparison.confusion[pair.coders]
        for (of_a, of_b), length in sorted(found.items(), key=lambda each: -each[1]):
            if (of_a, of_b) != (None, None) and of_a != of_b:
                yield [a, _name(document, of_a), b, _name(document, of_b), length]


def _named(document: AgreementDocument, code_id: int) -> tuple[str, str]:
    return document.book[code_id].name, document.book.path(code_id)


def _name(document: AgreementDocument, code_id: int | None) -> str:
    return "no further code" if code_id is None else document.book[code_id].name


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def _cell(
    sheet: WriteOnlyWorksheet,
    value: Value,
    font: Font,
    right: bool = False,
    fill: PatternFill | None = None,
) -> Cell:
    shown = UNDEFINED if value is None else value
    text = printable(shown) if isinstance(shown, str) else shown
    made = WriteOnlyCell(sheet, text)
    if isinstance(text, str):
        # openpyxl takes “=…” for a formula; here all text is text, also when it is edited.
        made.data_type = "s"
        made.quotePrefix = text.startswith(_FORMULA_STARTS)
    elif isinstance(text, float):
        made.number_format = "0.000"
    made.font, made.alignment = font, _RIGHT if right else _TOP
    if fill is not None:
        made.fill = fill
    return made
