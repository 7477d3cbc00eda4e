"""The audit trail as a Word document, an Excel workbook or a CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from coder_gui.domain.audit_trail import TrailEntry, afterwards, clock, day_and_clock, local
from coder_gui.domain.errors import Refused
from coder_gui.exchange.atomic_file import replace_file
from coder_gui.exchange.codebooks.csv_file import guarded
from coder_gui.exchange.codebooks.printable import one_line, printable
from coder_gui.exchange.codebooks.wording import date_text, plural

SUFFIXES = (".docx", ".xlsx", ".csv")
HEADS = ("When", "Coder", "Kind of step", "What was done", "Where", "Afterwards", "Counts now")
WIDTHS = (17, 16, 22, 64, 28, 34, 11)
"""Characters, for programs that show widths."""


@dataclass(frozen=True, slots=True)
class AuditDocument:
    """An audit trail to be written down.

    Args:
        made_at: ISO 8601.
        filtered: What it was narrowed to, each with its name: (“Coder”, “Noor”); empty for nothing.
        total: Steps in the whole history.
        entries: The newest first.
    """

    study_name: str
    made_at: str
    filtered: tuple[tuple[str, str], ...]
    total: int
    entries: tuple[TrailEntry, ...]

    def facts(self) -> list[tuple[str, str]]:
        """Label and text of what a reader must know about the list."""
        narrowed = "; ".join(f"{key}: {value}" for key, value in self.filtered)
        some = f"{len(self.entries):,} of {plural(self.total, 'step')}"
        return [
            ("Study", one_line(self.study_name)),
            ("Written", f"{date_text(local(self.made_at).isoformat())}, {clock(self.made_at)}"),
            ("Filtered by", one_line(narrowed) or "Nothing: the whole history"),
            ("Steps", some if self.filtered else plural(self.total, "step")),
            ("Times", f"by the clock of this computer ({local(self.made_at):UTC%z})"),
        ]


def write_audit(document: AuditDocument, path: Path) -> None:
    """Write the audit trail in the format that the path's suffix asks for.

    Raises:
        Refused: The suffix is none of the three.
        CoderError: The file cannot be written; one that was there is left as it was.
    """
    replace_file(path, audit_bytes(document, path.suffix))


def audit_bytes(document: AuditDocument, suffix: str) -> bytes:
    """The file's content. The office libraries are slow to import, hence only when needed."""
    suffix = suffix.casefold()
    if suffix == ".docx":
        from coder_gui.exchange.reports.audit_docx import docx_bytes

        return docx_bytes(document)
    if suffix == ".xlsx":
        from coder_gui.exchange.reports.audit_xlsx import xlsx_bytes

        return xlsx_bytes(document)
    if suffix == ".csv":
        return _csv_bytes(document)
    raise Refused(
        "An audit trail can be exported as a Word document (.docx), an Excel workbook (.xlsx) or "
        "a table (.csv). Nothing was written; give the file one of these endings."
    )


def cells(entry: TrailEntry) -> tuple[str, ...]:
    """One line of the table, as long as `HEADS`."""
    return (
        day_and_clock(entry.at),
        one_line(entry.coder),
        one_line(entry.kind),
        one_line(entry.what),
        one_line(entry.where),
        one_line(afterwards(entry)),
        "yes" if entry.counts else "no",
    )


def by_day(entries: Sequence[TrailEntry]) -> Iterator[tuple[datetime, list[TrailEntry]]]:
    """The entries of each day, with a moment of that day."""
    for _day, same in groupby(entries, key=lambda entry: local(entry.at).date()):
        listed = list(same)
        yield local(listed[0].at), listed


def _csv_bytes(document: AuditDocument) -> bytes:
    """The facts first, as lines of two cells, then an empty line and the table."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows((key, guarded(printable(text))) for key, text in document.facts())
    writer.writerow(())
    writer.writerow(HEADS)
    writer.writerows([guarded(cell) for cell in cells(entry)] for entry in document.entries)
    # The byte order mark tells Excel that it is UTF-8.
    return stream.getvalue().encode("utf-8-sig")
