"""The questions of structured interviews: who was asked what, and which questions are the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder_gui.domain.frequencies import words_of
from coder_gui.domain.model import Turn

ALIKE = 0.55
"""Share of the words (rare ones count more) that two wordings of one question have in common."""
LEAST_WORDS = 3
LONGEST_NAME = 100
_SENTENCE = re.compile(r"[^.!?…？。]*[?？]+|[^.!?…？。]+(?:[.!…。]+|$)")
_COMPARED = 400
"""Questions at most that share a rare word with one and are compared to it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers, at one place.

    Args:
        text: The question as it is worded there.
        start: Where the question's words begin.
        end: Where the last answer ends.
    """

    transcript_id: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked in similar words, at all places; `name` is the most usual wording."""

    name: str
    asked: tuple[Asked, ...]

    @property
    def transcripts(self) -> int:
        """In how many transcripts it was asked."""
        return len({each.transcript_id for each in self.asked})


def asked_in(transcript_id: int, text: str, turns: Sequence[Turn]) -> list[Asked]:
    """The questions of one transcript that got an answer.

    What the interviewer says without asking (“Mm.”) belongs to the answers.
    """
    found: list[Asked] = []
    wording, start, end = "", 0, 0
    for turn in turns:
        if turn.interviewer:
            question = question_in(text[turn.speech : turn.end])
            if question:
                if end:
                    found.append(Asked(transcript_id, wording, start, end))
                wording, start, end = question, turn.speech, 0
        elif wording and turn.end > turn.speech:
            end = turn.end
    if wording and end:
        found.append(Asked(transcript_id, wording, start, end))
    return found


def question_in(said: str) -> str:
    """The last question in what the interviewer says, or the request; empty for neither."""
    sentences = [" ".join(each.split()) for each in _SENTENCE.findall(said)]
    asking = [each for each in sentences if each.endswith(("?", "？")) and _is_long(each)]
    if asking:
        return asking[-1]
    longest = max(sentences, key=len, default="")
    # “Tell me about the day of the discharge.” is asked in all but the sign.
    return longest if len(list(words_of(longest))) >= 2 * LEAST_WORDS else ""


def _is_long(sentence: str) -> bool:
    words = list(words_of(sentence))
    # In scripts without blanks a whole question is one word.
    return len(words) >= LEAST_WORDS or len("".join(words)) >= 5 * LEAST_WORDS


def matched(asked: Iterable[Asked]) -> list[Question]:
    """Questions that are asked in similar words put together, the most usual first.

    Each is compared with those that share one of its rarer words, so the time grows with the
    number of different wordings.
    """
    by_words: dict[frozenset[str], list[Asked]] = defaultdict(list)
    for each in asked:
        by_words[frozenset(words_of(each.text))].append(each)
    wordings = sorted(by_words, key=lambda words: (-len(by_words[words]), sorted(words)))
    weights = _weights(wordings)
    groups: list[list[Asked]] = []
    leaders: list[frozenset[str]] = []
    with_word: dict[str, list[int]] = defaultdict(list)
    for words in wordings:
        rare = sorted(words, key=lambda word: -weights[word])[:6]
        shared = Counter(place for word in rare for place in with_word[word][:_COMPARED])
        near = (place for place, _words in shared.most_common(_COMPARED // 10))
        scores = [(_share(words, leaders[place], weights), -place) for place in near]
        best, place = max(scores, default=(0.0, 0))
        if best >= ALIKE:
            groups[-place].extend(by_words[words])
            continue
        for word in words:
            with_word[word].append(len(groups))
        leaders.append(words)
        groups.append(list(by_words[words]))
    questions = [put_together([Question(_usual(group), tuple(group))]) for group in groups]
    return sorted(questions, key=lambda each: -each.transcripts)


def put_together(questions: Sequence[Question]) -> Question:
    """One question of several; the first one's name stays."""
    asked = sorted(
        (each for question in questions for each in question.asked),
        key=lambda each: (each.transcript_id, each.start),
    )
    return Question(questions[0].name, tuple(asked))


def taken_apart(question: Question) -> list[Question]:
    """Each wording of a question as one of its own."""
    by_wording: dict[str, list[Asked]] = defaultdict(list)
    for each in question.asked:
        by_wording[each.text].append(each)
    return [Question(_name(text), tuple(asked)) for text, asked in by_wording.items()]


def _weights(wordings: Iterable[frozenset[str]]) -> Mapping[str, float]:
    number = Counter(word for words in wordings for word in words)
    return {word: 1 / (1 + times) ** 0.5 for word, times in number.items()}


def _share(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Weighted Jaccard similarity of two sets of words, from 0 to 1."""
    both = sum(weights[word] for word in one & other)
    return both / sum(weights[word] for word in one | other) if both else 0.0


def _usual(group: Iterable[Asked]) -> str:
    times = Counter(each.text for each in group)
    most = max(times.values())
    usual = sorted(
        (text for text in times if times[text] == most), key=lambda text: (len(text), text)
    )
    return _name(usual[len(usual) // 2])


def _name(text: str) -> str:
    if len(text) <= LONGEST_NAME:
        return text
    return text[:LONGEST_NAME].rpartition(" ")[0] + "…"
