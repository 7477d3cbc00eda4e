"""Finds the pieces of speech in a JSON value: in which list they are, and what each one says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from coder_gui.exchange.transcripts.emphasis import without_signs

_LISTS = (
    "segments", "utterances", "transcription", "chunks", "audio_segments", "paragraphs",
    "sentences", "words", "items",
)  # fmt: skip
"""Names of the lists that hold speech, the more readable ones first."""
_AROUND = (
    "results", "result", "output", "response", "data", "transcript", "transcription", "paragraphs",
)  # fmt: skip
"""Names of what such a list may be wrapped in."""
_MAX_DEPTH = 6
_TEXTS = ("text", "transcript", "punctuated_word", "word", "content", "sentence")
_STARTS = ("start", "start_time", "startTime", "begin", "from")
_ENDS = ("end", "end_time", "endTime", "to")
_SPEAKERS = ("speaker", "speaker_label", "speaker_name", "speakerName", "speaker_id", "speakerId")
_MARK = re.compile(r"<\|[^|<>]{0,30}\|>|\[_(?:BEG|TT_\d{1,6}|EOT|SOT)_?\]|\[SPEAKER_TURN\]")
_CLOCK = re.compile(r"(?:(\d{1,5}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,9})?)")
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?s?")
_SLOWEST = 5.0
"""Seconds a character beyond which times in whole numbers are milliseconds; speech has 0.07."""


class Piece(NamedTuple):
    """A segment or word. `glued` to the one before without a blank; the speaker `turns` after."""

    speaker: str
    text: str
    start_ms: float | None
    end_ms: float | None
    glued: bool = False
    turns: bool = False


def pieces_of(value: Any) -> list[Piece] | None:
    """The pieces in their order; None when the value holds no transcript."""
    found = _found(value, 0)
    if not found and isinstance(value, dict):
        text = value.get("text", value.get("transcript"))
        if isinstance(text, str) and not {"media", "media-time"} & set(value):
            return [Piece("", _plain(text), None, None)]
    return found


def _found(value: Any, depth: int) -> list[Piece] | None:
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, list):
        return _listed(value, "") or (_found(value[0], depth + 1) if len(value) == 1 else None)
    if not isinstance(value, dict):
        return None
    for name in _LISTS:
        inner = value.get(name)
        if isinstance(inner, list):
            pieces = _listed(_with_speakers(inner, value), name)
            if pieces is not None:
                return pieces
    tried = [_found(value[name], depth + 1) for name in _AROUND if name in value]
    alternatives, channels = value.get("alternatives"), value.get("channels")
    if isinstance(alternatives, list):
        tried.append(_found(alternatives[:1], depth + 1))  # the first is the likeliest
    if isinstance(channels, list):
        tried.append(_of_channels(channels, depth))
    return next((pieces for pieces in tried if pieces is not None), None)


def _of_channels(channels: Sequence[Any], depth: int) -> list[Piece] | None:
    """What was recorded with a microphone for each speaker, in the order of time."""
    found = [_found(channel, depth + 1) for channel in channels]
    if len(found) < 2:
        return found[0] if found else None
    named = [
        piece if piece.speaker else piece._replace(speaker=f"Channel {number}")
        for number, pieces in enumerate(found, 1)
        for piece in pieces or ()
    ]
    return sorted(named, key=lambda piece: piece.start_ms or 0) or None


def _listed(items: Sequence[Any], name: str) -> list[Piece] | None:
    """The pieces of a list of objects with words and times; an empty list is a silent one."""
    if not items and name in ("segments", "utterances", "transcription", "chunks"):
        return []
    objects = [item for item in items if isinstance(item, dict)]
    scale = _scale(objects)
    pieces = [_piece(item, scale, name) for item in objects]
    spoken = [piece for piece in pieces if piece.text.strip()]
    if not any(p.speaker or p.start_ms is not None or p.end_ms is not None for p in spoken):
        return None
    if _are_parts(spoken, name):
        before = [" ", *(piece.text for piece in spoken)]
        spoken = [
            piece._replace(glued=_goes_on(text, piece.text))
            for text, piece in zip(before, spoken, strict=False)
        ]
    return spoken


def _are_parts(pieces: Sequence[Piece], name: str) -> bool:
    """True where a blank in front says that a word begins, as in Whisper's words and tokens."""
    begun = sum(piece.text[0].isspace() for piece in pieces)
    several = sum(" " in piece.text.strip() for piece in pieces)
    single = name == "transcription" or several * 10 <= len(pieces)
    return single and begun * 2 > len(pieces)


def _goes_on(before: str, text: str) -> bool:
    """True when a piece is the rest of the word before, or a sign behind it."""
    if text[0] in ",.;:!?%)’'…" and not text.startswith(".."):
        return True
    return text[0].isalnum() and (before[-1].isalnum() or before[-1] in "'’-")


def _piece(item: dict[str, Any], scale: float, name: str) -> Piece:
    offsets, stamp = item.get("offsets") or item.get("timestamps"), item.get("timestamp")
    start: float | None
    end: float | None
    if isinstance(offsets, dict):
        start, end = _milliseconds(offsets.get("from"), 1), _milliseconds(offsets.get("to"), 1)
    elif isinstance(stamp, list) and len(stamp) == 2:
        start, end = _milliseconds(stamp[0], 1000), _milliseconds(stamp[1], 1000)
    else:
        start, end = (_milliseconds(_first(item, keys), scale) for keys in (_STARTS, _ENDS))
    return Piece(
        _speaker(item, name),
        _text(item),
        start,
        end,
        glued=item.get("type") == "punctuation",
        turns=item.get("speaker_turn_next") is True,
    )


def _text(item: dict[str, Any]) -> str:
    text = next((item[key] for key in _TEXTS if isinstance(item.get(key), str)), None)
    if text is not None:
        return _plain(text)
    for key in ("alternatives", "words", "sentences"):
        inner = item.get(key)
        if isinstance(inner, list):
            parts = [_text(part) for part in inner if isinstance(part, dict)]
            return " ".join(parts[:1] if key == "alternatives" else parts)
    return ""


def _speaker(item: dict[str, Any], name: str) -> str:
    found = _first(item, _SPEAKERS)
    if isinstance(found, dict):
        found = _first(found, ("name", "label", "id"))
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    written = without_signs(str(found)).strip()
    if written == "?":
        return ""  # whisper.cpp could not tell the channels apart
    if written.isdecimal() or (name == "utterances" and len(written) == 1):
        return f"Speaker {written}"
    return written


def _with_speakers(items: Sequence[Any], around: dict[str, Any]) -> list[Any]:
    """Amazon's words; in older files, who speaks them stands in a list of its own."""
    labels = around.get("speaker_labels")
    segments = labels.get("segments") if isinstance(labels, dict) else None
    if not isinstance(segments, list):
        return list(items)
    named: dict[str, Any] = {}
    for segment in segments:
        inner = segment.get("items") if isinstance(segment, dict) else None
        for word in inner if isinstance(inner, list) else ():
            if isinstance(word, dict) and "speaker_label" in word:
                named[str(word.get("start_time"))] = word["speaker_label"]
    found = ((item, named.get(str(item.get("start_time")))) for item in _objects(items))
    return [item if label is None else {"speaker_label": label, **item} for item, label in found]


def _objects(items: Sequence[Any]) -> Iterator[dict[str, Any]]:
    return (item for item in items if isinstance(item, dict))


def _scale(items: Sequence[dict[str, Any]]) -> float:
    """Milliseconds in a unit of this list's times: most count seconds, some milliseconds."""
    lasting = characters = 0
    for item in items:
        start, end = _first(item, _STARTS), _first(item, _ENDS)
        if isinstance(start, float | str) or isinstance(end, float | str):
            return 1000.0
        if isinstance(start, int) and isinstance(end, int) and end > start:
            lasting += end - start
            characters += len(_text(item))
    return 1.0 if lasting > _SLOWEST * characters else 1000.0


def _milliseconds(value: Any, scale: float) -> float | None:
    """A time in whatever form it is written; None for what is no time."""
    if isinstance(value, str):
        clock = _CLOCK.fullmatch(value.strip())
        if clock:
            hours, minutes, seconds = clock.groups()
            whole = (int(hours or 0) * 60 + int(minutes)) * 60
            return 1000 * (whole + float(seconds.replace(",", ".")))
        if not _SECONDS.fullmatch(value.strip()):
            return None
        return 1000 * float(value.strip().removesuffix("s"))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Compared before it is made a float, for which a whole number can be too large.
    return value * scale if 0 <= value < 1e12 and math.isfinite(value) else None


def _first(item: dict[str, Any], keys: Sequence[str]) -> Any:
    return next((item[key] for key in keys if item.get(key) is not None), None)


def _plain(text: str) -> str:
    return _MARK.sub("", without_signs(text))
