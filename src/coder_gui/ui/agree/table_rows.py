"""What the agreement table is filled with, and how its lines go to the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from PySide6.QtCore import QMimeData

from coder_gui.domain.agreement.intervals import Interval
from coder_gui.domain.codebook import Codebook
from coder_gui.ui.agree.figures import CodeFigures
from coder_gui.ui.agree.table_columns import OPTIONAL, VISUAL_ORDER, Column, full_heads, texts


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One transcript below a code."""

    transcript_id: int
    name: str
    texts: Mapping[Column, str]


@dataclass(frozen=True)
class Figures:
    """What the table shows.

    Args:
        book: All codes; those without a line are not shown.
        unit: What is counted, such as “characters”.
        coders: How many coders are compared.
        transcripts: Gives the lines of a code, transcript by transcript.
        settled: By code, how many differences are settled.
    """

    book: Codebook
    lines: Sequence[CodeFigures] = ()
    unit: str = ""
    coders: int = 2
    transcripts: Callable[[int], Sequence[TranscriptLine]] = field(default=lambda _code: ())
    settled: dict[int, str] = field(default_factory=dict)


def copied(
    figures: Figures,
    lines: Iterable[CodeFigures],
    intervals: Mapping[int, Interval | None],
    optional: Collection[Column],
) -> QMimeData:
    """Lines as a table for other programs."""
    left_out = {*OPTIONAL} - {*optional}
    if figures.coders == 2:
        left_out.add(Column.OTHERS)
    columns = [column for column in VISUAL_ORDER if column not in left_out]
    names = full_heads(figures.unit)
    table = [[names[column] for column in columns]]
    for line in lines:
        code_id = line.found.code_id
        settled = {Column.SETTLED: figures.settled.get(code_id, "")}
        shown = texts(line, intervals.get(code_id)) | settled
        name = figures.book[code_id].name
        table.append([shown.get(column, name) for column in columns])
    data = QMimeData()
    data.setText("\n".join("\t".join(row) for row in table) + "\n")
    data.setHtml(_html(table))
    return data


def _html(table: list[list[str]]) -> str:
    head, *rows = table
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
