"""The stored text: what changes at import, and what never does."""

import re

from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.text import PARAGRAPH_LIMIT, stored, word_count

ANY = st.text(st.characters(codec=None))


def test_newlines_marks_and_nuls() -> None:
    assert stored("\ufeffa\r\nb\rc\x85d\u2028e\u2029f\x00g") == "a\nb\nc\nd\ne\nfg"


def test_surrogates_are_paired_or_replaced() -> None:
    assert stored("\ud83d\ude00 \ud83d x \ude00") == "😀 \ufffd x \ufffd"


def test_quotes_blanks_and_accents_stay() -> None:
    text = "“It’s\u00a0so”, e\u0301 \u200f\tyes  \n\n… "
    assert stored(text) == text


@given(ANY)
def test_storing_twice_changes_nothing(text: str) -> None:
    once = stored(text)
    assert stored(once) == once
    assert not re.search("[\r\x85\u2028\u2029\x00\ud800-\udfff]", once)
    once.encode("utf-8")


@given(st.lists(st.sampled_from(["word", "End. ", " ", "x" * 900, "。", "\u00a0"]), max_size=60))
def test_long_paragraphs_are_broken_and_no_word_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    broken = stored(text)
    assert max(map(len, broken.split("\n"))) <= PARAGRAPH_LIMIT
    assert re.sub(r"\s", "", broken) == re.sub(r"\s", "", text)


def test_long_paragraph_breaks_after_a_sentence() -> None:
    broken = stored("And so on. " * 2_000)
    assert all(line.strip().endswith(".") for line in broken.split("\n") if line.strip())


def test_words_are_counted_between_blanks() -> None:
    assert word_count(" two  words\n") == 2
    assert word_count("") == 0
