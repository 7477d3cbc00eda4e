from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.agreement.comparison import compare_coders
from coder_gui.domain.agreement.counts import Document
from coder_gui.domain.agreement.disagreements import KINDS, components
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code, Segment

A, B = 7, 8
THEME, WAITING, MONEY = 10, 11, 12
BOOK = Codebook(
    [
        Code(THEME, "", None, "theme", "Care", None),
        Code(WAITING, "", THEME, "code", "Waiting", None),
        Code(MONEY, "", THEME, "code", "Money", None),
    ]
)
WHOLE = Document(1, 100, frozenset({A, B}))


def made(*passages, transcript_id=1):
    """Segments of (coder, code, start, end), numbered from 1."""
    return [
        Segment(
            id=number,
            guid="",
            transcript_id=transcript_id,
            code_id=code,
            coder_id=coder,
            start=start,
            end=end,
            comment="",
            stance=None,
            created_at="",
            modified_at="",
        )
        for number, (coder, code, start, end) in enumerate(passages, start=1)
    ]


def kinds(*passages, document=WHOLE, tree=None):
    found = components([document], (A, B), made(*passages), tree)
    return [(each.code_id, each.kind, each.start, each.end) for each in found]


@pytest.mark.parametrize(
    ("kind", "overlap", "passages"),
    [
        ("exact", Fraction(1), [(A, 10, 20), (B, 10, 20)]),
        ("exact", Fraction(1), [(A, 10, 20), (B, 10, 20), (A, 10, 20)]),
        ("boundary", Fraction(1, 2), [(A, 10, 20), (B, 10, 15)]),
        ("boundary", Fraction(1, 19), [(A, 10, 20), (B, 19, 29)]),
        ("split", Fraction(1), [(A, 10, 15), (A, 15, 20), (B, 10, 20)]),
        ("split", Fraction(8, 10), [(A, 10, 14), (A, 16, 20), (B, 10, 20)]),
        ("split", Fraction(1, 3), [(A, 1, 6), (B, 4, 8), (A, 5, 7), (B, 7, 10)]),
        ("only A", Fraction(0), [(A, 10, 20), (A, 15, 30)]),
        ("only B", Fraction(0), [(B, 10, 20)]),
    ],
)
def test_kinds_of_one_code(kind, overlap, passages):
    segments = made(*((coder, WAITING, start, end) for coder, start, end in passages))
    (found,) = components([WHOLE], (A, B), segments)
    assert (found.kind, found.overlap, found.is_agreed) == (kind, overlap, kind == "exact")
    assert found.start == min(each.start for each in segments)
    assert found.end == max(each.end for each in segments)
    assert {*found.segments_a} == {each.id for each in segments if each.coder_id == A}
    assert {*found.segments_b} == {each.id for each in segments if each.coder_id == B}


def test_touching_is_not_overlapping():
    assert kinds((A, WAITING, 10, 20), (B, WAITING, 20, 30)) == [
        (WAITING, "only A", 10, 20),
        (WAITING, "only B", 20, 30),
    ]


def test_another_code_on_the_same_words():
    segments = made((A, WAITING, 10, 20), (B, MONEY, 18, 30))
    first, second = components([WHOLE], (A, B), segments)
    assert (first.kind, first.code_id, first.other_codes) == ("different code", WAITING, (MONEY,))
    assert (second.kind, second.code_id, second.other_codes) == (
        "different code",
        MONEY,
        (WAITING,),
    )


def test_a_code_that_both_gave_is_not_given_in_place_of_another():
    found = kinds((A, WAITING, 10, 20), (A, MONEY, 10, 20), (B, MONEY, 10, 20))
    assert found == [(WAITING, "only A", 10, 20), (MONEY, "exact", 10, 20)]


def test_rolled_up_the_theme_is_agreed_where_its_codes_are_confused():
    found = kinds((A, WAITING, 10, 20), (B, MONEY, 10, 20), tree=BOOK)
    assert found == [
        (THEME, "exact", 10, 20),
        (WAITING, "different code", 10, 20),
        (MONEY, "different code", 10, 20),
    ]


def test_only_what_counts_decides():
    document = Document(1, 100, frozenset({A, B}), windows=((0, 15), (40, 100)))
    found = kinds((A, WAITING, 10, 20), (B, WAITING, 10, 15), (B, MONEY, 16, 40), document=document)
    assert found == [(WAITING, "exact", 10, 20)]


def test_documents_of_one_coder_and_strangers_are_left_out():
    documents = [Document(1, 100, frozenset({A})), Document(2, 100, frozenset({A, B}))]
    segments = [
        *made((A, WAITING, 1, 5)),
        *made((9, WAITING, 1, 5), (A, WAITING, 3, 3), transcript_id=2),
    ]
    assert components(documents, (A, B), segments) == []


passages = st.tuples(
    st.sampled_from([A, B]),
    st.sampled_from([WAITING, MONEY]),
    st.integers(0, 30),
    st.integers(0, 12),
).map(lambda p: (p[0], p[1], p[2], p[2] + p[3]))
windows = st.sampled_from([None, ((0, 9), (12, 20), (25, 40))])


@given(st.lists(passages, max_size=14), windows)
@settings(max_examples=150, deadline=None)
def test_components_are_all_segments_once_and_add_up_to_the_counts(found, windows):
    document = Document(1, 40, frozenset({A, B}), windows)
    segments = made(*found)
    parts = components([document], (A, B), segments)
    ids = [number for each in parts for number in (*each.segments_a, *each.segments_b)]
    compared = compare_coders([document], (A, B), BOOK, segments).pairs[0]
    assert len(ids) == len({*ids}) == sum(compared.tables.made)
    assert {each.kind for each in parts} <= {*KINDS}
    assert parts == sorted(parts, key=lambda each: (each.start, each.end, each.code_id))
    by_id = {each.id: each for each in segments}
    for line in compared.codes:
        of_code = [each for each in parts if each.code_id == line.code_id]
        alone = {"only A", "only B", "different code"}
        assert line.both == 0 or any(each.overlap for each in of_code)
        for each in of_code:
            assert (each.kind in alone) == (each.overlap == 0)
            assert (each.kind == "different code") == bool(each.other_codes)
            assert {by_id[n].coder_id for n in each.segments_a} <= {A}
            assert {by_id[n].coder_id for n in each.segments_b} <= {B}
        if line.n and all(each.kind == "exact" for each in of_code):
            assert line.only_a == line.only_b == 0


@given(st.lists(passages, max_size=14))
@settings(max_examples=100, deadline=None)
def test_the_other_code_is_one_that_was_given_there_instead(found):
    segments = made(*found)

    def gave(coder, code, place):
        return any(
            s.coder_id == coder and s.code_id == code and s.start <= place < s.end for s in segments
        )

    for each in components([WHOLE], (A, B), segments):
        if each.segments_a and each.segments_b:
            continue
        one, other = (A, B) if each.segments_a else (B, A)
        assert set(each.other_codes) == {
            code
            for code in (WAITING, MONEY)
            if code != each.code_id
            and any(
                gave(other, code, place) and not gave(one, code, place)
                for place in range(each.start, each.end)
            )
        }


def test_swapped_coders_swap_sides():
    passages = [(A, WAITING, 1, 9), (B, WAITING, 4, 12), (A, MONEY, 20, 30), (B, WAITING, 25, 40)]
    there = components([WHOLE], (A, B), made(*passages))
    back = components([WHOLE], (B, A), made(*passages))
    assert [each.segments_a for each in there] == [each.segments_b for each in back]
    assert [each.kind for each in there] == [each.kind for each in back]
