"""Participants from a table: one row each, columns by their headings."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time
from pathlib import Path

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.transcripts.encodings import decoded


def read_participants(path: Path) -> list[dict[str, str]]:
    """Read a CSV or XLSX table; `label` and `group` have a meaning, the rest are attributes.

    Headings are matched without regard to case for `label` and `group`; empty rows are left out.

    Raises:
        UnreadableFile: The file is missing, no table, or has no heading row.
    """
    try:
        is_workbook = path.suffix.casefold() == ".xlsx"
        rows = _xlsx(path) if is_workbook else _csv(path.name, path.read_bytes())
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
    twice = next((each for each in headings if each and headings.count(each) > 1), None)
    if twice:
        raise UnreadableFile(
            f"In “{path.name}” the heading “{twice}” stands over two columns. Nothing was "
            "imported. Give each column a heading of its own."
        )
    found = []
    for row in rows[1:]:
        cells = {name: cell.strip() for name, cell in zip(headings, row, strict=False) if name}
        if any(cells.values()):
            found.append(cells)
    return found


def _heading(cell: str) -> str:
    name = " ".join(cell.split())
    return name.casefold() if name.casefold() in ("label", "group") else name


def _csv(name: str, data: bytes) -> list[list[str]]:
    text, _encoding, _is_guess = decoded(data)
    if text is None:
        raise _no_table(name, "bytes that are no text")
    # Excel writes semicolons where a comma marks decimals.
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = io.StringIO(text, newline=None)
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error as error:
        raise _no_table(name, str(error)) from error


def _no_table(name: str, details: str) -> UnreadableFile:
    return UnreadableFile(
        f"“{name}” is no table of text, or it is damaged. Nothing was imported. Save it once "
        "more as .csv or .xlsx.",
        details,
    )


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
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows


def _text(cell: object) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        # A workbook has no dates without a time of day.
        return cell.date().isoformat()
    return "" if cell is None else str(cell)
