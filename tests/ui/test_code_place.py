"""The Code place as a person uses it: the list, the words, and what is said of them."""

import pytest

from acting import coded, counts, drag_over, focused, marked, press, row, seen_rows, words_in, write
from coder_gui.ui.coding.transcript_list import NOTE, STATE


@pytest.fixture
def listed(window, study):
    return window.code_place.transcripts


def entry(window, *texts):
    """An entry of the transcripts’ menu, or of a menu in it."""
    menu = window.code_place.transcript_menu()
    for text in texts[:-1]:
        menu = next(each.menu() for each in menu.actions() if each.text() == text)
    return next(each for each in menu.actions() if each.text() == texts[-1])


def test_the_filled_study_is_shown(window, study):
    reader = window.code_place.reader
    assert reader.transcript.info.name == "Anna"
    assert focused() is reader.view
    assert marked(reader.view) == coded(study.project, study.transcripts[0])
    assert "2 segments by Mira" in words_in(reader)


def test_selected_words_are_counted_and_coded(window, study):
    reader = window.code_place.reader
    drag_over(reader.view, *study.span(study.transcripts[0], "since five"))
    assert window.status._facts.text() == "2 words selected"
    press("C")
    write("no")
    press("Return")
    assert ("Nobody there", "since five") in coded(study.project, study.transcripts[0])
    assert counts(window.code_place.codes.tree)["Nobody there"] == 3
    assert "3 segments by Mira" in words_in(reader)


def test_transcripts_stand_in_their_groups_with_their_progress(listed, study):
    assert seen_rows(listed) == ["Carers", "Anna", "Ben", "Staff", "Caro"]
    assert row(listed, "Anna").data(NOTE) == "2"
    assert row(listed, "Carers").data(NOTE) == "2 of 2 coded"
    study.project.remove_segment(study.segments[2])
    assert row(listed, "Ben").data(NOTE) == ""
    assert row(listed, "Carers").data(NOTE) == "1 of 2 coded"


def test_a_folded_group_stays_folded(window, listed, study):
    listed.collapse(row(listed, "Staff"))
    study.project.rename_transcript(study.transcripts[0], "Anna, first")
    assert seen_rows(listed) == ["Carers", "Anna", "Ben", "Staff"]
    assert window.code_place.reader.transcript.info.name == "Anna, first"


def test_a_transcript_is_marked_as_finished_and_moved_to_a_group(window, listed, study):
    entry(window, "Mark as finished").trigger()
    assert row(listed, "Anna").data(STATE) == "finished"
    assert window.status.text() == "Marked 1 transcript as finished"
    entry(window, "Mark as not finished").trigger()
    assert row(listed, "Anna").data(STATE) == "coding"
    entry(window, "Group", "Staff").trigger()
    assert seen_rows(listed) == ["Carers", "Ben", "Staff", "Anna", "Caro"]
    assert listed.current_transcript() == study.transcripts[0]
    entry(window, "Group", "No group").trigger()
    assert seen_rows(listed)[-2:] == ["Without a group", "Anna"]


def test_keys_walk_the_transcripts_and_stop_at_the_ends(window, study):
    walked = []
    for _ in range(4):
        walked.append(window.code_place.reader.transcript.info.name)
        press("Ctrl+PgDown")
    assert walked == ["Anna", "Ben", "Caro", "Caro"]
    press("Ctrl+PgUp")
    assert window.code_place.reader.transcript.info.name == "Ben"
    assert "Ben" in words_in(window.code_place.inspector)


def test_a_passage_asked_for_is_shown_and_selected(window, study):
    caro = study.transcripts[2]
    window.code_place.show_passage(caro, *study.span(caro, "The forms."))
    assert window.code_place.reader.transcript.info.name == "Caro"
    assert window.code_place.reader.view.selection() == study.span(caro, "The forms.")
    assert focused() is window.code_place.reader.view
