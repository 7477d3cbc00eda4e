"""Finds who speaks where in the stored text of a transcript.

Every paragraph is looked at once, by patterns with bounded repeats, so the time is linear.
A label counts only when its name recurs in the same style, or joins names that do: a sentence
with a colon in it is not a speaker.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from coder_gui.domain.model import Turn
from coder_gui.domain.speaker_names import (
    folded,
    is_header,
    is_interviewer,
    is_lower_case_name,
    is_opener,
    is_shaped_like_name,
)

Style = Literal["colon", "stamped", "bracket", "tab", "dash", "dot", "alone"]

HEAD = 160
"""How far into a paragraph a label is looked for, in characters."""

_CLOCK = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3}|-\d(?!\d))?"
_SPAN = rf"\s?{_CLOCK}(?:\s?(?:-->|[-–—])\s?{_CLOCK})?\s?"
_BRACKETED = rf"(?:\[{_SPAN}\]|\({_SPAN}\)|<{_SPAN}>)"
_STAMP = rf"(?:{_BRACKETED}|#{_SPAN}#|{_SPAN})"
_BLANK = "[ \t\u00a0\u3000]"
_LEAD = (
    rf"[ \t\u00a0\u3000>*_\ufeff\u200e\u200f]{{0,8}}(?:\d{{1,5}}[.)]?{_BLANK}{{1,4}})?"
    rf"(?:(?P<before>{_STAMP})[ \t\u00a0*_|,–—-]{{0,4}})?(?P<stars>[*_]{{0,3}})"
)
_NAME = r"(?P<name>[^\W\d_][^\n:：\t\[\]{}<>#|\"“”?!;]{0,58}?)"
_AFTER = rf"(?:(?P<after>{_STAMP})[ *_]{{0,4}})?"
_COLON = re.compile(
    rf"{_LEAD}{_NAME}[ \t\u00a0*_]{{0,4}}{_AFTER}(?:(?<!\d)[:：]|(?<=\d)[:：](?!\d))(?!//)"
    rf"(?:{_BLANK}{{0,4}}(?P<later>{_BRACKETED}))?"
)
_STAMPED = re.compile(
    rf"{_LEAD}{_NAME}(?:[ \t\u00a0*_]{{1,8}}(?P<after>{_BRACKETED})"
    rf"|[ \t\u00a0*_|,–—-]{{1,8}}(?P<bare>{_CLOCK})(?={_BLANK}*$))"
)
_STAMPED_BEFORE = re.compile(
    rf"[ \t>*_]{{0,8}}(?P<before>{_STAMP})[ \t\u00a0*_|,–—-]{{1,4}}{_NAME}[ \t*_]{{0,4}}$"
)
_BRACKET = re.compile(rf"{_LEAD}(?:\[(?P<square>[^\W\d_][^\n\[\]:]{{0,58}})\]"
                      rf"|<(?P<angle>[^\W\d_][^\n<>:]{{0,58}})>)[*_]{{0,3}}{_BLANK}?[:：]?")  # fmt: skip
_TAB = re.compile(rf"{_LEAD}{_NAME} {{0,3}}(?:\t *(?P<after>{_STAMP}) *)?\t")
_DASH = re.compile(rf"{_LEAD}{_NAME}(?: {{1,3}}[-–—]|[–—])[ \t]")
_DOT = re.compile(rf"{_LEAD}(?P<name>[QA]\d{{0,3}})\.(?=[ \t])")
_ALONE = re.compile(rf"{_LEAD}{_NAME}[ *_]{{0,4}}$")
_ONLY_STAMP = re.compile(rf"\s*(?!#){_STAMP}\s*$")
_CLOCK_ONLY = re.compile(_CLOCK)
_MARK = re.compile(rf"#({_CLOCK})#")
_SPEECH = re.compile(r"[^ \t\u00a0\u3000]")
_NOISES = frozenset(
    """applause audio background beep break coughs coughing cough crosstalk cries crying end gap
    inaudible interruption laughs laughing laughter laugh lachen lacht lachend music noise pause
    pausa pauses phone silence sighs sigh sobbing start stille tape unclear unverständlich risas
    rires whispers""".split()
)


class _Label(NamedTuple):
    """A paragraph's start read as a speaker's label."""

    row: int
    style: Style
    name: str
    key: str
    speech: int
    time_ms: int | None


def find_turns(text: str) -> tuple[Turn, ...]:
    """Turns in the order of the text; empty when nobody is labelled."""
    rows = _rows(text)
    labels = [label for row in range(len(rows)) for label in _labels(text, rows, row)]
    if not labels:
        return ()
    first = _first_row_after_head(text, rows, labels)
    chosen = _chosen([label for label in labels if label.row >= first], text, rows)
    return _with_mark_times(text, tuple(_turns(text, rows, chosen)))


def _rows(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph that is not blank."""
    rows = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            rows.append((start, end))
        start = end + 1
    return rows


def _labels(text: str, rows: Sequence[tuple[int, int]], row: int) -> Iterator[_Label]:
    """Every way in which the paragraph could begin with a label."""
    start, end = rows[row]
    head = text[start : min(end, start + HEAD)]
    whole = end - start <= HEAD
    for style, match in _matches(head, whole):
        groups = match.groupdict()
        name = (groups.get("name") or groups.get("square") or groups.get("angle") or "").strip(
            " *_\u00a0\u3000"
        )
        if not name:
            continue
        if style == "bracket" and folded(name).split()[0] in _NOISES:
            continue
        at = match.end()
        if groups.get("stars"):
            at += len(head[at:]) - len(head[at:].lstrip("*_"))
        found = _SPEECH.search(text, start + at, end)
        stamps = (groups.get(part) for part in ("before", "after", "bare", "later"))
        stamp = next((stamp for stamp in stamps if stamp), None)
        speech = found.start() if found else end
        yield _Label(row, style, name, folded(name), speech, _milliseconds(stamp))


def _matches(head: str, whole: bool) -> Iterator[tuple[Style, re.Match[str]]]:
    tries: list[tuple[Style, re.Pattern[str]]] = []
    if ":" in head or "：" in head:
        tries += [("colon", _COLON), ("stamped", _STAMPED)]
        if whole:
            tries.append(("stamped", _STAMPED_BEFORE))
    if "[" in head or "<" in head:
        tries.append(("bracket", _BRACKET))
    if "\t" in head:
        tries.append(("tab", _TAB))
    if "-" in head or "–" in head or "—" in head:
        tries.append(("dash", _DASH))
    if "." in head:
        tries.append(("dot", _DOT))
    if whole and len(head) <= 60:
        tries.append(("alone", _ALONE))
    for style, pattern in tries:
        match = pattern.match(head)
        if match:
            yield style, match


def _first_row_after_head(
    text: str, rows: Sequence[tuple[int, int]], labels: Sequence[_Label]
) -> int:
    """Row below a head of `Key: value` lines, where *Interviewer: A. Roe* is no turn."""
    keys = {label.row: label.name for label in labels if label.style == "colon" and label.row < 25}
    last = max((row for row, name in keys.items() if is_header(name)), default=-1)
    for row in range(last + 1):
        if row in keys and not is_header(keys[row]) and not _is_value(text, rows[row]):
            return 0  # somebody speaks before that line, so it is no head
    if last < 0:
        return 0
    below = last + 1
    while below in keys and _is_value(text, rows[below]) and _touches(rows, below):
        below += 1
    ends_in_gap = below >= len(rows) or not _touches(rows, below)
    return below if ends_in_gap else last + 1


def _touches(rows: Sequence[tuple[int, int]], row: int) -> bool:
    """True when no blank paragraph lies between a row and the one before."""
    return rows[row][0] == rows[row - 1][1] + 1


def _is_value(text: str, row: tuple[int, int]) -> bool:
    line = text[row[0] : row[1]].strip()
    return len(line) <= 100 and len(line.split()) <= 9 and not line.endswith((".", "?", "!", "…"))


def _chosen(
    labels: Sequence[_Label], text: str, rows: Sequence[tuple[int, int]]
) -> dict[int, _Label]:
    """The label of each row that has one: those of the best style, then same names in others."""
    by_style: dict[Style, list[_Label]] = defaultdict(list)
    for label in labels:
        by_style[label.style].append(label)
    stamped_rows = {label.row for label in labels if label.time_ms is not None}
    best: dict[int, _Label] = {}
    names: set[str] = set()
    for style, candidates in by_style.items():
        if style in ("alone", "stamped"):
            candidates = [c for c in candidates if _can_stand_alone(c, text, rows, stamped_rows)]
        accepted = _accepted(style, candidates, len(rows))
        found = {c.row: c for c in candidates if c.key in accepted}
        if len(found) > len(best):
            best, names = found, accepted
    for label in labels:
        if label.row not in best and label.key in names and label.style not in ("dash", "dot"):
            best[label.row] = label
    return best


def _can_stand_alone(
    label: _Label, text: str, rows: Sequence[tuple[int, int]], stamped_rows: set[int]
) -> bool:
    """A label alone on its line needs speech below that does not begin with a stamp itself."""
    if label.speech < rows[label.row][1]:
        return label.style == "stamped"
    below = label.row + 1
    if below >= len(rows) or text[rows[label.row][1] - 1] in ".,;!?":
        return False
    return label.style == "alone" or not (label.row in stamped_rows and below in stamped_rows)


def _accepted(style: Style, labels: Sequence[_Label], rows: int) -> set[str]:
    """Keys of the names that are taken for speakers in this style."""
    counts = Counter(label.key for label in labels)
    names = {label.key: label.name for label in labels}
    if style == "dot":
        return set(counts) if {"q", "a"} <= set(counts) else set()
    shaped = {key for key in counts if is_shaped_like_name(names[key])}
    recurring = {key for key in shaped if counts[key] > 1 and _names_somebody(names[key], counts)}
    asking = {key for key in shaped if is_interviewer(names[key])}
    if style in ("colon", "stamped", "bracket") and asking and len(shaped) > 1:
        recurring |= asking
    if not recurring:
        return _lower_case(counts, names, rows) if style == "colon" else set()
    if style in ("colon", "stamped"):
        lines = sum(counts[key] for key in recurring)
        if len(recurring) == 1 and not asking and lines < 3 and lines * 5 < rows:
            return set()
        lower = {k for k in counts if counts[k] > 2 and is_lower_case_name(names[k])}
        joining = {key for key in shaped if not is_opener(names[key])}
        return recurring | joining | {key for key in lower if not is_opener(names[key])}
    return _weak(style, recurring, shaped, counts, names)


def _names_somebody(name: str, counts: Counter[str]) -> bool:
    return not is_opener(name) or (len(name.split()) > 1 and counts[folded(name)] > 2)


def _weak(
    style: Style,
    recurring: set[str],
    shaped: set[str],
    counts: Counter[str],
    names: dict[str, str],
) -> set[str]:
    """Styles that much else looks like need two names that recur and do so often."""
    if style in ("dash", "alone"):
        recurring = {key for key in recurring if not is_opener(names[key])}
    if len(recurring) < 2:
        return set()
    lines = sum(counts[key] for key in recurring)
    two_most = sum(count for key, count in counts.most_common() if key in recurring)
    two_most = sum(sorted((counts[key] for key in recurring), reverse=True)[:2])
    if style == "alone" and lines < 4 * len(recurring) and two_most * 5 < lines * 3:
        return set()
    if style == "alone":
        return recurring
    joining = {key for key in shaped if not is_opener(names[key])}
    return recurring | joining if lines * 2 >= sum(counts.values()) else set()


def _lower_case(counts: Counter[str], names: dict[str, str], rows: int) -> set[str]:
    """Names typed without capitals, when two recur and label most of the paragraphs."""
    found = {
        key
        for key, count in counts.items()
        if count > 1 and is_lower_case_name(names[key]) and not is_opener(names[key])
    }
    enough = len(found) > 1 and sum(counts[key] for key in found) * 2 >= rows
    return found if enough else set()


def _turns(text: str, rows: Sequence[tuple[int, int]], chosen: dict[int, _Label]) -> Iterator[Turn]:
    spelling = _spellings(chosen.values())
    order = sorted(chosen)
    starts = [_start_row(text, rows, chosen, row) for row in order]
    for index, row in enumerate(order):
        label = chosen[row]
        until = starts[index + 1] if index + 1 < len(order) else len(rows)
        end = rows[until - 1][1]
        time_ms = label.time_ms
        if time_ms is None and starts[index] < row:
            time_ms = _milliseconds(text[slice(*rows[starts[index]])])
        speech = label.speech
        below = row + 1
        if speech >= rows[row][1] and below < until:
            line = text[slice(*rows[below])]
            if time_ms is None and _ONLY_STAMP.match(line) and below + 1 < until:
                time_ms = _milliseconds(line)
                below += 1
            found = _SPEECH.search(text, *rows[below])
            speech = found.start() if found else rows[below][0]
        speaker = spelling[label.key]
        yield Turn(
            start=rows[starts[index]][0],
            speech=speech,
            end=end,
            speaker=speaker,
            interviewer=is_interviewer(speaker),
            time_ms=time_ms,
        )


def _start_row(
    text: str, rows: Sequence[tuple[int, int]], chosen: dict[int, _Label], row: int
) -> int:
    """The row of the label, or of a time stamp that stands alone above it."""
    above = row - 1
    if above < 0 or above in chosen or chosen[row].time_ms is not None:
        return row
    if above - 1 in chosen and chosen[above - 1].speech >= rows[above - 1][1]:
        return row  # that stamp belongs to a label above, which has nothing else
    start, end = rows[above]
    return above if end - start <= 60 and _ONLY_STAMP.match(text[start:end]) else row


def _spellings(labels: Iterable[_Label]) -> dict[str, str]:
    """The most frequent way in which each name is written."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        written[label.key][" ".join(label.name.split())] += 1
    return {key: names.most_common(1)[0][0] for key, names in written.items()}


def _with_mark_times(text: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Take the start of a turn from f4's mark that ends the turn before it."""
    marks = [(m.start(), m.end(), _milliseconds(m.group(1))) for m in _MARK.finditer(text)]
    if not marks or not turns:
        return turns
    ends = {mark_end for _, mark_end, _ in marks}
    if not any(len(text[: turn.end].rstrip()) in ends for turn in turns):
        return turns
    timed = []
    index = 0
    before: int | None = 0
    for turn in turns:
        while index < len(marks) and marks[index][0] < turn.start:
            before = marks[index][2]
            index += 1
        timed.append(turn if turn.time_ms is not None else _at(turn, before))
    return tuple(timed)


def _at(turn: Turn, time_ms: int | None) -> Turn:
    return Turn(turn.start, turn.speech, turn.end, turn.speaker, turn.interviewer, time_ms)


def _milliseconds(stamp: str | None) -> int | None:
    """Milliseconds of the first clock time in a stamp: `[00:14:02.5]`, `14:02`, `#00:01:02-3#`."""
    found = _CLOCK_ONLY.search(stamp) if stamp else None
    if not found:
        return None
    whole, _, fraction = re.sub("[,-]", ".", found.group()).partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((fraction or "0").ljust(3, "0")[:3])
