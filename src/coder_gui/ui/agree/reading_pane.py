"""One text, two margins: the reader with its head, its legend and the walk of disagreements."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from coder_gui.domain.model import Transcript
from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.agree.kinds_bar import KindChip
from coder_gui.ui.agree.two_margins import COLOURS
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.codebook.code_rows import line_height, wrapped
from coder_gui.ui.transcript import Mark, Shade, TranscriptView
from coder_gui.ui.transcript.bands import UNDERLINE, paint_hatch
from coder_gui.ui.transcript.marks import Texture
from coder_gui.ui.transcript.page import LABEL_COLUMN, LABEL_GAP
from coder_gui.ui.widgets.key_cap import KeyCap
from coder_gui.ui.widgets.text_label import divider, emphasised, text_label

HEAD_HEIGHT = 38
SAMPLE = QSize(26, 17)
FRAME_RADIUS, FRAME_ROOM = 5, 6
NARROW_MARGIN = 150
"""Enough for “A  23 words”, where all stripes are of one code."""


class PairView(TranscriptView):
    """The reader, with a frame around the passage that the walk has reached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framed: tuple[int, int] | None = None
        self._ends: tuple[QTextCursor, QTextCursor] | None = None

    def show_transcript(self, transcript: Transcript | None, marks: Iterable[Mark]) -> None:
        super().show_transcript(transcript, marks)
        self.frame(None)

    def frame(self, passage: tuple[int, int] | None, reveal: bool = True) -> None:
        """Frame the lines of a stored range, and go there if `reveal`; or frame nothing."""
        self._framed, self._ends = passage, None
        if passage is not None:
            self._find_ends()
            if reveal:
                self.reveal(*passage)
        self.viewport().update()

    def _fit(self, two_sided: bool | None = None, lay_out: bool = True) -> None:
        # Both margins stay, also where one coder made nothing: the words must not jump.
        super()._fit(two_sided=True, lay_out=lay_out)

    def framed(self) -> tuple[int, int] | None:
        return self._framed

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            # The document was laid out anew, and the cursors into the old one are dead.
            self._find_ends()

    def _find_ends(self) -> None:
        # Qt sends changes of style while the base class is still being made.
        framed: tuple[int, int] | None = getattr(self, "_framed", None)
        if framed is None:
            return
        start, end = framed
        blocked = self.blockSignals(True)
        self.place_caret(max(end - 1, start), reveal=False)
        last = self.textCursor()
        self.place_caret(start, reveal=False)
        self._ends = self.textCursor(), last
        self.blockSignals(blocked)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ends is None:
            return
        first, last = (self.cursorRect(cursor) for cursor in self._ends)
        text = self.selection_rect()
        # With who speaks, beside the words.
        left = self.viewport().mapFromGlobal(text.topLeft()).x() - LABEL_COLUMN - LABEL_GAP
        width = LABEL_COLUMN + LABEL_GAP + text.width()
        area = QRectF(left, first.top(), width, last.bottom() - first.top())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.tokens().acc, 1))
        room = FRAME_ROOM - 0.5
        painter.drawRoundedRect(area.adjusted(-room, -3.5, room, 3.5), FRAME_RADIUS, FRAME_RADIUS)
        painter.end()


class TwoLines(QWidget):
    """A name in at most two lines; its end gives way where there is no room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 2 * round(line_height(fonts.interface_font("row"))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = fonts.interface_font("row")
        painter.setPen(theme.tokens().tx2)
        layout = wrapped(self._text, font, self.width())
        if layout.lineCount() > 2:
            second = layout.lineAt(1).textStart()
            rest = QFontMetricsF(font).elidedText(
                self._text[second:], Qt.TextElideMode.ElideRight, self.width() - 1
            )
            layout = wrapped(self._text[:second] + rest, font, self.width())
        height = line_height(font) * min(layout.lineCount(), 2)
        layout.draw(painter, QPointF(0, round((self.height() - height) / 2)))


class Legend(QWidget):
    """The three textures with their names, as they stand behind the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[Texture, str] = {
            "agreed": self.tr("agreed"),
            "only_a": self.tr("only A"),
            "only_b": self.tr("only B"),
        }
        self.setAccessibleName(", ".join(self._texts.values()))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(SAMPLE.width() + 6 + metrics.horizontalAdvance(t) for t in self._texts.values())
        return QSize(width + 16 * (len(self._texts) - 1), max(metrics.height(), SAMPLE.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, height = 0, self.height()
        for texture, text in self._texts.items():
            sample = QRectF(x, (height - SAMPLE.height()) / 2, SAMPLE.width(), SAMPLE.height())
            paint_texture(painter, sample, texture)
            painter.setPen(theme.tokens().tx2)
            width = self.fontMetrics().horizontalAdvance(text)
            x += SAMPLE.width() + 6
            painter.drawText(QRectF(x, 0, width + 2, height), Qt.AlignmentFlag.AlignVCenter, text)
            x += width + 16


def paint_texture(painter: QPainter, rect: QRectF, texture: Texture) -> None:
    """A sample of what stands behind words that both coded, or only one."""
    shown = theme.tokens()
    colour = shown.tx2
    if texture != "agreed":
        colour = code_colour(COLOURS[texture == "only_b"]).stripe
    painter.fillRect(rect, theme.mix(colour, 0.18 if texture == "agreed" else 0.1, shown.page))
    if texture != "agreed":
        rising = texture == "only_a"
        paint_hatch(painter, rect, theme.mix(colour, 0.42, shown.page), rising=rising)
    style = Qt.PenStyle.DashLine if texture == "only_b" else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, UNDERLINE, style, Qt.PenCapStyle.FlatCap))
    y = rect.bottom() - UNDERLINE / 2
    painter.drawLine(QLineF(rect.left(), y, rect.right(), y))


class Walk(QWidget):
    """Previous, “3 of 17”, next."""

    stepped = Signal(int)
    """1 or -1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = text_label("", "row")
        self._where.setTextFormat(Qt.TextFormat.RichText)
        self._where.setWordWrap(False)
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.previous = self._step("chevron-left", self.tr("Previous disagreement (P)"), -1)
        self.next = self._step("chevron-right", self.tr("Next disagreement (N)"), 1)
        for widget in (self.previous, KeyCap("P"), self._where, KeyCap("N"), self.next):
            line.addWidget(widget)

    def show_place(self, at: int | None, total: int) -> None:
        """Say where the walk is.

        Args:
            at: Number from 0 of the disagreement that is framed, or None.
        """
        for one in (self.previous, self.next):
            one.setEnabled(total > 0)
        if not total:
            words = self.tr("No disagreement")
            self._where.setText(emphasised(words, ""))
        elif at is None:
            words = self.tr("%1 disagreements").replace("%1", f"{total:,}")
            if total == 1:
                words = self.tr("1 disagreement")
            self._where.setText(emphasised(words, ""))
        else:
            of = self.tr("%1 of %2").partition("%1")[2].replace("%2", f"{total:,}")
            self._where.setText(emphasised("", f"{at + 1:,}", of))
            words = f"{at + 1:,}{of}"
        self.setAccessibleName(words)

    def place(self) -> str:
        """What is said now, such as “3 of 17”."""
        return self.accessibleName()

    def _step(self, icon: str, tip: str, step: int) -> QToolButton:
        made = QToolButton()
        made.setIcon(icons.icon(icons.mirrored(icon, self.layoutDirection()), 16))
        made.setIconSize(QSize(16, 16))
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda: self.stepped.emit(step))
        return made


class ReadingPane(QWidget):
    """The text of one transcript between the margins of A and B."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PairView()
        self.view.setAccessibleName(self.tr("Transcript with the segments of both coders"))
        self.walk = Walk()
        self.kinds = KindChip()
        self.said = text_label("", "row")
        self.said.setContentsMargins(16, 0, 16, 6)
        self.said.setProperty("kind", "page")
        self.said.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said.hide()
        self._name = text_label("", "strong")
        self._name.setWordWrap(False)
        self.about = TwoLines()
        self.legend = Legend()
        self.legend.setFont(fonts.interface_font("row"))
        self._head = QHBoxLayout()
        self._margin_dragged = False
        self.view.margin_resized.connect(self._keep_margin)
        self._lay_out()

    def show_transcript(self, name: str, transcript: Transcript, marks: Iterable[Mark]) -> None:
        """Open a transcript from its beginning."""
        self._name.setText(name)
        self.view.show_transcript(transcript, marks)

    def show_code(self, about: str, marks: Iterable[Mark], shades: Iterable[Shade]) -> None:
        """Show one code's segments and textures."""
        marks = list(marks)
        self.about.show_text(about)
        self._set_margin(NARROW_MARGIN if not any("·" in mark.name for mark in marks) else None)
        self.view.set_marks(marks)
        self.view.set_shades(shades)
        self.legend.show()

    def show_all(self, about: str, marks: Iterable[Mark]) -> None:
        """Show every segment of both coders, with bands as in the Code place."""
        self.about.show_text(about)
        self._set_margin(None)
        self.view.frame(None)
        self.view.set_shades(())
        self.view.set_marks(marks)
        self.legend.hide()

    def _set_margin(self, width: int | None) -> None:
        if not self._margin_dragged:
            self.view.set_margin_width(width)

    def _keep_margin(self) -> None:
        self._margin_dragged = True

    def _lay_out(self) -> None:
        head = QWidget()
        head.setMinimumHeight(HEAD_HEIGHT)
        head.setProperty("kind", "page")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setLayout(self._head)
        self._head.setContentsMargins(16, 3, 12, 3)
        self._head.setSpacing(16)
        self._head.addWidget(self._name)
        self._head.addWidget(self.about, 1)
        self._head.addWidget(self.legend)
        self._head.addWidget(self.kinds)
        self._head.addWidget(self.walk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.said)
        layout.addWidget(divider())
        layout.addWidget(self.view, 1)
