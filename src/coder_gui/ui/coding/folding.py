"""Panes that make room for the words in a narrow window, and come back when asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class FoldingPane:
    """Shows a pane in wide windows; a person's own choice holds until the window changes class.

    Args:
        least: Width of the place, in pixels, from which on the pane is shown by itself.
    """

    def __init__(self, pane: QWidget, least: int) -> None:
        self._pane = pane
        self._least = least
        self._narrow: bool | None = None
        self._wanted: bool | None = None

    def fit(self, width: int) -> None:
        """Fold or unfold for a new width of the place."""
        narrow = width < self._least
        if narrow != self._narrow:
            self._narrow, self._wanted = narrow, None
        self._pane.setVisible(not narrow if self._wanted is None else self._wanted)

    def toggle(self) -> None:
        """Show or hide the pane because a person wants it so."""
        self._wanted = self._pane.isHidden()
        self._pane.setVisible(self._wanted)
