"""Who speaks where, in the layouts that transcripts come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.text import stored
from coder_gui.domain.turns import find_turns


def spoken(text: str) -> list[tuple[str, str]]:
    """Speaker and words of each turn."""
    return [(turn.speaker, text[turn.speech : turn.end]) for turn in find_turns(text)]


TWICE = [("Anna", "one"), ("Bo", "two"), ("Anna", "three"), ("Bo", "four")]


@pytest.mark.parametrize(
    "layout",
    [
        "{name}: {words}\n",
        "{name} :{words}\n\n",
        "{name}：{words}\n",
        "{name}\t{words}\n",
        "{name}:\t{words}\n",
        "{name} – {words}\n",
        "{name} — {words}\n",
        "[{name}] {words}\n",
        "[{name}]: {words}\n",
        "<{name}> {words}\n",
        "{name}:\n{words}\n\n",
        "**{name}:** {words}\n",
        "**{name}**: {words}\n",
        "[00:14:02] {name}: {words}\n",
        "{name} (00:14:02): {words}\n",
        "{name} [00:14:02]: {words}\n",
        "00:14 {name}: {words}\n",
        "00:14:02.500 {name}: {words}\n",
        "{name}: [00:14:02] {words}\n",
        "{name} [00:14:02] {words}\n",
        "{name}  00:14\n{words}\n\n",
        "{name} | 00:14\n{words}\n",
        "[00:14:02] {name}\n{words}\n",
        "00:00:14.000 --> 00:00:16.000\n{name}\n{words}\n\n",
        "14\t{name}\t{words}\n",
        "00:14\t{name}\t{words}\n",
        "{name}\t00:14\t{words}\n",
        "3. {name}: {words}\n",
        ">> {name}: {words}\n",
    ],
)
def test_layout_is_recognised(layout: str) -> None:
    text = "".join(layout.format(name=name, words=words) for name, words in TWICE)
    assert spoken(text) == TWICE
    stamped = "00:" in layout
    assert all((turn.time_ms is not None) == stamped for turn in find_turns(text))


def test_label_alone_needs_several_turns() -> None:
    text = "".join(f"{name}\n{words} and more of it\n\n" for name, words in TWICE * 2)
    assert [speaker for speaker, _ in spoken(text)] == ["Anna", "Bo"] * 4


def test_turn_runs_over_paragraphs_until_the_next_label() -> None:
    text = "Visit in May\n\nI: Who?\nP: Me.\n\nAnd him.\n\nI: Why?\n"
    turns = find_turns(text)
    assert spoken(text) == [("I", "Who?"), ("P", "Me.\n\nAnd him."), ("I", "Why?")]
    assert turns[0].start == text.index("I: Who")
    assert text[turns[1].start : turns[1].speech] == "P: "


@pytest.mark.parametrize(
    "line",
    [
        "What I said was: no",
        "Note: this recording ends here",
        "He told me: go",
        "The Big Question: why?",
        "Because: nobody asked",
        "See https://example.org/a: there",
        "At 10:30 we met",
        "Yes – I think so",
        "Ja: das stimmt",
        "Date: 4 June",
        "他说：不",
    ],
)
def test_sentence_with_a_colon_is_no_speaker(line: str) -> None:
    text = f"Interviewer: Hello.\nAnna: Hello.\n{line}\n{line}\nInterviewer: Bye.\nAnna: Bye."
    assert [speaker for speaker, _ in spoken(text)] == ["Interviewer", "Anna"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "No speakers here. Only text: much of it.",
        "Date: 3 June\nTitle: A talk\nDuration: 58 min\n\nThe talk began late.",
        "Shopping: eggs, milk\nThen we talked about: the weather\nand so on",
        "https://example.org/1\nhttps://example.org/2",
        "Berlin\t34\nParis\t31\nBerlin\t36\nParis\t30",
        "Yes – sure.\nNo – not me.\nYes – it was.\nNo – never.",
        "00:00:01 Python is nice.\n00:00:04 It is.\n00:00:07 Python is old.",
    ],
)
def test_nobody_is_found_where_nobody_is_labelled(text: str) -> None:
    assert find_turns(text) == ()


def test_head_of_a_transcript_is_no_turn() -> None:
    text = (
        "Interviewer: Anna Roe\nParticipant: P3\nDate: 3 June 2024\n\n"
        "Interviewer: Hello there.\nParticipant: Hi."
    )
    assert spoken(text) == [("Interviewer", "Hello there."), ("Participant", "Hi.")]


def test_note_in_the_talk_does_not_make_a_head_of_it() -> None:
    text = "I: Who came first?\nP: My sister did.\nNote: the phone rings\nI: And then?\nP: Me."
    assert len(find_turns(text)) == 4


def test_somebody_who_joins_once_is_found() -> None:
    text = "I: Who?\nP: Me.\nO’Neil-Díaz: Me too.\nI: Why?\nP: So."
    assert [speaker for speaker, _ in spoken(text)] == ["I", "P", "O’Neil-Díaz", "I", "P"]


def test_variants_of_a_name_are_one_speaker() -> None:
    text = "Carer 7: a\nINT: b\ncarer 7 : c\nInt: d\nCarer  7: e\nInt: f"
    assert [s for s, _ in spoken(text)] == ["Carer 7", "Int"] * 3


@pytest.mark.parametrize(
    "names",
    [
        ("Interviewer", "Dr. M. Roe"),
        ("Moderator 1", "SPEAKER_00"),
        ("Interviewerin", "B2"),
        ("Enquêteur", "Marie-Ève d’Arc"),
        ("Entrevistador", "Ana María de la Cruz"),
        ("访谈者", "李明"),
        ("المحاور", "أحمد علي"),
        ("Интервьюер", "Анна"),
        ("Researcher (Jo)", "Anna (mother)"),
        ("Q", "A"),
        ("int", "p3"),
    ],
)
def test_names_of_many_kinds_and_who_asks(names: tuple[str, str]) -> None:
    text = "".join(f"{name}: words\n" for name in names * 2)
    assert [(turn.speaker, turn.interviewer) for turn in find_turns(text)] == [
        (names[0], True),
        (names[1], False),
    ] * 2


def test_question_and_answer_with_stops() -> None:
    text = "Q. Who?\nA. Me.\nQ. Why?\nA. So."
    assert spoken(text) == [("Q", "Who?"), ("A", "Me."), ("Q", "Why?"), ("A", "So.")]


def test_marks_at_the_ends_of_turns_give_the_next_its_time() -> None:
    text = "I: Wie? #00:00:04-5#\nB1: Gut, danke. #00:01:02-3#\nI: Und? #00:01:05-0#"
    assert [turn.time_ms for turn in find_turns(text)] == [0, 4500, 62300]
    assert spoken(text)[1] == ("B1", "Gut, danke. #00:01:02-3#")


def test_times_are_milliseconds() -> None:
    text = "[01:02:03.5] Anna: a\nBo (00:14): b\nAnna 1:05: c\nBo: d"
    assert [turn.time_ms for turn in find_turns(text)] == [3_723_500, 14_000, 65_000, None]


def test_clock_time_in_speech_stays_speech() -> None:
    text = "Anna: 10:30 was late\nBo: yes\nAnna: 11:00 then\nBo: fine"
    assert spoken(text)[0] == ("Anna", "10:30 was late")


def test_label_with_nothing_said() -> None:
    text = "Anna:\nBo: hello\nAnna:\nBo:"
    assert spoken(text) == [("Anna", ""), ("Bo", "hello"), ("Anna", ""), ("Bo", "")]


PIECES = st.sampled_from(
    ["Anna", "Bo", "I", "Interviewer", ":", "：", " ", "\t", "\n", "\n\n", "–", "[", "]", "<", ">",
     "00:14:02", "#00:01:02-3#", "said", "No.", "**", "Date", "李明", "😀", "(", ")", "12", "Q."]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=300)))
def test_turns_are_ordered_and_inside_the_text(text: str) -> None:
    text = stored(text)
    before = 0
    for turn in find_turns(text):
        assert before <= turn.start <= turn.speech <= turn.end <= len(text)
        assert turn.start == 0 or text[turn.start - 1] == "\n"
        assert turn.end == len(text) or text[turn.end] in "\n\t"
        assert turn.speaker.strip() == turn.speaker != ""
        before = turn.end


def test_long_and_tangled_texts_are_searched_in_one_pass() -> None:
    """With a pattern that backtracks, these would run for minutes."""
    assert find_turns("Anna " * 240_000) == ()
    assert find_turns("[00:14 " * 50_000) == ()
    assert find_turns("\n".join(["Anna" + " " * 150 + "x"] * 2_000)) == ()
    big = "Interviewer: What did you do then?\nAnna: I went home: it was late.\n" * 17_000
    assert len(find_turns(big)) == 34_000
