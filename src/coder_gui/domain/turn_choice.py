"""Which of the possible labels of a transcript are taken for speakers.

A label counts only when its name recurs in the same style, joins names that do, or is known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from coder_gui.domain.speaker_labels import HEAD, Label, Style
from coder_gui.domain.speaker_names import (
    folded,
    is_header,
    is_interviewer,
    is_lower_case_name,
    is_opener,
    is_role_name,
    is_shaped_like_name,
)

_HEAD_ROWS = 25
_LIST_KEY = re.compile(
    r"[ *_]{0,4}(?:speakers|attendees|participants|sprecher|teilnehmer)[ *_:]{0,4}$", re.IGNORECASE
)


def chosen_labels(
    labels: Sequence[Label],
    text: str,
    rows: Sequence[tuple[int, int]],
    known: Collection[str] = (),
) -> dict[int, Label]:
    """The label of each row that has one.

    Args:
        labels: Every way in which the paragraphs could begin with a label.
        text: The stored text.
        rows: Start and end of every paragraph that is not blank.
        known: Names that are speakers for certain.
    """
    sure = {folded(name) for name in known}
    possible = [each for each in labels if each.key not in sure or not is_header(each.name)]
    first = _first_row_after_head(text, rows, possible)
    below = [label for label in labels if label.row >= first]
    if not sure & {label.key for label in labels} <= {label.key for label in below}:
        below = list(labels)  # who speaks only there makes a head of it no longer
    return _chosen(below, text, rows, sure, _listed(text, rows))


def _listed(text: str, rows: Sequence[tuple[int, int]]) -> set[str]:
    """Names that the head of the transcript lists, below a line such as SPEAKERS."""
    for row in range(min(_HEAD_ROWS, len(rows) - 1)):
        start, end = rows[row]
        if end - start <= 30 and _LIST_KEY.match(text[start:end]):
            names = text[slice(*rows[row + 1])][:1000].split(",")
            return {folded(name) for name in names if is_shaped_like_name(name.strip())}
    return set()


def _first_row_after_head(
    text: str, rows: Sequence[tuple[int, int]], labels: Sequence[Label]
) -> int:
    """Row below a head of `Key: value` lines, where *Interviewer: A. Roe* is no turn."""
    keys = {
        label.row: label.name
        for label in labels
        if label.style == "colon" and label.row < _HEAD_ROWS
    }
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
    labels: Sequence[Label],
    text: str,
    rows: Sequence[tuple[int, int]],
    sure: set[str],
    listed: set[str],
) -> dict[int, Label]:
    """The labels of the best style, then same names in others."""
    by_style: dict[Style, list[Label]] = defaultdict(list)
    for label in labels:
        by_style[label.style].append(label)
    stamped_rows = {label.row for label in labels if label.time_ms is not None}
    best: dict[int, Label] = {}
    names = set(sure)
    for style, candidates in by_style.items():
        if style in ("alone", "stamped"):
            candidates = [c for c in candidates if _can_stand_alone(c, text, rows, stamped_rows)]
        certain = sure | listed if style in ("colon", "stamped", "under", "over") else sure
        accepted = _accepted(style, candidates, len(rows), certain)
        found = {c.row: c for c in candidates if c.key in accepted}
        _drop_heading_lines(found, text, rows, certain)
        if not _carries_speech(style, found.values(), text, rows, certain):
            continue
        if len(found) > len(best):
            best, names = found, sure | {c.key for c in found.values()}
    for label in labels:
        if label.row not in best and label.key in names and label.style not in ("dash", "dot"):
            best[label.row] = label
    return best


def _drop_heading_lines(
    found: dict[int, Label], text: str, rows: Sequence[tuple[int, int]], certain: set[str]
) -> None:
    """Take out lines such as *Podcast: a title* above the first name that recurs."""
    counts = Counter(label.key for label in found.values())
    for row in sorted(found):
        label = found[row]
        is_sure = label.key in certain or counts[label.key] > 1 or is_interviewer(label.name)
        if is_sure or not _is_value(text, rows[row]):
            return
        if len(found) > 2:
            del found[row]


def _carries_speech(
    style: Style,
    labels: Collection[Label],
    text: str,
    rows: Sequence[tuple[int, int]],
    certain: set[str],
) -> bool:
    """False for a table of figures, and for a few chance labels in a long text."""
    if any(label.key in certain for label in labels):
        return True
    if style == "tab":
        spoken = sum(any(map(str.isalpha, text[c.speech : c.speech + HEAD])) for c in labels)
        return spoken * 5 >= len(labels) * 4
    asked = any(is_interviewer(label.name) for label in labels)
    return asked or len(labels) * 25 >= len(rows)


def _can_stand_alone(
    label: Label, text: str, rows: Sequence[tuple[int, int]], stamped_rows: set[int]
) -> bool:
    """A label alone on its line needs speech below that does not begin with a stamp itself."""
    if label.speech < rows[label.row][1]:
        return label.style == "stamped"
    below = label.row + 1
    if below >= len(rows) or text[rows[label.row][1] - 1] in ".,;!?":
        return False
    return label.style == "alone" or not (label.row in stamped_rows and below in stamped_rows)


def _accepted(style: Style, labels: Sequence[Label], rows: int, certain: set[str]) -> set[str]:
    """Keys of the names that are taken for speakers in this style."""
    sure = {label.key for label in labels} & certain
    return sure | _guessed(style, labels, rows, certain)


def _guessed(style: Style, labels: Sequence[Label], rows: int, certain: set[str]) -> set[str]:
    counts = Counter(label.key for label in labels)
    names = {label.key: label.name for label in labels}
    if style == "dot":
        return set(counts) if {"q", "a"} <= set(counts) else set()
    shaped = {key for key in counts if is_shaped_like_name(names[key])}
    recurring = {key for key in shaped if counts[key] > 1 and _names_somebody(names[key], counts)}
    recurring |= certain & set(counts)
    asking = {key for key in shaped if is_interviewer(names[key])}
    if style in ("colon", "stamped", "bracket") and asking and len(shaped) > 1:
        recurring |= asking
    if not recurring:
        return _lower_case(counts, names, rows) if style == "colon" else set()
    if style in ("colon", "stamped"):
        lines = sum(counts[key] for key in recurring)
        if len(recurring) == 1 and not asking and lines < 3 and lines * 5 < rows:
            return set()
        lower = {
            key
            for key in counts
            if counts[key] > 2 and (is_lower_case_name(names[key]) or is_role_name(names[key]))
        }
        joining = {key for key in shaped if not is_opener(names[key])}
        return recurring | joining | {key for key in lower if not is_opener(names[key])}
    if style in ("under", "over"):
        return _regular(recurring, shaped, counts, names)
    return _weak(style, recurring, shaped, counts, names)


def _regular(
    recurring: set[str], shaped: set[str], counts: Counter[str], names: dict[str, str]
) -> set[str]:
    """Names beside lines of time, when nearly every such line has one and most recur."""
    recurring = {key for key in recurring if not is_opener(names[key])}
    joining = {key for key in shaped if not is_opener(names[key])}
    total = sum(counts.values())
    lines = sum(counts[key] for key in recurring)
    every = sum(counts[key] for key in joining | recurring)
    return recurring | joining if lines * 2 > total and every * 10 >= total * 9 else set()


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
