"""The room above a place for errors and for long work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coder_gui.domain.errors import CoderError

# The bars themselves are imported when there is something to say: not before the first paint.
if TYPE_CHECKING:
    from coder_gui.ui.tasks import Task
    from coder_gui.ui.widgets.notice_bar import Notice, NoticeBar
    from coder_gui.ui.widgets.progress_card import ProgressCard

MOST = 3
"""More notices than these would push the words out of sight; the oldest go."""


class Notices(QWidget):
    """Stacks notices; empty, it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[NoticeBar] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 14, 10)
        self._layout.setSpacing(8)
        self.hide()

    def show_error(self, error: CoderError) -> None:
        """Say what happened, to what, what was left untouched and what to do."""
        from coder_gui.ui.widgets.notice_bar import Kind, Notice

        first, dot, rest = error.sentence.partition(". ")
        self.show_notice(
            Notice(
                Kind.ERROR,
                strong=first + dot.strip(),
                after=f" {rest}" if rest else "",
                details=error.details,
                can_close=True,
            )
        )

    def show_notice(self, notice: Notice) -> NoticeBar:
        from coder_gui.ui.widgets.notice_bar import NoticeBar

        for bar in self._bars[MOST - 1 :]:
            self._drop(bar)
        bar = NoticeBar(notice)
        bar.closed.connect(lambda: self._drop(bar))
        self._bars.insert(0, bar)
        self._layout.insertWidget(0, bar)
        self.show()
        return bar

    def show_task(self, task: Task, before: str, note: str) -> ProgressCard:
        """Show long work until it ends; its Cancel stops it."""
        from coder_gui.ui.widgets.progress_card import ProgressCard

        card = ProgressCard()
        card.set_note(note)
        task.progressed.connect(
            lambda done, total, what: card.show_progress(
                before,
                self.tr("%1 of %2").replace("%1", str(done + 1)).replace("%2", str(total)),
                f", {what}",
                done,
                total,
            )
        )
        card.cancelled.connect(task.cancel)
        task.ended.connect(lambda: self._end(card))
        self._layout.addWidget(card)
        self.show()
        return card

    def texts(self) -> list[str]:
        """What is said now, the latest first."""
        return [bar.notice.text for bar in self._bars]

    def clear(self) -> None:
        for bar in list(self._bars):
            self._drop(bar)

    def _drop(self, bar: NoticeBar) -> None:
        if bar in self._bars:
            self._bars.remove(bar)
            self._end(bar)

    def _end(self, widget: QWidget) -> None:
        self._layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
        self.setVisible(self._layout.count() > 0)
