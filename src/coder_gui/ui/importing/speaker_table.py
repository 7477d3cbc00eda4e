"""Everybody who speaks in the files of an import: named, marked and linked in place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coder_gui.app.import_plan import SpeakerLine
from coder_gui.ui import fonts, theme
from coder_gui.ui.importing.open_choice import open_choice

NAME, FILES, TURNS, ASKS, PERSON = range(5)
ROW = 30
_BOX_SIZE = QSize(18, 18)
_Role = Qt.ItemDataRole
_NUMBER = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (FILES, TURNS)


class SpeakerRows(QAbstractTableModel):
    """A speaker a row; edits are asked for, not made."""

    rename_wanted = Signal(str, str)
    """A speaker as shown, and the name that was typed."""
    asking_wanted = Signal(str, bool)
    link_wanted = Signal(str, str)
    """A speaker, and a participant's label, or nothing."""

    def __init__(self, parent: QWidget, counted: str, own: str) -> None:
        super().__init__(parent)
        self.own = own
        self._heads = (
            self.tr("Speaker"),
            counted,
            self.tr("Turns"),
            self.tr("Interviewer"),
            self.tr("Participant"),
        )
        self.lines: tuple[SpeakerLine, ...] = ()

    def show_lines(self, lines: tuple[SpeakerLine, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0):
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self._heads[section]
        if role == _Role.TextAlignmentRole and section in _NUMBERS:
            return _NUMBER
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() in (NAME, PERSON):
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.column() == ASKS:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: QModelIndex, role: int = 0):
        line, column = self.lines[index.row()], index.column()
        if role == _Role.CheckStateRole and column == ASKS:
            if line.interviewer is None:
                return Qt.CheckState.PartiallyChecked
            return Qt.CheckState.Checked if line.interviewer else Qt.CheckState.Unchecked
        if role == _Role.TextAlignmentRole and column in _NUMBERS:
            return _NUMBER
        if role == _Role.EditRole:
            return line.shown if column == NAME else line.person
        if role == _Role.AccessibleTextRole and column == ASKS:
            asks = self.tr("interviewer") if line.interviewer else self.tr("no interviewer")
            return self.tr("in part") if line.interviewer is None else asks
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return self._shown(line, column)
        return None

    def setData(self, index: QModelIndex, value: object, role: int = 0) -> bool:
        line = self.lines[index.row()]
        if role == _Role.CheckStateRole:
            self.asking_wanted.emit(line.shown, Qt.CheckState(value) == Qt.CheckState.Checked)
        elif index.column() == NAME and str(value).strip() not in ("", line.shown):
            self.rename_wanted.emit(line.shown, str(value))
        elif index.column() == PERSON and str(value).strip() != line.person:
            self.link_wanted.emit(line.shown, str(value))
        # What was asked for comes back as other lines.
        return False

    def _shown(self, line: SpeakerLine, column: int) -> str:
        if column == NAME:
            return line.shown or self.tr("nobody in particular")
        if column == PERSON:
            return line.person or ("" if line.interviewer else self.own)
        if column == ASKS:
            return ""
        return f"{line.files if column == FILES else line.turns:,}"


class _Look(QStyledItemDelegate):
    """Plain cells with a line below; the focus is around the cell that typing would change."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view = option.widget
        assert isinstance(view, SpeakerTable)
        style, shown = view.style(), theme.tokens()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        painter.save()
        if index.column() == ASKS:
            self._paint_box(painter, option, index)
        else:
            quiet = self._is_quiet(view.rows.lines[index.row()], index.column())
            number = index.column() in _NUMBERS
            painter.setFont(fonts.number_font() if number else fonts.interface_font("row"))
            painter.setPen(shown.tx2 if quiet else shown.tx)
            area = option.rect.adjusted(10 if index.column() == NAME else 6, 0, -8, 0)
            words = painter.fontMetrics().elidedText(
                index.data(), Qt.TextElideMode.ElideRight, area.width()
            )
            leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, _NUMBER if number else leading, words)
        painter.setPen(shown.line)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring = QStyleOptionViewItem(option)
            ring.state &= ~QStyle.StateFlag.State_Selected
            style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, ring, painter, view)
        painter.restore()

    def createEditor(self, parent: QWidget, _option, index: QModelIndex) -> QWidget:
        if index.column() == NAME:
            line = QLineEdit(parent)
            line.setAccessibleName(self.tr("Name of the speaker"))
            return line
        view = self.parent()
        assert isinstance(view, SpeakerTable)
        box = open_choice(view.rows.own, parent)
        box.setAccessibleName(self.tr("Participant"))
        box.addItems(["", *view.people])
        return box

    def editorEvent(self, *_event) -> bool:
        # The table itself takes clicks and keys, for all selected rows at once.
        return False

    def updateEditorGeometry(self, editor: QWidget, option, _index: QModelIndex) -> None:
        editor.setGeometry(option.rect)

    def _is_quiet(self, line: SpeakerLine, column: int) -> bool:
        if column == NAME:
            return not line.shown
        return column in _NUMBERS or (column == PERSON and not line.person)

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        style, box = option.widget.style(), QStyleOptionViewItem(option)
        states = {
            Qt.CheckState.Checked: QStyle.StateFlag.State_On,
            Qt.CheckState.PartiallyChecked: QStyle.StateFlag.State_NoChange,
            Qt.CheckState.Unchecked: QStyle.StateFlag.State_Off,
        }
        check = Qt.CheckState(index.data(_Role.CheckStateRole))
        box.state = QStyle.StateFlag.State_Enabled | states[check]
        box.rect = style.alignedRect(
            option.direction, Qt.AlignmentFlag.AlignCenter, _BOX_SIZE, option.rect
        )
        element = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        style.drawPrimitive(element, box, painter, option.widget)


class SpeakerTable(QTableView):
    """F2 names or links, Space marks the interviewer; several rows are changed as one."""

    rename_wanted = Signal(object, str)
    """Speakers as they are shown, and the new name."""
    asking_wanted = Signal(object, bool)
    link_wanted = Signal(object, str)
    chosen_changed = Signal()

    def __init__(
        self, parent: QWidget | None = None, counted: str | None = None, own: str | None = None
    ) -> None:
        """Make a table of nobody.

        Args:
            counted: What a line's `files` are, where they are something else.
            own: What stands for the participant where a line names none.
        """
        super().__init__(parent)
        self.people: list[str] = []
        """Labels of participants that are offered while one is typed."""
        self.rows = SpeakerRows(self, counted or self.tr("Files"), own or self.tr("the file’s own"))
        self.setModel(self.rows)
        self.setItemDelegate(_Look(self))
        self.setAccessibleName(self.tr("Speakers"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.rows.rename_wanted.connect(
            lambda one, to: self.rename_wanted.emit(self._with(one), to)
        )
        self.rows.asking_wanted.connect(
            lambda one, to: self.asking_wanted.emit(self._with(one), to)
        )
        self.rows.link_wanted.connect(lambda one, to: self.link_wanted.emit(self._with(one), to))
        self.selectionModel().selectionChanged.connect(lambda *_each: self.chosen_changed.emit())
        self._fit()

    def show_lines(self, lines: tuple[SpeakerLine, ...], people: list[str]) -> None:
        """Show other lines; who was chosen stays so, also under a new name in the same row."""
        self.people = people
        if lines == self.rows.lines:
            return
        chosen, current = self.chosen(), self.currentIndex()
        names = [line.shown for line in lines]
        before = self.rows.lines
        name = before[current.row()].shown if current.isValid() else ""
        self.rows.show_lines(lines)
        row = names.index(name) if name in names else min(current.row(), len(names) - 1)
        column = max(current.column(), 0)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row, column))
        if len(chosen) > 1 and set(chosen) <= set(names):
            self.clearSelection()
            for each in chosen:
                flags = self.selectionModel().SelectionFlag
                index = self.rows.index(names.index(each), 0)
                self.selectionModel().select(index, flags.Select | flags.Rows)
        self.chosen_changed.emit()

    def chosen(self) -> list[str]:
        """The selected speakers as they are shown, in the order of the rows."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows.lines[row].shown for row in rows]

    def take_focus(self) -> None:
        """Take the keys; the first speaker is chosen if none was."""
        if self.rows.lines and not self.chosen():
            self.setCurrentIndex(self.rows.index(max(self.currentIndex().row(), 0), NAME))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Keep a name that is being typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def rename(self) -> None:
        """Type a name in place."""
        row = self.currentIndex().row()
        if row >= 0:
            flags = self.selectionModel().SelectionFlag
            index = self.rows.index(row, NAME)
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # What the line edit has no use for, such as Enter, comes here once more.
            super().keyPressEvent(event)
            return
        typed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space and self.chosen():
            lines = [line for line in self.rows.lines if line.shown in self.chosen()]
            self.asking_wanted.emit(self.chosen(), not all(line.interviewer for line in lines))
        elif typed and plain and self.currentIndex().isValid():
            if self.currentIndex().column() == PERSON:
                self.edit(self.currentIndex())
            else:
                self.rename()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == ASKS and not event.modifiers():
            line = self.rows.lines[index.row()]
            self.asking_wanted.emit([line.shown], not line.interviewer)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _with(self, one: str) -> list[str]:
        """The speaker who was edited, with all that are selected if that one is."""
        chosen = self.chosen()
        return chosen if one in chosen else [one]

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        metrics = self.fontMetrics()
        for column in (FILES, TURNS, ASKS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head = self.rows.headerData(column, Qt.Orientation.Horizontal, _Role.DisplayRole)
            self.setColumnWidth(column, metrics.horizontalAdvance(str(head)) + 18)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(PERSON, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(PERSON, metrics.horizontalAdvance("n") * 13 + 10)
        self.verticalHeader().setDefaultSectionSize(max(ROW, metrics.height() + 10))
