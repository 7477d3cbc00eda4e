import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.agreement.coefficients import (
    agree_coded_only,
    cohen_kappa,
    f1,
    krippendorff_alpha,
    percent_agreement,
    pooled_kappa,
    reason,
)
from coder_gui.domain.agreement.comparison import compare_coders
from coder_gui.domain.agreement.counts import Counts, Document
from coder_gui.domain.agreement.several_coders import nominal_alpha
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Code, Segment

ALL = (percent_agreement, agree_coded_only, f1, cohen_kappa, krippendorff_alpha)
TABLES = st.builds(Counts, *[st.integers(0, 60_000)] * 4)


def values(counts):
    return [coefficient(counts) for coefficient in ALL]


def segment(coder_id, start, end, code_id=2, transcript_id=1):
    return Segment(
        id=0,
        guid="",
        transcript_id=transcript_id,
        code_id=code_id,
        coder_id=coder_id,
        start=start,
        end=end,
        comment="",
        stance=None,
        created_at="",
        modified_at="",
    )


CODEBOOK = Codebook(
    [
        Code(1, "", None, "theme", "Care", None),
        Code(2, "", 1, "code", "Waiting", None),
        Code(3, "", 1, "code", "Being heard", None),
    ]
)


def test_the_example_in_nvivos_help():
    counts = Counts(both=50, only_a=75, only_b=75, neither=800)
    assert percent_agreement(counts) == 0.85
    assert cohen_kappa(counts) == pytest.approx(0.3143, abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "why", "percent", "coded", "kappa_is", "alpha_is"),
    [
        (Counts(0, 0, 0, 0), "no common document", None, None, None, None),
        (Counts(0, 0, 0, 9), "not used by either", 1.0, None, None, None),
        (Counts(9, 0, 0, 0), "no variation", 1.0, 1.0, None, None),
        (Counts(0, 4, 0, 5), "only A", 5 / 9, 0.0, 0.0, 1 - 17 * 4 / (4 * 14)),
        (Counts(0, 0, 4, 5), "only B", 5 / 9, 0.0, 0.0, 1 - 17 * 4 / (4 * 14)),
        (Counts(0, 9, 0, 0), "only A", 0.0, 0.0, 0.0, 1 - 17 * 9 / 81),
        (Counts(0, 4, 4, 1), None, 1 / 9, 0.0, 1 - 72 / 40, 1 - 17 * 8 / 80),
        (Counts(4, 0, 0, 5), None, 1.0, 1.0, 1.0, 1.0),
    ],
)
def test_undefined_values_have_a_reason(counts, why, percent, coded, kappa_is, alpha_is):
    assert reason(counts) == why
    assert percent_agreement(counts) == percent
    assert agree_coded_only(counts) == coded
    assert cohen_kappa(counts) == (kappa_is if kappa_is is None else pytest.approx(kappa_is))
    assert krippendorff_alpha(counts) == (alpha_is if alpha_is is None else pytest.approx(alpha_is))


@given(TABLES)
def test_swapping_the_coders_keeps_every_coefficient(counts):
    swapped = Counts(counts.both, counts.only_b, counts.only_a, counts.neither)
    assert values(swapped) == values(counts)
    other = {"only A": "only B", "only B": "only A"}
    assert reason(swapped) == other.get(reason(counts), reason(counts))


@given(TABLES)
def test_kappa_and_alpha_are_undefined_together_and_never_above_one(counts):
    kappa, alpha = cohen_kappa(counts), krippendorff_alpha(counts)
    undefined = reason(counts) in {"no common document", "not used by either", "no variation"}
    assert (kappa is None) == (alpha is None) == undefined
    if kappa is not None and alpha is not None:
        assert -1 <= kappa <= 1
        assert -1 <= alpha <= 1


@given(TABLES)
def test_alpha_over_all_coders_is_the_alpha_of_the_pair_when_there_are_two(counts):
    votes = {
        (2, 0): counts.both,
        (1, 1): counts.only_a + counts.only_b,
        (0, 2): counts.neither,
        (1, 0): 77,
        (0, 1): 99,
    }
    expected = krippendorff_alpha(counts)
    found = nominal_alpha(votes)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


def test_alpha_without_a_character_that_two_judged_is_undefined():
    assert nominal_alpha({(1, 0): 10, (0, 1): 30}) is None
    assert nominal_alpha({}) is None


@given(TABLES)
def test_unused_codes_do_not_change_pooled_kappa(counts):
    unused = Counts(0, 0, 0, counts.n)
    assert pooled_kappa([unused, counts, unused]) == pooled_kappa([counts])
    kappa = cohen_kappa(counts)
    assert pooled_kappa([counts]) == (None if kappa is None else pytest.approx(kappa, abs=1e-9))


def test_pooled_kappa_of_nothing_is_undefined():
    assert pooled_kappa([]) is None
    assert pooled_kappa([Counts(0, 0, 0, 5), Counts(0, 0, 0, 0)]) is None


def test_comparison_lists_every_code_in_tree_order_with_its_segments():
    segments = [segment(7, 0, 30), segment(7, 20, 40), segment(8, 10, 40), segment(9, 0, 99)]
    comparison = compare_coders(
        [Document(1, 100, frozenset({7, 8}))], (7, 8), CODEBOOK, segments
    ).pairs[0]
    assert comparison.coders == (7, 8)
    assert comparison.documents == (1,)
    assert [code.code_id for code in comparison.codes] == [code.id for code in CODEBOOK]
    waiting = next(code for code in comparison.codes if code.code_id == 2)
    assert (waiting.segments_a, waiting.segments_b) == (2, 1)
    assert waiting.counts == Counts(both=30, only_a=10, only_b=0, neither=60)
    assert waiting.reason is None
    assert comparison.pooled_kappa == pytest.approx(waiting.kappa)


def test_children_confused_and_theme_agreed():
    segments = [segment(7, 10, 40, code_id=2), segment(8, 10, 40, code_id=3)]
    documents = [Document(1, 100, frozenset({7, 8}))]
    own = compare_coders(documents, (7, 8), CODEBOOK, segments).pairs[0]
    rolled = compare_coders(documents, (7, 8), CODEBOOK, segments, rolled_up=True).pairs[0]
    assert {code.code_id: code.reason for code in own.codes} == {
        1: "not used by either",
        2: "only A",
        3: "only B",
    }
    assert rolled.codes[0].kappa == 1.0
    assert (rolled.codes[0].segments_a, rolled.codes[0].segments_b) == (1, 1)


def test_without_a_common_document_everything_is_undefined():
    documents = [Document(1, 100, frozenset({7})), Document(2, 50, frozenset({8}))]
    comparison = compare_coders(documents, (7, 8), CODEBOOK, [segment(7, 0, 10)]).pairs[0]
    assert comparison.documents == ()
    for code in comparison.codes:
        assert code.n == 0
        assert code.percent_agreement is code.kappa is code.alpha is code.f1 is None
        assert code.reason == "no common document"


def test_a_common_document_without_text_in_scope_says_so():
    documents = [Document(1, 100, frozenset({7, 8}), windows=())]
    comparison = compare_coders(documents, (7, 8), CODEBOOK, [segment(7, 0, 10)]).pairs[0]
    assert comparison.documents == (1,)
    assert {code.reason for code in comparison.codes} == {"no text in scope"}


def test_a_coder_is_not_compared_with_themselves():
    with pytest.raises(Refused, match="two different coders"):
        compare_coders([], (7, 7), CODEBOOK, []).pairs[0]
