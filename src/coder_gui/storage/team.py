"""The team: opened comparisons, the work of each coder, and layers of work."""

from __future__ import annotations

from collections.abc import Collection

from coder_gui.domain.team import Belongings, OpenedComparison, Pair, Workload
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step

_COMPARISON = "SELECT id, first_id, second_id, consensus_id, author_id, created_at FROM comparison"
_COPIED = (
    'transcript_id, code_id, "start", "end", comment, stance, created_at, modified_at, to_check, '
    "good_quote, unsure"
)


def opened(db: ProjectDatabase, pair: Pair) -> OpenedComparison | None:
    """The opened comparison of two coders, in either order; None while they are blind."""
    row = db.one(
        f"{_COMPARISON} WHERE first_id = ?1 AND second_id = ?2 "
        "OR first_id = ?2 AND second_id = ?1 ORDER BY id",
        pair,
    )
    return OpenedComparison(*row) if row else None


def comparisons(db: ProjectDatabase) -> tuple[OpenedComparison, ...]:
    """Every comparison that has been opened."""
    return tuple(OpenedComparison(*row) for row in db.all(f"{_COMPARISON} ORDER BY id"))


def add_comparison(step: Step, pair: Pair) -> int:
    """Open the comparison of two coders; opening it twice changes nothing."""
    there = opened(step.db, pair)
    if there is not None:
        return there.id
    cursor = step.db.execute(
        "INSERT INTO comparison (first_id, second_id, guid, author_id, created_at, modified_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (*pair, step.new_guid(), step.coder_id, step.now, step.now),
    )
    return int(cursor.lastrowid or 0)


def makers(db: ProjectDatabase) -> dict[int, int | None]:
    """Who made each coder, by id: of an earlier layer, the one whose work it is."""
    return dict(db.all("SELECT id, author_id FROM coder"))


def memos_on_segments_of(db: ProjectDatabase, coder_ids: Collection[int]) -> frozenset[int]:
    """Ids of the memos that are on segments of some coders."""
    marks = ", ".join("?" * len(coder_ids))
    rows = db.all(
        "SELECT memo.id FROM segment JOIN memo ON segment_id = segment.id "
        f"WHERE coder_id IN ({marks})",
        list(coder_ids),
    )
    return frozenset(memo_id for (memo_id,) in rows)


def workloads(db: ProjectDatabase) -> dict[int, Workload]:
    """What each coder has to do and has done, by coder id."""
    assigned = {
        coder_id: numbers
        for coder_id, *numbers in db.all(
            "SELECT coder_id, count(*), count(finished_at), max(finished_at) "
            "FROM assignment GROUP BY coder_id"
        )
    }
    coded = {
        coder_id: numbers
        for coder_id, *numbers in db.all(
            "SELECT coder_id, count(DISTINCT transcript_id), count(*), max(modified_at) "
            "FROM segment GROUP BY coder_id"
        )
    }
    read = dict(db.all("SELECT coder_id, max(read_at) FROM reading GROUP BY coder_id"))
    found = {}
    for (coder_id,) in db.all("SELECT id FROM coder"):
        number, finished, last = assigned.get(coder_id, (0, 0, None))
        begun, segments, changed = coded.get(coder_id, (0, 0, None))
        days = [each for each in (last, changed, read.get(coder_id)) if each]
        found[coder_id] = Workload(number, begun, finished, segments, max(days, default=None))
    return found


def counts(db: ProjectDatabase) -> dict[tuple[int, int], int]:
    """Number of segments by coder id and transcript id."""
    rows = db.all(
        "SELECT transcript_id, coder_id, count(*) FROM segment GROUP BY transcript_id, coder_id"
    )
    return {(coder_id, transcript_id): number for transcript_id, coder_id, number in rows}


def belongings(db: ProjectDatabase, coder_id: int) -> Belongings:
    """What goes with a coder."""

    def number(statement: str) -> int:
        return int(db.value(statement, (coder_id,)))

    return Belongings(
        number("SELECT count(*) FROM segment WHERE coder_id = ?"),
        number(
            "SELECT count(*) FROM memo JOIN segment ON segment.id = segment_id AND coder_id = ?"
        ),
        number("SELECT count(*) FROM assignment WHERE coder_id = ?"),
        number("SELECT count(*) FROM comparison WHERE ? IN (first_id, second_id)"),
        number(
            "SELECT count(*) FROM decision JOIN comparison ON comparison.id = comparison_id "
            "AND ? IN (first_id, second_id)"
        ),
    )


def delete_coder(step: Step, coder_id: int) -> None:
    """Delete a coder with all segments; what the coder wrote elsewhere stays without an author."""
    step.db.execute("DELETE FROM coder WHERE id = ?", (coder_id,))


def give_segments(
    step: Step, coder_id: int, transcript_ids: Collection[int], other_id: int
) -> None:
    """Make a coder's segments in some transcripts another's, with all that is on them."""
    step.db.executemany(
        "UPDATE segment SET coder_id = ?, modified_at = ? WHERE coder_id = ? AND transcript_id = ?",
        ((other_id, step.now, coder_id, each) for each in transcript_ids),
    )


def copy_segments(
    step: Step, coder_id: int, transcript_ids: Collection[int], other_id: int
) -> None:
    """Give another coder a copy of a coder's segments in some transcripts, with their memos."""
    db = step.db
    for transcript_id in transcript_ids:
        for (segment_id,) in db.all(
            "SELECT id FROM segment WHERE coder_id = ? AND transcript_id = ? ORDER BY id",
            (coder_id, transcript_id),
        ):
            made = db.execute(
                f"INSERT INTO segment (coder_id, guid, {_COPIED}) "
                f"SELECT ?, ?, {_COPIED} FROM segment WHERE id = ?",
                (other_id, step.new_guid(), segment_id),
            ).lastrowid
            for (memo_id,) in db.all("SELECT id FROM memo WHERE segment_id = ?", (segment_id,)):
                db.execute(
                    "INSERT INTO memo (segment_id, guid, kind, title, text, author_id, "
                    "created_at, modified_at) SELECT ?, ?, kind, title, text, author_id, "
                    "created_at, modified_at FROM memo WHERE id = ?",
                    (made, step.new_guid(), memo_id),
                )
