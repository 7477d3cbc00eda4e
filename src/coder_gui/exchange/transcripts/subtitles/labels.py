"""Finds out who speaks in subtitles that have no tags for it: `Anna: Hello`, or a dash."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from coder_gui.domain.speaker_names import folded, is_header, is_opener, is_shaped_like_name
from coder_gui.domain.turns import find_turns
from coder_gui.exchange.transcripts.emphasis import without_signs
from coder_gui.exchange.transcripts.subtitles.words import Line

_DASH = re.compile(r"\s*(?:[-–—‐](?!\d)(?![-–—‐])|>{2,3})\s*")
_LABEL = re.compile(
    r"(?:(?P<name>[^\s:：<>{}\"“”?!;\[\]][^:：\n<>{}\"“”?!;\[\]]{0,59}?)"
    r"|\[(?P<square>[^\s:：<>\[\]][^:：\n<>\[\]]{0,59}?)\])[ \t*_]{0,3}"
    r"(?:：\s*|:(?:\s+|$))"
)
_BEYOND_NAMES = "|"
"""Stands in no name; behind a short line, it keeps the line from being one."""


class Said(NamedTuple):
    """A line of a cue with its speaker; `apart` when a dash says that somebody else speaks."""

    speaker: str
    text: str
    apart: bool


class _Row(NamedTuple):
    """A line without signs, blanks and dash; `offset` is how many characters stand before it."""

    cue: int
    text: str
    offset: int
    dashed: bool


class _Label(NamedTuple):
    speaker: str
    length: int


def said(cues: Sequence[Sequence[Line]]) -> list[list[Said]]:
    """For each cue, its lines with their speakers."""
    if any(line.voice for lines in cues for line in lines):
        return [
            [Said(line.voice, line.text, _row(0, line).dashed) for line in lines] for lines in cues
        ]
    rows = [_row(index, line) for index, lines in enumerate(cues) for line in lines]
    labels = _labels_of_all(rows) or _labels_of_some(rows)
    goes_on = not _labels_every_cue(rows, labels)
    found: list[list[Said]] = [[] for _ in cues]
    flat = (line for lines in cues for line in lines)
    speaker, cue = "", -1
    for index, (row, line) in enumerate(zip(rows, flat, strict=True)):
        label = labels.get(index)
        if label:
            speaker = label.speaker
        elif row.dashed or (row.cue != cue and not goes_on):
            speaker = ""
        cue = row.cue
        text = _without_start(line.text, row.offset + label.length) if label else line.text
        found[row.cue].append(Said(speaker, text, row.dashed))
    return found


def _row(cue: int, line: Line) -> _Row:
    plain = without_signs(line.text)
    found = _DASH.match(plain)
    offset = found.end() if found else len(plain) - len(plain.lstrip())
    return _Row(cue, plain[offset:].rstrip(), offset, found is not None)


def _labels_of_all(rows: Sequence[_Row]) -> dict[int, _Label]:
    """Labels of a file in which nearly every cue begins with one, whatever the names look like."""
    found = {index: _LABEL.match(row.text) for index, row in enumerate(rows)}
    names = {i: match["name"] or match["square"] for i, match in found.items() if match}
    first = [i for i, row in enumerate(rows) if i == 0 or rows[i - 1].cue != row.cue]
    if sum(index in names for index in first) * 5 < len(first) * 4:
        return {}
    counts = Counter(folded(names[index]) for index in first if index in names)
    return {
        index: _Label(" ".join(names[index].split()), match.end())
        for index, match in found.items()
        if match and (counts[folded(names[index])] > 1 or _is_name(names[index]))
    }


def _is_name(name: str) -> bool:
    return is_shaped_like_name(name) and not is_opener(name) and not is_header(name)


def _labels_of_some(rows: Sequence[_Row]) -> dict[int, _Label]:
    """Labels of a file in which they stand here and there, found as in a text."""
    starts = {}
    position = 0
    for index, row in enumerate(rows):
        starts[position] = index
        position += len(row.text) + len(_BEYOND_NAMES) + 1
    text = "".join(f"{row.text}{_BEYOND_NAMES}\n" for row in rows)
    labels = {}
    for turn in find_turns(text):
        index = starts.get(turn.start, -1)
        length = min(turn.speech - turn.start, len(rows[index].text))
        if index >= 0 and rows[index].text[:length].rstrip().endswith((":", "：", "]")):
            labels[index] = _Label(turn.speaker, length)
    return labels


def _labels_every_cue(rows: Sequence[_Row], labels: dict[int, _Label]) -> bool:
    """True when names are said again for the next cue of the same speaker.

    Then a cue without a name is nobody's; else names mark where the speaker changes.
    """
    last = {rows[index].cue: label.speaker for index, label in sorted(labels.items())}
    pairs = [(one, two) for one, two in pairwise(sorted(last)) if two == one + 1]
    again = sum(folded(last[one]) == folded(last[two]) for one, two in pairs)
    return again * 4 >= len(last) and again > 0


def _without_start(text: str, length: int) -> str:
    """Text without so many of its characters; signs of emphasis among them do not count."""
    signs: list[str] = []
    at = 0
    while at < len(text) and length > 0:
        if without_signs(text[at]):
            length -= 1
        else:
            signs.append(text[at])
        at += 1
    return "".join(signs) + text[at:]
