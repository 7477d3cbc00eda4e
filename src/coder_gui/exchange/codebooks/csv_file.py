"""The codebook as a CSV file that opens well in Excel and can be read back exactly."""

from __future__ import annotations

import csv
import io
import re

from coder_gui.exchange.codebooks.columns import Value, columns, rows
from coder_gui.exchange.codebooks.entries import CodebookDocument
from coder_gui.exchange.codebooks.printable import printable

# A spreadsheet takes a cell for a formula by its first character, quoted or not. That runs what
# a stranger typed as a code's name, and turns an honest “- only when said aloud” into “#NAME?”.
# An apostrophe in front stops both. It would come back as part of the text, though, so it is put
# before texts that already begin with apostrophes and such a character as well: then exactly one
# apostrophe can be taken off again wherever this pattern follows it, and nothing is lost.
_FORMULA = re.compile("[\\s']*[=+\\-@＝＋－＠]")


def csv_bytes(document: CodebookDocument) -> bytes:
    """The table in UTF-8; the byte order mark tells Excel so."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([_cell(column.heading) for column in columns(document)])
    writer.writerows([_cell(value) for value in row] for row in rows(document))
    return stream.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet might take it for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given, for reading a codebook back."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def _cell(value: Value) -> Value:
    return guarded(printable(value)) if isinstance(value, str) else value
