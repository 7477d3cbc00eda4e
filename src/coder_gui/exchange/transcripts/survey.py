"""Reads tables of survey answers: a row a case, its columns attributes or answers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.model import TranscriptDraft, Turn
from coder_gui.domain.text import stored
from coder_gui.exchange.transcripts.content import DESCRIPTIONS, kind_of
from coder_gui.exchange.transcripts.reading import Reading, refusal
from coder_gui.exchange.transcripts.tables import delimited, workbook

Role = Literal["id", "text", "attribute", "left out"]

TEXT_SUFFIXES = (".csv", ".tsv", ".tab")
BOOK_SUFFIXES = (".xlsx", ".xlsm")
QUESTION = "Question"
"""Who speaks the heading of a column of answers."""
ANSWER = "Participant"
"""Who answers where no column names the participants."""

_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
_ID_WORDS = """
id participant participant-id participantid participant-no participant-number respondent
respondent-id respondentid response-id responseid case case-id caseid code pseudonym label
subject subject-id person nr no number name user user-id teilnehmer teilnehmerin
teilnehmer-id teilnehmernummer fall fallnummer kürzel
sujet numéro código participante número
"""
_IDS = frozenset(_ID_WORDS.split())
_PRIVATE_WORDS = """
ip ip-address ipaddress email e-mail email-address recipientemail recipientfirstname
recipientlastname externalreference externaldatareference locationlatitude locationlongitude
"""
_PRIVATE = frozenset(_PRIVATE_WORDS.split())
_LONGEST_ID = 40
_Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was found: headings, and rows that are as long as the headings."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source_name: str
    format: str
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a table: its answers as a transcript, who gave them, and what else is known."""

    draft: TranscriptDraft
    id: str
    attributes: dict[str, str]


def is_table(source_name: str) -> bool:
    """True for names of files that hold tables."""
    return PurePath(source_name).suffix.lower() in TEXT_SUFFIXES + BOOK_SUFFIXES


def read(data: bytes, source_name: str) -> Reading:
    """The whole table as one text: rows as lines, cells parted by tabs.

    Raises:
        UnreadableFile: It is no table, damaged, or far too large.
    """
    rows, _, encoding, warnings = _found(data, source_name)
    lines = ("\t".join(_BREAKS.sub(" ", cell.strip("\r\n")) for cell in row) for row in rows)
    return Reading("\n".join(line.rstrip("\t") for line in lines), encoding, warnings)


def read_table(data: bytes, source_name: str) -> Table:
    """The table with its headings; lines above the headings are left out with a warning.

    Raises:
        UnreadableFile: It is no table, damaged, far too large, or has no answers.
    """
    kind = kind_of(data)
    if kind not in ("text", "xlsx") and not (kind == "docx" and is_table(source_name)):
        raise refusal(source_name, *DESCRIPTIONS[kind])
    _, found, encoding, warnings = _found(data, source_name)
    if len(found) < 2:
        raise _without_answers(source_name)
    top = _heading_row(found)
    if top:
        lines = "one line" if top == 1 else f"{top} lines"
        warnings += (f"In “{source_name}”, {lines} above the headings were left out.",)
    headings, rows = _exported(found[top], found[top + 1 :])
    kept = sorted({n for row in rows for n, cell in enumerate(row) if cell.strip()})
    if not kept:
        raise _without_answers(source_name)
    if len(kept) * len(rows) > workbook.MAX_CELLS:
        raise workbook.too_large(source_name)
    return Table(
        columns=tuple(_columns(headings, kept)),
        rows=tuple(tuple(row[n] if n < len(row) else "" for n in kept) for row in rows),
        source_name=source_name,
        format=PurePath(source_name).suffix.lower().removeprefix("."),
        encoding=encoding,
        warnings=warnings,
    )


def guessed_roles(table: Table) -> tuple[Role, ...]:
    """What each column is likely to be; at most one is the id."""
    columns = list(zip(*table.rows, strict=True))
    roles: list[Role] = [
        _role(name, [value.strip() for value in values if value.strip()])
        for name, values in zip(table.columns, columns, strict=True)
    ]
    unique = [n for n, values in enumerate(columns) if roles[n] != "text" and _is_unique(values)]
    named = [n for n in unique if _key(table.columns[n]) in _IDS]
    first = [n for n in unique if n == 0 and roles[n] == "attribute"]
    for column in (named or first)[:1]:
        roles[column] = "id"
    return tuple(roles)


def survey_drafts(table: Table, roles: Sequence[Role]) -> tuple[Case, ...]:
    """A case for each row with an answer, its questions and answers as turns.

    Args:
        table: The table of answers.
        roles: What each column is; further columns with the role of the id are attributes.
    """
    id_column = next((n for n, role in enumerate(roles) if role == "id"), None)
    taken: dict[str, int] = {}
    cases = []
    for number, row in enumerate(table.rows, 1):
        who = " ".join(row[id_column].split()) if id_column is not None else ""
        text, turns = _answers(table, roles, row, who)
        if not turns:
            continue
        name = _unused(who or f"{PurePath(table.source_name).stem} {number}", taken)
        attributes = {
            heading: value.strip()
            for n, (heading, value, role) in enumerate(zip(table.columns, row, roles, strict=True))
            if role in ("attribute", "id") and n != id_column and value.strip()
        }
        draft = TranscriptDraft(
            name=name,
            text=text,
            turns=turns,
            source_name=table.source_name,
            format=table.format,
            encoding=table.encoding,
            original=_as_csv(table.columns, row),
        )
        cases.append(Case(draft, who, attributes))
    return tuple(cases)


def _found(data: bytes, source_name: str) -> tuple[_Rows, _Rows, str | None, tuple[str, ...]]:
    """Rows as they stand, and with merged cells repeated; the encoding, and warnings."""
    if data.startswith(b"PK"):
        sheet = workbook.read_sheet(data, source_name)
        return sheet.rows, sheet.repeated, None, sheet.warnings
    rows, reading = delimited.read_rows(data, source_name)
    return rows, rows, reading.encoding, reading.warnings


def _without_answers(source_name: str) -> UnreadableFile:
    return refusal(
        source_name,
        "it has no headings with answers below them",
        "Put a heading over each column and the answers of one person on each row.",
    )


def _heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The first row that fills about as many cells as rows near the top do.

    The fullest row is not looked at: answers with stray commas make too many cells.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:20]]
    usual = sorted(filled)[-2]
    least = 2 if max(filled) > 1 else 1
    return next(n for n, cells in enumerate(filled) if cells * 2 >= usual and cells >= least)


def _exported(
    headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], Sequence[Sequence[str]]]:
    """Headings and answers; Qualtrics writes short names, then the questions, then its keys."""
    if len(rows) > 1 and any(cell.startswith('{"ImportId"') for cell in rows[1]):
        return list(rows[0]), rows[2:]
    return list(headings), rows


def _columns(headings: Sequence[str], kept: Sequence[int]) -> Iterator[str]:
    taken: dict[str, int] = {}
    for n in kept:
        heading = stored(" ".join(headings[n].split())) if n < len(headings) else ""
        yield _unused(heading or f"Column {n + 1}", taken)


def _unused(name: str, taken: dict[str, int]) -> str:
    """The name, with a number behind it if it is taken; taken names are kept in mind."""
    found = name
    while found in taken:
        taken[name] += 1
        found = f"{name} ({taken[name]})"
    taken[found] = 1
    return found


def _role(heading: str, values: Sequence[str]) -> Role:
    if not values or _key(heading) in _PRIVATE:
        return "left out"
    words = [len(value.split()) for value in values]
    distinct = len(set(values)) / len(values)
    mean = sum(words) / len(words)
    asks = heading.rstrip().endswith(("?", "？", "…", "..."))
    if distinct > 0.5 and (mean >= 6 or (asks and mean >= 3) or max(words) >= 15):
        return "text"
    # Scripts without blanks have long answers in few words.
    return "text" if distinct > 0.5 and sum(map(len, values)) >= 45 * len(values) else "attribute"


def _key(heading: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", heading.casefold()))


def _is_unique(values: Sequence[str]) -> bool:
    plain = [" ".join(value.split()) for value in values]
    return all(plain) and len(set(plain)) == len(plain) and max(map(len, plain)) <= _LONGEST_ID


def _answers(
    table: Table, roles: Sequence[Role], row: Sequence[str], who: str
) -> tuple[str, tuple[Turn, ...]]:
    """The text of a case, and its turns; both empty when nothing was answered."""
    pieces: list[str] = []
    turns: list[Turn] = []
    length = 0
    for heading, value, role in zip(table.columns, row, roles, strict=True):
        answer = stored(value).strip()
        if role != "text" or not answer:
            continue
        end = length + len(heading)
        turns.append(Turn(length, length, end, QUESTION, interviewer=True))
        length = end + 1 + len(answer)
        turns.append(Turn(end + 1, end + 1, length, who or ANSWER, interviewer=False))
        pieces.append(f"{heading}\n{answer}")
        length += 2
    return "\n\n".join(pieces), tuple(turns)


def _as_csv(columns: Sequence[str], row: Sequence[str]) -> bytes:
    """Heading and row of one case, which is all of the table that is kept with it."""
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows((columns, row))
    return lines.getvalue().encode("utf-8", "replace")
