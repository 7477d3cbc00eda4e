"""Paragraphs, runs and table cells of a Word document, for text in any script.

Built as XML elements because python-docx looks every style and cell up again, which takes
minutes for a codebook of two thousand codes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from coder_gui.exchange.codebooks.printable import printable

Element = etree._Element
Script = Literal["plain", "east asian", "right to left"]

_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff00-\uffef\U00020000-\U0003ffff]"
)
_SPECIAL = re.compile(
    f"{_EAST_ASIAN.pattern}|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\U00010800-\U00010fff]|[\U0001e800-\U0001efff]"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A coloured bar beside a paragraph; `width` is in eighths of a point."""

    colour_hex: str
    width: int

    def edge(self, side: str) -> Element:
        colour = self.colour_hex.lstrip("#")
        return element(side, val="single", sz=self.width, space=7, color=colour)


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """A `w:` element with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def paragraph(
    style: str,
    text: str,
    *,
    label: str = "",
    bar: Bar | None = None,
    indent: int = 0,
    on_new_page: bool = False,
    turned: bool | None = None,
) -> Element:
    """A paragraph of one line of text.

    Args:
        style: Style id.
        text: Without line breaks.
        label: Stands before the text, up to the style's hanging indent.
        bar: Stands down the side on which the text begins.
        indent: Added at that side, in twentieths of a point.
        on_new_page: Begin a page, without the space that the style puts above.
        turned: That the paragraph reads from right to left; as the text does unless given.
    """
    if turned is None:
        turned = is_right_to_left(text)
    properties = element("pPr", element("pStyle", val=style))
    if on_new_page:
        properties.append(element("pageBreakBefore"))
    if bar:
        properties.append(element("pBdr", bar.edge("right" if turned else "left")))
    if turned:
        properties.append(element("bidi"))
    if on_new_page:
        properties.append(element("spacing", before=0))
    if indent:
        properties.append(element("ind", left=indent))
    made = element("p", properties)
    if label:
        tab = element("r", element("tab"))
        made.extend([*runs(label, False, style="CodebookLabel"), tab])
    made.extend(runs(text, turned))
    return made


def runs(text: str, turned: bool, style: str = "") -> Iterator[Element]:
    """Runs of the text, cut where the script changes.

    Args:
        turned: That the paragraph reads from right to left.
        style: Id of a character style.
    """
    for part, script in scripts(printable(text), turned):
        properties = element("rPr")
        if style:
            properties.append(element("rStyle", val=style))
        if script == "east asian":
            properties.append(element("rFonts", hint="eastAsia"))
        if script == "right to left":
            properties.append(element("rtl"))
        yield element("r", properties, *_content(part))


def linked(made: Element, bookmark: str) -> Element:
    """The paragraph with its runs turned into a link to a place in the document."""
    link = element("hyperlink", anchor=bookmark, history=1)
    link.extend(made.findall(qn("w:r")))
    made.append(link)
    return made


def bookmarked(made: Element, number: int, name: str) -> Element:
    """The paragraph, made a place that links can lead to."""
    start = element("bookmarkStart", id=number, name=name)
    made.insert(1, start)
    made.append(element("bookmarkEnd", id=number))
    return made


def field(instruction: str) -> Element:
    """A field that the office program fills in, such as PAGE."""
    shown = element("r", *_content("1"))
    return element("fldSimple", shown, instr=instruction)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own runs from right to left."""
    if not _SPECIAL.search(text):
        return False
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((d in ("R", "AL") for d in directions if d in ("L", "R", "AL")), False)


def scripts(text: str, turned: bool) -> Iterator[tuple[str, Script]]:
    """Parts of the text with the script that Word must be told.

    After the Unicode bidirectional algorithm, as far as runs need it: digits go with the letters
    before them, blanks and punctuation with equal neighbours, else with the paragraph.
    """
    base: Script = "right to left" if turned else "plain"
    if base == "plain" and not _SPECIAL.search(text):
        if text:
            yield text, base
        return
    strong = list(_with_digits(text, base))
    pieces = [(script, len(list(same))) for script, same in groupby(strong)]
    known: list[Script] = []
    for position, (script, length) in enumerate(pieces):
        around = {neighbour for neighbour, _n in pieces[max(0, position - 1) : position + 2]}
        if position in (0, len(pieces) - 1):
            around.add(base)
        known += [script or _neutral(around, base)] * length
    for script, part in groupby(zip(known, text, strict=True), key=lambda pair: pair[0]):
        yield "".join(character for _script, character in part), script


def _with_digits(text: str, base: Script) -> Iterator[Script | None]:
    before = base
    for character in text:
        direction = unicodedata.bidirectional(character)
        if _EAST_ASIAN.match(character):
            before = "east asian"
        elif direction in ("R", "AL"):
            before = "right to left"
        elif direction == "L":
            before = "plain"
        elif direction not in ("EN", "AN"):
            yield None
            continue
        yield before


def _neutral(around: set[Script | None], base: Script) -> Script:
    scripts_around = around - {None}
    if "east asian" in scripts_around and "right to left" not in scripts_around:
        return "east asian"
    return base if len(scripts_around) != 1 else (scripts_around.pop() or base)


def _content(text: str) -> Iterator[Element]:
    for position, part in enumerate(text.split("\t")):
        if position:
            yield element("tab")
        if part:
            made = element("t")
            made.text = part
            made.set(qn("xml:space"), "preserve")
            yield made
