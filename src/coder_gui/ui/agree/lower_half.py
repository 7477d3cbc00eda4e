"""The lower half of the Agree place: the words, and beside or under them what settles."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from coder_gui.ui.agree.reading_pane import ReadingPane
from coder_gui.ui.agree.settle_panel import WIDTH, SettlePanel

FOLDS_BELOW = 1000
"""Width of the place from which on the panel stands beside the words, and is there by itself."""
UNDER_HEIGHT = 206
LEAST_WORDS, LEAST_WORDS_OVER_PANEL = 160, 110


class LowerHalf(QSplitter):
    """Shows the panel beside the words, or under them in a narrow window, or not at all."""

    panel_shown = Signal(bool)
    """The researcher showed or hid the panel beside the words."""
    shown = Signal(bool)
    """The panel came or went."""

    def __init__(self, reading: ReadingPane, panel: SettlePanel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._reading = reading
        self._panel = panel
        self._narrow: bool | None = None
        self.is_wanted = True
        """Whether the panel is shown where there is room for it beside the words."""
        self._asked_under = False
        self.setChildrenCollapsible(False)
        self.addWidget(reading)
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        reading.panel_shown.clicked.connect(self._choose)
        self._fit()

    def want_panel(self, wanted: bool) -> None:
        """Show the panel from now on where there is room, as it was left the last time."""
        self.is_wanted = wanted
        self._fit()
        self.shown.emit(not self._panel.isHidden())

    def show_panel(self, shown: bool) -> None:
        """Show or hide the panel because the researcher wants it so."""
        if shown == self._panel.isHidden():
            self._choose(shown)

    def toggle_panel(self) -> None:
        self._choose(self._panel.isHidden())

    def take_note(self) -> None:
        """Let the researcher write the note of a decision."""
        self.show_panel(True)
        self._panel.note.setFocus()

    def open_several(self) -> None:
        """Offer what is decided about several passages at once."""
        self.show_panel(True)
        self._panel.several.showMenu()

    def is_under(self) -> bool:
        """Whether the panel stands under the words, so that there is no room for figures."""
        return bool(self._narrow) and not self._panel.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _choose(self, shown: bool) -> None:
        if self._narrow:
            self._asked_under = shown
        else:
            self.is_wanted = shown
            self.panel_shown.emit(shown)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < FOLDS_BELOW
        if narrow != self._narrow:
            self._narrow, self._asked_under = narrow, False
            across = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
            self.setOrientation(across)
            self._panel.stand_under(narrow)
            whole = self.height() if narrow else self.width()
            part = UNDER_HEIGHT if narrow else WIDTH
            self.setSizes([max(whole - part, 1), part])
        shown = self._asked_under if narrow else self.is_wanted
        was_shown = not self._panel.isHidden()
        self._reading.panel_shown.setChecked(shown)
        if shown == was_shown and self._panel.holds_walk == shown:
            return
        self._panel.setVisible(shown)
        over = narrow and shown
        self._reading.setMinimumHeight(LEAST_WORDS_OVER_PANEL if over else LEAST_WORDS)
        if shown:
            self._panel.hold_walk(self._reading.walk, self._reading.kinds)
        else:
            self._panel.holds_walk = False
            self._reading.take_walk_back()
        self._reading.say(self._reading.said.text(), beside=shown)
        self.shown.emit(shown)


def add_key(keys: str, area: QWidget, act: object) -> QShortcut:
    """A key that works while anything in an area has the focus, but not while one types."""
    shortcut = QShortcut(QKeySequence(keys), area)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
    return shortcut
