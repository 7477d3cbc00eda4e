"""Transcripts by participant group, each with its progress and its number of segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from coder_gui.domain.model import Group, Participant, TranscriptInfo
from coder_gui.ui import fonts, theme

ID = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
NOTE = Qt.ItemDataRole.UserRole + 2
DONE = Qt.ItemDataRole.UserRole + 3
GROUP = Qt.ItemDataRole.UserRole + 4

GROUP_ROW = 28
ROW = 26
DOT = 9
RIGHT = 12
NUMBER_WIDTH = 96


class _Look(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        least = GROUP_ROW if index.data(ID) is None else ROW
        return QSize(80, max(least, option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view, rect = option.widget, option.rect
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        is_group = index.data(ID) is None
        shown = theme.tokens()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        weight = fonts.SEMIBOLD if is_group or selected else fonts.REGULAR
        painter.save()
        left = 0 if is_group else DOT + 10
        if not is_group:
            self._paint_dot(painter, rect, bool(index.data(COUNT)), bool(index.data(DONE)))
        numbers = QRect(
            rect.right() - RIGHT - NUMBER_WIDTH, rect.top(), NUMBER_WIDTH, rect.height()
        )
        note = index.data(NOTE) or ""
        painter.setFont(fonts.number_font("row"))
        painter.setPen(shown.tx2)
        painter.drawText(numbers, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        taken = painter.fontMetrics().horizontalAdvance(note)
        painter.setFont(fonts.interface_font("row", weight))
        painter.setPen(shown.tx)
        area = rect.adjusted(left, 0, -RIGHT - taken - 8, 0)
        name = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        if option.state & QStyle.StateFlag.State_HasFocus:
            style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, view)
        painter.restore()

    def _paint_dot(self, painter: QPainter, rect: QRect, begun: bool, done: bool) -> None:
        """Empty: no segment yet; half: begun; full: marked as finished."""
        colour = theme.tokens().tx2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        top = rect.top() + (rect.height() - DOT) / 2
        circle = QRectF(rect.left() + 1, top, DOT, DOT)
        if done:
            painter.setBrush(colour)
        painter.drawEllipse(circle)
        if begun and not done:
            painter.setBrush(colour)
            painter.drawPie(circle, 90 * 16, 180 * 16)


class TranscriptList(QTreeView):
    """Every transcript under its participant's group."""

    transcript_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        self._items: dict[int, QStandardItem] = {}
        self._closed: set[int | None] = set()
        self._filling = False
        self.setModel(self._rows)
        self.setItemDelegate(_Look(self))
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Transcripts"))
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.collapsed.connect(lambda index: self._closed.add(index.data(GROUP)))
        self.expanded.connect(lambda index: self._closed.discard(index.data(GROUP)))

    def show_transcripts(
        self,
        transcripts: Sequence[TranscriptInfo],
        people: Mapping[int, Participant],
        groups: Sequence[Group],
    ) -> None:
        """Fill the list; what was open and chosen stays so."""
        chosen, scroll = self.current_transcript(), self.verticalScrollBar().value()
        by_group: dict[int | None, list[TranscriptInfo]] = {group.id: [] for group in groups}
        for info in transcripts:
            person = people.get(info.participant_id or 0)
            by_group.setdefault(person.group_id if person else None, []).append(info)
        names: dict[int | None, str] = {group.id: group.name for group in groups}
        self._filling = True
        self._rows.clear()
        self._items = {}
        for group_id, members in by_group.items():
            if not groups:
                above = self._rows.invisibleRootItem()
            else:
                above = QStandardItem(names.get(group_id, self.tr("Without a group")))
                above.setData(group_id, GROUP)
                self._rows.appendRow(above)
            for info in members:
                above.appendRow(self._item(info, people))
            if groups:
                self.setExpanded(above.index(), group_id not in self._closed)
        self.setRootIsDecorated(bool(groups))
        if chosen in self._items:
            self.setCurrentIndex(self._items[chosen].index())
        self._filling = False
        self.verticalScrollBar().setValue(scroll)

    def forget(self) -> None:
        """Let go of the transcripts, with what was open and chosen among them."""
        self._rows.clear()
        self._items = {}
        self._closed.clear()

    def show_progress(self, counts: Mapping[int, int], finished: frozenset[int]) -> None:
        """Show this coder's number of segments, and what is finished, by transcript id."""
        for transcript_id, item in self._items.items():
            count = counts.get(transcript_id, 0)
            if item.data(COUNT) == count and item.data(DONE) == (transcript_id in finished):
                continue
            item.setData(count, COUNT)
            item.setData(transcript_id in finished, DONE)
            item.setData(f"{count:,}" if count else "", NOTE)
            words = self.tr("%1, %2 segments").replace("%1", item.text()).replace("%2", str(count))
            item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
        for place in range(self._rows.rowCount()):
            group = self._rows.item(place)
            if group.data(ID) is None:
                coded = sum(bool(group.child(i).data(COUNT)) for i in range(group.rowCount()))
                note = self.tr("%1 of %2 coded").replace("%1", str(coded))
                group.setData(note.replace("%2", str(group.rowCount())), NOTE)

    def current_transcript(self) -> int | None:
        index = self.currentIndex()
        return index.data(ID) if index.isValid() else None

    def selected_transcripts(self) -> list[int]:
        ids = (index.data(ID) for index in self.selectionModel().selectedIndexes())
        return [each for each in ids if each is not None]

    def choose(self, transcript_id: int) -> None:
        """Make a transcript the current one, as a click would."""
        if transcript_id in self._items:
            index = self._items[transcript_id].index()
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def in_order(self) -> list[int]:
        """Ids as they stand in the list."""
        return list(self._items)

    def _item(self, info: TranscriptInfo, people: Mapping[int, Participant]) -> QStandardItem:
        person = people.get(info.participant_id or 0)
        item = QStandardItem(person.label if person else info.name)
        item.setData(info.id, ID)
        item.setToolTip(f"{info.name}\n{info.source_name}")
        self._items[info.id] = item
        return item

    def _current_changed(self, current: QModelIndex) -> None:
        if not self._filling and current.isValid() and current.data(ID) is not None:
            self.transcript_chosen.emit(current.data(ID))
