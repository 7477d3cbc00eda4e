"""The values of a workbook's cells as people see them: dates, times, percentages, numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from coder_gui.domain.text import stored

if TYPE_CHECKING:
    from lxml.etree import _Element

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS = re.compile(r"[0#]\.(0{1,15})")
_LONGEST_CODE = 255
_ZEROS = re.compile(r"0{2,15}")
_TOKEN = re.compile(
    r"\"[^\"]*\"|\\.|\[[^\]]*\]|[_*].|AM/PM|A/P|y+|m+|d+|h+|s+|\.0+|.", re.IGNORECASE
)
_LOCAL_DATES = ("mm-dd-yy", "m/d/yy h:mm")
"""Formats that look different in each country; they are shown as 2024-05-03."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shown(value: str, code: str, from_1904: bool) -> str:
    """A number as it is stored, in its cell's format."""
    try:
        number = float(value)
    except ValueError:
        return value.strip()
    if not math.isfinite(number):
        return value.strip()
    plain = _QUOTED.sub("", code.partition(";")[0])
    if code and code != "General" and _is_date(code):
        return _moment(number, code, from_1904) or _number(number)
    decimals = _DECIMALS.search(plain)
    if "%" in plain:
        percent = number * 100
        if abs(percent) >= 1e12:
            return f"{_number(percent)}%"
        return f"{_rounded(percent, len(decimals[1]) if decimals else 0)}%"
    if decimals and abs(number) < 1e12 and "e" not in plain.lower():
        return _rounded(number, len(decimals[1]))
    if _ZEROS.fullmatch(plain) and number == int(number):
        return f"{int(number):0{len(plain)}d}"
    return _number(number)


def words_of(node: _Element) -> str:
    """The words of a shared or an inline text, without the readings that may stand above them."""
    pieces = []
    for child in node:
        name = _local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces += [piece.text or "" for piece in child if _local(piece) == "t"]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Text in which Excel wrote characters that XML cannot hold as `_x000D_`."""
    return stored(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


def format_codes(styles: _Element | None) -> Sequence[str]:
    """For each style of cells, the code of its number format."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if styles is None:
        return ()
    codes: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    for node in styles.iter("{*}numFmt"):
        code = node.get("formatCode", "")
        codes[node.get("numFmtId", "")] = code if len(code) <= _LONGEST_CODE else ""
    return [
        codes.get(node.get("numFmtId", ""), "")
        for list_of in styles
        if _local(list_of) == "cellXfs"
        for node in list_of
    ]


def _local(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _number(number: float) -> str:
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _rounded(number: float, decimals: int) -> str:
    """Rounded as Excel does, a half upwards."""
    exact = Decimal(f"{number:.15g}")
    return format(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f")


def _is_date(code: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(code))


def _moment(number: float, code: str, from_1904: bool) -> str:
    """A date or a time in its format; empty for no such day."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    code = code.partition(";")[0]
    if "[h" in code.lower():
        seconds = round(number * 86_400)
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    try:
        found = from_excel(number, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)
        if isinstance(found, time):
            found = datetime.combine(date(1900, 1, 1), found)
        if not isinstance(found, datetime):
            return str(found)
        found = (found + timedelta(milliseconds=500)).replace(microsecond=0)
    except (OverflowError, ValueError):
        return ""
    if code in _LOCAL_DATES:
        return found.isoformat(" ", "minutes") if "h" in code else found.date().isoformat()
    return _in_format(found, code)


def _in_format(moment: datetime, code: str) -> str:
    tokens = _TOKEN.findall(code)
    letters = [token[0].lower() if token[0].lower() in "hsmyd" else "" for token in tokens]
    halves = any(token.upper() in ("AM/PM", "A/P") for token in tokens)
    pieces = []
    for index, token in enumerate(tokens):
        before = next((each for each in reversed(letters[:index]) if each), "")
        after = next((each for each in letters[index + 1 :] if each), "")
        if letters[index] == "m" and (before == "h" or after == "s"):
            pieces.append(f"{moment.minute:0{min(2, len(token))}d}")
        else:
            pieces.append(_part(moment, token, halves))
    return "".join(pieces).strip()


def _part(moment: datetime, token: str, halves: bool) -> str:
    low = token.lower()
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    numbers = {"d": moment.day, "m": moment.month, "h": hour, "s": moment.second}
    if low[0] == "y":
        return f"{moment.year:04d}" if len(low) > 2 else f"{moment.year % 100:02d}"
    if low[0] in "md" and len(low) > 2:
        name = _MONTHS[moment.month - 1] if low[0] == "m" else _DAYS[moment.weekday()]
        return name[:3] if len(low) == 3 else name
    if low[0] in numbers and low == low[0] * len(low):
        return f"{numbers[low[0]]:0{min(2, len(low))}d}"
    if low in ("am/pm", "a/p"):
        return "AM" if moment.hour < 12 else "PM"
    if low[0] in "[_*@" or low.startswith(".0"):
        return ""
    return token.strip('"') if token[0] == '"' else token.removeprefix("\\")
