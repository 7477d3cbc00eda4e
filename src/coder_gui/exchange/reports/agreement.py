"""Agreement of coders as a Word document, an Excel workbook or a picture of the confusion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from coder_gui.domain.agreement.cautions import is_rare
from coder_gui.domain.agreement.comparison import CodeOverAll, Comparison
from coder_gui.domain.agreement.confusion_matrix import ConfusionMatrix, confusion_matrix
from coder_gui.domain.agreement.intervals import (
    AlphaIntervals,
    PairIntervals,
    alpha_intervals,
    pair_intervals,
)
from coder_gui.domain.agreement.reading_scales import ReadingScale
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.errors import Refused
from coder_gui.exchange.atomic_file import replace_file
from coder_gui.exchange.reports.agreement_settling import Settled

SUFFIXES = (".docx", ".xlsx", ".svg")


@dataclass(frozen=True, slots=True)
class AgreementDocument:
    """A comparison to be written down.

    Args:
        made_at: ISO 8601.
        coders: Names by id.
        transcripts: Names of all transcripts of the study by id, and `lengths` their characters.
        where: Which of the transcripts in common are compared, in words.
        cautions: What a reader has to be told, in sentences.
        pair_intervals: One for each pair of the comparison; empty until `with_intervals`.
        settled: Decisions on differences, for each pair that has a consensus.
        consensuses: Names of those coders that are a consensus.
        earlier: Earlier codings by id, with the id of the person whose work each is.
    """

    study_name: str
    made_at: str
    version: str
    coders: Mapping[int, str]
    comparison: Comparison
    scope: Scope
    book: Codebook
    transcripts: Mapping[int, str]
    lengths: Mapping[int, int]
    where: str
    scale: ReadingScale
    cautions: tuple[str, ...]
    pair_intervals: tuple[PairIntervals, ...] = ()
    alpha_intervals: AlphaIntervals | None = None
    earlier: Mapping[int, int] = field(default_factory=dict)
    settled: tuple[Settled, ...] = ()
    consensuses: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The compared coders, A and B first."""
        return [self.coders[coder] for coder in self.comparison.coders]

    @property
    def has_neither(self) -> bool:
        """Whether there are units that nobody coded, so that κ and α can be computed."""
        return self.comparison.unit.kind != "segment"

    @property
    def one_person(self) -> str:
        """Who coded all that is compared, where it is one person at several times; else empty."""
        whose = {self.earlier.get(coder, coder) for coder in self.comparison.coders}
        return self.coders.get(whose.pop(), "") if len(whose) == 1 else ""

    def is_rare(self, code: CodeOverAll) -> bool:
        return is_rare(code, len(self.comparison.documents))

    def confusion(self, pair: int = 0) -> ConfusionMatrix:
        """What two coders confuse, the codes in tree order."""
        found = self.comparison
        codes = [each.code_id for each in found.codes]
        return confusion_matrix(found.confusion[found.pairs[pair].coders], codes)


def with_intervals(
    document: AgreementDocument, check: Callable[[], object] = lambda: None
) -> AgreementDocument:
    """The document with its intervals, which take a while.

    Args:
        check: Called again and again; what it raises ends the work.
    """
    found = document.comparison
    pairs = tuple(pair_intervals(pair.tables, check=check) for pair in found.pairs)
    return replace(
        document,
        pair_intervals=pairs,
        alpha_intervals=alpha_intervals(found.counted, check=check),
    )


def write_agreement(document: AgreementDocument, path: Path) -> None:
    """Write the report in the format that the path's suffix asks for.

    Raises:
        Refused: The suffix is none of the three.
        CoderError: The file cannot be written; one that was there is left as it was.
    """
    replace_file(path, agreement_bytes(document, path.suffix))


def agreement_bytes(document: AgreementDocument, suffix: str) -> bytes:
    """The file's content. The office libraries are slow to import, hence only when needed."""
    suffix = suffix.casefold()
    if suffix == ".docx":
        from coder_gui.exchange.reports.agreement_docx import docx_bytes

        return docx_bytes(document)
    if suffix == ".xlsx":
        from coder_gui.exchange.reports.agreement_xlsx import xlsx_bytes

        return xlsx_bytes(document)
    if suffix == ".svg":
        from coder_gui.exchange.reports.agreement_picture import svg_bytes

        return svg_bytes(document)
    raise Refused(
        "Agreement can be exported as a Word document (.docx), an Excel workbook (.xlsx) or a "
        "picture of the confusion (.svg, .png). Nothing was written; give the file one of these "
        "endings."
    )
