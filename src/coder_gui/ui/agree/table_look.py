"""How the agreement table is painted: names with swatches, figures, the α axis, flags, heads."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from coder_gui.domain.agreement.reading_scales import KRIPPENDORFF
from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.agree.table_columns import (
    ALPHA,
    COLOUR,
    INTERVAL,
    IS_QUIET,
    IS_THEME,
    IS_WARNING,
    OF_SEGMENTS,
    OF_UNITS,
    TRANSCRIPT,
    Column,
    heads,
)
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.codebook.code_rows import line_height, wrapped
from coder_gui.ui.style import paint_chevron

ROW = 29
INDENT = 23
SWATCH, SWATCH_GAP = 10, 8
TOP = 5
PADDING = 10
AXIS_ROOM = 10
"""Left and right of the axis, so that a dot at its end stands whole."""
DOT = 4.0
SIGN = 15

_Right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Middle = Qt.AlignmentFlag.AlignCenter


def axis_x(value: float, rect: QRect) -> float:
    """Where a value from 0 to 1 stands on the axis; values below 0 stand at 0."""
    room = rect.width() - 2 * AXIS_ROOM
    return rect.left() + AXIS_ROOM + room * min(max(value, 0.0), 1.0)


def first_line(rect: QRect) -> QRect:
    """Where figures stand in a row, beside the first line of a name that wraps."""
    height = max(ROW, round(line_height(name_font(True))) + 2 * TOP)
    return QRect(rect.left(), rect.top(), rect.width(), min(height, rect.height()))


def name_font(is_theme: bool) -> QFont:
    return fonts.interface_font("row", fonts.SEMIBOLD if is_theme else fonts.REGULAR)


class TableLook(QStyledItemDelegate):
    """Paints the cells; all words and figures are the items' display texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = KRIPPENDORFF

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        if index.column() != Column.CODE:
            return QSize(40, ROW)
        view = option.widget
        width = _name_width(view, index) if isinstance(view, QTreeView) else 300
        font = name_font(bool(index.data(IS_THEME)))
        lines = wrapped(index.data(), font, width).lineCount()
        one = first_line(QRect(0, 0, 1, 1000)).height()
        return QSize(80, one + round((lines - 1) * line_height(font)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view = option.widget
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        shown = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = shown.tx2 if index.data(IS_QUIET) else shown.tx
        column, first = index.column(), first_line(option.rect)
        if column == Column.CODE:
            self._paint_name(painter, option, index, colour)
        elif column == Column.AXIS:
            self._paint_axis(painter, option.rect, index)
        elif column == Column.FLAGS:
            self._paint_flag(painter, first, index, option.direction)
        else:
            strong = column in (Column.KAPPA, Column.ALPHA) and index.data(IS_THEME)
            painter.setFont(fonts.number_font("row", fonts.SEMIBOLD if strong else fonts.REGULAR))
            painter.setPen(colour)
            _paint_number(painter, first, index.data(), option.direction)
        if option.state & QStyle.StateFlag.State_HasFocus:
            style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(shown.line)
        # From the view's edge: the indentation belongs to the row as well.
        left = 0 if column == Column.CODE else option.rect.left()
        painter.setClipping(False)
        painter.drawLine(left, option.rect.bottom(), option.rect.right(), option.rect.bottom())
        painter.restore()

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, colour: QColor
    ) -> None:
        rect, view = option.rect, option.widget
        width = _name_width(view, index) if isinstance(view, QTreeView) else rect.width()
        layout = wrapped(index.data(), name_font(bool(index.data(IS_THEME))), width)
        height = line_height(layout.font())
        top = rect.top() + (first_line(rect).height() - height) / 2
        backwards = option.direction == Qt.LayoutDirection.RightToLeft
        left = rect.right() - SWATCH if backwards else rect.left()
        painter.setPen(Qt.PenStyle.NoPen)
        if index.data(TRANSCRIPT) is None:
            painter.setBrush(code_colour(index.data(COLOUR)).stripe)
            swatch = QRectF(left, top + (height - SWATCH) / 2, SWATCH, SWATCH)
            painter.drawRoundedRect(swatch, 2, 2)
        painter.setPen(colour)
        name_left = left - SWATCH_GAP - width if backwards else left + SWATCH + SWATCH_GAP
        layout.draw(painter, QPointF(name_left, round(top)))

    def _paint_axis(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        shown, alpha, interval = theme.tokens(), index.data(ALPHA), index.data(INTERVAL)
        painter.setPen(QPen(shown.line2, 1))
        for mark in self.scale.marks:
            x = int(axis_x(mark, rect)) + 0.5
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom() + 1))
        if alpha is None:
            return
        painter.setPen(QPen(shown.tx, 1.3))
        centre = QPointF(axis_x(alpha, rect), QRectF(first_line(rect)).center().y())
        if interval is not None:
            ends = [axis_x(value, rect) for value in interval]
            painter.drawLine(QPointF(ends[0], centre.y()), QPointF(ends[1], centre.y()))
            for x in ends:
                painter.drawLine(QPointF(x, centre.y() - 3.5), QPointF(x, centre.y() + 3.5))
        painter.setBrush(shown.tx if alpha >= self.scale.least else shown.page)
        painter.drawEllipse(centre, DOT, DOT)

    def _paint_flag(
        self, painter: QPainter, rect: QRect, index: QModelIndex, direction: Qt.LayoutDirection
    ) -> None:
        words = index.data()
        if not words:
            return
        shown = theme.tokens()
        warning = bool(index.data(IS_WARNING))
        colour = shown.warn if warning else shown.tx2
        left = rect.left() + PADDING
        if warning:
            scale = painter.device().devicePixelRatioF()
            sign = icons.pixmap("warning", SIGN, colour, scale)
            room = QRect(left, rect.top() + (rect.height() - SIGN) // 2, SIGN, SIGN)
            painter.drawPixmap(QStyle.visualRect(direction, rect, room).topLeft(), sign)
            left += SIGN + 6
        area = QRect(left, rect.top(), rect.right() - left - 2, rect.height())
        area = QStyle.visualRect(direction, rect, area)
        painter.setFont(fonts.number_font("row"))
        metrics = painter.fontMetrics()
        if area.width() < metrics.horizontalAdvance(words) and warning:
            # In a narrow window the sign stands alone, and its tooltip says the words.
            return
        painter.setPen(colour)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _Left, elided)


def _paint_number(
    painter: QPainter, rect: QRect, words: str, direction: Qt.LayoutDirection
) -> None:
    """A figure reads from left to right in every language: “.57”, “−.05”, “99 %”."""
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    area = QStyle.visualRect(direction, rect, rect.adjusted(0, 0, -PADDING, 0))
    painter.drawText(area, QStyle.visualAlignment(direction, _Right), words)
    painter.setLayoutDirection(direction)


def _name_width(view: QTreeView, index: QModelIndex) -> int:
    depth, parent = 1 if view.rootIsDecorated() else 0, index.parent()
    while parent.isValid():
        depth, parent = depth + 1, parent.parent()
    taken = depth * view.indentation() + SWATCH + SWATCH_GAP + PADDING
    return max(80, view.columnWidth(Column.CODE) - taken)


class TableHeads(QHeaderView):
    """Heads in two lines where several columns share a unit, with the marks of the axis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.ordered_by: Column | None = Column.CODE
        self.scale = KRIPPENDORFF
        self.unit = ""
        self.setSortIndicatorShown(False)

    def sizeHint(self) -> QSize:
        line = QFontMetrics(fonts.interface_font("row", fonts.SEMIBOLD)).height()
        return QSize(super().sizeHint().width(), 2 * line + 8)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        shown = theme.tokens()
        painter.save()
        painter.fillRect(rect, shown.panel)
        lower = QRect(rect.left(), rect.top(), rect.width(), rect.height() - 3)
        lower.setTop(rect.bottom() - self._line() - 5)
        if section == Column.AXIS:
            self._paint_axis(painter, lower)
        else:
            self._paint_head(painter, lower, Column(section))
        self._paint_unit(painter, rect, Column(section))
        painter.setPen(shown.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _line(self) -> int:
        return QFontMetrics(fonts.interface_font("row", fonts.SEMIBOLD)).height()

    def _paint_head(self, painter: QPainter, rect: QRect, column: Column) -> None:
        shown = theme.tokens()
        ordered = column == self.ordered_by and column != Column.CODE
        painter.setFont(fonts.interface_font("row", fonts.SEMIBOLD))
        painter.setPen(shown.tx if ordered else shown.tx2)
        left_aligned = column in (Column.CODE, Column.FLAGS)
        area = rect.adjusted(PADDING if column == Column.FLAGS else 0, 0, 0, 0)
        if column == Column.CODE:
            area.setLeft(rect.left() + INDENT)
        if not left_aligned:
            area.setRight(rect.right() - PADDING + 1)
        area = QStyle.visualRect(self.layoutDirection(), rect, area)
        *above, words = heads()[column].split("\n")
        if painter.fontMetrics().horizontalAdvance(words) > area.width():
            return
        painter.drawText(area, _Left if left_aligned else _Right, words)
        for line in above:
            painter.drawText(area.translated(0, -self._line()), _Right, line)
        if ordered:
            width = painter.fontMetrics().horizontalAdvance(words)
            sign = QRect(area.right() - width - 13, area.top(), 10, area.height())
            sign = QStyle.visualRect(self.layoutDirection(), area, sign)
            paint_chevron(painter, sign, shown.tx, "down")

    def _paint_axis(self, painter: QPainter, rect: QRect) -> None:
        painter.setFont(fonts.number_font("small"))
        painter.setPen(theme.tokens().tx2)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        above = rect.translated(0, -self._line())
        painter.drawText(above, _Middle, self.tr("α, 95 % interval"))
        width = 44
        for value in (0.0, *self.scale.marks, 1.0):
            x = axis_x(value, rect)
            text = f"{value:.3f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
            # Two marks of one scale stand close: their figures lean away from each other.
            shift = {0.667: -7, 0.8: 4}.get(value, 0) if len(self.scale.marks) == 2 else 0
            area = QRectF(x - width / 2 + shift, rect.top(), width, rect.height())
            painter.drawText(area, _Middle, text)

    def _paint_unit(self, painter: QPainter, rect: QRect, column: Column) -> None:
        """The unit stands above the first of the columns that share it, with a line below."""
        unit = self.unit[:1].upper() + self.unit[1:]
        if unit == self.tr("Segments"):
            # What each made stands beside it under the same name.
            unit = self.tr("Matched segments")
        for columns, words in ((OF_SEGMENTS, self.tr("Segments")), (OF_UNITS, unit)):
            if column not in columns:
                continue
            seen = [each for each in columns if not self.isSectionHidden(each)]
            places = [self.sectionViewportPosition(each) for each in seen]
            begin = min(places) + 8
            end = max(x + self.sectionSize(c) for x, c in zip(places, seen, strict=True)) - PADDING
            top, height = rect.top() + 2, self._line()
            painter.setClipRect(rect)
            painter.setFont(fonts.interface_font("small"))
            painter.setPen(theme.tokens().tx3)
            painter.drawText(QRect(begin, top, end - begin, height), _Middle, words)
            painter.setPen(theme.tokens().line)
            painter.drawLine(begin, top + height + 1, end, top + height + 1)
            painter.setClipping(False)
