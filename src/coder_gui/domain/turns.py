"""Finds who speaks where in the stored text of a transcript.

Every paragraph is looked at once, by patterns with bounded repeats, so the time is linear.
A label counts only when its name recurs in the same style, or joins names that do: a sentence
with a colon in it is not a speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from coder_gui.domain.model import Turn
from coder_gui.domain.speaker_labels import (
    HEAD,
    MARK,
    ONLY_STAMP,
    SPEECH,
    Label,
    Style,
    labels_of,
    milliseconds,
)
from coder_gui.domain.speaker_names import (
    folded,
    is_header,
    is_interviewee,
    is_interviewer,
    is_lower_case_name,
    is_opener,
    is_role_name,
    is_shaped_like_name,
)


def find_turns(text: str) -> tuple[Turn, ...]:
    """Turns in the order of the text; empty when nobody is labelled."""
    rows = _rows(text)
    labels = [label for row in range(len(rows)) for label in labels_of(text, rows, row)]
    if not labels:
        return ()
    first = _first_row_after_head(text, rows, labels)
    chosen = _chosen([label for label in labels if label.row >= first], text, rows)
    turns = _with_mark_times(text, tuple(_turns(text, rows, chosen)))
    return _with_interviewer(turns)


def _with_interviewer(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Where one is called the participant and nobody the interviewer, the other one asks."""
    speakers = Counter(turn.speaker for turn in turns)
    asked = [name for name in speakers if is_interviewee(name)]
    if not asked or any(turn.interviewer for turn in turns):
        return turns
    others = [name for name, _count in speakers.most_common() if name not in asked]
    if not others or (len(others) > 1 and speakers[others[0]] < 3 * speakers[others[1]]):
        return turns
    return tuple(
        replace(turn, interviewer=True) if turn.speaker == others[0] else turn for turn in turns
    )


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


def _first_row_after_head(
    text: str, rows: Sequence[tuple[int, int]], labels: Sequence[Label]
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
    labels: Sequence[Label], text: str, rows: Sequence[tuple[int, int]]
) -> dict[int, Label]:
    """The label of each row that has one: those of the best style, then same names in others."""
    by_style: dict[Style, list[Label]] = defaultdict(list)
    for label in labels:
        by_style[label.style].append(label)
    stamped_rows = {label.row for label in labels if label.time_ms is not None}
    best: dict[int, Label] = {}
    names: set[str] = set()
    for style, candidates in by_style.items():
        if style in ("alone", "stamped"):
            candidates = [c for c in candidates if _can_stand_alone(c, text, rows, stamped_rows)]
        accepted = _accepted(style, candidates, len(rows))
        found = {c.row: c for c in candidates if c.key in accepted}
        _drop_heading_lines(found, text, rows)
        if not _carries_speech(style, found.values(), text, rows):
            continue
        if len(found) > len(best):
            best, names = found, {c.key for c in found.values()}
    for label in labels:
        if label.row not in best and label.key in names and label.style not in ("dash", "dot"):
            best[label.row] = label
    return best


def _drop_heading_lines(
    found: dict[int, Label], text: str, rows: Sequence[tuple[int, int]]
) -> None:
    """Take out lines such as *Podcast: a title* above the first name that recurs."""
    counts = Counter(label.key for label in found.values())
    for row in sorted(found):
        label = found[row]
        if counts[label.key] > 1 or is_interviewer(label.name) or not _is_value(text, rows[row]):
            return
        if len(found) > 2:
            del found[row]


def _carries_speech(
    style: Style, labels: Collection[Label], text: str, rows: Sequence[tuple[int, int]]
) -> bool:
    """False for a table of figures, and for a few chance labels in a long text."""
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


def _accepted(style: Style, labels: Sequence[Label], rows: int) -> set[str]:
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
        lower = {
            key
            for key in counts
            if counts[key] > 2 and (is_lower_case_name(names[key]) or is_role_name(names[key]))
        }
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


def _turns(text: str, rows: Sequence[tuple[int, int]], chosen: dict[int, Label]) -> Iterator[Turn]:
    spelling = _spellings(chosen.values())
    order = sorted(chosen)
    starts = [_start_row(text, rows, chosen, row) for row in order]
    for index, row in enumerate(order):
        label = chosen[row]
        until = starts[index + 1] if index + 1 < len(order) else len(rows)
        end = rows[until - 1][1]
        time_ms = label.time_ms
        if time_ms is None and starts[index] < row:
            time_ms = milliseconds(text[slice(*rows[starts[index]])])
        speech = label.speech
        below = row + 1
        if speech >= rows[row][1] and below < until:
            line = text[slice(*rows[below])]
            if time_ms is None and ONLY_STAMP.match(line) and below + 1 < until:
                time_ms = milliseconds(line)
                below += 1
            found = SPEECH.search(text, *rows[below])
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
    text: str, rows: Sequence[tuple[int, int]], chosen: dict[int, Label], row: int
) -> int:
    """The row of the label, or of a time stamp that stands alone above it."""
    above = row - 1
    if above < 0 or above in chosen or chosen[row].time_ms is not None:
        return row
    if above - 1 in chosen and chosen[above - 1].speech >= rows[above - 1][1]:
        return row  # that stamp belongs to a label above, which has nothing else
    start, end = rows[above]
    return above if end - start <= 60 and ONLY_STAMP.match(text[start:end]) else row


def _spellings(labels: Iterable[Label]) -> dict[str, str]:
    """The most frequent way in which each name is written."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        written[label.key][" ".join(label.name.split())] += 1
    return {key: names.most_common(1)[0][0] for key, names in written.items()}


def _with_mark_times(text: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Take the start of a turn from f4's mark that ends the turn before it."""
    marks = [(m.start(), m.end(), milliseconds(m.group(1))) for m in MARK.finditer(text)]
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
        timed.append(turn if turn.time_ms is not None else replace(turn, time_ms=before))
    return tuple(timed)
