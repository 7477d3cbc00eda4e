"""How the headless `compare` reads its coders, and what it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import click

from coder_gui.app.project import Project
from coder_gui.domain.agreement.coefficients import CodeAgreement
from coder_gui.domain.agreement.comparison import CodeOverAll, Comparison
from coder_gui.domain.agreement.intervals import (
    AlphaIntervals,
    Interval,
    PairIntervals,
    alpha_intervals,
    pair_intervals,
)
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.counted import counted

_PAIR_FIELDS = (
    "both",
    "only_a",
    "only_b",
    "neither",
    "n",
    "percent_agreement",
    "agree_coded_only",
    "f1",
    "kappa",
    "alpha",
    "reason",
    "pi",
    "ac1",
    "bp",
    "segments_a",
    "segments_b",
)
_OVER_ALL_FIELDS = ("n", "percent_agreement", "fleiss_kappa", "alpha", "ac1", "bp", "reason")


class SeveralCoders(click.Command):
    """A command whose `--coders` takes all names up to the next option."""

    several = "--coders"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        repeated: list[str] = []
        naming = False
        for each in args:
            if each.startswith("-"):
                naming = each == self.several
                repeated += [] if naming else [each]
            else:
                repeated += [self.several, each] if naming else [each]
        return super().parse_args(ctx, repeated)


@dataclass(frozen=True)
class Compared:
    """A comparison as it is printed.

    Args:
        project: Where codes are called what they are.
        coders: Their names, in the order of the comparison.
        interviewer_turns: Whether the interviewer's words counted.
    """

    comparison: Comparison
    project: Project
    coders: Sequence[str]
    interviewer_turns: bool = True
    with_intervals: bool = False

    @property
    def _is_pair(self) -> bool:
        return len(self.coders) == 2

    @cached_property
    def _pair_intervals(self) -> list[PairIntervals]:
        return [pair_intervals(pair.tables) for pair in self.comparison.pairs]

    @cached_property
    def _alpha_intervals(self) -> AlphaIntervals:
        return alpha_intervals(self.comparison.counted)

    @cached_property
    def _book(self) -> Codebook:
        return self.project.codebook()

    @cached_property
    def _labels(self) -> Mapping[int | None, str]:
        labels: dict[int | None, str] = {None: ""}
        for code_id, label in self.project.code_labels().items():
            labels[code_id] = label
        return labels

    def facts(self) -> dict[str, object]:
        """The JSON that scripts rely on; null where a figure is undefined, with the reason.

        Of two coders, a code has the figures of the pair. Of more, it has those over all, and
        the figures of each pair stand under `pairs`.
        """
        found = self.comparison
        facts: dict[str, object] = {
            "coders": list(self.coders),
            "unit": str(found.unit),
            "documents": len(found.documents),
            "codes": self._pair_codes(0) if self._is_pair else self._codes_over_all(),
            "rolled_up": found.rolled_up,
            "interviewer_turns": self.interviewer_turns,
            "alpha_all": found.alpha_all,
        }
        if self.with_intervals:
            facts["alpha_all_interval"] = _ends(self._alpha_intervals.pooled_alpha)
        if self._is_pair:
            facts |= self._pair_summary(0)
        else:
            facts["pooled_kappa_matrix"] = self._matrix()
            facts["pairs"] = [self._pair(number) for number in range(len(found.pairs))]
        return facts | {"warnings": self.project.cautions(found)}

    def _pair_summary(self, number: int) -> dict[str, object]:
        pair = self.comparison.pairs[number]
        facts: dict[str, object] = {"pooled_kappa": pair.pooled_kappa}
        if self.with_intervals:
            facts["pooled_kappa_interval"] = _ends(self._pair_intervals[number].pooled_kappa)
        confusion = self.comparison.confusion[pair.coders]
        named = [
            (self._labels[of_a], self._labels[of_b], length)
            for (of_a, of_b), length in confusion.items()
        ]
        return facts | {"confusion": [list(each) for each in sorted(named)]}

    def _pair(self, number: int) -> dict[str, object]:
        pair = self.comparison.pairs[number]
        return {
            "coders": [self._name(coder) for coder in pair.coders],
            "documents": len(pair.documents),
            "codes": self._pair_codes(number),
            **self._pair_summary(number),
        }

    def _pair_codes(self, number: int) -> list[dict[str, object]]:
        lines = [self._line(code, _PAIR_FIELDS) for code in self.comparison.pairs[number].codes]
        if self.with_intervals:
            drawn = self._pair_intervals[number]
            for line, code in zip(lines, self.comparison.pairs[number].codes, strict=True):
                line["kappa_interval"] = _ends(drawn.kappa.get(code.code_id))
                line["alpha_interval"] = _ends(drawn.alpha.get(code.code_id))
        return lines

    def _codes_over_all(self) -> list[dict[str, object]]:
        lines = [self._line(code, _OVER_ALL_FIELDS) for code in self.comparison.codes]
        if self.with_intervals:
            for line, code in zip(lines, self.comparison.codes, strict=True):
                line["alpha_interval"] = _ends(self._alpha_intervals.alpha.get(code.code_id))
        return lines

    def _line(self, code: CodeAgreement | CodeOverAll, fields: Sequence[str]) -> dict[str, object]:
        names = {"code": self._book[code.code_id].name, "path": self._book.path(code.code_id)}
        return names | {field: getattr(code, field) for field in fields}

    def _matrix(self) -> list[list[float | None]]:
        """Pooled κ of each pair, in the coders' order; null on the diagonal."""
        ids = self.comparison.coders
        return [
            [None if a == b else self.comparison.pair(a, b).pooled_kappa for b in ids] for a in ids
        ]

    def _name(self, coder_id: int) -> str:
        return self.coders[self.comparison.coders.index(coder_id)]

    def lines(self) -> Iterator[str]:
        """The table for people, and what has to be said about it."""
        found = self.comparison
        documents = counted(len(found.documents), "transcript")
        if self._is_pair:
            a, b = self.coders
            yield f"{a} (A) and {b} (B), {documents}"
            yield from self._pair_table(found.pairs[0].codes)
        else:
            yield f"{', '.join(self.coders[:-1])} and {self.coders[-1]}, {documents}"
            yield from self._table_over_all()
        yield f"Unit: {found.unit}"
        for number, pair in enumerate(found.pairs):
            drawn = self._pair_intervals[number].pooled_kappa if self.with_intervals else None
            names = " and ".join(map(self._name, pair.coders))
            yield f"Pooled κ, {names}: {_figure(pair.pooled_kappa)}{_between(drawn)}"
        drawn = self._alpha_intervals.pooled_alpha if self.with_intervals else None
        yield f"α, all coders: {_figure(found.alpha_all)}{_between(drawn)}"
        yield from self.project.cautions(found)

    def _pair_table(self, codes: Iterable[CodeAgreement]) -> Iterator[str]:
        yield _row(("both", "only A", "only B", "neither", "agree", "coded", "κ", "α"), "code")
        for code in codes:
            whole = (code.both, code.only_a, code.only_b, code.neither)
            parts = (code.percent_agreement, code.agree_coded_only, code.kappa, code.alpha)
            yield _row((*map(str, whole), *map(_figure, parts)), self._said(code))

    def _table_over_all(self) -> Iterator[str]:
        yield _row(("n", "agree", "κ Fleiss", "AC1", "α"), "code")
        for code in self.comparison.codes:
            parts = (code.percent_agreement, code.fleiss_kappa, code.ac1, code.alpha)
            yield _row((str(code.n), *map(_figure, parts)), self._said(code))

    def _said(self, code: CodeAgreement | CodeOverAll) -> str:
        """Where the code stands in the tree, and why figures are missing."""
        reason = f" ({code.reason})" if code.reason else ""
        return self._book.path(code.code_id) + reason


def _row(figures: Iterable[str], words: str) -> str:
    return "".join(f"{each:>9}" for each in figures) + f"  {words}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _between(interval: Interval | None) -> str:
    return f" ({_figure(interval.low)} to {_figure(interval.high)})" if interval else ""


def _ends(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None
