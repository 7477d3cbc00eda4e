"""What was said in pieces becomes paragraphs and turns that a person can read."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.model import FormatSpan, Turn
from coder_gui.exchange.transcripts.emphasis import emphasised
from coder_gui.exchange.transcripts.spoken import (
    LONG,
    MAX_NAME,
    MAX_TIME,
    PAUSE,
    TOO_LONG,
    Utterance,
    believable,
    spoken,
    spoken_reading,
)

NAMES = st.sampled_from(["", "Anna", "SPEAKER_00", "Interviewer"])
WORDS = st.lists(st.from_regex(r"[a-zäß]{1,9}[.?]?", fullmatch=True), min_size=1, max_size=12)
TIMES = st.none() | st.integers(-5, 9_000_000)
PIECES = st.lists(
    st.builds(
        Utterance, speaker=NAMES, text=WORDS.map(" ".join), start_ms=TIMES, end_ms=TIMES
    ),
    max_size=40,
)  # fmt: skip


def labelled(text: str, turn: Turn) -> tuple[str, str]:
    return text[turn.start : turn.speech], text[turn.speech : turn.end]


def test_pieces_of_one_speaker_are_one_turn() -> None:
    text, turns, spans = spoken(
        [
            Utterance("Anna", "I came here", 0, 900),
            Utterance("Anna", "in spring.", 900, 2000),
            Utterance("Ben", "Why\nthen?", 2100, 3000),
        ]
    )
    assert text == "Anna: I came here in spring.\nBen: Why then?"
    assert [labelled(text, turn) for turn in turns] == [
        ("Anna: ", "I came here in spring."),
        ("Ben: ", "Why then?"),
    ]
    assert [(turn.time_ms, turn.end_ms) for turn in turns] == [(0, 2000), (2100, 3000)]
    assert not spans


def test_pause_begins_a_paragraph_of_the_same_turn() -> None:
    text, turns, _ = spoken(
        [Utterance("Anna", "One.", 0, 1000), Utterance("Anna", "Two.", 1000 + PAUSE, 4000)]
    )
    assert text == "Anna: One.\nTwo."
    assert [(turn.start, turn.end, turn.end_ms) for turn in turns] == [(0, len(text), 4000)]


def test_pause_begins_a_turn_where_nobody_is_named() -> None:
    text, turns, _ = spoken(
        [
            Utterance("", "one", 0, 1000),
            Utterance("", "two", 999 + PAUSE, 4000),
            Utterance("", "three", 4000 + PAUSE, None),
        ]
    )
    assert text == "one two\nthree"
    assert turns == (
        Turn(0, 0, 7, "", time_ms=0, end_ms=4000),
        Turn(8, 8, 13, "", time_ms=4000 + PAUSE),
    )


def test_long_paragraph_ends_with_its_sentence() -> None:
    words = "mm " * (LONG // 3)
    text, turns, _ = spoken(
        [
            Utterance("", words, 0, 5000),
            Utterance("", "and then it was over.”", 5000, 6000),
            Utterance("", "Next.", 6000, 7000),
        ]
    )
    assert text.split("\n")[1:] == ["Next."]
    assert [turn.time_ms for turn in turns] == [0, 6000]


def test_paragraph_without_sentences_ends_too() -> None:
    pieces = [Utterance("", "ten chars", i * 1000, i * 1000 + 1000) for i in range(300)]
    text, _, _ = spoken(pieces)
    assert all(len(line) <= TOO_LONG + 10 for line in text.split("\n"))
    assert text.split() == ["ten", "chars"] * 300


def test_other_voice_without_a_name_begins_a_turn() -> None:
    text, turns, _ = spoken([Utterance("", "- Yes?"), Utterance("", "- No.", apart=True)])
    assert text == "- Yes?\n- No."
    assert len(turns) == 2


def test_interviewer_is_marked_by_name() -> None:
    _, turns, _ = spoken([Utterance("Interviewer", "Why?"), Utterance("SPEAKER_00", "So.")])
    assert [(turn.speaker, turn.interviewer) for turn in turns] == [
        ("Interviewer", True),
        ("SPEAKER_00", False),
    ]


def test_who_asks_the_participant_is_the_interviewer() -> None:
    _, turns, _ = spoken(
        [Utterance("", "[music]"), Utterance("Ruth", "Why?"), Utterance("Participant", "So.")]
    )
    assert [turn.interviewer for turn in turns] == [False, True, False]


def test_nobody_is_not_the_interviewer() -> None:
    _, turns, _ = spoken([Utterance("", "Why?"), Utterance("Participant", "So.")])
    assert not any(turn.interviewer for turn in turns)


def test_emphasis_stands_where_its_words_do() -> None:
    text, _, spans = spoken(
        [
            Utterance("Anna", "It was"),
            Utterance("Anna", emphasised("so", ["bold"]) + " " + emphasised("hard", ["bold"])),
            Utterance("Ben", emphasised("Was it?", ["italic"])),
        ]
    )
    assert [(text[s.start : s.end], s.style) for s in spans] == [
        ("so hard", "bold"),
        ("Was it?", "italic"),
    ]
    assert spans[0] == FormatSpan(13, 20, "bold")


def test_names_are_made_fit_to_be_stored() -> None:
    text, turns, _ = spoken(
        [
            Utterance(" Anna\nRoe: ", "a"),
            Utterance("Anna Roe", "b"),
            Utterance("x" * 5000, "c"),
            Utterance("\ud800\x01", "d"),
        ]
    )
    assert [turn.speaker for turn in turns] == ["Anna Roe", "x" * MAX_NAME, "\ufffd"]
    assert text.startswith("Anna Roe: a b\n")


def test_times_that_cannot_be_are_left_out() -> None:
    assert [believable(t) for t in (None, -1, float("nan"), float("inf"), MAX_TIME + 1)] == (
        [None] * 5
    )
    _, turns, _ = spoken([Utterance("A", "a", 5000, 3000), Utterance("B", "b", -1, 10**30)])
    assert [(turn.time_ms, turn.end_ms) for turn in turns] == [(5000, None), (None, None)]


def test_without_names_and_times_labels_are_looked_for() -> None:
    reading = spoken_reading([Utterance("", "Anna: Hello.")], "utf-8", ("careful",))
    assert (reading.turns, reading.encoding, reading.warnings) == (None, "utf-8", ("careful",))
    assert spoken_reading([]).text == ""


@given(PIECES)
def test_every_word_is_there_once_and_in_order(pieces: list[Utterance]) -> None:
    text, turns, _ = spoken(pieces)
    bodies = [labelled(text, turn)[1] for turn in turns]
    assert " ".join(bodies).split() == " ".join(piece.text for piece in pieces).split()
    for turn in turns:
        label = f"{turn.speaker}: " if turn.speaker else ""
        assert text[turn.start : turn.speech] == label
        assert turn.start == 0 or text[turn.start - 1] == "\n"
    assert all(one.end + 1 == two.start for one, two in pairwise(turns))
    assert not turns or turns[-1].end == len(text)
