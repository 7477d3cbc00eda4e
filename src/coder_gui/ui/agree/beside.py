"""Work beside the window of which only the latest matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from coder_gui.domain.agreement.comparison import Comparison
from coder_gui.domain.agreement.intervals import (
    AlphaIntervals,
    PairIntervals,
    alpha_intervals,
    pair_intervals,
)
from coder_gui.domain.errors import Cancelled
from coder_gui.ui.tasks import Progress, Task


class Latest(QObject):
    """Runs one work at a time; what is begun anew ends what went on before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._task: Task | None = None

    @property
    def is_running(self) -> bool:
        return self._task is not None

    def begin(self, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        """Hand the result of some work to `done`, unless it is stopped before."""
        self.stop()
        number = self._number

        def take(result: Any) -> None:
            if isValid(self) and number == self._number:
                self._task = None
                done(result)

        # No child of the page, which may go while the work goes on.
        self._task = Task(work, take)
        self._task.start()

    def stop(self) -> None:
        """End what goes on; nothing more comes of it."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None


def intervals_of(
    comparison: Comparison, progress: Progress
) -> tuple[PairIntervals, AlphaIntervals]:
    """Intervals of A and B, and of all coders.

    Raises:
        Cancelled: The researcher went on to another comparison.
    """

    def check() -> None:
        if progress.is_cancelled:
            raise Cancelled

    pair = pair_intervals(comparison.pairs[0].tables, check=check)
    return pair, alpha_intervals(comparison.counted, check=check)
