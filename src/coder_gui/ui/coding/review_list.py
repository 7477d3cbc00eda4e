"""The segments whose words were corrected, to be looked at one by one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.counted import counted
from coder_gui.ui.widgets.text_label import button, divider, text_label

ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A row: a segment, where it stands, and what it quotes now."""

    segment_id: int
    where: str
    code: str
    words: str


class ReviewList(QWidget):
    """Lists corrected segments above the page; each is shown in it as one walks the list."""

    segment_shown = Signal(int)
    looked_at = Signal(list)
    """Ids of segments whose words are right as they are."""
    remove_wanted = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head = text_label("", "strong")
        self._rows = QListWidget()
        self._rows.setAccessibleName(self.tr("Segments whose words were corrected"))
        self._rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._right = button(self.tr("Looks right"), "primary")
        self._right.setToolTip(self.tr("The code fits the corrected words (Enter)"))
        self._all = button(self.tr("All look right"), "plain")
        close = button(self.tr("Later"), "plain")
        close.setToolTip(self.tr("They stay on the list (Esc)"))
        self._lay_out(close)
        self._rows.currentRowChanged.connect(self._show_current)
        self._rows.itemClicked.connect(lambda _item: self._show_current())
        self._right.clicked.connect(self._accept)
        self._all.clicked.connect(lambda: self.looked_at.emit(self._ids()))
        close.clicked.connect(self.shut)
        self.hide()

    def show_segments(self, reviewed: list[Reviewed]) -> None:
        """Fill the list; the row that follows what was just looked at is the current one."""
        current = max(self._rows.currentRow(), 0)
        blocked = self._rows.blockSignals(True)
        self._rows.clear()
        for each in reviewed:
            words = " ".join(each.words.split())
            item = QListWidgetItem(f"{each.where} · {each.code} · “{words}”")
            item.setData(Qt.ItemDataRole.UserRole, each.segment_id)
            item.setToolTip(f"{each.code}\n“{words[:400]}”")
            self._rows.addItem(item)
        self._rows.setCurrentRow(min(current, len(reviewed) - 1))
        self._rows.blockSignals(blocked)
        number = counted(len(reviewed), "segment")
        self._head.setText(self.tr("%1 with corrected words").replace("%1", number))
        height = self._rows.sizeHintForRow(0) if reviewed else 0
        self._rows.setFixedHeight(height * min(len(reviewed), ROWS_SHOWN) + 2)
        if not reviewed:
            self.shut()

    def open(self) -> None:
        """Show the list and the first segment on it."""
        self.show()
        self._rows.setFocus()
        self._show_current()

    def shut(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif event.key() == Qt.Key.Key_Delete and (current := self._current()) is not None:
            self.remove_wanted.emit(current)
        else:
            super().keyPressEvent(event)

    def _current(self) -> int | None:
        item = self._rows.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def _ids(self) -> list[int]:
        role = Qt.ItemDataRole.UserRole
        return [self._rows.item(row).data(role) for row in range(self._rows.count())]

    def _show_current(self, _row: int = 0) -> None:
        if self.isVisible() and (current := self._current()) is not None:
            self.segment_shown.emit(current)

    def _accept(self) -> None:
        if (current := self._current()) is not None:
            self.looked_at.emit([current])
            self._show_current()

    def _lay_out(self, close: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._head, 1)
        for each in (self._right, self._all, close):
            head.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 14, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._rows)
        layout.addWidget(divider())
