"""How figures of agreement are written, and what is to be said about a code beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from coder_gui.domain.agreement.coefficients import (
    NO_COMMON_DOCUMENT,
    NO_TEXT,
    NO_VARIATION,
    NOT_USED,
    ONLY_A,
    ONLY_B,
    CodeAgreement,
)

UNDEFINED = "–"
RELIABLE, TENTATIVE = 0.8, 0.667
"""The two marks of Krippendorff's reading scale."""
FEWEST_SEGMENTS, FEWEST_TRANSCRIPTS = 5, 3
"""A code used less than this by both coders is rare: it gets no coefficient."""
FAR_MORE = 1.5
"""How many times the other's segments one coder makes to be said to code far more."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgreementFigures", text)


def coefficient(value: float | None) -> str:
    """κ or α to two digits without the leading zero: “.79”, “−.05”, “1.00”."""
    if value is None:
        return UNDEFINED
    text = f"{abs(value):.2f}".removeprefix("0")
    return f"−{text}" if value < 0 and text != ".00" else text


def percent(value: float | None) -> str:
    """A share of 1 in whole per cent; 100 and 0 are said only when they are exact."""
    if value is None:
        return UNDEFINED
    whole = min(round(100 * value), 99) if value < 1 else 100
    return f"{max(whole, 1) if value > 0 else 0} %"


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """One code's line in the table.

    Args:
        used_in: Number of compared transcripts in which either coder used the code.
        rare_below: Number of transcripts below which a code is rare.
    """

    found: CodeAgreement
    used_in: int
    rare_below: int = FEWEST_TRANSCRIPTS

    @property
    def is_unused(self) -> bool:
        return not (self.found.segments_a or self.found.segments_b)

    @property
    def is_rare(self) -> bool:
        few = max(self.found.segments_a, self.found.segments_b) < FEWEST_SEGMENTS
        return not self.is_unused and (few or self.used_in < self.rare_below)

    @property
    def is_scored(self) -> bool:
        return not self.is_rare and self.found.alpha is not None

    @property
    def kappa(self) -> float | None:
        """κ, unless the code is rare."""
        return self.found.kappa if self.is_scored else None

    @property
    def alpha(self) -> float | None:
        """α, unless the code is rare."""
        return self.found.alpha if self.is_scored else None

    @property
    def disputed(self) -> int:
        """Units that only one of the two coded."""
        return self.found.only_a + self.found.only_b

    @property
    def why_undefined(self) -> str:
        """Why there are no coefficients; empty where there are."""
        if self.is_rare:
            if max(self.found.segments_a, self.found.segments_b) < FEWEST_SEGMENTS:
                words = _tr("Rare: %1 and %2")
                words = words.replace("%1", str(self.found.segments_a))
                return words.replace("%2", str(self.found.segments_b))
            if self.used_in == 1:
                return _tr("Rare: 1 transcript")
            return _tr("Rare: %1 transcripts").replace("%1", str(self.used_in))
        return _reasons().get(self.found.reason or "", "") if not self.is_scored else ""

    @property
    def warning(self) -> str:
        """What a reader of the figures has to know; empty in most lines."""
        if self.is_rare:
            return self.why_undefined
        one_alone = {ONLY_A: _tr("Only A"), ONLY_B: _tr("Only B")}
        if self.found.reason in one_alone:
            return one_alone[self.found.reason]
        a, b = self.found.segments_a, self.found.segments_b
        fewer, more = sorted((a, b))
        if fewer and more > FAR_MORE * fewer:
            words = _tr("A codes %1 × B") if a > b else _tr("B codes %1 × A")
            return words.replace("%1", f"{more / fewer:.1f}")
        return ""

    @property
    def explained(self) -> str:
        """The flag in a full sentence, for tooltips and screen readers."""
        found = self.found
        if self.is_rare:
            words = _tr(
                "A code with fewer than %1 segments of either coder, or in fewer than %2 "
                "transcripts, is too rare for a coefficient to mean anything."
            )
            words = words.replace("%1", str(FEWEST_SEGMENTS))
            return words.replace("%2", str(FEWEST_TRANSCRIPTS))
        sentences = {
            NOT_USED: _tr("Neither coder used this code, so there is nothing to agree on."),
            NO_VARIATION: _tr("Both coders gave this code to all of the text: no variation."),
            NO_COMMON_DOCUMENT: _tr("The two coders have no transcript in common."),
            NO_TEXT: _tr("No text is left in the scope."),
            ONLY_A: _tr("Only A used this code, so κ is 0 by definition."),
            ONLY_B: _tr("Only B used this code, so κ is 0 by definition."),
        }
        if found.reason in sentences:
            return sentences[found.reason]
        if self.warning:
            return _tr("One coder used this code far more often than the other.")
        return ""


def _reasons() -> dict[str, str]:
    return {
        NOT_USED: _tr("Not used"),
        NO_VARIATION: _tr("No variation"),
        NO_COMMON_DOCUMENT: _tr("No common transcript"),
        NO_TEXT: _tr("No text in scope"),
    }


@dataclass(frozen=True, slots=True)
class Summary:
    """The comparison in one line: how many codes are scored, below the mark, and not, and why."""

    pooled: str
    scored: int
    below: int
    not_scored: Mapping[str, int]

    @property
    def not_scored_text(self) -> str:
        """“9 (8 not used, 1 rare)”, or “0”."""
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in self.not_scored.items())
        if len(self.not_scored) == 1:
            reasons = next(iter(self.not_scored))
        total = f"{sum(self.not_scored.values()):,}"
        return f"{total} ({reasons})" if reasons else total


def summarise(pooled: float | None, lines: Sequence[CodeFigures]) -> Summary:
    """Count the lines of a table."""
    alphas = [line.alpha for line in lines if line.alpha is not None]
    reasons: dict[str, int] = {}
    for line in lines:
        if not line.is_scored:
            why = _tr("rare") if line.is_rare else line.why_undefined
            why = why[:1].lower() + why[1:]
            reasons[why] = reasons.get(why, 0) + 1
    below = sum(alpha < TENTATIVE for alpha in alphas)
    return Summary(coefficient(pooled), len(alphas), below, reasons)
