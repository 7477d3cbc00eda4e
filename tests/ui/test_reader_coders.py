"""Whose segments the reader shows: one's own, another coder's, or everyone's."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QToolButton

from acting import click, coded, drag_over, look, marked, middle_of, press, words_in
from coder_gui.storage.segments import Passage
from coder_gui.ui.coding.whose import initials
from coder_gui.ui.transcript.bands import DASH, DASH_GAP
from coder_gui.ui.widgets.growing_text import GrowingText
from coder_gui.ui.widgets.segmented import SegmentedSwitch

LATE = "the bus was late"
WALKED = "I walked."


@pytest.fixture
def reader(window, study):
    return window.code_place.reader


@pytest.fixture
def noor(study):
    """Noor, who coded another passage of Anna’s, seen by Mira since the comparison is open."""
    project, anna = study.project, study.transcripts[0]
    coder = next(each.id for each in project.coders() if each.name == "Noor")
    passage = Passage(anna, study.forms, coder, *study.span(anna, WALKED))
    project.apply_codes([passage], "Coded")
    project.open_comparison((project.coder_id, coder))
    return coder


def offers(reader):
    reader.showing.fill_menu()
    return [each.text() for each in reader.showing._menu.actions() if each.text()]


def offer(reader, text):
    """Choose a line of the menu on the chip."""
    reader.showing.fill_menu()
    next(each for each in reader.showing._menu.actions() if each.text() == text).trigger()


def theirs(reader):
    """The mark of Noor’s on what Anna walked."""
    return next(each for each in reader.view._marks if each.name == "Forms")


def choose_theirs(reader, study):
    offer(reader, "Everyone’s segments")
    start, _end = study.span(study.transcripts[0], WALKED)
    click(reader.view.viewport(), middle_of(reader.view, start + 3))
    assert reader.view.chosen() == theirs(reader).id
    look()


def test_ones_own_are_shown_until_another_choice_is_made(reader, study, noor):
    own = coded(study.project, study.transcripts[0])
    assert marked(reader.view) == own
    offer(reader, "Noor’s segments")
    assert {mark.by for mark in reader.view._marks} == {"Noor"}
    assert ("Forms", WALKED) in marked(reader.view)
    assert reader.showing.chip.value() == "Noor"
    offer(reader, "Everyone’s segments")
    assert set(own) < set(marked(reader.view))
    assert {mark.by for mark in reader.view._marks} == {"", "Noor"}
    assert reader.showing.chip.value() == "everyone’s"
    offer(reader, "My segments")
    assert marked(reader.view) == own
    assert reader.showing.chip.value() == "all"


def test_the_choice_goes_with_a_stance_and_to_the_next_transcript(window, reader, study, noor):
    offer(reader, "Noor’s segments")
    offer(reader, "Stance: for")
    assert reader.showing.chip.value() == "Noor, for"
    offer(reader, "Everything")
    press("Ctrl+PgDown")
    assert all(mark.by == "Noor" for mark in reader.view._marks)
    assert reader.showing.chip.value() == "Noor"


def test_who_is_blind_is_offered_nobody(reader, study):
    assert [each.name for each in study.project.coders()] == ["Mira", "Noor"]
    assert not [each for each in offers(reader) if "segments" in each]


def test_undoing_the_opened_comparison_hides_the_others_again(reader, study, noor):
    offer(reader, "Everyone’s segments")
    assert "Noor" in {mark.by for mark in reader.view._marks}
    press("Ctrl+Z")
    look()
    assert {mark.by for mark in reader.view._marks} == {""}
    assert reader.showing.chip.value() == "all"


def test_who_takes_over_sees_their_own_as_their_own(window, reader, study, noor):
    offer(reader, "Noor’s segments")
    window.session.code_as(noor)
    assert {mark.by for mark in reader.view._marks} == {""}
    assert reader.showing.chip.value() == "all"


def test_another_coders_says_so_on_its_stripe_and_to_screen_readers(reader, study, noor):
    offer(reader, "Everyone’s segments")
    assert theirs(reader).label == "N:\u2002Forms"
    reader.view.place_caret(study.span(study.transcripts[0], WALKED)[0] + 1)
    assert reader.view.accessibleDescription().endswith("Codes at the caret: Forms (by Noor).")


def test_initials_tell_coders_apart(study):
    study.project.add_coder("Nora")
    study.project.add_coder("Nils de Boer")
    others = study.project.coders()[1:]
    assert list(initials(others).values()) == ["Noor", "Nora", "NB"]


def test_another_coders_words_are_underlined_with_dashes_and_not_tinted(reader, study, noor):
    view = reader.view
    start, end = study.span(study.transcripts[0], WALKED)
    plain = image_of(view)
    offer(reader, "Noor’s segments")
    shown = image_of(view)
    rect = view._rect_of(*view._units(start, end))
    rows = [
        y
        for y in range(rect.top(), rect.bottom() + 1)
        if any(shown.pixel(x, y) != plain.pixel(x, y) for x in range(rect.left(), rect.right()))
    ]
    assert 1 <= len(rows) <= 3, "only the line below the words"
    row = [shown.pixel(x, rows[0]) != plain.pixel(x, rows[0]) for x in range(*ends(rect))]
    share = sum(row) / len(row)
    assert abs(share - DASH / (DASH + DASH_GAP)) < 0.15


def image_of(view):
    view.clearFocus()
    return view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def ends(rect):
    return rect.left() + 1, rect.right() - 1


def test_the_inspector_says_whose_it_is_and_offers_no_change(window, reader, study, noor):
    choose_theirs(reader, study)
    panel = window.code_place.inspector.segment
    assert "Segment of Noor, only to look at" in words_in(panel)
    assert not any(each.isEnabled() for each in panel.findChildren(QCheckBox))
    assert not panel.findChild(SegmentedSwitch).isEnabled()
    assert panel.findChild(GrowingText).isReadOnly()
    bins = [b for b in panel.findChildren(QToolButton) if b.accessibleName().startswith("Remove")]
    assert not bins[0].isVisible()
    start, _end = study.span(study.transcripts[0], LATE)
    click(reader.view.viewport(), middle_of(reader.view, start + 5))
    look()
    assert "Selected segment" in words_in(panel)
    assert all(each.isEnabled() for each in panel.findChildren(QCheckBox))
    assert bins[0].isVisible() and not panel.findChild(GrowingText).isReadOnly()


@pytest.mark.parametrize("keys", ["Del", "G", "?", "E", "S", "A", "Shift+Alt+Right", "Alt+Up"])
def test_no_key_changes_another_coders_segment(window, reader, study, noor, keys):
    choose_theirs(reader, study)
    before, steps = study.project.segments(study.transcripts[0], [noor]), steps_of(study)
    press(keys)
    assert study.project.segments(study.transcripts[0], [noor]) == before
    assert steps_of(study) == steps
    if "Alt" not in keys:
        said = "This is Noor’s, only to look at. Give the words a code of yours."
        assert window.status.text() == said


def steps_of(study):
    return study.project.next_undo()


def test_another_coders_ends_cannot_be_drawn(reader, study, noor):
    choose_theirs(reader, study)
    assert reader.view._resizable() is None
    (stripe,) = [
        (column, each)
        for column in reader.view._columns()
        for each in reader.view._seen_stripes(column)
        if each.id == theirs(reader).id
    ]
    rect = stripe[0].rect(stripe[1]).translated(-reader.view._scrolled())
    assert reader.view._stripe_end_under(rect.bottomLeft().toPoint()) is None


def test_a_code_on_their_words_makes_one_of_ones_own_and_shows_it(reader, study, noor):
    offer(reader, "Noor’s segments")
    anna = study.transcripts[0]
    drag_over(reader.view, *study.span(anna, "since five"))
    study.project.set_shortcut(study.alone, 1)
    press("1")
    assert ("Nobody there", "since five") in coded(study.project, anna)
    assert ("Nobody there", "since five") in marked(reader.view)
    assert ("Forms", WALKED) in marked(reader.view)
    assert reader.showing.chip.value() == "everyone’s"


def test_a_consensus_is_offered_without_an_opened_comparison(reader, study):
    from coder_gui.storage import study as stored

    with study.project._step("Add a consensus") as step:
        stored.add_coder(step, "Consensus of Mira and Noor", "consensus")
    assert "Consensus of Mira and Noor" in offers(reader)
    assert "Noor’s segments" not in offers(reader)
