"""What becomes of turns when a transcript's text is corrected, and how two texts differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from coder_gui.domain.edits import Carrying, Edit, applied
from coder_gui.domain.model import FormatSpan, Turn
from coder_gui.domain.text import stored

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_LINES = 5_000
"""Beyond so many, lines that recur hundreds of times are not paired, which takes very long."""
_MOST_TOKENS = 4_000
"""Beyond so many on either side, two stretches are not compared word by word."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What one correction did to a transcript.

    Args:
        places: In how many places characters changed.
        changed: Ids of segments that quote other words now.
        lost: Ids of segments that were removed, because all their words are gone.
        memos: How many memos stood on words that are gone; they stand where these were.
    """

    transcript_id: int
    places: int
    changed: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    memos: int = 0


def made_ready(text: str, edits: Iterable[Edit], turns: Sequence[Turn]) -> tuple[Edit, ...]:
    """The edits with their new words as texts are stored, without what changes nothing.

    Where the line break in front of a turn's label goes, the label goes with it: its words
    belong to the turn before then.
    """
    labels = {turn.start: turn.speech for turn in turns if turn.speech > turn.start > 0}
    ready: list[Edit] = []
    for edit in edits:
        end = edit.end
        if edit.start < end and not edit.text.endswith("\n"):
            end = labels.get(end, end)
        edit = _smallest(text, Edit(edit.start, end, stored(edit.text)))
        if edit.growth or text[edit.start : edit.end] != edit.text:
            ready.append(edit)
    return tuple(ready)


def _smallest(text: str, edit: Edit) -> Edit:
    """The edit without characters at its ends that stay the same."""
    old, new = text[edit.start : edit.end], edit.text
    if not old or not new:
        return edit
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Edit(edit.start + same, edit.end - tail, new[same : len(new) - tail])


def corrected_turns(
    text: str, edits: Sequence[Edit], turns: Sequence[Turn], *, part: bool = True
) -> tuple[Turn, ...]:
    """The turns of the text after the edits.

    A turn that no longer begins a line is part of the one before.

    Args:
        part: Whether a line at whose start the name of somebody who speaks and a colon were
            written is a turn of its own.
    """
    to, new_text = Carrying(edits), applied(text, edits)
    carried: list[Turn] = []
    for turn in turns:
        start, speech = _new_start(to, new_text, turn), to.start_of(turn.speech)
        end = max(to.end_of(turn.end), speech)
        if start >= end or not (start == 0 or new_text[start - 1] == "\n"):
            if carried and end > start:
                carried[-1] = replace(carried[-1], end=end)
            continue
        carried.append(replace(turn, start=start, speech=speech, end=end))
    fresh = [place for place in _new_places(edits) if place[0] < place[1] and part]
    return tuple(_with_new_turns(new_text, carried, fresh)) if fresh else tuple(carried)


def _new_start(to: Carrying, new_text: str, turn: Turn) -> int:
    """Where a turn begins: below whole lines that came in front of its label."""
    below, _end = to.range(turn.start, turn.speech)
    is_below = turn.start < turn.speech and below and new_text[below - 1] == "\n"
    return below if is_below else to.start_of(turn.start)


def _new_places(edits: Iterable[Edit]) -> Iterator[tuple[int, int]]:
    """Where the new words of each edit stand in the text after all edits."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        yield start, start + len(edit.text)
        shift += edit.growth


def _with_new_turns(
    text: str, turns: Sequence[Turn], fresh: Sequence[tuple[int, int]]
) -> Iterator[Turn]:
    """The turns, parted where a name and a colon were written at the start of a line."""
    known = {turn.speaker: turn for turn in turns if turn.speaker}
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    label = re.compile(rf"^({names}): ?", re.MULTILINE) if names else None
    for turn in turns:
        rest = turn
        for start, end in fresh:
            line = max(text.rfind("\n", 0, start) + 1, rest.speech + 1)
            for found in label.finditer(text, line, turn.end) if label else ():
                if found.start() > end:
                    break
                if found.end() < start or found.start() <= rest.speech:
                    continue
                yield replace(rest, end=found.start() - 1)
                rest = replace(
                    known[found[1]],
                    start=found.start(),
                    speech=found.end(),
                    end=turn.end,
                    time_ms=None,
                    end_ms=None,
                )
        yield rest


def corrected_spans(
    edits: Sequence[Edit], spans: Iterable[FormatSpan]
) -> Iterator[FormatSpan | None]:
    """Each span where it stands after the edits; None where its words are gone."""
    to = Carrying(edits)
    for span in spans:
        start, end = to.range(span.start, span.end)
        yield replace(span, start=start, end=end) if start < end else None


def difference(old: str, new: str) -> tuple[Edit, ...]:
    """Edits that turn one text into another, word by word where lines differ.

    Lines that recur (such as “Yes.”) count, so that a passage stays with its own neighbours.
    """
    ours, theirs = old.splitlines(keepends=True), new.splitlines(keepends=True)
    edits: list[Edit] = []
    start = 0
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(ours) > _MOST_LINES)
    for kind, i, j, k, n in matcher.get_opcodes():
        was = "".join(ours[i:j])
        if kind != "equal":
            edits += _word_edits(was, "".join(theirs[k:n]), start)
        start += len(was)
    return tuple(edits)


def _word_edits(old: str, new: str, start: int) -> Iterator[Edit]:
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(ours), len(theirs)) > _MOST_TOKENS:
        yield Edit(start, start + len(old), new)
        return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, i, j, k, n in matcher.get_opcodes():
        was = "".join(ours[i:j])
        if kind != "equal":
            yield Edit(start, start + len(was), "".join(theirs[k:n]))
        start += len(was)
