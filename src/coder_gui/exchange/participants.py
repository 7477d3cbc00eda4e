"""Participants from a table: one row each, columns by their headings."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from coder_gui.domain.errors import UnreadableFile


def read_participants(path: Path) -> list[dict[str, str]]:
    """Read a CSV or XLSX table; `label` and `group` have a meaning, the rest are attributes.

    Headings are matched without regard to case for `label` and `group`; empty rows are left out.

    Raises:
        UnreadableFile: The file is missing, no table, or has no heading row.
    """
    try:
        rows = _xlsx(path) if path.suffix.casefold() == ".xlsx" else _csv(path.read_bytes())
    except OSError as error:
        raise UnreadableFile(
            f"“{path.name}” could not be read. Nothing was imported. Check that the file is still "
            "there and that you may open it.",
            str(error),
        ) from error
    if len(rows) < 2:
        raise UnreadableFile(
            f"“{path.name}” holds no participants. Nothing was imported. Put a heading such as "
            "“label” over each column and one participant on each row."
        )
    headings = [_heading(cell) for cell in rows[0]]
    found = []
    for row in rows[1:]:
        cells = {name: cell.strip() for name, cell in zip(headings, row, strict=False) if name}
        if any(cells.values()):
            found.append(cells)
    return found


def _heading(cell: str) -> str:
    name = " ".join(cell.split())
    return name.casefold() if name.casefold() in ("label", "group") else name


def _csv(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    # Excel writes semicolons where a comma marks decimals.
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]


def _xlsx(path: Path) -> list[list[str]]:
    import zipfile

    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile(
            f"“{path.name}” is not an Excel workbook, or it is damaged. Nothing was imported. "
            "Save it once more as .xlsx or .csv.",
            str(error),
        ) from error
    sheet = book.worksheets[0]
    rows = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows
