"""How often each word is said, in all transcripts and in those of each group."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from coder_gui.domain.letters import odd_characters

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BRACKETS = re.compile(r"\[[^\[\]\n]{0,80}\]")
_LAST_MARK = 0x20000
"""Behind it there are only signs that vary another one."""


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word with how often it is said.

    Args:
        transcripts: In how many.
        by_group: Times, in the order of the groups that were asked for.
    """

    word: str
    times: int
    transcripts: int
    by_group: tuple[int, ...] = ()


@dataclass
class Tally:
    """Counts words text by text, so that whoever waits can stop in between."""

    groups: int = 0
    times: Counter[str] = field(default_factory=Counter)
    transcripts: Counter[str] = field(default_factory=Counter)
    by_group: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, text: str, group: int | None = None) -> None:
        """Count the words of a text; what stands in square brackets is the transcriber’s.

        Args:
            group: The place of its group among those that are told apart.
        """
        counted = Counter(words_of(_BRACKETS.sub(" ", text)))
        self.times += counted
        self.transcripts.update(counted.keys())
        if group is not None:
            self.by_group[group] += counted

    def words_in(self, group: int | None = None) -> int:
        """Number of all words, of one group or of everybody."""
        return (self.times if group is None else self.by_group[group]).total()

    def most_frequent(
        self, without: Collection[str] = (), least_length: int = 1
    ) -> list[WordCount]:
        """The words, the most frequent first.

        Args:
            without: Words that are left out, in small letters.
            least_length: Characters that a word has at least.
        """
        chosen = sorted(
            (-times, word)
            for word, times in self.times.items()
            if len(word) >= least_length and word not in without
        )
        groups: Sequence[Counter[str]] = [self.by_group[each] for each in range(self.groups)]
        return [
            WordCount(word, -less, self.transcripts[word], tuple(g[word] for g in groups))
            for less, word in chosen
        ]


def words_of(text: str) -> Iterable[str]:
    """The words of a text in small letters, with straight apostrophes and plain hyphens."""
    plain = unicodedata.normalize("NFC", text).lower().replace("\u00ad", "")
    for sign, usual in (("’", "'"), ("\u02bc", "'"), ("\u2010", "-"), ("\u2011", "-")):
        plain = plain.replace(sign, usual)
    if any(unicodedata.category(each).startswith("M") for each in odd_characters(plain)):
        return _word_with_marks().findall(plain)
    return _WORD.findall(plain)


@cache
def _word_with_marks() -> re.Pattern[str]:
    # Marks are no letters for `\w`, but the vowels of most scripts of India are marks.
    spans: list[list[int]] = []
    for point in range(_LAST_MARK):
        if unicodedata.category(chr(point)).startswith("M"):
            if spans and spans[-1][1] == point - 1:
                spans[-1][1] = point
            else:
                spans.append([point, point])
    marks = "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)
    letter = f"(?:[^\\W\\d_]|[{marks}])"
    return re.compile(f"{letter}+(?:['-]{letter}+)*")
