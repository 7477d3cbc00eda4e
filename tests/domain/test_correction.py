"""Turns and emphasis after a correction, and how two texts differ."""

from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.correction import corrected_spans, corrected_turns, difference, made_ready
from coder_gui.domain.edits import Edit, applied
from coder_gui.domain.model import FormatSpan, Turn

TEXT = "Int: Who came?\nAnna: My sister.\nInt: And then?\n"
TURNS = (
    Turn(0, 5, 14, "Int", True),
    Turn(15, 21, 31, "Anna", time_ms=2_000),
    Turn(32, 37, 46, "Int", True, 4_000),
)


def after(*edits):
    ready = made_ready(TEXT, edits, TURNS)
    text = applied(TEXT, ready)
    return text, corrected_turns(TEXT, ready, TURNS)


def spoken(text, turns):
    return [(turn.speaker, text[turn.speech : turn.end]) for turn in turns]


def test_words_typed_at_the_edges_of_a_turn_belong_to_it():
    text, turns = after(Edit(21, 21, "Well. "), Edit(31, 31, " Only she."))
    assert spoken(text, turns) == [
        ("Int", "Who came?"),
        ("Anna", "Well. My sister. Only she."),
        ("Int", "And then?"),
    ]


def test_the_label_goes_with_the_line_break_before_it():
    text, turns = after(Edit(31, 32, " "))
    assert text == "Int: Who came?\nAnna: My sister. And then?\n"
    assert spoken(text, turns) == [("Int", "Who came?"), ("Anna", "My sister. And then?")]


def test_a_turn_that_is_deleted_is_gone():
    text, turns = after(Edit(14, 31, ""))
    assert text == "Int: Who came?\nInt: And then?\n"
    assert spoken(text, turns) == [("Int", "Who came?"), ("Int", "And then?")]


def test_a_new_line_with_a_known_name_is_a_new_turn():
    text, turns = after(Edit(31, 31, "\nInt: Only she?\nAnna: Yes.\nReally: yes."))
    assert spoken(text, turns) == [
        ("Int", "Who came?"),
        ("Anna", "My sister."),
        ("Int", "Only she?"),
        ("Anna", "Yes.\nReally: yes."),
        ("Int", "And then?"),
    ]
    assert [turn.time_ms for turn in turns] == [None, 2_000, None, None, 4_000]
    assert turns[2].interviewer


def test_a_new_line_without_a_name_stays_in_the_turn():
    text, turns = after(Edit(24, 24, "\nolder "))
    assert spoken(text, turns)[1] == ("Anna", "My \nolder sister.")
    assert len(turns) == 3


def test_new_words_are_made_ready_to_be_stored():
    (edit,) = made_ready("a b", [Edit(2, 3, "b\r\n\x00c\ud83d")], ())
    assert edit == Edit(3, 3, "\nc\ufffd")


def test_what_stays_the_same_is_no_edit():
    assert made_ready(TEXT, [Edit(0, 3, "Int"), Edit(5, 5, "")], TURNS) == ()
    assert made_ready("the bus was", [Edit(0, 11, "the tram was")], ()) == (Edit(4, 7, "tram"),)


def test_emphasis_goes_along_or_goes():
    spans = [FormatSpan(4, 7, "bold"), FormatSpan(8, 11, "italic")]
    found = list(corrected_spans([Edit(0, 0, "so "), Edit(8, 11, "")], spans))
    assert found == [FormatSpan(7, 10, "bold"), None]


def test_a_corrected_file_differs_word_by_word():
    new = TEXT.replace("sister", "brother").replace("And then?\n", "And then?\nAnna: No.\n")
    edits = difference(TEXT, new)
    assert edits == (Edit(24, 30, "brother"), Edit(47, 47, "Anna: No.\n"))
    assert applied(TEXT, edits) == new


def test_a_line_that_recurs_is_deleted_where_it_was():
    old = "A: Yes.\nB: Why?\nA: Yes.\nB: When?\nA: Yes.\n"
    edits = difference(old, "A: Yes.\nB: Why?\nB: When?\nA: Yes.\n")
    assert edits == (Edit(16, 24, ""),)


LINES = st.lists(
    st.sampled_from(["A: Yes.", "B: Why 🙂?", "", "A: مرحبا no", "x y  z"]), max_size=9
)


@given(LINES, LINES)
def test_the_difference_leads_from_one_text_to_the_other(old, new):
    old_text, new_text = "\n".join(old), "\n".join(new)
    assert applied(old_text, difference(old_text, new_text)) == new_text


@given(st.integers(0, 9))
def test_long_stretches_are_not_compared_word_by_word(seed):
    old = f"{seed} one " * 5_000
    new = f"{seed} two " * 5_000
    assert applied(old, difference(old, new)) == new


def test_a_name_may_be_written_after_the_line_it_stands_in():
    text, turns = after(Edit(31, 31, "\n"))
    edit = Edit(32, 32, "Int: Only she?")
    assert spoken(applied(text, [edit]), corrected_turns(text, [edit], turns)) == [
        ("Int", "Who came?"),
        ("Anna", "My sister."),
        ("Int", "Only she?"),
        ("Int", "And then?"),
    ]
