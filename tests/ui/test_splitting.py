"""Splitting a code: its segments one after the other, each dealt to another code by a key."""

import pytest

from acting import choose_row, coded, counts, focused, look, offered, press, words_in, write


@pytest.fixture
def bar(window, study):
    """Three segments of one code, of which the first is up."""
    study.code(study.transcripts[2], study.alone, "Nobody can fill them in alone.")
    choose_row(window.code_place.codes.tree, "Nobody there")
    window.menu_actions["split_code"].trigger()
    look()
    return window.code_place.splitting.bar


def names(study, transcript):
    return coded(study.project, study.transcripts[transcript])


def test_segments_are_dealt_by_keys_and_shown_in_context(window, study, bar):
    assert bar.isVisible() and focused() is bar
    assert "Splitting “Nobody there”: segment 1 of 3" in words_in(bar)
    press("b")
    write("us")
    press("Return")
    assert ("bus", "the bus was late") in names(study, 0)
    new = next(code for code in study.project.codebook() if code.name == "bus")
    assert new.parent_id == study.alone
    assert window.status.text() == "Moved 4 words from “Nobody there” to the new code “bus”"
    assert "Splitting “Nobody there”: segment 2 of 3" in words_in(bar)
    assert window.code_place.reader.transcript.info.id == study.transcripts[1]
    assert focused() is bar
    press("1")
    assert ("bus", "Nobody, really.") in names(study, 1)
    assert window.code_place.reader.transcript.info.id == study.transcripts[2]
    press("Space")
    assert not bar.isVisible()
    assert ("Nobody there", "Nobody can fill them in alone.") in names(study, 2)
    assert window.status.text() == "1 segment still has “Nobody there”."
    assert counts(window.code_place.codes.tree)["bus"] == 2


def test_letters_find_codes_that_are_there(window, study, bar):
    press("f")
    write("orm")
    assert offered(bar.picker)[1].startswith("Forms")
    press("Return")
    assert ("Forms", "the bus was late") in names(study, 0)
    look()
    assert "Forms" in words_in(bar)
    press("1")
    assert ("Forms", "Nobody, really.") in names(study, 1)


def test_backspace_goes_back_and_takes_back(window, study, bar):
    press("f")
    write("orm")
    press("Return", "Space", "Backspace")
    assert "Splitting “Nobody there”: segment 2 of 3" in words_in(bar)
    assert ("Forms", "the bus was late") in names(study, 0)
    press("Backspace")
    assert ("Nobody there", "the bus was late") in names(study, 0)
    assert study.project.next_redo() is not None
    assert "Splitting “Nobody there”: segment 1 of 3" in words_in(bar)
    press("Backspace")
    assert "Splitting “Nobody there”: segment 1 of 3" in words_in(bar)


def test_escape_leaves_the_rest_for_later(window, study, bar):
    press("f")
    write("orm")
    press("Return", "Escape")
    assert not bar.isVisible()
    assert window.status.text() == "2 segments still have “Nobody there”."
    choose_row(window.code_place.codes.tree, "Nobody there")
    window.menu_actions["split_code"].trigger()
    assert "Splitting “Nobody there”: segment 1 of 2" in words_in(bar)


def test_codes_below_have_the_first_keys(window, study):
    choose_row(window.code_place.codes.tree, "Being alone")
    window.menu_actions["split_code"].trigger()
    assert window.status.text() == "You have no segments with this code to split."
    study.code(study.transcripts[2], study.theme, "The forms.")
    window.menu_actions["split_code"].trigger()
    press("2")
    assert ("Help given", "The forms.") in names(study, 2)


def test_the_same_words_are_kept_once_with_both_comments(study):
    project = study.project
    twin = study.code(study.transcripts[0], study.forms, "the bus was late")
    project.annotate_segment(twin, "Other.", "against")
    project.annotate_segment(study.segments[0], "Mine.", None)
    project.deal_segment(twin, study.alone)
    assert project.segments_by_id([twin]) == ()
    (kept,) = project.segments_by_id([study.segments[0]])
    assert (kept.comment, kept.stance) == ("Mine.\nOther.", "against")
    project.undo()
    assert len(project.segments_by_id([twin, study.segments[0]])) == 2


def test_what_is_deleted_or_closed_ends_it(window, study, bar):
    study.project.delete_codes([study.alone])
    look()
    assert not bar.isVisible()
    window.close_project()
    assert not bar.isVisible()
