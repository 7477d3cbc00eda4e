"""The sweep against a count of one character after the other."""

from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.agreement.counts import (
    Counts,
    Document,
    count_documents,
    pair_counts,
    total,
    votes,
)
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code

A, B, C = 1, 2, 3
THEME, CHILD, OTHER = 10, 11, 12
TREE = Codebook(
    [
        Code(THEME, "", None, "theme", "Care", None),
        Code(CHILD, "", THEME, "code", "Waiting", None),
        Code(OTHER, "", None, "code", "Money", None),
    ]
)


class Passage(NamedTuple):
    transcript_id: int
    code_id: int
    coder_id: int
    start: int
    end: int


def document(length=20, coders=(A, B), windows=None, transcript_id=1):
    return Document(transcript_id, length, frozenset(coders), windows)


@st.composite
def studies(draw):
    """A few short documents, unevenly assigned, some with windows, and any segments."""
    offsets = st.integers(0, 25)
    windows = st.none() | st.lists(st.tuples(offsets, offsets), max_size=3).map(tuple)
    documents = [
        Document(number, draw(st.integers(0, 25)), draw(st.frozensets(coders)), draw(windows))
        for number in range(draw(st.integers(1, 3)))
    ]
    passages = st.builds(
        Passage,
        st.integers(0, 2),
        st.sampled_from([THEME, CHILD, OTHER]),
        coders,
        offsets,
        offsets,
    )
    return documents, draw(st.lists(passages, max_size=25))


coders = st.sampled_from([A, B, C])


def masks_by_character(document, segments, codes):
    """For every character that counts, the set of assigned coders who coded it."""
    windows = ((0, document.length),) if document.windows is None else document.windows
    return [
        {
            s.coder_id
            for s in segments
            if s.transcript_id == document.transcript_id
            and s.code_id in codes
            and s.coder_id in document.coders
            and s.start <= position < s.end
        }
        for position in range(document.length)
        if any(start <= position < end for start, end in windows)
    ]


@pytest.mark.parametrize("tree", [None, TREE], ids=["as coded", "rolled up"])
@given(study=studies())
@settings(max_examples=60, deadline=None)
def test_the_sweep_counts_what_a_walk_over_the_characters_counts(tree, study):
    documents, segments = study
    counted = count_documents(documents, (A, B, C), segments, tree)
    for code_id in (THEME, CHILD, OTHER):
        codes = {code_id} if tree is None else set(TREE.branch(code_id))
        pair: list[tuple[bool, bool]] = []
        patterns: dict[tuple[int, int], int] = {}
        for one in documents:
            characters = masks_by_character(one, segments, codes)
            if one.coders >= {A, B}:
                pair += [(A in who, B in who) for who in characters]
            for who in characters:
                key = (len(who), len(one.coders) - len(who))
                patterns[key] = patterns.get(key, 0) + 1
        cells = [(True, True), (True, False), (False, True), (False, False)]
        assert pair_counts(counted, code_id) == Counts(*map(pair.count, cells))
        assert {k: n for k, n in votes(counted, code_id).items() if n} == patterns


@given(study=studies())
@settings(max_examples=60, deadline=None)
def test_swapping_the_coders_swaps_what_each_has_alone(study):
    documents, segments = study
    counted = count_documents(documents, (A, B), segments)
    swapped = count_documents(documents, (B, A), segments)
    for code_id in (THEME, CHILD, OTHER):
        counts = pair_counts(counted, code_id)
        expected = replace(counts, only_a=counts.only_b, only_b=counts.only_a)
        assert pair_counts(swapped, code_id) == expected
        assert pair_counts(counted, code_id, 1, 0) == expected


@given(study=studies(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_doubling_and_splitting_ones_own_segments_changes_nothing(study, data):
    documents, segments = study
    changed = list(segments)
    for segment in segments:
        if segment.start < segment.end:
            cut = data.draw(st.integers(segment.start, segment.end))
            changed.remove(segment)
            changed += [segment._replace(end=cut), segment._replace(start=cut)]
    before = count_documents(documents, (A, B, C), segments)
    for variant in (segments * 2, changed):
        after = count_documents(documents, (A, B, C), variant)
        assert [one.coded for one in after] == [one.coded for one in before]


def test_a_coder_who_is_assigned_and_coded_nothing_said_no():
    counted = count_documents([document()], (A, B), [Passage(1, OTHER, A, 5, 9)])
    assert pair_counts(counted, OTHER) == Counts(0, 4, 0, 16)


def test_a_document_that_one_is_not_assigned_is_left_out_with_all_its_segments():
    documents = [document(transcript_id=1), document(transcript_id=2, coders=(A,))]
    segments = [Passage(1, OTHER, A, 5, 9), Passage(2, OTHER, A, 0, 20), Passage(2, OTHER, B, 0, 9)]
    counted = count_documents(documents, (A, B), segments)
    assert pair_counts(counted, OTHER) == Counts(0, 4, 0, 16)
    assert counted[1].coded == {OTHER: {1: 20}}


def test_interviewer_turns_outside_the_windows_count_for_nothing():
    documents = [document(windows=((0, 5), (10, 15)))]
    segments = [
        Passage(1, OTHER, A, 3, 12),
        Passage(1, OTHER, B, 5, 11),
        Passage(1, OTHER, B, 6, 9),
    ]
    (counted,) = count_documents(documents, (A, B), segments)
    assert counted.lengths(OTHER) == {0: 6, 1: 3, 3: 1}
    assert counted.segments == {OTHER: [1, 1]}


def test_segments_are_numbered_as_made_and_rolled_up_with_their_branch():
    segments = [
        Passage(1, CHILD, A, 0, 5),
        Passage(1, CHILD, A, 0, 5),
        Passage(1, THEME, A, 3, 8),
        Passage(1, CHILD, B, 2, 2),
    ]
    (own,) = count_documents([document()], (A, B), segments)
    (rolled,) = count_documents([document()], (A, B), segments, TREE)
    assert own.segments == {CHILD: [2, 0], THEME: [1, 0]}
    assert rolled.segments == {CHILD: [2, 0], THEME: [3, 0]}
    assert rolled.lengths(THEME) == {0: 12, 1: 8}


def test_total_adds_cell_by_cell():
    assert total([Counts(1, 2, 3, 4), Counts(10, 20, 30, 40)]) == Counts(11, 22, 33, 44)
    assert total([]) == Counts(0, 0, 0, 0)
