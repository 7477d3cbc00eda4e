"""SubRip subtitles come in whole, whatever wrote them."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from built_docx import written
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.model import TranscriptDraft
from coder_gui.exchange.transcripts import srt
from coder_gui.exchange.transcripts.registry import read_transcript

WHISPER = """1
00:00:00,000 --> 00:00:02,400
We moved here in the spring,

2
00:00:02,400 --> 00:00:05,000
when the river was still high.

3
00:00:09,000 --> 00:00:11,500
[SPEAKER_01]: Was it cold?
"""
DIARISED = """1
00:00:00,000 --> 00:00:02,000
[SPEAKER_00]: Was it cold?

2
00:00:02,000 --> 00:00:04,000
[SPEAKER_01]: It was.

3
00:00:04,000 --> 00:00:06,000
[SPEAKER_01]: Very cold.
"""
FILM = """1
00:00:01,000 --> 00:00:03,000
{\\an8}<font color="#ffffff">- Is this <i>your</i> boat?</font>
- It was.

2
00:00:03,200 --> 00:00:05,000
{\\i1}My father’s,{\\i0} once.

3
00:00:05,200 --> 00:00:06,000
-5 degrees, <b>every</b> day.
"""


def draft_of(tmp_path: Path, data: bytes) -> TranscriptDraft:
    return read_transcript(written(tmp_path, "a.srt", data))


def said(draft: TranscriptDraft) -> list[tuple[str, str, int | None]]:
    return [(t.speaker, draft.text[t.speech : t.end], t.time_ms) for t in draft.turns]


def test_whisper(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, WHISPER.encode())
    assert said(draft) == [
        ("", "We moved here in the spring, when the river was still high.", 0),
        ("", "[SPEAKER_01]: Was it cold?", 9000),
    ]


def test_speakers_in_brackets(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, DIARISED.encode())
    assert said(draft) == [
        ("SPEAKER_00", "Was it cold?", 0),
        ("SPEAKER_01", "It was. Very cold.", 2000),
    ]
    assert draft.text.startswith("SPEAKER_00: Was it cold?\nSPEAKER_01: ")


def test_two_voices_and_tags(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, FILM.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    assert said(draft) == [
        ("", "- Is this your boat?", 1000),
        ("", "- It was. My father’s, once. -5 degrees, every day.", 1000),
    ]
    assert [(draft.text[s.start : s.end], s.style) for s in draft.spans] == [
        ("your", "italic"),
        ("My father’s,", "italic"),
        ("every", "bold"),
    ]


def test_two_named_voices_in_one_subtitle(tmp_path: Path) -> None:
    cue = "{n}\n00:00:0{n},000 --> 00:00:0{n},900\n- Ann: Is it {n}?\n- Ben: It is.\n\n"
    draft = draft_of(tmp_path, "".join(cue.format(n=n) for n in range(3)).encode())
    assert said(draft)[:3] == [
        ("Ann", "Is it 0?", 0),
        ("Ben", "It is.", 0),
        ("Ann", "Is it 1?", 1000),
    ]


def test_missing_numbers_and_missing_blank_lines(tmp_path: Path) -> None:
    text = (
        "00:00:01,000 --> 00:00:02,000\none\n\n00:00:02.000 --> 00:00:03,000 X1:1 X2:2\n1984\n3\n"
        "0:00:03,000-->0:00:04,000\nthree\n\nstill three\n00:00:04,000 -- > 00:00:05,000\nfour"
    )
    assert draft_of(tmp_path, text.encode()).text == "one 1984 three still three four"


def test_broken_time_keeps_its_words(tmp_path: Path) -> None:
    text = WHISPER.replace("00:00:02,400 -->", "00:00:02,4O0 -->")
    assert draft_of(tmp_path, text.encode()).text.split("\n")[0].endswith("still high.")


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("Größere Schwierigkeiten gab’s „überhaupt“ nicht.", "cp1252", "windows-1252"),
        ("Анна сначала молчала, а потом рассказала всё.", "cp1251", "windows-1251"),
        ("Natürlich war’s schön – überall.", "utf-16", "utf-16-le"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str, name: str) -> None:
    cues = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n\n" for n in range(6))
    draft = draft_of(tmp_path, cues.encode(encoding))
    assert draft.text == " ".join([text] * 6)
    assert draft.encoding == name
    assert bool(draft.warnings) == encoding.startswith("cp")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "there is nothing in it"),
        (b"1\n", "there are no subtitles in it"),
        (b"Interviewer: Hello there.\n", "there are no subtitles in it"),
        (WHISPER.encode()[:25], "there are no subtitles in it|there are no words in it"),
        (random.Random(5).randbytes(3000), "it holds data, not text"),
        (b"{\\rtf1\\ansi 1}", "it is an RTF document"),
    ],
)
def test_each_bad_file_gets_its_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        draft_of(tmp_path, data)


def test_truncated_file_keeps_what_is_there(tmp_path: Path) -> None:
    assert draft_of(tmp_path, WHISPER.encode()[:52]).text == "We moved here in the"


@settings(max_examples=80)
@given(st.lists(st.text("ab-:. \n1<>{}\\/i&;é", max_size=30), min_size=1, max_size=12))
def test_any_lines_are_read_with_turns_in_order(lines: list[str]) -> None:
    text = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},500\n{x}\n\n" for n, x in enumerate(lines)
    )
    reading = srt.read(text.encode(), "a.srt")
    turns = reading.turns or ()
    assert all(one.end < two.start for one, two in pairwise(turns))


@settings(max_examples=60)
@given(
    st.sampled_from([WHISPER.encode(), DIARISED.encode(), FILM.encode()]),
    st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=4))),
)
def test_mutated_bytes_are_read_or_refused(data: bytes, cuts: list[tuple[int, bytes]]) -> None:
    for at, new in cuts:
        data = data[:at] + new + data[at + 1 :]
    try:
        reading = srt.read(data, "a.srt")
    except UnreadableFile as error:
        assert error.sentence.startswith("“a.srt” was left out: ")
    else:
        assert all(t.start <= t.speech < t.end <= len(reading.text) for t in reading.turns or ())
