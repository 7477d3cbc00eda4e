"""Reads oTranscribe's files: JSON around HTML, in which clicked time stamps stand."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder_gui.domain.edits import Carrying, Edit, applied
from coder_gui.domain.model import FormatSpan, Turn
from coder_gui.domain.speaker_labels import times
from coder_gui.domain.turns import find_turns
from coder_gui.exchange.transcripts import txt
from coder_gui.exchange.transcripts.emphasis import lifted, without_signs
from coder_gui.exchange.transcripts.html.text import html_text
from coder_gui.exchange.transcripts.reading import Reading, damaged, refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

_BEGIN, _END = "\x0e", "\x0f"
"""Around a stamp on its way from the markup into the text; HTML cannot hold them."""
_STAMP = re.compile("\x0e([0-9]*) ([^\x0f]*)\x0f([ \xa0]?)")
_SECONDS = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,9})?")
_NEAR = 60
"""Up to how many characters of speech before it a stamp still tells when the speech begins."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A time, where it stands in the text without stamps, and how it is shown."""

    position: int
    time_ms: int
    shown: str


def read(data: bytes, source_name: str) -> Reading:
    """The text with its emphasis, and turns with the times of the stamps.

    A stamp at the beginning of a turn or paragraph gives its time and is no word of the text;
    one further inside stays where it stands, as it is shown.

    Raises:
        UnreadableFile: The file is no file of oTranscribe, or is damaged.
    """
    decoded = txt.read(data, source_name)
    stamped = html_text(_markup(decoded.text, source_name), source_name, _stamp_shown)
    text, spans = lifted(stamped)
    edits = [Edit(found.start(), found.end(), "") for found in _STAMP.finditer(text)]
    stamps = list(_stamps(text))
    text, spans = applied(text, edits), _carried(spans, edits)
    turns, kept = _timed(text, find_turns(text), stamps)
    if kept:
        to = Carrying(kept)
        turns = tuple(
            replace(
                turn,
                start=to.start_of(turn.start),
                speech=to.start_of(turn.speech),
                end=to.end_of(turn.end),
            )
            for turn in turns
        )
        text, spans = applied(text, kept), _carried(spans, kept)
    return Reading(text, decoded.encoding, decoded.warnings, turns, spans)


def _markup(content: str, source_name: str) -> str:
    """The HTML in the file."""
    if not content.lstrip("\ufeff \t\r\n").startswith("{"):
        raise refusal(
            source_name,
            "it is not a file of oTranscribe, though its name says so",
            "Export it from oTranscribe again, as .otr or as text.",
        )
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise damaged(source_name, f"JSON: {error}") from error
    markup = document.get("text")
    if not isinstance(markup, str):
        raise damaged(source_name, "no text")
    # JSON may hold halves of characters; those that belong together are put together.
    markup = markup.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    # Outside of elements there is nothing for a parser to begin with.
    return f"<div>{markup}</div>"


def _stamp_shown(node: _Element) -> str | None:
    """A sign for a time stamp, which carries its time; None for any other element."""
    if node.tag != "span" or "timestamp" not in node.get("class", "").split():
        return None
    shown = " ".join(without_signs("".join(map(str, node.itertext()))).split())
    shown = shown.replace(_BEGIN, "").replace(_END, "")
    seconds = _SECONDS.fullmatch(node.get("data-timestamp", "").strip())
    # Before 2014 the time was in the shown stamp only.
    time_ms = round(float(seconds[0]) * 1000) if seconds else times(shown)[0]
    return shown if time_ms is None else f"{_BEGIN}{time_ms} {shown}{_END}"


def _stamps(text: str) -> Iterator[_Stamp]:
    gone = 0
    for found in _STAMP.finditer(text):
        yield _Stamp(found.start() - gone, int(found[1]), found[2] + found[3])
        gone += len(found[0])


def _carried(spans: Sequence[FormatSpan], edits: Sequence[Edit]) -> tuple[FormatSpan, ...]:
    to = Carrying(edits)
    moved = ((*to.range(span.start, span.end), span.style) for span in spans)
    return tuple(FormatSpan(start, end, style) for start, end, style in moved if start < end)


def _timed(
    text: str, turns: Sequence[Turn], stamps: Sequence[_Stamp]
) -> tuple[tuple[Turn, ...], list[Edit]]:
    """Turns with the times of the stamps, and the stamps that stay in the text.

    A stamped paragraph inside a turn goes on as a turn of the same speaker; where nobody is
    named, it is a turn of nobody in particular.
    """
    rows = [(found.start(), found.end()) for found in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
    beginnings = [start for start, _end in rows]
    starts = [turn.start for turn in turns]
    timed = {turn.start: turn for turn in turns}
    kept: list[Edit] = []
    for stamp in stamps:
        position = stamp.position
        row = bisect_right(beginnings, position) - 1
        if (row < 0 or position > rows[row][1]) and row + 1 < len(rows):
            row += 1  # it stands alone, or in front of the first word
        start, end = rows[row] if row >= 0 else (position, position)
        index = bisect_right(starts, max(position, start)) - 1
        around = turns[index] if index >= 0 else None
        begins = start if around is None or around.speech < start else around.start
        speech = around.speech if around is not None and begins == around.start else start
        known = timed.get(begins)
        near = _NEAR if known or around is None else 0
        free = end > start and (known is None or known.time_ms is None)
        if free and position - speech <= near and position <= end:
            new = replace(around or Turn(0, 0, len(text), speaker=""), start=begins, speech=begins)
            timed[begins] = replace(known or new, time_ms=stamp.time_ms)
        if not free or position > speech:
            kept.append(Edit(position, position, stamp.shown))
    return tuple(_in_order(text, timed.values())), kept


def _in_order(text: str, turns: Iterable[Turn]) -> Iterator[Turn]:
    """The turns by position, each ending before the next one."""
    ordered = sorted(turns, key=lambda turn: turn.start)
    for turn, after in zip(ordered, (*ordered[1:], None), strict=False):
        end = min(turn.end, after.start) if after else turn.end
        while end > turn.speech and text[end - 1].isspace():
            end -= 1
        yield replace(turn, end=end)
