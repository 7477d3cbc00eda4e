"""The command palette: type part of a command's name, and Enter carries it out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from coder_gui.ui import icons, theme
from coder_gui.ui.codebook.picker_rows import ROW, Row, RowLook, RowModel
from coder_gui.ui.codebook.shadow import paint_popup
from coder_gui.ui.command_palette.entries import (
    MOST,
    Entry,
    Listed,
    code_entries,
    command_entry,
    commands,
    fitting,
    is_off,
    transcript_entries,
)
from coder_gui.ui.widgets.key_cap import KeyCap
from coder_gui.ui.widgets.text_label import divider, text_label

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow

RIM = 12
"""Transparent room around the palette for its shadow."""
WIDTH = 560
LIST_HEIGHT = 400
TOP = 56
"""Distance from the upper edge of the window."""
RECENT_ROWS = 6
RECENT_KEY = "commands/recent"


class _Rows(RowModel):
    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = super().data(index, ROW)
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, Row) and row.note:
            return f"{row.text} – {row.path}, {row.note}"
        return super().data(index, role)


class CommandPalette(QFrame):
    """A field over all commands, floating in the window like the code palette."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.hide()
        self._window = window
        self._before: QWidget | None = None
        self._commands: list[Entry] = []
        self._transcripts: list[Entry] = []
        self._codes: list[Entry] = []
        self._field = QLineEdit()
        self._rows = _Rows()
        self._list = QListView()
        self._hints = QWidget()
        self._lay_out()
        self._field.textChanged.connect(self._refill)
        self._list.clicked.connect(self._take)
        window.session.closed.connect(self._forget)

    def open(self) -> None:
        """Show every command, those carried out lately first."""
        window = self._window
        if self.isVisible():
            self.hide()
            return
        window.code_place.reader.picker.hide()
        self._before = window.focusWidget()
        self._commands = [command_entry(window, each) for each in commands(window)]
        is_open = window.session.is_open
        self._transcripts = transcript_entries(window.session.project) if is_open else []
        self._codes = code_entries(window.session.project) if is_open else []
        self._field.clear()
        self.setFixedWidth(min(WIDTH, window.width() - 40) + 2 * RIM)
        self._refill()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field move in the list; a press beside the palette closes it."""
        if event.type() == QEvent.Type.KeyPress and watched is self._field:
            return self._key(event)  # type: ignore[arg-type]
        pressed = event.type() == QEvent.Type.MouseButtonPress
        beside = isinstance(watched, QWidget) and not (
            watched is self or self.isAncestorOf(watched)
        )
        if pressed and beside:
            self.hide()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        QApplication.instance().removeEventFilter(self)
        super().hideEvent(event)

    def paintEvent(self, event: QEvent) -> None:
        paint_popup(self, RIM)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            QApplication.sendEvent(self._list, event)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self._close()
            return True
        return key == Qt.Key.Key_Tab

    def _close(self) -> None:
        """Close, and give the keys back to where they were."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus()

    def _take(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW) if index.isValid() else None
        if row is None or row.kind == "heading":
            return
        if row.is_off:
            self._window.status.say(row.path.rpartition(" · ")[2])
            return
        self._close()
        target = row.target
        if isinstance(target, Listed):
            if not is_off(target):
                self._remember(target.name)
                target.action.trigger()
        elif isinstance(target, int) and row.kind == "transcript":
            self._window.show_place("code")
            self._window.code_place.open_transcript(target)
        elif isinstance(target, int):
            self._show_code(target)

    def _show_code(self, code_id: int) -> None:
        place = self._window.code_place
        self._window.show_place("code")
        if not place.codes.isVisible():
            place.side.toggle()
        place.codes.tree.choose(code_id)
        place.codes.tree.setFocus()

    def _recent(self) -> list[str]:
        try:
            names = json.loads(self._window.settings.get(RECENT_KEY, "[]"))
        except ValueError:
            return []
        return [each for each in names if isinstance(each, str)] if isinstance(names, list) else []

    def _remember(self, name: str) -> None:
        names = [name, *(each for each in self._recent() if each != name)][:RECENT_ROWS]
        self._window.settings.set(RECENT_KEY, json.dumps(names))

    def _forget(self) -> None:
        """Let go of the project that closes."""
        self.hide()
        self._before = None
        self._transcripts, self._codes = [], []
        self._rows.show([])

    def _refill(self) -> None:
        typed = self._field.text().strip()
        rows = self._fitting(typed) if typed else self._all()
        if not rows:
            rows = [Row("heading", self.tr("Nothing of that name"))]
        self._rows.show(rows)
        first = next((i for i, row in enumerate(rows) if row.kind != "heading"), None)
        if first is not None:
            self._list.setCurrentIndex(self._rows.index(first))
        self._fit(len(rows))

    def _all(self) -> list[Row]:
        by_name = {
            each.row.target.name: each.row
            for each in self._commands
            if isinstance(each.row.target, Listed)
        }
        recent = [by_name[name] for name in self._recent() if name in by_name]
        rows = [Row("heading", self.tr("Used recently")), *recent] if recent else []
        others = [each.row for each in self._commands if each.row not in recent]
        return [*rows, Row("heading", self.tr("All commands")), *others]

    def _fitting(self, typed: str) -> list[Row]:
        sections = [
            (self.tr("Commands"), *fitting(self._commands, typed, self._recent())),
            (self.tr("Transcripts"), *fitting(self._transcripts, typed, most=MOST)),
            (self.tr("Codes"), *fitting(self._codes, typed, most=MOST)),
        ]
        rows: list[Row] = []
        # The kind with the best fit stands first.
        for name, _rank, found in sorted(sections, key=lambda each: each[1]):
            if found:
                rows += [Row("heading", name), *found]
        return rows

    def _fit(self, rows: int) -> None:
        """Stand in the middle of the window, below its upper edge."""
        height = 0
        for place in range(rows):
            height += self._list.sizeHintForRow(place)
            if height > LIST_HEIGHT:
                break
        around = self.sizeHint().height() - self._list.height()
        most = self._window.height() - TOP - around
        self._list.setFixedHeight(max(60, min(LIST_HEIGHT, height, most)))
        self.adjustSize()
        self.move((self._window.width() - self.width()) // 2, TOP - RIM)

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Commands"))
        self._field.setProperty("kind", "bare")
        self._field.setAccessibleName(self.tr("Find a command"))
        self._field.setPlaceholderText(self.tr("Find a command, a transcript or a code"))
        sign = QLabel()
        sign.setPixmap(icons.pixmap("search", 16, theme.tokens().tx2, self.devicePixelRatioF()))
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 14, 8)
        top.setSpacing(10)
        top.addWidget(sign)
        top.addWidget(self._field, 1)
        self._list.setModel(self._rows)
        self._list.setItemDelegate(RowLook(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFocusProxy(self._field)  # the field's keys move the chosen row
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setProperty("kind", "popup")
        line = QHBoxLayout(self._hints)
        line.setContentsMargins(14, 6, 14, 7)
        line.setSpacing(6)
        for keys, words in (("Enter", self.tr("do it")), ("Esc", self.tr("close"))):
            line.addWidget(KeyCap(keys))
            line.addWidget(text_label(words, "small", "second"))
            line.addSpacing(10)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RIM + 1, RIM + 1, RIM + 1, RIM + 1)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(divider())
        layout.addWidget(self._list)
        layout.addWidget(divider())
        layout.addWidget(self._hints)
