"""The page that compares two codebooks: kept ones, or one with the codebook as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.snapshots import CodebookComparison
from coder_gui.domain.codebook_comparison import ChangeKind
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import ProjectFileError
from coder_gui.exchange.reports.table_file import Table, write_table
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.codebook.comparison_table import ComparisonTable
from coder_gui.ui.dialogs import with_ending
from coder_gui.ui.one_writer import CHANGES
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.empty_state import EmptyState
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, divider, text_label

KINDS: tuple[ChangeKind, ...] = (
    *("added", "gone", "renamed", "moved", "redefined", "recoloured", "kind", "archived"),
    "counts",
)
STRUCTURE = KINDS[:-1]
WIDTHS = (14, 30, 34, 52, 52)


class ComparisonPage(QWidget):
    """Two states, what is different between them, and the kept states themselves."""

    left = Signal()
    code_wanted = Signal(str)
    """Guid of a code."""
    keep_wanted = Signal()
    written = Signal(Path)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._before: int | None = None
        self._after: int | None = None
        self._kinds: tuple[ChangeKind, ...] | None = STRUCTURE
        self._compared: CodebookComparison | None = None
        self.table = ComparisonTable()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter"))
        self.field.setAccessibleName(self.tr("Filter the differences"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(220)
        self.earlier, self.later = Chip(self.tr("Before"), ""), Chip(self.tr("After"), "")
        self.kinds = Chip(self.tr("Changes"), "")
        self.kept = button(self.tr("Kept codebooks"))
        self.kept.setMenu(QMenu(self.kept))
        self.done = button(self.tr("Done"), "primary")
        self.copy, self.export = button(self.tr("Copy"), "plain"), button(self.tr("Export…"))
        self._count = text_label("", "row", "second")
        self.nothing = EmptyState(
            self.tr("No codebook is kept yet"),
            self.tr(
                "Keep the codebook as it is now, under a name. Later you see here what was "
                "added, renamed, moved and redefined since then."
            ),
            self.tr("Keep this codebook…"),
            "primary",
        )
        self.nothing.setProperty(CHANGES, True)
        self._lay_out()
        self._connect()

    def open(self) -> None:
        """Compare the state that was kept last with the codebook as it is."""
        known = [each.id for each in self._session.project.snapshots()]
        if self._before not in known:
            self._before, self._after = (known[0] if known else None), None
        self.refresh()
        (self.table if known else self.nothing).setFocus()

    def refresh(self) -> None:
        """Compare anew."""
        project = self._session.project
        found = project.snapshots()
        known = {each.id for each in found}
        if self._before not in known:
            self._before = found[0].id if found else None
        self._after = self._after if self._after in known else None
        self._stack.setCurrentWidget(self._body if found else self._empty_page)
        states = [(project.name_of_snapshot(each.id), each.id) for each in found]
        now = (self.tr("the codebook as it is"), None)
        offer(self.earlier, states, self._before, self._choose_before)
        offer(self.later, [now, *states], self._after, self._choose_after)
        self._offer_kept()
        self._compare()

    def forget(self) -> None:
        """Let go of the project that closes."""
        self._before = self._after = None
        self._compared = None
        self._kinds = STRUCTURE
        self.field.clear()
        self.table.rows.show((), "", "")

    def export_table(self) -> Table:
        """What is shown, ready to be written down."""
        assert self._compared is not None
        rows = self.table.rows
        compared = self._compared
        return Table(
            self.tr("Codebook comparison"),
            rows.heads(),
            WIDTHS,
            [rows.cells(each) for each in rows.differences()],
            (
                (self.tr("Study"), self._session.project.study().name),
                (self.tr("Before"), compared.before),
                (self.tr("After"), compared.after),
                (self.tr("Changes"), self.kinds.value()),
                (self.tr("Filter"), self.field.text().strip()),
            ),
        )

    def export_to(self, path: Path) -> None:
        """Write what is shown to a file."""
        write_table(self.export_table(), path)
        self.written.emit(path)

    def _ask_file(self) -> None:
        path = self._session.project.path
        chosen, kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the comparison"),
            str(path.with_name(f"{path.stem} codebook comparison.xlsx")),
            self.tr("Excel workbook (*.xlsx);;CSV table (*.csv)"),
        )
        if chosen:
            self.export_to(with_ending(Path(chosen), kind, ".xlsx"))

    def _choose_before(self, snapshot_id: int) -> None:
        self._before = snapshot_id
        self.refresh()

    def _choose_after(self, snapshot_id: int | None) -> None:
        self._after = snapshot_id
        self.refresh()

    def _choose_kinds(self, kinds: tuple[ChangeKind, ...] | None) -> None:
        self._kinds = kinds
        self._narrow()

    def _compare(self) -> None:
        self._compared, trouble = None, ""
        if self._before is not None:
            try:
                self._compared = self._session.project.compare_codebooks(self._before, self._after)
            except ProjectFileError as error:
                trouble = error.sentence
        found = self._compared.differences if self._compared else ()
        names = (self._compared.before, self._compared.after) if self._compared else ("", "")
        self.table.rows.show(found, *names)
        self._narrow()
        if trouble:
            self._count.setText(trouble)

    def _narrow(self) -> None:
        self.table.rows.narrow(self.field.text(), self._kinds)
        self._offer_kinds()
        number, codes = self.table.rows.rowCount(), self.table.rows.differences()
        text = self.tr("%1 in %2").replace("%1", counted(number, "difference"))
        text = text.replace("%2", counted(len({each.guid for each in codes}), "code"))
        self._count.setText(text if number else self.tr("Nothing is different."))
        for act in (self.copy, self.export):
            act.setEnabled(number > 0)

    def _offer_kinds(self) -> None:
        found = self._compared.differences if self._compared else ()
        numbers = Counter(each.kind for each in found)
        choices: list[tuple[str, object]] = [
            (self.tr("all but numbers of segments"), STRUCTURE),
            (self.tr("all"), None),
        ]
        for kind in KINDS:
            if numbers[kind] or self._kinds == (kind,):
                name = self.table.rows.kind_name(kind)
                choices.append((f"{name} ({numbers[kind]:,})", (kind,)))
        offer(self.kinds, choices, self._kinds, self._choose_kinds)

    def _offer_kept(self) -> None:
        menu, project = self.kept.menu(), self._session.project
        menu.clear()
        keep = menu.addAction(self.tr("Keep this codebook…"))
        keep.triggered.connect(self.keep_wanted)
        menu.addSeparator()
        for each in project.snapshots():
            text = self.tr("Delete “%1”").replace("%1", each.name.replace("&", "&&"))
            menu.addAction(text).triggered.connect(
                lambda _checked=False, snapshot_id=each.id: project.delete_snapshot(snapshot_id)
            )
        for action in menu.actions():
            action.setEnabled(not self._session.is_read_only)

    def _connect(self) -> None:
        self.done.clicked.connect(self.left)
        self.copy.clicked.connect(self.table.copy)
        self.export.clicked.connect(self._ask_file)
        self.field.textChanged.connect(self._narrow)
        self.nothing.action_chosen.connect(self.keep_wanted)
        self.table.code_wanted.connect(self.code_wanted)

    def _lay_out(self) -> None:
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = text_label(self.tr("Compare codebooks"), "title")
        title.setWordWrap(False)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 6)
        head.setSpacing(10)
        head.addWidget(title, 1)
        head.addWidget(self.kept)
        head.addWidget(self.done)
        chips = WrappingRow(2, 0)
        for chip in (self.earlier, self.later, self.kinds):
            chips.addWidget(chip)
        scope = QHBoxLayout()
        scope.setContentsMargins(12, 4, 16, 6)
        scope.setSpacing(10)
        scope.addLayout(chips, 1)
        scope.addWidget(self.field)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 6)
        foot.setSpacing(6)
        foot.addWidget(self._count, 1)
        foot.addWidget(self.copy)
        foot.addWidget(self.export)
        self._stack = QStackedWidget()
        self._body, self._empty_page = QWidget(), QWidget()
        self._lay_out_empty()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(scope)
        body.addWidget(divider())
        body.addWidget(self.table, 1)
        body.addWidget(divider())
        body.addLayout(foot)
        for each in (self._body, self._empty_page):
            self._stack.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _lay_out_empty(self) -> None:
        empty = QVBoxLayout(self._empty_page)
        self.nothing.setMaximumWidth(420)
        empty.addStretch(2)
        empty.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        empty.addStretch(3)
