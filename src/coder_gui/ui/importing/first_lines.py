"""The beginning of a transcript, as it will stand in the reader."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from coder_gui.app.import_plan import Plan
from coder_gui.domain.model import Transcript, TranscriptInfo
from coder_gui.ui.transcript.page import LABEL_COLUMN, LABEL_GAP, LEAST_TEXT_COLUMN, Page
from coder_gui.ui.transcript.page_view import PageView

MOST = 2_000
"""About how many characters are shown."""
POINTS = 11.5
SIDE = 10


class FirstLines(PageView):
    """A page without a margin for stripes; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("First lines"))
        self.set_point_size(POINTS)

    def show_plan(self, plan: Plan | None) -> None:
        """Show the first lines under the names and roles that are planned."""
        self.show_transcript(None if plan is None else beginning(plan), ())

    def fit(self, width: int, ideal: int, _wanted: int | None, _two_sided: bool) -> Page:
        """All the width is for labels and words."""
        room = width - LABEL_COLUMN - LABEL_GAP - 2 * SIDE
        return Page(SIDE, 0, max(min(ideal, room), LEAST_TEXT_COLUMN), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def beginning(plan: Plan) -> Transcript:
    """The first paragraphs of a plan, cut after a whole one."""
    text = plan.draft.text
    if len(text) > MOST:
        cut = text.rfind("\n", 1, MOST)
        text = text[: cut if cut > MOST // 2 else MOST]
    end = len(text)
    turns = tuple(
        replace(turn, speech=min(turn.speech, end), end=min(turn.end, end))
        for turn in plan.turns()
        if turn.start < end
    )
    spans = tuple(
        replace(span, end=min(span.end, end)) for span in plan.draft.spans if span.start < end
    )
    info = TranscriptInfo(0, "", plan.name, None, end, 0, "", plan.draft.format, plan.digest, "")
    return Transcript(info, text, turns, spans)
