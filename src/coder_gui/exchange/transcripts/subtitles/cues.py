"""Parts the text of a subtitle file into cues: a time line, and the lines below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ARROW = re.compile(r"(?P<start>[^>]{0,40}?)--\s?>(?P<end>.{0,40})")
_CLOCK = re.compile(r"(?:(\d{1,5}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?")
_CLOCK_LIKE = re.compile(r"\d{1,5}:\d")
_NUMBER = re.compile(r"\s*\d{1,9}\s*")
_LINE_END = re.compile("\r\n|\r|\n")
_COMMENT = re.compile(r"\s*(?:NOTE(?:[ \t]|$)|STYLE\s*$|REGION\s*$)")


@dataclass(slots=True)
class Cue:
    """What is shown from one time to another, in milliseconds; None for a broken time."""

    start_ms: int | None
    end_ms: int | None
    lines: list[str]


def cues_of(text: str, *, named: bool) -> list[Cue]:
    """The cues in the order of the file; without any when it is no subtitle file.

    Words are never given up for a broken file: lines behind a stray blank line still belong to
    the cue before, and a cue with a broken time keeps its words.

    Args:
        named: A cue may have any line above its times for its identifier (WebVTT), and not a
            number only (SubRip).
    """
    cues: list[Cue] = []
    blocks = list(_blocks(text))
    for index, block in enumerate(blocks):
        times = [at for at, line in enumerate(block) if _time_line(line)]
        if index == 0 and block[0].lstrip("\ufeff").startswith("WEBVTT"):
            block = block[times[0] :] if times else []
            times = [at - len(blocks[0]) + len(block) for at in times]
        if times:
            _add_cues(cues, block, times, named)
        elif block and cues and not _COMMENT.match(block[0]) and not _is_lost(blocks, index):
            cues[-1].lines += block
    return cues


def _add_cues(cues: list[Cue], block: list[str], times: list[int], named: bool) -> None:
    above = block[: times[0]]
    if above and (named or _NUMBER.fullmatch(above[-1])):
        above.pop()
    if above and cues and not _COMMENT.match(above[0]):
        cues[-1].lines += above
    for at, below in zip(times, [*times[1:], len(block)], strict=True):
        found = _time_line(block[at])
        lines = block[at + 1 : below]
        if below < len(block) and lines and _NUMBER.fullmatch(lines[-1]):
            lines.pop()  # the number of the next cue, without a blank line above it
        if found:
            cues.append(Cue(_milliseconds(found["start"]), _milliseconds(found["end"]), lines))


def _blocks(text: str) -> Iterator[list[str]]:
    """Runs of lines between blank ones.

    A blank line right below the times belongs to the cue: so YouTube leaves its upper line free.
    """
    block: list[str] = []
    for line in _LINE_END.split(text):
        if line and not line.isspace():
            block.append(line)
        elif block and not (line and _time_line(block[-1])):
            yield block
            block = []
    if block:
        yield block


def _is_lost(blocks: list[list[str]], index: int) -> bool:
    """True for a number with a blank line between itself and the times of its cue."""
    block = blocks[index]
    if len(block) > 1 or not _NUMBER.fullmatch(block[0]) or index + 1 == len(blocks):
        return False
    return _time_line(blocks[index + 1][0]) is not None


def _time_line(line: str) -> re.Match[str] | None:
    found = _ARROW.match(line)
    if not found or not found["start"].strip():
        return None
    timed = _CLOCK_LIKE.search(found["start"]) or _CLOCK_LIKE.match(found["end"].lstrip())
    return found if timed else None


def _milliseconds(written: str) -> int | None:
    found = _CLOCK.fullmatch((written.split() or [""])[0])
    if not found:
        return None
    hours, minutes, seconds, fraction = found.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0")[:3])
