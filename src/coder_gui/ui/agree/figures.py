"""How figures of agreement are written, and what is to be said about a code beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from coder_gui.domain.agreement.cautions import (
    FEWEST_DOCUMENTS,
    FEWEST_SEGMENTS,
    is_far_more,
    is_rare,
)
from coder_gui.domain.agreement.coefficients import (
    NO_COMMON_DOCUMENT,
    NO_NEITHER,
    NO_TEXT,
    NO_VARIATION,
    NOT_USED,
    ONLY_A,
    ONLY_B,
    CodeAgreement,
)
from coder_gui.domain.agreement.comparison import CodeOverAll
from coder_gui.domain.agreement.intervals import Interval
from coder_gui.domain.agreement.reading_scales import ReadingScale

UNDEFINED = "–"


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


def between(interval: Interval | None) -> str:
    """“.52 to .71”; empty without an interval."""
    return f"{coefficient(interval.low)} to {coefficient(interval.high)}" if interval else ""


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """One code's line in the table.

    Args:
        found: What A and B made of it.
        over_all: What all compared coders made of it; with two, the same.
        documents: Number of compared transcripts.
        has_neither: Whether there are units that nobody coded.
    """

    found: CodeAgreement
    over_all: CodeOverAll
    documents: int
    has_neither: bool = True

    @property
    def is_rare(self) -> bool:
        return is_rare(self.over_all, self.documents)

    @property
    def is_scored(self) -> bool:
        return not self.is_rare and self.over_all.alpha is not None

    @property
    def kappa(self) -> float | None:
        """κ, unless the code is rare."""
        return self.found.kappa if self.is_scored else None

    @property
    def alpha(self) -> float | None:
        """α over all compared coders, unless the code is rare."""
        return self.over_all.alpha if self.is_scored else None

    @property
    def others(self) -> tuple[int, ...]:
        """Segments of the coders after A and B."""
        return self.over_all.segments[2:]

    @property
    def disputed(self) -> int:
        """Units that only one of the two coded."""
        return self.found.only_a + self.found.only_b

    @property
    def why_undefined(self) -> str:
        """Why there are no coefficients; empty where there are."""
        if self.is_rare:
            if max(self.over_all.segments) < FEWEST_SEGMENTS:
                *most, last = map(str, self.over_all.segments)
                words = _tr("Rare: %1 and %2")
                return words.replace("%1", ", ".join(most)).replace("%2", last)
            if self.over_all.used_in == 1:
                return _tr("Rare: 1 transcript")
            return _tr("Rare: %1 transcripts").replace("%1", str(self.over_all.used_in))
        return _reasons().get(self.over_all.reason or "", "") if not self.is_scored else ""

    @property
    def warning(self) -> str:
        """What a reader of the figures has to know; empty in most lines."""
        if self.is_rare:
            return self.why_undefined
        one_alone = {ONLY_A: _tr("Only A"), ONLY_B: _tr("Only B")}
        if self.found.reason in one_alone:
            return one_alone[self.found.reason]
        a, b = self.found.segments_a, self.found.segments_b
        if is_far_more(a, b):
            fewer, more = sorted((a, b))
            words = _tr("A codes %1 × B") if a > b else _tr("B codes %1 × A")
            return words.replace("%1", f"{more / fewer:.1f}")
        return ""

    @property
    def explained(self) -> str:
        """The flag in a full sentence, for tooltips and screen readers."""
        found = self.found
        if self.is_rare:
            words = _tr(
                "A code with fewer than %1 segments of each coder, or in fewer than %2 "
                "transcripts, is too rare for a coefficient to mean anything."
            )
            words = words.replace("%1", str(FEWEST_SEGMENTS))
            return words.replace("%2", str(FEWEST_DOCUMENTS))
        sentences = {
            NOT_USED: _tr("Neither coder used this code, so there is nothing to agree on."),
            NO_VARIATION: _tr("Both coders gave this code to all of the text: no variation."),
            NO_COMMON_DOCUMENT: _tr("The two coders have no transcript in common."),
            NO_TEXT: _tr("No text is left in the scope."),
            NO_NEITHER: _tr(
                "Between segments there is no “neither”, so neither κ nor α can be computed."
            ),
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
        NO_NEITHER: _tr("No “neither”"),
    }


@dataclass(frozen=True, slots=True)
class Summary:
    """The comparison in one line: how many codes are scored, below the mark, and not, and why."""

    pooled: float | None
    alpha: float | None
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


def summarise(
    pooled: float | None, alpha: float | None, lines: Sequence[CodeFigures], scale: ReadingScale
) -> Summary:
    """Count the lines of a table."""
    alphas = [line.alpha for line in lines if line.alpha is not None]
    reasons: dict[str, int] = {}
    for line in lines:
        if not line.is_scored:
            why = _tr("rare") if line.is_rare else line.why_undefined
            why = why[:1].lower() + why[1:]
            reasons[why] = reasons.get(why, 0) + 1
    below = sum(each < scale.least for each in alphas)
    return Summary(pooled, alpha, len(alphas), below, reasons)
