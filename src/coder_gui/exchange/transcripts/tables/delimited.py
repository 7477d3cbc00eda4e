"""Reads tables of text whose cells are parted by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from coder_gui.exchange.transcripts import txt
from coder_gui.exchange.transcripts.reading import Reading, damaged

_SIGNS = ",;\t|"
_SAMPLE = 60_000
"""How many characters are enough to see what parts the cells."""


def read_rows(data: bytes, source_name: str) -> tuple[list[list[str]], Reading]:
    """The rows that are not empty, and the text that they were in with what is known of it.

    Raises:
        UnreadableFile: The bytes are no text.
    """
    reading = txt.read(data, source_name)
    text = reading.text.replace("\x00", "").removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    declared = first.strip().strip('"').lower()
    if declared.startswith("sep=") and len(declared) <= 5:
        sign, text = declared[4:] or "\t", rest  # Excel’s own note of the sign
    else:
        sign = _sign(text)
    try:
        rows = list(_parsed(text, sign))
    except csv.Error as error:
        raise damaged(source_name, str(error)) from error
    return rows, reading


def _parsed(text: str, sign: str) -> Iterator[list[str]]:
    if len(text) > csv.field_size_limit():
        csv.field_size_limit(len(text))
    lines = io.StringIO(text, newline="")
    if _quotes_close(text, sign):
        rows = csv.reader(lines, delimiter=sign)
    else:
        rows = csv.reader(lines, delimiter=sign, quoting=csv.QUOTE_NONE)
    for row in rows:
        if any(cell.strip() for cell in row):
            yield [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]


def _quotes_close(text: str, sign: str) -> bool:
    """False when a quotation mark opens a cell that nothing closes, and would swallow the rest."""
    if '"' not in text:
        return True
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" not in str(error)
    return True


def _sign(text: str) -> str:
    """The sign that parts most rows into the same number of cells."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, most = ",", 0.0
    for sign in _SIGNS:
        try:
            counts = Counter(len(row) for row in _parsed(sample, sign))
        except csv.Error:
            continue
        several = [(rows, cells) for cells, rows in counts.items() if cells > 1]
        rows, cells = max(several, default=(0, 1))
        score = rows / max(1, sum(counts.values())) * min(cells, 12) ** 0.5
        if score > most:
            best, most = sign, score
    return best
