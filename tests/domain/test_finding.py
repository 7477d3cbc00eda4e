"""Searches, compared with the plainest way to do the same."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.errors import Refused
from coder_gui.domain.expressions import Expression, TooSlow
from coder_gui.domain.finding import (
    GONE,
    Query,
    Speaker,
    compiled,
    find,
    searchable,
    unit_around,
    without_interviewer,
)
from coder_gui.domain.letters import alike
from coder_gui.domain.model import Turn
from coder_gui.domain.passages import word_range

TALK = "Interviewer: Was the bus late?\nAnna: The bus, yes. It was late, the café bus.\n"
TURNS = (Turn(0, 13, 30, "Interviewer", True), Turn(31, 37, len(TALK) - 1, "Anna"))

letters = st.sampled_from("aAäÄeéEsßzZİıΣσς中文กี \n.-’'\u0301\u00ad🙂x")
texts = st.text(letters, max_size=60)
typed = st.text(st.sampled_from("aäeész中 '-🙂"), min_size=1, max_size=4)


def found(text, query, turns=()):
    return [text[start:end] for start, end in find(text, query, turns)]


def spelt(words):
    """How words look when nothing but their letters counts."""
    plain = alike(words)
    decomposed = unicodedata.normalize("NFD", plain)
    hidden = {each for each in decomposed if unicodedata.category(each) in ("Mn", "Cf")}
    return "".join(each for each in decomposed if each not in hidden)


@given(texts)
def test_positions_stay_where_they_are(text):
    for case in (False, True):
        for accents in (False, True):
            assert len(alike(text, match_case=case, match_accents=accents)) == len(text)


@given(texts, typed, st.booleans())
def test_every_hit_is_what_was_typed(text, words, whole):
    hits = find(text, Query(words, whole_words=whole))
    assert all(start < end for start, end in hits)
    assert all(one[1] <= other[0] for one, other in pairwise(hits))
    for start, end in hits:
        assert spelt(text[start:end]).split() == spelt(words).split()
        assert not whole or word_range(text, start, end) == (start, end)


@given(st.text(st.sampled_from("abcAB -.'\n"), max_size=60), st.sampled_from(["a", "ab", "b a"]))
def test_a_phrase_agrees_with_a_naive_search(text, words):
    row = words.split()
    naive, position = [], 0
    while position < len(text):
        end = _matches(text.lower(), position, row)
        if end:
            naive.append((position, end))
        position = end or position + 1
    assert find(text, Query(words)) == naive


def _matches(text, position, row):
    for number, word in enumerate(row):
        if number:
            after = position
            while after < len(text) and text[after].isspace():
                after += 1
            if after == position:
                return 0
            position = after
        if text[position : position + len(word)] != word:
            return 0
        position += len(word)
    return position


@given(st.text(st.sampled_from("ab c\n"), max_size=40))
def test_all_words_agrees_with_trying_every_stretch(text):
    query = Query("a b c", mode="all", within="paragraph")
    naive, begin = [], 0
    for line in text.split("\n"):
        spans = [
            (end - start, begin + start, begin + end)
            for start in range(len(line))
            for end in range(start + 1, len(line) + 1)
            if {"a", "b", "c"} <= set(line[start:end])
        ]
        if spans:
            naive.append(min(spans)[1:])
        begin += len(line) + 1
    assert find(text, query) == naive


@given(st.text(st.sampled_from("abc "), max_size=40))
def test_any_word_agrees_with_an_expression(text):
    naive = [each.span() for each in re.finditer("ab|a|c", text)]
    assert find(text, Query("a c ab", mode="any")) == naive


@given(st.text(st.sampled_from("ab1 \n"), max_size=40), st.sampled_from(["a+", "a|b", r"\d", "^b"]))
def test_an_expression_finds_what_python_finds(text, expression):
    naive = [m.span() for m in re.finditer(expression, text, re.MULTILINE | re.IGNORECASE) if m[0]]
    assert find(text, Query(expression, mode="expression")) == naive


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Buses and a bus.", Query("bus"), ["Bus", "bus"]),
        ("Buses and a bus.", Query("bus", whole_words=True), ["bus"]),
        ("Buses and a bus.", Query("Bus", match_case=True), ["Bus"]),
        ("I don’t. don't", Query("don't"), ["don’t", "don't"]),
        ("she’s self-made", Query("she", whole_words=True), []),
        ("she’s self-made", Query("self", whole_words=True), []),
        ("the\u00a0  bus\nwas", Query("the bus was"), ["the\u00a0  bus\nwas"]),
        ("café cafe\u0301 cafe", Query("cafe"), ["café", "cafe\u0301", "cafe"]),
        ("café cafe\u0301 cafe", Query("café", match_accents=True), ["café", "cafe\u0301"]),
        ("café cafe\u0301 cafe", Query("cafe", match_accents=True), ["cafe"]),
        ("inter\u00adview", Query("interview"), ["inter\u00adview"]),
        ("ΟΔΟΣ οδός", Query("οδος"), ["ΟΔΟΣ", "οδός"]),
        ("我们今天去医院。", Query("今天", whole_words=True), ["今天"]),
        ("שלום וברכה", Query("שלום", whole_words=True), ["שלום"]),
        ("ha haha ha", Query("ha", whole_words=True), ["ha", "ha"]),
        ("late—bus – we left…", Query("bus", whole_words=True), ["bus"]),
        ("late—bus – we left…", Query("—"), ["—", "–"]),
        ("late—bus – we left…", Query("left…"), ["left…"]),
        ("", Query("a"), []),
        ("a", Query("  "), []),
    ],
)
def test_words(text, query, expected):
    assert found(text, query) == expected


def test_labels_are_no_words():
    assert found(TALK, Query("anna"), TURNS) == []
    assert found(TALK, Query("interviewer"), TURNS) == []
    assert found(TALK, Query("late anna"), TURNS) == []
    assert found(TALK, Query("anna")) == ["Anna"]


def test_an_expression_begins_where_a_turn_does():
    assert found(TALK, Query(r"^the \w+", mode="expression"), TURNS) == ["The bus"]
    assert found(TALK, Query(r"late[^f]*", mode="expression"), TURNS) == [
        "late?\n",
        "late, the ca",
    ]


def test_all_words_stay_in_one_turn():
    query = Query("bus late", mode="all")
    assert found(TALK, query, TURNS) == ["bus late", "late, the café bus"]


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [(without_interviewer, ["bus", "bus"]), (Speaker("Interviewer"), ["bus"])],
)
def test_only_some_speakers(speakers, expected):
    query = Query("bus")
    text = searchable(TALK, query, TURNS, speakers)
    assert [TALK[slice(*hit)] for hit in compiled(query).hits(text)] == expected


def test_the_unit_of_a_text_without_labels_is_its_paragraph():
    assert unit_around("one\ntwo\nthree", 5, "turn") == (4, 7)
    assert unit_around(f"one{GONE}two\nthree", 5, "turn") == (4, 13)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("(a", "missing ) at character 3"),
        ("a{2,1}", "at character"),
        ("*", "nothing to repeat at character 1"),
        ("[z-a]", "bad character range at character 5"),
        ("x" * 501, "more than 500 characters"),
        ("(" * 240 + ")" * 240, ""),
    ],
)
def test_an_expression_that_is_none_says_where(typed, said):
    if typed.startswith("(("):
        assert Expression(typed).hits("a", GONE) == []  # nested deeply, and still one
        return
    with pytest.raises(Refused, match=re.escape(said)):
        Expression(typed)


@pytest.mark.parametrize("typed", ["(a|aa)+b", "(a?){300}a{300}b", "a.*?b", "((a{1,999}){1,999})b"])
def test_an_expression_without_end_is_stopped(typed):
    with pytest.raises(TooSlow, match="too many ways"):
        Expression(typed).hits("a" * 60_000, GONE)
