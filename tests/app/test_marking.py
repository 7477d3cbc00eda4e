"""Segments with other ends, signs and several codes at once: what is stored and told."""

import pytest

from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import Refused
from filling import dump

pytestmark = pytest.mark.usefixtures("filled")


def last(filled):
    return filled.notices[-1].summary


def words(filled, segment_id):
    (segment,) = filled.project.segments_by_id([segment_id])
    return filled.project.text(segment.transcript_id)[segment.start : segment.end]


def test_a_segment_gets_other_ends_and_undo_gives_the_old_ones_back(filled):
    project, anna = filled.project, filled.transcripts[0]
    before = dump(project)
    project.resize_segment(filled.segments[0], *filled.span(anna, "the bus was late again"))
    assert words(filled, filled.segments[0]) == "the bus was late again"
    assert last(filled) == "Changed “Nobody there” from 4 words to 5"
    project.undo()
    assert dump(project) == before


def test_whoever_sets_the_ends_has_looked_at_the_words(filled):
    project, anna = filled.project, filled.transcripts[0]
    start, end = filled.span(anna, "bus was")
    project.edit_transcript(anna, [Edit(start, end, "tram was")])
    assert project.segments_by_id(filled.segments[:1])[0].to_check
    project.resize_segment(filled.segments[0], *filled.span(anna, "the tram was late again"))
    assert not project.segments_by_id(filled.segments[:1])[0].to_check


def test_what_is_coded_so_already_is_refused(filled):
    project, anna = filled.project, filled.transcripts[0]
    filled.code(anna, filled.alone, "the bus was late again")
    before = dump(project)
    with pytest.raises(Refused, match="coded as “Nobody there” already"):
        project.resize_segment(filled.segments[0], *filled.span(anna, "the bus was late again"))
    with pytest.raises(Refused, match="keeps at least one word"):
        project.resize_segment(filled.segments[0], 5, 5)
    assert dump(project) == before


def test_the_other_coders_identical_segment_hinders_nobody(filled):
    filled.project.resize_segment(
        filled.segments[0], *filled.span(filled.transcripts[0], "bus was late again")
    )
    assert words(filled, filled.segments[0]) == "bus was late again"


def test_signs_are_set_one_by_one_and_taken_back(filled):
    project, (first, second, *_rest) = filled.project, filled.segments
    project.mark_segment(first, good_quote=True)
    assert last(filled) == "Marked a good quote"
    project.mark_segment(first, unsure=True)
    assert last(filled) == "Marked a segment as unsure"
    (segment,) = project.segments_by_id([first])
    assert segment.good_quote and segment.unsure
    assert [each.id for each in project.unsure_segments()] == [first]
    project.mark_segment(first, unsure=False)
    assert last(filled) == "No longer unsure"
    number = len(filled.notices)
    project.mark_segment(first, unsure=False)
    assert len(filled.notices) == number
    project.undo()
    project.undo()
    (segment,) = project.segments_by_id([first])
    assert segment.good_quote and not segment.unsure
    assert not project.segments_by_id([second])[0].good_quote


def test_several_codes_are_one_step(filled):
    project, caro = filled.project, filled.transcripts[2]
    before = dump(project)
    span = filled.span(caro, "The forms.")
    made = project.apply_all(caro, [filled.forms, filled.help, filled.alone, filled.help], *span)
    assert made[0] == filled.segments[3] and len(made) == 3
    assert last(filled) == "Coded 2 words as “Help given” and “Nobody there”"
    project.undo()
    assert dump(project) == before


def test_codes_that_are_there_already_make_no_step(filled):
    number = len(filled.notices)
    caro = filled.transcripts[2]
    span = filled.span(caro, "The forms.")
    assert filled.project.apply_all(caro, [filled.forms], *span) == [filled.segments[3]]
    assert len(filled.notices) == number


def test_a_key_belongs_to_one_code(filled):
    project = filled.project
    project.set_shortcut(filled.alone, 3)
    assert last(filled) == "“Nobody there” has the key 3"
    project.set_shortcut(filled.help, 3)
    book = project.codebook()
    assert (book[filled.alone].shortcut, book[filled.help].shortcut) == (None, 3)
    project.undo()
    book = project.codebook()
    assert (book[filled.alone].shortcut, book[filled.help].shortcut) == (3, None)
    project.set_shortcut(filled.alone, None)
    assert project.codebook()[filled.alone].shortcut is None
    assert last(filled) == "“Nobody there” has no key now"
