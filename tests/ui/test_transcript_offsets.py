"""The one map between stored code points and positions in the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextDocument
from transcript_texts import INTERVIEW, spoken, transcript, transcripts

from coder_gui.domain.model import Turn
from coder_gui.ui.transcript.page import TypeSize, new_document
from coder_gui.ui.transcript.shown_text import ShownText, sorted_overlapping


def shown_text(made):
    return ShownText(made.text, made.turns)


def test_labels_are_not_in_the_shown_text():
    shown = shown_text(INTERVIEW)
    assert shown.text.startswith("What was it like, the first time?\nUm, I nearly")
    assert "Interviewer" not in shown.text
    assert "Carer 7" not in shown.text


def test_a_label_on_a_line_of_its_own_vanishes_with_its_line():
    shown = shown_text(spoken(("A", "One."), ("B", "Two."), own_line=True))
    assert shown.text == "One.\nTwo."


@pytest.mark.parametrize("text", ["A:\n\nB:\nTwo.", "A:\nB:\nTwo."])
def test_a_label_without_words_keeps_its_line_so_that_both_labels_are_shown(text):
    second = text.index("B:")
    turns = (Turn(0, 3, 3, "A"), Turn(second, second + 3, len(text), "B"))
    shown = ShownText(text, turns)
    assert shown.text == "\nTwo."
    assert {line: turn.speaker for line, turn in shown.labels(turns).items()} == {0: "A", 1: "B"}


def test_labels_stand_at_the_lines_of_their_words():
    made = spoken(("A", "One.\nMore."), ("B", "Two."), between="\n\n")
    labels = shown_text(made).labels(made.turns)
    assert {line: turn.speaker for line, turn in labels.items()} == {0: "A", 3: "B"}


def test_a_hidden_position_is_the_first_shown_one_after_it():
    shown = shown_text(INTERVIEW)
    turn = INTERVIEW.turns[1]
    places = {shown.to_units(point) for point in range(turn.start, turn.speech + 1)}
    assert places == {shown.text.index("Um,")}


def test_a_range_over_two_turns_covers_the_label_between_but_none_at_its_edges():
    shown = shown_text(INTERVIEW)
    first, second = INTERVIEW.turns[:2]
    ranged = shown.range_to_points(0, shown.text.index("\n") + 3)
    assert ranged == (first.speech, second.speech + 2)
    until_line_end = shown.range_to_points(0, shown.text.index("\n") + 1)
    assert until_line_end == (first.speech, second.start)


@given(transcripts())
def test_shown_positions_come_back_and_the_document_has_the_same_length(qapp, made):
    shown = shown_text(made)
    labels = shown.labels(made.turns)
    document = new_document(qapp, shown, labels, TypeSize(13), QColor("grey"))
    wide = sum(ord(character) > 0xFFFF for character in shown.text)
    assert document.characterCount() - 1 == len(shown.text) + wide == shown.units
    assert document.blockCount() == shown.text.count("\n") + 1
    hidden = {p for turn in made.turns for p in range(turn.start, turn.speech)}
    for point in range(len(made.text)):
        unit = shown.to_units(point)
        if shown.is_shown(point):
            assert shown.to_points(unit) == point
            assert shown.to_end_points(unit + (2 if ord(made.text[point]) > 0xFFFF else 1)) == (
                point + 1
            )
        else:
            assert point in hidden
    document.deleteLater()


@given(transcripts())
def test_every_shown_line_is_a_block_with_the_same_words(qapp, made):
    shown = shown_text(made)
    document = new_document(qapp, shown, {}, TypeSize(13), QColor("grey"))
    lines = shown.text.split("\n")
    assert [document.findBlockByNumber(n).text() for n in range(len(lines))] == lines
    document.deleteLater()


@given(transcripts(), st.data())
def test_ranges_of_shown_characters_come_back(made, data):
    shown = shown_text(made)
    points = [point for point in range(len(made.text)) if shown.is_shown(point)]
    if points:
        first, last = sorted(data.draw(st.tuples(*[st.sampled_from(points)] * 2)))
        units = shown.to_units(first), shown.to_units(last + 1)
        if shown.to_end_points(units[1]) == last + 1:
            assert shown.range_to_points(*units) == (first, last + 1)
        else:
            # Behind the last shown character a label begins: its end is the same place.
            assert not shown.is_shown(last + 1)


def test_positions_beyond_the_text_are_its_end():
    shown = ShownText("ab", [Turn(0, 0, 2, "A")])
    assert shown.to_units(99) == 2
    assert shown.to_points(99) == 2


def test_qt_changes_characters_that_the_shown_text_therefore_replaces(qapp):
    """Why text is never read back from a document, nor given to it as it is stored."""
    document = QTextDocument()
    document.setPlainText("a\r\nb\ufdd0c\u2029d")
    assert document.toPlainText() != "a\r\nb\ufdd0c\u2029d"
    document.setPlainText("a\xa0b\u2028c")
    assert document.toPlainText() == "a b\nc"
    shown = ShownText("a\ufeffb\ufdd0c\u2029d\re", ())
    assert len(shown.text) == 9
    assert not set(shown.text) & set("\ufeff\ufdd0\u2029\r")
    assert shown.stored == "a\ufeffb\ufdd0c\u2029d\re"


def test_windows_of_sorted_ranges():
    ranges = [(0, 3), (5, 9), (9, 12), (20, 21)]
    assert [number for number, _ in sorted_overlapping(ranges, 2, 10)] == [0, 1, 2]
    assert [number for number, _ in sorted_overlapping(ranges, 6, 9)] == [1]
    assert [number for number, _ in sorted_overlapping(ranges, 12, 20)] == []


def test_text_without_turns_is_shown_as_it_is():
    assert shown_text(transcript("Notes.\n\nMore: notes.")).text == "Notes.\n\nMore: notes."
