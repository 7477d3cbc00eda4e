"""The words of a memo: lines with bold, italic, list signs and links, written as Markdown.

A line is a paragraph. It may begin with `- `, and hold `**bold**`, `*italic*` and links such as
`[these words](segment:GUID)` or `[that code](code:GUID)`. A backslash takes the meaning from the
sign behind it. Everything else stands for itself, and nothing leads out of the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, cast

LinkKind = Literal["segment", "code"]

_GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LINK = rf"\[(?P<words>(?:\\.|[^\[\]\\\n])+)\]\((?P<kind>segment|code):(?P<guid>{_GUID})\)"
_SIGNS = re.compile(rf"{_LINK}|\\(?P<literal>[\\*\[\]-])|(?P<stars>\*{{1,3}}(?!\*)|\*{{4,}})")
_LISTED = re.compile(r"-(?: |$)|\* ")
_MEANS_SOMETHING = re.compile(r"[\\*]|\](?=\((?:segment|code):)")
_IN_LINK = re.compile(r"[\\*\[\]]")


@dataclass(frozen=True, slots=True)
class Link:
    """What a link leads to, by its name for ever."""

    kind: LinkKind
    guid: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.guid}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line that look alike."""

    words: str
    bold: bool = False
    italic: bool = False
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or an item of a list."""

    pieces: tuple[Piece, ...]
    listed: bool = False


def parsed(text: str) -> tuple[Line, ...]:
    """The lines of a memo; signs that mean nothing where they stand are words."""
    return tuple(_line(each) for each in text.split("\n"))


def written(lines: Iterable[Line]) -> str:
    """Lines as they are stored; `parsed` gives the same ones back."""
    return "\n".join(_written_line(line) for line in lines)


def plain(text: str) -> str:
    """A memo without its signs, for lists and for looking something up."""
    return "\n".join("".join(piece.words for piece in line.pieces) for line in parsed(text))


def first_words(text: str, most: int) -> str:
    """The beginning of a memo in one line, with “…” where it goes on."""
    words = " ".join(plain(text).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def links_in(text: str) -> set[Link]:
    """Everything that a memo leads to."""
    return {piece.link for line in parsed(text) for piece in line.pieces if piece.link}


def link_from(text: str) -> Link | None:
    """The link that `segment:GUID` or `code:GUID` names."""
    found = re.fullmatch(rf"(segment|code):({_GUID})", text)
    return Link(cast(LinkKind, found[1]), found[2]) if found else None


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces with those as one that follow each other and look alike."""
    found: list[Piece] = []
    for piece in pieces:
        if found and replace(found[-1], words="") == replace(piece, words=""):
            found[-1] = replace(piece, words=found[-1].words + piece.words)
        elif piece.words:
            found.append(piece)
    return tuple(found)


# Reading -------------------------------------------------------------------------------------


def _line(text: str) -> Line:
    listed = _LISTED.match(text)
    rest = text[listed.end() :] if listed else text
    signs = list(_SIGNS.finditer(rest))
    turns = {style: _turns(rest, signs, style) for style in (1, 2)}
    pieces, at, bold, italic = [], 0, False, False
    for number, sign in enumerate(signs):
        pieces.append(Piece(rest[at : sign.start()], bold, italic))
        at = sign.end()
        if sign["kind"]:
            link = Link(cast(LinkKind, sign["kind"]), sign["guid"])
            words = re.sub(r"\\([\\*\[\]])", r"\1", sign["words"])
            pieces.append(Piece(words, bold, italic, link))
        elif sign["literal"]:
            pieces.append(Piece(sign["literal"], bold, italic))
        else:
            used = sum(style for style in (1, 2) if number in turns[style])
            bold ^= number in turns[2]
            italic ^= number in turns[1]
            pieces.append(Piece("*" * (len(sign["stars"]) - used), bold, italic))
    pieces.append(Piece(rest[at:], bold, italic))
    return Line(joined(pieces), listed is not None)


def _turns(text: str, signs: list[re.Match[str]], style: int) -> set[int]:
    """Numbers of the stars that begin or end a style: of one star italic, of two bold."""
    found: set[int] = set()
    begun: int | None = None
    for number, sign in enumerate(signs):
        stars = len(sign["stars"] or "")
        if stars > 3 or not stars & style:
            continue
        before, after = text[: sign.start()][-1:], text[sign.end() :][:1]
        if begun is None and after and not after.isspace():
            begun = number
        elif begun is not None and before and not before.isspace():
            found |= {begun, number}
            begun = None
    return found


# Writing -------------------------------------------------------------------------------------


def _written_line(line: Line) -> str:
    parts: list[str] = []
    bold = italic = False
    for piece in _tight(line.pieces):
        parts.append(_stars(bold != piece.bold, italic != piece.italic))
        bold, italic = piece.bold, piece.italic
        if piece.link:
            parts.append(f"[{_IN_LINK.sub(_escaped, piece.words)}]({piece.link})")
        else:
            parts.append(_MEANS_SOMETHING.sub(_escaped, piece.words))
    text = "".join(parts) + _stars(bold, italic)
    if line.listed:
        return f"- {text}"
    return f"\\{text}" if _LISTED.match(text) else text


def _tight(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces whose blanks at the edges are neither bold nor italic, as the signs need it."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.link or not (piece.bold or piece.italic):
            found.append(piece)
            continue
        inner = piece.words.strip()
        begin = piece.words.index(inner)
        found += [
            Piece(piece.words[:begin]),
            replace(piece, words=inner),
            Piece(piece.words[begin + len(inner) :]),
        ]
    return joined(found)


def _stars(bold: bool, italic: bool) -> str:
    return "*" * (2 * bold + italic)


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"
