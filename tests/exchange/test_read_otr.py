"""oTranscribe's stamps become times, and its markup text."""

import json
from pathlib import Path

import pytest
from built_docx import written

from coder_gui.exchange.transcripts.registry import read_transcript


def stamp(seconds: str, shown: str) -> str:
    return (
        '<span class="timestamp" contenteditable="false" '
        f'data-timestamp="{seconds}">{shown}</span>\xa0'
    )


@pytest.fixture
def draft_of(tmp_path: Path):
    def read(markup: str):
        file = {"text": markup, "media": "talk.mp3", "media-source": "", "media-time": 12.5}
        return read_transcript(written(tmp_path, "a.otr", json.dumps(file).encode()))

    return read


def turns(draft) -> list[tuple[str, int | None, str]]:
    return [(t.speaker, t.time_ms, draft.text[t.speech : t.end]) for t in draft.turns]


def test_stamps_in_front_of_speakers_become_times_of_turns(draft_of) -> None:
    draft = draft_of(
        f"<p>{stamp('0', '0:00')}Interviewer: How <b>was</b> it?</p>"
        f"<p>{stamp('3.456', '0:03')}Anna: So.</p><p>And so.</p>"
        f"<p><b>Interviewer:</b> {stamp('61.2', '1:01')}Well?</p><p>Anna: Yes.</p>"
    )
    assert draft.text == (
        "Interviewer: How was it?\nAnna: So.\nAnd so.\nInterviewer: Well?\nAnna: Yes."
    )
    assert turns(draft) == [
        ("Interviewer", 0, "How was it?"),
        ("Anna", 3_456, "So.\nAnd so."),
        ("Interviewer", 61_200, "Well?"),
        ("Anna", None, "Yes."),
    ]
    assert [draft.text[span.start : span.end] for span in draft.spans] == ["was", "Interviewer:"]
    assert (draft.format, draft.encoding, draft.warnings) == ("otr", "utf-8", ())


def test_a_stamped_paragraph_within_a_turn_goes_on_as_one_of_the_same_speaker(draft_of) -> None:
    draft = draft_of(
        "<p>Interviewer: How?</p><p>Anna: So.</p>"
        f"<p>{stamp('60', '1:00')}And so on.</p><p>Still.</p><p>Interviewer: Ah.</p>"
    )
    assert turns(draft) == [
        ("Interviewer", None, "How?"),
        ("Anna", None, "So."),
        ("Anna", 60_000, "And so on.\nStill."),
        ("Interviewer", None, "Ah."),
    ]


def test_stamped_paragraphs_without_speakers_are_turns_of_nobody(draft_of) -> None:
    draft = draft_of(
        f"Before<br><br>{stamp('1.5', '0:01')}one<br>more<br><br>{stamp('70', '1:10')}<i>two</i>"
    )
    assert draft.text == "Before\n\none\nmore\n\ntwo"
    assert turns(draft) == [("", 1_500, "one\nmore"), ("", 70_000, "two")]
    assert [(t.start, t.speech) for t in draft.turns] == [(8, 8), (18, 18)]


def test_a_stamp_on_a_line_of_its_own_is_the_time_of_what_follows(draft_of) -> None:
    draft = draft_of(
        f"<p>{stamp('5', '0:05')}</p><p>Interviewer: A?</p><p>{stamp('9', '0:09')}</p>"
        "<p>Anna: B.</p><p>Interviewer: C?</p>"
    )
    assert turns(draft)[:2] == [("Interviewer", 5_000, "A?"), ("Anna", 9_000, "B.")]


def test_stamps_inside_of_speech_stay_where_they_stand(draft_of) -> None:
    long = "word " * 30
    draft = draft_of(
        f"<p>Interviewer: A?</p><p>{stamp('5', '0:05')}Anna: {long}{stamp('30', '0:30')}and "
        f"<b>on</b>.</p><p>Interviewer: So {stamp('40', '0:40')}what?</p>"
    )
    assert (
        draft.text == f"Interviewer: A?\nAnna: {long}0:30\xa0and on.\nInterviewer: So 0:40\xa0what?"
    )
    assert [(t.speaker, t.time_ms) for t in draft.turns] == [
        ("Interviewer", None),
        ("Anna", 5_000),
        ("Interviewer", 40_000),
    ]
    assert [draft.text[span.start : span.end] for span in draft.spans] == ["on"]
    assert draft.text[draft.turns[1].speech : draft.turns[1].end].endswith("and on.")


def test_old_stamps_have_their_time_in_what_they_show(draft_of) -> None:
    draft = draft_of('<p><span class="timestamp" onclick="x">1:02:03</span> Hello.</p>')
    assert turns(draft) == [("", 3_723_000, "Hello.")]


@pytest.mark.parametrize("seconds", ["", "soon", "1e400", "-1", "nan", "9" * 40])
def test_stamps_without_a_sound_time_are_words(draft_of, seconds: str) -> None:
    draft = draft_of(f"<p>{stamp(seconds, 'soon')}Hello.</p>")
    assert draft.text == "soon\xa0Hello."
    assert draft.turns == ()


def test_text_without_stamps_has_the_turns_that_are_found_in_it(draft_of) -> None:
    draft = draft_of("<p>Interviewer: A?</p><p>Anna: B &amp; b.</p><p>Anna: C.</p>")
    assert [turn.speaker for turn in draft.turns] == ["Interviewer", "Anna", "Anna"]
    assert draft_of("<p>Nothing but words.</p>").turns == ()


def test_halves_of_characters_are_put_together(tmp_path: Path) -> None:
    data = b'{"text": "<p>a \\ud83d\\ude00 b \\ud83d c</p>"}'
    assert read_transcript(written(tmp_path, "a.otr", data)).text == "a 😀 b \ufffd c"
