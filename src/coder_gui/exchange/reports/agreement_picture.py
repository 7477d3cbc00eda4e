"""The confusion of two coders as a picture that can be scaled, readable without colour."""

from __future__ import annotations

from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from coder_gui.exchange.codebooks.printable import one_line
from coder_gui.exchange.reports.agreement import AgreementDocument

_CELL, _ROW, _EDGE, _TITLE = 46, 24, 16, 44
_SIZE = 12
_LONGEST = 60
"""Letters of a code's name; the rest is left out."""
_PAGE, _DARKEST = (0xFF, 0xFF, 0xFF), (0x1F, 0x5C, 0x99)
_WEAKEST, _STRONGEST = 0.05, 0.59
_FACE = "Source Sans 3, Source Sans Pro, Calibri, Arial, sans-serif"


def shade_hex(shade: float) -> str:
    """The colour of a cell, six hexadecimal digits; lightness alone carries the number."""
    strength = _WEAKEST + (_STRONGEST - _WEAKEST) * shade
    parts = (round(p + (d - p) * strength) for p, d in zip(_PAGE, _DARKEST, strict=True))
    return "".join(f"{part:02X}" for part in parts)


def svg_bytes(document: AgreementDocument) -> bytes:
    """The picture of A and B."""
    matrix = document.confusion()
    names = [
        "no further code" if code is None else _short(one_line(document.book[code].name))
        for code in matrix.codes
    ]
    left = _EDGE + 26 + max((_width(name) for name in names), default=200)
    a, b = document.names[:2]
    width = round(left + _CELL * len(names) + _EDGE)
    top = _TITLE + _ROW
    height = top + _ROW * max(len(names), 1) + _EDGE + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{_FACE}" font-size="{_SIZE}">',
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>',
        _text(_EDGE, 24, f"Confusion: {a} (A, rows) and {b} (B, columns)", weight=600),
    ]
    for place, name in enumerate(names):
        y = top + _ROW * place
        parts.append(_text(_EDGE + 18, y + 16, str(place + 1), anchor="end"))
        parts.append(_text(_EDGE + 26, y + 16, name))
        x = left + _CELL * place
        parts.append(_text(x + _CELL / 2, top - 8, str(place + 1), anchor="middle", weight=600))
    for row in range(len(names)):
        for column in range(len(names)):
            x, y = left + _CELL * column, top + _ROW * row
            shade, length = matrix.shade(row, column), matrix.cells[row][column]
            fill = "F1EFEA" if row == column else shade_hex(shade) if shade else "FFFFFF"
            parts.append(
                f'<rect x="{x + 1:g}" y="{y + 1}" width="{_CELL - 2}" height="{_ROW - 2}" '
                f'rx="3" fill="#{fill}"/>'
            )
            if length:
                parts.append(_text(x + _CELL / 2, y + 16, f"{length:,}", anchor="middle"))
    note = "Characters given one code by A and another by B. What both gave alike is left out."
    none = "Nowhere did one coder give a code where the other gave another."
    parts.append(_text(_EDGE, height - 12, note if names else none))
    return "\n".join([*parts, "</svg>\n"]).encode()


def _text(x: float, y: float, words: str, anchor: str = "start", weight: int = 400) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}" '
        f'fill="#23262B">{escape(words)}</text>'
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _width(name: str) -> float:
    """About how wide a name is, with some room: the face that shows it is not known."""
    wide = sum(east_asian_width(letter) in "WF" for letter in name)
    return 0.56 * _SIZE * (len(name) + wide)
