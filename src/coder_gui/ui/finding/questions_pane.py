"""The questions of structured interviews, proposed, corrected, and coded in one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from coder_gui.domain.counted import counted
from coder_gui.domain.questions import Question
from coder_gui.ui.finding.question_table import QuestionTable
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer
from coder_gui.ui.widgets.text_label import button, divider, text_label

LEAST = (1, 2, 3, 5, 10)
USUAL = 2


class QuestionsPane(QWidget):
    """Nothing is changed before “Code” is pressed."""

    coded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all: list[Question] = []
        self._least = self._checked_from = USUAL
        self.table = QuestionTable()
        self._hint = text_label("", "", "second")
        self._chip = Chip(self.tr("Asked in"), "")
        self.together = button(self.tr("Put together"), "plain")
        self.apart = button(self.tr("Take apart"), "plain")
        self.theme = QLineEdit(self.tr("Interview questions"))
        self.theme.setAccessibleName(self.tr("Theme for the codes"))
        self.theme.setMinimumWidth(190)
        self.code = button("", "primary")
        self._lay_out()
        self._connect()
        self._offer()
        self.wait()

    def show_questions(self, questions: Sequence[Question], transcripts: int) -> None:
        """Propose questions; what every third person is asked is what the interviewer planned.

        Args:
            transcripts: In how many the questions were looked for.
        """
        self._all = list(questions)
        self._checked_from = max(USUAL, -(-transcripts // 3))
        self._show()

    def wait(self) -> None:
        """Show that the questions are being looked for."""
        self._all = []
        self.table.questions.show((), USUAL)
        self._hint.setText(self.tr("The questions are being looked for…"))
        self._stack.setCurrentIndex(0)

    def _show(self) -> None:
        shown = [each for each in self._all if each.transcripts >= self._least]
        self.table.questions.show(shown, self._checked_from)
        self._stack.setCurrentIndex(1 if shown else 0)
        if not shown:
            self._hint.setText(
                self.tr(
                    "No question of the interviewer comes back in several transcripts. In "
                    "structured interviews each one becomes a code with its answers."
                )
                if self._all
                else self.tr(
                    "Nobody is marked as the interviewer here, or nobody was asked anything."
                )
            )
        self._show_state()

    def _code(self) -> None:
        number = self._session.project.code_questions(
            self.table.questions.checked(), self.theme.text()
        )
        if not number:
            self._session.said.emit(self.tr("All of these answers are coded already."))
        self.coded.emit()

    def _put_together(self) -> None:
        places = self.table.places()
        if len(places) > 1:
            self.table.questions.put_together(places)
            self.table.selectRow(places[0])
        else:
            self._session.said.emit(self.tr("Choose the questions that are one: Shift and arrows."))

    def _take_apart(self) -> None:
        places = self.table.places()
        if len(places) == 1:
            self.table.questions.take_apart(places[0])
            self.table.selectRow(places[0])

    def _set_least(self, least: int) -> None:
        self._least = least
        self._offer()
        self._show()

    def _offer(self) -> None:
        choices = [
            (self.tr("%1 and more").replace("%1", counted(each, "transcript")), each)
            for each in LEAST
        ]
        offer(self._chip, choices, self._least, self._set_least)

    def _show_state(self) -> None:
        number = len(self.table.questions.checked())
        what = counted(number, "question")
        self.code.setText(self.tr("Code %1").replace("%1", what) if number else self.tr("Code"))
        self.code.setEnabled(number > 0 and not self._session.is_read_only)
        places = self.table.places()
        self.together.setEnabled(len(places) > 1)
        self.apart.setEnabled(len(places) == 1)

    def _connect(self) -> None:
        self.table.questions.checked_changed.connect(self._show_state)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_state())
        self.table.together_wanted.connect(self._put_together)
        self.together.clicked.connect(self._put_together)
        self.apart.clicked.connect(self._take_apart)
        self.code.clicked.connect(self._code)

    def _lay_out(self) -> None:
        nothing = QWidget()
        room = QVBoxLayout(nothing)
        room.addStretch(2)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._hint, 2)
        line.addStretch(1)
        room.addLayout(line)
        room.addStretch(3)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.table)
        top = QHBoxLayout()
        top.setContentsMargins(12, 2, 12, 2)
        top.setSpacing(4)
        top.addWidget(self._chip)
        top.addStretch(1)
        top.addWidget(self.together)
        top.addWidget(self.apart)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 6)
        foot.setSpacing(8)
        about = text_label(
            self.tr("A question and its answers become one code in this theme:"), "row", "second"
        )
        foot.addWidget(about, 1)
        foot.addWidget(self.theme)
        foot.addWidget(self.code)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(divider())
        layout.addWidget(middle, 1)
        layout.addWidget(divider())
        layout.addLayout(foot)
