"""Memos and journal entries as they are stored, and where their links lead."""

import pytest

from coder_gui.app.noting import Subject
from coder_gui.domain.errors import Refused
from coder_gui.domain.memo_text import Link
from filling import different, dump


def texts(memos):
    return [memo.text for memo in memos]


def test_a_memo_on_a_passage_is_on_its_transcript_too(filled):
    project = filled.project
    anna = filled.transcripts[0]
    start, end = filled.span(anna, "since five")
    project.add_memo("Early.", Subject(transcript_id=anna, start=start, end=end))
    assert texts(project.memos_on(Subject(transcript_id=anna))) == ["On Anna.", "Early."]
    inside = Subject(transcript_id=anna, start=start + 2, end=end - 2)
    assert texts(project.memos_on(inside)) == ["Early."]
    behind = Subject(transcript_id=anna, start=end, end=end + 3)
    assert texts(project.memos_on(behind)) == []


def test_memos_on_the_project_are_no_journal(filled):
    assert texts(filled.project.memos_on(Subject())) == ["About the whole."]


@pytest.mark.parametrize("span", [(5, 5), (9, 4), (0, 10_000), (-1, 3)])
def test_a_passage_outside_the_text_is_refused(filled, span):
    before = dump(filled.project)
    with pytest.raises(Refused):
        filled.project.add_memo("No.", Subject(filled.transcripts[0], start=span[0], end=span[1]))
    assert not different(before, dump(filled.project))


def test_where_the_memos_of_a_transcript_begin(filled):
    project = filled.project
    anna = filled.transcripts[0]
    theirs = project.add_memo("Noor’s words.", Subject(segment_id=filled.segments[4]))
    at = filled.span(anna, "the bus was late")[0]
    assert [(memo.text, point) for memo, point in project.memo_places(anna)] == [
        ("On Anna.", 0),
        ("On the words.", at),
    ]
    project.coder_id = filled.noor
    # Nobody sees the other's before the comparison of the two is opened.
    assert project.memo_places(anna) == []
    project.open_comparison((filled.mira, filled.noor))
    assert [memo.id for memo, _point in project.memo_places(anna)][-1] == theirs


def test_links_lead_to_what_is_there(filled):
    project = filled.project
    code = project.codebook()[filled.help]
    segment = project.segments_by_id([filled.segments[0]])[0]
    links = [
        Link("code", code.guid),
        Link("segment", segment.guid),
        Link("code", segment.guid),
        Link("segment", "00000000-0000-4000-8000-00000000ffff"),
    ]
    assert project.link_targets(links) == {links[0]: code.id, links[1]: segment.id}
    project.remove_segment(segment.id)
    assert links[1] not in project.link_targets(links)
    project.undo()
    assert project.link_targets(links)[links[1]] == segment.id


def test_all_memos_are_known_after_each_step(filled):
    project = filled.project
    number = len(project.memos())
    memo_id = project.add_memo("One more.")
    assert len(project.memos()) == number + 1
    project.update_memo(memo_id, "Title", "Changed.")
    assert project.memos()[-1].title == "Title"
    project.delete_memo(memo_id)
    assert len(project.memos()) == number
    project.undo()
    assert project.memos()[-1].text == "Changed."


def test_changing_nothing_is_no_step(filled):
    project = filled.project
    steps = project.trail_length()
    memo = project.memos()[0]
    project.update_memo(memo.id, memo.title, memo.text)
    assert project.trail_length() == steps
