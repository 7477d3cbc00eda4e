"""Noticing that nobody has been at the keyboard or the mouse for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.DragMove,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Looks at every event of the program while it watches, and only then.

    `clock` is the wall clock in seconds: other clocks stand still while a laptop sleeps.
    """

    idle = Signal()
    clock: Callable[[], float] = staticmethod(time.time)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit = 0.0
        self._last = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    def start(self, minutes: int) -> None:
        """Watch until nobody has been here for so long; 0 watches no more."""
        self.stop()
        if minutes:
            self._limit, self._last = 60.0 * minutes, self.clock()
            QCoreApplication.instance().installEventFilter(self)
            self._timer.start(int(self._limit * 1000))

    def stop(self) -> None:
        if self.is_on:
            QCoreApplication.instance().removeEventFilter(self)
        self._limit = 0.0
        self._timer.stop()

    @property
    def is_on(self) -> bool:
        return self._limit > 0

    def stay(self) -> None:
        """Count from now on, because something is going on."""
        self._last = self.clock()
        self._timer.start(int(self._limit * 1000))

    def look(self) -> None:
        """Tell when it has been long enough, else look again when it could be."""
        left = self._limit - (self.clock() - self._last)
        if not self.is_on:
            return
        if left <= 0:
            self.idle.emit()
        else:
            self._timer.start(max(1, int(left * 1000)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTS:
            now = self.clock()
            # The first touch after a night's sleep must not count as having been here.
            if now - self._last >= self._limit:
                self.look()
                return self.is_on is False and event.type() == QEvent.Type.KeyPress
            self._last = now
        return False
