"""Which codes stand in place of which: a heat map of numbers, whose cells open their passages."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.agreement.confusion_matrix import ConfusionMatrix
from coder_gui.domain.codebook import Codebook
from coder_gui.exchange.reports.table_file import Cell, tab_separated
from coder_gui.ui import fonts, theme
from coder_gui.ui.widgets.text_label import text_label

SHADE = Qt.ItemDataRole.UserRole
"""From 0 to 1; None on the diagonal."""
STRONGEST = {"light": 0.59, "dark": 0.43}
WEAKEST = 0.05
NAMES = 380
CELL = QSize(54, 27)
RADIUS = 3


class ConfusionModel(QAbstractTableModel):
    """Rows are A's codes, columns B's; a number leads from a column to its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = ConfusionMatrix((), ())
        self._names: tuple[str, ...] = ()

    def show(self, matrix: ConfusionMatrix, book: Codebook) -> None:
        self.beginResetModel()
        self.matrix = matrix
        none = self.tr("no further code")
        self._names = tuple(none if c is None else book[c].name for c in matrix.codes)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.matrix.codes)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return self.rowCount(parent)

    def name(self, place: int) -> str:
        return self._names[place]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        length = self.matrix.cells[row][column]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{length:,}" if length else ""
        if role == SHADE:
            return None if row == column else self.matrix.shade(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if row == column:
                return self.tr("Agreement is in the table of codes")
            words = self.tr("%1 characters: A gave “%2”, B “%3”").replace("%1", f"{length:,}")
            return words.replace("%3", self.name(column)).replace("%2", self.name(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        number = str(section + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return number if across else f"{number}  {self.name(section)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{'B' if across else 'A'}: {self.name(section)}"
        if role == Qt.ItemDataRole.TextAlignmentRole and not across:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class HeatLook(QStyledItemDelegate):
    """Lightness alone carries the number; the cell that was opened keeps a ring."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        shown, shade = theme.tokens(), index.data(SHADE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if shade is None:
            painter.setBrush(shown.panel)
            painter.drawRect(area)
        elif shade:
            dark = shown.page.lightness() < 128
            strongest = STRONGEST["dark" if dark else "light"]
            strength = WEAKEST + (strongest - WEAKEST) * shade
            painter.setBrush(theme.mix(shown.acc, strength, shown.page))
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.setFont(fonts.number_font("row"))
        painter.setPen(shown.tx)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, index.data())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(shown.acc)
            for grown in (0, 1):
                painter.drawRect(area.adjusted(grown, grown, -1 - grown, -1 - grown))
        painter.restore()


class HeatView(QTableView):
    """The map itself; arrows move the ring, and where it stands the passages are opened."""

    cell_chosen = Signal(object)
    """(code of A, code of B), None for no further code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ConfusionModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(HeatLook(self))
        self.setProperty("kind", "table")
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Confusion between codes: A in rows, B in columns"))
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setHighlightSections(True)
            head.setTextElideMode(Qt.TextElideMode.ElideRight)
            head.setFont(fonts.interface_font("row"))
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(self._open)

    def show_matrix(self, matrix: ConfusionMatrix, book: Codebook) -> None:
        """Show a confusion; the cell that was chosen stays so."""
        chosen = self._cell(self.currentIndex())
        blocked = self.selectionModel().blockSignals(True)
        self.rows.show(matrix, book)
        if chosen and {*chosen} <= {*matrix.codes}:
            row, column = map(matrix.codes.index, chosen)
            self.setCurrentIndex(self.rows.index(row, column))
        self.selectionModel().blockSignals(blocked)
        metrics = QFontMetrics(fonts.number_font("row"))
        widest = max((f"{n:,}" for row in matrix.cells for n in row), key=len, default="")
        self.horizontalHeader().setDefaultSectionSize(
            max(CELL.width(), metrics.horizontalAdvance(widest) + 14)
        )
        self.verticalHeader().setDefaultSectionSize(max(CELL.height(), metrics.height() + 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.verticalHeader().setFixedWidth(min(NAMES, max(140, self.width() // 3)))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def as_text(self) -> str:
        """The map as other programs take it from the clipboard."""
        matrix, places = self.rows.matrix, range(len(self.rows.matrix.codes))
        names = [self.rows.name(place) for place in places]
        rows: list[list[Cell]] = [["A \\ B", *names]]
        rows += [[names[place], *matrix.cells[place]] for place in places]
        return tab_separated(rows)

    def _open(self, index: QModelIndex) -> None:
        cell = self._cell(index)
        if cell is not None and cell[0] != cell[1]:
            self.cell_chosen.emit(cell)

    def _cell(self, index: QModelIndex) -> tuple[int | None, int | None] | None:
        codes = self.rows.matrix.codes
        if not index.isValid() or index.row() >= len(codes):
            return None
        return codes[index.row()], codes[index.column()]


class ConfusionPage(QWidget):
    """The map with a sentence on how it is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.map = HeatView()
        self._read: QLabel = text_label("", "row", "second")
        self._read.setContentsMargins(16, 6, 16, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._read)
        layout.addWidget(self.map, 1)
        self.setFocusProxy(self.map)

    def show_matrix(self, matrix: ConfusionMatrix, book: Codebook) -> None:
        """Show a confusion, or say that there is none."""
        self.map.setVisible(bool(matrix.codes))
        self.map.show_matrix(matrix, book)
        text = self.tr(
            "Characters that A (rows) gave one code and B (columns) another. What both gave the "
            "same code is left out. A cell opens its passages."
        )
        none = self.tr("Nowhere did one coder give a code where the other gave another.")
        self._read.setText(text if matrix.codes else none)
