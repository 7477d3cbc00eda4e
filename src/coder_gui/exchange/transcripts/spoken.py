"""Joins what was said, piece by piece, into paragraphs and turns: shared by all timed formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from coder_gui.domain.model import FormatSpan, Turn
from coder_gui.domain.speaker_names import is_interviewer
from coder_gui.domain.text import stored
from coder_gui.domain.turns import with_interviewer
from coder_gui.exchange.transcripts.emphasis import lifted, without_signs
from coder_gui.exchange.transcripts.reading import Reading

PAUSE = 2_000
"""Silence after which a new paragraph begins, in milliseconds."""
LONG = 400
"""Length from which a paragraph ends with the next sentence, in characters."""
TOO_LONG = 800
"""Length at which a paragraph ends without waiting for a sentence, in characters."""
MAX_TIME = 1_000 * 3_600_000
"""Latest time in a recording that is believed, in milliseconds."""
MAX_NAME = 100
"""Longest name of a speaker, in characters; it is written at every turn."""

# Not the blanks that do not break, which French sets before its signs.
_GAPS = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।۔]['”’»\")\]）」』]*$")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A piece of speech as a file has it: a subtitle, a segment, an annotation.

    The text may hold signs of emphasis. Where nobody is named (an empty `speaker`), `apart`
    says that this is somebody else than in the piece before. Times are milliseconds.
    """

    speaker: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    apart: bool = False


@dataclass(slots=True)
class _Paragraph:
    speaker: str
    start_ms: int | None
    end_ms: int | None
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    silent_from: int | None = None

    def add(self, piece: Utterance) -> None:
        self.pieces.append(piece.text)
        self.length += len(piece.text) + 1
        if piece.end_ms is not None:
            self.end_ms = max(self.end_ms or 0, piece.end_ms)
        self.silent_from = None if piece.end_ms is None else self.end_ms

    def ends_before(self, piece: Utterance) -> bool:
        """True when the piece begins a new paragraph."""
        if self.speaker != piece.speaker or (piece.apart and not piece.speaker):
            return True
        if _silence(self.silent_from, piece.start_ms) >= PAUSE:
            return True
        if self.length < LONG:
            return False
        last = without_signs(self.pieces[-1][-20:])
        return self.length >= TOO_LONG or _SENTENCE_END.search(last) is not None


def spoken(
    utterances: Iterable[Utterance],
) -> tuple[str, tuple[Turn, ...], tuple[FormatSpan, ...]]:
    """The text that a person can read, whose turns it has, and its emphasis.

    A turn begins with its speaker's label, and may have several paragraphs. Where nobody is
    named, each paragraph is a turn of nobody, so that its time is kept.
    """
    texts: list[str] = []
    turns: list[Turn] = []
    spans: list[FormatSpan] = []
    position = 0
    for paragraph in _paragraphs(utterances):
        plain, found = lifted(" ".join(paragraph.pieces))
        goes_on = bool(turns and paragraph.speaker and turns[-1].speaker == paragraph.speaker)
        label = f"{paragraph.speaker}: " if paragraph.speaker and not goes_on else ""
        speech = position + len(label)
        end = speech + len(plain)
        spans += (replace(s, start=s.start + speech, end=s.end + speech) for s in found)
        if goes_on:
            turns[-1] = replace(turns[-1], end=end, end_ms=_later(turns[-1].end_ms, paragraph))
        else:
            turns.append(
                Turn(
                    start=position,
                    speech=speech,
                    end=end,
                    speaker=paragraph.speaker,
                    interviewer=is_interviewer(paragraph.speaker),
                    time_ms=paragraph.start_ms,
                    end_ms=paragraph.end_ms,
                )
            )
        texts.append(label + plain)
        position = end + 1
    return "\n".join(texts), with_interviewer(tuple(turns)), tuple(spans)


def spoken_reading(
    utterances: Iterable[Utterance], encoding: str | None = None, warnings: tuple[str, ...] = ()
) -> Reading:
    """The reading of a file; without any name or time, its labels are looked for as in text."""
    text, turns, spans = spoken(utterances)
    known = any(turn.speaker or turn.time_ms is not None for turn in turns)
    return Reading(text, encoding, warnings, turns if known else None, spans)


def believable(milliseconds: float | None) -> int | None:
    """A time as a project stores it; None for one that cannot be."""
    if milliseconds is None or not 0 <= milliseconds <= MAX_TIME:
        return None
    return round(milliseconds)


def _paragraphs(utterances: Iterable[Utterance]) -> list[_Paragraph]:
    paragraphs: list[_Paragraph] = []
    for piece in _clean(utterances):
        if not paragraphs or paragraphs[-1].ends_before(piece):
            paragraphs.append(_Paragraph(piece.speaker, piece.start_ms, piece.end_ms))
        paragraphs[-1].add(piece)
    return paragraphs


def _clean(utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    """The pieces that have words, each on one line, with names and times that can be stored."""
    names: dict[str, str] = {}
    for piece in utterances:
        text = _GAPS.sub(" ", piece.text.replace("\x00", "")).strip(" ")
        if not without_signs(text).strip():
            continue
        if piece.speaker not in names:
            names[piece.speaker] = _clean_name(piece.speaker)
        start, end = believable(piece.start_ms), believable(piece.end_ms)
        if start is not None and end is not None and end < start:
            end = None
        yield Utterance(names[piece.speaker], text, start, end, piece.apart)


def _clean_name(name: str) -> str:
    plain = without_signs(stored(_GAPS.sub(" ", name[: 4 * MAX_NAME])))
    return plain.strip(" ").rstrip(":： ")[:MAX_NAME].strip()


def _silence(begin: int | None, end: int | None) -> int:
    return 0 if begin is None or end is None else end - begin


def _later(end_ms: int | None, paragraph: _Paragraph) -> int | None:
    if end_ms is None or paragraph.end_ms is None:
        return paragraph.end_ms if end_ms is None else end_ms
    return max(end_ms, paragraph.end_ms)
