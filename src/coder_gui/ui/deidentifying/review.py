"""The hits under review: what was decided on each, shown as lines with the name in the middle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coder_gui.app.deidentifying import Found
from coder_gui.domain.deidentify import Hit, edits_of
from coder_gui.domain.edits import Carrying
from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.finding.hit_list import is_right_to_left

State = Literal["open", "accepted", "skipped"]

FOUND, STATE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
ROW = 30
SIGN, PADDING = 16, 14
WHERE = 168
"""Pixels for the name of the place."""
LINE_BREAKS = re.compile(r"\s*\n\s*")
AROUND = 120
"""Characters on each side of a name in its line."""


class Review(QAbstractListModel):
    """The hits in the order of the texts; decisions outlive a new search."""

    decided = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Found] = []
        self._shown: list[Found] = []
        self._states: dict[tuple[object, ...], State] = {}
        self._stands: str | None = None

    def show(self, found: Sequence[Found]) -> None:
        """Show what was found now."""
        self._all = list(found)
        self.narrow(self._stands)

    def forget(self) -> None:
        """Let go of the hits, and of what was decided."""
        self._states.clear()
        self._stands = None
        self.show(())

    def narrow(self, stands: str | None) -> None:
        """Show only the hits that one replacement stands for; None for all."""
        self.beginResetModel()
        self._stands = stands
        self._shown = [f for f in self._all if stands in (None, f.hit.entry.replacement)]
        self.endResetModel()
        self.decided.emit()

    def found(self, row: int) -> Found | None:
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def state(self, found: Found) -> State:
        return self._states.get(found.key, "open")

    def decide(self, found: Iterable[Found], state: State) -> None:
        """Accept or skip hits."""
        self._states.update({each.key: state for each in found})
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.decided.emit()

    def carry(self, replaced: Iterable[Found]) -> None:
        """After a step: what was skipped is skipped still, where it stands now."""
        hits: dict[object, list[Hit]] = defaultdict(list)
        for each in replaced:
            hits[each.source.place].append(each.hit)
        to = {place: Carrying(edits_of(found)) for place, found in hits.items()}
        moved: dict[tuple[object, ...], State] = {}
        for each in self._all:
            if self.state(each) == "skipped":
                carrying = to.get(each.source.place) or Carrying(())
                start, end = carrying.range(each.hit.start, each.hit.end)
                moved[Found(each.source, Hit(start, end, each.hit.entry)).key] = "skipped"
        self._states = moved

    def of_same_name(self, found: Found) -> list[Found]:
        """All hits of a spelling that nothing was decided on, with this one."""
        entry = found.hit.entry
        return [
            each
            for each in self._all
            if each.hit.entry == entry and (self.state(each) == "open" or each is found)
        ]

    def accepted(self) -> list[Found]:
        return [each for each in self._all if self.state(each) == "accepted"]

    def skipped(self) -> frozenset[tuple[object, ...]]:
        """Keys of the hits that stay as they are."""
        return frozenset(each.key for each in self._all if self.state(each) == "skipped")

    def counts(self) -> tuple[int, int, int]:
        """How many hits there are, how many were looked at, how many are accepted."""
        states = [self.state(each) for each in self._all]
        return len(states), len(states) - states.count("open"), states.count("accepted")

    def count_of(self, stands: str) -> int:
        """How many hits a replacement stands for."""
        return sum(each.hit.entry.replacement == stands for each in self._all)

    def next_open(self, row: int) -> int:
        """The next row on which nothing was decided, from the start again after the end."""
        rows = [*range(row + 1, len(self._shown)), *range(row + 1)]
        return next((each for each in rows if self.state(self._shown[each]) == "open"), -1)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._shown[index.row()]
        if role == FOUND:
            return found
        if role == STATE:
            return self.state(found)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = {"open": "", "accepted": self.tr("accepted"), "skipped": self.tr("skipped")}
            parts = (said[self.state(found)], found.source.where, "".join(line_of(found)))
            return ", ".join(filter(None, parts))
        if role == Qt.ItemDataRole.DisplayRole:
            return "".join(line_of(found))
        return None


def line_of(found: Found) -> tuple[str, str, str]:
    """What stands before a name, the name, and what follows, as one line."""
    text, hit = found.source.place.text, found.hit
    before = text[max(0, hit.start - AROUND) : hit.start]
    after = text[hit.end : hit.end + AROUND]
    name = found.words.replace("\n", " ")
    return LINE_BREAKS.sub(" · ", before), name, LINE_BREAKS.sub(" · ", after)


class _Look(QStyledItemDelegate):
    """A sign for the decision, the place, and the name where the eye runs down one column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        height = option.widget.fontMetrics().height()
        return QSize(0, max(ROW, height + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view, rect, shown = option.widget, option.rect, theme.tokens()
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        view.style().drawPrimitive(panel, option, painter, view)
        found, state = index.data(FOUND), index.data(STATE)
        painter.save()
        area = rect.adjusted(PADDING, 0, -PADDING, 0)
        seen = partial(QStyle.visualRect, option.direction, rect)
        self._paint_sign(painter, seen(QRect(area.left(), area.top(), SIGN, area.height())), state)
        area.setLeft(area.left() + SIGN + 8)
        painter.setFont(fonts.interface_font("row"))
        painter.setPen(shown.tx2)
        width = min(WHERE, area.width() // 4)
        words = painter.fontMetrics().elidedText(
            found.source.where, Qt.TextElideMode.ElideRight, width - 12
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(seen(area), middle | Qt.AlignmentFlag.AlignLeft, words)
        area.setLeft(area.left() + width)
        self._paint_line(painter, seen(area), found, state)
        painter.setPen(shown.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_sign(self, painter: QPainter, area: QRect, state: State) -> None:
        if state == "open":
            return
        shown, scale = theme.tokens(), painter.device().devicePixelRatioF()
        name, colour = ("check", shown.ok) if state == "accepted" else ("minus", shown.tx3)
        sign = icons.pixmap(name, SIGN, colour, scale)
        painter.drawPixmap(area.left(), area.center().y() - SIGN // 2 + 1, sign)

    def _paint_line(self, painter: QPainter, area: QRect, found: Found, state: State) -> None:
        shown = theme.tokens()
        before, name, after = line_of(found)
        # How a line is read depends on its words, not on the window.
        backwards = is_right_to_left(f"{before}{name}{after}")
        direction = Qt.LayoutDirection
        painter.setLayoutDirection(direction.RightToLeft if backwards else direction.LeftToRight)
        accepted = state == "accepted"
        name = found.hit.entry.replacement if accepted else name
        plain, strong = fonts.interface_font("row"), fonts.interface_font("row", fonts.SEMIBOLD)
        painter.setFont(strong)
        # The names begin in one column, a little left of the middle.
        start = area.left() + area.width() * 2 // 5
        width = min(painter.fontMetrics().horizontalAdvance(name), area.right() - start)
        box = QRect(start, area.top(), width, area.height())
        if state == "open":
            painter.fillRect(box.adjusted(-2, 5, 2, -5), shown.warnbg)
        painter.setPen({"open": shown.tx, "accepted": shown.ok, "skipped": shown.tx2}[state])
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(plain)
        painter.setPen(shown.tx3 if state == "skipped" else shown.tx)
        metrics = painter.fontMetrics()
        left = QRect(area.left(), area.top(), start - area.left(), area.height())
        right = QRect(box.right() + 1, area.top(), area.right() - box.right(), area.height())
        if backwards:
            left, right = right, left
        # Alignment follows the direction: what stands before the name is drawn up to it.
        shortened = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, left.width())
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, shortened)
        shortened = metrics.elidedText(after, Qt.TextElideMode.ElideRight, right.width())
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignLeft, shortened)


class ReviewList(QListView):
    """The lines; letters decide and go on to the next that is open."""

    current_changed = Signal()

    def __init__(self, review: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review = review
        self.setModel(review)
        self.setItemDelegate(_Look(self))
        self.setProperty("kind", "table")
        self.setAccessibleName(self.tr("Places with a name"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())
        review.modelReset.connect(self._keep_current)

    def current(self) -> Found | None:
        return self.review.found(self.currentIndex().row())

    def decide(self, state: State, *, same_name: bool = False) -> None:
        """Decide on the current hit, or on all of its name, and go on."""
        found = self.current()
        if found is None:
            return
        chosen = self.review.of_same_name(found) if same_name else [found]
        self.review.decide(chosen, state)
        row = self.currentIndex().row()
        following = self.review.next_open(row)
        self.go_to(following if following >= 0 else row)

    def go_to(self, row: int) -> None:
        self.setCurrentIndex(self.review.index(row))
        self.scrollTo(self.currentIndex(), QListView.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        others = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_A, Qt.Key.Key_S) and not others:
            self.decide("accepted" if key == Qt.Key.Key_A else "skipped", same_name=shift)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            found = self.current()
            if found is not None:
                self.review.decide([found], "open")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self.currentIndex().row() + (-1 if shift else 1)
            self.go_to(max(0, min(row, self.review.rowCount() - 1)))
        else:
            super().keyPressEvent(event)

    def _keep_current(self) -> None:
        """After a new search: the first hit that is open."""
        if self.review.rowCount():
            self.go_to(max(self.review.next_open(-1), 0))
        self.current_changed.emit()
