"""E-mail addresses, telephone numbers, dates and long numbers in a text, by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Sign = Literal["e-mail", "web address", "date", "phone", "number"]

_MONTHS = (
    "Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli|"
    "Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_DATES = (
    rf"{_YEAR}-{_MONTH}-{_DAY}(?!\d)",
    rf"{_DAY}[./-]\s?{_DAY}[./-]\s?(?:{_YEAR}|\d\d)(?![\d:.]\d)(?!\d)",
    rf"{_DAY}(?:st|nd|rd|th|\.|er)?\s(?:of\s|de\s)?(?:{_MONTHS})\b\.?(?:,?\s(?:de\s)?{_YEAR}\b)?",
    rf"(?:{_MONTHS})\b\.?\s{_DAY}(?:st|nd|rd|th)?\b(?:,?\s{_YEAR}\b)?",
    rf"(?:{_MONTHS})\b\.?,?\s(?:of\s|de\s)?{_YEAR}\b",
    rf"{_YEAR}(?![\w-])",
)
_SIGNS = re.compile(
    r"(?P<email>[\w.+%-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+)"
    r"|(?P<web>(?:https?://|www\.)[^\s<>\"”)\]]{3,}[^\s<>\"”)\].,;:!?]"
    r"|(?<![\w.-])[\w-]{2,63}(?:\.[\w-]{2,63})*\.(?:com|org|net|edu|gov|info|co\.uk|ac\.uk|org\.uk"
    r"|nhs\.uk|gov\.uk|com\.au|edu\.au|gov\.au|org\.au|de|at|ch|fr|es|it|nl|eu)\b(?!\.\w))"
    rf"|(?P<date>(?<![\w.])(?:{'|'.join(_DATES)}))"
    r"|(?P<phone>(?<![\w.,:])(?:\+|\(?0|\(\d)\d?[\d\s()/–-]{5,18}\d(?![\w:]))"
    r"|(?P<number>(?<![\w.,:+-])(?:\d{5,20}|\d{2,6}(?:[ -]\d{2,6}){2,4}"
    r"|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|[A-Z]{1,3}-?\d{4,12})(?![\w:]))"
)
_KINDS: dict[str, Sign] = {
    "email": "e-mail",
    "web": "web address",
    "date": "date",
    "phone": "phone",
    "number": "number",
}


def signs_in(text: str) -> Iterator[tuple[int, int, Sign]]:
    """Where such a sign stands (half-open), and what it looks like."""
    for found in _SIGNS.finditer(text):
        assert found.lastgroup is not None
        yield found.start(), found.end(), _KINDS[found.lastgroup]
