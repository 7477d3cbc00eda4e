"""One write: one transaction, one step, one notice, or no trace at all."""

import sqlite3

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import codes, study
from coder_gui.storage.schema import JOURNALLED
from filling import different, draft, dump, history


@pytest.fixture
def journal(filled):
    return filled.project.file.journal


def test_a_step_is_told_once_with_its_rows(filled):
    before = dump(filled.project)
    segment_id = filled.code(filled.transcripts[2], filled.alone, "Nobody can fill them in")
    (notice,) = filled.notices
    assert (notice.label, notice.kind) == ("Apply code", "done")
    # Caro was not assigned to Mira before the first segment; "Forms" did that already.
    assert notice.rows == {"segment": frozenset({segment_id})}
    assert different(before, dump(filled.project)) == {"segment": {segment_id}}


def test_a_cascade_is_told_with_every_row_that_went(filled):
    before = dump(filled.project)
    filled.project.delete_codes([filled.theme])
    (notice,) = filled.notices
    assert notice.ids("code") == {filled.theme, filled.alone, filled.help}
    assert notice.ids("segment") == set(filled.segments) - {filled.segments[3]}
    assert notice.ids("memo") == {filled.memos[2], filled.memos[3]}
    assert different(before, dump(filled.project)) == {
        table: set(ids) for table, ids in notice.rows.items()
    }


def test_undo_and_redo_are_told_like_the_step(filled):
    filled.project.rename_code(filled.theme, "Alone")
    done, undone, redone = (
        filled.notices[0],
        filled.project.undo(),
        filled.project.redo(),
    )
    assert filled.notices == [done, undone, redone]
    assert [each.kind for each in filled.notices] == ["done", "undone", "redone"]
    assert done.rows == undone.rows == redone.rows
    assert done.summary == undone.summary == redone.summary


def test_a_new_step_discards_what_was_undone(filled):
    project = filled.project
    project.rename_code(filled.theme, "First")
    project.rename_code(filled.theme, "Second")
    project.undo()
    assert project.next_redo().summary == "Renamed “First” to “Second”"
    project.rename_code(filled.alone, "Third")
    assert project.next_redo() is None
    assert project.redo() is None
    project.undo()
    project.undo()
    assert project.codebook()[filled.theme].name == "Being alone"
    assert [project.codebook()[each].name for each in (filled.theme, filled.alone)] == [
        "Being alone",
        "Nobody there",
    ]


def test_a_step_without_changes_leaves_no_trace_and_keeps_the_redo_line(filled, journal):
    filled.project.rename_code(filled.theme, "First")
    filled.project.undo()
    filled.notices.clear()
    before = history(filled.project)
    with journal.step("Nothing", 1) as step:
        step.summary = "Nothing at all"
    with journal.step("Same again", 1) as step:
        step.db.execute("UPDATE code SET name = name, position = position")
    assert history(filled.project) == before
    assert filled.notices == []
    assert filled.project.next_redo().label == "Rename code"


def test_an_error_inside_a_step_leaves_no_trace(filled, journal):
    before, log = dump(filled.project), history(filled.project)
    with pytest.raises(ZeroDivisionError), journal.step("Fail", 1) as step:
        codes.add_code(step, "Half", "code", None, None)
        codes.delete_codes(step, (filled.theme,))
        raise ZeroDivisionError
    assert (dump(filled.project), history(filled.project)) == (before, log)
    assert filled.notices == []
    assert filled.project.file.db.all("SELECT * FROM temp.open_step") == []
    filled.project.rename_code(filled.theme, "Next")
    assert filled.project.codebook()[filled.theme].name == "Next"


def test_steps_do_not_nest(filled, journal):
    before = dump(filled.project)
    with (
        pytest.raises(AssertionError, match="nest"),
        journal.step("Outer", 1) as step,
        journal.step("Inner", 1),
    ):
        study.add_coder(step, "Never")
    assert dump(filled.project) == before
    with pytest.raises(AssertionError, match="nest"), journal.step("Outer", 1):
        filled.project.undo()
    assert dump(filled.project) == before
    filled.project.add_code("After")
    assert len(filled.notices) == 1


ROWS = (
    "INSERT INTO reading (coder_id, transcript_id, read_at) VALUES (1, 1, 'now')",
    "INSERT INTO codebook_snapshot (name, codes, guid, created_at, modified_at) "
    "VALUES ('First', '[]', 'a', 'now', 'now')",
    "INSERT INTO comparison (first_id, second_id, guid, created_at, modified_at) "
    "VALUES (1, 2, 'b', 'now', 'now')",
    "INSERT INTO decision (comparison_id, transcript_id, code_id, choice, segments, words, guid, "
    "created_at, modified_at) VALUES (1, 1, 1, 'agreed', '', '', 'c', 'now', 'now')",
    "INSERT INTO package (study_guid, coder_guid, handed_out_at) VALUES ('a', 'b', 'now')",
)


@pytest.mark.parametrize("table", JOURNALLED)
def test_no_row_is_written_outside_a_step(filled, journal, table):
    with journal.step("Fill", 1) as step:
        for row in ROWS:
            step.db.execute(row)
    db, before = filled.project.file.db, dump(filled.project)
    for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="outside a step"):
            db.execute(sql)
    assert dump(filled.project) == before
    assert not db.conn.in_transaction


def test_no_row_is_inserted_outside_a_step(filled):
    db, before = filled.project.file.db, dump(filled.project)
    row = "INSERT INTO assignment (coder_id, transcript_id) VALUES (?, ?)"
    with pytest.raises(sqlite3.IntegrityError, match="outside a step"):
        db.execute(row, (filled.noor, filled.transcripts[2]))
    with pytest.raises(AssertionError):
        db.executemany(row, [(filled.noor, filled.transcripts[2])])
    assert dump(filled.project) == before
    assert not db.conn.in_transaction
    filled.project.add_code("Saved")
    with sqlite3.connect(filled.project.path) as other:
        assert other.execute("SELECT count(*) FROM code WHERE name = 'Saved'").fetchone() == (1,)


def test_a_replaced_row_comes_back(filled, journal):
    before = dump(filled.project)
    with journal.step("Replace", 1) as step:
        step.db.execute(
            "INSERT OR REPLACE INTO participant_group (id, name, guid, created_at, modified_at) "
            "VALUES (?, 'Staff', 'new', '', '')",
            (filled.carers,),
        )
    after = dump(filled.project)
    assert len(after["participant_group"]) == 1
    filled.project.undo()
    assert dump(filled.project) == before
    filled.project.redo()
    assert dump(filled.project) == after


def test_undo_and_redo_survive_closing(filled, path, stamps):
    before = dump(filled.project)
    filled.project.delete_transcripts([filled.transcripts[0]])
    after = dump(filled.project)
    filled.project.close()

    again = Project.open(path, stamps=stamps)
    assert again.next_undo().label == "Delete transcripts"
    again.undo()
    assert dump(again) == before
    again.close()

    again = Project.open(path, stamps=stamps)
    assert again.next_redo().summary == "Deleted “Anna” and 3 segments"
    again.redo()
    assert dump(again) == after
    again.close()


def test_bytes_and_hard_texts_come_back_exactly(project):
    text = "Anna: \u2028\ufffd🙂 'quoted' \"twice\" \\ \x01\x1f {} \u202e\n"
    original = bytes(range(256)) * 2
    (transcript_id,) = project.import_transcripts([draft("Anna", text, original)]).imported
    before = dump(project)
    project.delete_transcripts([transcript_id])
    project.undo()
    assert dump(project) == before
    assert project.text(transcript_id) == text


def test_who_undid_what_and_when_is_kept(filled):
    project = filled.project
    project.rename_code(filled.theme, "Alone")
    project.coder_id = filled.noor
    project.undo()
    project.redo()
    events = [row[2:4] for row in history(project)["step_event"]]
    assert events == [("undone", filled.noor), ("redone", filled.noor)]
    assert history(project)["step"][-1][4] == filled.mira


def test_the_first_steps_can_be_undone_in_a_project_just_made(project):
    start = dump(project)
    assert project.undo() is None
    project.add_code("One")
    project.undo()
    assert project.undo() is None
    assert dump(project) == start


def test_undoing_the_coder_who_is_at_work_hands_over_to_the_first(project):
    project.coder_id = project.add_coder("Noor")
    project.undo()
    assert project.coder().name == "Mira"
    project.add_code("Still possible")


def test_a_refused_commit_takes_the_step_back(filled):
    before = dump(filled.project)
    filled.project.file.db.execute("PRAGMA busy_timeout = 20")
    reader = sqlite3.connect(filled.project.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM code").fetchone()
    with pytest.raises(ProjectFileError, match="in use by another program"):
        filled.project.add_code("Not now")
    assert dump(filled.project) == before
    assert filled.notices == []
    reader.close()
    filled.project.add_code("Now")
    assert len(filled.notices) == 1
