"""Whose words are looked at: the others’ are dimmed, and nothing else changes."""

import pytest
from PySide6.QtGui import QColor

from acting import marked, press, write
from coder_gui.domain.edits import Edit
from coder_gui.domain.speakers import WITHOUT_INTERVIEWERS
from coder_gui.ui import theme
from filling import ANNA, BEN


@pytest.fixture
def reader(window, study):
    return window.code_place.reader


def entries(reader):
    reader.speakers.fill_menu()
    actions = reader.speakers.chip.menu().actions()
    return {each.text().split("\t")[0]: each for each in actions if each.text()}


def choose(reader, text):
    entries(reader)[text].trigger()


def dimmed(reader):
    text = reader.transcript.text
    return [text[start:end] for start, end in reader.view._dimmed.ranges]


def darkest(view, words):
    """How far the strongest ink of some words is from the page, from 0 to 255."""
    start = view._shown.stored.index(words)
    rect = view._rect_of(*view._units(start, start + len(words)))
    image = view.viewport().grab(rect).toImage()
    page = theme.tokens().page.lightness()
    inks = (
        QColor(image.pixel(x, y)).lightness()
        for x in range(image.width())
        for y in range(image.height())
    )
    return max(abs(ink - page) for ink in inks)


def test_the_menu_says_who_speaks_and_how_much(reader):
    assert [action.text() for action in entries(reader).values()] == [
        "Everybody",
        "Without interviewers",
        "Interviewer\t10 words",
        "Anna\t27 words",
    ]
    assert entries(reader)["Everybody"].isChecked()
    assert reader.speakers.chip.accessibleName() == "Speakers: everybody"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_interviewers_are_dimmed_and_come_back(qapp, reader, scheme):
    theme.apply(qapp, scheme)
    asked, said = darkest(reader.view, "How did the week"), darkest(reader.view, "since five")
    choose(reader, "Without interviewers")
    assert dimmed(reader) == [
        "Interviewer: How did the week begin?",
        "Interviewer: What did you do then?",
    ]
    assert darkest(reader.view, "How did the week") < asked / 2
    assert darkest(reader.view, "since five") == said
    choose(reader, "Everybody")
    assert darkest(reader.view, "How did the week") == asked


def test_bands_of_others_are_dimmed_too_and_codes_stay(reader, study):
    before = darkest(reader.view, "the bus was late")
    choose(reader, "Interviewer")
    assert darkest(reader.view, "the bus was late") < before / 2
    assert marked(reader.view) == [
        ("Nobody there", "the bus was late"),
        ("Help given", "My sister says that I am stubborn 🙂"),
    ]


def test_several_speakers_are_chosen_one_by_one(reader):
    choose(reader, "Anna")
    assert reader.speakers.chip.accessibleName() == "Speakers: Anna"
    choose(reader, "Interviewer")
    assert reader.speakers.chip.accessibleName() == "Speakers: 2 of 2"
    assert dimmed(reader) == []
    choose(reader, "Interviewer")
    choose(reader, "Anna")
    assert reader.speakers.chip.accessibleName() == "Speakers: everybody"


def test_the_choice_goes_along_from_transcript_to_transcript(window, reader, study):
    choose(reader, "Without interviewers")
    press("Ctrl+PgDown")
    assert dimmed(reader) == [line for line in BEN.splitlines() if line.startswith("Interviewer")]
    choose(reader, "Ben")
    press("Ctrl+PgUp")
    assert dimmed(reader) == []
    assert reader.speakers.chip.accessibleName() == "Speakers: everybody"
    press("Ctrl+PgDown")
    assert reader.speakers.chip.accessibleName() == "Speakers: Ben"
    window.close_project()
    window.open_project(study.project.path)
    study.project = window.session.project
    assert reader.speakers.audience.is_everybody


def test_it_is_not_stored_in_the_project(reader, study):
    last = study.project.next_undo()
    choose(reader, "Without interviewers")
    assert study.project.next_undo() == last


def test_dimming_goes_along_with_what_is_typed(reader, study):
    choose(reader, "Without interviewers")
    press("Ctrl+Shift+E")
    reader.view.place_caret(ANNA.index("Slowly"))
    write("Oh. ")
    assert [len(words) for words in dimmed(reader)] == [36, 34]
    stored = reader.view._shown.stored
    assert [stored[s:e] for s, e in reader.view._dimmed.ranges][1].startswith("Interviewer: What")
    press("Escape")
    assert dimmed(reader)[1] == "Interviewer: What did you do then?"


def test_who_is_marked_as_interviewer_later_is_dimmed_at_once(reader, study):
    choose(reader, "Without interviewers")
    study.project.set_interviewer(study.transcripts[0], "Anna", True)
    assert len(dimmed(reader)) == 4
    study.project.undo()
    assert len(dimmed(reader)) == 2


def test_any_ranges_can_be_dimmed_and_a_correction_keeps_the_page(reader, study):
    start, end = study.span(study.transcripts[0], "I had been up")
    before = darkest(reader.view, "I had been up")
    reader.view.set_dimmed([(start, end)])
    assert darkest(reader.view, "I had been up") < before / 2
    assert darkest(reader.view, "since five") > before / 2
    study.project.edit_transcript(study.transcripts[0], [Edit(0, 0, "")])
    assert reader.view._dimmed.holds(start, end)


def test_find_leaves_interviewers_out(window, reader):
    press("Ctrl+F")
    bar = reader.find_bar
    assert bar.without_interviewers.isVisible()
    write("the")
    assert bar._count.text() == "1 of 3"
    bar.without_interviewers.click()
    assert [ANNA[s:e] for s, e in reader.view._hits] == ["the"]
    assert reader.view._hits == [(ANNA.index("the bus"), ANNA.index("the bus") + 3)]
    bar.without_interviewers.click()
    assert bar._count.text() == "1 of 3"


def test_without_interviewers_there_is_no_box_for_them(window, reader, study):
    study.project.set_interviewer(study.transcripts[0], "Interviewer", False)
    press("Ctrl+F")
    assert not reader.find_bar.without_interviewers.isVisible()
    assert WITHOUT_INTERVIEWERS.hears(reader.transcript.turns[0])
