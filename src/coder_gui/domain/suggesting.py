"""Words in transcripts that look like names, and other signs of who spoke and where."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from coder_gui.domain.deidentify import Kind, context
from coder_gui.domain.speaker_names import is_interviewee, is_interviewer
from coder_gui.domain.telling_signs import Sign, signs_in

Looks = Literal["name", "speaker", "participant"] | Sign

_WORD = re.compile(r"[^\W\d_]+(?:[’'‘-][^\W\d_]+)*")
_CAPITAL = re.compile(
    # Most small letters are left out here, for speed; the others later.
    r"(?<![^\W\d_])(?<![^\W\d_][’'‘-])[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[’'‘-][^\W\d_]+)*"
)
_BRACKETS = re.compile(r"\[[^\[\]\n]{0,80}\]")
_JOINED = re.compile(r"[ \u00a0]{1,2}(?:(?:of|de|del|la|van|von|der|den|bin|al|the|&) ){0,2}")
_NEW_SENTENCE = re.compile(r"(?:^|[\n.!?…:;。！？]|[-–—]\s)[\s\"“”„«»‘’'()\[\]–—-]*$|[\"“„«‘]$")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
_DETERMINERS_WORDS = """
der die das den dem des ein eine einen einem einer eines kein keine keinen mein meine meinen meinem
meiner dein deine sein seine seinen ihr ihre ihren unser unsere dieser diese dieses diesen jede
jeder jedes jeden im am zum zur beim vom ins ans viel viele mehr alle
"""
_DETERMINERS = frozenset(_DETERMINERS_WORDS.split())
_ORDINARY_WORDS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december montag dienstag mittwoch donnerstag freitag samstag
sonntag januar februar märz mai juni juli oktober dezember mr mrs ms dr prof i i’m i'm i’ve i've
i’d i'd i’ll i'll ok okay gp tv er hr english german french interviewer participant christmas
easter mhm uh um oh yeah yes no herr frau god gott
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_SHARE_OF_NOUNS = 0.11
"""Where so many words inside sentences have capitals, nouns have them, as in German."""
_AT_PLACE_WORDS = """
in at near to from into around across nach aus bei à dans en desde
"""
_AT_PLACE = frozenset(_AT_PLACE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may identify a person.

    Args:
        count: How often it stands in the texts.
        texts: In how many of them.
        example: A piece of text with it, of which `start` and `end` are its place.
    """

    text: str
    looks: Looks
    kind: Kind
    count: int
    texts: int
    example: str = ""
    start: int = 0
    end: int = 0


def suggestions(
    texts: Iterable[str], speakers: Iterable[str] = (), participants: Iterable[str] = ()
) -> list[Suggestion]:
    """What looks like a name or another telling sign, the most frequent first within each kind.

    A capitalised word is taken for a name when it stands inside sentences and nowhere in the
    texts in lower case. Where nouns have capitals, one that follows an article is none.
    """
    corpus = list(texts)
    found = _Found()
    names = _names(corpus)
    for number, text in enumerate(corpus):
        for start, end in _phrases(text, names):
            found.note(number, text, start, end, "name")
        for start, end, sign in signs_in(text):
            found.note(number, text, start, end, sign)
    named: tuple[tuple[Looks, Iterable[str]], ...] = (
        ("speaker", speakers),
        ("participant", participants),
    )
    for looks, labels in named:
        for label in dict.fromkeys(labels):
            bare = _BRACKETS.sub("", label)
            if not (is_interviewer(bare) or is_interviewee(bare) or _names_nobody(bare)):
                found.note_label(label, looks, corpus)
    return found.in_order()


class _Found:
    """What was found so far, by its words."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._looks: dict[str, Looks] = {}
        self._texts: dict[str, set[int]] = defaultdict(set)
        self._examples: dict[str, tuple[str, int, int]] = {}
        self._places: Counter[str] = Counter()

    def note(self, number: int, text: str, start: int, end: int, looks: Looks) -> None:
        words = " ".join(text[start:end].split())
        self._counts[words] += 1
        self._looks.setdefault(words, looks)
        self._texts[words].add(number)
        if words not in self._examples:
            before, after = context(text, start, end, most=60)
            self._examples[words] = (before + text[start:end] + after, len(before), end - start)
        before_it = text[max(0, start - 14) : start].split()
        if before_it and before_it[-1].casefold() in _AT_PLACE:
            self._places[words] += 1

    def note_label(self, label: str, looks: Looks, corpus: Sequence[str]) -> None:
        """Somebody who is named anyway, whether or not the texts have the name."""
        if label in self._looks:
            self._looks[label] = looks
            return
        word = re.compile(rf"(?<!\w){re.escape(label)}(?!\w)")
        for number, text in enumerate(corpus):
            for hit in word.finditer(text):
                self.note(number, text, *hit.span(), looks)
        self._looks[label] = looks

    def in_order(self) -> list[Suggestion]:
        order = ("speaker", "participant", "name", "e-mail", "phone", "web address", "number")
        made = [self._suggestion(words, looks) for words, looks in self._looks.items()]
        rank = {looks: place for place, looks in enumerate(order)}
        return sorted(made, key=lambda s: (rank.get(s.looks, len(order)), -s.count, s.text))

    def _suggestion(self, words: str, looks: Looks) -> Suggestion:
        example, start, length = self._examples.get(words, ("", 0, 0))
        return Suggestion(
            words,
            looks,
            self._kind(words, looks),
            self._counts[words],
            len(self._texts[words]),
            example,
            start,
            start + length,
        )

    def _kind(self, words: str, looks: Looks) -> Kind:
        if looks not in ("name", "speaker", "participant"):
            return "other"
        if looks == "name" and self._places[words] * 2 > self._counts[words]:
            return "place"
        return "person"


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    bare: str
    """Without its possessive."""
    opens: bool
    """It begins a sentence, where every word has a capital."""


def _capitals(text: str) -> Iterator[_Word]:
    """The words of a text that begin with a capital, without those in square brackets."""
    brackets = [found.span() for found in _BRACKETS.finditer(text)]
    index = 0
    for found in _CAPITAL.finditer(text):
        start = found.start()
        while index < len(brackets) and brackets[index][1] <= start:
            index += 1
        in_brackets = index < len(brackets) and brackets[index][0] < start
        if in_brackets or not found[0][0].isupper():
            continue
        bare = _POSSESSIVE.sub("", found[0])
        opens = _NEW_SENTENCE.search(text, max(0, start - 12), start) is not None or not start
        yield _Word(start, start + len(bare), bare, opens)


def _names(corpus: Sequence[str]) -> frozenset[str]:
    """Capitalised words that stand inside sentences and never in lower case."""
    inside: Counter[str] = Counter()
    lower: set[str] = set()
    determined: Counter[str] = Counter()
    words = 0
    for text in corpus:
        all_words = _WORD.findall(text)
        words += len(all_words)
        lower |= {_POSSESSIVE.sub("", word) for word in set(all_words) if not word[0].isupper()}
        for word in _capitals(text):
            if not word.opens and len(word.bare) > 1:
                inside[word.bare] += 1
                before = text[max(0, word.start - 12) : word.start].split()
                determined[word.bare] += bool(before) and before[-1].casefold() in _DETERMINERS
    nouns = sum(inside.values()) > _SHARE_OF_NOUNS * words
    return frozenset(
        word
        for word, count in inside.items()
        if word.casefold() not in lower
        and not _is_ordinary(word)
        and not (nouns and determined[word] * 4 >= count)
    )


def _phrases(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Names in a text, those that stand together as one: “Anna Berger”, “Port of Ellin”."""
    begun: tuple[int, int] | None = None
    certain = False
    for word in _capitals(text):
        named = word.bare in names
        joins = not word.opens and len(word.bare) > 1 and not _is_ordinary(word.bare)
        if not (named or joins):
            continue
        gap = text[begun[1] : word.start] if begun else ""
        if begun and _JOINED.fullmatch(gap) and gap:
            begun, certain = (begun[0], word.end), certain or named
            continue
        if begun and certain:
            yield begun
        begun, certain = (word.start, word.end), named
    if begun and certain:
        yield begun


def _is_ordinary(word: str) -> bool:
    """Days, months and the like have capitals, also in the plural, and name nobody."""
    folded = word.casefold()
    return folded in _ORDINARY or folded.removesuffix("s") in _ORDINARY


def _names_nobody(label: str) -> bool:
    """“Carer 7”, “P03”, “[partner]”: whoever bears a number or was replaced is not named."""
    return any(map(str.isdigit, label)) or not any(map(str.isalpha, label))
