"""Transcripts for the reader's tests: an interview, an Arabic one, and random ones."""

from __future__ import annotations

from hypothesis import strategies as st

from coder_gui.domain.model import Transcript, TranscriptInfo, Turn
from coder_gui.domain.text import stored
from coder_gui.ui.transcript.marks import Mark

Spoken = tuple[str, str]


def transcript(text: str, turns: tuple[Turn, ...] = ()) -> Transcript:
    """A transcript of a text as it is stored."""
    info = TranscriptInfo(
        1, "guid", "Carer 7", None, len(text), len(text.split()), "c7.txt", "txt", "", ""
    )
    return Transcript(info, text, turns)


def spoken(*turns: Spoken, own_line: bool = False, between: str = "\n") -> Transcript:
    """A transcript from speakers and their words."""
    text = ""
    found = []
    for number, (speaker, words) in enumerate(turns):
        start = len(text)
        text += f"{speaker}:" + ("\n" if own_line else " ")
        speech = len(text)
        text += words
        asks = speaker == "Interviewer"
        found.append(Turn(start, speech, len(text), speaker, asks, number * 61_000))
        text += between
    return transcript(text.removesuffix(between), tuple(found))


INTERVIEW = spoken(
    ("Interviewer", "What was it like, the first time?"),
    (
        "Carer 7",
        "Um, I nearly did not go. 😀 She put her cup down and said, “My son has the same "
        "diagnosis, and for two years I slept with my phone in my hand.” And I cried, because "
        "nobody had ever known about the phone.",
    ),
    ("Interviewer", "Did that change how you saw the team?"),
    ("Carer 7", "Not straight away. The doctors were still the doctors."),
)
ARABIC = spoken(
    ("Interviewer", "كيف كانت المرة الأولى؟"),
    ("Carer 3", "جلست في غرف كثيرة مع أناس يخبرونني (ADHD) بما تحتاجه ابنتي اليوم"),
)


def mark(
    number: int, words: str, name: str = "Hope", colour: str = "blue", text: str = INTERVIEW.text
) -> Mark:
    """A mark on words of the interview."""
    start = text.index(words)
    return Mark(number, start, start + len(words), name, colour)


ALPHABET = st.sampled_from(
    [
        *"ab cdé\n.?“سلام",
        "\r\n",
        "\xa0",
        "e\u0301",
        "😀",
        "👩\u200d⚕️",
        "\u200f",
        "\ufeff",
        "\ufdd0",
        "א",
        "漢",
        "\x00",
        "\u2028",
        "\u2029",
        "\ufffc",
        "\t",
    ]
)
WORDS = st.lists(ALPHABET, max_size=30).map("".join)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Texts of any script, with labels before the words, on a line of their own, or none."""
    text = stored(draw(WORDS)) if draw(st.booleans()) else ""
    text += "\n" if text else ""
    turns = []
    for _ in range(draw(st.integers(0, 4))):
        start = len(text)
        label = draw(st.sampled_from(["I: ", "Carer 😀:\n", "س: ", "", "B:"]))
        words = stored(draw(WORDS))
        text += label
        turns.append(Turn(start, len(text), len(text) + len(words), label.strip(": \n")))
        text += words + "\n" * draw(st.integers(1, 3))
    return transcript(text, tuple(turns))
