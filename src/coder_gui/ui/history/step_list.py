"""How the steps of the history panel look, and which of them a choice would touch."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.codebook.code_rows import line_height
from coder_gui.ui.history.step_rows import STEP_ROW, StepRow, StepRows

LEFT, RIGHT = 34, 12
SIGN = 14
ABOVE = 6


class _Look(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        both = line_height(_font()) + line_height(fonts.interface_font("small"))
        return QSize(80, round(both) + 2 * ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: StepRow = index.data(STEP_ROW)
        view, rect, shown = option.widget, option.rect, theme.tokens()
        assert isinstance(view, StepList)
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        painter.save()
        if view.is_touched(index.row()):
            edge = QRect(rect.left() + 10, rect.top(), 2, rect.height())
            painter.fillRect(QStyle.visualRect(option.direction, rect, edge), shown.acc)
        area = rect.adjusted(LEFT, ABOVE, -RIGHT, -ABOVE)
        area = QStyle.visualRect(option.direction, rect, area)
        if row.kind == "end":
            painter.setFont(fonts.interface_font("small"))
            painter.setPen(shown.tx2)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, row.text
            )
            painter.restore()
            return
        room = QRect(rect.left() + 10, rect.top(), LEFT - 9, rect.height())
        self._paint_sign(painter, row, QStyle.visualRect(option.direction, rect, room))
        painter.setFont(_font(strong=row.kind == "now"))
        painter.setPen(shown.tx3 if row.kind == "undone" else shown.tx)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignTop, words)
        painter.setFont(fonts.interface_font("small"))
        painter.setPen(shown.tx3 if row.kind == "undone" else shown.tx2)
        note = painter.fontMetrics().elidedText(row.note, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom, note)
        painter.restore()

    def _paint_sign(self, painter: QPainter, row: StepRow, room: QRect) -> None:
        centre = room.center().x()
        middle = room.top() + ABOVE + line_height(_font()) / 2
        shown = theme.tokens()
        if row.kind == "undone":
            scale = painter.device().devicePixelRatioF()
            sign = icons.pixmap("undo", SIGN, shown.tx3, scale)
            painter.drawPixmap(centre - SIGN // 2, round(middle) - SIGN // 2, sign)
        elif row.kind == "now":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shown.acc)
            painter.drawEllipse(QRect(centre - 4, round(middle) - 4, 8, 8))


class StepList(QListView):
    """Arrows move, Enter or a double click goes to what was chosen."""

    wanted = Signal(int)
    """A row to go to."""
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = StepRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Look(self))
        # Otherwise each of many thousand rows would be asked how high it is.
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Steps"))
        self.doubleClicked.connect(lambda index: self.wanted.emit(index.row()))
        self.selectionModel().currentChanged.connect(lambda *_rows: self._choose())

    def choose(self, place: int) -> None:
        """Make a row the current one and show it."""
        index = self.rows.index(place)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def is_cut(self, row: StepRow) -> bool:
        """Whether the words of a row are too long for the list."""
        metrics = QFontMetrics(_font(strong=row.kind == "now"))
        return metrics.horizontalAdvance(row.text) > self.viewport().width() - LEFT - RIGHT

    def is_touched(self, place: int) -> bool:
        """Whether going to the current row would undo or redo the step of a row."""
        here, present = self.currentIndex().row(), self.rows.present
        if here > present:
            return present <= place < here
        return 0 <= here <= place < present

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.wanted.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_End:
            while self.rows.canFetchMore(QModelIndex()):
                self.rows.fetchMore(QModelIndex())
            self.choose(self.rows.last)
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self.viewport().update()
        self.chosen.emit()


def _font(*, strong: bool = False) -> QFont:
    return fonts.interface_font("row", fonts.SEMIBOLD if strong else fonts.REGULAR)
