"""The measures of a page: columns, type sizes, and the document that is laid out in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from coder_gui.domain.model import Turn
from coder_gui.ui import fonts, theme
from coder_gui.ui.transcript.shown_text import ShownText
from coder_gui.ui.transcript.words import WordFormats, pieces

READER_POINTS = 13.0
SMALLEST_POINTS, LARGEST_POINTS = 9.0, 28.0

LABEL_COLUMN = 76
LABEL_GAP = 14
TEXT_COLUMN = 548
"""Width of the words at 13 pt; it follows the type size."""
LONGEST_LINE = 75
"""Characters."""
LEAST_TEXT_COLUMN = 240
MARGIN_GAP = 10
MARGIN_END = 6
MARGIN, LEAST_MARGIN, LARGEST_MARGIN = 200, 120, 420
SURPLUS_MARGIN = 320
"""A wide window widens the margin up to this before it leaves the sides empty."""

TOP_SPACE, BOTTOM_SPACE = 20, 44
TURN_SPACE, PARAGRAPH_SPACE, EMPTY_LINE = 16, 8, 8
SHORT, SHORT_TURN_SPACE, LONG_NAME_SPACE = 70, 26, 38
"""Characters of a turn that is one line, and the space below it that its time stamp needs,
after a name of one line and of two."""

_SAMPLE = "She sat there and she knew, and that was the very first time I thought of it."


@dataclass(frozen=True, slots=True)
class Page:
    """Where the columns of a page stand, in logical pixels of the viewport.

    Args:
        outer: Empty space at either side, outside the viewport.
        left_margin: Width of the stripes at the left; 0 when there are none.
        column: Width of the words.
        margin: Width of the stripes at the right.
    """

    outer: int
    left_margin: int
    column: int
    margin: int

    @property
    def labels_left(self) -> int:
        return self.left_margin + (MARGIN_END + MARGIN_GAP if self.left_margin else 0)

    @property
    def text_left(self) -> int:
        return self.labels_left + LABEL_COLUMN + LABEL_GAP

    @property
    def text_right(self) -> int:
        return self.text_left + self.column

    @property
    def margin_left(self) -> int:
        return self.text_right + MARGIN_GAP

    @property
    def margin_right(self) -> int:
        return self.margin_left + self.margin


def fit_page(width: int, ideal_column: int, wanted: int | None, two_sided: bool) -> Page:
    """Share a width out: the words first, then the margin, then both sides evenly.

    Args:
        ideal_column: What the words take when there is room.
        wanted: The margin's width as the researcher dragged it, or None.
        two_sided: Whether there are stripes at the left too.
    """
    sides = 2 if two_sided else 1
    fixed = LABEL_COLUMN + LABEL_GAP + (MARGIN_END + MARGIN_GAP) * sides
    least = min(max(wanted or LEAST_MARGIN, LEAST_MARGIN), LARGEST_MARGIN)
    column = max(min(ideal_column, width - fixed - least * sides), LEAST_TEXT_COLUMN)
    room = max((width - fixed - column) // sides, 0)
    largest = least if wanted else SURPLUS_MARGIN
    margin = min(room, largest)
    outer = max(width - fixed - column - margin * sides, 0) // 2
    return Page(outer, margin if two_sided else 0, column, margin)


@dataclass(frozen=True, slots=True)
class TypeSize:
    """The faces and line heights at one type size."""

    points: float

    @property
    def reader(self) -> QFont:
        return fonts.reader_font(self.points)

    @property
    def interviewer(self) -> QFont:
        return fonts.reader_font(self.points * 12 / READER_POINTS)

    @property
    def line(self) -> int:
        return round(28 * self.points / READER_POINTS)

    @property
    def interviewer_line(self) -> int:
        return round(26 * self.points / READER_POINTS)

    @property
    def column(self) -> int:
        """The width of the words where there is room for it."""
        metrics = QFontMetricsF(self.reader)
        longest = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * LONGEST_LINE
        return round(min(TEXT_COLUMN * self.points / READER_POINTS, longest))


def new_document(
    parent: QObject, shown: ShownText, labels: Mapping[int, Turn], size: TypeSize, quiet: QColor
) -> QTextDocument:
    """A document of one block a line, without any layout yet.

    Args:
        labels: Turns by the number of the line at which they begin.
        quiet: The colour of the interviewer's words.
    """
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(size.reader)
    formats = WordFormats(size.interviewer, quiet)
    emphasis = shown.emphasis()
    blocks = _BlockFormats(size)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    turn: Turn | None = None
    empty_before = 0
    for number, line in enumerate(shown.text.split("\n")):
        begins = number in labels
        turn = labels.get(number, turn)
        quieter = turn is not None and turn.interviewer
        below = blocks.room_below(turn, line) if begins and turn else 0
        block = blocks.of(
            begins, quieter, not line and not begins, number == 0, empty_before, below
        )
        words = formats.of(quieter)
        if number == 0:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(words)
        else:
            cursor.insertBlock(block, words)
        for piece, styles in pieces(line, emphasis.get(number, ())):
            cursor.insertText(piece, formats.of(quieter, styles))
        empty_before = 0 if line or begins else empty_before + 1
    cursor.endEditBlock()
    return document


def page_palette(palette: QPalette) -> QPalette:
    """The theme's page; the selection is clear, as it is painted behind the words."""
    shown = theme.tokens()
    dressed = QPalette(palette)
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        dressed.setColor(role, shown.page)
    dressed.setColor(QPalette.ColorRole.Text, shown.tx)
    dressed.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
    dressed.setColor(QPalette.ColorRole.HighlightedText, shown.tx)
    return dressed


def set_frame(document: QTextDocument, page: Page) -> None:
    """Leave room for the label column: the document is laid out behind it."""
    frame = document.rootFrame()
    shape = frame.frameFormat()
    if shape.leftMargin() != page.text_left or shape.topMargin() != TOP_SPACE:
        shape.setMargin(0)
        shape.setLeftMargin(page.text_left)
        shape.setTopMargin(TOP_SPACE)
        shape.setBottomMargin(BOTTOM_SPACE)
        frame.setFrameFormat(shape)


class _BlockFormats:
    """The few block formats of a document, each made once."""

    def __init__(self, size: TypeSize) -> None:
        self._size = size
        self.of = lru_cache(self._make)
        self._widths: dict[str, float] = {}

    def room_below(self, turn: Turn, line: str) -> int:
        """The space that a time stamp below a name needs where the words are one line only."""
        if turn.time_ms is None or not turn.speaker or len(line) >= SHORT:
            return 0
        if turn.speaker not in self._widths:
            metrics = QFontMetricsF(fonts.interface_font("label", fonts.MEDIUM))
            self._widths[turn.speaker] = metrics.horizontalAdvance(turn.speaker)
        is_long = self._widths[turn.speaker] > LABEL_COLUMN
        return LONG_NAME_SPACE if is_long else SHORT_TURN_SPACE

    def _make(
        self, begins: bool, quiet: bool, empty: bool, first: bool, empty_before: int, below: int
    ) -> QTextBlockFormat:
        block = QTextBlockFormat()
        line = self._size.interviewer_line if quiet else self._size.line
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        block.setLineHeight(EMPTY_LINE if empty else line, fixed)
        if not first and not empty:
            wanted = TURN_SPACE if begins else PARAGRAPH_SPACE
            block.setTopMargin(max(wanted - empty_before * EMPTY_LINE, 0))
        if below:
            block.setBottomMargin(below)
        return block
