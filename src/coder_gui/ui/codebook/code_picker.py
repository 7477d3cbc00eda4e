"""The code palette: type part of a name, and Enter takes the code or makes a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.codebook import Codebook
from coder_gui.ui import icons, theme
from coder_gui.ui.codebook.picker_rows import ROW, Row, RowList, RowModel, hit_rows, plain_rows
from coder_gui.ui.codebook.shadow import paint_popup
from coder_gui.ui.widgets.key_cap import key_hint
from coder_gui.ui.widgets.text_label import divider

RIM = 12
LEAST_WIDTH = 400
"""Transparent room around the palette for its shadow."""
BELOW = 12
"""Distance from the selection, so that the palette never lies over the words."""
RECENT_ROWS = 5
LIST_HEIGHT = 330
LEAST_LIST = 60


@dataclass(frozen=True, slots=True)
class Choices:
    """What the palette offers.

    Args:
        recent: Codes used lately, the latest first; shown while nothing is typed.
        notes: A short remark by code id, such as its count.
        create_under: The parent that a new code gets unless another is chosen.
        may_create: Whether a new code can be made.
        stays: Whether Ctrl+Enter takes a code and stays open.
        several: Whether codes can be checked and taken together, and taken by their own keys.
    """

    book: Codebook
    purpose: str
    recent: Sequence[int] = ()
    notes: Mapping[int, str] = field(default_factory=dict)
    create_under: int | None = None
    may_create: bool = True
    stays: bool = True
    several: bool = False
    exclude: frozenset[int] = frozenset()


class CodePicker(QFrame):
    """A field over a list, floating in the window; all of it works from the keyboard.

    It is part of the window rather than a window of its own, because its shadow then needs no
    compositor and its place no leave of the system.
    """

    code_chosen = Signal(int)
    codes_chosen = Signal(list)
    """Ids of codes that were checked, to be taken together."""
    create_chosen = Signal(str, object)
    """Name and parent id or None."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self._choices = Choices(Codebook(()), "")
        self._placing: str | None = None
        self._checked: list[int] = []
        self._walked = False
        self._place = QRect()
        self._field = QLineEdit()
        self._purpose = QLabel()
        self._rows = RowModel()
        self._list = RowList(self._rows, self._field)
        self._hints = QWidget()
        self._lay_out()
        self._field.textChanged.connect(self._refill)
        self._list.clicked.connect(self._clicked)

    def open_at(self, place: QRect, width: int, choices: Choices) -> None:
        """Show the palette under a place on the screen, or above it where there is no room."""
        window = self.window() if self.parentWidget() is None else self.parentWidget().window()
        self.setParent(window)
        self._choices = choices
        self._placing, self._checked = None, []
        self._place = QRect(window.mapFromGlobal(place.topLeft()), place.size())
        blocked = self._field.blockSignals(True)  # it is filled once, below
        self._field.clear()
        self._field.blockSignals(blocked)
        self._ctrl_hint.setVisible(choices.stays)
        self._space_hint.setVisible(choices.several)
        least = max(LEAST_WIDTH, self._hints.sizeHint().width() + 2)
        self.setFixedWidth(max(least, min(width, 640)) + 2 * RIM)
        self._refill()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)

    def type_text(self, text: str) -> None:
        """Put text into the field, as typing does."""
        self._field.setText(text)

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
        self.closed.emit()

    def paintEvent(self, event: QEvent) -> None:
        paint_popup(self, RIM)

    def _lay_out(self) -> None:
        self._field.setProperty("kind", "bare")
        self._field.setAccessibleName(self.tr("Find a code"))
        self._purpose.setProperty("tone", "second")
        self._purpose.setProperty("role", "small")
        sign = QLabel()
        sign.setPixmap(icons.pixmap("search", 16, theme.tokens().tx2, self.devicePixelRatioF()))
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 14, 8)
        top.setSpacing(10)
        for widget, stretch in ((sign, 0), (self._field, 1), (self._purpose, 0)):
            top.addWidget(widget, stretch)
        self._list.setAccessibleName(self.tr("Codes"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RIM + 1, RIM + 1, RIM + 1, RIM + 1)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(divider())
        layout.addWidget(self._list)
        layout.addWidget(divider())
        layout.addWidget(self._keys())

    def _keys(self) -> QWidget:
        self._ctrl_hint = key_hint("Ctrl+Enter", self.tr("and keep open"))
        self._space_hint = key_hint("Space", self.tr("check"))
        line = QHBoxLayout(self._hints)
        line.setContentsMargins(14, 6, 14, 7)
        line.setSpacing(16)
        line.addWidget(key_hint("Enter", self.tr("take it")))
        line.addWidget(self._ctrl_hint)
        line.addWidget(self._space_hint)
        line.addWidget(key_hint("Esc", self.tr("close")))
        line.addStretch(1)
        return self._hints

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._walked = True
            QApplication.sendEvent(self._list, event)
            return True
        if self._choices.several and self._placing is None and self._takes(event):
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            stay = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._take(self._list.currentIndex(), stay=stay and self._choices.stays)
            return True
        if key == Qt.Key.Key_Tab:
            self._choose_place()
            return True
        if key == Qt.Key.Key_Escape:
            self._step_back()
            return True
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        """Check a row by Space, or take a code by its own key, where no text is meant."""
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Space:
            # In a name that is being typed it is a blank, unless a row was walked to.
            if shift or self._walked or not self._field.text():
                self._check(self._list.currentIndex())
                return True
            return False
        number = event.key() - Qt.Key.Key_0
        codes = (code for code in self._choices.book if code.shortcut == number)
        code = next(codes, None) if 1 <= number <= 9 and not self._field.text() else None
        if code is None or self._checked:
            return False
        self.hide()
        self.code_chosen.emit(code.id)
        return True

    def _clicked(self, index: QModelIndex) -> None:
        held = QApplication.keyboardModifiers()
        if self._choices.several and held & Qt.KeyboardModifier.ControlModifier:
            self._check(index)
        else:
            self._take(index, stay=False)

    def _check(self, index: QModelIndex) -> None:
        """Check a code, or no longer; all checked ones are taken together."""
        row: Row | None = index.data(ROW) if index.isValid() else None
        if row is None or row.code_id is None:
            return
        if row.code_id in self._checked:
            self._checked.remove(row.code_id)
        else:
            self._checked.append(row.code_id)
        if self._field.text():
            self._field.clear()
        else:
            self._refill()
        self._point_at(row.code_id)
        self._walked = True

    def _point_at(self, code_id: int) -> None:
        for place in range(self._rows.rowCount()):
            index = self._rows.index(place)
            if index.data(ROW).code_id == code_id:
                self._list.setCurrentIndex(index)
                return

    def _take_checked(self, row: Row, typed: str, *, stay: bool) -> None:
        """Take all that is checked, and with typed letters the row they point at."""
        chosen, self._checked = self._checked, []
        if stay:
            self._field.clear()
            self._refill()
        else:
            self.hide()
        if typed and row.kind == "create":
            self.create_chosen.emit(typed, self._choices.create_under)
        elif typed and row.code_id is not None and row.code_id not in chosen:
            chosen.append(row.code_id)
        self.codes_chosen.emit(chosen)

    def _take(self, index: QModelIndex, *, stay: bool) -> None:
        row: Row | None = index.data(ROW) if index.isValid() else None
        if row is None or row.kind == "heading":
            return
        typed, placing = self._field.text(), self._placing
        if self._checked and placing is None:
            self._take_checked(row, typed, stay=stay)
            return
        if stay:
            self._field.clear()
        else:
            self.hide()
        if placing is not None:
            self.create_chosen.emit(placing, row.code_id)
        elif row.kind == "create":
            self.create_chosen.emit(typed, self._choices.create_under)
        elif row.code_id is not None:
            self.code_chosen.emit(row.code_id)

    def _choose_place(self) -> None:
        """Ask where the new code shall stand."""
        name = self._field.text().strip()
        if self._placing is None and name and self._choices.may_create:
            self._placing = name
            self._field.clear()
            self._field.setPlaceholderText(self.tr("Where shall “%1” stand?").replace("%1", name))
            self._refill()

    def _step_back(self) -> None:
        if self._placing is None:
            self.hide()
            return
        name, self._placing = self._placing, None
        self._field.setPlaceholderText("")
        self._field.setText(name)

    def refresh(self, choices: Choices) -> None:
        """Take up a codebook that has changed while the palette stayed open."""
        self._choices = choices
        self._refill()

    def _refill(self) -> None:
        typed = self._field.text().strip()
        self._walked = False
        self._show_purpose()
        if self._placing is None:
            self._field.setPlaceholderText(self.tr("Find a code, or name a new one"))
        rows = self._place_rows(typed) if self._placing is not None else self._code_rows(typed)
        rows = [row for row in rows if row.code_id not in self._choices.exclude or not row.code_id]
        if self._checked:
            checked = set(self._checked)
            rows = [replace(r, checked=True) if r.code_id in checked else r for r in rows]
        self._rows.show(rows)
        first = next((i for i, row in enumerate(rows) if row.kind != "heading"), None)
        if first is not None:
            self._list.setCurrentIndex(self._rows.index(first))
        self._fit(self._content_height(len(rows)))

    def _show_purpose(self) -> None:
        purpose = self._choices.purpose
        if self._checked:
            said = self.tr("%1 checked · ").replace("%1", str(len(self._checked)))
            purpose = said + purpose
        self._purpose.setText(purpose)

    def _code_rows(self, typed: str) -> list[Row]:
        choices = self._choices
        if not typed:
            recent = plain_rows(choices.book, choices.recent[:RECENT_ROWS], choices.notes)
            others = [
                code.id for code in choices.book if code.id not in choices.recent[:RECENT_ROWS]
            ]
            rows = [Row("heading", self.tr("Used recently")), *recent] if recent else []
            rest = plain_rows(choices.book, others, choices.notes)
            return rows + ([Row("heading", self.tr("All codes")), *rest] if rest else [])
        under = choices.create_under
        matches = hit_rows(choices.book, typed, choices.recent, choices.notes, under)
        rows = [Row("heading", self.tr("Matches")), *matches] if matches else []
        exact = any(row.text.casefold() == typed.casefold() for row in matches)
        if choices.may_create and not exact:
            rows.append(self._create_row(typed))
        return rows

    def _create_row(self, typed: str) -> Row:
        under = self._choices.create_under
        parent = self._choices.book.get(under) if under is not None else None
        text = self.tr("Create “%1”").replace("%1", typed)
        where = (
            self.tr("under %1 · Tab for another place").replace("%1", parent.name)
            if parent
            else self.tr("at the top · Tab for another place")
        )
        return Row("create", text, where)

    def _place_rows(self, typed: str) -> list[Row]:
        book = self._choices.book
        if typed:
            return hit_rows(book, typed, (), {})
        return [
            Row("top", self.tr("At the top of the tree")),
            *plain_rows(book, [c.id for c in book], {}),
        ]

    def _content_height(self, rows: int) -> int:
        height = 0
        for place in range(rows):
            height += self._list.sizeHintForRow(place)
            if height > LIST_HEIGHT:
                break
        return max(height, 34)

    def _fit(self, content: int) -> None:
        """Stand below the words, or above where that leaves more room; never over them."""
        room = self.parentWidget().rect()
        below = room.bottom() - self._place.bottom() - BELOW
        above = self._place.top() - room.top() - BELOW
        heights: list[int] = []
        for place in range(self.layout().count()):
            item = self.layout().itemAt(place)
            if item is not None and item.widget() is not self._list:
                heights.append(item.sizeHint().height())
        around = sum(heights) + 2
        wanted = around + min(LIST_HEIGHT, content)
        goes_below = below >= min(wanted, above)
        most = (below if goes_below else above) - around
        self._list.setFixedHeight(max(LEAST_LIST, min(LIST_HEIGHT, content, most)))
        self.adjustSize()
        y = self._place.bottom() + BELOW - RIM
        if not goes_below:
            y = self._place.top() - BELOW + RIM - self.height()
        x = max(room.left(), min(self._place.left() - RIM, room.right() - self.width()))
        self.move(x, y)
