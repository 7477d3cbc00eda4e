"""Names and what stands for them in a text: finding every place, in any script and inflection."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from coder_gui.domain.code_search import MARKS, folded
from coder_gui.domain.edits import Edit
from coder_gui.domain.passages import is_unspaced

Kind = Literal["person", "place", "organisation", "other"]
KINDS: tuple[Kind, ...] = ("person", "place", "organisation", "other")

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphens, joiners and the like, which a reader does not see inside a name."""
_BETWEEN = f"[{MARKS}{_INVISIBLE}]*"
_GAP = f"(?:[\\s{_INVISIBLE}]{{1,4}}|[-\u2010\u2011][\\s{_INVISIBLE}]?)"
"""What stands between two parts of a name: blanks, a line break, or a hyphen."""
_APOSTROPHE = "['’‘ʼ´`′]"
_LETTER = r"[^\W\d_]"
_ONE_SIGN = {"ss": "ßẞ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}
"""Two letters that may stand as one, as in files that were set for print."""
_ARABIC_PREFIXES = "وفبلك"
_HEBREW_PREFIXES = "ובלכמשה"
"""Prepositions that are written together with the name."""
_ENDINGS = ("[eE]?[sS]", "[eE]?[sS]|[eE][rR][sS]?")
"""What may follow a Latin name, and one of a place: Annas, Joneses, Londoners, Berliner."""
_LOOSE_ENDINGS = frozenset({"s", "es", "er", "ers"})
_SENTENCE_END = re.compile(r"[.!?…。！？]['”’\")\]]*\s*")


@dataclass(frozen=True, slots=True)
class Replacement:
    """A name as it is spelt in the texts, and what is put in its place.

    Several spellings of one person are several of these with the same `replacement`.

    Args:
        replacement: With its brackets, such as “[partner]”.
        as_written: Found only with the same capital letters, as for names that are words, too.
    """

    original: str
    replacement: str
    kind: Kind = "person"
    as_written: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text (half-open); what follows it, such as “’s”, is no part of it."""

    start: int
    end: int
    entry: Replacement


def bracketed(words: str) -> str:
    """A replacement as it stands in texts: “partner” becomes “[partner]”; nothing stays nothing."""
    words = " ".join(words.split()).strip("[] ")
    return f"[{words}]" if words else ""


def can_be_found(original: str) -> bool:
    """Whether anything in a spelling is a letter or a digit."""
    return any(character.isalnum() for character in original)


def hits(text: str, replacements: Iterable[Replacement]) -> list[Hit]:
    """Where the names stand in a text; for many texts, keep a `Finder`."""
    return Finder(replacements).hits(text)


def edits_of(found: Iterable[Hit]) -> tuple[Edit, ...]:
    """The edits that put the replacements in the place of the names, in the text's order."""
    ordered = sorted(found, key=lambda hit: hit.start)
    return tuple(Edit(hit.start, hit.end, hit.entry.replacement) for hit in ordered)


def context(text: str, start: int, end: int, most: int = 260) -> tuple[str, str]:
    """What stands before and after a passage: its sentence and the ones beside it.

    Neither goes beyond the paragraph, or has more than `most` characters.
    """
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    if len(ends) > 1:
        before = before[ends[-2] :]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    following = list(_SENTENCE_END.finditer(after))
    if len(following) > 1:
        after = after[: following[1].end()]
    if len(before) > most:
        before = "…" + before[-most:]
    if len(after) > most:
        after = after[:most] + "…"
    return before, after


class Finder:
    """Finds all names of a list in a text, in time that grows with the text, not with the list.

    Names are whole words, with a possessive or a simple ending; accents, kinds of blanks,
    hyphens and apostrophes make no difference. Of names that overlap, the first and longest
    counts. What the list puts in the place of names is passed over.
    """

    def __init__(self, replacements: Iterable[Replacement]) -> None:
        entries = [each for each in replacements if can_be_found(each.original)]
        self._patterns = [
            (keep_case, *_compiled(chosen, keep_case))
            for keep_case in (False, True)
            if (chosen := [each for each in entries if each.as_written is keep_case])
        ]
        signs = sorted({each.replacement for each in entries if each.replacement}, key=len)
        self._replaced = re.compile("|".join(map(re.escape, reversed(signs)))) if signs else None

    def hits(self, text: str) -> list[Hit]:
        """Where names of the list stand, in the order of the text."""
        scans = [
            _Scan(pattern, entries, text, folded(text, keep_case=keep_case))
            for keep_case, pattern, entries in self._patterns
        ]
        done = [found.span() for found in self._replaced.finditer(text)] if self._replaced else []
        return list(_merged(scans, done))


@dataclass(slots=True)
class _Scan:
    """One pattern on its way through a text."""

    pattern: re.Pattern[str]
    entries: Sequence[Replacement]
    text: str
    plain: str
    _waiting: Hit | None = None
    _ended: bool = field(default=False)

    def next(self, position: int) -> Hit | None:
        """The first hit at or after a position, which never goes back."""
        if self._waiting is not None and self._waiting.start >= position:
            return self._waiting
        self._waiting = None
        while not self._ended:
            found = self.pattern.search(self.plain, position)
            if found is None:
                self._ended = True
            elif (hit := self._hit(found)) is not None:
                self._waiting = hit
                break
            else:
                position = found.start() + 1
        return self._waiting

    def _hit(self, found: re.Match[str]) -> Hit | None:
        assert found.lastindex is not None
        text, start, end = self.text, found.start(), found.start(found.lastindex)
        while text[end - 1] in _INVISIBLE_SIGNS:
            end -= 1
        # Vowel signs of Indic scripts make other words of the same letters.
        if (end < len(text) and _is_mark(text[end])) or (
            start and _is_mark(text[start - 1]) and not is_unspaced(text[start])
        ):
            return None
        return Hit(start, end, self.entries[found.lastindex - 1])


_INVISIBLE_SIGNS = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def _is_mark(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character).startswith("M")


def _merged(scans: Sequence[_Scan], done: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    """The hits of all scans without overlaps, and without what was replaced already."""
    starts = [start for start, _end in done]
    ends = {end for _start, end in done}
    position = 0
    while True:
        waiting = [hit for scan in scans if (hit := scan.next(position)) is not None]
        if not waiting:
            return
        hit = min(waiting, key=lambda each: (each.start, -each.end))
        position = hit.end
        index = bisect_right(starts, hit.end - 1) - 1
        if index >= 0 and done[index][1] > hit.start:
            # A name that reaches into a replacement is none; what is behind it may be one.
            position = max(done[index][1], hit.start + 1)
            continue
        loose = scans[0].text[hit.start : hit.end].casefold() in _LOOSE_ENDINGS
        if not (loose and hit.start in ends):
            yield hit


# The pattern ---------------------------------------------------------------------------------

_Branch = dict[str, "_Branch"]
_END = ""
"""The key under which a branch says what must follow the name that ends there."""


def _compiled(
    entries: Sequence[Replacement], keep_case: bool
) -> tuple[re.Pattern[str], list[Replacement]]:
    """One pattern for all names, with an empty group at the end of each to tell them apart.

    Names that begin alike share their beginning in it, so that no character is tried once a name.
    """
    roots: dict[str, _Branch] = {}
    ends: dict[int, tuple[str, Replacement]] = {}
    for entry in entries:
        plain = unicodedata.normalize("NFKC", " ".join(entry.original.split()))
        plain = plain.replace("ß", "ss").replace("ẞ", "SS")
        for name in {plain, plain.upper()} if keep_case else {plain}:
            spelt = folded(name, keep_case=keep_case).strip("".join(_INVISIBLE_SIGNS))
            branch = roots.setdefault(_before(spelt), {})
            for piece in _pieces(spelt):
                branch = branch.setdefault(piece, {})
            if _END not in branch:
                branch[_END] = {}
                ends[id(branch)] = (_after(spelt, entry), entry)
    named: list[Replacement] = []
    parts = [before + _written(branch, ends, named) for before, branch in roots.items()]
    return re.compile("|".join(parts)), named


def _written(
    branch: _Branch, ends: dict[int, tuple[str, Replacement]], named: list[Replacement]
) -> str:
    """A branch as a regular expression; longer names come before those they begin with."""
    # Pieces of several letters first: “ß” is not to be taken for the end of a name on “s”.
    pieces = sorted((piece for piece in branch if piece != _END), key=len, reverse=True)
    choices = [piece + _written(branch[piece], ends, named) for piece in pieces]
    if _END in branch:
        after, entry = ends[id(branch)]
        named.append(entry)
        choices.append(f"(){after}")
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _pieces(name: str) -> Iterator[str]:
    """What each part of a name may look like."""
    index = 0
    while index < len(name):
        pair, character = name[index : index + 2], name[index]
        if pair.casefold() in _ONE_SIGN:
            index += 2
            signs = _ONE_SIGN[pair.casefold()]
            yield f"(?:{pair[0]}{_BETWEEN}{pair[1]}|[{signs}]){_BETWEEN}"
            continue
        index += 1
        if character.isspace() or character in "-\u2010\u2011":
            while index < len(name) and (name[index].isspace() or name[index] in "-\u2010\u2011"):
                index += 1
            yield _GAP
        elif re.match(_APOSTROPHE, character):
            yield _APOSTROPHE
        elif character == ".":
            yield r"\.?"
        elif not re.match(f"[{MARKS}{_INVISIBLE}]", character):
            yield re.escape(character) + (_BETWEEN if character.isalpha() else "")


def _before(name: str) -> str:
    """What must stand before a name, by its first character."""
    first = name[0]
    if first.isdigit():
        return r"(?<!\d)"
    if not first.isalpha() or is_unspaced(first):
        return ""
    script = unicodedata.name(first, "").partition(" ")[0]
    prefixes = {"ARABIC": _ARABIC_PREFIXES, "HEBREW": _HEBREW_PREFIXES}.get(script)
    free = f"(?<!{_LETTER})"
    return f"(?:{free}|(?<=\\b[{prefixes}]))" if prefixes else free


def _after(name: str, entry: Replacement) -> str:
    """What must follow a name, by its last character."""
    last = name[-1]
    if last.isdigit():
        return r"(?!\d)"
    if not last.isalpha() or is_unspaced(last):
        return ""
    script = unicodedata.name(last, "").partition(" ")[0]
    if script == "HANGUL":
        return ""  # particles follow without a blank
    if script != "LATIN":
        return f"(?!{_LETTER})"
    return f"(?=(?:{_ENDINGS[entry.kind == 'place']})?(?!{_LETTER}))"
