"""The codebook as an Excel workbook: the table, and a sheet about the study."""

from __future__ import annotations

import io
from datetime import datetime
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from coder_gui.exchange.codebooks.columns import (
    COLOUR_COLUMN,
    NAME_COLUMN,
    Column,
    Value,
    columns,
    rows,
)
from coder_gui.exchange.codebooks.entries import CodebookDocument, Entry
from coder_gui.exchange.codebooks.printable import one_line, printable
from coder_gui.exchange.codebooks.wording import facts, how_counts_are_read

_LONGEST_CELL = 32_767
_SHORTENED = " … [shortened: Excel holds no more in one cell]"
_DEEPEST_OUTLINE = 7
_LINE_HEIGHT, _TALLEST_ROW = 13.5, 400
_FORMULA_STARTS = ("=", "+", "-", "@")

_FACE = "Calibri"
_HEAD_FONT = Font(name=_FACE, size=10, bold=True, color="FF23262B")
_BODY_FONT = Font(name=_FACE, size=10, color="FF23262B")
_THEME_FONT = Font(name=_FACE, size=10, bold=True, color="FF23262B")
_HEAD_FILL = PatternFill("solid", fgColor="FFF1EFEA")
_HEAD_EDGE = Border(bottom=Side("medium", color="FF8B867C"))
_ROW_EDGE = Border(bottom=Side("thin", color="FFE1DDD5"))
_NUMBER = Alignment("center", "top")
_TEXT = Alignment(vertical="top", wrap_text=True)
_NUMBER_HEAD = Alignment("center", "bottom", wrap_text=True)
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
    widths = [column.width for column in heads]
    _fill_head(sheet, heads)
    for row, (entry, values) in enumerate(zip(document.entries, rows(document), strict=True), 2):
        _fill_row(sheet, row, entry, values, widths)
    last = f"{get_column_letter(len(heads))}{max(2, len(document.entries) + 1)}"
    sheet.auto_filter.ref = f"A1:{last}"
    sheet.freeze_panes = f"{get_column_letter(NAME_COLUMN + 1)}2"
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    depths = [entry.depth for entry in document.entries]
    sheet.sheet_format.outlineLevelRow = min(max(depths, default=0), _DEEPEST_OUTLINE)
    _set_print(sheet)


def _fill_head(sheet: Worksheet, heads: list[Column]) -> None:
    for number, column in enumerate(heads, 1):
        place = _NUMBER_HEAD if column.is_number else _HEAD
        cell = _write(sheet, 1, number, column.heading, _HEAD_FONT, place)
        cell.fill = _HEAD_FILL
        cell.border = _HEAD_EDGE
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    texts: list[Value] = [column.heading for column in heads]
    sheet.row_dimensions[1].height = _height(texts, [column.width for column in heads])


def _fill_row(
    sheet: Worksheet, row: int, entry: Entry, values: list[Value], widths: list[int]
) -> None:
    font = _THEME_FONT if entry.code.kind == "theme" else _BODY_FONT
    for number, value in enumerate(values, 1):
        cell = _write(sheet, row, number, value, font if number == NAME_COLUMN else _BODY_FONT)
        cell.border = _ROW_EDGE
        if isinstance(value, int):
            cell.alignment = _NUMBER
    name = sheet.cell(row, NAME_COLUMN)
    name.alignment = Alignment("left", "top", wrap_text=True, indent=min(entry.depth, 15))
    swatch = sheet.cell(row, COLOUR_COLUMN)
    swatch.fill = PatternFill("solid", fgColor=f"FF{entry.colour_hex.lstrip('#')}")
    swatch.font = Font(name=_FACE, size=10, color=_readable_on(entry.colour_hex))
    sheet.row_dimensions[row].outlineLevel = min(entry.depth, _DEEPEST_OUTLINE)
    sheet.row_dimensions[row].height = _height(values, widths)


def _fill_about(sheet: Worksheet, document: CodebookDocument) -> None:
    widths = [18, 68]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = widths
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    lines = [("Study", document.study_name), ("Question", document.question), *facts(document)]
    for row, (label, text) in enumerate([*lines, *how_counts_are_read(document)], 1):
        _write(sheet, row, 1, label, _HEAD_FONT)
        _write(sheet, row, 2, text, _BODY_FONT)
        sheet.row_dimensions[row].height = _height([label, text], widths)


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


def _height(values: list[Value], widths: list[int]) -> float:
    # Reckoned here, because LibreOffice and web viewers do not fit rows to wrapped text.
    lines = (
        sum(
            1 + int(_columns_wide(line) / (1.1 * width))
            for line in printable(str(value)).split("\n")
        )
        for value, width in zip(values, widths, strict=True)
    )
    return min(_LINE_HEIGHT * max(lines) + 4, _TALLEST_ROW)


def _columns_wide(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _readable_on(colour: str) -> str:
    """The ink, dark or white, with more contrast by WCAG 2's relative luminance."""
    parts = (int(colour.lstrip("#")[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "FF000000" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "FFFFFFFF"


def _set_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "{0}:{0}".format(get_column_letter(NAME_COLUMN))
