"""Memos as text: a small Markdown that is read back as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.memo_text import (
    Line,
    Link,
    Piece,
    first_words,
    joined,
    link_from,
    links_in,
    parsed,
    plain,
    written,
)

GUID = "00000000-0000-4000-8000-000000000001"
CODE, SEGMENT = Link("code", GUID), Link("segment", GUID)


def looks(text):
    """The pieces of a one-line memo."""
    (line,) = parsed(text)
    return list(line.pieces)


def test_emphasis_links_and_lists_are_read():
    lines = parsed(f"- **So** *she* says [here](segment:{GUID})\nand goes")
    assert lines == (
        Line(
            (
                Piece("So", bold=True),
                Piece(" "),
                Piece("she", italic=True),
                Piece(" says "),
                Piece("here", link=SEGMENT),
            ),
            listed=True,
        ),
        Line((Piece("and goes"),)),
    )


def test_styles_overlap_and_end_with_their_line():
    assert looks("**a *b*** c") == [Piece("a ", True), Piece("b", True, True), Piece(" c")]
    assert parsed("**a\nb**") == (Line((Piece("**a"),)), Line((Piece("b**"),)))


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "a**",
        "*",
        "**** hm",
        "[pauses] (laughs)",
        "[x](https://example.org)",
        f"[x](participant:{GUID})",
        "[x](code:12)",
        "![x](file.png)",
        "<b>no</b>",
        "C:\\temp",
    ],
)
def test_signs_that_mean_nothing_are_words(text):
    (line,) = parsed(text)
    assert "".join(piece.words for piece in line.pieces) == text
    assert not any(piece.link or piece.bold or piece.italic for piece in line.pieces)


def test_a_backslash_takes_the_meaning_away():
    assert looks(r"\*no\*") == [Piece("*no*")]
    assert parsed(r"\- no") == (Line((Piece("- no"),)),)
    assert looks(rf"[a\](code:{GUID})") == [Piece(f"[a](code:{GUID})")]


def test_blanks_at_the_edges_are_not_emphasised():
    assert written([Line((Piece("a"), Piece(" b ", bold=True), Piece("c")))]) == "a **b** c"


def test_what_lists_show_of_a_memo():
    text = f"- **One** [two](code:{GUID})\nthree *four*"
    assert plain(text) == "One two\nthree four"
    assert first_words(text, 50) == "One two three four"
    assert first_words(text, 8) == "One two…"
    assert links_in(text) == {CODE}
    assert link_from(f"code:{GUID}") == CODE and link_from("code:x") is None


SIGNS = [*"ab *\\[]()-:\u05d0\U0001f642", f"](code:{GUID})"]
words = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join)
pieces = st.lists(
    st.builds(Piece, words, st.booleans(), st.booleans(), st.sampled_from([None, CODE, SEGMENT])),
    max_size=5,
)
lines = st.lists(
    st.builds(lambda found, listed: Line(joined(found), listed), pieces, st.booleans()),
    min_size=1,
    max_size=3,
)


@given(lines)
def test_what_is_written_is_read_back(found):
    text = written(found)
    again = parsed(text)
    assert written(again) == text
    assert [line.listed for line in again] == [line.listed for line in found]
    assert plain(text) == "\n".join("".join(p.words for p in line.pieces) for line in found)
    assert links_in(text) == {p.link for line in found for p in line.pieces} - {None}


@given(st.text(st.sampled_from("ab *\\[]-\n(")))
def test_any_text_keeps_its_words(text):
    assert plain(written(parsed(text))) == plain(text)
