"""The slim bar below the page with which a recording is played."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QWidget

from coder_gui.ui import icons
from coder_gui.ui.coding.seek_line import SeekLine
from coder_gui.ui.transcript.labels import clock
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.one_line import OneLine
from coder_gui.ui.widgets.text_label import text_label

RATES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
HEIGHT = 38
NAME_FROM = 620
"""Pixels of the bar from which there is room for the name of the recording."""


class PlayerBar(QWidget):
    """Buttons, the place in the recording, its speed; it plays nothing itself."""

    play_wanted = Signal()
    back_wanted = Signal()
    forward_wanted = Signal()
    place_wanted = Signal(int)
    rate_wanted = Signal(float)
    follow_wanted = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(HEIGHT)
        self._plays = False
        back, self._play, forward = QToolButton(), QToolButton(), QToolButton()
        for button, name, tip, wanted in (
            (back, "rewind", self.tr("Back 3 seconds (F3)"), self.back_wanted),
            (self._play, "play", self.tr("Play (F4)"), self.play_wanted),
            (forward, "forward", self.tr("Forward 3 seconds (F5)"), self.forward_wanted),
        ):
            _dress(button, name, tip)
            button.clicked.connect(wanted)
        self._time = text_label("", "row", "second")
        self._time.setWordWrap(False)
        self.line = SeekLine()
        self.line.setAccessibleName(self.tr("Place in the recording"))
        self.line.sliderMoved.connect(self.place_wanted)
        self.line.actionTriggered.connect(self._put_by_key)
        self.speed = Chip(self.tr("Speed"), "")
        self.follow = QCheckBox(self.tr("Follow"))
        self.follow.setToolTip(self.tr("Scroll along with what is heard"))
        self.follow.toggled.connect(self.follow_wanted)
        self._name = OneLine()
        close = QToolButton()
        _dress(close, "close", self.tr("Close the recording"))
        close.clicked.connect(self.closed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 3, 8, 3)
        layout.setSpacing(4)
        for widget in (back, self._play, forward):
            layout.addWidget(widget)
        layout.addSpacing(6)
        layout.addWidget(self._time)
        layout.addWidget(self.line, 3)
        layout.addWidget(self._name, 2)
        layout.addWidget(self.speed)
        layout.addWidget(self.follow)
        layout.addWidget(close)
        self.show_rate(1.0)
        self.show_recording("")
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the place in the recording matters more than its name."""
        super().resizeEvent(event)
        self._name.setVisible(self.width() >= NAME_FROM)

    def show_recording(self, name: str) -> None:
        """Begin with a recording of that name, of which nothing else is known yet."""
        self._name.setText(name)
        self.line.setMaximum(0)
        self.line.setEnabled(False)
        self.show_playing(False)
        self.show_place(0)

    def show_length(self, length: int) -> None:
        self.line.setMaximum(length)
        self.line.setEnabled(length > 0)
        self.show_place(self.line.value())

    def show_place(self, place: int) -> None:
        """Show where it is, except on the line while somebody drags it."""
        if not self.line.isSliderDown():
            self.line.setValue(place)
        length = clock(self.line.maximum()) if self.line.maximum() else "–:––"
        self._time.setText(f"{clock(place)} / {length}")

    def show_playing(self, plays: bool) -> None:
        self._plays = plays
        tip = self.tr("Pause (F4)") if plays else self.tr("Play (F4)")
        _dress(self._play, "pause" if plays else "play", tip)

    def show_rate(self, rate: float) -> None:
        choices = [(f"{each:g}×", each) for each in RATES]
        offer(self.speed, choices, rate, self.rate_wanted.emit)

    def time_text(self) -> str:
        """What is said of the place: 0:12 / 3:40."""
        return self._time.text()

    def _put_by_key(self, _action: int) -> None:
        if not self.line.isSliderDown():
            self.place_wanted.emit(self.line.sliderPosition())


def _dress(button: QToolButton, icon: str, tip: str) -> None:
    button.setIcon(icons.icon(icon, 16))
    button.setIconSize(QSize(16, 16))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
