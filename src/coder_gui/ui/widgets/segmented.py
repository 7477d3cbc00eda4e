"""A switch of a few words of which exactly one is chosen."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from coder_gui.ui import fonts
from coder_gui.ui.style import CONTROL_HEIGHT

PADDING = 13


SIDES = 15
"""Room beside the words of a segment, in pixels."""


class _Segment(QToolButton):
    """As wide as its semibold text, so that nothing moves when another one is chosen."""

    def sizeHint(self) -> QSize:
        strong = QFont(self.font())
        strong.setWeight(fonts.SEMIBOLD)
        width = QFontMetrics(strong).horizontalAdvance(self.text())
        return QSize(width + 2 * PADDING, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class SegmentedSwitch(QWidget):
    """Exclusive buttons without gaps; Tab enters at the chosen one and arrows move on."""

    chosen = Signal(object)
    """The value that a person chose; not emitted by `choose`."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._values: list[Hashable] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda place: self.chosen.emit(self._values[place]))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def add(self, text: str, value: Hashable) -> QToolButton:
        """Append a choice; the first one is chosen until told otherwise."""
        segment = _Segment(self)
        segment.setText(text)
        segment.setProperty("kind", "segment")
        segment.setCheckable(True)
        segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        segment.setAccessibleName(f"{self.accessibleName()}: {text}".removeprefix(": "))
        segment.setChecked(not self._values)
        self._group.addButton(segment, len(self._values))
        self._values.append(value)
        self._row.addWidget(segment)
        self._round_ends()
        return segment

    def value(self) -> Hashable:
        """The chosen value; None while there is none to choose from."""
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def choose(self, value: Hashable) -> None:
        """Choose without emitting `chosen`."""
        self._group.button(self._values.index(value)).setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._round_ends()
        super().changeEvent(event)

    def _round_ends(self) -> None:
        segments = self._group.buttons()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            segments = segments[::-1]
        for place, segment in enumerate(segments):
            first, last = place == 0, place == len(segments) - 1
            edge = "both" if first and last else "left" if first else "right" if last else ""
            if segment.property("edge") != edge:
                segment.setProperty("edge", edge)
                segment.style().unpolish(segment)
                segment.style().polish(segment)
