import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.passages import word_range
from coder_gui.domain.resizing import moved, stepped

TEXT = "I walked. My sister says that I am stubborn 👩‍🦰, and she is right."
WORDY = st.text(alphabet="ab e\u0301-'.,1 \n日本👩\u200d🏽🇩🇪\ufe0f", min_size=1, max_size=30)


def span(words, text=TEXT):
    return text.index(words), text.index(words) + len(words)


def words(passage, text=TEXT):
    return text[slice(*passage)]


@pytest.mark.parametrize(
    ("which", "step", "expected"),
    [
        ("end", 1, "sister says that"),
        ("end", -1, "sister"),
        ("start", -1, "My sister says"),
        ("start", 1, "says"),
    ],
)
def test_an_end_steps_by_words(which, step, expected):
    assert words(stepped(TEXT, span("sister says"), which, step)) == expected


def test_the_last_word_stays():
    assert words(stepped(TEXT, span("sister"), "end", -1)) == "sister"
    assert words(stepped(TEXT, span("sister"), "start", 1)) == "sister"


def test_steps_stop_at_the_edges_of_the_text():
    assert stepped(TEXT, (0, len(TEXT)), "end", 1) == (0, len(TEXT))
    assert stepped(TEXT, (0, len(TEXT)), "start", -1) == (0, len(TEXT))


def test_a_character_step_cuts_words_but_no_emoji():
    stubborn = span("stubborn")
    assert words(stepped(TEXT, stubborn, "end", -1, by_character=True)) == "stubbor"
    assert words(stepped(TEXT, stubborn, "end", 1, by_character=True)) == "stubborn 👩‍🦰"


def test_what_is_not_shown_is_stepped_over():
    text = "Ben: No.\nAnna: Yes, I do."
    hidden = range(text.index("Anna"), text.index("Yes"))
    grown = stepped(text, span("No.", text), "end", 1, is_shown=lambda at: at not in hidden)
    assert words(grown, text) == "No.\nAnna: Yes"
    shrunk = stepped(text, grown, "end", -1, is_shown=lambda at: at not in hidden)
    assert words(shrunk, text) == "No."


@pytest.mark.parametrize(
    ("point", "expected"), [("ister", "My sister says"), ("r says", "My sister says")]
)
def test_an_end_is_drawn_to_the_nearest_words_edge(point, expected):
    near = TEXT.index(point)
    if point == "r says":
        assert words(moved(TEXT, span("My"), "end", near)) == "My sister"
    else:
        assert words(moved(TEXT, span("says"), "start", near)) == "sister says"


def test_with_characters_it_stops_within_a_word():
    drawn = moved(TEXT, span("My sister"), "end", TEXT.index("ter says"), by_character=True)
    assert words(drawn) == "My sis"


@given(WORDY, st.data())
def test_a_passage_never_becomes_empty_nor_leaves_the_text(text, data):
    a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    passage = word_range(text, a, b)
    if passage[0] == passage[1]:
        return
    which = data.draw(st.sampled_from(["start", "end"]))
    by_character = data.draw(st.booleans())
    point = data.draw(st.integers(-2, len(text) + 2))
    for new in (
        moved(text, passage, which, point, by_character),
        stepped(text, passage, which, data.draw(st.sampled_from([1, -1])), by_character),
    ):
        assert 0 <= new[0] < new[1] <= len(text)
        other = 0 if which == "end" else 1
        assert new[other] == passage[other]
        assert text[slice(*new)].strip(" \n")
        if not by_character:
            assert word_range(text, *new) == new
