"""The ways in which a paragraph of a transcript can begin with a speaker's label.

All patterns have bounded repeats and see the first `HEAD` characters, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from coder_gui.domain.speaker_names import folded

Style = Literal["colon", "stamped", "under", "over", "bracket", "tab", "dash", "dot", "alone"]
"""How a label looks; *under* and *over* are names on a line below or above their time stamp."""

HEAD = 160
"""How far into a paragraph a label is looked for, in characters."""
MAX_KNOWN = 300
"""How many names of speakers are looked for by themselves."""

_CLOCK = r"(?:\d{1,3}:[0-5]?\d:[0-5]?\d|\d{1,3}:[0-5]\d)(?:[.,]\d{1,3}|-\d(?!\d))?"
_SPAN = rf"\s?{_CLOCK}(?:\s?(?:-->|[-–—])\s?{_CLOCK})?\s?"
_BRACKETED = rf"(?:\[{_SPAN}\]|\({_SPAN}\)|<{_SPAN}>)"
_STAMP = rf"(?:{_BRACKETED}|#{_SPAN}#|{_SPAN})"
_BLANK = "[ \t\u00a0\u3000]"
_LEAD = (
    rf"[ \t\u00a0\u3000>*_\ufeff\u200e\u200f]{{0,8}}(?:\d{{1,5}}[.)]?{_BLANK}{{1,4}})?"
    rf"(?:(?P<before>{_STAMP})[ \t\u00a0*_|,–—-]{{0,4}})?[*_]{{0,3}}"
)
_AFTER = rf"(?:(?P<after>{_STAMP})[ *_]{{0,4}})?"
_NAME = r"[^\W\d_][^\n:：\t\[\]{}<>#|\"“”?!;]{0,58}?"
_SQUARE = r"[^\W\d_][^\n\[\]:]{0,58}"
_ANGLE = r"[^\W\d_][^\n<>:]{0,58}"

ONLY_STAMP = re.compile(rf"\s*(?!#){_STAMP}\s*$")
"""A paragraph that is nothing but a time stamp; f4's marks are none, as they end a turn."""
FIRST_STAMP = re.compile(rf"(?:{_BRACKETED}|#{_SPAN}#){_BLANK}{{1,4}}(?=\S)")
"""A time stamp in brackets at the start of what is said."""
MARK = re.compile(rf"#({_CLOCK})#")
SPEECH = re.compile(r"[^ \t\u00a0\u3000]")
_CLOCK_ONLY = re.compile(_CLOCK)
_DOT = re.compile(rf"{_LEAD}(?P<name>[QA]\d{{0,3}})\.(?=[ \t])")
_NOISE_WORDS = """
applause audio background beep break coughs coughing cough crosstalk cries crying end gap
inaudible interruption laughs laughing laughter laugh lachen lacht lachend music noise pause
pausa pauses phone silence sighs sigh sobbing start stille tape unclear unverständlich risas
rires whispers
"""
_NOISES = frozenset(_NOISE_WORDS.split())


class Label(NamedTuple):
    """A paragraph's start read as a speaker's label."""

    row: int
    style: Style
    name: str
    key: str
    speech: int
    time_ms: int | None
    end_ms: int | None


Patterns = tuple[tuple[Style, str, re.Pattern[str]], ...]
"""Style, characters one of which a paragraph must have, and the pattern, in order of trial."""


def known_patterns(names: Collection[str]) -> Patterns:
    """Patterns for names that somebody says are speakers, whatever they look like."""
    texts = sorted({" ".join(name.split())[:100] for name in names} - {""}, key=len, reverse=True)
    if not texts:
        return ()
    blank = rf"{_BLANK}{{1,4}}"
    each = "|".join(blank.join(map(re.escape, text.split())) for text in texts[:MAX_KNOWN])
    return _patterns(each, each, each, re.IGNORECASE)


def _patterns(name: str, square: str, angle: str, flags: int = 0) -> Patterns:
    name, square, angle = f"(?P<name>{name})", f"(?P<square>{square})", f"(?P<angle>{angle})"
    end = rf"{_BLANK}*$"
    texts: tuple[tuple[Style, str, str], ...] = (
        (
            "colon",
            ":：",
            rf"{_LEAD}{name}[ \t\u00a0*_]{{0,4}}{_AFTER}(?:(?<!\d)[:：]|(?<=\d)[:：](?!\d))(?!//)"
            rf"(?:[ \t\u00a0\u3000*_]{{0,4}}(?P<later>{_BRACKETED}))?",
        ),
        ("stamped", ":", rf"{_LEAD}{name}[ \t\u00a0*_]{{1,8}}(?P<after>{_BRACKETED})"),
        ("stamped", ":", rf"{_LEAD}{name}[ \t\u00a0*_|,–—-]{{1,8}}(?P<bare>{_CLOCK}){end}"),
        (
            "stamped",
            ":",
            rf"[ \t>*_]{{0,8}}(?P<before>{_STAMP})[ \t\u00a0*_|,–—-]{{1,4}}{name}[ \t*_]{{0,4}}$",
        ),
        ("stamped", "[", rf"\[{square}\]{_BLANK}{{1,4}}(?P<bare>{_CLOCK}){end}"),
        (
            "stamped",
            ":",
            rf"(?P<before>{_CLOCK})[ \t]{{1,4}}From[ \t]{{1,4}}{name}"
            rf"(?:[ \t]{{1,3}}to[ \t]{{1,3}}[^:\n]{{1,60}})?[ \t]{{0,3}}:",
        ),
        (
            "bracket",
            "[<",
            rf"{_LEAD}(?:\[{square}\]|<{angle}>)[*_]{{0,3}}{_BLANK}?[:：]?",
        ),
        ("tab", "\t", rf"{_LEAD}{name} {{0,3}}(?:\t *(?P<after>{_STAMP}) *)?\t"),
        ("dash", "-–—", rf"{_LEAD}{name}(?: {{1,3}}[-–—]|[–—])[ \t]"),
        ("alone", "", rf"{_LEAD}{name}[ *_]{{0,4}}$"),
    )
    return tuple((style, signs, re.compile(text, flags)) for style, signs, text in texts)


_ANY_NAME = _patterns(_NAME, _SQUARE, _ANGLE)
_ALONE = _ANY_NAME[-1][2]
_Q_AND_A: Patterns = (("dot", ".", _DOT),)


def labels_of(
    text: str, rows: Sequence[tuple[int, int]], row: int, known: Patterns = ()
) -> Iterator[Label]:
    """Every way in which the paragraph could begin with a label."""
    start, end = rows[row]
    head = text[start : min(end, start + HEAD)]
    found: set[Style] = set()
    for patterns in (known, _ANY_NAME, _Q_AND_A):
        for style, match in _matches(head, end - start <= HEAD, patterns):
            if style == "alone" and patterns is not known and head[0].islower():
                continue
            label = _label(text, rows[row], row, style, match) if style not in found else None
            if label:
                found.add(style)
                yield label


def clocked_labels(text: str, rows: Sequence[tuple[int, int]]) -> Iterator[Label]:
    """Lines that a name has for itself, right below a time that has one, or right above a time.

    Only where nearly all lines beside such times could be names: most subtitles have none.
    """
    stamps = [end - start <= 60 and _is_stamp(text[start:end]) for start, end in rows]
    under: list[Label | None] = []
    over: list[Label | None] = []
    for row in range(len(rows) - 1):
        if stamps[row]:
            continue
        label = _name_alone(text, rows[row], row)
        if row > 0 and stamps[row - 1] and not stamps[row + 1]:
            start_ms, end_ms = times(text[slice(*rows[row - 1])])
            under.append(label and label._replace(time_ms=start_ms, end_ms=end_ms))
        timed = row + 2 < len(rows) and stamps[row + 1] and not stamps[row + 2]
        if timed or FIRST_STAMP.match(text, *rows[row + 1]):
            over.append(label and label._replace(style="over"))
    for places in (under, over):
        labels = [label for label in places if label]
        if len(labels) * 10 >= len(places) * 9:
            yield from labels


def _name_alone(text: str, row_range: tuple[int, int], row: int) -> Label | None:
    start, end = row_range
    match = _ALONE.match(text[start:end]) if end - start <= 60 else None
    return _label(text, row_range, row, "under", match) if match else None


def _is_stamp(line: str) -> bool:
    return ":" in line and ONLY_STAMP.match(line) is not None


def _label(
    text: str, row_range: tuple[int, int], row: int, style: Style, match: re.Match[str]
) -> Label | None:
    start, end = row_range
    groups = match.groupdict()
    name = groups.get("name") or groups.get("square") or groups.get("angle") or ""
    name = name.strip(" *_\u00a0\u3000")
    if not name or (style == "bracket" and folded(name).split()[0] in _NOISES):
        return None
    at = match.end()
    head = match.string
    if "**" in head[: head.index(name)] or "__" in head[: head.index(name)]:
        at += len(head[at:]) - len(head[at:].lstrip("*_"))  # bold in Markdown
    found = SPEECH.search(text, start + at, end)
    stamps = (groups.get(part) for part in ("before", "after", "bare", "later"))
    stamp = next((stamp for stamp in stamps if stamp), None)
    return Label(row, style, name, folded(name), found.start() if found else end, *times(stamp))


def _matches(head: str, whole: bool, patterns: Patterns) -> Iterator[tuple[Style, re.Match[str]]]:
    for style, signs, pattern in patterns:
        if signs and not any(sign in head for sign in signs):
            continue
        if not whole and pattern.pattern.endswith("$"):
            continue
        if style == "alone" and len(head) > 60:
            continue
        match = pattern.match(head)
        if match:
            yield style, match


def times(stamp: str | None) -> tuple[int | None, int | None]:
    """First clock time of a stamp and, of a span, the second: `[00:14:02.5]`, `0:05 - 0:09`."""
    found = [_milliseconds(clock) for clock in _CLOCK_ONLY.findall(stamp or "")]
    if not found:
        return None, None
    return found[0], found[1] if len(found) > 1 and found[1] >= found[0] else None


def _milliseconds(clock: str) -> int:
    whole, _, fraction = re.sub("[,-]", ".", clock).partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((fraction or "0").ljust(3, "0")[:3])
