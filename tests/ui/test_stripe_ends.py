"""The ends of stripes in the margin: a segment is resized where its stripe begins and ends."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from acting import NOTHING, coded, look, marked, middle_of, press

SENTENCE = "I had been up since five, and the bus was late again."
LATE = "the bus was late"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(window, study):
    window.resize(1000, 780)
    look()
    return window.code_place.reader.view


@pytest.fixture
def anna(study):
    return lambda: coded(study.project, study.transcripts[0])


def stripe_of(view, segment):
    """Where a segment's stripe stands, in the viewport."""
    for column in view._columns():
        for stripe in view._seen_stripes(column):
            if stripe.id == segment:
                return column.rect(stripe).translated(-view._scrolled()).toRect()
    raise AssertionError("no stripe")


def end_of(view, segment, which):
    rect = stripe_of(view, segment)
    return QPoint(rect.center().x(), rect.bottom() - 1 if which == "end" else rect.top() + 1)


def draw(view, begin, by, keys=NOTHING):
    """Press, draw by so many pixels, and let go."""
    QTest.mousePress(view.viewport(), LEFT, NOTHING, begin)
    for part in (0.5, 1):
        place = begin + by * part
        # QTest.mouseMove knows no keys.
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(view.viewport().mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            LEFT,
            keys,
        )
        QApplication.sendEvent(view.viewport(), event)
    QTest.mouseRelease(view.viewport(), LEFT, keys, begin + by)


def between(view, study, one, other):
    """From the end of some words of Anna’s to the end of others, in pixels."""
    talk = study.transcripts[0]
    return middle_of(view, study.span(talk, other)[1] - 1) - middle_of(
        view, study.span(talk, one)[1] - 1
    )


def test_the_end_of_a_stripe_is_drawn_and_words_snap(window, view, study, anna):
    segment = study.segments[0]
    draw(view, end_of(view, segment, "end"), between(view, study, LATE, "late aga"))
    assert ("Nobody there", "the bus was late again") in anna()
    assert ("Nobody there", "the bus was late again") in marked(view)
    assert window.status.text() == "Changed “Nobody there” from 4 words to 5"
    assert view.chosen() == segment, "what is drawn is what is looked at"
    press("Ctrl+Z")
    assert ("Nobody there", LATE) in anna()


def test_the_beginning_of_a_stripe_is_drawn_up(view, study, anna):
    talk = study.transcripts[0]
    by = middle_of(view, study.span(talk, "since")[0]) - middle_of(view, study.span(talk, LATE)[0])
    draw(view, end_of(view, study.segments[0], "start"), by)
    assert ("Nobody there", "since five, and the bus was late") in anna()


def test_with_alt_it_is_drawn_by_characters(view, study, anna):
    by = between(view, study, LATE, "late ag")
    draw(view, end_of(view, study.segments[0], "end"), by, Qt.KeyboardModifier.AltModifier)
    assert ("Nobody there", "the bus was late ag") in anna()


def test_down_a_line_takes_the_words_below(view, study, anna):
    """The stripe’s end goes where the pointer goes: to the line of the next turn but one."""
    by = between(view, study, LATE, "What did you do")
    draw(view, end_of(view, study.segments[0], "end"), QPoint(0, by.y()))
    (words,) = [words for name, words in anna() if words.startswith(LATE)]
    assert len(words) > len(LATE) and "\n" in words


def test_a_press_without_a_way_is_a_click(view, study, anna):
    before = anna()
    QTest.mouseClick(view.viewport(), LEFT, NOTHING, end_of(view, study.segments[0], "end"))
    assert view.chosen() == study.segments[0]
    assert anna() == before


def test_escape_while_drawing_leaves_everything(view, study, anna):
    before, begin = anna(), end_of(view, study.segments[0], "end")
    QTest.mousePress(view.viewport(), LEFT, NOTHING, begin)
    view.setFocus()
    QTest.mouseMove(view.viewport(), begin + QPoint(30, 0))
    QTest.mouseMove(view.viewport(), begin + QPoint(60, 0))
    press("Esc")
    QTest.mouseRelease(view.viewport(), LEFT, NOTHING, begin + QPoint(60, 0))
    assert anna() == before == marked(view)


@pytest.mark.parametrize("which", ["start", "end"])
def test_the_pointer_says_so_over_at_least_eight_pixels(view, study, which):
    rect, place = stripe_of(view, study.segments[0]), end_of(view, study.segments[0], which)
    shapes = []
    for y in range(place.y() - 16, place.y() + 17):
        QTest.mouseMove(view.viewport(), QPoint(place.x(), y))
        shapes.append(view.viewport().cursor().shape())
    assert shapes.count(Qt.CursorShape.SplitVCursor) >= 8
    QTest.mouseMove(view.viewport(), rect.center())
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_stripes_are_not_drawn_while_the_text_is_corrected(view, study, anna):
    before = anna()
    press("Ctrl+Shift+E")
    draw(view, end_of(view, study.segments[0], "end"), QPoint(60, 0))
    press("Esc")
    assert anna() == before
