"""The audit trail read from the file: what each step touched, at the time it was made."""

import json

import pytest

from coder_gui.domain.audit_trail import TrailFilter, afterwards
from coder_gui.storage import history
from filling import ANNA, BEN, CARO


@pytest.fixture
def seen(filled):
    """The filled project, whose two coders may see each other's work."""
    filled.project.open_comparison((filled.mira, filled.noor))
    return filled


def trail(project, **wanted):
    return [entry for page in project.trail(TrailFilter(**wanted)) for entry in page]


def said(project, **wanted):
    return [entry.what for entry in trail(project, **wanted)]


def test_the_newest_step_comes_first(filled):
    filled.project.rename_code(filled.forms, "Paperwork")
    filled.project.add_memo("A thought.")
    assert said(filled.project)[:2] == ["Wrote a memo", "Renamed “Forms” to “Paperwork”"]
    assert said(filled.project)[-1] == "Added the coder “Noor”"
    assert len(said(filled.project)) == filled.project.trail_length()


def test_each_step_is_there_once_however_long_the_history_is(filled, monkeypatch):
    whole = trail(filled.project)
    monkeypatch.setattr(history, "PAGE", 3)
    assert trail(filled.project) == whole
    assert len({entry.id for entry in whole}) == len(whole) > 9


def test_a_coder_sees_what_that_coder_did(seen):
    assert said(seen.project, coder_id=seen.noor) == [
        "Coded 4 words as “Help given”",
        "Coded 4 words as “Nobody there”",
    ]


def test_steps_are_found_by_kind(filled):
    assert said(filled.project, kind="Annotate segment") == ["Marked the segment as “for”"]
    assert "Apply code" in filled.project.trail_kinds()


def test_steps_are_found_by_words_in_any_case(seen):
    assert said(seen.project, text=" HELP given ") == [
        "Coded 4 words as “Help given”",
        "Coded 8 words as “Help given”",
        "Added the code “Help given”",
    ]


def test_steps_are_found_by_the_transcript_that_they_touched(filled):
    found = said(filled.project, transcript_id=filled.transcripts[2])
    assert found == [
        "Coded 2 words as “Forms”",
        "Imported 3 transcripts",
        "Imported 3 participants",
    ]


def test_a_memo_on_a_segment_belongs_to_its_transcript_and_code(filled):
    anna = filled.transcripts[0]
    entry = next(e for e in trail(filled.project) if e.what == "Wrote a memo" and e.where == "Anna")
    assert entry in trail(filled.project, transcript_id=anna)
    filled.project.annotate_segment(filled.segments[3], "Hm.", None)
    assert said(filled.project, code_id=filled.forms)[0] == "Changed a comment"


def test_a_removed_segment_is_still_known_by_what_it_was(filled):
    filled.project.remove_segment(filled.segments[3])
    assert said(filled.project, code_id=filled.forms) == [
        "Removed “Forms” from 2 words",
        "Coded 2 words as “Forms”",
        "Added the code “Forms”",
    ]


def test_an_id_that_was_given_twice_is_told_apart(seen):
    project = seen.project
    last = seen.segments[-1]
    project.remove_segment(last)
    again = seen.code(seen.transcripts[2], seen.forms, "Nobody can fill")
    assert again == last, "the file gave the number away again"
    ben = said(project, transcript_id=seen.transcripts[1])
    assert "Removed “Help given” from 4 words" in ben
    assert "Coded 4 words as “Help given”" in ben
    assert "Coded 3 words as “Forms”" not in ben


def test_a_merge_belongs_to_both_codes(filled):
    filled.project.merge_codes(filled.alone, filled.help)
    merged = "Merged “Nobody there” into “Help given”, 3 segments"
    assert said(filled.project, code_id=filled.alone)[0] == merged
    assert said(filled.project, code_id=filled.help)[0] == merged
    # What was coded before the merge was not coded as the other one.
    assert "Coded 4 words as “Nobody there”" not in said(filled.project, code_id=filled.help)


def test_undone_and_redone_steps_are_marked_and_not_hidden(seen):
    project = seen.project
    project.add_memo("One.")
    project.undo()
    project.coder_id = seen.noor
    project.redo()
    project.undo()
    entry = trail(project)[0]
    assert (entry.what, entry.state, entry.counts) == ("Wrote a memo", "undone", False)
    assert [event.kind for event in entry.events] == ["undone", "redone", "undone"]
    assert afterwards(entry).count("by Noor") == 2
    assert afterwards(entry).startswith("Undone ")
    project.add_memo("Two.")
    assert [each.state for each in trail(project)[:2]] == ["done", "discarded"]


def test_an_undone_segment_is_known_by_its_code(filled):
    filled.code(filled.transcripts[2], filled.help, "The forms.")
    filled.project.undo()
    assert said(filled.project, code_id=filled.help)[0] == "Coded 2 words as “Help given”"


def test_days_are_those_of_this_computer(filled):
    entry = trail(filled.project)[0]
    from coder_gui.domain.audit_trail import local

    day = local(entry.at).date()
    assert len(trail(filled.project, first=day, last=day)) == filled.project.trail_length()
    assert trail(filled.project, last=day.replace(year=day.year - 1)) == []
    assert trail(filled.project, first=day.replace(year=day.year + 1)) == []


def test_a_history_from_elsewhere_that_holds_nonsense_is_read(filled):
    db = filled.project.file.db
    filled.project.remove_segment(filled.segments[0])
    for nonsense in ("{", "7", json.dumps({"transcript_id": "x", "code_id": [1]}), None):
        with db.atomic():
            db.execute("UPDATE step_row SET before = ? WHERE change = 'delete'", (nonsense,))
        assert said(filled.project)[0] == "Removed “Nobody there” from 4 words"


def test_no_words_of_a_transcript_are_in_the_history(filled):
    project = filled.project
    anna, ben, _caro = filled.transcripts
    project.apply_new_code(anna, "New", None, *filled.span(anna, "I walked."))
    project.remove_segment(filled.segments[1])
    project.delete_transcripts([ben])
    project.undo()
    project.set_interviewer(anna, "Interviewer", False)
    everything = "\n".join(said(project)).casefold()
    for text in (ANNA, BEN, CARO):
        words = text.casefold().split()
        for start in range(len(words) - 2):
            assert " ".join(words[start : start + 3]) not in everything
