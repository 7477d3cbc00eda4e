import pytest
from test_agreement_oracle import Passage

from coder_gui.domain.agreement.cautions import Names, cautions
from coder_gui.domain.agreement.comparison import compare_coders
from coder_gui.domain.agreement.counts import Document
from coder_gui.domain.agreement.units import segment_unit
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Code

A, B, C = 1, 2, 3
CODERS = {A: "Mira", B: "Jonas", C: "Ada"}


def book(number=1):
    return Codebook(Code(n, "", None, "code", f"Code {n}", None) for n in range(10, 10 + number))


def documents(number=3, length=100, coders=(A, B)):
    return [Document(n, length, frozenset(coders)) for n in range(number)]


def evenly(code=10, number=3, coders=(A, B), each=2):
    """Passages of each coder in each document, on a fifth of 100 characters."""
    return [
        Passage(document, code, coder, 20 * place, 20 * place + 10)
        for document in range(number)
        for coder in coders
        for place in range(each)
    ]


def said(scope, passages, codes=1, coders=(A, B), **options):
    codebook = book(codes)
    comparison = compare_coders(scope, coders, codebook, passages, **options)
    return cautions(comparison, Names(CODERS, {code.id: code.name for code in codebook}))


def test_nothing_is_said_where_there_is_nothing_to_say():
    assert said(documents(), evenly()) == []


def test_no_common_transcript():
    (sentence,) = said(documents(coders=(A,)), evenly())
    assert sentence == "No transcript is assigned to two of the coders, so nothing can be compared."


def test_unequal_assignment():
    scope = [*documents(), Document(3, 100, frozenset({A}))]
    (sentence,) = said(scope, evenly())
    assert sentence.startswith("The coders are not assigned the same transcripts (Mira 4, Jonas 3)")


def test_as_many_but_other_transcripts_are_unequal_too():
    scope = [*documents(), Document(3, 100, frozenset({A})), Document(4, 100, frozenset({B}))]
    (sentence,) = said(scope, evenly())
    assert "(Mira 4, Jonas 4)" in sentence


@pytest.mark.parametrize(("length", "warned"), [(399, False), (400, False), (401, True)])
def test_text_that_is_nearly_all_uncoded(length, warned):
    found = said(documents(length=length), evenly())
    assert found == [sentence for sentence in found if "More than 95 % of the text" in sentence]
    assert bool(found) == warned


@pytest.mark.parametrize(("more", "warned"), [(3, False), (4, True)])
def test_one_coder_codes_far_more(more, warned):
    passages = [*evenly(coders=(A,), each=2), *evenly(coders=(B,), each=more)]
    found = said(documents(), passages)
    assert found == (
        [
            f"Jonas made far more segments than Mira: {3 * more} against 6.",
            "Mira and Jonas did not use 1 code equally often: one made more than 1.5 times as many "
            "segments as the other with “Code 10”.",
        ]
        if warned
        else []
    )


def test_rare_codes_are_named_a_few_at_most():
    passages = evenly() + [p for code in range(11, 18) for p in evenly(code=code, each=1)]
    (sentence,) = said(documents(), passages, codes=9)
    assert sentence.startswith("7 codes are rare, with fewer than 5 segments of each coder or in")
    assert sentence.endswith("“Code 11”, “Code 12”, “Code 13”, “Code 14”, “Code 15” and 2 others.")


def test_a_code_in_two_of_three_transcripts_is_rare_and_in_two_of_two_is_not():
    passages = evenly(number=2, each=4)
    assert said(documents(2), passages) == []
    (sentence,) = said(documents(3), passages)
    assert sentence.startswith("1 code is rare")
    assert sentence.endswith(": “Code 10”.")


def test_cautions_hold_for_segments_and_three_coders():
    scope = documents(coders=(A, B, C))
    passages = evenly(coders=(A, B)) + evenly(coders=(C,), each=5)
    found = said(scope, passages, coders=(A, B, C), unit=segment_unit("0.5"))
    assert [sentence.split(":")[0] for sentence in found if "made far" in sentence] == [
        "Ada made far more segments than Mira",
        "Ada made far more segments than Jonas",
    ]


@pytest.mark.parametrize("coders", [(), (A,), (A, B, A)])
def test_a_comparison_takes_different_coders(coders):
    with pytest.raises(Refused, match="two different coders"):
        compare_coders([], coders, book(), [])


def test_pairs_are_found_in_either_order():
    comparison = compare_coders(documents(), (A, B), book(), evenly())
    assert comparison.pair(B, A) is comparison.pair(A, B) is comparison.pairs[0]
    with pytest.raises(KeyError):
        comparison.pair(A, C)
