"""The list of restore points, and what can be done with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.restoring import Content, RestorePoint
from coder_gui.domain.counted import counted
from coder_gui.ui import fonts, theme
from coder_gui.ui.restoring import wording
from coder_gui.ui.widgets.empty_state import EmptyState
from coder_gui.ui.widgets.text_label import button, text_label

SIZE = QSize(900, 520)
ROW = 34
WHEN, WHY, HOLDS, BYTES = range(4)
_RIGHT = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class PointRows(QStyledItemDelegate):
    """Rows with a line beneath each, and the focus around the whole row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        painter.setPen(theme.tokens().line)
        rect = option.rect
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


class PointsDialog(QDialog):
    """Lists restore points, the latest first. What the buttons do is done by the window."""

    restore_wanted = Signal(object)
    copy_wanted = Signal(object)
    delete_wanted = Signal(object)
    keep_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, name: str, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Restore points"))
        self.resize(SIZE)
        self._name = name
        self._may_write = may_write
        self._points: tuple[RestorePoint, ...] = ()
        self.list = self._make_list()
        self._sum = text_label("", "row", "second")
        self._folder = button(self.tr("Show folder"), "link")
        self._folder.clicked.connect(self.folder_wanted)
        self._empty = self._make_empty()
        self._acts = QStackedWidget()
        self._body = QStackedWidget()
        self._lay_out()

    def show_points(self, points: Sequence[RestorePoint]) -> None:
        """Show the points; how much is in them comes later."""
        self._points = tuple(points)
        self.list.clear()
        for point in points:
            item = QTreeWidgetItem(
                [wording.when(point), wording.why(point), "…", wording.size(point.size)]
            )
            item.setTextAlignment(BYTES, _RIGHT)
            item.setFont(BYTES, fonts.number_font())
            item.setFont(WHEN, fonts.number_font())
            if point.named:
                item.setFont(WHY, fonts.interface_font("row", fonts.SEMIBOLD))
            item.setToolTip(WHY, wording.why(point))
            item.setData(WHEN, Qt.ItemDataRole.UserRole, str(point.path))
            self.list.addTopLevelItem(item)
        total = sum(point.size for point in points)
        self._sum.setText(
            f"{counted(len(points), 'restore point')}, {wording.size(total)} "
            + self.tr("beside the project")
        )
        self._body.setCurrentWidget(self.list if points else self._empty)
        self._foot.setVisible(bool(points))
        self._acts.setVisible(bool(points))
        if points:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
            self.list.setFocus()
        self._refresh()

    def show_contents(self, contents: Mapping[Path, Content | None]) -> None:
        """Say how much is in the points that were looked into."""
        for place, point in enumerate(self._points):
            if point.path in contents:
                item = self.list.topLevelItem(place)
                held = contents[point.path]
                item.setText(HOLDS, wording.content(held))
                if held is None:
                    item.setForeground(HOLDS, QBrush(theme.tokens().warn))

    def current(self) -> RestorePoint | None:
        """The chosen point."""
        place = self.list.currentIndex().row()
        return self._points[place] if 0 <= place < len(self._points) else None

    def _refresh(self) -> None:
        point = self.current()
        self._copy.setEnabled(point is not None)
        self._delete.setEnabled(point is not None and self._may_write)
        self._restore.setEnabled(point is not None and self._may_write)
        self._acts.setCurrentIndex(0)

    def _ask(self) -> None:
        """Deleting a file cannot be undone, so it is asked for once more, in the same place."""
        point = self.current()
        if point is None:
            return
        self._question.setText(
            self.tr("Delete the restore point of %1 for good?").replace("%1", wording.moment(point))
        )
        self._acts.setCurrentIndex(1)
        self._no.setFocus()

    def _send(self, signal: SignalInstance) -> None:
        point = self.current()
        if point is not None:
            signal.emit(point)

    def _restore_now(self) -> None:
        point = self.current()
        if point is not None:
            self.accept()
            self.restore_wanted.emit(point)

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setProperty("kind", "table")
        made.setAccessibleName(self.tr("Restore points"))
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.setItemDelegate(PointRows(made))
        heads = QTreeWidgetItem(
            [self.tr("When"), self.tr("Why"), self.tr("What is in it"), self.tr("Size")]
        )
        heads.setTextAlignment(BYTES, _RIGHT)
        made.setHeaderItem(heads)
        header = made.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for column in (WHEN, HOLDS, BYTES):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        made.setColumnWidth(WHEN, 168)
        made.setColumnWidth(HOLDS, 232)
        made.setColumnWidth(BYTES, 88)
        made.currentItemChanged.connect(lambda *_items: self._refresh())
        return made

    def _make_empty(self) -> QWidget:
        page = QWidget()
        state = EmptyState(
            self.tr("No restore points yet"),
            self.tr(
                "One is kept at the first opening of each day, and before imports and large "
                "changes of the codebook. You can keep one yourself at any time."
            ),
            self.tr("Keep one now…") if self._may_write else "",
        )
        state.action_chosen.connect(self.keep_wanted)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(state)
        column.addStretch(1)
        return page

    def _lay_out(self) -> None:
        lead = self.tr(
            "Copies of “%1” as it was. Restoring keeps the present state first, so you can come "
            "back to it."
        ).replace("%1", self._name)
        self._body.addWidget(self.list)
        self._body.addWidget(self._empty)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        self._sum.setWordWrap(False)
        foot.addWidget(self._sum)
        foot.addSpacing(8)
        foot.addWidget(self._folder)
        foot.addStretch(1)
        self._acts.addWidget(self._usual_acts())
        self._acts.addWidget(self._last_question())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(self.tr("Restore points"), "title"))
        layout.addWidget(text_label(lead, "row", "second"))
        layout.addWidget(self._body, 1)
        layout.addWidget(self._foot)
        layout.addWidget(self._acts)

    def _usual_acts(self) -> QWidget:
        self._keep = button(self.tr("Keep one now…"))
        self._keep.setEnabled(self._may_write)
        self._delete = button(self.tr("Delete…"))
        self._copy = button(self.tr("Open as a copy"))
        self._restore = button(self.tr("Restore"), "primary")
        self._keep.clicked.connect(self.keep_wanted)
        self._delete.clicked.connect(self._ask)
        self._copy.clicked.connect(lambda: self._send(self.copy_wanted))
        self._restore.clicked.connect(self._restore_now)
        return _row(self._keep, None, self._delete, self._copy, self._restore)

    def _last_question(self) -> QWidget:
        self._question = text_label()
        self._question.setWordWrap(False)
        self._yes = button(self.tr("Delete"), "primary")
        self._no = button(self.tr("Keep it"))
        self._yes.clicked.connect(lambda: self._send(self.delete_wanted))
        self._no.clicked.connect(self._refresh)
        return _row(self._question, None, self._no, self._yes)


def _row(*widgets: QWidget | None) -> QWidget:
    """Widgets side by side; None is the room between them."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return holder
