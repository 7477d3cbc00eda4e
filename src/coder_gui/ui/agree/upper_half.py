"""The figures of the Agree place: codes, confusion or pairs, over the text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QWidget

from coder_gui.domain.agreement.confusion_matrix import confusion_matrix
from coder_gui.ui.agree.agreement_table import AgreementTable
from coder_gui.ui.agree.confusion_table import ConfusionPage
from coder_gui.ui.agree.pair_matrix import PairPage
from coder_gui.ui.agree.pair_study import PairStudy
from coder_gui.ui.agree.table_columns import transcript_texts
from coder_gui.ui.agree.table_rows import Figures, TranscriptLine
from coder_gui.ui.agree.unit_words import unit_plural


class UpperHalf(QStackedWidget):
    """One of three views of a comparison; each is filled when it is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = AgreementTable()
        self.confusion = ConfusionPage()
        self._pair_page = PairPage()
        self.pairs = self._pair_page.matrix
        self._pages: dict[str, QWidget] = {
            "codes": self.table,
            "confusion": self.confusion,
            "pairs": self._pair_page,
        }
        for page in self._pages.values():
            self.addWidget(page)
        self._study: PairStudy | None = None
        self._filled: set[str] = set()
        self.view = "codes"

    def forget(self) -> None:
        """Keep nothing of the project that closes."""
        self._study = None
        self._filled.clear()
        self.view = "codes"
        self.setCurrentWidget(self.table)
        self.table.forget()

    def show_study(self, study: PairStudy, code_id: int | None) -> None:
        """Show another comparison, with a code chosen."""
        self._study = study
        self._filled.clear()
        if len(study.scope.coders) == 2 and self.view == "pairs":
            self.view = "codes"
        self.show_view(self.view)
        blocked = self.table.blockSignals(True)
        self._fill("codes")
        self.table.choose(code_id)
        self.table.blockSignals(blocked)

    def show_view(self, view: str) -> None:
        """Look at codes, confusion or pairs."""
        self.view = view
        self._fill(view)
        self.setCurrentWidget(self._pages[view])
        self.setFocusProxy(self._pages[view])

    def _fill(self, view: str) -> None:
        study = self._study
        if study is None or view in self._filled:
            return
        self._filled.add(view)
        if view == "codes":
            self.table.show_figures(self._figures(study))
        elif view == "confusion":
            codes = [code.id for code in study.book if code.id in study.compared_codes]
            found = study.comparison.confusion[study.coders]
            self.confusion.show_matrix(confusion_matrix(found, codes), study.book)
        else:
            self.pairs.show_pairs(study.comparison, study.coder_names)

    def _figures(self, study: PairStudy) -> Figures:
        return Figures(
            study.book,
            study.lines(),
            unit_plural(study.scope.unit),
            len(study.scope.coders),
            lambda code_id: _transcript_lines(study, code_id),
        )


def _transcript_lines(study: PairStudy, code_id: int) -> list[TranscriptLine]:
    """A code's line in each transcript of A and B."""
    tables = study.pair.tables
    has_neither = study.scope.unit.kind != "segment"
    found = []
    by_id: Mapping[int, str] = study.names
    for transcript_id, counts in zip(tables.documents, tables.of(code_id), strict=True):
        made = study.segments_made(transcript_id, code_id)
        shown = transcript_texts(counts, made, has_neither)
        found.append(TranscriptLine(transcript_id, by_id[transcript_id], shown))
    return found
