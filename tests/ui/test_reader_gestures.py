"""Gestures in the reader: resizing, spreading, in vivo, own keys, quoting."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

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
    row,
)
from coder_gui.ui import errors
from coder_gui.ui.codebook.code_rows import KEY

LATE = "the bus was late"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(window, study):
    return window.code_place.reader.view


@pytest.fixture
def anna(study):
    """What is coded in Anna’s transcript."""
    return lambda: coded(study.project, study.transcripts[0])


@pytest.fixture
def late(view, study):
    """The segment about the bus, chosen by a click."""
    click(view.viewport(), middle_of(view, study.span(study.transcripts[0], LATE)[0] + 5))
    assert view.chosen() == study.segments[0]
    return view


@pytest.fixture
def clipboard(qapp):
    """Emptied afterwards: Qt's offscreen platform crashes at exit on data made in Python."""
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def at(view, study, words, offset=0):
    """The middle of a character of Anna’s, in the viewport."""
    return middle_of(view, study.span(study.transcripts[0], words)[0] + offset)


def handle(view, which):
    """The middle of an end of the chosen segment."""
    return view._end_rects(view._marks.get(view.chosen()))[which].center().toPoint()


def draw(view, which, place, keys=NOTHING):
    """Draw an end of the chosen segment to a place."""
    start = handle(view, which)
    QTest.mousePress(view.viewport(), LEFT, NOTHING, start)
    for each in ((start + place) / 2, place):
        move(view, each, keys)
    return lambda: QTest.mouseRelease(view.viewport(), LEFT, keys, place)


def move(view, place, keys):
    # QTest.mouseMove knows no keys.
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        LEFT,
        keys,
    )
    QApplication.sendEvent(view.viewport(), event)


# Ends ----------------------------------------------------------------------------------------


def test_an_end_drawn_by_the_pointer_snaps_to_words(window, late, study, anna):
    release = draw(late, "end", at(late, study, "again", 3))
    assert ("Nobody there", "the bus was late again") in marked(late)
    assert ("Nobody there", LATE) in anna(), "nothing is stored before it is let go"
    release()
    assert ("Nobody there", "the bus was late again") in anna()
    assert window.status.text() == "Changed “Nobody there” from 4 words to 5"
    assert late.chosen() == study.segments[0]
    assert late.selection() is None
    press("Ctrl+Z")
    assert ("Nobody there", LATE) in anna() and ("Nobody there", LATE) in marked(late)


def test_the_beginning_is_drawn_and_with_alt_by_characters(late, study, anna):
    draw(late, "start", at(late, study, "bus"))()
    assert ("Nobody there", "bus was late") in anna()
    place = at(late, study, "us was")
    draw(late, "start", place - QPoint(3, 0), Qt.KeyboardModifier.AltModifier)()
    assert ("Nobody there", "us was late") in anna()


def test_an_end_never_passes_the_other_one(late, study, anna):
    draw(late, "end", at(late, study, "Slowly"))()
    assert ("Nobody there", "the") in anna()


def test_escape_while_drawing_leaves_everything(late, study, anna):
    before = anna()
    release = draw(late, "end", at(late, study, "again", 3))
    press("Esc")
    assert ("Nobody there", LATE) in marked(late)
    release()
    assert anna() == before
    assert late.chosen() == study.segments[0]


def test_the_pointer_says_where_an_end_can_be_taken(late, study):
    QTest.mouseMove(late.viewport(), handle(late, "end"))
    assert late.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
    QTest.mouseMove(late.viewport(), at(late, study, "walked"))
    assert late.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["Shift+Alt+Right"], "the bus was late again"),
        (["Shift+Alt+Left", "Shift+Alt+Left"], "the bus"),
        (["Shift+Alt+Down"], "bus was late"),
        (["Shift+Alt+Up"], "and the bus was late"),
        (["Alt+Right", "Alt+Right"], "the bus was late ag"),
        (["Alt+Left"], "the bus was lat"),
        (["Alt+Up", "Alt+Up"], "nd the bus was late"),
        (["Alt+Down"], "he bus was late"),
    ],
)
def test_keys_move_the_ends(late, study, anna, keys, words):
    press(*keys)
    assert ("Nobody there", words) in anna()
    assert ("Nobody there", words) in marked(late)
    assert late.chosen() == study.segments[0]


def test_what_is_coded_so_already_is_refused_and_shown_as_it_was(
    window, late, study, anna, monkeypatch
):
    study.code(study.transcripts[0], study.alone, "the bus was late again")
    before, said = anna(), []
    monkeypatch.setattr(errors, "show_report", lambda *_args: said.append("a bug"))
    late.choose(study.segments[0])
    press("Shift+Alt+Right")
    assert anna() == before == marked(late)
    (text,) = window.notices.texts()
    assert text.startswith("These words are coded as “Nobody there” already.")
    assert not said


def test_arrows_with_a_selection_move_no_end(late, study, anna):
    drag_over(late, *study.span(study.transcripts[0], "since five"))
    before = anna()
    press("Shift+Alt+Right")
    assert anna() == before


def test_keys_do_nothing_while_the_text_is_corrected(window, late, anna):
    before = anna()
    press("Ctrl+Shift+E")
    late.choose(None)
    press("G", "V", "E", "1")
    assert window.code_place.reader.correcting.is_on
    window.code_place.keep()
    assert late.stored_text().count("gve1") + late.stored_text().count("GVE1") == 1
    assert [name for name, _words in anna()] == [name for name, _words in before]


# Spreading -----------------------------------------------------------------------------------


def test_a_selection_grows_to_the_sentence_and_the_turn_and_back(window, view, study):
    anna = study.transcripts[0]
    drag_over(view, *study.span(anna, "since five"))
    press("E")
    assert words_of(view) == "I had been up since five, and the bus was late again."
    press("E")
    assert words_of(view) == "Slowly. I had been up since five, and the bus was late again."
    press("E")
    assert window.status.text() == "It reaches to the whole turn already."
    press("Shift+E", "Shift+E")
    assert words_of(view) == "since five"
    press("Shift+E")
    assert window.status.text() == "It was not extended before."


def words_of(view):
    return view.stored_text()[slice(*view.selection())]


def test_the_chosen_segment_grows_in_undoable_steps(late, study, anna):
    press("E")
    sentence = "I had been up since five, and the bus was late again."
    assert ("Nobody there", sentence) in anna()
    press("E")
    assert ("Nobody there", f"Slowly. {sentence}") in anna()
    press("Shift+E")
    assert ("Nobody there", sentence) in anna()
    press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert ("Nobody there", LATE) in anna()


# Codes ---------------------------------------------------------------------------------------


def test_in_vivo_the_words_become_a_code_under_the_theme(window, view, study, anna):
    window.code_place.codes.tree.choose(study.alone)
    view.setFocus()
    drag_over(view, *study.span(study.transcripts[0], "up since five"))
    press("V")
    assert ("up since five", "up since five") in anna()
    book = study.project.codebook()
    (code,) = [each for each in book if each.name == "up since five"]
    assert code.parent_id == study.theme
    assert window.status.text() == "Coded 3 words as the new code “up since five”"
    press("Ctrl+Z")
    assert "up since five" not in [each.name for each in study.project.codebook()]


def test_in_vivo_a_name_that_there_is_gets_no_twin(view, study, anna):
    study.project.add_code("Since five")
    drag_over(view, *study.span(study.transcripts[0], "since five"))
    press("V")
    assert ("Since five", "since five") in anna()


def test_in_vivo_needs_words_and_not_too_many(window, view, study, anna):
    before = anna()
    press("V")
    assert window.status.text() == "Select the words that you want to code first."
    view.selectAll()
    press("V")
    assert window.status.text() == "These are too many words for a name. Select fewer."
    assert anna() == before


def test_a_number_key_gives_its_code(window, view, study, anna):
    study.project.set_shortcut(study.forms, 4)
    drag_over(view, *study.span(study.transcripts[0], "since five"))
    press("3")
    assert window.status.text().startswith("No code has the key 3.")
    press("4")
    assert ("Forms", "since five") in anna()
    press("Ctrl+Z")
    assert ("Forms", "since five") not in anna()


# Quoting -------------------------------------------------------------------------------------


def test_a_quote_is_copied_with_who_said_it(window, late, study, clipboard):
    press("Ctrl+Shift+C")
    assert clipboard.text() == "“the bus was late” (Anna)"
    assert window.status.text() == "Copied the words of Anna"
    drag_over(late, *study.span(study.transcripts[0], "What did you do then?"))
    press("Ctrl+Shift+C")
    assert clipboard.text() == "“What did you do then?” (Interviewer)"


def test_without_words_no_quote_is_copied(window, view, clipboard):
    press("Ctrl+Shift+C")
    assert clipboard.text() == ""
    assert window.status.text() == "Select words or click a coded passage first."
    look()


def test_a_key_is_given_in_the_codes_menu_and_shown_beside_the_code(window, study):
    codes = window.code_place.codes
    choose_row(codes.tree, "Forms")
    menu = next(each.menu() for each in codes.menu().actions() if each.text() == "Key")
    next(each for each in menu.actions() if each.text().startswith("&5")).trigger()
    assert study.project.codebook()[study.forms].shortcut == 5
    assert row(codes.tree, "Forms").data(KEY) == 5
    said = row(codes.tree, "Forms").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Forms, 1 segments, key 5"
    menu = next(each.menu() for each in codes.menu().actions() if each.text() == "Key")
    assert "&5\tForms" in [each.text() for each in menu.actions() if each.isChecked()]
    menu.actions()[-1].trigger()
    assert row(codes.tree, "Forms").data(KEY) is None
