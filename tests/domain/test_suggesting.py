"""What the app takes for a name without a dictionary, and which signs it knows by their shape."""

from __future__ import annotations

import pytest

from coder_gui.domain.suggesting import suggestions
from coder_gui.domain.telling_signs import signs_in

ENGLISH = """Interviewer: Where was that?
Margaret: In Northfield. I went with Anna Berger to Northfield and the nurse rang Anna.
Interviewer: Will you go again on Monday?
Margaret: Will said that we will, and I am sure Hope is what we hope for.
"""
GERMAN = (
    "Also die Angst war groß und ich bin mit Anna nach Berlin gefahren. Dann kam der Arzt und hat "
    "die Medikamente gegeben. Ich habe das Gefühl, dass Anna die Zeit braucht. In Berlin war das "
    "Wetter gut und der Hund lief um das Haus."
)


def by_words(*texts, **labels):
    return {each.text: each for each in suggestions(texts, **labels)}


def test_capitalised_words_inside_sentences_are_suggested_with_counts():
    found = by_words(ENGLISH, "He moved to Northfield.")
    assert (found["Northfield"].count, found["Northfield"].texts) == (3, 2)
    assert found["Northfield"].kind == "place"
    assert found["Anna Berger"].kind == "person"
    assert found["Anna"].count == 1


def test_words_that_also_stand_in_lower_case_are_no_names():
    assert not {"Will", "Hope", "Where", "In", "Monday", "I"} & set(by_words(ENGLISH))


def test_the_example_shows_where_it_stands():
    found = by_words(ENGLISH)["Anna Berger"]
    assert found.example[found.start : found.end] == "Anna Berger"
    assert "I went with Anna" in found.example


def test_german_nouns_are_left_out():
    assert set(by_words(GERMAN)) == {"Anna", "Berlin"}


def test_what_stands_in_brackets_is_no_name():
    assert by_words("and then [Partner of Ellin] came with [Person 2]") == {}


def test_speakers_and_participants_with_names_are_suggested_and_roles_are_not():
    found = by_words(
        ENGLISH, speakers=["Interviewer", "Margaret", "P01"], participants=["Carer 3", "Jo Weir"]
    )
    assert found["Margaret"].looks == "speaker"
    assert found["Margaret"].count == 2
    assert found["Jo Weir"].looks == "participant"
    assert not {"Interviewer", "P01", "Carer 3"} & set(found)


@pytest.mark.parametrize(
    ("text", "sign", "words"),
    [
        ("write to anna.b@example.org.", "e-mail", "anna.b@example.org"),
        ("see https://example.org/a?b=1, or", "web address", "https://example.org/a?b=1"),
        ("see northfield.org.uk for it", "web address", "northfield.org.uk"),
        ("on 3 June 2019 we", "date", "3 June 2019"),
        ("on June 3rd, 1998, we", "date", "June 3rd, 1998"),
        ("am 3. Oktober 2019", "date", "3. Oktober 2019"),
        ("on 03/06/2019 we", "date", "03/06/2019"),
        ("on 2019-06-03 we", "date", "2019-06-03"),
        ("back in 1983, when", "date", "1983"),
        ("ring 07700 900123 now", "phone", "07700 900123"),
        ("ring +44 (0)20 7946 0018", "phone", "+44 (0)20 7946 0018"),
        ("in SW1A 1AA there", "number", "SW1A 1AA"),
        ("number 943 476 5919 it", "number", "943 476 5919"),
        ("file 12345678 is", "number", "12345678"),
    ],
)
def test_signs_are_known_by_their_shape(text, sign, words):
    assert [(text[start:end], kind) for start, end, kind in signs_in(text)] == [(words, sign)]


@pytest.mark.parametrize(
    "text", ["[00:14:02] at 9.30", "in the 1990s", "10,000 people", "30.50 pounds", "24/7, 3 of 12"]
)
def test_times_and_amounts_are_no_signs(text):
    assert list(signs_in(text)) == []
