"""The line above the page: whose words these are, and the chips; where it is narrow, less of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.one_line import OneLine

HEIGHT = 46
SPACING = 12
LONGEST_TITLE = 240
"""Pixels of a title for which other things make room; a longer one is cut."""
LEAST_TITLE = 40


class ReaderHead(QWidget):
    """Title and facts at the leading edge, chips and buttons at the other.

    Where not all has room, the facts go first, then the number of segments (both are said by the
    title's tooltip then), then the chips say what they are for, or only what was chosen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(HEIGHT)
        self._title = OneLine("title", "")
        self._facts, self._number = OneLine(), OneLine()
        self._others: list[QWidget] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(20, 4, 14, 4)
        self._line.setSpacing(SPACING)
        self._line.addWidget(self._title)
        self._line.addWidget(self._facts)
        self._line.addStretch(1)
        self._line.addWidget(self._number)

    def add(self, widget: QWidget) -> None:
        """Put a chip or a button behind what is there."""
        self._others.append(widget)
        self._line.addWidget(widget)

    def show_facts(self, title: str, facts: str, number: str) -> None:
        """Say whose transcript it is, what is known of it, and how much of it is coded."""
        for label, text in ((self._title, title), (self._facts, facts), (self._number, number)):
            if label.text() != text:
                label.setText(text)
        self._title.setToolTip("\n".join(filter(None, (title, facts, number))))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        margins = self._line.contentsMargins()
        least = LEAST_TITLE + margins.left() + margins.right() + self._width_of_others(brief=True)
        return QSize(least, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        # A chip says something else, or something came or went.
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        margins = self._line.contentsMargins()
        room = self.width() - margins.left() - margins.right() - SPACING
        room -= min(self._title.sizeHint().width(), LONGEST_TITLE)
        facts, number = (each.sizeHint().width() + SPACING for each in (self._facts, self._number))
        others = self._width_of_others(brief=False)
        with_number = bool(self._number.text()) and number + others <= room
        with_facts = with_number and facts + number + others <= room
        for label, seen in ((self._facts, with_facts), (self._number, with_number)):
            if label.isHidden() == seen:
                label.setVisible(seen)
        for chip in self._others:
            if isinstance(chip, Chip):
                chip.set_brief(others > room)

    def _width_of_others(self, brief: bool) -> int:
        return sum(
            (each.width_for(brief) if isinstance(each, Chip) else each.sizeHint().width()) + SPACING
            for each in self._others
            if not each.isHidden()
        )
