"""Coding passages and writing memos, with what is stored and what is told."""

import pytest

from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Assignment
from coder_gui.storage.memos import Subject
from coder_gui.storage.segments import Passage
from filling import different, dump

pytestmark = pytest.mark.usefixtures("filled")


def last(filled):
    return filled.notices[-1].summary


def test_applying_a_code(filled):
    project, ben = filled.project, filled.transcripts[1]
    segment_id = filled.code(ben, filled.help, "brings bread on Fridays 🙂"[:23])
    (segment,) = project.segments_by_id([segment_id])
    assert project.text(ben)[segment.start : segment.end] == "brings bread on Fridays"
    assert (segment.transcript_id, segment.code_id, segment.coder_id) == (ben, filled.help, 1)
    assert (segment.comment, segment.stance) == ("", None)
    assert segment.created_at == segment.modified_at > "2026"
    assert last(filled) == "Coded 4 words as “Help given”"


def test_one_word_is_singular(filled):
    filled.code(filled.transcripts[1], filled.help, "bread")
    assert last(filled) == "Coded 1 word as “Help given”"


def test_offsets_are_code_points_behind_an_emoji(filled):
    anna = filled.transcripts[0]
    (segment,) = filled.project.segments_by_id([filled.code(anna, filled.help, "and she is right")])
    assert filled.project.text(anna)[: segment.start].endswith("🙂, ")


def test_the_same_coding_again_changes_nothing(filled):
    before = dump(filled.project)
    again = filled.code(filled.transcripts[0], filled.alone, "the bus was late")
    assert again == filled.segments[0]
    assert dump(filled.project) == before
    assert filled.notices == []


def test_the_same_words_may_have_another_code_or_coder(filled):
    anna = filled.transcripts[0]
    other_code = filled.code(anna, filled.help, "the bus was late")
    filled.project.coder_id = filled.noor
    other_coder = filled.code(anna, filled.alone, "the bus was late")
    assert len({filled.segments[0], other_code, other_coder}) == 3


@pytest.mark.parametrize(
    ("start", "end"), [(5, 5), (7, 5), (-1, 5), (0, 212), (211, 212), (10**9, 10**9 + 1)]
)
def test_a_passage_outside_the_text_is_refused(filled, start, end):
    before = dump(filled.project)
    with pytest.raises(Refused, match="holds no words"):
        filled.project.apply_code(filled.transcripts[0], filled.theme, start, end)
    with pytest.raises(Refused, match="holds no words"):
        filled.project.apply_new_code(filled.transcripts[0], "New", None, start, end)
    assert dump(filled.project) == before
    assert filled.notices == []


def test_a_transcript_that_is_gone_is_refused(filled):
    with pytest.raises(Refused):
        filled.project.apply_code(99, filled.theme, 0, 1)


def test_the_first_coding_assigns_the_coder(filled):
    project, caro = filled.project, filled.transcripts[2]
    project.coder_id = filled.noor
    assert Assignment(filled.noor, caro, None) not in project.assignments()
    filled.code(caro, filled.forms, "The forms")
    assert Assignment(filled.noor, caro, None) in project.assignments()
    assert set(filled.notices[-1].rows) == {"segment", "assignment"}
    project.undo()
    assert Assignment(filled.noor, caro, None) not in project.assignments()


def test_a_new_code_and_its_passage_are_one_step(filled):
    project, anna = filled.project, filled.transcripts[0]
    before = dump(project)
    code_id, segment_id = project.apply_new_code(
        anna, "  Getting \n up ", None, *filled.span(anna, "up since five")
    )
    code = project.codebook()[code_id]
    assert (code.name, code.kind, code.colour) == ("Getting up", "code", "ochre")
    assert project.segments_by_id([segment_id])[0].code_id == code_id
    assert last(filled) == "Coded 3 words as the new code “Getting up”"
    child, _segment = project.apply_new_code(anna, "Early", code_id, 0, 5)
    assert project.codebook()[child].colour is None
    assert project.codebook().path(child) == "Getting up › Early"
    project.undo()
    project.undo()
    assert dump(project) == before


def test_a_new_code_needs_a_name(filled):
    with pytest.raises(Refused, match="name"):
        filled.project.apply_new_code(filled.transcripts[0], " \n", None, 0, 5)
    assert filled.notices == []


def test_many_passages_are_one_step(filled):
    caro = filled.transcripts[2]
    before = dump(filled.project)
    passages = [Passage(caro, filled.alone, 1, n, n + 1, "c", "for") for n in range(5)]
    filled.project.apply_codes(passages, "Took over five codings")
    assert len(filled.notices) == 1
    assert last(filled) == "Took over five codings"
    assert different(before, dump(filled.project)) == {"segment": filled.notices[0].ids("segment")}
    assert len(filled.notices[0].ids("segment")) == 5


def test_removing_a_segment_takes_its_memos_along(filled):
    filled.project.remove_segment(filled.segments[0])
    assert filled.project.segments_by_id(filled.segments[:1]) == ()
    assert last(filled) == "Removed “Nobody there” from 4 words"
    assert filled.notices[0].ids("memo") == {filled.memos[3]}
    filled.project.remove_segment(filled.segments[0])
    assert len(filled.notices) == 1


def test_annotating(filled):
    project, segment_id = filled.project, filled.segments[0]
    steps = [
        ("She laughs.", None, "Changed a comment"),
        ("She laughs.", "against", "Marked the segment as “against”"),
        ("She laughs.", None, "Cleared a stance"),
        ("", None, "Deleted a comment"),
    ]
    for comment, stance, summary in steps:
        project.annotate_segment(segment_id, comment, stance)
        (segment,) = project.segments_by_id([segment_id])
        assert (segment.comment, segment.stance) == (comment, stance)
        assert last(filled) == summary
        project.annotate_segment(segment_id, comment, stance)
    assert len(filled.notices) == len(steps)
    project.annotate_segment(99, "x", None)
    assert len(filled.notices) == len(steps)


def test_segments_come_in_text_order_longest_first(filled):
    project, caro = filled.project, filled.transcripts[2]
    made = [project.apply_code(caro, filled.theme, *span) for span in ((5, 9), (0, 3), (0, 8))]
    mine = project.segments(caro)
    assert [each.id for each in mine] == [made[2], made[1], made[0], filled.segments[3]]


def test_segments_are_a_coders_own_unless_asked_otherwise(filled):
    project, anna = filled.project, filled.transcripts[0]
    mine, theirs = set(filled.segments[:2]), {filled.segments[4]}
    assert {each.id for each in project.segments(anna)} == mine
    assert {each.id for each in project.segments(anna, [filled.noor])} == theirs
    assert {each.id for each in project.segments(anna, [1, filled.noor])} == mine | theirs
    assert project.segments(anna, []) == ()
    assert [each.id for each in project.segments_of_code(filled.alone)] == [
        filled.segments[0],
        filled.segments[2],
    ]


def test_counts_are_a_coders_own(filled):
    project = filled.project
    anna, ben, caro = filled.transcripts
    assert project.counts_by_code() == {filled.alone: 2, filled.help: 1, filled.forms: 1}
    assert project.counts_by_transcript() == {anna: 2, ben: 1, caro: 1}
    project.coder_id = filled.noor
    assert project.counts_by_code() == {filled.alone: 1, filled.help: 1}
    assert project.counts_by_transcript() == {anna: 1, ben: 1}
    assert project.facts().coders == {"Mira": 4, "Noor": 2}


def test_memos_stand_on_what_they_are_about(filled):
    project = filled.project
    anna, ben, _caro = filled.transcripts
    subjects = {
        Subject(transcript_id=anna): ["On Anna."],
        Subject(transcript_id=ben): [],
        Subject(code_id=filled.alone): ["On the code."],
        Subject(segment_id=filled.segments[0]): ["On the words."],
        Subject(participant_id=project.participants()[1].id): ["On Ben."],
        Subject(): ["About the whole."],
    }
    for subject, texts in subjects.items():
        assert [memo.text for memo in project.memos_on(subject)] == texts
    assert [memo.kind for memo in project.memos()].count("journal") == 1
    assert (project.memos()[1].start, project.memos()[1].end) == (0, 11)
    assert {memo.author_id for memo in project.memos()} == {filled.mira}


def test_writing_changing_and_deleting_a_memo(filled):
    project = filled.project
    memo_id = project.add_memo("Hm.", title="Doubt")
    assert last(filled) == "Wrote a memo"
    project.add_memo("Long day.", kind="journal")
    assert last(filled) == "Wrote a journal entry"
    project.update_memo(memo_id, "Doubt", "Hm!")
    assert last(filled) == "Changed a memo"
    memo = next(each for each in project.memos() if each.id == memo_id)
    assert (memo.title, memo.text) == ("Doubt", "Hm!")
    assert memo.modified_at > memo.created_at
    project.update_memo(memo_id, "Doubt", "Hm!")
    assert len(filled.notices) == 3
    project.delete_memo(memo_id)
    assert last(filled) == "Deleted a memo"
    assert memo_id not in [each.id for each in project.memos()]
    project.delete_memo(memo_id)
    assert len(filled.notices) == 4
