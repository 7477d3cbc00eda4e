"""The lines of text of a PDF, as the reading process tells them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.emphasis import emphasised, without_signs

_STYLES: dict[str, Emphasis] = {"b": "bold", "i": "italic"}


@dataclass(slots=True)
class Line:
    """One line of print; positions are in points, from the lower left corner of the page."""

    pieces: list[tuple[str, str]]
    left: float
    right: float
    base: float
    height: float
    is_broken: bool
    """True when a hyphen at its end breaks a word; that hyphen is not in the pieces."""
    is_apart: bool = False
    """True when it is a paragraph whatever stands around it, such as a page header."""

    @property
    def text(self) -> str:
        """The words without emphasis."""
        return "".join(text for text, _style in self.pieces)

    def marked(self, ignored: str) -> str:
        """The words with signs for their styles, except for those that are ignored."""
        return "".join(
            emphasised(without_signs(text), [_STYLES[s] for s in style if s not in ignored])
            for text, style in self.pieces
        )


@dataclass(slots=True)
class Page:
    """One page; `picture` says that something is drawn on it, but no text."""

    lines: list[Line] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    picture: bool = False
    comments: int = 0
    broken: bool = False


@dataclass(slots=True)
class Told:
    """What the reading process told before it ended."""

    pages: list[Page] = field(default_factory=list)
    ready: bool = False
    done: bool = False
    error: str = ""


def told(output: bytes) -> Told:
    """The pages in the output of the reading process; it may break off anywhere."""
    result = Told()
    for row in output.splitlines():
        try:
            value = json.loads(row)
            page = _page(value) if "lines" in value else None
            result.error = value.get("error", result.error)
        except (ValueError, KeyError, TypeError, AttributeError):
            break  # not a row that the process writes, so it was cut off there
        if page is not None:
            result.pages.append(page)
        elif "broken" in value:
            result.pages.append(Page(broken=True))
        result.ready |= "ready" in value
        result.done |= "done" in value
    return result


def _page(value: dict[str, Any]) -> Page:
    width, height = value["size"]
    lines = [
        Line([(text, style) for text, style in pieces], *place) for pieces, *place in value["lines"]
    ]
    lines = _on_one_height(lines)
    return Page(lines, width, height, value["picture"], value["comments"])


def _on_one_height(lines: list[Line]) -> list[Line]:
    """The lines, with those in one that stand side by side: raised letters, cells of a row."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        blank = None if before is None else _between(before, line)
        if before is None or blank is None:
            found.append(line)
            continue
        before.pieces += [(blank, ""), *line.pieces] if blank else line.pieces
        before.right, before.is_broken = line.right, line.is_broken
        if line.height > before.height:
            before.base, before.height = line.base, line.height
    return found


def _between(before: Line, line: Line) -> str | None:
    """What parts two lines that stand side by side; None when they do not."""
    higher = max(before.height, line.height)
    gap = line.left - before.right
    if before.is_broken or gap < -0.1 * higher or abs(before.base - line.base) > 0.6 * higher:
        return None
    if gap > higher:
        return "\t" if abs(before.base - line.base) < 0.3 * higher else None
    return " " if gap > 0.15 * higher else ""


def usual_styles(pages: list[Page]) -> str:
    """Styles in which most of the text is set, so that they stress nothing."""
    counts = {"b": 0, "i": 0}
    total = 0
    for page in pages:
        for line in page.lines:
            for text, style in line.pieces:
                total += len(text)
                for letter in style:
                    counts[letter] += len(text)
    return "".join(letter for letter, count in counts.items() if count * 2 > total)
