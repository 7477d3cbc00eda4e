"""Progress: what is read and finished, what is without a code, and going back in one go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.errors import ProjectFileError
from coder_gui.domain.model import Turn
from coder_gui.domain.progress import Coverage, coverage, number_of_words, spoken, uncoded
from filling import ANNA, draft, dump

# Words without a code -------------------------------------------------------------------------


def words_of(text, ranges):
    return [text[start:end] for start, end in ranges]


def test_interviewers_are_left_out_and_words_are_whole(filled):
    anna = filled.transcripts[0]
    assert words_of(ANNA, filled.project.uncoded_stretches(anna)) == [
        "Slowly. I had been up since five, and",
        "and she is right.",
    ]
    # 13 + 14 words; four are coded in the first turn, seven with the smiley in the second.
    assert filled.project.coverage(anna) == Coverage(27, 27 - 4 - 8)


def test_each_coder_has_a_coverage_of_their_own(filled):
    anna, caro = filled.transcripts[0], filled.transcripts[2]
    mine, theirs = (filled.project.coverage(anna, each) for each in (filled.mira, filled.noor))
    assert (mine.uncoded, theirs.uncoded) == (15, 23)
    assert filled.project.coverage(caro, filled.noor).share == 0


def test_coding_everything_leaves_nothing(filled):
    caro = filled.transcripts[2]
    filled.code(caro, filled.help, "Nobody can fill them in alone.")
    assert filled.project.uncoded_stretches(caro) == []
    assert filled.project.coverage(caro).share == 1


def test_a_word_coded_in_part_is_coded():
    text = "one two, three"
    assert words_of(text, uncoded(text, [(0, 14)], [(5, 6)])) == ["one", "three"]
    assert words_of(text, uncoded(text, [(0, 14)], [(4, 7)])) == ["one", "three"]


def test_scripts_without_blanks_are_counted_by_character():
    text = "我昨天去了医院。Yes"
    assert number_of_words(text) == 8
    assert words_of(text, uncoded(text, [(0, len(text))], [(0, 3)])) == ["去了医院。Yes"]
    assert coverage(text, [(0, len(text))], [(0, 3)]) == Coverage(8, 5)


def test_without_turns_the_whole_text_counts():
    assert spoken("Notes of a day.", ()) == [(0, 15)]
    assert spoken("  \n", ()) == []
    assert coverage("", [], []).share is None
    assert spoken("A: x", [Turn(0, 3, 4, "A", interviewer=True)]) == []


@given(st.text(alphabet="ab ,.\n我", max_size=40), st.lists(st.tuples(*[st.integers(0, 40)] * 2)))
def test_no_coded_character_is_in_a_stretch_and_no_other_word_is_lost(text, pairs):
    coded = [(start, min(end, len(text))) for start, end in pairs if start < min(end, len(text))]
    found = uncoded(text, [(0, len(text))], coded)
    touched = {place for start, end in coded for place in range(start, end)}
    kept = {place for start, end in found for place in range(start, end)}
    assert not touched & kept
    assert all(text[start:end].strip() == text[start:end] for start, end in found)
    left = coverage(text, [(0, len(text))], coded)
    assert 0 <= left.uncoded <= left.words
    assert bool(coded) or left.uncoded == left.words


# Read and finished ----------------------------------------------------------------------------


def test_read_coding_and_finished(filled):
    project, (anna, ben, caro) = filled.project, filled.transcripts
    project.coder_id = filled.noor
    assert {each: row.state for each, row in project.standings().items()} == {
        anna: "coding",
        ben: "coding",
        caro: "new",
    }
    project.set_read([caro], True)
    assert filled.notices[-1].summary == "Marked 1 transcript as read"
    assert project.standings()[caro].state == "read"
    assert project.standings(filled.mira)[caro].read_at is None
    project.set_finished(filled.noor, [ben], True)
    assert project.standings()[ben].state == "finished"
    project.undo()
    project.undo()
    assert project.standings()[caro].state == "new"


def test_marking_twice_is_no_step(filled):
    caro = filled.transcripts[2]
    filled.project.set_read([caro], True)
    told = len(filled.notices)
    filled.project.set_read([caro], True)
    assert len(filled.notices) == told
    filled.project.set_read([caro], False)
    assert filled.project.standings()[caro].read_at is None


def test_the_audit_trail_knows_where(filled):
    filled.project.set_read([filled.transcripts[2]], True)
    newest = next(filled.project.trail())[0]
    assert (newest.what, newest.where) == ("Marked 1 transcript as read", "Caro")


# Going back in one go -------------------------------------------------------------------------


def test_undo_to_a_step_and_redo_to_another_are_told_once(filled):
    project = filled.project
    before = dump(project)
    here = project.next_undo().id
    for name in ("One", "Two", "Three"):
        project.add_code(name)
    after = dump(project)
    ids = [step.id for step in project.past_steps(most=3)]
    del filled.notices[:]
    project.undo_to(here)
    (notice,) = filled.notices
    assert (notice.kind, notice.summary, len(notice.ids("code"))) == ("undone", "3 steps", 3)
    assert dump(project) == before
    project.redo_to(ids[1])
    assert [code.name for code in project.codebook()][-2:] == ["One", "Two"]
    assert project.next_redo().id == ids[0]
    project.redo_to(ids[0])
    assert filled.notices[-1].summary == "Added the code “Three”"
    assert dump(project) == after


def test_everything_can_be_undone_and_brought_back(filled):
    project = filled.project
    full, last = dump(project), project.next_undo().id
    project.undo_to(0)
    assert project.next_undo() is None
    assert project.transcripts() == ()
    assert project.undo_to(0) is None
    project.redo_to(last)
    assert dump(project) == full


def test_undo_stops_behind_a_final_step(filled):
    project = filled.project
    person = next(each for each in project.participants() if each.label == "Ben")
    project.withdraw_participant(person.id, "Ben")
    project.add_code("After")
    project.undo_to(0)
    assert "After" not in [code.name for code in project.codebook()]
    assert project.undo_ends_here()
    assert project.undo_to(0) is None
    undone, final, *_others = project.past_steps()
    assert (undone.state, final.final) == ("undone", True)


def test_a_damaged_step_on_the_way_leaves_all_as_it_is(filled):
    project = filled.project
    here = project.next_undo().id
    project.add_code("One")
    middle = project.next_undo().id
    project.add_code("Two")
    db = project.file.db
    with db.atomic():
        db.execute("UPDATE step_row SET row_id = 99 WHERE step_id = ?", (middle,))
    before = dump(project)
    with pytest.raises(ProjectFileError, match="damaged at the step “Add code”, so nothing was"):
        project.undo_to(here)
    assert dump(project) == before
    assert project.next_undo().label == "Add code"
    assert project.next_redo() is None


def test_steps_are_read_some_at_a_time(filled):
    project = filled.project
    project.import_transcripts([draft("More", "Ana: Yes.\n")])
    project.undo()
    every = project.past_steps(most=1000)
    assert [step.state for step in every].count("undone") == 1
    first = project.past_steps(most=5)
    assert first == every[:6]
    assert project.past_steps(below=first[-1].id, most=5) == every[6:11]
    assert all(step.state != "discarded" for step in every)
