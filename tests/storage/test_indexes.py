"""No question of the app reads a large table from end to end to find a few of its rows."""

import re

import pytest

from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.memo_text import Link
from coder_gui.storage import schema, segments, transcripts
from coder_gui.storage.memos import Subject

LARGE = ("segment", "turn", "text_block", "step", "step_row", "step_event", "memo", "original")
_WHERE = re.compile(r"\b(WHERE|JOIN)\b", re.IGNORECASE)


def settle(filled):
    """Decide about every difference, decide anew, and take decisions back."""
    project, scope = filled.project, Scope((filled.mira, filled.noor))
    project.open_comparison(scope.pair)
    differences = project.components_of(scope).make()
    project.settle(scope, differences, "union")
    project.settle(scope, differences[:1], "A")
    project.reopen(scope, differences[1:])


def ask_everything(filled):
    """Every read of the app, and the writes that look rows up."""
    project = filled.project
    anna, ben, _caro = filled.transcripts
    db = project.file.db
    for info in project.transcripts():
        project.transcript(info.id)
        transcripts.original(db, info.id)
        project.segments(info.id)
        project.segments(info.id, [filled.mira, filled.noor])
        segments.segments_of(db, info.id)
    project.segments_by_id(filled.segments)
    segments.segments_of_code(db, filled.alone)
    segments.counts_by_code(db)
    for code in project.codebook():
        project.segments_of_code(code.id)
    project.counts_by_code()
    project.counts_by_transcript()
    project.use_of_codes()
    project.codebook_document()
    project.compare((filled.mira, filled.noor))
    project.compare((filled.mira, filled.noor), rolled_up=True, interviewer_turns=False)
    project.facts()
    settle(filled)
    project.memos()
    for subject in ("transcript_id", "code_id", "segment_id", "participant_id"):
        project.memos_on(Subject(**{subject: 1}))
    project.memo_places(anna)
    project.link_targets([Link("segment", project.segments(anna)[0].guid)])
    filled.code(ben, filled.theme, "neighbour")
    project.remove_segment(filled.segments[1])
    project.annotate_segment(filled.segments[0], "so", "mixed")
    project.merge_codes(filled.help, filled.alone)
    project.set_interviewer(anna, "Anna", True)
    project.update_memo(filled.memos[0], "", "Changed.")
    project.delete_memo(filled.memos[0])
    project.delete_codes([filled.theme])
    project.delete_transcripts([anna])
    project.next_undo()
    project.undo()
    project.next_redo()
    project.redo()


@pytest.fixture
def statements(filled):
    """What SQLite is asked meanwhile, values filled in, triggers and cascades left out."""
    seen = []
    filled.project.file.db.conn.set_trace_callback(seen.append)
    ask_everything(filled)
    filled.project.file.db.conn.set_trace_callback(None)
    asked = dict.fromkeys(sql for sql in seen if not sql.startswith("--"))
    assert len(asked) > 100
    return list(asked)


def plans(db, statements):
    for sql in statements:
        if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", sql) and _WHERE.search(sql):
            for *_ids, detail in db.all(f"EXPLAIN QUERY PLAN {sql}"):
                yield sql, detail


def test_every_lookup_in_a_large_table_goes_by_an_index(filled, statements):
    full = [
        (sql, detail)
        for sql, detail in plans(filled.project.file.db, statements)
        if re.match(rf"SCAN ({'|'.join(LARGE)}|a|b)\b(?!.*INDEX)", detail)
    ]
    assert full == []


def test_the_walk_meets_every_large_table(filled, statements):
    details = [detail for _sql, detail in plans(filled.project.file.db, statements)]
    for table in LARGE:
        if table == "step_event":
            continue  # written only
        assert any(re.match(rf"SEARCH {table}\b", detail) for detail in details), table


def test_every_foreign_key_can_cascade_by_an_index(project):
    db = project.file.db
    unindexed = []
    for table in (*schema.JOURNALLED, *schema.HISTORY):
        for key in db.all(f"PRAGMA foreign_key_list({table})"):
            column, on_delete = key[3], key[6]
            # Coders are deleted once in a study, so who made a row may be looked up slowly.
            if column == "author_id":
                continue
            (plan, *_more) = db.all(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = 1")
            if "USING" not in plan[-1]:
                unindexed.append((table, column, on_delete))
    assert unindexed == []


def test_a_statement_without_an_index_would_be_noticed(filled):
    sql = "SELECT id FROM segment WHERE comment = 'x'"
    assert [detail for _sql, detail in plans(filled.project.file.db, [sql])] == ["SCAN segment"]


def test_segments_of_one_coder_come_in_order_without_being_sorted(filled):
    plan = filled.project.file.db.all(
        "EXPLAIN QUERY PLAN SELECT comment FROM segment "
        'WHERE transcript_id = 1 AND coder_id = 1 ORDER BY "start"'
    )
    assert [row[-1] for row in plan] == [
        "SEARCH segment USING INDEX segment_by_transcript (transcript_id=? AND coder_id=?)"
    ]
