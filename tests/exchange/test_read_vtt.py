"""WebVTT comes in whole, with its voices and times, as the programs write it that people use."""

import random
from pathlib import Path

import pytest
from built_docx import written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.model import TranscriptDraft
from coder_gui.exchange.transcripts import vtt
from coder_gui.exchange.transcripts.reading import Reading
from coder_gui.exchange.transcripts.registry import read_transcript

ZOOM = """WEBVTT\r
\r
1\r
00:00:02.100 --> 00:00:04.000\r
Ruth Kay: So, could you tell me\r
\r
2\r
00:00:04.100 --> 00:00:06.050\r
Ruth Kay: how the garden began?\r
\r
3\r
00:00:06.500 --> 00:00:09.900\r
dan's iPhone: It began: slowly.\r
\r
4\r
00:00:10.000 --> 00:00:10.800\r
Mhm.\r
\r
5\r
01:00:11.000 --> 01:00:13.000\r
dan's iPhone: And then everyone came.\r
"""
TEAMS = """WEBVTT

8f0c7a51-0b1e-4f7e-9a40-1f6c2d6c1a01/12-0
00:00:03.480 --> 00:00:05.120
<v Interviewer>What did you
grow &amp; sell?</v>

8f0c7a51-0b1e-4f7e-9a40-1f6c2d6c1a01/14-0
00:00:05.600 --> 00:00:09.000
<v Roe, Dan (Guest)>Beans.</v>

8f0c7a51-0b1e-4f7e-9a40-1f6c2d6c1a01/14-1
00:00:09.000 --> 00:00:12.000
<v Roe, Dan (Guest)>Mostly beans, and <i>some</i> leeks.</v>
"""
YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.070 align:start position:0%
 
so<00:00:00.320><c> today</c><00:00:00.480><c> we</c>

00:00:02.070 --> 00:00:02.080 align:start position:0%
so today we
 

00:00:02.080 --> 00:00:04.000 align:start position:0%
so today we
dig<00:00:02.240><c> dig</c><00:00:03.240><c> dig</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
dig dig dig
 

00:00:04.010 --> 00:00:06.000 align:start position:0%
dig dig dig
&gt;&gt; dig<00:00:05.000><c> deep</c>
"""
STREAM = """WEBVTT

NOTE duration:"00:10:00"

NOTE Confidence: 0.89

1d3c0f5e-aa
00:01.000 --> 00:02.500 line:0 position:20%
We watered

NOTE
this was checked
by nobody

1d3c0f5e-ab
0:00:02,500 --> 0:00:04,000
every day.
"""


def draft_of(tmp_path: Path, text: str) -> TranscriptDraft:
    return read_transcript(written(tmp_path, "a.vtt", text.encode()))


def said(draft: TranscriptDraft) -> list[tuple[str, str, int | None, int | None]]:
    return [
        (turn.speaker, draft.text[turn.speech : turn.end], turn.time_ms, turn.end_ms)
        for turn in draft.turns
    ]


def test_zoom(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, ZOOM)
    assert said(draft) == [
        ("Ruth Kay", "So, could you tell me how the garden began?", 2100, 6050),
        ("dan's iPhone", "It began: slowly.", 6500, 9900),
        ("", "Mhm.", 10000, 10800),
        ("dan's iPhone", "And then everyone came.", 3611000, 3613000),
    ]
    assert draft.text.startswith("Ruth Kay: So, could")
    assert (draft.format, draft.encoding, draft.warnings) == ("vtt", "utf-8", ())


def test_teams(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, TEAMS)
    assert draft.text == (
        "Interviewer: What did you grow & sell?\n"
        "Roe, Dan (Guest): Beans. Mostly beans, and some leeks."
    )
    assert [(turn.speaker, turn.interviewer) for turn in draft.turns] == [
        ("Interviewer", True),
        ("Roe, Dan (Guest)", False),
    ]
    assert [(draft.text[s.start : s.end], s.style) for s in draft.spans] == [("some", "italic")]


def test_youtube_rolls_on_and_comes_in_once(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, YOUTUBE)
    assert draft.text == "so today we dig dig dig\n>> dig deep"
    assert [turn.time_ms for turn in draft.turns] == [160, 4010]


def test_who_says_the_same_twice_said_it_twice(tmp_path: Path) -> None:
    times = ("00:01.000 --> 00:02.000", "00:02.000 --> 00:03.000", "00:03.000 --> 00:04.000")
    draft = draft_of(tmp_path, "WEBVTT\n\n" + "\n\n".join(f"{time}\nYes." for time in times))
    assert draft.text == "Yes. Yes. Yes."


def test_notes_settings_and_identifiers_stay_behind(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, STREAM)
    assert said(draft) == [("", "We watered every day.", 1000, 4000)]


def test_styles_regions_and_headers_stay_behind(tmp_path: Path) -> None:
    text = (
        "WEBVTT - made by hand\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n"
        "STYLE\n::cue(b) {\n  color: peachpuff;\n}\n\nREGION\nid:fred\nwidth:40%\n\n"
        "00:01.000 --> 00:02.000 region:fred\nStyle is all.\n"
    )
    assert draft_of(tmp_path, text).text == "Style is all."


def test_two_voices_in_one_cue(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v.loud Ann>Is it?\n<v Ben>It is.\n"
    assert said(draft_of(tmp_path, text)) == [
        ("Ann", "Is it?", 1000, 3000),
        ("Ben", "It is.", 1000, 3000),
    ]


def test_tags_go_and_what_somebody_wrote_stays(tmp_path: Path) -> None:
    line = (
        "<c.yellow.bg_blue>I</c> said <b>no<i>, never</i></b> <00:00:01.500>&lt;b&gt; AT&T &#233;"
        "&nbsp;<ruby>x<rt>y</rt></ruby> <lang en-GB>well</lang> <inaudible> 3 < 4 &copy"
    )
    draft = draft_of(tmp_path, f"WEBVTT\n\n00:01.000 --> 00:03.000\n{line}\n")
    assert draft.text == "I said no, never <b> AT&T é\u00a0xy well <inaudible> 3 < 4 &copy"
    assert [(draft.text[s.start : s.end], s.style) for s in draft.spans] == [
        ("no, never", "bold"),
        (", never", "italic"),
    ]


def test_labels_that_mark_a_change_go_on(tmp_path: Path) -> None:
    lines = ["Ann: Well,", "it grew.", "Ben: Did it?", "Ann: It did.", "Every day.", "Ben: Oh."]
    cues = [f"00:0{n}.000 --> 00:0{n + 1}.000\n{line}" for n, line in enumerate(lines)]
    assert [row[:2] for row in said(draft_of(tmp_path, "WEBVTT\n\n" + "\n\n".join(cues)))] == [
        ("Ann", "Well, it grew."),
        ("Ben", "Did it?"),
        ("Ann", "It did. Every day."),
        ("Ben", "Oh."),
    ]


def test_sentences_with_a_colon_are_no_names(tmp_path: Path) -> None:
    lines = ["We had three:", "beans, leeks, kale.", "But: no peas.", "Never", "any peas"]
    cues = [f"00:0{n}.000 --> 00:0{n + 1}.000\n{line}" for n, line in enumerate(lines)]
    draft = draft_of(tmp_path, "WEBVTT\n\n" + "\n\n".join(cues))
    assert draft.text == " ".join(lines)


def test_label_in_bold_keeps_the_emphasis_behind_it(tmp_path: Path) -> None:
    cue = "00:0{n}.000 --> 00:0{n}.900\n<b>{name}: so <i>very</i></b> late\n\n"
    draft = draft_of(
        tmp_path, "WEBVTT\n\n" + "".join(cue.format(n=n, name=w) for n, w in enumerate("XYXY"))
    )
    assert draft.text.startswith("X: so very late\nY: so very late\n")
    assert [(draft.text[s.start : s.end], s.style) for s in draft.spans[:2]] == [
        ("so very", "bold"),
        ("very", "italic"),
    ]


def test_broken_files_keep_their_words(tmp_path: Path) -> None:
    text = (
        "00:00:1d.500 --> 00:00:02.000\none\n\nbehind a blank line\n\n7\n\n"
        "00:03.000 --> 00:0x\ntwo\n8\n00:05.000 --> 00:06.000\n--> three 12:30\n"
    )
    assert draft_of(tmp_path, text).text == "one behind a blank line two --> three 12:30"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "there is nothing in it"),
        (b"WEBVTT\n", "there are no words in it"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "there are no words in it"),
        (b"Anna: Hello.\nBen: Hi.\n", "there are no subtitles in it"),
        (random.Random(3).randbytes(3000), "it holds data, not text"),
        (b"ID3\x04" + bytes(99), "it is a recording"),
    ],
)
def test_each_bad_file_gets_its_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_transcript(written(tmp_path, "a.vtt", data))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = ZOOM.replace("slowly", "„langsam, völlig überraschend“")
    draft = read_transcript(written(tmp_path, "a.vtt", text.encode(encoding)))
    assert "dan's iPhone: It began: „langsam, völlig überraschend“." in draft.text
    assert bool(draft.warnings) == (encoding == "cp1252")


def test_nuls_and_signs_are_no_words(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\na\x00b &#1;c\x02\n")
    assert (draft.text, draft.spans) == ("ab c", ())


def test_long_file_and_long_line(tmp_path: Path) -> None:
    many = "".join(
        f"00:{n // 60 % 60:02}:{n % 60:02}.000 --> x\nw{n} <b\n\n" for n in range(30_000)
    )
    assert len(draft_of(tmp_path, f"WEBVTT\n\n{many}").text.split()) == 60_000
    line = "<&{\\ " * 200_000
    assert draft_of(tmp_path, f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}").text.count("&") == (
        200_000
    )


def test_far_too_long_file_is_refused(tmp_path: Path) -> None:
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"word <b>x</b> " * 3_000_000
    with pytest.raises(UnreadableFile, match="it has 42 million characters"):
        read_transcript(written(tmp_path, "a.vtt", data))


WORD = st.from_regex(r"[A-Za-zäöüéß0-9][a-zäöüéß0-9'’,.?!-]{0,8}", fullmatch=True)
CUE = st.tuples(
    st.sampled_from(["", "<v Ann Roe>", "<v Ben>", "<i>", "<c.loud>", "- "]),
    st.lists(st.lists(WORD, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=3),
    st.integers(0, 3_000),
)


@settings(max_examples=120)
@given(st.lists(CUE, min_size=1, max_size=25), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_word_of_every_cue(
    cues: list[tuple[str, list[str], int]], numbered: bool, newline: str
) -> None:
    lines = ["WEBVTT", ""]
    clock = 0
    for number, (start, texts, gap) in enumerate(cues):
        # Unlike each other, because cues that repeat each other may be rolling captions.
        texts = [f"n{number}", *texts]
        clock += gap
        lines += [f"cue {number}"] if numbered else []
        lines += [f"{clock // 60000:02}:{clock // 1000 % 60:02}.{clock % 1000:03} --> 99:59.999"]
        lines += [start + texts[0], *texts[1:], ""]
    reading = vtt.read(newline.join(lines).encode(), "a.vtt")
    assert reading.turns
    body = [reading.text[turn.speech : turn.end] for turn in reading.turns]
    expected = [
        ("- " if start == "- " else "") + " ".join([f"n{n}", *texts])
        for n, (start, texts, _gap) in enumerate(cues)
    ]
    assert " ".join(body).split() == " ".join(expected).split()


SAMPLES = [text.encode() for text in (ZOOM, TEAMS, YOUTUBE, STREAM)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=4))))
def test_mutated_bytes_are_read_or_refused(data: bytes, cuts: list[tuple[int, bytes]]) -> None:
    for at, new in cuts:
        data = data[:at] + new + data[at + 1 :]
    try:
        reading = vtt.read(data, "a.vtt")
    except UnreadableFile as error:
        assert error.sentence.startswith("“a.vtt” was left out: ")
    else:
        assert isinstance(reading, Reading)
        assert all(
            0 <= t.start <= t.speech < t.end <= len(reading.text) for t in reading.turns or ()
        )
