"""Text that every office program can open: characters which XML forbids are taken out."""

from __future__ import annotations

import re

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """The same text without what XML 1.0 cannot hold; every kind of line break becomes one."""
    text = _FORBIDDEN.sub("", _NEWLINES.sub("\n", text))
    return _SURROGATE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Printable text for a heading or a footer, where a line break has no place."""
    return " ".join(printable(text).split())
