"""Long work whose results come piece by piece, one work at a time."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from time import monotonic
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from coder_gui.domain.errors import Refused
from coder_gui.ui.tasks import Progress, Task

OFTEN = 0.04
"""Seconds between two pieces: a search in a usual study is done sooner."""


class Stream(QObject):
    """Runs an iterator off the window's thread; what is begun anew ends what went on before."""

    refused = Signal(str)
    """A sentence on why the work stopped, such as an expression without end."""
    _some = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._task: Task | None = None
        self._take: Callable[[list[Any]], None] = lambda _pieces: None
        # Queued, because a signal from another thread must be taken on this one.
        self._some.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        return self._task is not None

    def begin(
        self,
        work: Callable[[], Iterator[Any]],
        take: Callable[[list[Any]], None],
        done: Callable[[], None],
    ) -> None:
        """Take the pieces of some work as they come, then say that it is done."""
        self.stop()
        number, self._take = self._number, take

        def run(progress: Progress) -> str:
            try:
                self._run(number, work, progress)
            except Refused as error:
                return error.sentence
            return ""

        def end(sentence: str) -> None:
            if isValid(self) and number == self._number:
                self._task = None
                if sentence:
                    self.refused.emit(sentence)
                done()

        # No child of the page, which may go while the texts are being read.
        self._task = Task(run, end)
        self._task.start()

    def stop(self) -> None:
        """End what goes on; nothing more comes of it."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _run(self, number: int, work: Callable[[], Iterator[Any]], progress: Progress) -> None:
        pieces: list[Any] = []
        said = monotonic()
        with closing(cast("Generator[Any]", work())) as iterator:
            for piece in iterator:
                if progress.is_cancelled:
                    return
                pieces.append(piece)
                if monotonic() - said > OFTEN:
                    self._some.emit(number, pieces)
                    pieces, said = [], monotonic()
        self._some.emit(number, pieces)

    def _pass_on(self, number: int, pieces: list[Any]) -> None:
        if number == self._number:
            self._take(pieces)
