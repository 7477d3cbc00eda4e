"""The page for a damaged project: what happened, what can be read, and the ways on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coder_gui.app.restoring import Content, RestorePoint, Survey
from coder_gui.ui import fonts
from coder_gui.ui.restoring import wording
from coder_gui.ui.welcome.choices import ChoiceCard
from coder_gui.ui.widgets.text_label import button, divider, text_label

WIDTH = 620
SIDE = 28


class DamagedPage(QScrollArea):
    """Stands in the window like the welcome page; the damaged file is never written to."""

    recover_wanted = Signal()
    point_wanted = Signal()
    folder_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, path: Path, details: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.setAccessibleName(self.tr("Damaged project"))
        self.setProperty("kind", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(28)
        self._figures.setVerticalSpacing(6)
        self._details = text_label(details, "small", "second")
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.hide()
        self._said = text_label(self.tr("Looking at what can be read…"), "row", "second")
        self._more = button(self.tr("Details…"), "link")
        if not details:
            self._more.hide()
        self._more.clicked.connect(self._show_details)
        self._lay_out(back)

    def show_found(self, survey: Survey | None, point: tuple[RestorePoint, Content] | None) -> None:
        """Say what can be read, and offer the ways on, the best one first.

        Args:
            survey: None when not even the list of tables can be read.
        """
        something = survey is not None and survey.is_anything_there
        self._said.setVisible(not something)
        self._said.setText(self.tr("Nothing in this file can be read any more."))
        if survey is not None and something:
            self._show_figures(survey)
        cards = [self._point_card(*point)] if point is not None else []
        if something:
            cards.append(self._recover_card())
        cards.append(self._folder_card())
        for card in cards:
            self._cards.addWidget(card)
            card.show()  # what is hidden takes no focus
        cards[0].setFocus()
        self.setFocusProxy(cards[0])

    def _show_figures(self, survey: Survey) -> None:
        parts = (
            (self.tr("Transcripts, word for word"), survey.transcripts),
            (self.tr("Codes"), survey.codes),
            (self.tr("Segments"), survey.segments),
            (self.tr("Memos"), survey.memos),
        )
        for row, (name, part) in enumerate(parts):
            figure = text_label(wording.readable(part), "", "" if part.is_whole else "warning")
            figure.setFont(fonts.number_font("body", fonts.SEMIBOLD))
            label = text_label(name, "", "second")
            label.setWordWrap(False)
            self._figures.addWidget(label, row, 0)
            self._figures.addWidget(figure, row, 1)
        self._figures.setColumnStretch(1, 1)

    def _recover_card(self) -> ChoiceCard:
        card = ChoiceCard(
            "copy",
            self.tr("Recover what can be read into a new file"),
            self.tr("You are told what is missing in it. The damaged file stays as it is."),
        )
        card.clicked.connect(self.recover_wanted)
        return card

    def _point_card(self, point: RestorePoint, content: Content) -> ChoiceCard:
        card = ChoiceCard(
            "undo",
            self.tr("Open the restore point of %1 as a copy").replace("%1", wording.moment(point)),
            f"{wording.why(point)}: {wording.content(content)}. "
            + self.tr("It is the newest one that is sound."),
        )
        card.clicked.connect(self.point_wanted)
        return card

    def _folder_card(self) -> ChoiceCard:
        card = ChoiceCard(
            "folder",
            self.tr("Show the file in its folder"),
            self.tr("To copy it, or to look for a backup of your own."),
        )
        card.clicked.connect(self.folder_wanted)
        return card

    def _show_details(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._more.setText(self.tr("Hide details") if shown else self.tr("Details…"))

    def _lay_out(self, back: str) -> None:
        title = text_label(self.tr("“%1” is damaged").replace("%1", self.path.stem))
        title.setFont(fonts.reader_font(fonts.SIZES["cover"]))
        lead = self.tr(
            "Parts of this project file are not as Interview Coder wrote them. That happens when a "
            "disk fails, a stick is pulled out, or a copy is cut short. The file was not changed."
        )
        where = text_label(str(self.path.parent), "small", "third")
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, SIDE, 0, SIDE)
        lines.setSpacing(0)
        lines.addStretch(2)
        lines.addWidget(title)
        lines.addSpacing(2)
        lines.addWidget(where)
        lines.addSpacing(16)
        lines.addWidget(text_label(lead, "lead", "second"))
        lines.addSpacing(28)
        lines.addWidget(text_label(self.tr("What can be read"), "section"))
        lines.addSpacing(8)
        lines.addWidget(divider())
        lines.addSpacing(10)
        lines.addWidget(self._said)
        lines.addLayout(self._figures)
        lines.addSpacing(28)
        lines.addLayout(self._cards)
        lines.addSpacing(16)
        lines.addWidget(self._foot(back))
        lines.addSpacing(8)
        lines.addWidget(self._details)
        lines.addStretch(3)
        page = QFrame()
        page.setProperty("kind", "page")
        sides = QHBoxLayout(page)
        sides.setContentsMargins(SIDE, 0, SIDE, 0)
        sides.addStretch(1)
        sides.addWidget(column, 100)
        sides.addStretch(1)
        self.setWidget(page)

    def _foot(self, back: str) -> QWidget:
        go_back = button(back, "link")
        go_back.clicked.connect(self.back_wanted)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(go_back)
        row.addStretch(1)
        row.addWidget(self._more)
        return foot
