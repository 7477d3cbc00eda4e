"""Writing a codebook to a file, in the format that the file's name asks for."""

from __future__ import annotations

from pathlib import Path

from coder_gui.domain.errors import Refused
from coder_gui.exchange.atomic_file import replace_file
from coder_gui.exchange.codebooks.entries import CodebookDocument

SUFFIXES = (".docx", ".xlsx", ".csv")


def write_codebook(document: CodebookDocument, path: Path) -> None:
    """Write the codebook as Word document, Excel workbook or CSV table, by the path's suffix.

    Raises:
        Refused: The suffix is none of the three.
        CoderError: The file cannot be written; one that was there is left as it was.
    """
    replace_file(path, codebook_bytes(document, path.suffix))


def codebook_bytes(document: CodebookDocument, suffix: str) -> bytes:
    """The file's content. The office libraries are slow to import, hence only when needed."""
    suffix = suffix.casefold()
    if suffix == ".docx":
        from coder_gui.exchange.codebooks.docx_file import docx_bytes

        return docx_bytes(document)
    if suffix == ".xlsx":
        from coder_gui.exchange.codebooks.xlsx_file import xlsx_bytes

        return xlsx_bytes(document)
    if suffix == ".csv":
        from coder_gui.exchange.codebooks.csv_file import csv_bytes

        return csv_bytes(document)
    raise Refused(
        "A codebook can be exported as a Word document (.docx), an Excel workbook (.xlsx) or "
        "a table (.csv). Nothing was written; give the file one of these endings."
    )
