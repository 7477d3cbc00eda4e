"""A code's history: a small line of its segments over time, and who changed it when."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from coder_gui.app.project import Project
from coder_gui.domain.counted import counted
from coder_gui.ui import fonts, theme
from coder_gui.ui.coding.facts import moment
from coder_gui.ui.widgets.text_label import button, text_label

SHOWN = 8
HEIGHT = 54
DOT = 2.5


class NumberLine(QWidget):
    """How a number went up and down, as a line of steps from the first change until now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[tuple[float, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_numbers(self, numbers: tuple[tuple[str, int], ...]) -> None:
        now = datetime.now(UTC).timestamp()
        points = [(_seconds(at), number) for at, number in numbers]
        self._points = [(at, number) for at, number in points if at is not None]
        if self._points:
            self._points.append((max(now, self._points[-1][0]), self._points[-1][1]))
            first, last = moment(numbers[0][0]), counted(numbers[-1][1], "segment")
            said = self.tr("Segments over time: from %1 until now, %2")
            self.setAccessibleName(said.replace("%1", first).replace("%2", last))
        self.setVisible(bool(self._points))
        self.update()

    def points(self) -> list[int]:
        """The numbers that are drawn, in their order."""
        return [number for _at, number in self._points]

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        painter, shown = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.number_font("small"))
        most = max(number for _at, number in self._points) or 1
        words = f"{most:,}"
        taken = painter.fontMetrics().horizontalAdvance(words) + 8
        area = QRectF(self.rect()).adjusted(DOT, 8, -taken, -4)
        begin, end = self._points[0][0], self._points[-1][0]
        width = (end - begin) or 1

        def at(time: float, number: int) -> QPointF:
            x = area.left() + area.width() * (time - begin) / width
            return QPointF(x, area.bottom() - area.height() * number / most)

        line = [at(begin, 0)]
        for (time, number), (following, _number) in zip(
            self._points, self._points[1:], strict=False
        ):
            line += [at(time, number), at(following, number)]
        painter.setPen(QPen(shown.line2, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.acc)
        painter.setOpacity(0.14)
        painter.drawPolygon(QPolygonF([*line, at(end, 0)]))
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shown.acc, 1.5))
        painter.drawPolyline(QPolygonF(line))
        painter.setBrush(shown.acc)
        painter.drawEllipse(line[-1], DOT, DOT)
        painter.setPen(shown.tx2)
        right = QRectF(area.right() + 4, 0, taken - 4, 16)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


class CodeHistoryView(QWidget):
    """Folded away until somebody asks, because reading the history takes a moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._code_id = 0
        self.line = NumberLine()
        self._toggle = button(self.tr("History"), "link")
        self._toggle.setAccessibleName(self.tr("History of this code"))
        self._toggle.clicked.connect(self.toggle)
        self._body = QWidget()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        caption = self.tr("Segments over time, of all coders whose work is shown")
        column.addWidget(text_label(caption, "small", "second"))
        column.addLayout(self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self._body)
        self._body.hide()

    def show_code(self, project: Project, code_id: int) -> None:
        """Show another code, or the same one after a change."""
        self._project, self._code_id = project, code_id
        if not self._body.isHidden():
            self._fill()

    def toggle(self) -> None:
        """Unfold the history, or fold it away."""
        self._body.setVisible(self._body.isHidden())
        text = self.tr("History") if self._body.isHidden() else self.tr("Hide the history")
        self._toggle.setText(text)
        if not self._body.isHidden():
            self._fill()

    def _fill(self) -> None:
        assert self._project is not None
        history = self._project.code_history(self._code_id)
        self.line.show_numbers(history.numbers)
        while self._rows.count():
            row = self._rows.takeAt(0).widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for change in history.changes[:SHOWN]:
            self._rows.addWidget(text_label(change.what, "row"))
            by = self.tr("%1, %2").replace("%2", moment(change.at)).replace("%1", change.coder)
            self._rows.addWidget(text_label(by, "small", "second"))
        more = len(history.changes) - SHOWN
        if more > 0:
            text = self.tr("Older changes are in the audit trail, filtered by this code.")
            self._rows.addWidget(text_label(text, "small", "second"))


def _seconds(stamp: str) -> float | None:
    try:
        return datetime.fromisoformat(stamp).timestamp()
    except ValueError:
        return None  # a file from elsewhere may hold anything
