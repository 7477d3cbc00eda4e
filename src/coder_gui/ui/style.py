"""What a style sheet cannot paint: focus rings, rows, check marks and chevrons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QMenu,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionHeader,
    QWidget,
)
from shiboken6 import isValid

from coder_gui.ui import theme

ROOM = 4
"""Outer room of push buttons and chips for the focus ring: 2 of offset and 2 of ring.

It is part of the widget, so that layouts leave 8 less between two buttons than meets the eye.
"""
CONTROL_RADIUS = 5
RING = 2
ROW_EDGE = 3
INDICATOR = 18
CELL_MARGIN = 6
ROW_HEIGHT = 26
CONTROL_HEIGHT = 30
INPUT_PADDING = 10
ARROW_WIDTH = 24

_Element = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_Metric = QStyle.PixelMetric


def paint_ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """A ring of two pixels whose outer edge is the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = RING / 2
    painter.drawRoundedRect(
        rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset
    )
    painter.restore()


def paint_row(painter: QPainter, option: QStyleOption, view: QWidget | None) -> None:
    """Ground and leading edge of a row in a list, tree or table.

    Delegates that paint rows themselves get the same look by drawing
    `QStyle.PrimitiveElement.PE_PanelItemViewItem` first.
    """
    shown = theme.tokens()
    state = option.state
    selected = bool(state & _State.State_Selected)
    if not selected and not (state & _State.State_MouseOver and state & _State.State_Enabled):
        return
    focused = view is None or view.hasFocus() or _holds_focus(view)
    painter.fillRect(option.rect, shown.accbg if selected and focused else shown.hover)
    if selected and view is not None:
        edge = _row_edge(option.rect, view, option.direction)
        painter.fillRect(edge, shown.acc if focused else shown.line2)


def _holds_focus(view: QWidget) -> bool:
    """Whether a field in the view has the keys, such as one in which a name is typed.

    What Python knows of the fields of Qt’s own file dialog may be gone: an exception while a
    style paints would end the program.
    """
    within = view.window().focusWidget()
    return within is not None and isValid(within) and view.isAncestorOf(within)


def _row_edge(rect: QRect, view: QWidget, direction: Qt.LayoutDirection) -> QRect:
    """Where the row's leading edge lies in this cell; empty in every cell but the first."""
    area = view.viewport() if isinstance(view, QAbstractItemView) else view
    edge = QRect(0, rect.top(), ROW_EDGE, rect.height())
    if direction == Qt.LayoutDirection.RightToLeft:
        edge.moveRight(area.width() - 1)
    return edge.intersected(rect)


def paint_chevron(painter: QPainter, rect: QRect, colour: QColor, points_to: str) -> None:
    """An open arrow head in the middle of the rectangle, “down”, “up”, “left” or “right”."""
    across, along = 3.5, 1.75
    shape = {
        "down": ((-across, -along), (0, along), (across, -along)),
        "up": ((-across, along), (0, -along), (across, along)),
        "right": ((-along, -across), (along, 0), (-along, across)),
        "left": ((along, -across), (-along, 0), (along, across)),
    }[points_to]
    centre = QRectF(rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(colour, 1.5))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in shape]))
    painter.restore()


def _round_pen(colour: QColor, width: float) -> QPen:
    solid = Qt.PenStyle.SolidLine
    return QPen(colour, width, solid, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class CoderStyle(QProxyStyle):
    """Fusion with our own focus, rows, check boxes and chevrons; the rest is the style sheet."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._painters = {
            _Element.PE_FrameFocusRect: self._paint_focus,
            _Element.PE_PanelLineEdit: self._paint_line_edit,
            _Element.PE_PanelItemViewItem: self._paint_item,
            _Element.PE_PanelItemViewRow: self._paint_item,
            _Element.PE_IndicatorCheckBox: self._paint_check,
            _Element.PE_IndicatorItemViewItemCheck: self._paint_check,
            _Element.PE_IndicatorRadioButton: self._paint_radio,
            _Element.PE_IndicatorBranch: self._paint_branch,
            _Element.PE_IndicatorMenuCheckMark: self._paint_menu_check,
            _Element.PE_IndicatorHeaderArrow: self._paint_sorting,
            _Element.PE_IndicatorSpinUp: self._paint_arrow,
            _Element.PE_IndicatorSpinDown: self._paint_arrow,
            _Element.PE_IndicatorArrowDown: self._paint_arrow,
            _Element.PE_IndicatorArrowUp: self._paint_arrow,
            _Element.PE_IndicatorArrowLeft: self._paint_arrow,
            _Element.PE_IndicatorArrowRight: self._paint_arrow,
        }
        self._metrics = {
            _Metric.PM_IndicatorWidth: INDICATOR,
            _Metric.PM_IndicatorHeight: INDICATOR,
            _Metric.PM_ExclusiveIndicatorWidth: INDICATOR,
            _Metric.PM_ExclusiveIndicatorHeight: INDICATOR,
            _Metric.PM_CheckBoxLabelSpacing: 8,
            _Metric.PM_RadioButtonLabelSpacing: 8,
            _Metric.PM_SmallIconSize: 16,
            _Metric.PM_ToolBarIconSize: 20,
            _Metric.PM_TreeViewIndentation: 20,
            _Metric.PM_FocusFrameHMargin: CELL_MARGIN,
            # Qt itself widens the area that the mouse grabs around a line of one pixel.
            _Metric.PM_SplitterWidth: 1,
        }

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        paint = self._painters.get(element)
        if paint is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            paint(option, painter, widget, element)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        own = self._metrics.get(metric)
        return super().pixelMetric(metric, option, widget) if own is None else own

    def polish(self, target) -> None:
        super().polish(target)
        if isinstance(target, QMenu):
            # Else the square window shows behind the round corners.
            target.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
            target.setWindowFlag(Qt.WindowType.FramelessWindowHint)

    def sizeFromContents(self, kind, option, size, widget=None) -> QSize:
        wanted = super().sizeFromContents(kind, option, size, widget)
        if kind == QStyle.ContentsType.CT_ItemViewItem:
            return wanted.expandedTo(QSize(0, ROW_HEIGHT))
        if kind == QStyle.ContentsType.CT_ComboBox:
            return QSize(size.width() + ARROW_WIDTH + 2 * INPUT_PADDING, CONTROL_HEIGHT)
        if kind == QStyle.ContentsType.CT_SpinBox:
            return QSize(wanted.width() + INPUT_PADDING, CONTROL_HEIGHT)
        return wanted

    def drawComplexControl(self, control, option, painter, widget=None) -> None:
        if control == QStyle.ComplexControl.CC_ComboBox:
            _paint_box(painter, option)
            _paint_arrows(painter, option, self._arrow_area(option), ("down",))
        elif control == QStyle.ComplexControl.CC_SpinBox:
            _paint_box(painter, option)
            _paint_arrows(painter, option, self._arrow_area(option), ("up", "down"))
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(self, control, option, part, widget=None) -> QRect:
        edit_fields = {
            QStyle.ComplexControl.CC_ComboBox: QStyle.SubControl.SC_ComboBoxEditField,
            QStyle.ComplexControl.CC_SpinBox: QStyle.SubControl.SC_SpinBoxEditField,
        }
        if control in edit_fields and part == edit_fields[control]:
            field = option.rect.adjusted(INPUT_PADDING, 2, -ARROW_WIDTH - 2, -2)
            return self.visualRect(option.direction, option.rect, field)
        return super().subControlRect(control, option, part, widget)

    def _arrow_area(self, option: QStyleOption) -> QRect:
        area = QRect(option.rect)
        area.setLeft(area.right() - ARROW_WIDTH)
        return self.visualRect(option.direction, option.rect, area)

    def _paint_focus(self, option, painter, widget, _element) -> None:
        """Push buttons have outer room for the ring; everything else carries it inside."""
        if isinstance(widget, QAbstractItemView):
            if not option.state & _State.State_Selected:
                paint_ring(painter, QRectF(option.rect), RING, theme.tokens().acc)
            return
        if not option.state & _State.State_KeyboardFocusChange:
            return
        if isinstance(widget, QPushButton) and widget.property("kind") != "link":
            radius = CONTROL_RADIUS + ROOM
            paint_ring(painter, QRectF(widget.rect()), radius, theme.tokens().acc)
        else:
            paint_ring(painter, QRectF(option.rect), CONTROL_RADIUS, theme.tokens().acc)

    def _paint_line_edit(self, option, painter, widget, element) -> None:
        """A line edit in a box has the ground of its box, where style sheets do not reach."""
        if widget is None or not isinstance(widget.parent(), QComboBox | QAbstractSpinBox):
            super().drawPrimitive(element, option, painter, widget)

    def _paint_item(self, option, painter, widget, _element) -> None:
        paint_row(painter, option, widget)

    def _paint_check(self, option, painter, _widget, _element) -> None:
        shown, state = theme.tokens(), option.state
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        filled = bool(state & (_State.State_On | _State.State_NoChange))
        painter.save()
        _paint_indicator_ground(painter, state, filled)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(_round_pen(shown.acctx, 1.75))
        centre = box.center()
        if state & _State.State_NoChange:
            painter.drawLine(centre + QPointF(-3.5, 0), centre + QPointF(3.5, 0))
        elif state & _State.State_On:
            painter.drawPolyline(_tick(centre))
        painter.restore()

    def _paint_menu_check(self, option, painter, _widget, _element) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_round_pen(theme.tokens().tx, 1.75))
        painter.drawPolyline(_tick(QRectF(option.rect).center()))
        painter.restore()

    def _paint_radio(self, option, painter, _widget, _element) -> None:
        chosen = bool(option.state & _State.State_On)
        ring = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.save()
        _paint_indicator_ground(painter, option.state, chosen)
        painter.drawEllipse(ring)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tokens().acctx)
            painter.drawEllipse(ring.center(), 3, 3)
        painter.restore()

    def _paint_branch(self, option, painter, _widget, _element) -> None:
        if not option.state & _State.State_Children:
            return
        points_to = "down"
        if not option.state & _State.State_Open:
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            points_to = "left" if mirrored else "right"
        paint_chevron(painter, option.rect, theme.tokens().tx2, points_to)

    def _paint_sorting(self, option, painter, _widget, _element) -> None:
        """Up where values rise; Qt means the opposite by the name."""
        rises = option.sortIndicator == QStyleOptionHeader.SortIndicator.SortDown
        paint_chevron(painter, option.rect, theme.tokens().tx2, "up" if rises else "down")

    def _paint_arrow(self, option, painter, _widget, element) -> None:
        shown = theme.tokens()
        colour = shown.tx2 if option.state & _State.State_Enabled else shown.tx3
        points_to = {
            _Element.PE_IndicatorArrowDown: "down",
            _Element.PE_IndicatorArrowUp: "up",
            _Element.PE_IndicatorSpinUp: "up",
            _Element.PE_IndicatorSpinDown: "down",
            _Element.PE_IndicatorArrowLeft: "left",
            _Element.PE_IndicatorArrowRight: "right",
        }[element]
        paint_chevron(painter, option.rect, colour, points_to)


def _tick(centre: QPointF) -> QPolygonF:
    shape = ((-3.6, 0.2), (-1.1, 2.7), (3.6, -2.5))
    return QPolygonF([centre + QPointF(x, y) for x, y in shape])


def _paint_box(painter: QPainter, option: QStyleOption) -> None:
    """The ground of a combo or a spin box; Fusion writes the text."""
    shown, state = theme.tokens(), option.state
    ground = shown.raised
    if not state & _State.State_Enabled:
        ground = QColor(Qt.GlobalColor.transparent)
    elif state & _State.State_MouseOver and not state & _State.State_HasFocus:
        ground = shown.hover
    box = QRectF(option.rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(shown.line2 if state & _State.State_Enabled else shown.line, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS, CONTROL_RADIUS)
    if state & _State.State_HasFocus:
        paint_ring(painter, box, CONTROL_RADIUS, shown.acc)
    painter.restore()


def _paint_arrows(
    painter: QPainter, option: QStyleOption, area: QRect, directions: tuple[str, ...]
) -> None:
    enabled = bool(option.state & _State.State_Enabled)
    colour = theme.tokens().tx2 if enabled else theme.tokens().tx3
    height = (area.height() - 4) // len(directions)
    for place, points_to in enumerate(directions):
        part = QRect(area.left(), area.top() + 2 + place * height, area.width(), height)
        paint_chevron(painter, part, colour, points_to)


def _paint_indicator_ground(painter: QPainter, state: QStyle.StateFlag, filled: bool) -> None:
    """Pen and brush of a check box or radio button."""
    shown = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not state & _State.State_Enabled:
        painter.setPen(QPen(shown.line, 1))
        painter.setBrush(shown.line2 if filled else shown.panel)
    elif filled:
        painter.setPen(QPen(shown.acc, 1))
        painter.setBrush(shown.acc)
    else:
        painter.setPen(QPen(shown.line2, 1))
        hovered = bool(state & _State.State_MouseOver)
        painter.setBrush(shown.hover if hovered else shown.raised)
