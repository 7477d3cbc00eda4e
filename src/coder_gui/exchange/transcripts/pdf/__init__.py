"""Reads PDF documents: text in reading order, its lines joined to paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from coder_gui.exchange.transcripts.emphasis import lifted
from coder_gui.exchange.transcripts.pdf.layout import Layout
from coder_gui.exchange.transcripts.pdf.lines import Page, usual_styles
from coder_gui.exchange.transcripts.pdf.process import pages_told
from coder_gui.exchange.transcripts.pdf.repeats import without_repeats
from coder_gui.exchange.transcripts.reading import Reading, damaged, refusal

_SHAPES = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
"""Arabic letters in the shapes that they have in print; the plain ones are found by search."""
_UNKNOWN = re.compile(
    "[\ufffd\ue000-\uf8ff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]"
)
_NAMED = 12
"""Page numbers that a warning lists."""


def read(data: bytes, source_name: str) -> Reading:
    """The text of all pages, without the lines that every page repeats.

    Raises:
        UnreadableFile: The file is protected, damaged, or has no text but pictures.
    """
    told, ending = pages_told(data, source_name)
    if told.error == "password":
        raise refusal(
            source_name,
            "it is protected by a password",
            "Open it, print it to a new PDF without one, and import that.",
        )
    if told.error in ("large", "memory"):
        raise refusal(
            source_name,
            "it is far larger than a transcript can be",
            "If it is a real transcript, save the pages that you need as a PDF of their own, and "
            "import that.",
            told.error,
        )
    pages = told.pages
    if told.error or not told.done or not pages or all(page.broken for page in pages):
        raise damaged(source_name, ending)
    _refuse_without_text(pages, source_name)
    warnings = _warnings(pages, source_name)
    repeated = without_repeats(pages)
    if repeated:
        lines = ", ".join(f"“{line[:60]}”" for line in repeated[:4])
        warnings.append(f"Lines that the pages of “{source_name}” repeat were left out: {lines}.")
    text = "\n".join(Layout(pages, usual_styles(pages)).paragraphs(pages))
    text, spans = lifted(_SHAPES.sub(_plain_letter, text))
    return Reading(text, warnings=tuple(warnings), spans=spans)


def _refuse_without_text(pages: Sequence[Page], source_name: str) -> None:
    text = "".join(line.text for page in pages for line in page.lines)
    if not text.strip():
        raise refusal(
            source_name,
            "there is no text in it, only pictures of pages, as a scanner makes them",
            "Have the text recognised first (OCR), and import the result.",
        )
    if len(_UNKNOWN.findall(text)) * 2 > len(text):
        raise refusal(
            source_name,
            "its letters can be seen but not read as text",
            "Have the text recognised first (OCR), or ask for the document that it was made from.",
        )


def _warnings(pages: Sequence[Page], source_name: str) -> list[str]:
    warnings = []
    pictures = [number for number, page in enumerate(pages, 1) if page.picture]
    if pictures:
        warnings.append(
            f"{_pages_named(pictures)} of “{source_name}” {_have(pictures)} no text, only "
            "pictures; have the text recognised (OCR) if there are words in them."
        )
    broken = [number for number, page in enumerate(pages, 1) if page.broken]
    if broken:
        verb = "is" if len(broken) == 1 else "are"
        warnings.append(f"{_pages_named(broken)} of “{source_name}” {verb} damaged and missing.")
    if any(_UNKNOWN.search(line.text) for page in pages for line in page.lines):
        warnings.append(
            f"Some letters of “{source_name}” are not known as text; compare it with the original."
        )
    count = sum(page.comments for page in pages)
    if count:
        which = "a comment" if count == 1 else f"{count} comments"
        warnings.append(f"“{source_name}” has {which} in its margin, which stayed behind.")
    return warnings


def _pages_named(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    if len(numbers) > _NAMED:
        listed = ", ".join(map(str, numbers[:_NAMED]))
        return f"{len(numbers)} pages ({listed}, …)"
    return f"Pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _have(numbers: Sequence[int]) -> str:
    return "has" if len(numbers) == 1 else "have"


def _plain_letter(shape: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", shape[0]).strip()
