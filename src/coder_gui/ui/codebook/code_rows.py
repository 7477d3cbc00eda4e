"""How a code stands in a tree: swatch, whole wrapped name, count."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.codebook.key_menu import CAP, paint_key
from coder_gui.ui.codebook.name_editor import NameEditor

ID = Qt.ItemDataRole.UserRole
COLOUR = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
IS_THEME = Qt.ItemDataRole.UserRole + 3
IS_QUIET = Qt.ItemDataRole.UserRole + 4
"""That a row steps back: it is archived, cut, or stands above what was found."""
KEY = Qt.ItemDataRole.UserRole + 20
"""The number key of a code, or None."""

SWATCH = 10
GAP = 8
TOP = 4
COUNT_WIDTH = 44
RIGHT = 12
QUIET_SWATCH = 0.4
NOTE = 12
SIGN_GAP = 6
"""Side of the sign of a code that has memos."""


class CodeRows(QStyledItemDelegate):
    """Paints rows whose names wrap in full; `one_line` elides them instead."""

    one_line = False
    noted: frozenset[int] = frozenset()
    """Ids of the codes that have memos."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        view = option.widget
        width = self._name_width(view, index) if isinstance(view, QTreeView) else 200
        font = _font(bool(index.data(IS_THEME)))
        lines = 1 if self.one_line else line_count(index.data(), font, width)
        return QSize(80, round(lines * line_height(font)) + 2 * TOP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        shown = theme.tokens()
        view = option.widget
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        is_theme = bool(index.data(IS_THEME))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        font = _font(is_theme, medium=selected)
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = line_height(font)
        left = self._swatch_left(rect, option.direction)
        swatch = QRectF(left, rect.top() + TOP + (height - SWATCH) / 2, SWATCH, SWATCH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(code_colour(index.data(COLOUR)).stripe)
        painter.setOpacity(QUIET_SWATCH if index.data(IS_QUIET) else 1.0)
        painter.drawRoundedRect(swatch, 2, 2)
        painter.setOpacity(1.0)
        aside = 0
        if index.data(ID) in self.noted:
            aside = NOTE + SIGN_GAP
            sign = icons.pixmap("memo", NOTE, shown.tx2, painter.device().devicePixelRatioF())
            painter.drawPixmap(self._note_rect(rect, height, option.direction).topLeft(), sign)
        if key := index.data(KEY):
            place = self._key_rect(rect, height, option.direction, aside)
            paint_key(painter, place, str(key))
        painter.setPen(shown.tx2 if index.data(IS_QUIET) else shown.tx)
        self._paint_name(painter, font, self.name_rect(view, index, rect), index.data())
        count = index.data(COUNT)
        painter.setFont(fonts.number_font("row"))
        painter.setPen(shown.tx2 if count else shown.tx3)
        painter.drawText(
            self._count_rect(rect, height, option.direction),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            f"{count:,}" if count else "–",
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, view)
        painter.restore()

    def name_rect(self, view: QWidget, index: QModelIndex, rect: QRect) -> QRect:
        """Where the name of a row stands."""
        width = self._name_width(view, index) if isinstance(view, QTreeView) else 200
        left = rect.left() + SWATCH + GAP
        if view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = rect.right() - SWATCH - GAP - width
        return QRect(left, rect.top() + TOP, width, rect.height() - 2 * TOP)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget:
        return NameEditor(self, _font(bool(index.data(IS_THEME))), parent)

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        assert isinstance(editor, NameEditor)
        editor.setPlainText(index.data(Qt.ItemDataRole.EditRole))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        assert isinstance(editor, NameEditor)
        model.setData(index, " ".join(editor.toPlainText().split()))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        rect = QRect(option.rect)
        rect.setLeft(rect.left() + SWATCH + GAP - 10)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            rect = QStyle.visualRect(option.direction, option.rect, rect)
        editor.setGeometry(rect.left(), rect.top(), rect.width(), editor.height())

    def _name_width(self, view: QTreeView, index: QModelIndex) -> int:
        depth, parent = 1, index.parent()
        while parent.isValid():
            depth, parent = depth + 1, parent.parent()
        indent = depth * view.indentation()
        taken = indent + SWATCH + GAP + GAP + COUNT_WIDTH + RIGHT
        if index.data(KEY):
            taken += CAP
        if index.data(ID) in self.noted:
            taken += NOTE + SIGN_GAP
        return max(60, view.viewport().width() - taken)

    def _swatch_left(self, rect: QRect, direction: Qt.LayoutDirection) -> int:
        if direction == Qt.LayoutDirection.RightToLeft:
            return rect.right() - SWATCH
        return rect.left()

    def _key_rect(
        self, rect: QRect, height: float, direction: Qt.LayoutDirection, aside: int = 0
    ) -> QRectF:
        """Where a key stands: between the name and the count, which seldom fills its room."""
        left = rect.right() - RIGHT - COUNT_WIDTH - CAP + GAP - aside
        if direction == Qt.LayoutDirection.RightToLeft:
            left = rect.left() + RIGHT + COUNT_WIDTH - GAP + aside
        return QRectF(left, rect.top() + TOP, CAP, height)

    def _note_rect(self, rect: QRect, height: float, direction: Qt.LayoutDirection) -> QRect:
        """Where the sign of memos stands: before the count."""
        left = rect.right() - RIGHT - COUNT_WIDTH + GAP - NOTE
        if direction == Qt.LayoutDirection.RightToLeft:
            left = rect.left() + RIGHT + COUNT_WIDTH - GAP
        return QRect(left, rect.top() + TOP + round((height - NOTE) / 2), NOTE, NOTE)

    def _count_rect(self, rect: QRect, height: float, direction: Qt.LayoutDirection) -> QRect:
        corner = QPoint(rect.right() - RIGHT - COUNT_WIDTH, rect.top() + TOP)
        if direction == Qt.LayoutDirection.RightToLeft:
            corner.setX(rect.left() + RIGHT)
        return QRect(corner, QSize(COUNT_WIDTH, round(height)))

    def _paint_name(self, painter: QPainter, font: QFont, rect: QRect, name: str) -> None:
        if self.one_line:
            painter.setFont(font)
            name = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, name)
            return
        layout = wrapped(name, font, rect.width())
        layout.draw(painter, rect.topLeft())


def wrapped(name: str, font: QFont, width: float) -> QTextLayout:
    """A name laid out in lines, broken inside a word only where a word is too long."""
    layout = QTextLayout(name, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if QGuiApplication.isRightToLeft():
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.beginLayout()
    top, height = 0.0, line_height(font)
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPoint(0, round(top)))
        top += height
    layout.endLayout()
    return layout


def line_height(font: QFont) -> float:
    return QFontMetricsF(font).height() + 1


def line_count(name: str, font: QFont, width: float) -> int:
    """How many lines a name takes."""
    return _line_count(name, font.toString(), width)


@lru_cache(maxsize=8192)
def _line_count(name: str, font_name: str, width: float) -> int:
    font = QFont()
    font.fromString(font_name)
    return max(1, wrapped(name, font, width).lineCount())


def _font(is_theme: bool, medium: bool = False) -> QFont:
    weight = fonts.SEMIBOLD if is_theme else fonts.MEDIUM if medium else fonts.REGULAR
    return fonts.interface_font("row", weight)


def id_at(model: QAbstractItemModel, index: QModelIndex) -> int | None:
    """The code of a row, or None beside the rows."""
    return index.data(ID) if index.isValid() else None
