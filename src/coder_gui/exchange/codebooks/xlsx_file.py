"""The codebook as an Excel workbook: the table, and a sheet about the study."""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from coder_gui.exchange.codebooks.columns import (
    COLOUR_COLUMN,
    NAME_COLUMN,
    Value,
    columns,
    rows,
)
from coder_gui.exchange.codebooks.entries import CodebookDocument, Entry
from coder_gui.exchange.codebooks.printable import one_line, printable
from coder_gui.exchange.codebooks.wording import HOW_COUNTS_ARE_READ, facts

_LONGEST_CELL = 32_767
_SHORTENED = " … [shortened: Excel holds no more in one cell]"
_DEEPEST_OUTLINE = 7
_FORMULA_STARTS = ("=", "+", "-", "@")

_FACE = "Calibri"
_HEAD_FONT = Font(name=_FACE, size=10, bold=True, color="FF23262B")
_BODY_FONT = Font(name=_FACE, size=10, color="FF23262B")
_THEME_FONT = Font(name=_FACE, size=10, bold=True, color="FF23262B")
_HEAD_FILL = PatternFill("solid", fgColor="FFF1EFEA")
_HEAD_EDGE = Border(bottom=Side("medium", color="FF8B867C"))
_ROW_EDGE = Border(bottom=Side("thin", color="FFE1DDD5"))
_TEXT = Alignment(vertical="top", wrap_text=True)
_HEAD = Alignment(vertical="bottom", wrap_text=True)


def xlsx_bytes(document: CodebookDocument) -> bytes:
    """The Excel file."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _fill_codebook(sheet, document)
    _fill_about(book.create_sheet("About"), document)
    book.properties.title = one_line(f"Codebook: {document.study_name}")
    book.properties.creator = one_line("; ".join(document.coders))
    made = datetime.fromisoformat(document.made_at).replace(tzinfo=None)
    book.properties.created = made
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill_codebook(sheet: Worksheet, document: CodebookDocument) -> None:
    sheet.title = "Codebook"
    heads = columns(document)
    for number, column in enumerate(heads, 1):
        _write(sheet, 1, number, column.heading, _HEAD_FONT, _HEAD)
        sheet.cell(1, number).fill = _HEAD_FILL
        sheet.cell(1, number).border = _HEAD_EDGE
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for row, (entry, values) in enumerate(zip(document.entries, rows(document), strict=True), 2):
        _fill_row(sheet, row, entry, values)
    last = f"{get_column_letter(len(heads))}{max(2, len(document.entries) + 1)}"
    sheet.auto_filter.ref = f"A1:{last}"
    sheet.freeze_panes = f"{get_column_letter(NAME_COLUMN + 1)}2"
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    depths = [entry.depth for entry in document.entries]
    sheet.sheet_format.outlineLevelRow = min(max(depths, default=0), _DEEPEST_OUTLINE)
    _set_print(sheet)


def _fill_row(sheet: Worksheet, row: int, entry: Entry, values: list[Value]) -> None:
    font = _THEME_FONT if entry.code.kind == "theme" else _BODY_FONT
    for number, value in enumerate(values, 1):
        cell = _write(sheet, row, number, value, font if number == NAME_COLUMN else _BODY_FONT)
        cell.border = _ROW_EDGE
    name = sheet.cell(row, NAME_COLUMN)
    name.alignment = Alignment(vertical="top", wrap_text=True, indent=min(entry.depth, 15))
    swatch = sheet.cell(row, COLOUR_COLUMN)
    swatch.fill = PatternFill("solid", fgColor=f"FF{entry.colour_hex.lstrip('#')}")
    swatch.font = Font(name=_FACE, size=10, color=_readable_on(entry.colour_hex))
    sheet.row_dimensions[row].outlineLevel = min(entry.depth, _DEEPEST_OUTLINE)


def _fill_about(sheet: Worksheet, document: CodebookDocument) -> None:
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 90
    lines = [("Study", document.study_name), ("Question", document.question), *facts(document)]
    for row, (label, text) in enumerate([*lines, *HOW_COUNTS_ARE_READ], 1):
        _write(sheet, row, 1, label, _HEAD_FONT)
        _write(sheet, row, 2, text, _BODY_FONT)


def _write(
    sheet: Worksheet, row: int, column: int, value: Value, font: Font, place: Alignment = _TEXT
) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, int):
        cell.value = value
    elif value:
        text = _fitting(printable(value))
        cell.value = text
        # openpyxl takes “=…” for a formula and “#N/A” for an error; here all text is text. The
        # quote prefix keeps it so in Excel when somebody edits the cell.
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_STARTS)
    cell.font = font
    cell.alignment = place
    return cell


def _fitting(text: str) -> str:
    # Excel counts UTF-16 units; openpyxl would cut without a word.
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_CELL:
        return text
    room = 2 * (_LONGEST_CELL - len(_SHORTENED))
    return units[:room].decode("utf-16-le", "ignore") + _SHORTENED


def _readable_on(colour: str) -> str:
    red, green, blue = (int(colour.lstrip("#")[place : place + 2], 16) for place in (0, 2, 4))
    light = 0.299 * red + 0.587 * green + 0.114 * blue > 140
    return "FF23262B" if light else "FFFFFFFF"


def _set_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
