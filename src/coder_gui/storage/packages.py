"""Files that are handed out to a coder: one new project file with a part of the study."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from coder_gui.domain.edits import Edit, applied
from coder_gui.domain.errors import Refused
from coder_gui.storage import corrections, schema, transcripts
from coder_gui.storage.backup import refuse_unsound, write_whole
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.encryption import Key
from coder_gui.storage.journal import Step
from coder_gui.storage.written_texts import WrittenText, rewrite, transcript_text, written_texts

_PERSONAL = frozenset({"shortcut", "modified_at", "id"})
"""Columns of a code that do not belong to the codebook: a coder's own keys."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a file that was handed out says of itself."""

    study_guid: str
    coder_guid: str
    may_add_codes: bool
    deidentified: bool
    handed_out_at: str
    finished_at: str | None


Named = Callable[[WrittenText, Sequence[int]], tuple[Edit, ...]]
"""The edits that take the names out of some words; turns begin where the numbers say."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is handed out.

    Args:
        may_add_codes: Whether the coder may change the codebook.
        key: What is to protect the file.
        named: What takes the names out of everything in it; None to leave them in.
    """

    may_add_codes: bool = True
    key: Key | None = None
    named: Named | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """How much a coder made in a file that was handed out; `changed` are codes that were in it."""

    segments: int
    transcripts: int
    codes: int
    changed: int
    memos: int


def package(db: ProjectDatabase) -> Package | None:
    """What the file says of having been handed out; None in an ordinary project."""
    row = db.one(
        "SELECT study_guid, coder_guid, may_add_codes, deidentified, handed_out_at, finished_at "
        "FROM package"
    )
    return Package(row[0], row[1], bool(row[2]), bool(row[3]), *row[4:]) if row else None


def write_package(
    step: Step, coder_id: int, transcript_ids: Collection[int], out: Path, terms: Terms
) -> None:
    """Write a new project file with these transcripts, the codebook and one coder.

    Nobody else's segments, memos or names are in it, and no history: guids are the same, what
    other coders made has no author.

    Raises:
        Refused: There is such a file already.
        ProjectFileError: The disk refuses; nothing is left.
    """
    source = step.db
    if out.exists():
        raise Refused(
            f"There is already a file “{out.name}” in this folder. It was left as it is. "
            "Choose another name."
        )

    def write(beside: Path) -> None:
        with closing(ProjectDatabase(beside, key=terms.key)) as target:
            target.execute("PRAGMA secure_delete = ON")
            with target.atomic():
                target.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                target.execute(f"PRAGMA user_version = {schema.FORMAT_VERSION}")
                schema.migrations.apply(target)
                _fill(source, target, coder_id, transcript_ids)
                if terms.named is not None:
                    _take_names_out(target, step, terms.named)
                target.execute(
                    "INSERT INTO package (id, study_guid, coder_guid, may_add_codes, deidentified, "
                    "handed_out_at) SELECT 1, study.guid, coder.guid, ?, ?, ? FROM study, coder",
                    (int(terms.may_add_codes), int(terms.named is not None), step.now),
                )
            # Nothing of what stood in it meanwhile is left in the file.
            target.execute("VACUUM")
            refuse_unsound(target)

    write_whole(source.path, out, write)


def _fill(
    source: ProjectDatabase,
    target: ProjectDatabase,
    coder_id: int,
    transcript_ids: Collection[int],
) -> None:
    theirs = f"transcript_id IN ({', '.join('?' * len(transcript_ids))})"
    chosen = tuple(transcript_ids)
    people = (
        "SELECT participant_id FROM transcript WHERE id IN "
        f"({', '.join('?' * len(chosen))}) UNION SELECT participant_id FROM speaker WHERE {theirs}"
    )
    parts: tuple[tuple[str, str, tuple[int, ...]], ...] = (
        ("coder", "id = ?", (coder_id,)),
        ("study", "1", ()),
        (
            "participant_group",
            f"id IN (SELECT group_id FROM participant WHERE id IN ({people}))",
            chosen * 2,
        ),
        ("participant", f"id IN ({people})", chosen * 2),
        ("transcript", theirs.replace("transcript_id", "id"), chosen),
        *((table, theirs, chosen) for table in ("text_block", "speaker", "turn", "format_span")),
        ("assignment", f"coder_id = ? AND {theirs}", (coder_id, *chosen)),
        ("code", "1", ()),
    )
    target.execute("PRAGMA defer_foreign_keys = ON")  # themes may stand behind their codes
    for table, where, values in parts:
        rows = source.all(f"SELECT * FROM {table} WHERE {where} ORDER BY id", values)
        _insert(target, table, _names(source, table), rows, coder_id)


def _take_names_out(target: ProjectDatabase, handing_out: Step, named: Named) -> None:
    """Replace the names in everything that stands in the new file, which has no history yet."""
    step = Step(target, 0, "", handing_out.now, None, handing_out.new_guid)
    for (number,) in target.all("SELECT id FROM transcript ORDER BY id"):
        place = transcript_text(target, number)
        starts = [turn.start for turn in transcripts.turns(target, number)]
        edits = named(place, starts)
        if edits:
            corrections.correct(step, number, edits)
    for place in written_texts(target):
        edits = named(place, ())
        if edits:
            rewrite(step, place, applied(place.text, edits))


def _names(db: ProjectDatabase, table: str) -> list[str]:
    return [name for _cid, name, *_rest in db.all(f"PRAGMA table_info({table})")]


def _insert(
    target: ProjectDatabase,
    table: str,
    names: list[str],
    rows: Iterable[tuple[object, ...]],
    coder_id: int,
) -> None:
    author = names.index("author_id") if "author_id" in names else None
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    for row in rows:
        values = list(row)
        if author is not None and values[author] != coder_id:
            values[author] = None
        target.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)


def changes_codebook(step: Step) -> bool:
    """Whether an open step has changed the codebook itself, not only a coder's number keys."""
    rows = step.db.all(
        "SELECT change, row_id, before FROM step_row WHERE step_id = ? AND table_name = 'code'",
        (step.id,),
    )
    return any(
        change != "update" or _is_other(step.db, row_id, before, _PERSONAL)
        for change, row_id, before in rows
    )


def _is_other(db: ProjectDatabase, code_id: int, before: str, but: Collection[str]) -> bool:
    """Whether a code is another one now, or gone, leaving some columns aside."""
    now = db.one("SELECT * FROM code WHERE id = ?", (code_id,))
    was, names = json.loads(before), _names(db, "code")
    return now is None or any(
        was[name] != value for name, value in zip(names, now, strict=True) if name not in but
    )


def _changed_codes(db: ProjectDatabase, since: str) -> int:
    """How many of the codes that were handed out the coder has changed or deleted."""
    rows = db.all(
        "SELECT row_id, before FROM step_row JOIN step ON step.id = step_id "
        "WHERE table_name = 'code' AND change <> 'insert' AND state = 'done' ORDER BY step_row.id"
    )
    first: dict[int, str] = {}
    for code_id, before in rows:
        first.setdefault(code_id, before)
    return sum(
        json.loads(before)["created_at"] <= since
        and _is_other(db, code_id, before, _PERSONAL | {"position"})
        for code_id, before in first.items()
    )


def finish(step: Step) -> None:
    """Say that the coder of this file is done with all that was handed out."""
    step.db.execute("UPDATE package SET finished_at = ? WHERE finished_at IS NULL", (step.now,))
    step.db.execute(
        "UPDATE assignment SET finished_at = ? WHERE finished_at IS NULL AND coder_id = "
        "(SELECT coder.id FROM coder JOIN package ON coder_guid = coder.guid)",
        (step.now,),
    )


def work(db: ProjectDatabase, handed_out: Package) -> Work:
    """What goes back to the study."""
    coder_id = db.value("SELECT id FROM coder WHERE guid = ?", (handed_out.coder_guid,))
    segments, transcripts = db.all(
        "SELECT count(*), count(DISTINCT transcript_id) FROM segment WHERE coder_id = ?",
        (coder_id,),
    )[0]
    codes = db.value(
        "SELECT count(*) FROM code WHERE author_id = ? AND created_at > ?",
        (coder_id, handed_out.handed_out_at),
    )
    memos = db.value("SELECT count(*) FROM memo WHERE author_id = ?", (coder_id,))
    changed = _changed_codes(db, handed_out.handed_out_at)
    return Work(segments, transcripts, codes, changed, memos)
