"""Reads Markdown: its signs for headings and emphasis go, the words and the lines stay.

What has no meaning for the words stays as it is written: list marks, quotes, tables, code.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from coder_gui.domain.edits import Carrying, Edit, applied
from coder_gui.domain.model import Emphasis, FormatSpan
from coder_gui.exchange.transcripts import txt
from coder_gui.exchange.transcripts.reading import Reading

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)$")
_LIST_MARK = re.compile(r"[ \t>]*[*+-](?=[ \t])")
_TARGET = r"(?:<[^<>\n]{1,2000}>|[^\s()<>]{1,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,500})?)"
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<break>\\$|<br */?>)"
    r"|(?P<code>(?<!`)(?P<ticks>`{1,3})(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`))"
    rf"|(?P<open>!?\[)(?P<label>[^\[\]\n]{{1,1000}})"
    rf"(?P<close>\]\((?P<target>{_TARGET})(?:[ \t]+\"[^\"\n]{{0,500}}\")?\))"
    r"|<(?P<link>(?:https?://|mailto:)[^<>\s]{1,2000})>"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<stars>\*{1,60}|_{1,60})",
    re.MULTILINE,
)
_ADDRESS = re.compile(
    r"<|[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\d]|[/#]|\.{1,2}/|www\.|\S*\.\w{2,5}$|\S+/"
)
"""What the target of a link looks like; “[laughs](softly)” is none."""
_LINE = re.compile(r"[^\n]+")
_LONGEST_RUN = 3
_LOOK_BACK = 12
"""How many open signs a closing one is compared with, which keeps the time linear."""


def read(data: bytes, source_name: str) -> Reading:
    """The words without Markdown's signs, and where they are bold and italic.

    Raises:
        UnreadableFile: The bytes are no text.
    """
    reading = txt.read(data, source_name)
    text, spans = unmarked(reading.text.replace("\r\n", "\n").replace("\r", "\n"))
    return Reading(text, reading.encoding, reading.warnings, spans=spans)


def unmarked(text: str) -> tuple[str, tuple[FormatSpan, ...]]:
    """Text with Markdown's signs taken out, and the emphasis that they stood for."""
    edits: list[Edit] = []
    spans: list[FormatSpan] = []
    for start, end in _blocks(text, edits):
        runs = list(_runs(text, start, end, edits))
        spans += _emphasis(runs, edits)
    edits.sort(key=lambda edit: edit.start)
    plain, to = applied(text, edits), Carrying(edits)
    kept = [
        span
        for style in ("bold", "italic")
        for span in _by_lines(plain, style, [to.range(*place) for place in _places(spans, style)])
    ]
    return plain, tuple(sorted(kept, key=lambda span: (span.start, span.style)))


def _places(spans: list[FormatSpan], style: Emphasis) -> list[tuple[int, int]]:
    return sorted((span.start, span.end) for span in spans if span.style == style)


def _by_lines(text: str, style: Emphasis, places: list[tuple[int, int]]) -> Iterator[FormatSpan]:
    """Spans that do not overlap and that end where lines end."""
    reached = 0
    for start, end in places:
        for line in _LINE.finditer(text, max(start, reached), max(end, reached)):
            yield FormatSpan(line.start(), line.end(), style)
        reached = max(reached, end)


def _blocks(text: str, edits: list[Edit]) -> Iterator[tuple[int, int]]:
    """Runs of lines over which emphasis may stretch; the signs of headings become edits."""
    fence = ""
    begin = at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        found = _FENCE.match(line)
        if fence or found or not line.strip() or _RULE.match(line):
            if found:
                closes = fence and found[1].startswith(fence)
                fence = "" if closes else fence or found[1]
            yield begin, start
            begin = at
        elif heading := _HEADING.match(line):
            words = max(heading.end(), _heading_end(line))
            edits += (Edit(start, start + heading.end(), ""), Edit(start + words, at - 1, ""))
            yield begin, start
            yield start + heading.end(), start + words
            begin = at
        elif item := _LIST_MARK.match(line):
            yield begin, start
            begin = start + item.end()
    yield begin, len(text)


def _heading_end(line: str) -> int:
    """Where the words of a heading end, before the signs that may close it."""
    words = line.rstrip().rstrip("#")
    return len(words.rstrip()) if words != words.rstrip() else len(line.rstrip())


@dataclass(slots=True)
class _Run:
    """Stars or underscores in a row that may begin or end emphasis."""

    sign: str
    start: int
    end: int
    opens: bool
    closes: bool
    in_word: bool
    length: int

    def fits(self, closing: _Run) -> bool:
        """True when the other run can close what this one opens.

        Stars inside two words, as in “d*mn”, hide letters. Runs that could do both must not
        add up to three, so that `**a*b**` holds a lone star.
        """
        if self.sign != closing.sign or (self.in_word and closing.in_word):
            return False
        both = (self.opens and self.closes) or (closing.opens and closing.closes)
        threes = (self.length + closing.length) % 3 == 0
        return not (both and threes and (self.length % 3 or closing.length % 3))


def _runs(text: str, begin: int, end: int, edits: list[Edit]) -> Iterator[_Run]:
    """The runs of a block in order; signs of another kind become edits on the way."""
    at = begin
    while found := _INLINE.search(text, at, end):
        at = found.end()
        kind = found.lastgroup
        if kind == "stars":
            if at - found.start() <= _LONGEST_RUN:
                yield _run(text, found)
        elif kind == "escape":
            edits.append(Edit(found.start(), found.start() + 1, ""))
        elif kind == "break":
            ends_line = found[0] == "\\" or text[at : at + 1] == "\n"
            edits.append(Edit(found.start(), at, "" if ends_line else "\n"))
        elif kind == "link":
            edits += (Edit(found.start(), found.start() + 1, ""), Edit(at - 1, at, ""))
        elif kind == "entity":
            edits.append(Edit(found.start(), at, html.unescape(found[0])))
        elif kind == "close":
            if _ADDRESS.match(found["target"]):
                edits += (Edit(*found.span("open"), ""), Edit(*found.span("close"), ""))
                # A label holds no brackets, so this goes no deeper.
                yield from _runs(text, *found.span("label"), edits)
            else:
                at = found.start("label")


def _run(text: str, found: re.Match[str]) -> _Run:
    start, end = found.span()
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    opens, closes = not after.isspace(), not before.isspace()
    sign = text[start]
    if sign == "_":
        # Inside words and names of files they are letters like others.
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    in_word = before.lower() != before.upper() and after.lower() != after.upper()
    return _Run(sign, start, end, opens, closes, in_word, end - start)


def _emphasis(runs: list[_Run], edits: list[Edit]) -> Iterator[FormatSpan]:
    """Pair the runs of a block: what is between two of them, and edits for the signs."""
    open_runs: list[_Run] = []
    for run in runs:
        while run.closes and run.start < run.end:
            nearest = open_runs[-_LOOK_BACK:]
            depth = next((d for d, one in enumerate(reversed(nearest)) if one.fits(run)), None)
            if depth is None:
                break
            del open_runs[len(open_runs) - depth :]
            one = open_runs[-1]
            signs = min(2, one.end - one.start, run.end - run.start)
            yield FormatSpan(one.end, run.start, "bold" if signs == 2 else "italic")
            edits += (Edit(one.end - signs, one.end, ""), Edit(run.start, run.start + signs, ""))
            one.end -= signs
            run.start += signs
            if one.end == one.start:
                open_runs.pop()
        if run.opens and run.start < run.end:
            open_runs.append(run)
