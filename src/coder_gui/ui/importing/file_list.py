"""The files of an import, each with what is to become of it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_gui.app.import_plan import Plan
from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.importing import wording
from coder_gui.ui.importing.batch import Batch
from coder_gui.ui.importing.reading import Failure

BOX, SIGN, SIDE, GAP = 18, 16, 12, 9
ABOVE = 7
"""Room above and below the two lines of a row."""


class FileRows(QAbstractListModel):
    """The rows of a batch."""

    def __init__(self, batch: Batch, parent: QWidget) -> None:
        super().__init__(parent)
        self._batch = batch
        self._count = 0
        batch.changed.connect(self._take_up)

    def row(self, index: QModelIndex) -> Plan | Failure:
        return self._batch.rows[index.row()]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        row = self.row(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.source(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (wording.source(row), wording.state_words(row), wording.facts(row))
            return ", ".join(filter(None, parts))
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(row, Plan) and not row.twin:
            return Qt.CheckState.Checked if row.wanted else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path or wording.source(row))
        return None

    def _take_up(self) -> None:
        if self._count != len(self._batch.rows):
            self.beginResetModel()
            self._count = len(self._batch.rows)
            self.endResetModel()
        elif self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))


class _Look(QStyledItemDelegate):
    """Two lines: the file with the sign of its state, and what was recognised."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        heights = (QFontMetrics(fonts.interface_font(role)).height() for role in ("row", "small"))
        return QSize(120, sum(heights) + 2 * ABOVE + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view = option.widget
        assert isinstance(view, FileList)
        row, shown, style = view.rows.row(index), theme.tokens(), view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        painter.save()
        check = index.data(Qt.ItemDataRole.CheckStateRole)
        if check is not None:
            self._paint_box(painter, option, check)
        state = wording.state_of(row)
        quiet = state in (wording.State.THERE, wording.State.OUT)
        rect = option.rect.adjusted(SIDE + BOX + GAP, ABOVE, -SIDE, -ABOVE)
        strong = bool(option.state & QStyle.StateFlag.State_Selected)
        name = fonts.interface_font("row", fonts.SEMIBOLD if strong else fonts.REGULAR)
        first = QRect(rect.left(), rect.top(), rect.width(), QFontMetrics(name).height())
        sign, tone = wording.SIGNS[state]
        place = self._sign_place(option, first)
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(place.topLeft(), icons.pixmap(sign, SIGN, getattr(shown, tone), scale))
        painter.setPen(shown.tx2 if quiet else shown.tx)
        middle = Qt.TextElideMode.ElideMiddle
        area = first.adjusted(0, 0, -SIGN - GAP, 0)
        self._write(painter, option, area, index.data(), name, middle)
        second = QRect(
            rect.left(), first.bottom() + 1, rect.width(), rect.bottom() - first.bottom()
        )
        loud = state in (wording.State.LOOK, wording.State.FAILED)
        painter.setPen(getattr(shown, tone) if loud else shown.tx2)
        # The sign says that a file is ready; what else is said of it needs the room.
        said = "" if state == wording.State.READY else wording.state_words(row)
        words = " · ".join(filter(None, (said, wording.facts(row))))
        small = fonts.interface_font("small")
        self._write(painter, option, second, words, small, Qt.TextElideMode.ElideRight)
        painter.setPen(shown.line)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, view)
        painter.restore()

    def _paint_box(self, painter, option, check) -> None:
        box = QStyleOptionViewItem(option)
        box.rect = box_of(option)
        checked = Qt.CheckState(check) == Qt.CheckState.Checked
        on, off = QStyle.StateFlag.State_On, QStyle.StateFlag.State_Off
        box.state = QStyle.StateFlag.State_Enabled | (on if checked else off)
        element = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        option.widget.style().drawPrimitive(element, box, painter, option.widget)

    def _sign_place(self, option: QStyleOptionViewItem, line: QRect) -> QRect:
        place = QRect(line.right() - SIGN, line.center().y() - SIGN // 2, SIGN, SIGN)
        return QStyle.visualRect(option.direction, option.rect, place)

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        words: str,
        font: QFont,
        elide: Qt.TextElideMode,
    ) -> None:
        painter.setFont(font)
        words = painter.fontMetrics().elidedText(words, elide, area.width())
        area = QStyle.visualRect(option.direction, option.rect, area)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)


def box_of(option: QStyleOptionViewItem) -> QRect:
    """Where the check box of a row is."""
    rect = option.rect
    box = QRect(rect.left() + SIDE, rect.top() + (rect.height() - BOX) // 2, BOX, BOX)
    return QStyle.visualRect(option.direction, rect, box)


class FileList(QListView):
    """Arrows walk the files, Space takes one in or leaves it out, Enter imports."""

    row_chosen = Signal(int)
    import_wanted = Signal()
    wanted_changed = Signal(object, bool)
    """Places of plans, and whether they are wanted."""

    def __init__(self, batch: Batch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch = batch
        self.rows = FileRows(batch, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Look(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Files"))
        self.selectionModel().currentChanged.connect(lambda now: self.row_chosen.emit(now.row()))

    def choose(self, row: int) -> None:
        """Make a row the current one, as a click would."""
        self.setCurrentIndex(self.rows.index(row))
        self.scrollTo(self.rows.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.import_wanted.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._toggle([index.row() for index in self.selectedIndexes()])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        option = QStyleOptionViewItem()
        option.rect, option.direction = self.visualRect(index), self.layoutDirection()
        if index.isValid() and box_of(option).adjusted(-6, -8, 6, 8).contains(place):
            self._toggle([index.row()])
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _toggle(self, rows: list[int]) -> None:
        places = [place for row in rows if (place := self._batch.place_of(row)) is not None]
        if places:
            wanted = not all(self._batch.plans[place].wanted for place in places)
            self.wanted_changed.emit(places, wanted)
