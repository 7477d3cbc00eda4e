"""The questions of structured interviews."""

import re

from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.model import Turn
from coder_gui.domain.questions import (
    Asked,
    asked_in,
    matched,
    put_together,
    question_in,
    taken_apart,
)

FIRST = """I: Thanks for coming. How did you hear about the service?
P: From my sister.
I: Mm-hm.
P: She works there.
I: Tell me about your first day there.
P: It rained.
I: What would you change about it?
"""
SECOND = """I: So how did you hear about this service?
P: By chance.
I: Could you tell me about your first day there?
P: I forget.
"""


def turns(text):
    return tuple(
        Turn(m.start(), m.start(2), m.end(), m[1], m[1] == "I")
        for m in re.finditer(r"^(\w): (.*)$", text, re.MULTILINE)
    )


def asked(number, text):
    return asked_in(number, text, turns(text))


def test_a_question_goes_with_all_its_answers():
    found = asked(1, FIRST)
    assert [each.text for each in found] == [
        "How did you hear about the service?",
        "Tell me about your first day there.",
    ]
    first = FIRST[found[0].start : found[0].end]
    assert first.startswith("Thanks for coming.")
    assert first.endswith("She works there.")


def test_what_is_no_question():
    assert question_in("Mm-hm.") == ""
    assert question_in("Right?") == ""
    assert question_in("") == ""
    assert question_in("你是怎么知道这个服务的呢，能说一说吗？") != ""


def test_similar_wordings_are_one_question():
    questions = matched([*asked(1, FIRST), *asked(2, SECOND)])
    assert [(each.transcripts, len(each.asked)) for each in questions] == [(2, 2), (2, 2)]
    assert {each.name for each in questions} <= {
        "How did you hear about the service?",
        "So how did you hear about this service?",
        "Tell me about your first day there.",
        "Could you tell me about your first day there?",
    }


def test_correcting_a_proposal():
    hear, day = matched([*asked(1, FIRST), *asked(2, SECOND)])
    both = put_together([hear, day])
    assert both.name == hear.name
    assert len(both.asked) == 4
    assert [len(each.asked) for each in taken_apart(both)] == [1, 1, 1, 1]


some = st.sampled_from(["how", "when", "what", "home", "work", "help", "you", "were"])
words = st.lists(some, max_size=6)


@given(st.lists(words.map(" ".join), max_size=12))
def test_every_place_is_in_exactly_one_question(texts):
    places = [Asked(number, text, number, number + 1) for number, text in enumerate(texts)]
    questions = matched(places)
    found = [each for question in questions for each in question.asked]
    assert sorted(found, key=lambda each: each.start) == places
