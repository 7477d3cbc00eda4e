"""The one way to run something long: off the window's thread, with progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from coder_gui.domain.errors import Cancelled


class Progress:
    """What long work uses to say how far it is and to learn that it is to stop."""

    def __init__(self, said: Callable[[int, int, str], None]) -> None:
        self._said = said
        self._stop = threading.Event()

    def say(self, done: int, total: int, what: str) -> None:
        """Report; raises Cancelled when the researcher asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._said(done, total, what)

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()


class Task(QObject):
    """One piece of long work. It computes and never writes to the project.

    Signals come on the window's thread. An error is raised there again, so that it goes the
    way of every other error.
    """

    progressed = Signal(int, int, str)
    ended = Signal()
    _finished = Signal(object)
    _broke = Signal(object)

    def __init__(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._done = done
        self.progress = Progress(self.progressed.emit)
        # Queued, because a signal from another thread must be taken on this one.
        self._finished.connect(self._take_result, Qt.ConnectionType.QueuedConnection)
        self._broke.connect(self._raise_again, Qt.ConnectionType.QueuedConnection)

    def start(self) -> Task:
        QThreadPool.globalInstance().start(self._run)
        return self

    def cancel(self) -> None:
        self.progress.cancel()

    def _run(self) -> None:
        try:
            result = self._work(self.progress)
        except BaseException as error:
            self._broke.emit(error)
        else:
            self._finished.emit(result)

    def _take_result(self, result: Any) -> None:
        self.ended.emit()
        self._done(result)

    def _raise_again(self, error: BaseException) -> None:
        self.ended.emit()
        if not isinstance(error, Cancelled):
            raise error
