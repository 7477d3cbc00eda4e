"""Markdown comes in as the words that a reader of it sees, with its emphasis."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.transcripts import markdown
from coder_gui.exchange.transcripts.registry import read_transcript


def read(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The words, and each stretch of emphasis with its style."""
    reading = markdown.read(text.encode(), "a.md")
    return reading.text, [(reading.text[s.start : s.end], s.style) for s in reading.spans]


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("**Anna:** So *tell* me.", "Anna: So tell me.", [("Anna:", "bold"), ("tell", "italic")]),
        ("__Bo__: _yes_", "Bo: yes", [("Bo", "bold"), ("yes", "italic")]),
        ("***both***", "both", [("both", "bold"), ("both", "italic")]),
        ("**a*b**", "a*b", [("a*b", "bold")]),
        ("*a **b** c*", "a b c", [("a b c", "italic"), ("b", "bold")]),
        ("**Anna:**So", "Anna:So", [("Anna:", "bold")]),
        ("我**很**好", "我很好", [("很", "bold")]),
        ("one **two\nthree** four", "one two\nthree four", [("two", "bold"), ("three", "bold")]),
        ("# Head\n\n## Two ##\ntext", "Head\n\nTwo\ntext", []),
        ("## *Leaving* #", "Leaving", [("Leaving", "italic")]),
        ("- a *b*\n* c\n1. d\n> e", "- a b\n* c\n1. d\n> e", [("b", "italic")]),
        ("[my site](https://a.example/x_(y)_z) end", "my site end", []),
        ("[**B** b](b.html) ![map](m.png)", "B b map", [("B", "bold")]),
        ("<https://a.example/_x_> here", "https://a.example/_x_ here", []),
        (r"a \*b\* c\_d 1\. e", "a *b* c_d 1. e", []),
        ("fish &amp; chips&nbsp;&#x1F600;", "fish & chips\u00a0😀", []),
        ("one<br>two\\\nthree<br/>\nfour", "one\ntwo\nthree\nfour", []),
        ("😀 *é* end", "😀 é end", [("é", "italic")]),
        ("a *b*\r\n\r\n**c**\r\n", "a b\n\nc\n", [("b", "italic"), ("c", "bold")]),
    ],
)
def test_signs_go_and_words_stay(text: str, words: str, spans: list[tuple[str, str]]) -> None:
    assert read(text) == (words, spans)


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4 and 5*",
        "a file_name_of_mine and ____ to fill in",
        "sh*t and f*ck",
        "#nohead #00:01:02-3#",
        "***\n\n---\n\n___",
        "`*code*` and ``_more_``",
        "```\n*code*\n# in a block\n```",
        "*one\n\nparagraph later*",
        "[laughs](softly) [inaudible](00:12:03) [Anna] hello",
        "AT&T; &nosuch; a & b",
        "**never closed",
        "[x][1] a\\b <Anna> said",
    ],
)
def test_what_is_no_markup_stays_as_written(text: str) -> None:
    assert read(text) == (text, [])


def test_speakers_and_times_are_found_beneath_the_signs(tmp_path: Path) -> None:
    path = tmp_path / "talk.markdown"
    path.write_text(
        "# Talk\n\n**Anna:** [00:00:12] Why *did* you?\n\n**Bo:** I did not.\n\n**Anna:** No?\n",
        encoding="utf-8",
    )
    draft = read_transcript(path)
    said = [(t.speaker, t.time_ms, draft.text[t.speech : t.end]) for t in draft.turns]
    assert said == [
        ("Anna", 12_000, "Why did you?"), ("Bo", None, "I did not."), ("Anna", None, "No?"),
    ]  # fmt: skip
    emphasis = [(draft.text[s.start : s.end], s.style) for s in draft.spans]
    assert emphasis[:2] == [("Anna:", "bold"), ("did", "italic")]


def test_plain_text_keeps_its_stars(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("**Anna:** *so*", encoding="utf-8")
    assert read_transcript(path).text == "**Anna:** *so*"


PIECES = st.sampled_from(
    ["*", "**", "_", "__", "***", "a", "b c", " ", "\n", "\n\n", "#", "# ", "`", "```", "[", "](",
     "http://x", ")", "\\", "<br>", "&amp;", "😀", "é", "- ", "\r\n", "<", ">", "![", "<http://a>"]
)  # fmt: skip
BYTES = st.one_of(
    st.lists(PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode()),
    st.binary(max_size=200),
)


@given(BYTES)
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reading = markdown.read(data, "a.md")
    except UnreadableFile:
        return
    for span in reading.spans:
        assert 0 <= span.start < span.end <= len(reading.text)
        assert "\n" not in reading.text[span.start : span.end]


def test_hostile_signs_are_read_in_one_pass() -> None:
    """With patterns that backtrack, these would run for minutes."""
    for piece in ("*a _b ", "[a](b", "[x](a(b", "`a``b```c", '![a](b "c', "a**", "\\", "<br"):
        assert read(piece * 30_000)[0]
    assert read("# a" + " " * 200_000 + "x")[0].endswith("x")
    assert len(read("*a " * 40_000 + " a*" * 40_000)[1]) == 1
