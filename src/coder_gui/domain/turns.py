"""Finds who speaks where in the stored text of a transcript.

Every paragraph is looked at once, by patterns with bounded repeats, so the time is linear.
A sentence with a colon in it is not a speaker.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from coder_gui.domain.model import Turn
from coder_gui.domain.speaker_labels import (
    FIRST_STAMP,
    MARK,
    ONLY_STAMP,
    SPEECH,
    Label,
    clocked_labels,
    known_patterns,
    labels_of,
    times,
)
from coder_gui.domain.speaker_names import is_interviewee, is_interviewer
from coder_gui.domain.turn_choice import chosen_labels
from coder_gui.domain.turn_tables import table_turns

_CLOSING = re.compile(
    r"\W{0,4}(?:transcribed by https?://|this editable transcript was computer.generated|"
    r"(?:meeting|transcription) ended (?:at|after) |[^\n]{1,60} stopped transcription\W{0,4}$)",
    re.IGNORECASE,
)
"""What programs write below the last turn."""

Rows = Sequence[tuple[int, int]]


def find_turns(text: str, known: Collection[str] = ()) -> tuple[Turn, ...]:
    """Turns in the order of the text; empty when nobody is labelled.

    Args:
        text: The text of a transcript as it is stored.
        known: Names that are speakers for certain, even if one appears once or looks unlike a
            name.
    """
    rows = _without_closing(text, _rows(text))
    turns = table_turns(text, rows)
    if not turns:
        patterns = known_patterns(known)
        labels = [each for row in range(len(rows)) for each in labels_of(text, rows, row, patterns)]
        labels += clocked_labels(text, rows)
        chosen = chosen_labels(labels, text, rows, known)
        turns = _with_mark_times(text, tuple(_turns(text, rows, chosen)))
    return with_interviewer(turns)


def _without_closing(text: str, rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    for row in range(max(0, len(rows) - 3), len(rows)):
        if _CLOSING.match(text[slice(*rows[row])][:200]):
            return rows[:row]
    return rows


def with_interviewer(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Where one is called the participant and nobody the interviewer, the other one asks."""
    speakers = Counter(turn.speaker for turn in turns)
    asked = [name for name in speakers if is_interviewee(name)]
    if not asked or any(turn.interviewer for turn in turns):
        return turns
    others = [name for name, _ in speakers.most_common() if name and name not in asked]
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


def _turns(text: str, rows: Rows, chosen: dict[int, Label]) -> Iterator[Turn]:
    spelling = _spellings(chosen.values())
    order = sorted(chosen)
    starts = [_start_row(text, rows, chosen, row) for row in order]
    for index, row in enumerate(order):
        label = chosen[row]
        until = starts[index + 1] if index + 1 < len(order) else len(rows)
        found = label.time_ms, label.end_ms
        if starts[index] < row:
            found = times(text[slice(*rows[starts[index]])])
        speech, later = _speech(text, rows, label, until)
        if found[0] is None:
            found = later
        speaker = spelling[label.key]
        yield Turn(
            start=rows[starts[index]][0],
            speech=speech,
            end=rows[until - 1][1],
            speaker=speaker,
            interviewer=is_interviewer(speaker),
            time_ms=found[0],
            end_ms=found[1],
        )


def _speech(
    text: str, rows: Rows, label: Label, until: int
) -> tuple[int, tuple[int | None, int | None]]:
    """Where the words of a turn begin, and the times that stand between label and words."""
    speech, end = label.speech, rows[label.row][1]
    below = label.row + 1
    found: tuple[int | None, int | None] = (None, None)
    if below < until and speech < end <= speech + 60 and ONLY_STAMP.match(text[speech:end]):
        found = times(text[speech:end])
        speech = end
    if speech >= end and below < until:
        line = text[slice(*rows[below])]
        is_stamp = len(line) <= 60 and ONLY_STAMP.match(line)
        if found[0] is None and label.time_ms is None and is_stamp and below + 1 < until:
            found = times(line)
            below += 1
        words = SPEECH.search(text, *rows[below])
        speech = words.start() if words else rows[below][0]
        end = rows[below][1]
    stamp = FIRST_STAMP.match(text, speech, end)
    if stamp and found[0] is None and label.time_ms is None:
        return stamp.end(), times(stamp[0])
    return speech, found


def _start_row(text: str, rows: Rows, chosen: dict[int, Label], row: int) -> int:
    """The row of the label, or of a time stamp that stands alone above it."""
    above = row - 1
    if above < 0 or above in chosen:
        return row
    if chosen[row].style == "under":
        return above
    if chosen[row].time_ms is not None:
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
    """Take the times of turns from f4's marks, each of which ends a turn and begins the next."""
    marks = [(m.start(), m.end(), times(m[1])[0]) for m in MARK.finditer(text)] if turns else []
    at_end = {mark_end: time_ms for _, mark_end, time_ms in marks}
    ends = [at_end.get(turn.speech + len(text[turn.speech : turn.end].rstrip())) for turn in turns]
    if all(end is None for end in ends):
        return turns
    timed = []
    index = 0
    before: int | None = 0
    for turn, end_ms in zip(turns, ends, strict=True):
        while index < len(marks) and marks[index][0] < turn.start:
            before = marks[index][2]
            index += 1
        if turn.time_ms is None:
            turn = replace(turn, time_ms=before, end_ms=end_ms)
        timed.append(turn)
    return tuple(timed)
