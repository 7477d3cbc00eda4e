"""Signs on segments, what is shown of them, and the strip of the whole transcript."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from acting import (
    NOTHING,
    choose_row,
    click,
    coded,
    drag_over,
    look,
    marked,
    middle_of,
    press,
    settle,
)
from coder_gui.ui.coding.showing import Only

LATE = "the bus was late"


@pytest.fixture
def reader(window, study):
    return window.code_place.reader


@pytest.fixture
def late(reader, study):
    """The segment about the bus, chosen by a click."""
    view = reader.view
    click(view.viewport(), middle_of(view, study.span(study.transcripts[0], LATE)[0] + 5))
    assert view.chosen() == study.segments[0]
    return view


def box(window, text):
    panel = window.code_place.inspector.segment
    return next(each for each in panel.findChildren(QCheckBox) if each.text() == text)


def shown(view):
    return [name for name, _words in marked(view)]


def offer(reader, text):
    """Choose a line of the menu on the chip."""
    reader.showing.fill_menu()
    action = next(each for each in reader.showing._menu.actions() if each.text() == text)
    action.trigger()


# Signs ---------------------------------------------------------------------------------------


def test_keys_mark_the_chosen_segment_and_unmark_it(window, late, study):
    press("G", "?")
    (segment,) = study.project.segments_by_id(study.segments[:1])
    assert segment.good_quote and segment.unsure
    assert late._marks.get(study.segments[0]).label == "“” ?\u2002Nobody there"
    look()
    assert box(window, "Good quote").isChecked() and box(window, "Unsure").isChecked()
    press("?")
    assert window.status.text() == "No longer unsure"
    look()
    assert box(window, "Good quote").isChecked() and not box(window, "Unsure").isChecked()
    press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    (segment,) = study.project.segments_by_id(study.segments[:1])
    assert not segment.good_quote and not segment.unsure
    assert late._marks.get(study.segments[0]).label == "Nobody there"


def test_the_inspector_marks_by_mouse(window, late, study):
    click(box(window, "Unsure"), QPoint(8, box(window, "Unsure").height() // 2))
    assert study.project.segments_by_id(study.segments[:1])[0].unsure
    assert late._marks.get(study.segments[0]).unsure


def test_without_a_chosen_segment_it_says_what_to_do(window, reader, study):
    press("G")
    assert window.status.text() == "Click a coded passage first, then mark it."
    press("F8")
    assert window.status.text() == "No segment is marked as unsure."


def test_the_signs_are_said_in_words(late, study):
    press("G")
    late.place_caret(study.span(study.transcripts[0], LATE)[0] + 1)
    assert late.accessibleDescription().endswith("Codes at the caret: Nobody there (good quote).")


def test_f8_walks_what_is_unsure_through_all_transcripts(window, reader, study):
    _first, second, third, _fourth, *_theirs = study.segments
    for each in (second, third):
        study.project.mark_segment(each, unsure=True)
    walked = []
    for _ in range(3):
        press("F8")
        walked.append((reader.transcript.info.name, reader.view.chosen()))
    assert walked == [("Anna", second), ("Ben", third), ("Anna", second)]
    look()
    assert box(window, "Unsure").isChecked()


def test_what_is_gone_to_is_shown_again(reader, study):
    study.project.mark_segment(study.segments[2], unsure=True)
    reader.showing.choose(Only(stance="against"))
    press("F8")
    assert reader.view.chosen() == study.segments[2]
    assert reader.showing.chip.value() == "all"


# What is shown -------------------------------------------------------------------------------


def test_one_code_with_its_branch_is_shown(window, reader, study):
    study.code(study.transcripts[0], study.forms, "since five")
    choose_row(window.code_place.codes.tree, "Being alone")
    offer(reader, "Only “Being alone” and what is below")
    assert shown(reader.view) == ["Nobody there", "Help given"]
    assert reader.showing.chip.value() == "Being alone"
    choose_row(window.code_place.codes.tree, "Forms")
    offer(reader, "Only “Forms”")
    assert shown(reader.view) == ["Forms"]
    study.project.rename_code(study.forms, "Papers")
    assert reader.showing.chip.value() == "Papers"
    study.project.delete_codes([study.forms])
    assert shown(reader.view) == ["Nobody there", "Help given"]
    assert reader.showing.chip.value() == "all"


def test_stance_and_signs_narrow_what_is_shown(reader, study):
    offer(reader, "Stance: for")
    assert shown(reader.view) == ["Help given"]
    offer(reader, "Good quotes")
    assert shown(reader.view) == []
    study.project.mark_segment(study.segments[0], good_quote=True)
    assert shown(reader.view) == ["Nobody there"]
    study.project.mark_segment(study.segments[0], good_quote=False)
    assert shown(reader.view) == []
    offer(reader, "Everything")
    assert marked(reader.view) == coded(study.project, study.transcripts[0])


def test_the_choice_goes_along_to_the_next_transcript_and_not_to_the_next_project(
    window, reader, study
):
    choose_row(window.code_place.codes.tree, "Help given")
    offer(reader, "Only “Help given”")
    press("Ctrl+PgDown")
    assert reader.transcript.info.name == "Ben"
    assert shown(reader.view) == []
    window.close_project()
    assert reader.showing.chip.value() == "all"


def test_only_uncoded_dims_what_is_coded_together_with_other_speakers(reader, study):
    anna = study.transcripts[0]
    offer(reader, "Dim what is coded")
    view = reader.view
    assert view._dimmed.holds(*study.span(anna, LATE))
    assert not view._dimmed.holds(*study.span(anna, "since five"))
    reader.speakers.toggle("Anna")
    assert view._dimmed.holds(*study.span(anna, "How did the week begin?"))
    assert view._dimmed.holds(*study.span(anna, LATE))
    drag_over(view, *study.span(anna, "since five"))
    press("C")
    QTest.keyClicks(reader.picker._field, "fo")
    press("Return")
    assert view._dimmed.holds(*study.span(anna, "since five"))
    offer(reader, "Dim what is coded")
    assert not view._dimmed.holds(*study.span(anna, LATE))
    assert view._dimmed.holds(*study.span(anna, "How did the week begin?"))


def test_bands_or_underlines_are_remembered(window, make, study):
    action = window.menu_actions["underlines"]
    view = window.code_place.reader.view
    for underlined in (True, False, True):
        action.trigger()
        assert view.is_underlined == action.isChecked() == underlined
    window.close()
    again = make()
    assert again.code_place.reader.view.is_underlined
    assert again.menu_actions["underlines"].isChecked()


# The strip -----------------------------------------------------------------------------------


@pytest.fixture
def long(window, study, qtbot):
    """A long transcript with something coded near its end."""
    from filling import draft

    text = "".join(f"Dora: This is what I say as number {n}, and it goes on.\n" for n in range(300))
    (dora,) = study.project.import_transcripts([draft("Dora", text)]).imported
    window.code_place.open_transcript(dora)
    study.project.apply_code(dora, study.forms, *study.span(dora, "as number 290, and it goes on"))
    settle(qtbot)
    return window.code_place.reader


def test_the_strip_shows_where_codes_lie_and_a_click_goes_there(long, qtbot):
    strip, view = long.overview, long.view
    ((mark, lane, top, bottom),) = strip.spans()
    assert (mark.name, lane) == ("Forms", 0)
    assert 0.94 < top / strip.height() < bottom / strip.height() < 0.99
    assert strip.frame().top() < 2
    assert strip.frame().height() < strip.height() / 10
    click(strip, QPoint(8, round(top)))
    assert strip.frame().top() < top < strip.frame().bottom()
    assert not view._rect_of(*view._units(mark.start, mark.end)).isEmpty()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, NOTHING, QPoint(8, 1))
    assert view.verticalScrollBar().value() == 0


def test_the_strip_follows_what_is_coded_and_taken_away(long, study, qtbot):
    strip = long.overview
    strip.refresh()
    empty = strip.grab().toImage()
    dora = long.transcript.info.id
    segment = study.project.apply_code(dora, study.help, *study.span(dora, "as number 10,"))
    qtbot.waitUntil(lambda: strip.grab().toImage() != empty)
    study.project.remove_segment(segment)
    qtbot.waitUntil(lambda: strip.grab().toImage() == empty)


def test_a_short_transcript_needs_no_frame(reader):
    assert reader.overview.frame().isEmpty()
    assert len(list(reader.overview.spans())) == 2
