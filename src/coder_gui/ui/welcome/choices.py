"""The two kinds of buttons on the welcome page: a card, and a row of the recent projects."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder_gui.ui import icons, theme
from coder_gui.ui.style import paint_ring
from coder_gui.ui.welcome.recent_project import RecentProject
from coder_gui.ui.widgets.key_cap import KeyCap, key_text
from coder_gui.ui.widgets.text_label import text_label

CARD_RADIUS = 6
CARD_ICON = 24
CARD_HEIGHT = 88


class Choice(QAbstractButton):
    """A button made of labels: as high as they need, and chosen by Enter as by Space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QHBoxLayout(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._inside.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the page knows the way
        else:
            super().keyPressEvent(event)

    def _let_labels_through(self) -> None:
        """Clicks and hovers on the labels are the button's."""
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class ChoiceCard(Choice):
    """A large button with an icon, a title, a sentence and its keys."""

    def __init__(
        self, icon: str, title: str, text: str, keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        name = f"{title} ({key_text(keys)})" if keys else title
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self._icon = QLabel()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(text_label(title, "head"))
        words.addWidget(text_label(text, "row", "second"))
        words.addStretch(1)
        layout = self._inside
        layout.setContentsMargins(16, 13, 16, 13)
        layout.setSpacing(22)
        layout.addWidget(self._icon)
        layout.addLayout(words, 1)
        if keys:
            layout.addWidget(KeyCap(keys), 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(CARD_HEIGHT)
        self._let_labels_through()
        self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(shown.line2, 1))
        pressed = self.isDown()
        painter.setBrush(shown.hover if pressed or self.underMouse() else shown.raised)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)
        if self.hasFocus():
            paint_ring(painter, box, CARD_RADIUS, shown.acc)

    def _paint_icon(self) -> None:
        colour = theme.tokens().acc
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(self._icon_name, CARD_ICON, colour, ratio))


class RecentRow(Choice):
    """A project: its name and facts before, when and where it was left behind."""

    def __init__(self, recent: RecentProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recent = recent
        self.setToolTip(str(recent.path))
        facts, where = recent.facts, recent.where
        if recent.missing:
            facts, where = self._not_found(), self.tr("Locate")
        said = (recent.name, facts, recent.when, where)
        self.setAccessibleName(", ".join(part for part in said if part))
        layout = self._inside
        layout.setContentsMargins(8, 10, 8, 10)
        layout.setSpacing(16)
        layout.addLayout(
            _pair(
                text_label(recent.name, "strong"),
                text_label(facts, "row", "warning" if recent.missing else "second"),
            ),
            1,
        )
        layout.addLayout(self._right(recent.when, where))
        self._let_labels_through()

    def _right(self, when: str, where: str) -> QVBoxLayout:
        labels = text_label(when, "row", "second"), text_label(where, "row", "second")
        for label in labels:
            label.setWordWrap(False)
            label.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        if self.recent.missing:
            labels[1].setProperty("tone", "link")
        return _pair(*labels)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.tokens()
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), shown.hover)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 2, shown.acc)

    def _not_found(self) -> str:
        path = self.recent.path
        if path.drive:
            return self.tr("File not found on drive {drive}").format(drive=path.drive)
        return self.tr("File not found in {folder}").format(folder=path.parent)


def _pair(upper: QLabel, lower: QLabel) -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(1)
    lines.addWidget(upper)
    lines.addWidget(lower)
    lines.addStretch(1)
    return lines
