"""Reads the JSON of Whisper and its kin, and of services that write segments with times."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from coder_gui.exchange.transcripts import txt
from coder_gui.exchange.transcripts.json_pieces import Piece, pieces_of
from coder_gui.exchange.transcripts.reading import Reading, damaged, refusal
from coder_gui.exchange.transcripts.spoken import Utterance, believable, spoken_reading

MAX_MEMORY = 900_000_000
"""Largest tree of values that is built, in bytes, by a generous estimate."""


def read(data: bytes, source_name: str) -> Reading:
    """The words of all segments with their times and speakers.

    Raises:
        UnreadableFile: The file is no JSON, or no transcript is in it.
    """
    reading = txt.read(data, source_name)
    pieces = pieces_of(_parsed(reading.text, source_name))
    if pieces is None:
        raise refusal(
            source_name,
            "it is JSON, but not in a form of transcripts that is known here",
            "Export the transcript again as SRT, WebVTT or text, and import that.",
        )
    return spoken_reading(_utterances(pieces), reading.encoding, reading.warnings)


def _parsed(text: str, source_name: str) -> Any:
    cost = 240 * text.count("{") + 96 * text.count("[") + 72 * text.count(",") + 4 * len(text)
    if cost > MAX_MEMORY:
        raise refusal(
            source_name,
            "it holds far more values than a transcript can have",
            "Export the transcript again as SRT, WebVTT or text, and import that.",
        )
    try:
        return json.loads(text, object_pairs_hook=_named_once)
    except (ValueError, RecursionError) as error:
        if text.lstrip()[:1] not in ("{", "["):
            raise refusal(
                source_name,
                "it is not JSON, though its name says so",
                "If it is plain text, give it a name that ends in .txt and import it again.",
                str(error),
            ) from error
        raise damaged(source_name, str(error)) from error


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; which of two values of one name is meant, nobody can tell."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _utterances(pieces: list[Piece]) -> Iterator[Utterance]:
    """The pieces, with those that are parts of words put together again."""
    waiting: Piece | None = None
    apart = False
    for piece in pieces:
        if waiting is not None and piece.glued and piece.speaker in ("", waiting.speaker):
            end = waiting.end_ms if piece.end_ms is None else piece.end_ms
            text = waiting.text + piece.text
            waiting = waiting._replace(text=text, end_ms=end, turns=piece.turns)
            continue
        if waiting is not None:
            yield _utterance(waiting, apart)
            apart = waiting.turns
        waiting = piece
    if waiting is not None:
        yield _utterance(waiting, apart)


def _utterance(piece: Piece, apart: bool) -> Utterance:
    start, end = believable(piece.start_ms), believable(piece.end_ms)
    return Utterance(piece.speaker, piece.text, start, end, apart)
