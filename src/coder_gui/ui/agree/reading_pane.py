"""One text, two margins: the reader with its head, its legend and the walk of disagreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from coder_gui.domain.model import Transcript
from coder_gui.domain.passages import Range
from coder_gui.ui import fonts, icons, theme
from coder_gui.ui.agree.kinds_bar import KindChip
from coder_gui.ui.agree.pair_view import LINE, PairView, Sign, paint_sign
from coder_gui.ui.agree.two_margins import COLOURS
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.codebook.code_rows import line_height, wrapped
from coder_gui.ui.transcript import Mark, Shade
from coder_gui.ui.transcript.bands import UNDERLINE, paint_hatch
from coder_gui.ui.transcript.marks import Texture
from coder_gui.ui.widgets.key_cap import KeyCap
from coder_gui.ui.widgets.text_label import divider, emphasised, text_label

HEAD_HEIGHT = 38
SAMPLE = QSize(26, 17)
NARROW_MARGIN = 150
"""Enough for “A  23 words”, where all stripes are of one code."""


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
        self._textures: dict[Texture | Sign, str] = {
            "agreed": self.tr("agreed"),
            "only_a": self.tr("only A"),
            "only_b": self.tr("only B"),
        }
        self._texts: dict[Texture | Sign, str] = {}
        self.show_decided(set())

    def show_decided(self, signs: Set[Sign]) -> None:
        """Name the signs that stand before the words."""
        names: dict[Sign, str] = {
            "settled": self.tr("settled"),
            "deferred": self.tr("deferred"),
            "changed": self.tr("changed since"),
        }
        self._texts = {**self._textures, **{each: names[each] for each in names if each in signs}}
        self.setAccessibleName(", ".join(self._texts.values()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(SAMPLE.width() + 6 + metrics.horizontalAdvance(t) for t in self._texts.values())
        return QSize(
            width + 16 * (len(self._texts) - 1) + 2, max(metrics.height(), SAMPLE.height())
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Samples and names go on together, in every language.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        x, height = 0, self.height()
        for each, text in self._texts.items():
            sample = QRectF(x, (height - SAMPLE.height()) / 2, SAMPLE.width(), SAMPLE.height())
            if each == "agreed" or each == "only_a" or each == "only_b":
                paint_texture(painter, sample, each)
            else:
                paint_decided(painter, sample, each)
            painter.setPen(theme.tokens().tx2)
            width = self.fontMetrics().horizontalAdvance(text)
            x += SAMPLE.width() + 6
            painter.drawText(QRectF(x, 0, width + 2, height), Qt.AlignmentFlag.AlignVCenter, text)
            x += width + 16


def paint_decided(painter: QPainter, rect: QRectF, sign: Sign) -> None:
    """A sample of the sign before what was decided, with the line under what was settled."""
    shown = theme.tokens()
    if sign == "settled":
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), LINE), shown.ok)
    paint_sign(painter, rect.center(), sign, shown.ok if sign == "settled" else shown.tx2)


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
            line.addWidget(widget, 1 if widget is self._where else 0)

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
        self.panel_shown = QToolButton()
        self.panel_shown.setText(self.tr("Settle"))
        self.panel_shown.setCheckable(True)
        self.panel_shown.setToolTip(self.tr("Show or hide what settles the differences"))
        self.panel_shown.setAccessibleName(self.tr("Settling panel"))
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

    def take_walk_back(self) -> None:
        """Let the walk stand above the words, where there is no panel beside them."""
        for widget in (self.kinds, self.walk):
            hidden = widget.isHidden()
            self._head.removeWidget(widget)
            self._head.insertWidget(self._head.count() - 1, widget)
            widget.setHidden(hidden)

    def say(self, words: str, beside: bool) -> None:
        """Say what the walk has reached, unless the panel says it."""
        self.said.setText(words)
        self.said.setVisible(bool(words) and not beside)

    def show_decided(self, signs: Mapping[int, Sign], consensus: Iterable[Range]) -> None:
        """Show what was decided of the code shown; the legend says what the signs are."""
        self.view.set_decided(signs, consensus)
        self.legend.show_decided({*signs.values()})

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
        self._head.addWidget(self.panel_shown)
        self.take_walk_back()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.said)
        layout.addWidget(divider())
        layout.addWidget(self.view, 1)
