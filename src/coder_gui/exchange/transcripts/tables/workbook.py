"""Reads the first sheet with content of an Excel workbook, within the limits of an archive.

Its XML is walked here rather than by openpyxl, which unpacks parts of any size, takes
definitions in the XML, and knows nothing of workbooks in the strict variant of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.transcripts.archive import Archive
from coder_gui.exchange.transcripts.content import DESCRIPTIONS
from coder_gui.exchange.transcripts.reading import damaged, refusal
from coder_gui.exchange.transcripts.tables.values import format_codes, shown, unescaped, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CELLS = 3_000_000
"""Most cells of a sheet, the empty ones between filled rows and columns included."""
MAX_CHARACTERS = 60_000_000
"""Most characters of a sheet: many cells may hold the same long text."""
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})$")
_RANGE = re.compile(r"([A-Za-z]{1,3}[0-9]{1,7}):([A-Za-z]{1,3}[0-9]{1,7})$")

Cells = dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled part of a sheet: rows of the same length, without empty rows and columns."""

    rows: tuple[tuple[str, ...], ...]
    repeated: tuple[tuple[str, ...], ...]
    """The same, where cells that were merged over rows have their value in each of them."""
    warnings: tuple[str, ...] = ()


def read_sheet(data: bytes, source_name: str) -> Sheet:
    """The first sheet that has something in it; those that are shown come before hidden ones.

    Raises:
        UnreadableFile: It is no sound workbook, or far larger than a table of answers can be.
    """
    with Archive(data, source_name) as archive:
        book = _book(archive, source_name)
        workbook = archive.xml(book)
        relations = archive.relations(book)
        if workbook is None:
            raise damaged(source_name, "no workbook part")
        by_kind = dict(relations.values())
        texts = _texts(
            archive.xml(by_kind["sharedStrings"]) if "sharedStrings" in by_kind else None
        )
        codes = format_codes(archive.xml(by_kind["styles"]) if "styles" in by_kind else None)
        from_1904 = any(n.get("date1904") in ("1", "true") for n in workbook.iter("{*}workbookPr"))
        listed = _listed(workbook, relations)
        for position, (title, part) in enumerate(listed):
            root = archive.xml(part)
            if root is None:
                continue
            cells = _cells(root, texts, codes, from_1904, source_name)
            if cells:
                others = [other for other, _ in listed[position + 1 :]]
                return _sheet(cells, root, source_name, title, others)
    return Sheet((), ())


def _book(archive: Archive, source_name: str) -> str:
    names = archive.names()
    main = [part for kind, part in archive.relations("").values() if kind == "officeDocument"]
    book = main[0] if main else "xl/workbook.xml"
    if book.lower() not in names:
        if "word/document.xml" in names:
            raise refusal(source_name, *DESCRIPTIONS["docx"])
        raise damaged(source_name, f"no {book}")
    return book


def _texts(root: _Element | None) -> list[str]:
    if root is None:
        return []
    return [words_of(node) for node in root if str(node.tag).endswith("}si")]


def _listed(workbook: _Element, relations: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Title and part of each sheet, those that are shown first."""
    found = []
    for node in workbook.iter("{*}sheet"):
        key = next((value for name, value in node.items() if str(name).endswith("}id")), "")
        kind, part = relations.get(str(key), ("", ""))
        if kind == "worksheet":
            is_hidden = node.get("state", "visible") != "visible"
            found.append((is_hidden, str(node.get("name", "")), part))
    return [(title, part) for _, title, part in sorted(found, key=lambda each: each[0])]


def _cells(
    root: _Element, texts: Sequence[str], codes: Sequence[str], from_1904: bool, source_name: str
) -> Cells:
    found: Cells = {}
    room = MAX_CHARACTERS
    row = 0
    for line in root.iter("{*}row"):
        number = line.get("r", "")
        row = int(number) if number.isdecimal() and len(number) < 8 else row + 1
        column = 0
        for node in line:
            place = _PLACE.match(node.get("r", ""))
            column = _column(place[1]) if place else column + 1
            value = _value(node, texts, codes, from_1904)
            if value.strip():
                found[row, column] = value
                room -= len(value)
        if room < 0:
            raise too_large(source_name)
    return found


def _value(node: _Element, texts: Sequence[str], codes: Sequence[str], from_1904: bool) -> str:
    kind = node.get("t", "n")
    value = ""
    for child in node:
        name = str(child.tag).rpartition("}")[2]
        if name == "is":
            return words_of(child)
        if name == "v":
            value = child.text or ""
    if kind == "s":
        return texts[int(value)] if value.isdecimal() and int(value[:9]) < len(texts) else ""
    if kind == "b":
        return "TRUE" if value.strip() in ("1", "true") else "FALSE" if value else ""
    if kind in ("str", "e", "inlineStr"):
        return unescaped(value)
    if kind == "d":
        return value.replace("T00:00:00", "").replace("T", " ")
    style = node.get("s", "")
    code = codes[int(style)] if style.isdecimal() and int(style[:9]) < len(codes) else ""
    return shown(value, code, from_1904) if value else ""


def _sheet(
    cells: Cells, root: _Element, source_name: str, title: str, others: Sequence[str]
) -> Sheet:
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    if len(rows) * len(columns) > MAX_CELLS:
        raise too_large(source_name)
    warnings: tuple[str, ...] = ()
    if others:
        rest = "one other sheet is" if len(others) == 1 else f"{len(others)} other sheets are"
        warnings = (f"Only the sheet “{title}” of “{source_name}” was read; {rest} left out.",)
    if any(_lacks_result(node) for node in root.iter("{*}f")):
        warnings += (
            f"In “{source_name}” some formulas have no results; open it in Excel or LibreOffice, "
            "save it there, and import it again.",
        )
    filled = dict(cells)
    for place, source in _merged(root, set(rows), set(columns)):
        if source in cells:
            filled.setdefault(place, cells[source])
    return Sheet(_grid(cells, rows, columns), _grid(filled, rows, columns), warnings)


def _lacks_result(formula: _Element) -> bool:
    cell = formula.getparent()
    # The result of a text formula may be empty.
    return cell is not None and cell.get("t") != "str" and not cell.findtext("{*}v")


def _grid(cells: Cells, rows: Sequence[int], columns: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cells.get((row, column), "") for column in columns) for row in rows)


def _merged(
    root: _Element, rows: set[int], columns: set[int]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Cells below the first one of each merged range, with the place of that first one."""
    room = MAX_CELLS
    for node in root.iter("{*}mergeCell"):
        found = _RANGE.match(node.get("ref", ""))
        first, last = (_PLACE.match(found[1]), _PLACE.match(found[2])) if found else (None, None)
        if not first or not last or _column(first[1]) not in columns:
            continue
        column, top = _column(first[1]), int(first[2])
        bottom = min(int(last[2]), max(rows))
        room -= max(0, bottom - top)
        if room < 0:
            return
        for row in range(top + 1, bottom + 1):
            if row in rows:
                yield (row, column), (top, column)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def too_large(source_name: str) -> UnreadableFile:
    """The error for a table beyond all measure."""
    return refusal(
        source_name,
        "it holds far more than a table of answers can",
        "Copy the rows and columns that you need into a new sheet and import that.",
    )
