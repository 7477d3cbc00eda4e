"""The sentence at a place of the document: what a code codes that is dropped on plain words."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QTextDocument


def sentence_around(document: QTextDocument, unit: int) -> tuple[int, int] | None:
    """The sentence at a position of the document, without the blanks behind it."""
    block = document.findBlock(unit)
    words = block.text()
    if not words.strip():
        return None
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, words)
    finder.setPosition(min(unit - block.position() + 1, block.length() - 1))
    begin = finder.toPreviousBoundary()
    finish = finder.toNextBoundary()
    begin = max(begin, 0)
    if finish < 0:
        finish = block.length() - 1
    units = words.encode("utf-16-le", "surrogatepass")
    sentence = units[2 * begin : 2 * finish].decode("utf-16-le", "surrogatepass")
    finish -= len(sentence) - len(sentence.rstrip())
    return (block.position() + begin, block.position() + finish) if finish > begin else None
