"""Transcripts by participant group, each with its progress and its number of segments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
    QWidget,
)

from coder_gui.domain.counted import counted
from coder_gui.domain.model import Group, Participant, TranscriptInfo
from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.progress.sign import DOT, paint_state
from coder_gui.ui.progress.wording import state_in_words

if TYPE_CHECKING:
    from coder_gui.app.progress import Standing

ID = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
NOTE = Qt.ItemDataRole.UserRole + 2
STATE = Qt.ItemDataRole.UserRole + 3
GROUP = Qt.ItemDataRole.UserRole + 4

GROUP_ROW = 28
ROW = 26
LEAD, RIGHT = 14, 12
NUMBER_WIDTH = 96
SIGN = 12
"""Side of the sign of a transcript that has memos."""
LEAST_NUMBER = 24
"""Room that is kept for a count, so that the signs stand in a column."""


class _Look(QStyledItemDelegate):
    noted: frozenset[int] = frozenset()
    """Ids of the transcripts that have memos."""

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
        # Without groups there is no room of the arrows before the signs.
        lead = LEAD if isinstance(view, QTreeView) and not view.rootIsDecorated() else 1
        left = 0 if is_group else lead + DOT + 9
        if not is_group:
            top = rect.top() + (rect.height() - DOT) // 2
            dot = QRect(rect.left() + lead, top, DOT, DOT)
            dot = QStyle.visualRect(option.direction, rect, dot)
            paint_state(painter, QRectF(dot), index.data(STATE))
        numbers = QRect(
            rect.right() - RIGHT - NUMBER_WIDTH, rect.top(), NUMBER_WIDTH, rect.height()
        )
        numbers = QStyle.visualRect(option.direction, rect, numbers)
        note = index.data(NOTE) or ""
        painter.setFont(fonts.number_font("row"))
        painter.setPen(shown.tx2)
        painter.drawText(numbers, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        taken = painter.fontMetrics().horizontalAdvance(note)
        if index.data(ID) in self.noted:
            taken = max(taken, LEAST_NUMBER) + SIGN + 4
            sign = icons.pixmap("memo", SIGN, shown.tx2, painter.device().devicePixelRatioF())
            top = rect.top() + (rect.height() - SIGN) // 2
            place = QRect(rect.right() - RIGHT - taken, top, SIGN, SIGN)
            painter.drawPixmap(QStyle.visualRect(option.direction, rect, place).topLeft(), sign)
        painter.setFont(fonts.interface_font("row", weight))
        painter.setPen(shown.tx)
        area = rect.adjusted(left, 0, -RIGHT - taken - 8, 0)
        area = QStyle.visualRect(option.direction, rect, area)
        name = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        if option.state & QStyle.StateFlag.State_HasFocus:
            style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, view)
        painter.restore()


class TranscriptList(QTreeView):
    """Every transcript under its participant's group."""

    transcript_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        self._items: dict[int, QStandardItem] = {}
        self._closed: set[int | None] = set()
        self._filling = False
        self._tell: Callable[[int], str] = lambda _transcript: ""
        self.setModel(self._rows)
        self._look = _Look(self)
        self.setItemDelegate(self._look)
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

    def tell_by(self, tell: Callable[[int], str]) -> None:
        """Set what says more about a transcript, once the mouse rests on it."""
        self._tell = tell

    def show_progress(self, standings: Mapping[int, Standing]) -> None:
        """Show where the present coder stands, by transcript id."""
        for transcript_id, item in self._items.items():
            standing = standings[transcript_id]
            count = standing.segments
            if item.data(COUNT) == count and item.data(STATE) == standing.state:
                continue
            item.setData(count, COUNT)
            item.setData(standing.state, STATE)
            item.setData(f"{count:,}" if count else "", NOTE)
            self._describe(item)
        for place in range(self._rows.rowCount()):
            group = self._rows.item(place)
            if group.data(ID) is None:
                coded = sum(bool(group.child(i).data(COUNT)) for i in range(group.rowCount()))
                note = self.tr("%1 of %2 coded").replace("%1", str(coded))
                group.setData(note.replace("%2", str(group.rowCount())), NOTE)

    def set_noted(self, transcript_ids: frozenset[int]) -> None:
        """Show which transcripts have memos."""
        if transcript_ids != self._look.noted:
            changed = transcript_ids ^ self._look.noted
            self._look.noted = transcript_ids
            for transcript_id in changed & self._items.keys():
                self._describe(self._items[transcript_id])
            self.viewport().update()

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

    def viewportEvent(self, event: QEvent) -> bool:
        """What is said of a transcript is put together when it is wanted, from its words."""
        if event.type() == QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            index = self.indexAt(event.pos())
            if index.isValid() and index.data(ID) is not None:
                QToolTip.showText(event.globalPos(), self.about(index.data(ID)), self)
                return True
        return super().viewportEvent(event)

    def about(self, transcript_id: int) -> str:
        """Names and progress of a transcript, as its tooltip says them."""
        item = self._items[transcript_id]
        return "\n".join(each for each in (item.toolTip(), self._tell(transcript_id)) if each)

    def _describe(self, item: QStandardItem) -> None:
        """Say in words what is painted beside a name."""
        said = [item.text()]
        if item.data(STATE) is not None:
            said += [state_in_words(item.data(STATE)), counted(item.data(COUNT), "segment")]
        if item.data(ID) in self._look.noted:
            said.append(self.tr("with memos"))
        item.setData(", ".join(said), Qt.ItemDataRole.AccessibleTextRole)

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
