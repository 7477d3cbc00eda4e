"""What is printed on one page of a PDF, asked of the library letter by letter."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st",
}  # fmt: skip
_HYPHENS = "\xad\ufffe"
"""A soft hyphen, and the library's sign for one that breaks a word at the end of a line."""
_SHOWN: dict[int, str | None] = dict.fromkeys([*range(0x20), 0x7F, 0xAD, 0xFEFF])
_SHOWN |= _LIGATURES | {0x09: " ", 0xFFFE: "-"}
_LINE = re.compile(r"[^\x00-\x20\xa0\ufffe](?:[^\r\n\ufffe]*[^\x00-\x20\xa0\ufffe])?\ufffe?")
"""The library has no line end after a hyphen that breaks a word, only its sign for one."""
_WORD = re.compile(r"([^\x00-\x20\xa0]+)|[\x00-\x20\xa0]+")
_BOLD = re.compile(r"bold|black|heavy|demi$|cmbx|,b|[-_]bd")
_ITALIC = re.compile(r"italic|oblique|slanted|cmti|[-_,](?:it|i|bi)$")
_FORCE_BOLD, _IS_ITALIC = 1 << 18, 1 << 6
_LETTER_GAP, _COLUMN_GAP = 0.15, 1.5
"""Below and above: no gap between two words of one sentence. In heights of a letter."""
_LETTER = 0.75
"""Height of a letter as a share of the size of its type."""
_NOTE, _FREE_TEXT = 1, 3
_MAX_ANNOTATIONS = 1_000

Box = tuple[float, float, float, float]
"""Left, right, baseline and height, in points from the lower left corner of what is seen."""


class PrintedPage:
    """One open page. `pdfium` is the library's plain interface, which has no types."""

    def __init__(self, pdfium: Any, page: Any, text_page: Any) -> None:
        self._pdfium = pdfium
        self._page = page.raw
        self._text = text_page.raw
        self._width, self._height = page.get_size()
        self._rotation = page.get_rotation()
        self._frame = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(self._frame))
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._styles: dict[tuple[bytes, int], str] = {}
        self._string = self._letters().replace("\x02", "\ufffe")

    def _letters(self) -> str:
        """One character for each letter that the library counts, so that positions agree."""
        pdfium, count = self._pdfium, self._pdfium.FPDFText_CountChars(self._text)
        if count <= 0:
            return ""
        units = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self._text, 0, count, units) == count + 1:
            string = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
            if len(string) == count and "\x00" not in string:
                return string
        codes = (pdfium.FPDFText_GetUnicode(self._text, index) for index in range(count))
        return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)

    def told(self) -> dict[str, Any]:
        """The lines, and what else there is on the page."""
        lines = [line for line in self._lines() if self._is_seen(*line[1:5])]
        drawn = not lines and self._pdfium.FPDFPage_CountObjects(self._page) > 0
        size = [round(self._width, 1), round(self._height, 1)]
        return {"size": size, "lines": lines, "picture": drawn, "comments": self._comments()}

    def _lines(self) -> Iterator[list[Any]]:
        """Each line: its pieces and their styles, its box, whether a hyphen breaks a word there."""
        for found in _LINE.finditer(self._string):
            first, end = found.span()
            broken = self._string[end - 1] in _HYPHENS
            pieces = self._pieces(first, end - 1 if broken else end)
            if pieces:
                *place, height = self._box(first, end - 1)
                height = self._type_height(first, end - 1) or height
                yield [pieces, *(round(value, 1) for value in (*place, height)), broken]

    def _pieces(self, start: int, end: int) -> list[list[str]]:
        """Text in pieces of one style each; the font of a word is that of its first letter."""
        pieces: list[list[str]] = []
        for found in _WORD.finditer(self._string, start, end):
            index = found.start()
            text = found[0].translate(_SHOWN)
            if found[1]:
                style = self._style(index)
                if not pieces or pieces[-1][1] != style:
                    pieces.append(["", style])
            elif found[0] == " " and self._pdfium.FPDFText_IsGenerated(self._text, index) == 1:
                text = self._gap(index)
            if pieces:
                pieces[-1][0] += text
        return pieces if any(text for text, _style in pieces) else []

    def _gap(self, index: int) -> str:
        """What stands for a blank that the file does not have, by its width.

        Nothing where letters are only set apart; a tab between the cells of a table row, and
        between a speaker's name and what follows in a column of its own.
        """
        _left, right, base, height = self._box(index - 1, index - 1)
        left, _right, next_base, _height = self._box(index + 1, index + 1)
        if abs(base - next_base) > 0.3 * height:
            return " "
        if 0 < left - right < _LETTER_GAP * height:
            return ""
        return "\t" if left - right > _COLUMN_GAP * height else " "

    def _style(self, index: int) -> str:
        length = self._pdfium.FPDFText_GetFontInfo(
            self._text, index, self._name, 128, ctypes.byref(self._flags)
        )
        if not 0 < length <= 128:
            return ""
        key = (self._name.value, self._flags.value)
        if key not in self._styles:
            self._styles[key] = _style_of(key[0].decode("latin-1").lower(), key[1])
        return self._styles[key]

    def _box(self, first: int, last: int) -> Box:
        edges: list[float] = []
        height = 0.0
        for index in (first, last):
            rect = self._rect
            if self._pdfium.FPDFText_GetLooseCharBox(self._text, index, ctypes.byref(rect)):
                x1, y1 = self._turned(rect.left, rect.bottom)
                x2, y2 = self._turned(rect.right, rect.top)
                edges += [x1, x2]
                height = max(height, abs(y2 - y1))
        self._pdfium.FPDFText_GetCharOrigin(
            self._text, first, ctypes.byref(self._x), ctypes.byref(self._y)
        )
        x, base = self._turned(self._x.value, self._y.value)
        edges = edges or [x]
        return min(edges), max(edges), base, height or 10.0

    def _type_height(self, first: int, last: int) -> float:
        """By the size of the type, because a letter's own box depends on which letter it is."""
        matrix, height = self._matrix, 0.0
        for index in (first, last):
            if self._pdfium.FPDFText_GetMatrix(self._text, index, ctypes.byref(matrix)):
                size: float = self._pdfium.FPDFText_GetFontSize(self._text, index)
                height = max(height, _LETTER * size * math.hypot(matrix.c, matrix.d))
        return height

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        """A position on the sheet as a position on the page as it is turned for reading."""
        frame = self._frame
        if self._rotation == 90:
            return y - frame.bottom, frame.right - x
        if self._rotation == 180:
            return frame.right - x, frame.top - y
        if self._rotation == 270:
            return frame.top - y, x - frame.left
        return x - frame.left, y - frame.bottom

    def _is_seen(self, left: float, right: float, base: float, height: float) -> bool:
        """False for what lies beyond the edges of the page."""
        return right > 0 and left < self._width and -height < base < self._height + height

    def _comments(self) -> int:
        """Notes in the margin and comments written on the page."""
        pdfium, count = self._pdfium, 0
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(self._page), _MAX_ANNOTATIONS)):
            annotation = pdfium.FPDFPage_GetAnnot(self._page, index)
            if annotation:
                count += pdfium.FPDFAnnot_GetSubtype(annotation) in (_NOTE, _FREE_TEXT)
                pdfium.FPDFPage_CloseAnnot(annotation)
        return count


def _style_of(font: str, flags: int) -> str:
    name = font.partition("+")[2] or font
    bold = "b" if flags & _FORCE_BOLD or _BOLD.search(name) else ""
    return bold + ("i" if flags & _IS_ITALIC or _ITALIC.search(name) else "")
