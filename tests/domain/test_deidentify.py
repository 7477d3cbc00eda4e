"""Names are found as whole words in any script and inflection, and replaced once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.deidentify import (
    Finder,
    Replacement,
    bracketed,
    context,
    edits_of,
    hits,
)
from coder_gui.domain.edits import Carrying, applied


def found(text, *names, **how):
    """The words of a text that are taken for one of the names."""
    entries = [Replacement(name, f"[{number}]", **how) for number, name in enumerate(names)]
    return [text[hit.start : hit.end] for hit in hits(text, entries)]


def replaced(text, *entries):
    return applied(text, edits_of(hits(text, entries)))


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Anna’s bag and Anna's bag", "Anna", ["Anna", "Anna"]),
        ("Annas Haus, das ist Annas", "Anna", ["Anna", "Anna"]),
        ("James’ coat, the Jameses", "James", ["James", "James"]),
        ("Annabel, Hanna, Susanna", "Anna", []),
        ("ANNA, anna", "Anna", ["ANNA", "anna"]),
        ("the Northfield-based team", "Northfield", ["Northfield"]),
        ("interview_anna_02.docx, Anna2", "Anna", ["anna", "Anna"]),
        ("Anna  Berger, Anna\nBerger, Anna-Berger", "Anna Berger", None),
        ("Anna\u00a0Berger", "Anna Berger", None),
        ("Mary Ann, Mary‑Ann", "Mary-Ann", ["Mary Ann", "Mary‑Ann"]),
        ("O’Brien's, O'Brien", "O'Brien", ["O’Brien", "O'Brien"]),
        ("Dr Weir, Dr. Weir", "Dr. Weir", ["Dr Weir", "Dr. Weir"]),
        ("Zoë, Zoe\u0308, Zoe", "Zoë", ["Zoë", "Zoe\u0308", "Zoe"]),
        ("WEISS, Weiß, Weiss", "Weiß", ["WEISS", "Weiß", "Weiss"]),
        ("Mar\u00adgaret", "Margaret", None),
        ("我和王芳一起去", "王芳", ["王芳"]),
        ("ومحمد قال", "محمد", ["محمد"]),
        ("محمدي", "محمد", []),
        ("राम और रामायण", "राम", ["राम"]),
        ("민수가 왔다", "민수", ["민수"]),
        ("С Анной и Анна", "Анна", ["Анна"]),
        ("No 4711, not 47110", "4711", ["4711"]),
    ],
)
def test_names_are_whole_words_in_every_script(text, name, words):
    whole = text.split(", ") if words is None else words
    assert found(text, name) == whole


def test_londoners_and_berliner_are_from_a_place():
    assert found("A Londoner, Berliner", "London", "Berlin", kind="place") == ["London", "Berlin"]
    assert found("A Londoner", "London") == []


def test_names_that_are_words_can_be_found_as_written_only():
    assert found("I will, Will said. WILL", "Will") == ["will", "Will", "WILL"]
    assert found("I will, Will said. WILL", "Will", as_written=True) == ["Will", "WILL"]


def test_the_longest_of_overlapping_names_counts():
    names = ("Anna", "Anna Berger", "Berger", "Anna Berger-Hill")
    text = "Anna Berger-Hill, Anna Berger, Anna, Berger, Anna Hill"
    assert found(text, *names) == ["Anna Berger-Hill", "Anna Berger", "Anna", "Berger", "Anna"]


def test_a_long_name_as_written_does_not_hide_a_short_one():
    entries = [Replacement("Rose Garden", "[place]", "place", True), Replacement("Rose", "[her]")]
    assert replaced("Rose garden, Rose Garden", *entries) == "[her] garden, [place]"


def test_possessives_stay_and_spellings_share_a_replacement():
    entries = [Replacement("Margaret", "[partner]"), Replacement("Maggie", "[partner]")]
    text = "Margaret’s keys. MAGGIE's? The Margarets."
    assert replaced(text, *entries) == "[partner]’s keys. [partner]'s? The [partner]s."


def test_what_was_replaced_is_passed_over():
    entries = [Replacement("Ellin", "[town near Ellin]", "place"), Replacement("s", "[letter]")]
    once = replaced("Ellins port, Ellin", *entries)
    assert once == "[town near Ellin]s port, [town near Ellin]"
    assert replaced(once, *entries) == once


def test_of_two_entries_for_one_spelling_the_first_counts():
    assert replaced("Anna", Replacement("Anna", "[a]"), Replacement("anna", "[b]")) == "[a]"


def test_names_without_a_letter_are_never_found():
    assert found("... -- !", "...", "") == []


@pytest.mark.parametrize(
    ("typed", "stands"),
    [("partner", "[partner]"), (" [my  partner] ", "[my partner]"), ("", ""), ("[]", "")],
)
def test_replacements_have_brackets(typed, stands):
    assert bracketed(typed) == stands


def test_the_context_is_the_sentence_with_its_neighbours():
    text = "First. Second one. Then Anna came. She left. Nobody spoke. Last.\nNext."
    start = text.index("Anna")
    before, after = context(text, start, start + 4)
    assert before == "Second one. Then "
    assert after == " came. She left. "


def test_the_context_is_cut_in_endless_sentences():
    text = "word " * 500 + "Anna" + " word" * 500
    start = text.index("Anna")
    before, after = context(text, start, start + 4, most=50)
    assert before.startswith("…")
    assert after.endswith("…")
    assert len(before) == len(after) == 51


# Whatever the text and the names are ----------------------------------------------------------

LETTERS = "aAbßs é\u0301'’-王芳م 1.\n[]İ"
NAMES = st.text(LETTERS, min_size=1, max_size=6)
ENTRIES = st.lists(
    st.builds(
        Replacement,
        original=NAMES,
        replacement=st.sampled_from(["[person 1]", "[a]", "[b s]", "[王]"]),
        kind=st.sampled_from(["person", "place"]),
        as_written=st.booleans(),
    ),
    max_size=5,
)


@given(st.text(LETTERS, max_size=60), ENTRIES)
def test_replacing_twice_finds_nothing_new(text, entries):
    finder = Finder(entries)
    once = applied(text, edits_of(finder.hits(text)))
    assert [once[hit.start : hit.end] for hit in finder.hits(once)] == []


@given(st.text(LETTERS, max_size=60), ENTRIES, st.data())
def test_passages_without_a_name_quote_the_same_words(text, entries, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edits = edits_of(hits(text, entries))
    new = applied(text, edits)
    if not any(edit.start < end and start < edit.end for edit in edits) and start < end:
        low, high = Carrying(edits).range(start, end)
        assert new[low:high] == text[start:end]


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=5), max_size=4))
def test_any_characters_can_be_names(text, names):
    entries = [Replacement(name, "[x]") for name in names]
    places = [(hit.start, hit.end) for hit in hits(text, entries)]
    assert places == sorted(places)
    assert all(start < end <= len(text) for start, end in places)
