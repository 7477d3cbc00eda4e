"""The rows of the code palette: which there are, and how they are painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_gui.domain.code_search import CodeHit, find_codes
from coder_gui.domain.codebook import PATH_SEPARATOR, Codebook
from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.codebook.code_rows import line_count, line_height, wrapped
from coder_gui.ui.codebook.key_menu import CAP, paint_key

ROW = Qt.ItemDataRole.UserRole
LEFT = 14
TEXT_LEFT = 34
RIGHT = 14
NOTE_WIDTH = 96
SWATCH = 10
_SIGNS = {"create": "plus", "top": "theme", "transcript": "quote"}
KEY_GAP = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a heading, a code, the offer to create one, the top of the tree as a place, or
    what else is listed the same way; `is_off` is one that cannot be taken now.
    """

    kind: Literal["heading", "code", "create", "top", "transcript", "command"]
    text: str
    path: str = ""
    code_id: int | None = None
    colour: str = ""
    note: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    is_theme: bool = False
    key: int | None = None
    checked: bool = False
    target: object = None
    is_off: bool = False


def code_row(book: Codebook, hit: CodeHit, note: str) -> Row:
    code = hit.code
    path = PATH_SEPARATOR.join(each.name for each in book.ancestors(code.id))
    return Row(
        "code",
        code.name,
        path,
        code.id,
        book.shade(code.id),
        note,
        hit.spans,
        code.kind == "theme",
        code.shortcut,
    )


def plain_rows(book: Codebook, ids: Sequence[int], notes: Mapping[int, str]) -> list[Row]:
    """Rows of codes by id, in that order; those that are gone are left out."""
    found = (book.get(code_id) for code_id in ids)
    return [code_row(book, CodeHit(c, ()), notes.get(c.id, "")) for c in found if c is not None]


def hit_rows(
    book: Codebook,
    typed: str,
    recent: Sequence[int],
    notes: Mapping[int, str],
    under: int | None = None,
) -> list[Row]:
    """Rows of codes that fit, best first; of two alike the one nearer in the tree to what was
    used last, or else to what a new code would stand under.
    """
    near = next((each for each in recent if each in book), under)
    found = find_codes(book, typed, recent, near=near)
    return [code_row(book, hit, notes.get(hit.code.id, "")) for hit in found]


class RowModel(QAbstractListModel):
    """Rows of the palette; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = f"{row.text} – {row.path}" if row.path else row.text
            return f"✓ {said}" if row.checked else said
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if self._rows[index.row()].kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def row_of(self, kind: str) -> int | None:
        """Place of the first row of a kind."""
        return next((i for i, row in enumerate(self._rows) if row.kind == kind), None)


class RowList(QListView):
    """The list under the field, whose keys move the chosen row."""

    def __init__(self, rows: RowModel, field: QWidget) -> None:
        super().__init__()
        self.setModel(rows)
        self.setItemDelegate(RowLook(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(field)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Of thousands of rows those that nobody sees yet are measured after the paint.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.setProperty("kind", "popup")


class RowLook(QStyledItemDelegate):
    """Paints the rows: found letters bold and underlined, the path on a line of its own."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        row: Row = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 400
        if row.kind == "heading":
            return QSize(width, 26)
        font = _name_font(row)
        lines = line_count(row.text, font, self._name_width(width, row))
        height = lines * line_height(font) + 12
        if row.path:
            height += line_height(fonts.interface_font("small"))
        return QSize(width, max(30, round(height)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: Row = index.data(ROW)
        shown, rect = theme.tokens(), option.rect
        seen = partial(QStyle.visualRect, option.direction, rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind == "heading":
            painter.setFont(fonts.interface_font("small", fonts.SEMIBOLD))
            painter.setPen(shown.tx2)
            area = seen(rect.adjusted(LEFT, 0, -RIGHT, 0))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, row.text)
            painter.restore()
            return
        style = option.widget.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        self._paint_sign(painter, row, seen(QRect(rect.left() + LEFT - 3, rect.top(), 16, 16)))
        font = _name_font(row)
        width = self._name_width(rect.width(), row)
        layout = wrapped(row.text, font, width)
        painter.setPen(shown.tx3 if row.is_off else shown.tx)
        corner = seen(QRect(rect.left() + TEXT_LEFT, rect.top() + 6, width, 1)).topLeft()
        layout.draw(painter, corner, self._found(layout, row))
        below = corner.y() + round(layout.lineCount() * line_height(font))
        painter.setFont(fonts.interface_font("small"))
        painter.setPen(shown.tx2)
        if row.path:
            area = rect.adjusted(TEXT_LEFT, 0, -RIGHT, 0)
            area = seen(QRect(area.left(), below, area.width(), 20))
            elided = painter.fontMetrics().elidedText(
                row.path, Qt.TextElideMode.ElideMiddle, area.width()
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignTop, elided)
        right = rect.right() - RIGHT
        if row.key:
            key = QRect(right - CAP, corner.y(), CAP, round(line_height(font)))
            paint_key(painter, QRectF(seen(key)), str(row.key))
            right -= CAP + KEY_GAP
            painter.setFont(fonts.interface_font("small"))
        note = seen(QRect(right - NOTE_WIDTH, corner.y(), NOTE_WIDTH, 18))
        painter.drawText(note, Qt.AlignmentFlag.AlignRight, row.note)
        painter.restore()

    def _paint_sign(self, painter: QPainter, row: Row, place: QRect) -> None:
        middle = place.top() + 6 + line_height(_name_font(row)) / 2
        if row.checked:
            scale = painter.device().devicePixelRatio()
            picture = icons.pixmap("check", 16, theme.tokens().acc, scale)
            painter.drawPixmap(place.left(), round(middle - 8), picture)
        elif row.kind == "code":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(code_colour(row.colour).stripe)
            square = QRectF(place.left() + 3, middle - SWATCH / 2, SWATCH, SWATCH)
            painter.drawRoundedRect(square, 2, 2)
        elif row.kind != "command":
            name = _SIGNS[row.kind]
            scale = painter.device().devicePixelRatio()
            picture = icons.pixmap(name, 14, theme.tokens().acc, scale)
            painter.drawPixmap(place.left() + 1, round(middle - 7), picture)

    def _name_width(self, width: int, row: Row) -> int:
        taken = (NOTE_WIDTH if row.note else 0) + (CAP + KEY_GAP if row.key else 0)
        return width - TEXT_LEFT - RIGHT - taken

    def _found(self, layout: QTextLayout, row: Row) -> list[QTextLayout.FormatRange]:
        marked = []
        for start, end in row.spans:
            # The layout counts UTF-16 units, the search characters.
            before = len(row.text[:start].encode("utf-16-le")) // 2
            units = len(row.text[start:end].encode("utf-16-le")) // 2
            each = QTextLayout.FormatRange()
            each.start, each.length = before, units
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.DemiBold)
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(theme.tokens().acc)
            each.format = look
            marked.append(each)
        return marked


def _name_font(row: Row) -> QFont:
    weight = fonts.SEMIBOLD if row.is_theme else fonts.REGULAR
    return fonts.interface_font("body", weight)
