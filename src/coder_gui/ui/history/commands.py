"""How the window shows the history panel: at the right of whatever place is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from coder_gui.ui.history.history_panel import HistoryPanel
    from coder_gui.ui.main_window import MainWindow

WIDTH = 300
ROOM = 720
"""Pixels that a place keeps beside the panel; where there are fewer, the panel lies over it."""


class HistoryCommands(QObject):
    """Opens and closes the panel, and keeps it true while it is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._panel: HistoryPanel | None = None
        self._before: QWidget | None = None
        self._beside = False
        self._session.closed.connect(self._forget)
        self._session.changed.connect(lambda _changes: self._refresh())
        self._session.coder_changed.connect(self._refresh)

    @property
    def panel(self) -> HistoryPanel:
        """The panel, made when it is first wanted."""
        if self._panel is None:
            from coder_gui.ui.history.history_panel import HistoryPanel

            around = self._window.centralWidget()
            self._panel = HistoryPanel(self._session, self._window.keep, around)
            self._panel.setObjectName("history_panel")
            self._panel.setFixedWidth(WIDTH)
            self._panel.hide()
            self._panel.closed.connect(self.close)
            around.installEventFilter(self)
        return self._panel

    def toggle(self) -> None:
        """Show the panel with the keys in it, or close it."""
        if self.panel.isVisible():
            self.close()
            return
        self._before = self._window.focusWidget()
        self._fit()
        self.panel.show()
        self.panel.refresh()
        self.panel.list.setFocus()

    def close(self) -> None:
        """Close the panel and give the keys back."""
        had_keys = self.panel.isAncestorOf(self._window.focusWidget() or self._window)
        self.panel.hide()
        before, self._before = self._before, None
        if had_keys and before is not None and before.isVisible():
            before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The panel follows the window’s size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Stand beside the place, or over its edge in a narrow window."""
        window, panel = self._window, self.panel
        around = window.centralWidget().rect()
        beside = around.width() - WIDTH >= ROOM
        if beside != self._beside:
            self._beside = beside
            (window.beside.addWidget if beside else window.beside.removeWidget)(panel)
        if not beside:
            top = window.places.y()
            left = 0 if window.isRightToLeft() else around.width() - WIDTH
            panel.setGeometry(left, top, WIDTH, around.height() - top)
            panel.raise_()

    def _refresh(self) -> None:
        if self._panel is not None and self._panel.isVisible():
            self._panel.refresh()

    def _forget(self) -> None:
        self._before = None
        if self._panel is not None:
            self._panel.hide()
            self._panel.forget()
