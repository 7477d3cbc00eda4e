"""Makes the two transcripts that benchmarks run on, the same ones every time."""

from __future__ import annotations

import random
from dataclasses import dataclass

from coder_gui.domain.model import Transcript, TranscriptInfo, Turn
from coder_gui.domain.palette import PALETTE

_VOCABULARY = (
    "the and to of I a that it was she he they we in for on with my not but so there when what "
    "because know think people support worker service hospital ward daughter brother mother "
    "morning night week year again never always nobody somebody somewhere listened asked told "
    "waited talked walked called rang sat came went left stayed helped felt knew thought hoped "
    "recovery family team meeting appointment doctor nurse medication kitchen phone table door "
    "really just maybe actually quite little different difficult ordinary honest frightened"
)
WORDS = _VOCABULARY.split()
WIDE = "😀🌱🏠💬🙂🎈"
CODE_NAMES = (
    "Hope comes from meeting a person further along the road",
    "Being believed without having to prove the pain",
    "A bridge between appointments",
    "Whose side of the table is she on?",
    "Nobody asked",
    "Small practical skills",
    "Reading the notes changes the relationship, whether or not anyone meant it to",
    "Waiting with somebody",
    "Endings need as much care as beginnings",
    "Shame gets lighter when hope is said aloud by somebody else",
    "Supervision",
    "Choosing who walks beside you",
)
CODES = 80


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two sizes: characters and coded passages of one transcript."""

    name: str
    characters: int
    segments: int


INTERVIEW = Size("interview", 60_000, 400)
GIANT = Size("giant", 1_200_000, 10_000)
SIZES = (INTERVIEW, GIANT)


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded passage without a database: offsets are code points."""

    start: int
    end: int
    code: int


def code_name(code: int) -> str:
    """Full name of one of the 80 codes."""
    name = CODE_NAMES[code % len(CODE_NAMES)]
    return name if code < len(CODE_NAMES) else f"{name} ({code // len(CODE_NAMES) + 1})"


def code_colour(code: int) -> str:
    return tuple(PALETTE)[code % len(PALETTE)]


def make_transcript(size: Size, seed: int = 1) -> Transcript:
    """An interview of that many characters: short questions, answers of one to three paragraphs.

    About one character in 500 takes two UTF-16 units.
    """
    chance = random.Random(f"{size.name} {seed}")
    pieces: list[str] = []
    turns: list[Turn] = []
    length = 0
    interviewer = True
    while length < size.characters:
        label = "Interviewer: " if interviewer else "Carer 7: "
        if interviewer:
            words = _sentence(chance, 6, 16).rstrip(".") + "?"
        else:
            paragraphs = (_paragraph(chance) for _ in range(chance.choice((1, 1, 1, 2, 3))))
            words = "\n".join(paragraphs)
        words = words[: max(size.characters - length - len(label), 1)]
        speech = length + len(label)
        end = speech + len(words)
        turns.append(Turn(length, speech, end, label[:-2], interviewer, length * 60))
        pieces.append(label + words)
        length = end + 1
        interviewer = not interviewer
    text = "\n".join(pieces)
    info = TranscriptInfo(
        1, f"guid-{size.name}", f"Carer 7 ({size.name})", None, len(text), len(text.split()),
        f"{size.name}.txt", "txt", "", "2026-01-01T00:00:00Z",
    )  # fmt: skip
    return Transcript(info, text, tuple(turns))


def make_coded(size: Size, transcript: Transcript, seed: int = 1) -> list[Coded]:
    """Coded passages: from a few words to whole answers, some overlapping, in random order."""
    chance = random.Random(f"coded {size.name} {seed}")
    found: list[Coded] = []
    for _ in range(size.segments):
        turn = chance.choice(transcript.turns)
        start = chance.randrange(turn.speech, max(turn.end - 5, turn.speech + 1))
        length = chance.choice((30, 60, 120, 120, 250, 250, 500, 1_000))
        end = min(start + length, len(transcript.text))
        found.append(Coded(start, end, chance.randrange(CODES)))
    return found


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance, 5, 24) for _ in range(chance.randrange(3, 9)))


def _sentence(chance: random.Random, least: int, most: int) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randrange(least, most))]
    if chance.random() < 0.15:
        words.append(chance.choice(WIDE))
    words[0] = words[0].capitalize()
    return " ".join(words) + "."
