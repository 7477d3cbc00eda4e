"""The sentences of the agreement report: scope, methods, definitions, what is undefined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coder_gui.domain.agreement.cautions import (
    FEWEST_DOCUMENTS,
    FEWEST_SEGMENTS,
    consensus_caution,
)
from coder_gui.domain.agreement.coefficients import CodeAgreement
from coder_gui.domain.agreement.comparison import CodeOverAll
from coder_gui.domain.agreement.intervals import DRAWS, SEED, Interval
from coder_gui.domain.agreement.units import Unit
from coder_gui.domain.counted import counted
from coder_gui.exchange.codebooks.printable import one_line
from coder_gui.exchange.codebooks.wording import date_text
from coder_gui.exchange.reports.agreement import AgreementDocument
from coder_gui.exchange.reports.agreement_settling import sentences

UNDEFINED = "–"
_PLURALS = {
    "character": "characters",
    "paragraph": "paragraphs",
    "turn": "speaker turns",
    "document": "whole transcripts",
    "segment": "segments",
}

DEFINITIONS = (
    ("Segments", "Coded passages of a coder that touch the compared text."),
    ("Both, only A, only B, neither", "Units that both, one or none of the two gave the code. "
     "A coder covers a unit if any of their segments of the code does; overlapping segments "
     "of one coder count once. The units of all compared transcripts are added up."),
    ("Base rate", "Units that a coder gave the code ÷ all units."),
    ("Percent agreement", "(both + neither) ÷ all units. Close to 1 whenever most text is "
     "uncoded."),
    ("Agreement on coded text", "both ÷ (both + only A + only B) (Jaccard 1901)."),
    ("F1", "2 both ÷ (2 both + only A + only B) (Dice 1945; Holsti 1969)."),
    ("κ", "(Po − Pe) ÷ (1 − Pe) (Cohen 1960). Undefined if both coders said the same single "
     "thing throughout."),
    ("π", "As κ, with one chance for both coders (Scott 1955)."),
    ("α", "1 − Do ÷ De for nominal data (Krippendorff 2004, 2011), over all coders and with "
     "missing data where a coder was not assigned a transcript. Undefined if only one value "
     "was given."),
    ("AC1", "Chance agreement from the evenness of the categories (Gwet 2008). Undefined, by "
     "convention, if only one value was given."),
    ("Brennan–Prediger", "2 Po − 1 (Brennan & Prediger 1981); undefined as AC1 is."),
    ("Fleiss’ κ", "For three coders and more (Fleiss 1971; with missing data Gwet 2014)."),
    ("Pooled κ", "Σ(Po − Pe) ÷ Σ(1 − Pe) over codes (de Vries et al. 2008); codes that neither "
     "used drop out by themselves."),
    ("α over all codes", "1 − ΣDo ÷ ΣDe over codes: to α what the pooled κ is to κ."),
    ("95 % interval", f"Percentile bootstrap over whole transcripts, never characters; {DRAWS:,} "
     f"draws, seed {SEED}, the same draws for all codes. Undefined with one transcript."),
    ("Confusion", "Characters that one coder gave one code and the other another. Codes that "
     "both gave count as agreement; only what is left on either side is paired."),
)  # fmt: skip


def unit_text(unit: Unit) -> str:
    """The unit, as it stands in a sentence."""
    if unit.overlap is None:
        return _PLURALS[unit.kind]
    if unit.overlap == 1:
        return "segments with the same ends"
    return f"segments that overlap by {float(100 * unit.overlap):g} % (IoU) or more"


def figure(value: float | None) -> str:
    """A coefficient as papers write it: “.57”."""
    if value is None:
        return UNDEFINED
    text = f"{abs(value):.2f}".removeprefix("0")
    return f"−{text}" if value < 0 and text != ".00" else text


def percent(value: float | None) -> str:
    """A share with one digit; 100 and 0 are said only when they are exact."""
    if value is None:
        return UNDEFINED
    if 0 < value < 1:
        value = min(max(value, 0.001), 0.999)
    return f"{100 * value:.1f} %"


def between(interval: Interval | None) -> str:
    return f"{figure(interval.low)} to {figure(interval.high)}" if interval else UNDEFINED


def listed(names: Sequence[str]) -> str:
    """“A, B and C”."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def note(document: AgreementDocument, pair: CodeAgreement, code: CodeOverAll) -> str:
    """Why figures are missing, or what is to be known about them."""
    if document.is_rare(code):
        numbers = " and ".join(f"{number:,}" for number in code.segments)
        return f"rare ({numbers} segments, {counted(code.used_in, 'transcript')})"
    return pair.reason or ""


def facts(document: AgreementDocument) -> list[tuple[str, str]]:
    """Label and text of what the figures are about."""
    found, scope = document.comparison, document.scope
    letters = [f"{name} ({letter})" for name, letter in zip(document.names, "AB", strict=False)]
    codes = _codes_text(document)
    codes += ", rolled up to themes" if scope.rolled_up else ", as coded"
    return [
        ("Study", one_line(document.study_name)),
        ("Written", date_text(document.made_at)),
        ("Coders", ", ".join([*letters, *document.names[2:]])),
        ("Transcripts", f"{share_text(document)} ({document.where})"),
        ("Codes", codes),
        ("Unit", unit_text(found.unit)),
        ("Interviewer turns", "counted" if scope.interviewer_turns else "left out"),
        ("Reading scale", document.scale.source),
        ("Program", f"Interview Coder {document.version}"),
    ]


def share_text(document: AgreementDocument) -> str:
    """How much of the study is compared: “8 of 36 transcripts, 21.5 % of the text”."""
    compared = sum(document.lengths[each] for each in document.comparison.documents)
    whole = sum(document.lengths.values())
    of = f"{len(document.comparison.documents):,} of {counted(len(document.lengths), 'transcript')}"
    return f"{of}, {percent(compared / whole if whole else None)} of the text"


def summary(document: AgreementDocument) -> list[tuple[str, str]]:
    """Label and text of the figures over all codes."""
    found, drawn = document.comparison, document.pair_intervals
    if not document.has_neither:
        lines = [("κ and α", f"{UNDEFINED} (there is no “neither” between segments)")]
        if not document.scope.rolled_up:
            lines.append(("Segments", _matches(document)))
        return [*lines, ("Not scored", _left_out(document))]
    lines = []
    for number, pair in enumerate(found.pairs):
        names = listed([document.coders[coder] for coder in pair.coders])
        interval = drawn[number].pooled_kappa if drawn else None
        label = "Pooled κ" if len(found.pairs) == 1 else f"Pooled κ, {names}"
        common = counted(len(pair.documents), "transcript")
        lines.append((label, f"{_with_interval(pair.pooled_kappa, interval)}, on {common}"))
    interval = document.alpha_intervals.pooled_alpha if document.alpha_intervals else None
    words = _with_interval(found.alpha_all, interval)
    if found.alpha_all is not None:
        words += f"; {document.scale.name}: {document.scale.words(found.alpha_all)}"
    lines.append(("α, all coders", words))
    scored, below = _scored(document)
    lines.append(("Low codes", f"{below} of {scored} with α {document.scale.low}"))
    lines.append(("Not scored", _left_out(document)))
    if found.uncoded is not None:
        lines.append(("Text without a code", percent(float(found.uncoded))))
    return lines


def methods(document: AgreementDocument) -> str:
    """A paragraph that can be pasted into a paper."""
    scope = document.scope
    said = [
        _who_coded(document),
        _how_counted(document),
        "Segments also counted for the themes above their code." if scope.rolled_up else "",
        "" if scope.interviewer_turns else "The interviewer’s turns were left out.",
        _base_rates(document),
        *_coefficients(document),
        f"Not scored: {_left_out(document)}.{_what_is_rare(document)}",
        consensus_caution(document.names, document.consensuses),
        *sentences(document.settled),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _who_coded(document: AgreementDocument) -> str:
    """Who coded how much; one person at several times is said to be one."""
    if not document.one_person:
        return (
            f"{listed(document.names)} coded {share_text(document)}, with {_codes_text(document)}."
        )
    times = {2: "twice", 3: "three times"}.get(len(document.names), "several times")
    layers = [
        document.coders[each] for each in document.comparison.coders if each in document.earlier
    ]
    return (
        f"{document.one_person} coded {share_text(document)} {times}, with "
        f"{_codes_text(document)}; the earlier coding is "
        f"{listed([f'“{name}”' for name in layers])}. The figures tell how stable one person’s "
        "coding is, not whether two people see the same."
    )


def _codes_text(document: AgreementDocument) -> str:
    """“12 codes”, or “12 codes of “Hope””."""
    codes, branch = counted(len(document.comparison.codes), "code"), document.scope.branch
    if branch is not None and branch in document.book:
        codes += f" of “{document.book[branch].name}”"
    return codes


def _how_counted(document: AgreementDocument) -> str:
    """The unit, and what was taken for a “no” and for missing."""
    found = document.comparison
    what = "Intracoder agreement" if document.one_person else "Agreement"
    if not document.has_neither:
        overlap = found.unit.overlap
        how = "have the same ends"
        if overlap is not None and overlap < 1:
            how = f"overlap by {float(100 * overlap):g} % (intersection over union) or more"
        return (
            f"{what} was counted code by code in segments: one of each coder is a match if the "
            f"two {how}, and no segment matches more than one (largest number of matches). "
            "Transcripts that a coder was not assigned are missing data."
        )
    return (
        f"{what} was computed code by code in {unit_text(found.unit)}, from the union of each "
        "coder’s segments; a coder who was assigned a transcript and gave no code was taken to "
        "have judged every unit negative, and transcripts that a coder was not assigned are "
        "missing data."
    )


def _what_is_rare(document: AgreementDocument) -> str:
    if not any(document.is_rare(code) for code in document.comparison.codes):
        return ""
    fewest = min(FEWEST_DOCUMENTS, len(document.comparison.documents))
    return (
        f" Rare is a code with fewer than {FEWEST_SEGMENTS} segments of each coder, or used in "
        f"fewer than {counted(fewest, 'transcript')}."
    )


def _matches(document: AgreementDocument) -> str:
    """How many segments found their match, of each two coders."""
    said = []
    for pair in document.comparison.pairs:
        a, b = (document.coders[coder] for coder in pair.coders)
        both = sum(code.both for code in pair.codes)
        of_a, of_b = (
            both + sum(each)
            for each in ([code.only_a for code in pair.codes], [code.only_b for code in pair.codes])
        )
        said.append(f"{both:,} matched, of {of_a:,} by {a} and {of_b:,} by {b}")
    return "; ".join(said)


def _coefficients(document: AgreementDocument) -> list[str]:
    if not document.has_neither:
        matches = "" if document.scope.rolled_up else f"Of all segments {_matches(document)}."
        return [
            matches,
            "As there is no “neither” between segments, neither κ nor α was computed.",
        ]
    found, drawn = document.comparison, document.pair_intervals
    pooled = []
    for number, pair in enumerate(found.pairs):
        interval = drawn[number].pooled_kappa if drawn else None
        names = listed([document.coders[coder] for coder in pair.coders])
        of = f" ({names})" if len(found.pairs) > 1 else ""
        pooled.append(f"{_with_interval(pair.pooled_kappa, interval)}{of}")
    interval = document.alpha_intervals.pooled_alpha if document.alpha_intervals else None
    scored, below = _scored(document)
    return [
        f"Pooled Cohen’s κ (de Vries et al. 2008) was {listed(pooled)}; Krippendorff’s α over "
        f"all coders and codes was {_with_interval(found.alpha_all, interval)}.",
        f"95 % intervals are from a percentile bootstrap over transcripts ({DRAWS:,} draws).",
        f"Of {counted(scored, 'scored code')}, {below} had an α {document.scale.low} "
        f"({document.scale.source}).",
    ]


def _base_rates(document: AgreementDocument) -> str:
    """How often codes were given at all, which every coefficient depends on."""
    found = document.comparison
    if not document.has_neither:
        return ""
    rates = [
        rate
        for pair in found.pairs
        for code in pair.codes
        if code.n and (code.segments_a or code.segments_b)
        for rate in ((code.both + code.only_a) / code.n, (code.both + code.only_b) / code.n)
    ]
    if not rates:
        return ""
    uncoded = (
        f"{percent(float(found.uncoded))} of the text had no code, and "
        if (found.uncoded is not None)
        else ""
    )
    return (
        f"{uncoded}a coder gave a used code to {percent(min(rates))} to {percent(max(rates))} "
        f"of the units (mean {percent(sum(rates) / len(rates))})."
    )


def _with_interval(value: float | None, interval: Interval | None) -> str:
    return f"{figure(value)} (95 % interval {between(interval)})" if interval else figure(value)


def _scored(document: AgreementDocument) -> tuple[int, int]:
    """How many codes are scored, and how many of these are low."""
    alphas = [
        code.alpha
        for code in document.comparison.codes
        if code.alpha is not None and not document.is_rare(code)
    ]
    return len(alphas), sum(alpha < document.scale.least for alpha in alphas)


def _left_out(document: AgreementDocument) -> str:
    """“38 (32 rare, 6 not used by either)”, or “0”."""
    reasons: Counter[str] = Counter()
    for code in document.comparison.codes:
        if document.is_rare(code):
            reasons["rare"] += 1
        elif code.alpha is None:
            reasons[code.reason or "undefined"] += 1
    if not reasons:
        return "0"
    parts = ", ".join(f"{number:,} {reason}" for reason, number in reasons.items())
    return f"{reasons.total():,} ({parts})"
