"""The welcome page: the sample study, a new project, an old one, and those that were open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.welcome.choices import Choice, ChoiceCard, RecentRow
from coder_gui.ui.welcome.recent_project import RecentProject
from coder_gui.ui.widgets.text_label import button, divider, emphasised, text_label

WIDE = 860
"""Width of cards and recent projects side by side, in logical pixels."""
NARROW = 520
"""Width of the one column that is left when there is no room for two."""
COLUMN_GAP = 64
SIDE = 28


class WelcomePage(QScrollArea):
    """What a person can do before a project is open, and nothing else."""

    sample_chosen = Signal()
    new_chosen = Signal()
    open_chosen = Signal()
    recent_chosen = Signal(Path)
    locate_chosen = Signal(Path)
    clear_chosen = Signal()
    """The list of recent projects is to be forgotten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Welcome"))
        self.setProperty("kind", "page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: list[RecentRow] = []
        self._cards = self._make_cards()
        self._recent = QWidget()
        self._recent_list = QVBoxLayout(self._recent)
        self._recent_list.setContentsMargins(0, 0, 0, 0)
        self._recent_list.setSpacing(0)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._column = QWidget()
        self._lock = QLabel()
        self._lay_out()
        self._paint_lock()
        self.set_recent([])

    def set_recent(self, recent: Sequence[RecentProject]) -> None:
        """List the projects that were open, the latest first."""
        while (item := self._recent_list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = [self._make_row(project) for project in recent]
        self._recent_list.addWidget(self._recent_heading())
        self._recent_list.addWidget(divider())
        for row in self._rows:
            self._recent_list.addWidget(row)
            self._recent_list.addWidget(divider())
        self._recent_list.addStretch(1)
        self._recent.setVisible(bool(self._rows))
        self._order_tabs()
        self.setFocusProxy(self.first_choice())

    def first_choice(self) -> Choice:
        """What Enter takes on arrival: the latest project that is there, else the sample."""
        return next((row for row in self._rows if not row.recent.missing), self._cards[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width() >= WIDE + 2 * SIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._columns.setSpacing(COLUMN_GAP if wide else SIDE)
        self._column.setMaximumWidth(WIDE if wide else NARROW)

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        self._keep_in_sight()
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        aim = self._aim(event.key())
        if aim is None:
            super().keyPressEvent(event)
        else:
            aim.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(aim)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_lock()
        super().changeEvent(event)

    def _aim(self, key: int) -> Choice | None:
        """Up and Down run through all choices; Left and Right change the column."""
        choices: list[Choice] = [*self._cards, *self._rows]
        here = next((place for place, choice in enumerate(choices) if choice.hasFocus()), None)
        if here is None:
            return None
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            return choices[min(max(here + step, 0), len(choices) - 1)]
        onward = Qt.Key.Key_Right
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            onward = Qt.Key.Key_Left
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return None
        column = self._rows if key == onward else self._cards
        return column[0] if column and choices[here] not in column else choices[here]

    def _make_cards(self) -> list[ChoiceCard]:
        sample = ChoiceCard(
            "book",
            self.tr("Open the sample study"),
            self.tr(
                "36 invented interviews, coded by two people.\nChange anything; it can be restored."
            ),
        )
        new = ChoiceCard(
            "plus",
            self.tr("New project"),
            self.tr("Name the study, then drop in transcripts."),
            "Ctrl+N",
        )
        old = ChoiceCard(
            "folder",
            self.tr("Open a project"),
            self.tr("One .coding file holds a whole study."),
            "Ctrl+O",
        )
        sample.clicked.connect(self.sample_chosen)
        new.clicked.connect(self.new_chosen)
        old.clicked.connect(self.open_chosen)
        return [sample, new, old]

    def _recent_heading(self) -> QWidget:
        clear = button(self.tr("Clear the list"), "link")
        clear.setFont(fonts.interface_font("row"))
        clear.clicked.connect(self.clear_chosen)
        heading = QWidget()
        line = QHBoxLayout(heading)
        line.setContentsMargins(8, 4, 8, 8)
        line.addWidget(text_label(self.tr("Recent"), "section"), 1)
        line.addWidget(clear)
        return heading

    def _make_row(self, recent: RecentProject) -> RecentRow:
        row = RecentRow(recent)
        signal = self.locate_chosen if recent.missing else self.recent_chosen
        row.clicked.connect(lambda: signal.emit(recent.path))
        return row

    def _lay_out(self) -> None:
        cards = QVBoxLayout()
        cards.setSpacing(12)
        for card in self._cards:
            cards.addWidget(card)
        cards.addStretch(1)
        self._columns.addLayout(cards, 1)
        self._columns.addWidget(self._recent, 1)
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, SIDE, 0, SIDE)
        column.setSpacing(0)
        column.addStretch(4)
        column.addLayout(self._heading())
        column.addSpacing(44)
        column.addLayout(self._columns)
        column.addStretch(9)
        column.addSpacing(SIDE)
        column.addLayout(self._promise())
        page = QWidget()
        page.setProperty("kind", "page")
        sides = QHBoxLayout(page)
        sides.setContentsMargins(SIDE, 0, SIDE, 0)
        sides.addStretch(1)
        sides.addWidget(self._column, 100)
        sides.addStretch(1)
        self.setWidget(page)

    def _heading(self) -> QVBoxLayout:
        name = text_label(self.tr("Interview Coder"))
        name.setFont(fonts.reader_font(fonts.SIZES["cover"]))
        claim = self.tr("Read interviews closely, code them, and see who says what.")
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(name)
        heading.addWidget(text_label(claim, "lead", "second"))
        return heading

    def _promise(self) -> QVBoxLayout:
        promise = text_label("", "row")
        promise.setTextFormat(Qt.TextFormat.RichText)
        promise.setProperty("tone", "second")
        rest = self.tr(
            " No account, no network. A project is one file that you can copy and lock away."
        )
        promise.setText(emphasised("", self.tr("Nothing leaves this computer."), rest))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(promise, 1)
        foot = QVBoxLayout()
        foot.setSpacing(14)
        foot.addWidget(divider())
        foot.addLayout(line)
        return foot

    def _order_tabs(self) -> None:
        choices: list[Choice] = [*self._cards, *self._rows]
        for one, following in pairwise(choices):
            QWidget.setTabOrder(one, following)

    def _keep_in_sight(self) -> None:
        chosen = next((c for c in (*self._cards, *self._rows) if c.hasFocus()), None)
        if chosen is not None:
            self.ensureWidgetVisible(chosen)

    def _paint_lock(self) -> None:
        lock = icons.pixmap("lock", 18, theme.tokens().tx2, self.devicePixelRatioF())
        self._lock.setPixmap(lock)
