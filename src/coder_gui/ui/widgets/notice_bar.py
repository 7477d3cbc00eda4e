"""The bar above a place: an error, a warning, an act that can be undone, or work done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder_gui.ui import icons
from coder_gui.ui.theme import tokens
from coder_gui.ui.widgets.key_cap import KeyCap
from coder_gui.ui.widgets.text_label import button, emphasised, text_label

ICON = 18
LINE = 22
DETAILS_HEIGHT = 96


class Kind(StrEnum):
    """Which of the four notices it is; also its name in the style sheet."""

    ERROR = "error"
    WARNING = "warning"
    UNDO = "undo"
    DONE = "done"


SIGNS = {
    Kind.ERROR: ("warning", "err"),
    Kind.WARNING: ("info", "warn"),
    Kind.UNDO: ("undo", "tx2"),
    Kind.DONE: ("check", "ok"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What a bar says.

    Args:
        before: Plain words before the strong ones.
        strong: The words that the eye meets first.
        after: The rest: what was left untouched, what to do.
        action: Text of the one act, such as “Undo” or “Show file”.
        second: Text of another act, for those who know why.
        keys: Keys of that act, such as “Ctrl+Z”.
        details: Technical wording, shown only when asked for.
        can_close: Whether it has a cross (and Esc closes it).
    """

    kind: Kind
    before: str = ""
    strong: str = ""
    after: str = ""
    action: str = ""
    second: str = ""
    keys: str = ""
    details: str = ""
    can_close: bool = False

    @property
    def text(self) -> str:
        return f"{self.before}{self.strong}{self.after}"


class NoticeBar(QFrame):
    """One notice. It is announced to screen readers and never takes the focus."""

    action_chosen = Signal()
    second_chosen = Signal()
    closed = Signal()

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setProperty("kind", str(notice.kind))
        self.setAccessibleName(notice.text)
        self._sign = QLabel()
        self._details = self._details_view()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 14, 9)
        layout.setSpacing(8)
        layout.addLayout(self._line())
        layout.addWidget(self._details)
        self._paint_sign()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_sign()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.notice.can_close:
            self.close_notice()
        else:
            super().keyPressEvent(event)

    def close_notice(self) -> None:
        self.hide()
        self.closed.emit()

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        self._sign.setFixedSize(ICON, LINE)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        notice = self.notice
        text = text_label()
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setText(emphasised(notice.before, notice.strong, notice.after))
        line.addWidget(text, 1, Qt.AlignmentFlag.AlignVCenter)
        # In a box of one line's height, so that links, keys and cross stand on the first line.
        acts = QWidget()
        acts.setFixedHeight(LINE)
        beside = QHBoxLayout(acts)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(10)
        for widget in self._acts():
            beside.addWidget(widget)
        line.addWidget(acts, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _acts(self) -> list[QWidget]:
        notice, acts = self.notice, list[QWidget]()
        for text, chosen in (
            (notice.action, self.action_chosen),
            (notice.second, self.second_chosen),
        ):
            if text:
                act = button(text, "link")
                act.clicked.connect(chosen)
                acts.append(act)
        if notice.keys:
            acts.append(KeyCap(notice.keys))
        if notice.details:
            self._more = button(self.tr("Details…"), "link")
            self._more.clicked.connect(self._show_details)
            acts.append(self._more)
        if notice.can_close:
            close = QToolButton()
            close.setIcon(icons.icon("close", 16))
            close.setIconSize(QSize(16, 16))
            close.setProperty("kind", "small")
            close.setToolTip(self.tr("Close (Esc)"))
            close.setAccessibleName(self.tr("Close this notice"))
            close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            close.clicked.connect(self.close_notice)
            acts.append(close)
        return acts

    def _details_view(self) -> QPlainTextEdit:
        view = QPlainTextEdit(self.notice.details)
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        view.setFixedHeight(DETAILS_HEIGHT)
        view.setAccessibleName(self.tr("Details"))
        view.hide()
        return view

    def _show_details(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._more.setText(self.tr("Hide details") if shown else self.tr("Details…"))
        if shown:
            self._details.setFocus()

    def _paint_sign(self) -> None:
        name, tone = SIGNS[self.notice.kind]
        colour = getattr(tokens(), tone)
        self._sign.setPixmap(icons.pixmap(name, ICON, colour, self.devicePixelRatioF()))
