"""Who speaks where and when, in texts as transcription programs and services write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.text import stored
from coder_gui.domain.turns import find_turns

Told = tuple[str, int | None, int | None, str]


def told(text: str, known: tuple[str, ...] = ()) -> list[Told]:
    """Speaker, start, end and words of each turn."""
    return [
        (turn.speaker, turn.time_ms, turn.end_ms, text[turn.speech : turn.end])
        for turn in find_turns(text, known)
    ]


OTTER = """Allotment talk 3
Tue, May 07, 2024 3:02PM • 42:11

SUMMARY KEYWORDS
allotment, soil, water, compost

SPEAKERS
Ines P, Speaker 2

Ines P  00:13
Thanks for coming. Could you say: what is the plot to you?

Speaker 2  00:21
Well, it is a lot of things.

And it is work.

Ines P  1:01:09
What kind of work?

Transcribed by https://otter.ai
"""
OTTER_TOLD = [
    ("Ines P", 13_000, None, "Thanks for coming. Could you say: what is the plot to you?"),
    ("Speaker 2", 21_000, None, "Well, it is a lot of things.\n\nAnd it is work."),
    ("Ines P", 3_669_000, None, "What kind of work?"),
]


def test_otter_with_its_head_and_its_last_line() -> None:
    assert told(OTTER) == OTTER_TOLD


def test_speakers_that_otter_lists_speak_even_once() -> None:
    head = "Talk\n\nSPEAKERS\nInes Prado, Tom Okafor\n\n"
    text = head + "Ines Prado  00:02\nHi.\n\nTom Okafor  00:09\nHi."
    assert told(text) == [("Ines Prado", 2_000, None, "Hi."), ("Tom Okafor", 9_000, None, "Hi.")]


def test_f4_marks_end_turns_and_stand_within_them() -> None:
    text = (
        "Gespräch am 3. Mai\n\nI: Wie geht es? #00:00:12-4#\n\n"
        "B1: Gut, danke. #00:01:02-3# Ich war beim Arzt. #00:01:20-1#\n\nI: Und? #00:01:31-0#\n"
    )
    assert told(text) == [
        ("I", 0, 12_400, "Wie geht es? #00:00:12-4#"),
        ("B1", 12_400, 80_100, "Gut, danke. #00:01:02-3# Ich war beim Arzt. #00:01:20-1#"),
        ("I", 80_100, 91_000, "Und? #00:01:31-0#"),
    ]


def test_f5_marks_at_the_beginnings_of_turns() -> None:
    text = "#00:00:00-0# I: Wie?\n#00:00:04-5# B: Gut.\n#00:00:09-1# I: Schön.\n"
    assert [(name, time) for name, time, _, _ in told(text)] == [
        ("I", 0), ("B", 4_500), ("I", 9_100),
    ]  # fmt: skip


THREE = [("Anna Roe", 3, "So tell me."), ("Ben Low", 6, "It was: late."), ("Anna Roe", 12, "Why?")]


@pytest.mark.parametrize(
    "layout",
    [
        "[00:00:{s:02}] {name}: {words}\n\n",  # Trint, Express Scribe
        "{name}\n[00:00:{s:02}] {words}\n\n",
        "{name}\n00:00:{s:02}\n{words}\n\n",
        "{name} [00:00:{s:02}] {words}\n\n",
        "**{name}:** [00:00:{s:02}] {words}\n\n",  # Descript
        "[00:00:{s:02}] **{name}:** {words}\n\n",
        "**{name}:** \n\n[00:00:{s:02}] {words}\n\n",
        "{name} (00:{s:02}):\n{words}\n\n",  # Rev
        "{name}: [00:00:{s:02}] {words}\n\n",  # Sonix
        "[00:00:{s:02}.000] - {name}\n{words}\n\n",  # Happy Scribe
        "{name} [00:00:{s:02}]: {words}\n\n",
        "{name}   0:{s:02}\n{words}\n\n",  # Teams
        "00:00:{s:02} {name}\n{words}\n\n",  # Zoom
        "[{name}] 00:00:{s:02}\n{words}\n\n",
        "00:00:{s:02}\t From  {name} : {words}\n",
        "00:00:{s:02} From {name} to Everyone: {words}\n",
        "{name}\n0:{s:02}\n{words}\n",
        "{name}: 00:{s:02}\n{words}\n\n",
        "0:00:{s:02}.0\t{words}\t{name}\n",  # NVivo without headings
    ],
)
def test_speaker_time_and_words(layout: str) -> None:
    text = "".join(layout.format(name=name, s=s, words=words) for name, s, words in THREE)
    assert told(text) == [(name, s * 1000, None, words) for name, s, words in THREE]


@pytest.mark.parametrize(
    "layout",
    [
        "0:0:{s}.0 --> 0:0:{end}.0\n{name}\n{words}\n\n",  # Teams, as it was
        "00:00:{s:02}.000 --> 00:00:{end:02}.000\n{name}\n{words}\n\n",
        "{name}: [00:00:{s:02} - 00:00:{end:02}]\n{words}\n\n",
        "0:{s:02}.0 - 0:{end:02}.0\t{words}\t{name}\n",
    ],
)
def test_spans_of_time_have_an_end(layout: str) -> None:
    text = "".join(
        layout.format(name=name, s=s, end=s + 2, words=words) for name, s, words in THREE
    )
    assert told(text) == [(name, s * 1000, s * 1000 + 2000, words) for name, s, words in THREE]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Timespan\tContent\tSpeaker", "0:{s:02}.0 - 0:{end:02}.0\t{words}\t{name}"),
        ("\tTimespan\tContent\tSpeaker", "1\t0:{s:02}.0 - 0:{end:02}.0\t{words}\t{name}"),
        ("Zeitspanne\tSprecher\tInhalt", "0:{s:02},0 - 0:{end:02},0\t{name}\t{words}"),
        ("Speaker\tStart\tEnd\tText", "{name}\t00:00:{s:02}\t00:00:{end:02}\t{words}"),
    ],
)
def test_table_with_headings(headings: str, row: str) -> None:
    rows = [row.format(name=name, s=s, end=s + 2, words=words) for name, s, words in THREE]
    text = "A talk\n\n" + "\n".join([headings, *rows])
    assert told(text) == [(name, s * 1000, s * 1000 + 2000, words) for name, s, words in THREE]


def test_table_whose_words_have_paragraphs_and_whose_speaker_is_missing() -> None:
    text = "Speaker\tTime\tText\nAnna\t0:01\tOne.\nMore of one.\n\t0:09\tTwo."
    assert told(text) == [("Anna", 1_000, None, "One.\nMore of one."), ("", 9_000, None, "Two.")]
    short = "Time\tText\tSpeaker\n0:01\tOne.\tAnna\n0:09\tTwo."
    assert told(short) == [("Anna", 1_000, None, "One."), ("", 9_000, None, "Two.")]


def test_teams_document_begins_and_ends_without_a_speaker() -> None:
    text = (
        "Plots-20240507_100211-Meeting Recording\nMay 7, 2024, 10:02AM\n42m 11s\n\n"
        "Anna Roe started transcription\n\nAnna Roe   0:03\nSo tell me.\n\n"
        "Ben Low   1:02:12\nNothing.\n\nAnna Roe   1:02:20\nNo?\n\nAnna Roe stopped transcription\n"
    )
    turns = find_turns(text)
    assert [turn.time_ms for turn in turns] == [3_000, 3_732_000, 3_740_000]
    assert text[: turns[0].start].endswith("started transcription\n\n")
    assert text[turns[-1].speech : turns[-1].end] == "No?"


def test_google_meet_with_times_now_and_then() -> None:
    text = (
        "Plots (2024-05-07 10:02 GMT+2) - Transcript\nAttendees\nAnna Roe, Ben Low, Cy Moss\n\n"
        "Transcript\n00:00:00\n\nAnna Roe: So tell me.\nBen Low: It was: late.\n\n00:05:00\n\n"
        "Anna Roe: And then?\nCy Moss: Nothing.\n\nThis editable transcript was computer "
        "generated and might contain errors. People can also change the text."
    )
    assert told(text) == [
        ("Anna Roe", 0, None, "So tell me."),
        ("Ben Low", None, None, "It was: late."),
        ("Anna Roe", 300_000, None, "And then?"),
        ("Cy Moss", None, None, "Nothing."),
    ]


def test_subtitles_without_names_have_no_speakers() -> None:
    long = "That was a long and wet day, and in the end nobody at all had come"
    said = ["It rains.", "Mhm", long, "Mhm", "Nobody", "Yes", "Mhm"]
    text = "".join(f"00:00:{s:02}\n{words}\n" for s, words in enumerate(said))
    assert find_turns(text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "There is one thing: time",
        "He came at 10:02:11 From there: no",
        "Time\tand again: rain",
        "[laughs] well: so it was",
        "Remember – never",
        "And then: 00:12",
    ],
)
def test_sentence_with_a_colon_or_a_time_is_speech(line: str) -> None:
    text = f"[0:01] Anna: Hello.\n{line}\n[0:05] Bo: Hello.\n{line}\n[0:09] Anna: Bye.\n{line}"
    assert [name for name, *_ in told(text)] == ["Anna", "Bo", "Anna"]


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("Sie: Ja.", ("Sie",), [("Sie", "Ja.")]),
        ("Note: Ja.\nX: No.", ("note",), [("Note", "Ja."), ("X", "No.")]),
        ("07 b?: Ja.", ("07 b?",), [("07 b?", "Ja.")]),
        ("the old cat – Meow.", ("The old cat",), [("the old cat", "Meow.")]),
        ("the old cat\nMeow.", ("the  old cat",), [("the old cat", "Meow.")]),
        ("(woman) [0:03]: Ja.", ("(woman)",), [("(woman)", "Ja.")]),
        ("I: Who?\nP: Me.\nI: So?\nP: So.\nthe other: Me too.", ("the other",),
         [("I", "Who?"), ("P", "Me."), ("I", "So?"), ("P", "So."), ("the other", "Me too.")]),
        ("Anna – she was ill.\nAnna: I was.\nAnna: Not ill.", ("Anna",),
         [("Anna", "I was."), ("Anna", "Not ill.")]),
    ],
)  # fmt: skip
def test_known_speakers_are_found_whatever_they_look_like(
    text: str, known: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert [(name, words) for name, _, _, words in told(text, known)] == expected


def test_known_name_inside_a_sentence_is_no_label() -> None:
    text = "Anna said to me: go.\nAnna is here.\nThen Anna: she laughed.\nAnna: yes."
    assert told(text, ("Anna",)) == [("Anna", None, None, "yes.")]
    assert told("Anna said to me: go.", ("Anna", " ", "Bo")) == []


PIECES = st.sampled_from(
    ["Anna", "Bo", "SPEAKERS", ":", " ", "  ", "\t", "\n", "\n\n", "[", "]", "From ", " to ", "**",
     "00:14:02", "0:05 - 0:09", "#00:01:02-3#", "Speaker\tText\n", "Time\tText\tSpeaker\n", "said",
     "Transcribed by https://otter.ai", ",", "😀", "李明"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=50).map("".join), st.lists(PIECES, max_size=3))
def test_turns_are_ordered_and_inside_the_text(text: str, known: list[str]) -> None:
    text = stored(text)
    before = 0
    for turn in find_turns(text, known):
        assert before <= turn.start <= turn.speech <= turn.end <= len(text)
        assert turn.start == 0 or text[turn.start - 1] == "\n"
        assert turn.end == len(text) or text[turn.end] in "\n\t"
        assert turn.end_ms is None or turn.time_ms is not None
        before = turn.end


def test_hostile_texts_are_searched_in_one_pass() -> None:
    """With a pattern that backtracks, these would run for minutes."""
    assert len(find_turns("I: a #00:00:01#\n" * 30_000)) == 30_000
    assert len(find_turns("00:14\nAnna\nwords\n" * 20_000)) == 20_000
    assert len(find_turns("Speaker\tText\n" + "Anna\tone" * 2 + "\t" * 300_000)) == 1
    assert find_turns("10:02:11 From " + "a to " * 20_000) == ()
    assert find_turns("[Anna [Anna [Anna ]" * 20_000, ["Anna"] * 500) == ()
    assert find_turns("SPEAKERS\n" + "a," * 300_000) == ()
