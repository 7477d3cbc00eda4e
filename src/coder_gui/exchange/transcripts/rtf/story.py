"""A run of paragraphs and table rows as an RTF file writes them: body, header, note, text box."""

from __future__ import annotations

from collections.abc import Collection

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.emphasis import emphasised, without_signs
from coder_gui.exchange.transcripts.flow import PAGE_BREAK, row_lines

_MAX_NESTING = 20
"""Tables nested deeper than this are read as if they were at this depth."""


class Story:
    """Lines as they grow. RTF says only when a paragraph, cell or row ends, and how deep it is."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._piece: list[str] = []
        self._styles: Collection[Emphasis] = ()
        self._below: list[str] = []
        self._after: list[str] = []
        self._prefix = ""
        # By table depth: the lines of the open cell (of the story itself at depth 0), and the
        # finished cells of the open row.
        self._lines: list[list[str]] = [[]]
        self._cells: list[list[list[str]]] = [[]]

    def write(self, text: str, styles: Collection[Emphasis] = ()) -> None:
        """Add text to the open paragraph."""
        if styles != self._styles:
            self._close_piece()
            self._styles = styles
        self._piece.append(text)

    def write_sign(self, text: str) -> None:
        """Add a mark that has no emphasis of its own to the open paragraph."""
        self._close_piece()
        self._parts.append(text)

    def number(self, text: str) -> None:
        """Set the number or bullet before the open paragraph."""
        self._prefix = text

    def box(self, lines: list[str]) -> None:
        """Add the lines of a text box, which follow the open paragraph."""
        self._below.extend(lines)

    def note(self, lines: list[str]) -> None:
        """Add the lines of a note, which follow the open paragraph or row."""
        self._after.extend(lines)

    def header(self, lines: list[str]) -> None:
        """Add the lines of a header above the open paragraph."""
        self._lines[0].extend(lines)

    def end_paragraph(self, depth: int) -> None:
        """End the open paragraph, which stands in a table of that depth (0: in none)."""
        depth = min(depth, _MAX_NESTING)
        self._open(depth)
        self._lines[depth].extend(self._paragraph())
        self._write_notes()

    def end_cell(self, depth: int) -> None:
        """End the open cell of the table at a depth."""
        depth = max(1, min(depth, _MAX_NESTING))
        self._open(depth)
        self._lines[depth].extend(self._paragraph())
        self._cells[depth].append(self._lines[depth])
        self._lines[depth] = []

    def end_row(self, depth: int) -> None:
        """End the open row of the table at a depth."""
        depth = max(1, min(depth, _MAX_NESTING))
        self._close_rows(depth)
        self._write_notes()

    def finished(self, depth: int = 0) -> list[str]:
        """All lines, with rows that are still open, and an open paragraph at that depth."""
        if not self.is_empty():
            self.end_paragraph(depth)
        self._close_rows(1)
        self._write_notes()
        return self._lines[0]

    def is_empty(self) -> bool:
        """True when nothing has been written to the open paragraph."""
        return not (self._parts or self._piece or self._below)

    def _paragraph(self) -> list[str]:
        self._close_piece()
        text = "".join(self._parts).strip(PAGE_BREAK).replace(PAGE_BREAK, "\n")
        lines = [self._prefix + text if text.strip() else text, *self._below]
        self._parts, self._below, self._prefix = [], [], ""
        return lines

    def _close_piece(self) -> None:
        if self._piece:
            text = without_signs("".join(self._piece))
            self._parts.append(emphasised(text, self._styles))
            self._piece = []

    def _open(self, depth: int) -> None:
        """Make room down to a depth; rows that are deeper end, though the file does not say so."""
        self._close_rows(depth + 1)
        while len(self._lines) <= depth:
            self._lines.append([])
            self._cells.append([])

    def _close_rows(self, depth: int) -> None:
        while len(self._lines) > depth:
            lines, cells = self._lines.pop(), self._cells.pop()
            if lines:
                cells.append(lines)
            self._lines[-1].extend(row_lines(cells))

    def _write_notes(self) -> None:
        if len(self._lines) == 1 and self._after:
            self._lines[0].extend(self._after)
            self._after = []
