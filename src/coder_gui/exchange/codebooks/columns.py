"""The codebook as one table; the workbook and the CSV file have the same columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coder_gui.exchange.codebooks.entries import CodebookDocument, Entry

Value = str | int


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and its width in characters, for programs that show widths."""

    heading: str
    width: int
    is_number: bool = False


_IDENTITY = (
    Column("Level", 7, True),
    Column("Path", 34),
    Column("Name", 34),
    Column("Kind", 9),
    Column("Parent", 28),
    Column("Colour", 11),
)
_FIELDS = (
    Column("Brief definition", 36),
    Column("Full definition", 52),
    Column("Use when", 40),
    Column("Do not use when", 40),
    Column("Example", 40),
)
_COUNTS = (
    Column("Segments (own)", 12, True),
    Column("Segments (with branch)", 14, True),
    Column("Transcripts (with branch)", 14, True),
    Column("Participants (with branch)", 14, True),
)
_QUOTE = (Column("Example quote", 60), Column("Quote label", 28))

COLOUR_COLUMN = len(_IDENTITY)
NAME_COLUMN = 3


def columns(document: CodebookDocument) -> list[Column]:
    """The columns of the table, with one for each participant group."""
    groups = (Column(f"Participants: {group.name}", 16, True) for group in document.groups)
    return [*_IDENTITY, *_FIELDS, *_COUNTS, *groups, *_QUOTE]


def rows(document: CodebookDocument) -> Iterator[list[Value]]:
    """One row an entry, in the order of the tree, as long as the columns."""
    names = {entry.code.id: entry.code.name for entry in document.entries}
    for entry in document.entries:
        code = entry.code
        parent = "" if code.parent_id is None else names.get(code.parent_id, "")
        yield [
            *(entry.depth + 1, entry.path, code.name, code.kind, parent, entry.colour_hex),
            *(code.brief, code.definition, code.use_when, code.avoid_when, code.example),
            *_counts(document, entry),
            *(entry.quote, entry.quote_label),
        ]


def _counts(document: CodebookDocument, entry: Entry) -> Iterator[int]:
    yield entry.own.segments
    yield entry.branch.segments
    yield entry.branch.transcripts
    yield entry.branch.participants
    for _group, count in zip(document.groups, entry.per_group, strict=True):
        yield count
