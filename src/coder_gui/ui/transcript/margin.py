"""Paints the named stripes of a margin and finds the one under the pointer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QStaticText, QTextOption

from coder_gui.ui import fonts, theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.transcript.bands import RADIUS, dashes
from coder_gui.ui.transcript.marks import Mark, MarkIndex, Side
from coder_gui.ui.transcript.packing import NAMES_FROM, Stripe

EDGE, CHOSEN_EDGE = 4, 6
NAME_LEFT, NAME_TOP, NAME_RIGHT = 8, 1, 1
DOTS_ABOVE, DOTS_HEIGHT = 3, 16
BLUR = 2
"""How far smooth edges and letters may reach beyond their measures."""
BODY_SHARE = 0.6
"""How much of the band's tint a stripe has that is neither chosen nor hovered."""


def name_text(name: str, width: float, strong: bool = False, side: Side = "right") -> QStaticText:
    """A name wrapped to the width of its stripe, ready to be painted."""
    return _static_text(name, round(width) - NAME_LEFT - NAME_RIGHT, strong, side)


@lru_cache(maxsize=4096)
def _static_text(name: str, width: int, strong: bool, side: Side) -> QStaticText:
    text = QStaticText(name)
    text.setTextFormat(Qt.TextFormat.PlainText)
    # Beside the left margin's stripes the names stand by the edge, close to the words.
    edge = Qt.AlignmentFlag.AlignRight if side == "left" else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(edge | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    text.setTextOption(option)
    text.setTextWidth(width)
    text.prepare(font=name_font(strong))
    return text


def name_font(strong: bool) -> QFont:
    """The face of names beside the text."""
    return fonts.interface_font("label", fonts.SEMIBOLD if strong else fonts.REGULAR)


@lru_cache(maxsize=4096)
def name_height(name: str, width: float) -> float:
    """Height of a name that wraps in a stripe of this width."""
    return name_text(name, width).size().height() + NAME_TOP


def forget_faces() -> None:
    """Measure all names anew: the interface's face has changed."""
    _static_text.cache_clear()
    name_height.cache_clear()


@dataclass(frozen=True, slots=True)
class MarginColumn:
    """One margin on the page, between two x positions; at the left it is mirrored."""

    side: Side
    left: float
    right: float

    def rect(self, stripe: Stripe) -> QRectF:
        """Where a stripe stands on the page."""
        x = self.left + stripe.x if self.side == "right" else self.right - stripe.x - stripe.width
        return QRectF(x, stripe.top, stripe.width, stripe.bottom - stripe.top)

    def reach(self, stripe: Stripe, names: Sequence[str]) -> QRectF:
        """All that is ever painted for a stripe: its name in bold too, and what it opens to."""
        rect = self.rect(stripe)
        if stripe.narrow:
            for row in self._opened_rects(stripe, names):
                rect = rect.united(row)
        else:
            bold = name_text(names[0], stripe.width, strong=True, side=self.side)
            rect.setBottom(max(stripe.lowest, stripe.name_top + NAME_TOP + bold.size().height()))
        return rect.adjusted(-BLUR, -DOTS_ABOVE - BLUR, BLUR, DOTS_HEIGHT)

    def stripe_at(
        self, point: QPointF, stripes: Iterable[Stripe], marks: MarkIndex, hovered: int | None
    ) -> list[int]:
        """Ids of the marks under a point, the topmost first; a name below counts too."""
        found: list[int] = []
        for stripe in stripes:
            if stripe.folded and hovered in stripe.folded:
                names = [mark.label for each in stripe.folded if (mark := marks.get(each))]
                rows = zip(stripe.folded, self._opened_rects(stripe, names), strict=False)
                if row := [each for each, rect in rows if rect.contains(point)]:
                    return row
            rect = self.rect(stripe)
            rect.setBottom(max(stripe.lowest, rect.top() + 1))
            if rect.contains(point):
                found[:0] = stripe.ids
        return found

    def paint(
        self,
        painter: QPainter,
        stripes: list[Stripe],
        marks: dict[int, Mark],
        chosen: int | None,
        hovered: int | None,
        faint: Collection[int] = (),
        opacity: float = 1.0,
    ) -> None:
        """Paint stripes, then all names, so that none is covered; opened ones last.

        Args:
            faint: Ids of the stripes that are painted at part opacity.
        """
        strong = {chosen, hovered}
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stripe in stripes:
            painter.setOpacity(opacity if stripe.id in faint else 1)
            self._stripe(painter, stripe, marks[stripe.id], stripe.id == chosen, strong)
        painter.setPen(theme.tokens().tx)
        for stripe in stripes:
            painter.setOpacity(opacity if stripe.id in faint else 1)
            if not stripe.narrow:
                self._name(painter, stripe, marks[stripe.id], bold=stripe.id == chosen)
            else:
                text = marks[stripe.id].initials[:1] or "…"
                self._dots(painter, stripe, f"+{len(stripe.folded)}" if stripe.folded else text)
        painter.setOpacity(1)
        for stripe in stripes:
            if stripe.narrow and not strong.isdisjoint(stripe.ids):
                # Of a folded one that is not looked at, only the chosen passage's name.
                looked_at = [each for each in stripe.ids if each == chosen]
                opened = stripe.ids if hovered in stripe.ids else looked_at
                self._opened(painter, stripe, [marks[each] for each in opened], strong)
        painter.restore()

    def _stripe(
        self, painter: QPainter, stripe: Stripe, mark: Mark, chosen: bool, strong: set[int | None]
    ) -> None:
        if stripe.folded:
            shown = theme.tokens()
            self._body(painter, self.rect(stripe), shown.hover, shown.line2, EDGE)
            return
        colours = code_colour(mark.colour)
        self._body(
            painter,
            self.rect(stripe),
            colours.selected
            if stripe.id in strong
            else theme.mix(colours.band, 0 if mark.by else BODY_SHARE, theme.tokens().page),
            colours.stripe,
            CHOSEN_EDGE if chosen else EDGE,
            mark.by,
        )

    def _body(
        self,
        painter: QPainter,
        rect: QRectF,
        ground: QColor,
        colour: QColor,
        edge: int,
        by: str = "",
    ) -> None:
        """Paint a stripe's ground and its edge, in dashes where it is another coder's."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        left = rect.left() if self.side == "right" else rect.right() - edge
        along = QRectF(left, rect.top(), edge, rect.height())
        if by:
            dashes(painter, along, colour)
        else:
            painter.setBrush(colour)
            painter.drawRoundedRect(along, 1.5, 1.5)

    def _name(self, painter: QPainter, stripe: Stripe, mark: Mark, bold: bool) -> None:
        rect = self.rect(stripe)
        left = rect.left() + (NAME_LEFT if self.side == "right" else NAME_RIGHT)
        painter.setFont(name_font(bold))
        top = stripe.name_top + NAME_TOP
        text = name_text(mark.label, stripe.width, bold, self.side)
        painter.drawStaticText(QPointF(left, top), text)

    def _dots(self, painter: QPainter, stripe: Stripe, text: str) -> None:
        rect = self.rect(stripe)
        shift = EDGE if self.side == "right" else 0
        painter.setFont(name_font(False))
        place = QRectF(
            rect.left() + shift,
            rect.top() - (0 if stripe.folded else DOTS_ABOVE),
            rect.width() - EDGE,
            DOTS_HEIGHT,
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _opened(
        self, painter: QPainter, stripe: Stripe, marks: Sequence[Mark], strong: set[int | None]
    ) -> None:
        """Names of a narrow stripe over its neighbours, while it is looked at."""
        shown = theme.tokens()
        rects = self._opened_rects(stripe, [mark.label for mark in marks])
        for mark, rect in zip(marks, rects, strict=False):
            colours = code_colour(mark.colour)
            ground = colours.selected if mark.id in strong else colours.band
            self._body(painter, rect, ground, colours.stripe, CHOSEN_EDGE, mark.by)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(shown.line2, 1))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
            painter.setPen(shown.tx)
            painter.setFont(name_font(True))
            left = rect.left() + (NAME_LEFT if self.side == "right" else NAME_RIGHT)
            name = self._opened_name(mark.label)
            painter.drawStaticText(QPointF(left, rect.top() + NAME_TOP + 1), name)

    def _opened_name(self, name: str) -> QStaticText:
        return name_text(name, self.right - self.left, strong=True, side=self.side)

    def _opened_rects(self, stripe: Stripe, names: Iterable[str]) -> list[QRectF]:
        """Where the names of a narrow stripe stand, one below the other, while it is open.

        In the narrowest margin there is no room for any.
        """
        top = stripe.top
        found: list[QRectF] = []
        if self.right - self.left < NAMES_FROM:
            return found
        for name in names:
            height = max(self._opened_name(name).size().height() + 2 * NAME_TOP + 4, 20)
            found.append(QRectF(self.left, top, self.right - self.left, height))
            top += height
        return found
