"""Cuts RTF into its tokens: braces, control words, signs, and runs of bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["open", "close", "word", "sign", "bytes"]

_TOKEN = re.compile(
    r"(?P<hex>(?:\\'[0-9a-fA-F]{2})+)"
    r"|\\(?P<word>[a-zA-Z]+)(?:(?P<number>-?[0-9]{1,10})[0-9]*)?[ ]?"
    r"|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\"
)
_AFTER_BINARY = re.compile(r"[\s\x00]*(?:[}\\{]|$)")


class Token(NamedTuple):
    """One token; a word has its number in `number`, None when there is none."""

    kind: Kind
    text: str
    number: int | None = None


_OPEN, _CLOSE = Token("open", "{"), Token("close", "}")


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens in order; the text of `bytes` tokens holds one character for each byte.

    Data after `\\bin` is passed over, unless its declared length cannot be true.
    """
    source = data.decode("latin-1")
    match, position, end = _TOKEN.match, 0, len(source)
    while position < end:
        found = match(source, position)
        if found is None:  # every character begins a token
            break
        position = found.end()
        kind = found.lastgroup
        if kind == "text":
            yield Token("bytes", found[0])
        elif kind == "brace":
            yield _OPEN if found[0] == "{" else _CLOSE
        elif kind == "hex":
            yield Token("bytes", bytes.fromhex(found[0].replace("\\'", "")).decode("latin-1"))
        elif kind == "sign":
            yield Token("sign", found["sign"])
        elif kind is not None:
            number = found["number"]
            yield Token("word", found["word"], None if number is None else int(number))
            if found["word"] == "bin" and number:
                after = position + max(0, int(number))
                if after <= end and _AFTER_BINARY.match(source, after):
                    position = after
