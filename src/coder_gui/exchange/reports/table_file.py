"""A plain table, such as keywords in context, as an Excel workbook or a CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coder_gui.domain.errors import Refused
from coder_gui.exchange.atomic_file import replace_file
from coder_gui.exchange.codebooks.csv_file import guarded
from coder_gui.exchange.codebooks.printable import one_line, printable

if TYPE_CHECKING:
    from openpyxl.cell import Cell as ExcelCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float
SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written down.

    Args:
        widths: Characters, for programs that show widths; one a column.
        facts: Label and text of what a reader must know about the table.
    """

    title: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    facts: Sequence[tuple[str, str]] = ()


def write_table(table: Table, path: Path) -> None:
    """Write a table in the format that the path's suffix asks for.

    Raises:
        Refused: The suffix is neither of the two.
        CoderError: The file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused(
            f"“{path.name}” was not written: tables can be saved as {' or '.join(SUFFIXES)}. "
            "Choose one of these endings."
        )
    replace_file(path, xlsx_bytes(table) if suffix == ".xlsx" else csv_bytes(table))


def csv_bytes(table: Table) -> bytes:
    """The table in UTF-8; the byte order mark tells Excel so."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for row in (table.heads, *table.rows):
        writer.writerow([guarded(printable(c)) if isinstance(c, str) else c for c in row])
    return stream.getvalue().encode("utf-8-sig")


def tab_separated(rows: Sequence[Sequence[Cell]]) -> str:
    """Rows as other programs take them from the clipboard."""
    return "\n".join("\t".join(one_line(str(cell)) for cell in row) for row in rows)


def xlsx_bytes(table: Table) -> bytes:
    """The Excel file, with a sheet that says what the table holds."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    head, body = (Font(name="Calibri", size=10, bold=strong) for strong in (True, False))
    fill, top = PatternFill("solid", fgColor="FFF1EFEA"), Alignment(vertical="top", wrap_text=True)
    book = Workbook(write_only=True)

    def cell(sheet: WriteOnlyWorksheet, value: Cell, font: Font) -> ExcelCell:
        made = WriteOnlyCell(sheet, printable(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            # openpyxl takes “=…” for a formula; here all text is text, also when it is edited.
            made.data_type = "s"
            made.quotePrefix = value.startswith(("=", "+", "-", "@"))
        made.font, made.alignment = font, top
        if font is head:
            made.fill = fill
        return made

    sheet = book.create_sheet("Table")
    for number, width in enumerate(table.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.heads))}{len(table.rows) + 1}"
    sheet.append([cell(sheet, each, head) for each in table.heads])
    for row in table.rows:
        sheet.append([cell(sheet, each, body) for each in row])
    about = book.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 68
    for label, text in table.facts:
        about.append([cell(about, label, head), cell(about, text, body)])
    book.properties.title, book.properties.creator = one_line(table.title), "Interview Coder"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
