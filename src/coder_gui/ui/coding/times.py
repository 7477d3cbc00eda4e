"""Times of the recording beside the words: copied, gone to, and played from."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from coder_gui.domain.errors import Refused
from coder_gui.domain.times import Timeline, milliseconds, time_before
from coder_gui.ui.session import Session
from coder_gui.ui.transcript.correctable_view import CorrectableView
from coder_gui.ui.transcript.labels import clock


class Times(QObject):
    """What the reader's own menu and Ctrl+G do with time stamps."""

    play_wanted = Signal(int)
    """Milliseconds from which the recording is to be played."""

    def __init__(self, session: Session, view: CorrectableView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)

    def menu_at(self, point: QPoint) -> QMenu:
        """Qt's own menu for words, with what can be done with the time spoken there."""
        view = self._view
        menu = view.createStandardContextMenu(point)
        time_ms = self.time_at(point)
        if time_ms is not None:
            menu.addSeparator()
            copy = menu.addAction(self.tr("Copy %1").replace("%1", clock(time_ms)))
            copy.triggered.connect(lambda: QApplication.clipboard().setText(clock(time_ms)))
            if view.plays_times:
                play = menu.addAction(self.tr("Play from %1").replace("%1", clock(time_ms)))
                play.triggered.connect(lambda: self.play_wanted.emit(time_ms))
        if Timeline(view.turns()):
            menu.addAction(self.tr("Go to time…")).triggered.connect(self.ask)
        return menu

    def time_at(self, point: QPoint) -> int | None:
        """When the words under a point of the viewport were spoken, as far as that is known."""
        return time_before(self._view.turns(), self._view.point_at(point))

    def ask(self) -> None:
        """Ask for a time and go to the turn that is spoken then."""
        if not Timeline(self._view.turns()):
            self._session.said.emit(self.tr("This transcript has no times."))
            return
        dialog = QInputDialog(self._view.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Go to time"))
        dialog.setLabelText(self.tr("Time in the recording, such as 14:02 or 1:14:02"))
        dialog.textValueSelected.connect(self.go_to)
        dialog.open()

    def go_to(self, typed: str) -> None:
        """Go to the turn that is spoken at the time that was typed.

        Raises:
            Refused: It is no time.
        """
        time_ms = milliseconds(typed)
        if time_ms is None:
            raise Refused(f"“{typed}” is no time. Type minutes and seconds, such as 14:02.")
        turn = Timeline(self._view.turns()).nearest(time_ms)
        if turn is not None:
            self._view.place_caret(turn.speech)
            self._view.setFocus()

    def _open_menu(self, point: QPoint) -> None:
        menu = self.menu_at(point)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._view.viewport().mapToGlobal(point))
