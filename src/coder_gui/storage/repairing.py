"""Makes rows that were saved from a damaged file a sound project again, and says what is lost."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from coder_gui.domain.counted import counted
from coder_gui.domain.stamps import Stamps
from coder_gui.domain.text import word_count
from coder_gui.storage import soundness
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.schema import ANCHORED, HISTORY

GAP = "\n[This part of the text could not be read.]\n"
_DOTS = "· "

_NOUNS = {
    "coder": "coder",
    "participant_group": "group",
    "participant": "participant",
    "attribute": "attribute",
    "attribute_value": "value of an attribute",
    "transcript": "transcript",
    "text_block": "piece of text",
    "original": "original file",
    "speaker": "speaker",
    "turn": "turn",
    "format_span": "emphasis",
    "assignment": "assignment",
    "code": "code",
    "comparison": "comparison of two coders",
    "decision": "decision on a difference",
    "segment": "segment",
    "memo": "memo",
    "reading": "note of having read a transcript",
    "codebook_snapshot": "snapshot of the codebook",
    "package": "note of having been handed out",
}
_PLURALS = {
    "value of an attribute": "values of attributes",
    "piece of text": "pieces of text",
    "emphasis": "emphases",
    "comparison of two coders": "comparisons of two coders",
    "decision on a difference": "decisions on differences",
    "note of having read a transcript": "notes of having read a transcript",
    "snapshot of the codebook": "snapshots of the codebook",
    "note of having been handed out": "notes of having been handed out",
}

# Where rows that matter point to one that is gone, something stands in for it.
_STAND_INS = (
    ("coder", "SELECT coder_id FROM segment UNION SELECT coder_id FROM assignment"),
    ("code", "SELECT code_id FROM segment"),
    ("attribute", "SELECT attribute_id FROM attribute_value"),
    ("transcript", "SELECT transcript_id FROM text_block"),
)
_STAND_IN_COLUMNS = {
    "coder": ("name", "'Coder ' || ? || ' (recovered)'"),
    "code": ("name", "'Code ' || ? || ' (recovered)'"),
    "attribute": ("name", "'Attribute ' || ? || ' (recovered)'"),
    "transcript": (
        "name, length, words, source_name, format, text_sha256",
        "'Transcript ' || ? || ' (recovered)', 0, 0, '', '', ''",
    ),
}


def repair(
    db: ProjectDatabase, missing: dict[str, int | None], name: str, stamps: Stamps
) -> list[str]:
    """Mend what points to nothing; returns a sentence for each kind of loss.

    Args:
        missing: Rows that each incomplete table lacks; None where nobody knows how many.
        name: For the study, should its sheet be lost.
    """
    lost = list(_losses(missing))
    db.execute("PRAGMA foreign_keys = OFF")
    with db.atomic():
        lost += _stand_in(db, name, stamps)
        lost += _fill_texts(db)
        lost += _drop_broken_originals(db)
        _clip(db)
        _open_circles(db)
        lost += _drop_dangling(db)
        lost += _drop_history(db, missing)
    db.execute("PRAGMA foreign_keys = ON")
    return lost


def _losses(missing: dict[str, int | None]) -> Iterator[str]:
    for table, number in missing.items():
        noun = _NOUNS.get(table)
        if noun is None:
            continue
        if number is None:
            yield f"Some rows about the {_plural(noun)} may be lost; nothing says how many."
        else:
            yield f"{_counted(number, noun)} could not be read."


def _plural(noun: str) -> str:
    return _PLURALS.get(noun) or counted(2, noun).partition(" ")[2]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else _plural(noun)}"


def _stand_in(db: ProjectDatabase, name: str, stamps: Stamps) -> Iterator[str]:
    """Put something in the place of what is gone but still pointed to."""
    now = stamps.now()
    for table, pointing in _STAND_INS:
        gone = db.all(f"SELECT * FROM ({pointing}) EXCEPT SELECT id FROM {table}")
        columns, values = _STAND_IN_COLUMNS[table]
        for (row_id,) in gone:
            db.execute(
                f"INSERT INTO {table} (id, {columns}, guid, created_at, modified_at) "
                f"VALUES (?, {values}, ?, ?, ?)",
                (row_id, row_id, stamps.guid(), now, now),
            )
        if gone:
            yield f"{_counted(len(gone), _NOUNS[table])} lost the name and got another one."
    # A stand-in for what two settled on is no person.
    db.execute(
        "UPDATE coder SET kind = 'consensus' WHERE id IN (SELECT consensus_id FROM comparison)"
    )
    if not db.one("SELECT 1 FROM coder LIMIT 1"):
        db.execute(
            "INSERT INTO coder (id, name, guid, created_at, modified_at) VALUES (1, ?, ?, ?, ?)",
            ("Coder 1 (recovered)", stamps.guid(), now, now),
        )
    if not db.one("SELECT 1 FROM study"):
        db.execute(
            "INSERT INTO study (id, name, guid, created_at, modified_at) VALUES (1, ?, ?, ?, ?)",
            (name, stamps.guid(), now, now),
        )
        yield "The study sheet was lost; the study is named after its file."
    for transcript_id, speaker_id in db.all(
        "SELECT min(transcript_id), speaker_id FROM turn "
        "WHERE speaker_id NOT IN (SELECT id FROM speaker) GROUP BY speaker_id"
    ):
        db.execute(
            "INSERT INTO speaker (id, transcript_id, name) VALUES (?, ?, ?)",
            (speaker_id, transcript_id, f"Speaker {speaker_id} (recovered)"),
        )


def _fill_texts(db: ProjectDatabase) -> Iterator[str]:
    """Fill the gaps of texts, so that what stands after them keeps its positions."""
    for transcript_id, name, length in db.all("SELECT id, name, length FROM transcript"):
        found = dict(
            db.all(
                "SELECT position, text FROM text_block WHERE transcript_id = ? ORDER BY position",
                (transcript_id,),
            )
        )
        present = sum(map(len, found.values()))
        holes = sorted(set(range(max(found, default=-1) + 1)) - set(found))
        short = length - present
        if short > 0:
            _fill(db, transcript_id, found, holes or [max(found, default=-1) + 1], short)
            yield f"{short:,} characters of “{name}” could not be read; a mark stands for them."
            if len(_runs(holes)) > 1:
                yield f"Passages between two such marks in “{name}” may stand elsewhere: read them."
        elif short < 0 or holes:
            yield f"The text of “{name}” is not as it was: read its passages again."
        changed = _measure(db, transcript_id)
        if changed and not short and not holes:
            yield f"Letters in “{name}” are not as they were: compare it with the original."


def _fill(
    db: ProjectDatabase, transcript_id: int, found: dict[int, str], holes: list[int], short: int
) -> None:
    """Put a mark of the right length into each hole; what is left over goes into the last."""
    share = short // len(holes)
    for hole in holes:
        size = share if hole != holes[-1] else short - share * (len(holes) - 1)
        db.execute(
            "INSERT INTO text_block (transcript_id, position, text) VALUES (?, ?, ?)",
            (transcript_id, hole, _mark(size)),
        )


def _mark(size: int) -> str:
    mark = GAP[:-1] if size >= len(GAP) else ""
    return (mark + " " + _DOTS * size)[: size - 1] + "\n"


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _measure(db: ProjectDatabase, transcript_id: int) -> bool:
    """Let the transcript say what its text is now; whether it said something else before."""
    blocks = db.all(
        "SELECT text FROM text_block WHERE transcript_id = ? ORDER BY position", (transcript_id,)
    )
    text = "".join(block for (block,) in blocks)
    now = (len(text), word_count(text), hashlib.sha256(text.encode()).hexdigest())
    changed = db.execute(
        "UPDATE transcript SET length = ?1, words = ?2, text_sha256 = ?3 WHERE id = ?4 "
        "AND (length <> ?1 OR words <> ?2 OR text_sha256 <> ?3)",
        (*now, transcript_id),
    )
    return changed.rowcount > 0


def _drop_broken_originals(db: ProjectDatabase) -> Iterator[str]:
    """A document with wrong bytes in it helps nobody and may do harm."""
    numbers = [number for (number,) in db.all("SELECT id FROM original")]
    dropped = 0
    for number in numbers:
        found = db.one("SELECT sha256, bytes FROM original WHERE id = ?", (number,))
        if found is not None and hashlib.sha256(found[1]).hexdigest() != found[0]:
            dropped += db.execute("DELETE FROM original WHERE id = ?", (number,)).rowcount
    if dropped:
        yield f"{counted(dropped, 'original file')} had wrong bytes and was left out."


def _clip(db: ProjectDatabase) -> None:
    """Cut passages off where their text ends."""
    for table in (*ANCHORED, "memo"):
        length = f"(SELECT length FROM transcript WHERE id = {table}.transcript_id)"
        empty = '"start" > ' if table == "turn" else '"start" >= '
        if table != "memo":
            db.execute(f"DELETE FROM {table} WHERE {empty} {length}")
        more = f", speech = min(speech, {length})" if table == "turn" else ""
        db.execute(f'UPDATE {table} SET "end" = {length}{more} WHERE "end" > {length}')
    db.execute('UPDATE memo SET "start" = NULL, "end" = NULL WHERE "start" > "end"')


def _open_circles(db: ProjectDatabase) -> None:
    """Put codes that stand under themselves at the top."""
    parents = dict(db.all("SELECT id, parent_id FROM code"))
    for code_id in list(parents):
        seen, here = set[int](), code_id
        while here is not None and here not in seen:
            seen.add(here)
            here = parents.get(here)
        if here == code_id:
            parents[code_id] = None
            db.execute("UPDATE code SET parent_id = NULL WHERE id = ?", (code_id,))


def _drop_dangling(db: ProjectDatabase) -> Iterator[str]:
    """Forget links to what is gone; rows that are nothing without their link go, too."""
    gone: dict[str, int] = defaultdict(int)
    while broken := db.all("PRAGMA foreign_key_check"):
        for table, row_id, _parent, number in broken:
            (column,) = (
                row[3] for row in db.all(f"PRAGMA foreign_key_list({table})") if row[0] == number
            )
            needed = next(
                row[3] for row in db.all(f"PRAGMA table_info({table})") if row[1] == column
            )
            if needed:
                gone[table] += db.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,)).rowcount
            else:
                db.execute(f'UPDATE {table} SET "{column}" = NULL WHERE id = ?', (row_id,))
    for table, number in gone.items():
        if table in _NOUNS:
            yield f"{_counted(number, _NOUNS[table])} had nothing left to belong to."


def _drop_history(db: ProjectDatabase, missing: dict[str, int | None]) -> Iterator[str]:
    """Leave out a history with holes: undoing half a step would be worse than undoing none."""
    if set(missing).isdisjoint(HISTORY) and not any(soundness.history(db)):
        return
    for table in reversed(HISTORY):
        db.execute(f"DELETE FROM {table}")
    yield "The history could not be read whole and was left out: earlier steps stay as they are."
