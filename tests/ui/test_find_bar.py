"""Finding words in the open transcript."""

import unicodedata

import pytest
from PySide6.QtWidgets import QApplication

from acting import click, focused, named, press, write
from coder_gui.ui.coding.find_bar import find_words
from filling import draft

TEXT = "Anna: Tea 🙂, then more tea.\nMax: Thé or the?\nAnna: TEA!\n"


@pytest.fixture
def bar(window, study):
    """The find bar over a transcript with an emoji in it."""
    tea = study.project.import_transcripts([draft("Tea", TEXT)]).imported[0]
    window.code_place.open_transcript(tea)
    press("Ctrl+F")
    return window.code_place.reader.find_bar


def hits(window):
    view = window.code_place.reader.view
    current = view._hits[view._current_hit] if view._current_hit is not None else None
    return [TEXT[start:end] for start, end in view._hits], current


def test_ctrl_f_finds_while_typing_and_counts(window, bar):
    assert focused().accessibleName() == "Find in this transcript"
    write("tea")
    assert hits(window) == (["Tea", "tea", "TEA"], (6, 9))
    assert bar._count.text() == "1 of 3"
    write("m")
    assert hits(window) == ([], None)
    assert bar._count.text() == "Nothing found"


def test_enter_goes_on_and_round_and_shift_enter_back(window, bar):
    write("tea")
    press("Return")
    assert bar._count.text() == "2 of 3"
    press("Return", "Return")
    assert bar._count.text() == "1 of 3"
    press("Shift+Return")
    assert bar._count.text() == "3 of 3"
    assert hits(window)[1] == (TEXT.index("TEA"), TEXT.index("TEA") + 3)


def test_the_buttons_do_the_same(window, bar):
    write("tea")
    click(named(bar, "Next (Enter)"))
    assert bar._count.text() == "2 of 3"
    click(named(bar, "Previous (Shift+Enter)"))
    assert bar._count.text() == "1 of 3"
    click(named(bar, "Close (Esc)"))
    assert not bar.isVisible()
    assert hits(window) == ([], None)


def test_escape_closes_it_and_the_words_have_the_keys_again(window, bar):
    write("tea")
    press("Escape")
    assert not bar.isVisible()
    assert hits(window) == ([], None)
    assert focused() is window.code_place.reader.view


def test_selected_words_are_looked_for(window, bar):
    press("Escape")
    window.code_place.reader.view.select(6, 9)
    press("Ctrl+F")
    assert bar._count.text() == "1 of 3"
    write("the")
    assert bar._count.text().endswith("of 3")


def test_another_transcript_is_searched_for_the_same_words(window, bar, study):
    write("the")
    press("Ctrl+PgUp")
    assert window.code_place.reader.transcript.info.name != "Tea"
    text = window.code_place.reader.transcript.text
    assert window.code_place.reader.view._hits == find_words(text, "the")


def test_letters_of_reader_keys_are_typed(window, bar):
    write("crc")
    assert focused().text() == "crc"
    assert not window.code_place.reader.picker.isVisible()
    press("Home", "Delete")
    assert focused().text() == "rc"
    assert QApplication.activePopupWidget() is None


def test_find_without_a_transcript_does_nothing(window, project):
    project.close()
    window.open_project(project.path)
    window.menu_actions["find"].trigger()
    assert not window.code_place.reader.find_bar.isVisible()


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("the end\nof it", "end of", ["end\nof"]),
        ("a\xa0cup", "a cup", ["a\xa0cup"]),
        ("Straße", "straße", ["Straße"]),
        (unicodedata.normalize("NFD", "un café noir"), "café", ["cafe\u0301"]),
        (unicodedata.normalize("NFD", "un café noir"), "cafe n", ["cafe\u0301 n"]),
        ("가족 강의", "가", ["가"]),
        ("\u05e9\u05c1\u05dc\u05d5\u05dd", "שלום", ["\u05e9\u05c1\u05dc\u05d5\u05dd"]),
        ("سَلَام", "سلام", ["سَلَام"]),
        ("1 + 1 (one)", "+ 1 (", ["+ 1 ("]),
        ("anything", "  ", []),
    ],
)
def test_words_are_found_whatever_their_marks(text, typed, expected):
    assert [text[start:end] for start, end in find_words(text, typed)] == expected
