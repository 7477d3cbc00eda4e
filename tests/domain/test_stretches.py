"""How far a hit is spread before it is coded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.model import Turn
from coder_gui.domain.stretches import SPREADS, all_spread, spread_to

TEXT = (
    "Title of it\n"
    "Interviewer: And then?\n"
    "Anna: We saw Dr. Lee. She was kind! Was she? Yes…\nThe next day, at 5 p.m. we left.\n"
    "Interviewer: Mm.\n"
)


def turn(label, words, interviewer=False):
    start = TEXT.index(f"{label}: {words}")
    speech = start + len(label) + 2
    following = TEXT.find("\nInterviewer", speech)
    end = following if following >= 0 and not interviewer else TEXT.index("\n", speech)
    return Turn(start, speech, end, label, interviewer)


TURNS = (
    turn("Interviewer", "And", True),
    turn("Anna", "We"),
    turn("Interviewer", "Mm", True),
)


@pytest.mark.parametrize(
    ("words", "spread", "expected"),
    [
        ("aw D", "hit", "saw Dr"),
        ("saw", "sentence", "We saw Dr. Lee."),
        ("kind", "sentence", "She was kind!"),
        ("kind! Was", "sentence", "She was kind! Was she?"),
        ("next", "sentence", "The next day, at 5 p.m. we left."),
        ("next", "paragraph", "The next day, at 5 p.m. we left."),
        ("kind", "paragraph", "We saw Dr. Lee. She was kind! Was she? Yes…"),
        ("kind", "turn", TEXT[TURNS[1].speech : TURNS[1].end]),
        ("then", "turn", "And then?"),
        ("of it", "turn", "Title of it"),
        ("of it", "sentence", "Title of it"),
    ],
)
def test_spread(words, spread, expected):
    start = TEXT.index(words)
    got = spread_to(TEXT, TURNS, (start, start + len(words)), spread)
    assert TEXT[slice(*got)] == expected


def test_two_hits_in_one_sentence_are_coded_once():
    hits = [(TEXT.index("saw"), TEXT.index("saw") + 3), (TEXT.index("Lee"), TEXT.index("Lee") + 3)]
    assert [TEXT[slice(*each)] for each in all_spread(TEXT, TURNS, hits, "sentence")] == [
        "We saw Dr. Lee."
    ]


def test_chinese_sentences_need_no_blank():
    text = "我们去了。她很好！然后呢？"
    assert text[slice(*spread_to(text, (), (6, 7), "sentence"))] == "她很好！"


@given(st.text(st.sampled_from("ab. !?\nA🙂"), min_size=1, max_size=40), st.data())
def test_a_spread_holds_its_hit(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    low, high = spread_to(text, (), (start, end), "hit")
    for spread in SPREADS:
        begin, finish = spread_to(text, (), (start, end), spread)
        assert begin <= low < high <= finish
