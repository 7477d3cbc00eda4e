"""JSON of Whisper and its kin comes in with its times and speakers, or is refused in a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
from built_docx import written
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.model import TranscriptDraft
from coder_gui.exchange.transcripts import whisper
from coder_gui.exchange.transcripts.reading import Reading
from coder_gui.exchange.transcripts.registry import read_transcript

OPENAI = {
    "text": " We moved here. It rained.",
    "segments": [
        {
            "id": 0,
            "seek": 0,
            "start": 0.0,
            "end": 2.4,
            "text": " We moved here.",
            "tokens": [50364],
        },
        {"id": 1, "seek": 0, "start": 2.4, "end": 3.161, "text": " It rained.", "words": []},
    ],
    "language": "en",
}
WHISPERX = {
    "segments": [
        {"start": 0.031, "end": 1.5, "text": " Was it cold?", "speaker": "SPEAKER_00"},
        {"start": 1.6, "end": 3.0, "text": "It was.", "speaker": "SPEAKER_01"},
        {"start": 3.0, "end": 4.0, "text": "Very.", "speaker": "SPEAKER_01"},
        {"start": 4.0, "end": 4.5, "text": "Mhm."},
    ],
    "word_segments": [{"word": "Was", "start": 0.031, "end": 0.2, "score": 0.9}],
}
WHISPER_CPP = {
    "systeminfo": "AVX = 1",
    "params": {"model": "models/base.bin", "language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,000", "to": "00:00:02,000"},
            "offsets": {"from": 0, "to": 2000},
            "text": " The bea",
            "tokens": [{"text": "[_BEG_]", "id": 50363}],
        },
        {"offsets": {"from": 2000, "to": 2500}, "text": "ns came up"},
        {"timestamps": {"from": "00:00:02,500", "to": "00:00:03,000"}, "text": " late"},
        {"offsets": {"from": 3000, "to": 3100}, "text": "."},
        {"offsets": {"from": 3100, "to": 3900}, "text": " Why", "speaker_turn_next": True},
        {"offsets": {"from": 3900, "to": 4000}, "text": " Frost.[SPEAKER_TURN]"},
    ],
}
PIPELINE = {
    "text": " I dug. You sowed.",
    "chunks": [
        {"timestamp": [0.0, 1.5], "text": " I dug."},
        {"timestamp": [1.5, None], "text": " You sowed."},
    ],
}
WORDS = [
    {"word": " Dig", "start": 0.0, "end": 0.4, "probability": 0.9},
    {"word": " deep", "start": 0.4, "end": 0.8},
    {"word": ",", "start": 0.8, "end": 0.8},
    {"word": " friend", "start": 3.0, "end": 3.5},
    {"word": "'s", "start": 3.5, "end": 3.6},
]
ASSEMBLYAI = {
    "id": "x",
    "text": "Why? Because.",
    "utterances": [
        {"speaker": "A", "start": 250, "end": 1250, "text": "Why?", "words": []},
        {"speaker": "B", "start": 1300, "end": 2900, "text": "Because."},
    ],
    "words": [{"text": "Why?", "start": 250, "end": 1250, "speaker": "A"}],
}
DEEPGRAM_WORDS = [
    {"word": "why", "punctuated_word": "Why?", "start": 0.1, "end": 0.5, "speaker": 0},
    {"word": "because", "punctuated_word": "Because.", "start": 0.6, "end": 1.0, "speaker": 1},
]
DEEPGRAM = {
    "metadata": {"channels": 1},
    "results": {"channels": [{"alternatives": [{"transcript": "x", "words": DEEPGRAM_WORDS}]}]},
}
AWS_ITEMS: list[dict[str, Any]] = [
    {"type": "pronunciation", "start_time": "0.1", "end_time": "0.4",
     "alternatives": [{"confidence": "1.0", "content": "Why"}, {"content": "Wry"}]},
    {"type": "punctuation", "alternatives": [{"content": "?"}]},
    {"type": "pronunciation", "start_time": "0.9", "end_time": "1.4",
     "alternatives": [{"content": "Frost"}]},
]  # fmt: skip
AWS = {
    "jobName": "garden",
    "results": {
        "transcripts": [{"transcript": "Why? Frost"}],
        "speaker_labels": {
            "speakers": 2,
            "segments": [
                {"items": [{"start_time": "0.1", "speaker_label": "spk_0"}]},
                {"items": [{"start_time": "0.9", "speaker_label": "spk_1"}]},
            ],
        },
        "items": AWS_ITEMS,
    },
}
CHANNELS = {
    "results": {
        "channels": [
            {"alternatives": [{"words": [{"word": "why", "start": 0.1, "end": 0.2}]}]},
            {"alternatives": [{"words": [{"word": "so", "start": 0.05, "end": 0.07}]}]},
        ]
    }
}

Row = tuple[str, str, int | None, int | None]


def draft_of(tmp_path: Path, value: Any) -> TranscriptDraft:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read_transcript(written(tmp_path, "a.json", data))


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        (OPENAI, [("", "We moved here. It rained.", 0, 3161)]),
        (OPENAI["segments"], [("", "We moved here. It rained.", 0, 3161)]),
        ([OPENAI], [("", "We moved here. It rained.", 0, 3161)]),
        ({"output": OPENAI}, [("", "We moved here. It rained.", 0, 3161)]),
        (
            WHISPERX,
            [
                ("SPEAKER_00", "Was it cold?", 31, 1500),
                ("SPEAKER_01", "It was. Very.", 1600, 4000),
                ("", "Mhm.", 4000, 4500),
            ],
        ),
        (WHISPER_CPP, [("", "The beans came up late. Why", 0, 3900), ("", "Frost.", 3900, 4000)]),
        (PIPELINE, [("", "I dug. You sowed.", 0, 1500)]),
        (WORDS, [("", "Dig deep,", 0, 800), ("", "friend's", 3000, 3600)]),
        ({"words": WORDS}, [("", "Dig deep,", 0, 800), ("", "friend's", 3000, 3600)]),
        (ASSEMBLYAI, [("Speaker A", "Why?", 250, 1250), ("Speaker B", "Because.", 1300, 2900)]),
        (DEEPGRAM, [("Speaker 0", "Why?", 100, 500), ("Speaker 1", "Because.", 600, 1000)]),
        (AWS, [("spk_0", "Why?", 100, 400), ("spk_1", "Frost", 900, 1400)]),
        (CHANNELS, [("Channel 2", "so", 50, 70), ("Channel 1", "why", 100, 200)]),
    ],
)
def test_each_shape(tmp_path: Path, value: Any, rows: list[Row]) -> None:
    draft = draft_of(tmp_path, value)
    assert [
        (t.speaker, draft.text[t.speech : t.end], t.time_ms, t.end_ms) for t in draft.turns
    ] == rows
    assert not any(turn.interviewer for turn in draft.turns)


def test_text_alone_is_read_as_text(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, {"text": "Interviewer: Why?\nAnna: So.", "segments": []})
    assert draft.text == "Interviewer: Why? Anna: So."


def test_interviewer_and_emoji(tmp_path: Path) -> None:
    rows = [
        {"start": 0, "end": 1, "text": "Hi \U0001f331", "speaker": "Interviewer"},
        {"start": 1, "end": 2, "text": "\ud800 ja\x00 \x02!", "speaker": {"name": "Ann \ud83c"}},
    ]
    draft = draft_of(tmp_path, {"segments": rows})
    assert draft.text == "Interviewer: Hi \U0001f331\nAnn \ufffd: \ufffd ja !"
    assert [turn.interviewer for turn in draft.turns] == [True, False]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("1.5", 1500), ("1.5s", 1500), ("00:00:01,500", 1500), ("abc", None), (-3, None),
        (True, None), ([1], None), ("1e5", None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_times_in_any_form(tmp_path: Path, start: Any, expected: int | None) -> None:
    rows = [{"start": start, "end": 9.0, "text": "so", "speaker": "Ann"}]
    assert draft_of(tmp_path, rows).turns[0].time_ms == expected


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity", "9" * 4000, "1e15"])
def test_hostile_numbers_are_no_times(tmp_path: Path, number: str) -> None:
    data = f'[{{"start": {number}, "end": {number}, "text": "so", "speaker": {"9" * 300}}}]'
    draft = draft_of(tmp_path, data.encode())
    assert (draft.turns[0].time_ms, draft.turns[0].end_ms) == (None, None)
    assert len(draft.turns[0].speaker) == 100


def deep(depth: int) -> bytes:
    return b'{"segments":' + b"[" * depth + b"]" * depth + b"}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "there is nothing in it"),
        (b"Anna: Hello.", "it is not JSON"),
        (b"{}", "not in a form of transcripts"),
        (b"[]", "not in a form of transcripts"),
        (b"[1, 2, null]", "not in a form of transcripts"),
        (b'"text"', "not in a form of transcripts|it is not JSON"),
        (b'{"name": "app", "dependencies": {"text": "1.0"}}', "not in a form of transcripts"),
        (b'[{"text": "a post"}, {"text": "another"}]', "not in a form of transcripts"),
        (b'{"text": "<p>a</p>", "media": "a.mp3", "media-time": 1}', "not in a form of transcr"),
        (b'{"text": "", "segments": []}', "there are no words in it"),
        (json.dumps(OPENAI).encode()[:90], "damaged or incomplete"),
        (b'{"segments": [], "segments": []}', "damaged or incomplete"),
        (b"[" + b"9" * 5000 + b"]", "damaged or incomplete"),
        (deep(40), "not in a form of transcripts"),
        (deep(200_000), "damaged or incomplete"),
        (b"[" + b"{}," * 4_000_000, "far more values"),
        (bytes(range(256)) * 20, "it holds data, not text"),
    ],
)
def test_each_bad_file_gets_its_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        draft_of(tmp_path, data)
    assert "\n" not in caught.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    data = json.dumps(OPENAI, ensure_ascii=False).replace("rained", "schneite häufig")
    assert draft_of(tmp_path, data.encode(encoding)).text.endswith("It schneite häufig.")


SEGMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "start": st.floats(0, 9000),
            "text": st.lists(st.from_regex(r"[a-zé]{1,8}[.,]?", fullmatch=True), min_size=1).map(
                " ".join
            ),
        },
        optional={"end": st.floats(), "speaker": st.sampled_from(["A", "B", 0, None, {}])},
    ),
    min_size=1,
    max_size=20,
)


@given(SEGMENTS)
def test_every_word_of_every_segment(segments: list[dict[str, Any]]) -> None:
    reading = whisper.read(json.dumps({"segments": segments}).encode(), "a.json")
    bodies = [reading.text[turn.speech : turn.end] for turn in reading.turns or ()]
    assert " ".join(bodies).split() == " ".join(row["text"] for row in segments).split()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["segments", "text", "start", "end", "speaker", "words", "timestamp", "offsets",
             "results", "channels", "alternatives", "transcription", "items", "speaker_labels"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=200)
@given(JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    try:
        assert isinstance(whisper.read(json.dumps(value).encode(), "a.json"), Reading)
    except UnreadableFile as error:
        assert error.sentence.startswith("“a.json” was left out: ")


@settings(max_examples=60)
@given(
    st.sampled_from([OPENAI, WHISPERX, WHISPER_CPP, AWS]),
    st.lists(st.tuples(st.integers(0, 700), st.binary(max_size=3)), max_size=4),
)
def test_mutated_bytes_are_read_or_refused(value: Any, cuts: list[tuple[int, bytes]]) -> None:
    data = json.dumps(value).encode()
    for at, new in cuts:
        data = data[:at] + new + data[at + 1 :]
    try:
        assert isinstance(whisper.read(data, "a.json"), Reading)
    except UnreadableFile as error:
        assert error.sentence.startswith("“a.json” was left out: ")
