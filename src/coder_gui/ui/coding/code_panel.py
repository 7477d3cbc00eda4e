"""The chosen code: how far it reaches, and its codebook entry, edited in place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from coder_gui.app.project import Project
from coder_gui.domain.codebook import PATH_SEPARATOR
from coder_gui.domain.counted import counted
from coder_gui.ui import theme
from coder_gui.ui.codebook.colour_menu import swatch
from coder_gui.ui.codebook.history_view import CodeHistoryView
from coder_gui.ui.coding.facts import Reach, reach_of
from coder_gui.ui.widgets.growing_text import GrowingText
from coder_gui.ui.widgets.text_label import text_label

SWATCH = 12


class ShareBar(QWidget):
    """A thin bar of how many out of all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, part: int, whole: int) -> None:
        self._share = part / whole if whole else 0.0
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self.rect())
        painter.setBrush(theme.tokens().line)
        painter.drawRoundedRect(track, 3, 3)
        if self._share:
            filled = QRectF(track)
            filled.setWidth(max(6.0, track.width() * self._share))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                filled.moveRight(track.right())
            painter.setBrush(theme.tokens().tx2)
            painter.drawRoundedRect(filled, 3, 3)


class ReachView(QWidget):
    """“63 segments in 22 of 36 transcripts”, and a bar a group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = text_label("", "row", "second")
        self._rows: list[tuple[QLabel, ShareBar, QLabel]] = []
        self._bars = QGridLayout()
        self._bars.setColumnStretch(1, 1)
        self._bars.setHorizontalSpacing(10)
        self._bars.setVerticalSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addLayout(self._bars)

    def show_reach(self, reach: Reach) -> None:
        text = self.tr("%1 in %2 of %3 transcripts")
        text = text.replace("%1", counted(reach.segments, "segment"))
        text = text.replace("%2", str(reach.transcripts)).replace("%3", str(reach.all_transcripts))
        self._line.setText(text)
        while len(self._rows) < len(reach.groups):
            self._add_row()
        for row, widgets in enumerate(self._rows):
            for widget in widgets:
                widget.setVisible(row < len(reach.groups))
        # Rows are filled anew, not made anew: dressing new ones takes longer than all the rest.
        for (name, part, whole), widgets in zip(reach.groups, self._rows, strict=False):
            label, bar, number = widgets
            of = self.tr("%1 of %2").replace("%1", str(part)).replace("%2", str(whole))
            label.setText(name)
            bar.show_share(part, whole)
            bar.setAccessibleName(f"{name}: {of}")
            number.setText(of)

    def _add_row(self) -> None:
        label, bar, number = text_label("", "row", "second"), ShareBar(), text_label("", "row")
        number.setWordWrap(False)
        row = len(self._rows)
        self._bars.addWidget(label, row, 0)
        self._bars.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignVCenter)
        self._bars.addWidget(number, row, 2)
        self._rows.append((label, bar, number))


class NameField(GrowingText):
    """A name: Enter keeps it, and an empty one is none."""

    def keep(self) -> None:
        if self.toPlainText().strip():
            super().keep()
        else:
            self.setPlainText(self._kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        else:
            super().keyPressEvent(event)


class CodePanel(QWidget):
    """A code's reach and its written fields."""

    entry_edited = Signal(int, str, str)
    """Code id, field, text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code_id: int | None = None
        self._swatch = QLabel()
        self._kind = text_label("", "section")
        self._meaning = text_label("", "row")
        self._name = text_label("", "head")
        self._path = text_label("", "small", "second")
        self._reach = ReachView()
        self._fields: dict[str, GrowingText] = {}
        title = QHBoxLayout()
        title.setSpacing(8)
        self._swatch.setContentsMargins(0, 5, 0, 0)
        title.addWidget(self._swatch, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(self._name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(4)
        layout.addWidget(self._kind)
        self._title = QWidget()
        self._title.setLayout(title)
        title.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addWidget(self._path)
        layout.addWidget(self._meaning)
        layout.addSpacing(6)
        layout.addWidget(self._reach)
        self._entry = QWidget()
        layout.addWidget(self._entry)
        entry = QVBoxLayout(self._entry)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setSpacing(4)
        for field, label, lines in (
            ("name", self.tr("Name"), 1),
            ("brief", self.tr("Brief definition"), 2),
            ("definition", self.tr("Full definition"), 3),
            ("use_when", self.tr("When to use"), 2),
            ("avoid_when", self.tr("When not to use"), 2),
            ("example", self.tr("Example"), 2),
        ):
            entry.addSpacing(8)
            entry.addWidget(text_label(label, "section"))
            self._fields[field] = self._field(field, label, lines)
            entry.addWidget(self._fields[field])
        self.history = CodeHistoryView()
        entry.addWidget(self.history)

    def show_code(self, project: Project, code_id: int, about: bool = False) -> None:
        """Show a code; a field that is being typed in is kept first.

        Args:
            about: Only what it means and how far it reaches, below a segment that names it.
        """
        anew = self._code_id != code_id
        if anew:
            self.keep()
        self._code_id = code_id
        book = project.codebook()
        code = book[code_id]
        self._swatch.setPixmap(swatch(book.shade(code_id), SWATCH).pixmap(SWATCH, SWATCH))
        kind = self.tr("Theme") if code.kind == "theme" else self.tr("Code")
        self._kind.setText(self.tr("About this code") if about else kind)
        self._meaning.setText(code.brief or code.definition)
        self._meaning.setVisible(about and bool(code.brief or code.definition))
        self._title.setVisible(not about)
        self._entry.setVisible(not about)
        self._name.setText(code.name)
        above = PATH_SEPARATOR.join(each.name for each in book.ancestors(code_id))
        self._path.setText(self.tr("in %1").replace("%1", above))
        self._path.setVisible(bool(above) and not about)
        self._reach.show_reach(reach_of(project, code_id))
        for field, edit in self._fields.items():
            edit.show_text(getattr(code, field), anew)
        if not about:
            self.history.show_code(project, code_id)

    def keep(self) -> None:
        """Keep what is being typed."""
        if self._code_id is not None:
            for edit in self._fields.values():
                edit.keep()

    def _field(self, field: str, label: str, lines: int) -> GrowingText:
        edit = (NameField if field == "name" else GrowingText)(label, lines)
        edit.text_kept.connect(lambda text: self.entry_edited.emit(self._code_id, field, text))
        return edit
