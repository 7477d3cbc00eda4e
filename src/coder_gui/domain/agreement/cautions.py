"""What a reader of figures of agreement has to be told, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coder_gui.domain.agreement.comparison import CodeOverAll, Comparison
from coder_gui.domain.counted import counted

FEWEST_SEGMENTS, FEWEST_DOCUMENTS = 5, 3
"""A code of which every coder made fewer segments, or that is in fewer documents, is rare."""
MOST_UNCODED = Fraction(95, 100)
FAR_MORE = Fraction(3, 2)
"""How many times the other's segments one coder makes to be said to code far more."""
_NAMED = 5
"""How many codes a sentence names."""


@dataclass(frozen=True, slots=True)
class Names:
    """What coders and codes are called, by id."""

    coders: Mapping[int, str]
    codes: Mapping[int, str]

    def listed(self, code_ids: Sequence[int]) -> str:
        """“A, B and C”, or the first few and how many more."""
        names = [f"“{self.codes[each]}”" for each in code_ids[:_NAMED]]
        rest = len(code_ids) - len(names)
        if rest:
            return f"{', '.join(names)} and {counted(rest, 'other')}"
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def consensus_caution(names: Sequence[str], consensuses: Iterable[str]) -> str:
    """That figures with a consensus are not of people who coded apart; empty without one.

    Args:
        names: Of the compared coders, and which of them are a `consensus`.
    """
    found = [f"“{name}”" for name in names if name in set(consensuses)]
    if not found:
        return ""
    was = "was" if len(found) == 1 else "were"
    return (
        f"{' and '.join(found)} {was} settled from coders’ own segments, so figures with it tell "
        "how far it is from a coder’s own work, not how far people agree who coded apart."
    )


def is_rare(code: CodeOverAll, documents: int) -> bool:
    """Whether a code is used, but too little for a coefficient to mean anything.

    Args:
        documents: Number of documents compared; in a study of two, being in both is enough.
    """
    most = max(code.segments)
    fewest = min(FEWEST_DOCUMENTS, documents)
    return bool(most) and (most < FEWEST_SEGMENTS or code.used_in < fewest)


def cautions(comparison: Comparison, names: Names) -> list[str]:
    """Everything to be said about a comparison, the most general first."""
    if not comparison.documents:
        return ["No transcript is assigned to two of the coders, so nothing can be compared."]
    return [
        *_unequal_assignment(comparison, names),
        *_uncoded(comparison),
        *_far_more(comparison, names),
        *_rare(comparison, names),
    ]


def _unequal_assignment(comparison: Comparison, names: Names) -> Iterable[str]:
    if len(set(comparison.assigned)) > 1:
        numbers = ", ".join(
            f"{names.coders[coder]} {len(documents)}"
            for coder, documents in zip(comparison.coders, comparison.assigned, strict=True)
        )
        yield (
            f"The coders are not assigned the same transcripts ({numbers}): each pair is "
            "compared on those that both are assigned."
        )


def _uncoded(comparison: Comparison) -> Iterable[str]:
    if comparison.uncoded is not None and comparison.uncoded > MOST_UNCODED:
        yield (
            f"More than {int(MOST_UNCODED * 100)} % of the text has no code. Uncoded text pulls "
            "percent agreement, AC1 and Brennan–Prediger towards 1: read the agreement on coded "
            "text beside them."
        )


def _far_more(comparison: Comparison, names: Names) -> Iterable[str]:
    for pair in comparison.pairs:
        a, b = (names.coders[coder] for coder in pair.coders)
        of_a, of_b = pair.tables.made
        if is_far_more(of_a, of_b):
            more, fewer = (a, b) if of_a > of_b else (b, a)
            high, low = max(of_a, of_b), min(of_a, of_b)
            yield f"{more} made far more segments than {fewer}: {high:,} against {low:,}."
        codes = [
            each.code_id
            for each in pair.codes
            if is_far_more(each.segments_a, each.segments_b)
            and max(each.segments_a, each.segments_b) >= FEWEST_SEGMENTS
        ]
        if codes:
            yield (
                f"{a} and {b} did not use {counted(len(codes), 'code')} equally often: one made "
                f"more than {float(FAR_MORE):g} times as many segments as the other with "
                f"{names.listed(codes)}."
            )


def is_far_more(of_a: int, of_b: int) -> bool:
    """Whether one coder made far more segments than the other, who made some."""
    fewer, more = sorted((of_a, of_b))
    return bool(fewer) and more > FAR_MORE * fewer


def _rare(comparison: Comparison, names: Names) -> Iterable[str]:
    rare = [code.code_id for code in comparison.codes if is_rare(code, len(comparison.documents))]
    if rare:
        is_or_are = "code is" if len(rare) == 1 else "codes are"
        yield (
            f"{len(rare)} {is_or_are} rare, with fewer than {FEWEST_SEGMENTS} segments of each "
            f"coder or in fewer than {FEWEST_DOCUMENTS} transcripts, so that no coefficient "
            f"means anything: {names.listed(rare)}."
        )
