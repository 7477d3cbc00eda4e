"""Lines of text as they grow while a document is walked: paragraphs, cells, rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from coder_gui.exchange.transcripts.emphasis import without_signs

PAGE_BREAK = "\f"
"""Stands for a page or column break until the paragraph ends; XML cannot hold it."""

_SHORT_CELL = 60


@dataclass(slots=True)
class Flow:
    """One run of paragraphs: the body, a cell, a text box, or a note."""

    lines: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    prefix: str = ""
    joins_next: bool = False
    open: bool = False

    def begin(self, prefix: str, joins_next: bool) -> None:
        """Start a paragraph; one that is still open ends first."""
        if self.open:
            self.end()
        self.prefix = self.prefix or prefix
        self.joins_next = joins_next
        self.open = True

    def end(self) -> None:
        """Finish the open paragraph, unless its text runs on into the next one."""
        if self.open and not self.joins_next:
            self.flush()
        self.open = self.joins_next = False

    def flush(self) -> None:
        """Turn what has been written since the last line into a line."""
        if self.open or self.parts or self.below:
            text = "".join(self.parts).strip(PAGE_BREAK).replace(PAGE_BREAK, "\n")
            self.lines.append(self.prefix + text if text.strip() else text)
            self.lines.extend(self.below)
        self.parts, self.below, self.prefix = [], [], ""
        self.open = self.joins_next = False

    def finished(self) -> list[str]:
        """All lines, the open paragraph included."""
        self.flush()
        return self.lines


def row_lines(cells: list[list[str]]) -> list[str]:
    """A table row as lines: cells parted by tabs, the last one may run over several lines.

    A row with one filled cell is layout rather than a table, so its lines stay as they are.
    """
    cells = [_trimmed(cell) for cell in cells]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    if not cells:
        return []
    if len(cells) == 1:
        return cells[0]
    before, last = cells[:-1], cells[-1]
    if all(len(cell) < 2 or _length(cell) <= _SHORT_CELL for cell in before):
        start = "\t".join(" ".join(cell) for cell in before)
        return [f"{start}\t{last[0]}", *last[1:]]
    return [line for cell in cells for line in cell]


def _length(lines: list[str]) -> int:
    return sum(len(without_signs(line)) for line in lines)


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while end > start and not lines[end - 1].strip():
        end -= 1
    while start < end and not lines[start].strip():
        start += 1
    return lines[start:end]
