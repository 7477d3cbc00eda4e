"""Finds who speaks where in a table of times, speakers and words, its cells parted by tabs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from coder_gui.domain.model import Turn
from coder_gui.domain.speaker_labels import ONLY_STAMP, SPEECH, times
from coder_gui.domain.speaker_names import (
    folded,
    is_interviewer,
    is_lower_case_name,
    is_opener,
    is_shaped_like_name,
)

_HEADINGS = {
    "time": """
        time|times|timespan|time span|timestamp|time stamp|timestamps|timecode|time code|start
        start time|begin|in|zeit|zeitspanne|zeitmarke|zeitstempel|beginn|anfang|von|temps|début
        tiempo|inicio|marca de tiempo|tempo|início|inizio|tijd|时间""",
    "end": "end|end time|finish|stop|out|ende|bis|fin|fim|fine|einde",
    "speaker": """
        speaker|speakers|speaker name|name|who|voice|person|sprecher|sprecherin|sprecher:in
        locuteur|intervenant|hablante|orador|interlocutor|falante|parlante|spreker|说话人|話者""",
    "words": """
        content|contents|text|transcript|transcription|utterance|speech|words|dialogue|inhalt
        transkript|äußerung|contenu|texte|transcription|contenido|texto|transcripción|conteúdo
        contenuto|testo|inhoud|tekst|内容|文本|発言""",
}
_PARTS = {
    key.strip(): part
    for part, keys in _HEADINGS.items()
    for key in keys.replace("\n", "|").split("|")
    if key.strip()
}
_HEADING_ROWS = 10
"""How far down a table's headings are looked for."""
_LONGEST_NAME = 80

Cells = list[tuple[int, int]]


class _Layout(NamedTuple):
    """The row above the table, and the columns of its parts; -1 for a part that it lacks."""

    above: int
    cells: int
    speaker: int
    words: int
    time: int = -1
    end: int = -1


def table_turns(text: str, rows: Sequence[tuple[int, int]]) -> tuple[Turn, ...]:
    """Turns of a table that has headings, or a time and a speaker in every row; else nothing."""
    layout = _by_headings(text, rows) or _by_content(text, rows)
    return tuple(_turns(text, rows, layout)) if layout else ()


def _by_headings(text: str, rows: Sequence[tuple[int, int]]) -> _Layout | None:
    for row in range(min(_HEADING_ROWS, len(rows) - 1)):
        start, end = rows[row]
        if end - start > 400 or text.count("\t", start, end) == 0:
            continue
        names = [folded(text[slice(*cell)]).rstrip(":") for cell in _cells(text, rows[row])]
        columns: dict[str, int] = {}
        for column, name in enumerate(names):
            columns.setdefault(_PARTS.get(name, ""), column)
        if {"speaker", "words"} <= columns.keys():
            return _Layout(
                row,
                len(names),
                columns["speaker"],
                columns["words"],
                columns.get("time", -1),
                columns.get("end", -1),
            )
    return None


def _by_content(text: str, rows: Sequence[tuple[int, int]]) -> _Layout | None:
    """A table without headings that has times first, and last the names of some who recur."""
    first = next((row for row, (start, end) in enumerate(rows) if "\t" in text[start:end]), None)
    if first is None:
        return None
    count = len(_cells(text, rows[first]))
    if count < 3:
        return None
    names: Counter[str] = Counter()
    for row in range(first, len(rows)):
        cells = _cells(text, rows[row])
        name = text[slice(*cells[-1])].strip()
        stamp = text[slice(*cells[0])]
        if len(cells) != count or len(stamp) > 60 or not ONLY_STAMP.match(stamp):
            return None
        if is_opener(name) or not (is_shaped_like_name(name) or is_lower_case_name(name)):
            return None
        names[folded(name)] += 1
    if 2 * sum(names.values()) < 3 * len(names):
        return None
    return _Layout(first - 1, count, count - 1, count - 2, 0)


def _turns(text: str, rows: Sequence[tuple[int, int]], layout: _Layout) -> Iterator[Turn]:
    turn: Turn | None = None
    for start, end in rows[layout.above + 1 :]:
        cells = _cells(text, (start, end))
        name = _inside(text, cells, layout.speaker)
        if len(cells) > layout.words and len(name) <= _LONGEST_NAME:
            if turn:
                yield turn
            turn = _turn(text, cells, name, layout)
        elif turn and len(cells) == 1 and layout.words == layout.cells - 1:
            turn = replace(turn, end=end)  # one more paragraph in the last cell
    if turn:
        yield turn


def _turn(text: str, cells: Cells, name: str, layout: _Layout) -> Turn:
    begin, end = cells[layout.words]
    if layout.words == layout.cells - 1:
        end = cells[-1][1]
    words = SPEECH.search(text, begin, end)
    time_ms, end_ms = times(_inside(text, cells, layout.time))
    later = times(_inside(text, cells, layout.end))[0]
    return Turn(
        start=cells[0][0],
        speech=words.start() if words else begin,
        end=end,
        speaker=name,
        interviewer=is_interviewer(name),
        time_ms=time_ms,
        end_ms=end_ms if later is None else later,
    )


def _inside(text: str, cells: Cells, column: int) -> str:
    """The words of a cell, with single blanks; empty when the row has no such cell."""
    if not 0 <= column < len(cells):
        return ""
    return " ".join(text[slice(*cells[column])].split())


def _cells(text: str, row: tuple[int, int]) -> Cells:
    found = []
    start = row[0]
    while start <= row[1]:
        end = text.find("\t", start, row[1])
        end = row[1] if end < 0 else end
        found.append((start, end))
        start = end + 1
    return found
