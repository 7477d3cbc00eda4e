from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.passages import clip, covered, union, word_range

RANGES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)))
WORDY = st.text(alphabet="ab e\u0301-'.,1 \n日本👩\u200d🏽🇩🇪\ufe0f", max_size=30)


def characters(ranges):
    return {index for start, end in ranges for index in range(start, end)}


def test_union_merges_what_overlaps_touches_or_is_nested():
    assert union([(20, 30), (0, 5), (5, 8), (22, 25), (28, 35)]) == [(0, 8), (20, 35)]


def test_union_drops_empty_ranges():
    assert union([(3, 3), (0, 0), (5, 6)]) == [(5, 6)]
    assert union([]) == []


@given(RANGES)
def test_union_keeps_every_character_and_is_idempotent(ranges):
    merged = union(ranges)
    assert characters(merged) == characters(ranges)
    assert union(merged) == merged
    assert all(left[1] < right[0] for left, right in pairwise(merged))


def test_clip_leaves_out_what_is_between_the_windows():
    assert clip([(0, 100)], [(10, 20), (30, 40)]) == [(10, 20), (30, 40)]
    assert clip([(15, 35)], [(10, 20), (30, 40)]) == [(15, 20), (30, 35)]
    assert clip([(20, 30)], [(10, 20), (30, 40)]) == []
    assert clip([(0, 100)], []) == []


@given(RANGES, RANGES)
def test_clip_keeps_the_characters_in_both(ranges, windows):
    clipped = clip(ranges, union(windows))
    assert characters(clipped) == characters(ranges) & characters(windows)
    assert clipped == sorted(clipped)
    assert sum(end - start for start, end in clipped) == len(characters(clipped))


@given(RANGES)
def test_covered_counts_each_character_once(ranges):
    assert covered(ranges) == len(characters(ranges))


FAMILY = "👩\u200d👩\u200d👧"
WAVE = "👋🏽"


@pytest.mark.parametrize(
    ("text", "selected", "snapped"),
    [
        ("I was not heard at all", "as not hea", "was not heard"),
        ("I was not heard", " not ", "not"),
        ("one\ntwo\nthree", "\ntwo\n", "two"),
        ("a\u00a0no-break", "\u00a0no", "no-break"),
        ("I don't know", "t k", "don't know"),
        ("I don’t know", "don", "don’t"),
        ("a well-being check", "being", "well-being"),
        ("a well-being check", "-", "well-being"),
        ("yes -- no", "ye", "yes"),
        ("stop--now then", "sto", "stop"),
        ("She said “never” twice", "eve", "never"),
        ("She said “never” twice", "“neve", "“never"),
        ("Well, yes.", "ell,", "Well,"),
        ("Well, yes.", ", y", ", yes"),
        ("It cost 1,250.50 euros", "250", "1,250.50"),
        ("until 2005.", "200", "2005"),
        ("Früh übt sich", "rüh ü", "Früh übt"),
        ("cafe\u0301s here", "caf", "cafe\u0301s"),
        ("cafe\u0301 now", "cafe", "cafe\u0301"),
        ("naïve", "ï", "naïve"),
        ("Привет мир", "иве", "Привет"),
        ("می\u200cخواهم بروم", "خوا", "می\u200cخواهم"),
        ("हिन्दी भाषा", "न्", "हिन्दी"),
        ("한국어 문장", "국", "한국어"),
        ("我们去医院看病", "医院", "医院"),
        ("病院へ行きました。", "院へ", "院へ"),
        ("カ\u3099ラス", "カ", "カ\u3099"),
        ("ไปโรงพยาบาล", "โรง", "โรง"),
        ("用iPhone拍", "Pho", "iPhone"),
        (f"hello{WAVE}you", "👋", WAVE),
        (f"hello{WAVE}you", "ell", "hello"),
        ("I ❤\ufe0fyou", "you", "you"),
        (f"my {FAMILY}.", "\u200d👩", FAMILY),
        (f"my {FAMILY}.", f"my {FAMILY[:1]}", f"my {FAMILY}"),
        ("🇩🇪🇫🇷", "🇪", "🇩🇪"),
        ("🇩🇪🇫🇷", "🇪🇫", "🇩🇪🇫🇷"),
        ("press 1\ufe0f\u20e3 now", "1", "1\ufe0f\u20e3"),
        ("whole text", "whole text", "whole text"),
    ],
)
def test_a_selection_snaps_to_whole_words(text, selected, snapped):
    start = text.index(selected)
    found_start, found_end = word_range(text, start, start + len(selected))
    assert text[found_start:found_end] == snapped


def test_a_selection_of_blanks_is_empty():
    start, end = word_range("one \n two", 3, 6)
    assert start == end


def test_an_empty_selection_stays_empty():
    assert word_range("one", 1, 1) == (1, 1)


@given(WORDY, st.data())
def test_a_snapped_selection_holds_what_was_selected_and_snaps_to_itself(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    snapped = word_range(text, start, end)
    kept = text[slice(*snapped)]
    assert text[start:end].strip() in kept
    assert kept == kept.strip()
    assert word_range(text, *snapped) == snapped


def test_a_long_paragraph_without_blanks_snaps_to_a_flag_in_its_middle():
    text = "🇩🇪" * 4_000
    assert word_range(text, 4_001, 4_003) == (4_000, 4_004)
