"""The audit trail as an Excel workbook: the table, and a sheet that says what it holds."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from coder_gui.exchange.codebooks.printable import one_line
from coder_gui.exchange.reports.audit import HEADS, WIDTHS, AuditDocument, cells

_FACE = "Calibri"
_HEAD = Font(name=_FACE, size=10, bold=True, color="FF23262B")
_BODY = Font(name=_FACE, size=10, color="FF23262B")
_GONE = Font(name=_FACE, size=10, color="FF60656C", strike=True)
_FILL = PatternFill("solid", fgColor="FFF1EFEA")
_TOP = Alignment(vertical="top", wrap_text=True)
_FORMULA_STARTS = ("=", "+", "-", "@")
_STRUCK = 3
"""The column that is struck through where a step does not count any more."""


def xlsx_bytes(document: AuditDocument) -> bytes:
    """The Excel file, written row by row: a long study has tens of thousands."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Audit trail")
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADS))}{len(document.entries) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    sheet.append([_cell(sheet, head, _HEAD, _FILL) for head in HEADS])
    for entry in document.entries:
        fonts = [_BODY] * len(HEADS)
        if not entry.counts:
            fonts[_STRUCK] = _GONE
        texts = cells(entry)
        sheet.append([_cell(sheet, text, font) for text, font in zip(texts, fonts, strict=True)])
    about = book.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 68
    for label, text in document.facts():
        about.append([_cell(about, label, _HEAD), _cell(about, text, _BODY)])
    book.properties.title = one_line(f"Audit trail: {document.study_name}")
    book.properties.creator = "Interview Coder"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(
    sheet: WriteOnlyWorksheet, text: str, font: Font, fill: PatternFill | None = None
) -> Cell:
    made = WriteOnlyCell(sheet, text)
    # openpyxl takes “=…” for a formula; here all text is text, also when somebody edits it.
    made.data_type = "s"
    made.quotePrefix = text.startswith(_FORMULA_STARTS)
    made.font = font
    made.alignment = _TOP
    if fill is not None:
        made.fill = fill
    return made
