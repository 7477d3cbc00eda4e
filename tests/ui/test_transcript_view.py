"""The reader as a person uses it: selecting, choosing, walking, copying, dropping codes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from transcript_texts import INTERVIEW, mark, spoken, transcript, transcripts

from coder_gui.ui import drags, fonts, theme
from coder_gui.ui.transcript.marks import Mark
from coder_gui.ui.transcript.transcript_view import TranscriptView

TEXT = INTERVIEW.text
OUTER = mark(1, "My son has the same diagnosis, and for two years", "Being believed", "ochre")
INNER = mark(2, "same diagnosis", "A diagnosis", "blue")
LATER = mark(3, "The doctors were still the doctors", "Beside treatment", "green")
MARKS = (OUTER, INNER, LATER)


@pytest.fixture
def view(qtbot, qapp):
    theme.apply(qapp, "light")
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(854, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_transcript(INTERVIEW, MARKS)
    made.setFocus()
    return made


@pytest.fixture
def clipboard(qapp):
    """Emptied afterwards: Qt's offscreen platform crashes at exit on data made in Python."""
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def place_of(view, words, text=TEXT):
    """The middle of the first character of some words, in the viewport."""
    unit = view._shown.to_units(text.index(words))
    return view._rect_of(unit, unit + 1).center()


def stripe_of(view, mark_id):
    """The middle of a stripe, in the viewport."""
    for column in view._columns():
        for stripe in view._seen_stripes(column):
            if stripe.id == mark_id:
                return (column.rect(stripe).center() - view._scrolled()).toPoint()
    raise AssertionError(f"no stripe of {mark_id}")


def click(qtbot, view, place):
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_selection_is_told_in_stored_code_points(view, qtbot):
    start = TEXT.index("She put")
    with qtbot.waitSignal(view.selection_changed):
        view.select(start, start + 7)
    assert view.selection() == (start, start + 7)
    assert view.textCursor().selectedText() == "She put"
    with qtbot.waitSignal(view.selection_changed):
        view.clear_selection()
    assert view.selection() is None


def test_words_behind_an_emoji_are_selected_with_the_mouse_where_they_stand(view, qtbot):
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, "diagnosis"))
    start, end = view.selection()
    assert TEXT[start:end] == "diagnosis"


def test_select_all_begins_behind_the_first_label(view):
    view.selectAll()
    assert view.selection() == (INTERVIEW.turns[0].speech, len(TEXT))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(made=transcripts(), data=st.data())
def test_what_was_selected_is_the_selection(view, made, data):
    view.show_transcript(made, ())
    shown = [point for point in range(len(made.text)) if view._shown.is_shown(point)]
    inner = [p for p in shown if view._shown.is_shown(p + 1) or p + 1 == len(made.text)]
    if inner:
        first, last = sorted(data.draw(st.tuples(*[st.sampled_from(inner)] * 2)))
        view.select(first, last + 1)
        assert view.selection() == (first, last + 1)


def test_copying_takes_the_stored_characters(view, qtbot, clipboard):
    words = "ten\xa0per cent\u2009–\u00adso\ufeff to 😀 say"
    view.show_transcript(spoken(("Carer 7", words), ("Interviewer", "Yes?")), ())
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == f"{words}\nInterviewer: Yes?"


def test_the_dragged_selection_names_its_passage(view):
    view.select(LATER.start, LATER.end)
    data = view.createMimeDataFromSelection()
    assert drags.passage_in(data) == (LATER.start, LATER.end)
    assert data.text() == "The doctors were still the doctors"


def test_a_click_on_a_band_chooses_it_and_the_next_click_the_one_below(view, qtbot):
    place = place_of(view, "diagnosis")
    chosen = []
    view.mark_chosen.connect(chosen.append)
    click(qtbot, view, place)
    assert view.chosen() == OUTER.id
    click(qtbot, view, place)
    click(qtbot, view, place)
    assert chosen == [OUTER.id, INNER.id, OUTER.id]


def test_a_click_beside_all_bands_chooses_nothing(view, qtbot):
    click(qtbot, view, place_of(view, "diagnosis"))
    with qtbot.waitSignal(view.mark_chosen) as told:
        click(qtbot, view, place_of(view, "Not straight"))
    assert told.args == [None]
    assert view.chosen() is None


@pytest.mark.parametrize("mark_id", [1, 2, 3])
def test_a_click_on_a_stripe_chooses_its_passage_and_leaves_the_caret(view, qtbot, mark_id):
    view.place_caret(OUTER.start)
    click(qtbot, view, stripe_of(view, mark_id))
    assert view.chosen() == mark_id
    assert view.caret() == OUTER.start


def test_hovering_a_stripe_or_a_band_tells_the_same_mark(view, qtbot):
    told = []
    view.mark_hovered.connect(told.append)
    qtbot.mouseMove(view.viewport(), stripe_of(view, LATER.id))
    qtbot.mouseMove(view.viewport(), place_of(view, "Not straight"))
    qtbot.mouseMove(view.viewport(), place_of(view, "The doctors"))
    assert told == [LATER.id, None, LATER.id]


def test_choosing_from_elsewhere_sends_no_signal_and_shows_the_passage(view, qtbot):
    long = transcript("\n".join(f"Line {n} of many." for n in range(300)))
    far = Mark(9, long.text.index("Line 250"), long.text.index("Line 251") - 1, "Far", "rust")
    view.show_transcript(long, [far])
    with qtbot.assertNotEmitted(view.mark_chosen):
        view.choose(9, reveal=True)
    assert view.viewport().rect().contains(place_of(view, "Line 250", long.text))


def test_tab_walks_the_marks_in_text_order_and_then_leaves(qtbot, view):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    for widget in (before, view, after):
        layout.addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
    view.setFocus()
    walked = []
    view.mark_chosen.connect(walked.append)
    for _ in range(4):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert walked == [1, 2, 3]
    assert after.hasFocus()
    view.setFocus()
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert walked == [1, 2, 3, 2, 1]
    assert before.hasFocus()
    # The window would otherwise delete the view before the fixture does.
    view.setParent(None)


def test_escape_gives_up_the_selection_first_and_then_the_chosen_mark(view, qtbot):
    view.choose(LATER.id)
    view.select(OUTER.start, OUTER.end)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection() is None
    assert view.chosen() == LATER.id
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen() is None


def test_speaker_and_codes_at_the_caret_are_described_for_screen_readers(view):
    view.place_caret(INNER.start)
    assert view.accessibleDescription() == (
        "Carer 7 speaks. Codes at the caret: Being believed, A diagnosis."
    )
    view.update_marks([], [INNER.id])
    assert view.accessibleDescription() == "Carer 7 speaks. Codes at the caret: Being believed."
    view.place_caret(TEXT.index("how you saw"))
    assert view.accessibleDescription() == "Interviewer speaks."


def test_the_caret_moves_by_keyboard_and_is_told(view, qtbot):
    view.place_caret(INTERVIEW.turns[1].speech)
    with qtbot.waitSignal(view.caret_moved) as told:
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert told.args == [INTERVIEW.turns[1].speech + 1]
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection() == (INTERVIEW.turns[1].speech + 1, INTERVIEW.turns[1].speech + 2)


def drop(view, place, codes):
    """Drag codes over a place of the viewport and let them go; returns what was shown."""
    data = drags.with_codes(codes)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    view.dragMoveEvent(QDragMoveEvent(place, copy, data, left, none))
    shown = view._painted.drop
    view.dropEvent(QDropEvent(QPointF(place), copy, data, left, none))
    return view._shown.range_to_points(*shown) if shown else None


def test_a_code_dropped_on_the_selection_codes_it(view, qtbot):
    start = TEXT.index("nobody had ever")
    view.select(start, start + 15)
    with qtbot.waitSignal(view.code_dropped) as told:
        shown = drop(view, place_of(view, "had ever"), [17])
    assert told.args == [17, start, start + 15]
    assert shown == (start, start + 15)
    assert view._painted.drop is None


def test_a_code_dropped_on_a_coded_passage_codes_the_same_words(view, qtbot):
    with qtbot.waitSignal(view.code_dropped) as told:
        drop(view, stripe_of(view, LATER.id), [17])
    assert told.args == [17, LATER.start, LATER.end]


def test_a_code_dropped_on_plain_words_codes_their_sentence(view, qtbot):
    with qtbot.waitSignal(view.code_dropped) as told:
        drop(view, place_of(view, "nearly"), [17])
    _code, start, end = told.args
    assert TEXT[start:end].startswith("Um, I nearly did not go.")


def test_nothing_is_coded_where_there_are_no_words(view, qtbot):
    with qtbot.assertNotEmitted(view.code_dropped):
        assert drop(view, QPoint(20, view.viewport().height() - 10), [17]) is None
    with qtbot.assertNotEmitted(view.code_dropped):
        data = QMimeData()
        data.setText("17")
        assert drags.codes_in(data) == []
        assert not view.canInsertFromMimeData(data)


def test_the_reading_position_comes_back_at_another_type_size(view):
    long = transcript("\n".join(f"Line {n} of many in this text." for n in range(400)))
    view.show_transcript(long, ())
    assert view.position() == 0
    view.restore_position(long.text.index("Line 200"))
    assert view.position() == long.text.index("Line 200")
    assert 0.3 < view.progress() < 0.7
    view.set_point_size(20)
    assert view.position() == long.text.index("Line 200")
    assert view.point_size() == 20
    view.set_point_size(99)
    assert view.point_size() == 28
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.progress() == 1.0


def test_the_selection_survives_another_type_size_and_another_scheme(view, qapp):
    view.select(LATER.start, LATER.end)
    view.choose(LATER.id)
    view.set_point_size(16)
    theme.apply(qapp, "dark")
    qapp.processEvents()
    assert view.selection() == (LATER.start, LATER.end)
    assert view.chosen() == LATER.id


def test_the_wheel_with_ctrl_changes_the_type_size(view, qtbot):
    def turn(notches):
        place = QPointF(200, 200)
        event = QWheelEvent(
            place,
            view.viewport().mapToGlobal(place),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)

    with qtbot.waitSignal(view.zoomed) as told:
        turn(1)
    assert told.args == [14]
    turn(-1)
    assert view.document().defaultFont().pointSizeF() == pytest.approx(
        fonts.reader_font(13).pointSizeF()
    )


def test_the_reading_position_does_not_creep_while_a_window_is_resized(view):
    long = transcript("\n".join(f"Line {n} of many in this text." for n in range(400)))
    view.show_transcript(long, ())
    view.set_point_size(9)
    view.restore_position(long.text.index("Line 200"))
    for width in range(400, 330, -5):
        view.resize(width, 700)
    assert view.position() == long.text.index("Line 200")


def test_the_palette_opens_at_the_selection_as_wide_as_the_words(view):
    view.select(LATER.start, LATER.end)
    rect = view.selection_rect()
    assert rect.width() == view._page.column
    assert rect.contains(view.viewport().mapToGlobal(place_of(view, "The doctors")))


def test_the_margin_is_dragged_wider(view, qtbot):
    before = view.margin_width()
    view.resize(1200, 700)
    handle = QPoint(view._page.text_right + 4, 200)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=handle)
    with qtbot.waitSignal(view.margin_resized):
        qtbot.mouseMove(view.viewport(), handle - QPoint(60, 0))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=handle - QPoint(60, 0))
    assert view.margin_width() > before
    assert view.selection() is None


def test_a_chosen_mark_that_is_gone_is_not_chosen_any_more(view):
    view.choose(LATER.id)
    view.update_marks((), [LATER.id])
    assert view.chosen() is None
    assert view.marks_at(LATER.start) == []


def test_no_transcript_is_an_empty_page(view):
    view.show_transcript(None, ())
    assert view.selection() is None
    assert view.caret() == 0
    assert view.progress() == 1.0
    assert view.marks_at(0) == []


def test_a_press_inside_the_selection_keeps_it_to_be_dragged_out(view, qtbot):
    view.select(LATER.start, LATER.end)
    place = place_of(view, "doctors were")
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selection() == (LATER.start, LATER.end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selection() is None


def test_dragging_the_mouse_selects_and_chooses_nothing(view, qtbot):
    first, last = place_of(view, "doctors were"), place_of(view, "still the doctors")
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(view.viewport(), last)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    start, end = view.selection()
    assert TEXT[start:end].strip() in "doctors were still"
    assert end > start
    assert view.chosen() is None


def test_a_left_margin_appears_with_the_first_mark_at_the_left(view):
    before = view._page.text_left
    left = Mark(50, LATER.start, LATER.end, "A · 6 words", "blue", side="left", band=False)
    view.update_marks([left], ())
    assert view._page.text_left > before
    place = stripe_of(view, 50)
    assert place.x() < view._page.labels_left
    assert 50 in view._marks_under(place)
    view.set_marks(MARKS)
    assert view._page.text_left == before
