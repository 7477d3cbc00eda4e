"""Memo lines as a document that Qt shows and edits, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextListFormat,
)

from coder_gui.domain.memo_text import Line, Link, Piece, joined, link_from
from coder_gui.ui import theme

LINK = QTextFormat.Property.UserProperty + 1
"""What the words lead to. Also where nothing is there any more: undoing may bring it back."""
LIST_STEP = 18
_BREAKS = str.maketrans({"\u2028": " ", "\ufffc": "", "\x00": ""})


def fill(document: QTextDocument, lines: Iterable[Line], alive: Collection[Link]) -> None:
    """Show these lines; only links that are `alive` look like links."""
    document.setIndentWidth(LIST_STEP)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    cursor.setBlockFormat(QTextBlockFormat())
    for number, line in enumerate(lines):
        if number:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        set_listed(cursor, line.listed)
        for piece in line.pieces:
            cursor.insertText(piece.words, char_format(piece, alive))
    cursor.endEditBlock()


def lines_in(document: QTextDocument) -> tuple[Line, ...]:
    """The lines that a document shows."""
    block, lines = document.begin(), []
    while block.isValid():
        lines.append(Line(joined(_pieces(block)), block.textList() is not None))
        block = block.next()
    return tuple(lines)


def char_format(piece: Piece, alive: Collection[Link]) -> QTextCharFormat:
    """How a piece looks."""
    made = QTextCharFormat()
    if piece.bold:
        made.setFontWeight(QFont.Weight.Bold)
    if piece.italic:
        made.setFontItalic(True)
    if piece.link:
        made.setProperty(LINK, str(piece.link))
        if piece.link in alive:
            made.setAnchor(True)
            made.setAnchorHref(str(piece.link))
            made.setForeground(theme.tokens().acc)
            made.setFontUnderline(True)
    return made


def without_link(format: QTextCharFormat) -> QTextCharFormat:
    """The same look for words that lead nowhere."""
    made = QTextCharFormat(format)
    for name in (
        LINK,
        QTextFormat.Property.IsAnchor,
        QTextFormat.Property.AnchorHref,
        QTextFormat.Property.ForegroundBrush,
        QTextFormat.Property.TextUnderlineStyle,
        QTextFormat.Property.FontUnderline,
    ):
        made.clearProperty(name)
    return made


def set_listed(cursor: QTextCursor, listed: bool) -> None:
    """Make the cursor's line an item of a list, or no item."""
    block = cursor.block()
    items = block.textList()
    if listed and items is None:
        above = block.previous().textList() if block.previous().isValid() else None
        if above is not None:
            above.add(block)
        else:
            cursor.createList(QTextListFormat.Style.ListDisc)
    elif not listed and items is not None:
        items.remove(block)
        plain = block.blockFormat()
        plain.setIndent(0)
        cursor.setBlockFormat(plain)


def _pieces(block: QTextBlock) -> Iterator[Piece]:
    for fragment in _fragments(block):
        looks = fragment.charFormat()
        yield Piece(
            fragment.text().translate(_BREAKS),
            looks.fontWeight() >= QFont.Weight.DemiBold,
            looks.fontItalic(),
            link_from(looks.stringProperty(LINK)),
        )


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    each = block.begin()
    while not each.atEnd():
        yield each.fragment()
        each += 1
