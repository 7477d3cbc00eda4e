"""Bytes of a web page to characters: what the page says about itself, when the bytes agree."""

from __future__ import annotations

import codecs
import re

from coder_gui.exchange.transcripts.encodings import decoded

_HEAD = 4_096
"""How many bytes are searched for a declaration; browsers search 1,024."""
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,99}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""Names under which pages declare an encoding that has more characters; browsers know that."""
_IN_ASCII = ("iso2022", "hz")
"""Encodings whose bytes look like ASCII."""
_REFUSED = ("utf-7", "utf-16", "utf-32", "idna", "punycode", "unicode", "raw_unicode", "undefined")
_FEW = 10
"""One damaged character in so many that are not ASCII leaves the declaration trusted."""


def page_decoded(data: bytes) -> tuple[str | None, str, bool]:
    """Text, name of the encoding, and whether it was guessed; None for bytes that are no text.

    A mark at the start, and bytes that are UTF-8, outweigh what the page declares: pages are
    saved anew more often than their declarations are.
    """
    declared = _declared(data)
    if declared.startswith(_IN_ASCII):
        text = _text(data, declared)
        if text is not None:
            return text, declared, False
    text, encoding, guessed = decoded(data)
    if guessed and declared:
        meant = _text(data, declared)
        if meant is not None:
            return meant, declared, "\ufffd" in meant
    return text, encoding, guessed


def _declared(data: bytes) -> str:
    """Name of the encoding that the page declares, in the codecs' spelling; empty for none."""
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return ""
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii", "replace")).name
    except LookupError:
        return ""
    return "" if name.startswith(_REFUSED) else _MEANT.get(name, name)


def _text(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return None
    beyond = sum(not char.isascii() for char in text)
    return text if text.count("\ufffd") * _FEW <= beyond else None
