"""The proposed questions: each becomes a code if it is checked, under the name that it has here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from coder_gui.domain.questions import Question, put_together, taken_apart
from coder_gui.ui import fonts

QUESTION = Qt.ItemDataRole.UserRole
ROW = 29
WORDINGS_SHOWN = 12


class QuestionModel(QAbstractTableModel):
    """Questions in the order in which they were proposed."""

    checked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._questions: list[Question] = []
        self._checked: list[bool] = []

    def show(self, questions: Sequence[Question], checked_from: int) -> None:
        """Show questions; those asked in so many transcripts are checked."""
        self._set(questions, [each.transcripts >= checked_from for each in questions])

    def questions(self, places: Iterable[int]) -> list[Question]:
        return [self._questions[place] for place in places]

    def checked(self) -> list[Question]:
        return [q for q, on in zip(self._questions, self._checked, strict=True) if on]

    def put_together(self, places: Sequence[int]) -> None:
        """Make one question of several; it stands where the first one stood."""
        first, *others = sorted(places)
        one = put_together(self.questions([first, *others]))
        left = [place for place in range(len(self._questions)) if place not in others]
        self._set(
            [one if place == first else self._questions[place] for place in left],
            [place == first or self._checked[place] for place in left],
        )

    def take_apart(self, place: int) -> None:
        """Make a question of each wording."""
        apart = taken_apart(self._questions[place])
        before, after = self._questions[:place], self._questions[place + 1 :]
        on = [self._checked[place]] * len(apart)
        checked = [*self._checked[:place], *on, *self._checked[place + 1 :]]
        self._set([*before, *apart, *after], checked)

    def toggle(self, places: Sequence[int]) -> None:
        """Check rows, or uncheck them where all are checked."""
        on = not all(self._checked[place] for place in places)
        for place in places:
            self._checked[place] = on
        self._tell()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._questions)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        question = self._questions[index.row()]
        wordings = list(dict.fromkeys(each.text for each in question.asked))
        if role == QUESTION:
            return question
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            on = self._checked[index.row()]
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            numbers = question.transcripts, len(question.asked), len(wordings)
            return f"{numbers[index.column() - 1]:,}" if index.column() else question.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(wordings[:WORDINGS_SHOWN])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return fonts.number_font("row") if index.column() else fonts.interface_font("body")
        return None

    def setData(
        self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        place = index.row()
        if role == Qt.ItemDataRole.CheckStateRole:
            self._checked[place] = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role == Qt.ItemDataRole.EditRole and str(value).strip():
            name = " ".join(str(value).split())
            self._questions[place] = replace(self._questions[place], name=name)
        else:
            return False
        self._tell()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        heads = (
            self.tr("Question, and name of its code"),
            self.tr("Transcripts"),
            self.tr("Answers"),
            self.tr("Wordings"),
        )
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _set(self, questions: Sequence[Question], checked: Sequence[bool]) -> None:
        self.beginResetModel()
        self._questions, self._checked = list(questions), list(checked)
        self.endResetModel()
        self.checked_changed.emit()

    def _tell(self) -> None:
        last = self.index(max(len(self._questions) - 1, 0), 3)
        self.dataChanged.emit(self.index(0, 0), last)
        self.checked_changed.emit()


class QuestionTable(QTableView):
    """Space checks, F2 renames, Enter opens the first place, M puts together."""

    place_wanted = Signal(object)
    """A `Question`."""
    together_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = QuestionModel(self)
        self.setModel(self.questions)
        self.setAccessibleName(self.tr("Questions"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(90)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.questions.modelReset.connect(self._fit)
        self.doubleClicked.connect(lambda index: self.edit(index.siblingAtColumn(0)))
        self._fit()

    def places(self) -> list[int]:
        """The chosen rows."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.currentIndex()
        if key == Qt.Key.Key_Space and self.places():
            self.questions.toggle(self.places())
        elif key == Qt.Key.Key_M and not event.modifiers():
            self.together_wanted.emit()
        elif key == Qt.Key.Key_F2 and current.isValid():
            self.edit(current.siblingAtColumn(0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            if self.state() != QTableView.State.EditingState:
                self.place_wanted.emit(current.data(QUESTION))
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 12))
        if self.questions.rowCount():
            self.setCurrentIndex(self.questions.index(0, 0))
